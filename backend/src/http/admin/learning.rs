//! `/api/v1/admin/learning`: how the learned suggestion does, and from when on it counts.

use crate::domain::learning_report;
use crate::domain::rules::change;
use crate::http::State;
use crate::http::extract::{InLang, Sent, Staff};
use crate::http::problem::{Answer, InLanguage};
use axum::Json;
use hoiam_shared::wire::problem::Problem;
use hoiam_shared::wire::routing::{LearningView, ThresholdsInput};

/// The model in use, judged on cases that it had not seen, and the last trials.
#[utoipa::path(get, path = "/api/v1/admin/learning", tag = "administration", params(("lang" = Option<String>, Query)),
    responses((status = 200, body = LearningView), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn show(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<LearningView>> {
    Ok(Json(learning_report::show(&state.app, &viewer, lang).await.told(lang)?))
}

/// From which probability on a suggestion is shown, and from which it routes by itself.
#[utoipa::path(put, path = "/api/v1/admin/learning", tag = "administration", request_body = ThresholdsInput, params(("lang" = Option<String>, Query)),
    responses((status = 200, body = LearningView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem), (status = 400, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem)))]
pub async fn thresholds(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<ThresholdsInput>,
) -> Answer<Json<LearningView>> {
    change::thresholds(&state.app, &viewer, &input).await.told(lang)?;
    Ok(Json(learning_report::show(&state.app, &viewer, lang).await.told(lang)?))
}

//! `/api/v1/intake`: what staff take down for somebody who calls, writes on paper or stands at the counter.

use super::State;
use super::extract::{InLang, Sent, Staff};
use super::problem::{Answer, InLanguage};
use crate::domain::intake::on_behalf;
use axum::Json;
use axum::http::StatusCode;
use hoiam_shared::wire::intake::{IntakeView, OnBehalfNew, Receipt};
use hoiam_shared::wire::problem::Problem;

/// Through which sites cases can be taken down.
#[utoipa::path(get, path = "/api/v1/intake", operation_id = "intake", tag = "staff", params(("lang" = Option<String>, Query)),
    responses((status = 200, body = IntakeView), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn show(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<IntakeView>> {
    Ok(Json(on_behalf::view(&state.app, &viewer, lang).told(lang)?))
}

/// File a case for somebody. The receipt holds the secret, to be handed over; it is shown in this answer only.
#[utoipa::path(post, path = "/api/v1/intake", operation_id = "file_on_behalf", tag = "staff", request_body = OnBehalfNew,
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 201, body = Receipt), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem),
        (status = 429, body = Problem), (status = 503, body = Problem)))]
pub async fn file(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<OnBehalfNew>,
) -> Answer<(StatusCode, Json<Receipt>)> {
    Ok((StatusCode::CREATED, Json(on_behalf::file(&state.app, &viewer, input).await.told(lang)?)))
}

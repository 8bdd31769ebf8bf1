//! `/api/v1/admin/recalculations`: letting open cases run by other versions of calendars and policies.

use crate::domain::recalculations;
use crate::http::State;
use crate::http::extract::{InLang, Path, Sent, Staff};
use crate::http::problem::{Answer, InLanguage};
use axum::Json;
use hoiam_shared::wire::clock::{MovesView, RecalculationInput, RecalculationView};
use hoiam_shared::wire::problem::Problem;

/// The last recalculations.
#[utoipa::path(get, path = "/api/v1/admin/recalculations", operation_id = "recalculations", tag = "admin",
    params(("lang" = Option<String>, Query)),
    responses((status = 200, body = Vec<RecalculationView>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<Vec<RecalculationView>>> {
    Ok(Json(recalculations::list(&state.app, &viewer, lang).await.told(lang)?))
}

/// How far one has come.
#[utoipa::path(get, path = "/api/v1/admin/recalculations/{id}", operation_id = "recalculation", tag = "admin",
    params(("id" = i64, Path), ("lang" = Option<String>, Query)),
    responses((status = 200, body = RecalculationView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn one(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<i64>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<RecalculationView>> {
    Ok(Json(recalculations::one(&state.app, &viewer, id, lang).await.told(lang)?))
}

/// Which open cases would move. Nothing is stored.
#[utoipa::path(post, path = "/api/v1/admin/recalculations/preview", operation_id = "preview_recalculation", tag = "admin",
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    request_body = RecalculationInput,
    responses((status = 200, body = MovesView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn preview(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<RecalculationInput>,
) -> Answer<Json<MovesView>> {
    Ok(Json(recalculations::preview(&state.app, &viewer, &input).await.told(lang)?))
}

/// Begin one: each open case gets an event with the reason; deadlines that are past or kept stay as they were.
#[utoipa::path(post, path = "/api/v1/admin/recalculations", operation_id = "begin_recalculation", tag = "admin",
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    request_body = RecalculationInput,
    responses((status = 200, body = RecalculationView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn begin(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<RecalculationInput>,
) -> Answer<Json<RecalculationView>> {
    Ok(Json(recalculations::begin(&state.app, &viewer, &input, lang).await.told(lang)?))
}

/// Stop one. Cases that were changed stay so.
#[utoipa::path(delete, path = "/api/v1/admin/recalculations/{id}", operation_id = "stop_recalculation", tag = "admin",
    params(("id" = i64, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = RecalculationView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
pub async fn stop(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<i64>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<RecalculationView>> {
    Ok(Json(recalculations::stop(&state.app, &viewer, id, lang).await.told(lang)?))
}

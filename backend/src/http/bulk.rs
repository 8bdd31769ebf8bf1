//! `/api/v1/bulk`: the same act on many cases, looked at first, done, and taken back.

use super::State;
use super::extract::{InLang, Path, Query, Sent, Staff};
use super::problem::{Answer, InLanguage};
use crate::domain::bulk;
use axum::Json;
use axum::http::StatusCode;
use hoiam_shared::wire::bulk::{BulkCases, BulkInput, BulkView};
use hoiam_shared::wire::problem::Problem;
use serde::Deserialize;

/// Look at what an act would do to many cases. Nothing happens until it is started.
#[utoipa::path(post, path = "/api/v1/bulk", operation_id = "begin_bulk", tag = "staff", request_body = BulkInput,
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 201, body = BulkView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn begin(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<BulkInput>,
) -> Answer<(StatusCode, Json<BulkView>)> {
    Ok((StatusCode::CREATED, Json(bulk::begin(&state.app, &viewer, &input, lang).await.told(lang)?)))
}

/// How it stands.
#[utoipa::path(get, path = "/api/v1/bulk/{id}", operation_id = "bulk", tag = "staff",
    params(("id" = i64, Path), ("lang" = Option<String>, Query)),
    responses((status = 200, body = BulkView), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn show(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<i64>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<BulkView>> {
    Ok(Json(bulk::view(&state.app, &viewer, id, lang).await.told(lang)?))
}

/// After which case.
#[derive(Debug, Deserialize)]
pub struct After {
    #[serde(default)]
    after: i64,
}

/// What happens to each case, a hundred at a time.
#[utoipa::path(get, path = "/api/v1/bulk/{id}/cases", operation_id = "bulk_cases", tag = "staff",
    params(("id" = i64, Path), ("after" = Option<i64>, Query, description = "`next` of the page before"), ("lang" = Option<String>, Query)),
    responses((status = 200, body = BulkCases), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn cases(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<i64>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Query(after): Query<After>,
) -> Answer<Json<BulkCases>> {
    Ok(Json(bulk::cases(&state.app, &viewer, id, after.after, lang).await.told(lang)?))
}

/// Do what was looked at.
#[utoipa::path(post, path = "/api/v1/bulk/{id}/start", operation_id = "start_bulk", tag = "staff",
    params(("id" = i64, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = BulkView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 412, body = Problem)))]
pub async fn start(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<i64>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<BulkView>> {
    Ok(Json(bulk::start(&state.app, &viewer, id, lang).await.told(lang)?))
}

/// Take back what was done, for ten minutes. What somebody has gone on from stays.
#[utoipa::path(post, path = "/api/v1/bulk/{id}/undo", operation_id = "undo_bulk", tag = "staff",
    params(("id" = i64, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = BulkView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 412, body = Problem)))]
pub async fn undo(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<i64>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<BulkView>> {
    Ok(Json(bulk::undo(&state.app, &viewer, id, lang).await.told(lang)?))
}

/// Go no further. What was done stays, and can be taken back.
#[utoipa::path(delete, path = "/api/v1/bulk/{id}", operation_id = "stop_bulk", tag = "staff",
    params(("id" = i64, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = BulkView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 412, body = Problem)))]
pub async fn stop(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<i64>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<BulkView>> {
    Ok(Json(bulk::stop(&state.app, &viewer, id, lang).await.told(lang)?))
}

//! `/api/v1/feeds` and `/feeds/{token}.ics`: calendars of due dates for whoever subscribes to them.

use super::State;
use super::erased::get;
use super::extract::{InLang, Path, Person, Sent};
use super::problem::{Answer, Failure, InLanguage};
use crate::domain::notices::feeds;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::notices::{FeedInput, FeedView};
use hoiam_shared::wire::problem::Problem;

pub(super) fn routes() -> Router<State> {
    Router::new().route("/feeds/{file}", get(calendar))
}

/// The reader's calendars.
#[utoipa::path(get, path = "/api/v1/feeds", operation_id = "feeds", tag = "staff", params(("lang" = Option<String>, Query)),
    responses((status = 200, body = [FeedView]), (status = 401, body = Problem)))]
pub async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    Person(viewer): Person,
    InLang(lang): InLang,
) -> Answer<Json<Vec<FeedView>>> {
    Ok(Json(feeds::list(&state.app, &viewer).await.told(lang)?))
}

/// Make a calendar of the due dates of a query. Its address is in this answer and in no other; who knows it reads what
/// its owner may see.
#[utoipa::path(post, path = "/api/v1/feeds", operation_id = "add_feed", tag = "staff", request_body = FeedInput,
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 201, body = FeedView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn add(
    axum::extract::State(state): axum::extract::State<State>,
    Person(viewer): Person,
    InLang(lang): InLang,
    Sent(input): Sent<FeedInput>,
) -> Answer<(StatusCode, Json<FeedView>)> {
    Ok((StatusCode::CREATED, Json(feeds::add(&state.app, &viewer, &input, lang).await.told(lang)?)))
}

/// Take one back: its address opens nothing any more.
#[utoipa::path(delete, path = "/api/v1/feeds/{id}", operation_id = "forget_feed", tag = "staff",
    params(("id" = String, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 204, description = "Taken back"), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn forget(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<String>,
    Person(viewer): Person,
    InLang(lang): InLang,
) -> Answer<StatusCode> {
    feeds::forget(&state.app, &viewer, &id).await.told(lang)?;
    Ok(StatusCode::NO_CONTENT)
}

async fn calendar(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Path(file): Path<String>,
) -> Answer<Response> {
    let secret = file.strip_suffix(".ics").ok_or_else(|| Failure::new(ErrorCode::NotFound, lang))?;
    let text = feeds::read(&state.app, secret, lang).await.told(lang)?;
    let kind = HeaderValue::from_static("text/calendar; charset=utf-8");
    let cache = HeaderValue::from_static("private, max-age=900");
    Ok(([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, cache)], text).into_response())
}

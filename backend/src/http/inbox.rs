//! `/api/v1/inbox`: what the reader was told in the console.

use super::State;
use super::extract::{InLang, Query, Sent, Staff};
use super::problem::{Answer, InLanguage};
use crate::domain::notices::inbox;
use axum::Json;
use hoiam_shared::wire::notices::{InboxCount, InboxSeen, InboxView};
use hoiam_shared::wire::problem::Problem;
use serde::Deserialize;

/// Which page.
#[derive(Debug, Deserialize)]
pub struct Paged {
    after: Option<String>,
}

/// What the reader was told, newest first; of cases that they may still see.
#[utoipa::path(get, path = "/api/v1/inbox", operation_id = "inbox", tag = "staff",
    params(("after" = Option<String>, Query, description = "`next` of the page before"), ("lang" = Option<String>, Query)),
    responses((status = 200, body = InboxView), (status = 401, body = Problem), (status = 422, body = Problem)))]
pub async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Query(paged): Query<Paged>,
) -> Answer<Json<InboxView>> {
    Ok(Json(inbox::page(&state.app, &viewer, paged.after.as_deref(), lang).await.told(lang)?))
}

/// How many notices the reader has not seen.
#[utoipa::path(get, path = "/api/v1/inbox/count", operation_id = "inbox_count", tag = "staff", params(("lang" = Option<String>, Query)),
    responses((status = 200, body = InboxCount), (status = 401, body = Problem)))]
pub async fn count(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<InboxCount>> {
    Ok(Json(inbox::count(&state.app, &viewer).await.told(lang)?))
}

/// Say that one has seen what was told of a case, or of every case.
#[utoipa::path(post, path = "/api/v1/inbox/seen", operation_id = "inbox_seen", tag = "staff", request_body = InboxSeen,
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = InboxCount), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn see(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<InboxSeen>,
) -> Answer<Json<InboxCount>> {
    Ok(Json(inbox::see(&state.app, &viewer, &input).await.told(lang)?))
}

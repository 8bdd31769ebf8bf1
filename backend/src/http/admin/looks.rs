//! `/api/v1/admin/looks`: who of staff looked at which case.

use crate::domain::audit::{self, Asked};
use crate::domain::looking;
use crate::http::State;
use crate::http::extract::{InLang, Query, Staff};
use crate::http::problem::{Answer, InLanguage};
use axum::Json;
use hoiam_shared::wire::looks::LooksView;
use hoiam_shared::wire::problem::Problem;
use serde::Deserialize;

/// What is asked for.
#[derive(Debug, Deserialize)]
pub struct LooksQuery {
    #[serde(default)]
    who: String,
    /// Tracking code.
    #[serde(default)]
    case: String,
    #[serde(default)]
    unsealed: bool,
    /// Days, the last included.
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    before: Option<i64>,
}

/// Who looked at which case of those the reader may know of, newest first; and who opened a sealed identity, with the reason.
#[utoipa::path(get, path = "/api/v1/admin/looks", operation_id = "looks", tag = "admin",
    params(("who" = Option<String>, Query, description = "Login"), ("case" = Option<String>, Query, description = "Tracking code"),
        ("unsealed" = Option<bool>, Query, description = "Only those who opened a sealed identity"),
        ("from" = Option<String>, Query, example = "2026-11-01"), ("to" = Option<String>, Query, example = "2026-11-30"),
        ("before" = Option<i64>, Query, description = "`next` of the page before"), ("lang" = Option<String>, Query)),
    responses((status = 200, body = LooksView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Query(query): Query<LooksQuery>,
) -> Answer<Json<LooksView>> {
    let (from_ms, to_ms) = audit::days(&query.from, &query.to).told(lang)?;
    let asked = Asked { who: query.who, thing: None, item: query.case, from_ms, to_ms, before: query.before };
    Ok(Json(looking::page(&state.app, &viewer, &asked, query.unsealed, lang).await.told(lang)?))
}

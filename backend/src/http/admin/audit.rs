//! `/api/v1/admin/audit`: who changed which setting when.

use crate::domain::audit::{self, Asked};
use crate::domain::tables;
use crate::http::State;
use crate::http::extract::{InLang, Query, Staff};
use crate::http::problem::{Answer, Failure, InLanguage};
use axum::Json;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use hoiam_shared::Lang;
use hoiam_shared::audit::Thing;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::people::AuditView;
use hoiam_shared::wire::problem::Problem;
use serde::Deserialize;

/// What is asked for.
#[derive(Debug, Deserialize)]
pub struct AuditQuery {
    #[serde(default)]
    who: String,
    #[serde(default)]
    thing: String,
    #[serde(default)]
    item: String,
    /// Days, the last included.
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    before: Option<i64>,
}

impl AuditQuery {
    fn asked(self, lang: Lang) -> Answer<Asked> {
        let refused = || Failure::new(ErrorCode::NotFound, lang);
        let thing = match self.thing.as_str() {
            "" => None,
            code => Some(Thing::from_code(code).ok_or_else(refused)?),
        };
        let (from_ms, to_ms) = audit::days(&self.from, &self.to).told(lang)?;
        Ok(Asked { who: self.who, thing, item: self.item, from_ms, to_ms, before: self.before })
    }
}

/// Acts of administrators of which the reader may know, newest first.
#[utoipa::path(get, path = "/api/v1/admin/audit", operation_id = "audit", tag = "admin",
    params(("who" = Option<String>, Query, description = "Login"), ("thing" = Option<Thing>, Query), ("item" = Option<String>, Query),
        ("from" = Option<String>, Query, example = "2026-11-01"), ("to" = Option<String>, Query, example = "2026-11-30"),
        ("before" = Option<i64>, Query, description = "`next` of the page before"), ("lang" = Option<String>, Query)),
    responses((status = 200, body = AuditView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Query(query): Query<AuditQuery>,
) -> Answer<Json<AuditView>> {
    Ok(Json(audit::page(&state.app, &viewer, &query.asked(lang)?, lang).await.told(lang)?))
}

/// The same as a file, 50,000 acts at most.
#[utoipa::path(get, path = "/api/v1/admin/audit.csv", operation_id = "audit_file", tag = "admin",
    params(("who" = Option<String>, Query), ("thing" = Option<Thing>, Query), ("item" = Option<String>, Query),
        ("from" = Option<String>, Query), ("to" = Option<String>, Query), ("lang" = Option<String>, Query)),
    responses((status = 200, content_type = "text/csv", body = String), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn export(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Query(query): Query<AuditQuery>,
) -> Answer<Response> {
    let lines = audit::table(&state.app, &viewer, &query.asked(lang)?, lang).await.told(lang)?;
    Ok(csv("audit.csv", tables::write(&lines)))
}

/// A table to be saved.
pub(super) fn csv(name: &str, text: String) -> Response {
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    let saved = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    if let Ok(saved) = saved {
        headers.insert(header::CONTENT_DISPOSITION, saved);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

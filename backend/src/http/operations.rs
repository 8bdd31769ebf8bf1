//! For those who run it: health, readiness, metrics, the API document.

use super::State;
use super::erased::get;
use crate::store::{cases, events};
use axum::Json;
use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

pub(super) fn routes() -> Router<State> {
    Router::new()
        // Browsers ask for it unasked; the pages name none.
        .route("/favicon.ico", get(|| async { StatusCode::NO_CONTENT }))
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .route("/api/openapi.json", get(openapi))
}

/// Events the index may be behind while the node is ready: about a second of heavy load.
const MOST_BEHIND: i64 = 10_000;

/// Ready when the database answers and the index is not far behind the ledger.
async fn ready(axum::extract::State(state): axum::extract::State<State>) -> Response {
    let mut read = state.app.db.read();
    let database = cases::page(&mut read, hoiam_shared::ids::CaseId(0), 1).await.is_ok();
    let head = events::head(&mut read).await.map_or(0, |(seq, _)| seq);
    let behind = head - state.app.index.checkpoint();
    let ready = database && behind < MOST_BEHIND;
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(serde_json::json!({ "ready": ready, "database": database, "index_behind": behind }))).into_response()
}

async fn metrics(axum::extract::State(state): axum::extract::State<State>) -> Response {
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], state.metrics.render()).into_response()
}

async fn openapi(axum::extract::State(state): axum::extract::State<State>) -> Json<serde_json::Value> {
    Json((*state.openapi).clone())
}

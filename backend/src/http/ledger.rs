//! The published end of the ledger, for programs, for readers and as a file; and the citizen's signed receipt.

use super::State;
use super::erased::get;
use super::extract::{InLang, Path, Secret, Staff, code};
use super::open::{as_media, shortly};
use super::portal::{html, page, trouble};
use super::problem::{Answer, Failure, InLanguage};
use crate::domain::proving;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use hoiam_portal::pages;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::ledger::{HeadView, LedgerView};
use hoiam_shared::wire::problem::Problem;

pub(super) fn routes() -> Router<State> {
    Router::new().route("/ledger", get(shown)).route("/ledger.txt", get(all))
}

/// The key that heads and receipts are checked with, and the heads signed last.
#[utoipa::path(get, path = "/api/v1/public/ledger", operation_id = "ledger", tag = "public",
    responses((status = 200, body = LedgerView)))]
pub async fn ledger(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
) -> Answer<Json<LedgerView>> {
    Ok(Json(proving::ledger(&state.app).await.told(lang)?))
}

/// Sign and publish the end of the ledger now. When nothing is new, the last head.
#[utoipa::path(post, path = "/api/v1/ledger/heads", operation_id = "sign_ledger", tag = "staff",
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = HeadView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem, description = "The ledger is empty")))]
pub async fn sign(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<HeadView>> {
    Ok(Json(proving::sign(&state.app, &viewer).await.told(lang)?))
}

/// The signed receipt of a case; once a published head covers the filing, with the way to it. To be kept: it can be
/// checked without this server. Plain text, or the same as a JSON string for `Accept: application/json`.
#[utoipa::path(get, path = "/api/v1/cases/{code}/receipt", operation_id = "signed_receipt", tag = "citizen",
    params(("code" = String, Path), ("X-Case-Secret" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = String, content_type = "text/plain"), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn receipt(
    axum::extract::State(state): axum::extract::State<State>,
    Path(text): Path<String>,
    InLang(lang): InLang,
    secret: Secret,
    headers: HeaderMap,
) -> Answer<Response> {
    let code = code(&text, lang)?;
    let secret = secret.0.ok_or_else(|| Failure::new(ErrorCode::BadSecret, lang))?;
    let body = proving::receipt(&state.app, &code, &secret).await.told(lang)?;
    // Whoever reads nothing but JSON is given the same text as JSON.
    let json = headers.get(header::ACCEPT).is_some_and(|accept| accept.as_bytes() == b"application/json");
    if json {
        return Ok(([(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))], Json(body)).into_response());
    }
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))], body)
        .into_response())
}

async fn shown(axum::extract::State(state): axum::extract::State<State>, InLang(lang): InLang) -> Response {
    match proving::ledger(&state.app).await {
        Ok(view) => {
            let mut page = page(lang, "/ledger");
            page.canonical = Some(format!("{}/ledger", state.app.public_url));
            shortly(html(&page, |page| pages::ledger(&view, page)))
        }
        Err(error) => trouble(error, lang, "/ledger"),
    }
}

async fn all(axum::extract::State(state): axum::extract::State<State>, InLang(lang): InLang) -> Response {
    match proving::all_heads(&state.app).await {
        Ok(text) => as_media("text/plain; charset=utf-8", text),
        Err(error) => trouble(error, lang, "/ledger"),
    }
}

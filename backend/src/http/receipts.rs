//! What a citizen takes home with a receipt: the tracking address as a QR code, the due date for a calendar, and on
//! the portal the receipt as a file. A code alone opens no more than it does elsewhere; the secret travels in the
//! body of a form, never in an address.

use super::State;
use super::erased::{get, post};
use super::extract::{InLang, Path, code};
use super::portal::page;
use super::problem::{Answer, Failure, InLanguage};
use crate::domain::{following, proving};
use axum::extract::Form;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use hoiam_portal::papers;
use hoiam_shared::case::Code;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::intake::QrView;
use hoiam_shared::wire::problem::Problem;
use hoiam_shared::{Lang, Stamp};
use serde::Deserialize;
use std::fmt::Write as _;

pub(super) fn routes() -> Router<State> {
    Router::new()
        .route("/t/{code}/qr.svg", get(qr_svg))
        .route("/t/{code}/due.ics", get(calendar))
        .route("/t/{code}/receipt.txt", post(file))
}

/// The tracking address of a code as a QR code.
#[utoipa::path(get, path = "/api/v1/cases/{code}/qr", tag = "citizen", params(("code" = String, Path)),
    responses((status = 200, body = QrView), (status = 404, body = Problem)))]
pub async fn qr(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Path(text): Path<String>,
) -> Answer<Json<QrView>> {
    drawn(&state, &text, lang).map(Json)
}

async fn qr_svg(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Path(text): Path<String>,
) -> Answer<Response> {
    let QrView { path, side } = drawn(&state, &text, lang)?;
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\"><path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path d=\"{path}\"/></svg>"
    );
    let kind = HeaderValue::from_static("image/svg+xml");
    let cache = HeaderValue::from_static("public, max-age=86400");
    Ok(([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, cache)], svg).into_response())
}

/// Modules of quiet around a QR code (ISO/IEC 18004, 9.1).
const QUIET: usize = 4;

/// Any well-formed code is drawn, filed or not: nothing is looked up,
/// so nothing can be found out.
fn drawn(state: &State, text: &str, lang: Lang) -> Answer<QrView> {
    let code = code(text, lang)?;
    squares(&address(state, &code)).ok_or_else(|| Failure::new(ErrorCode::Internal, lang))
}

/// A text as a QR code; nothing for what is too long for one.
pub(super) fn squares(text: &str) -> Option<QrView> {
    let made = qrcode::QrCode::new(text).ok()?;
    let (width, modules) = (made.width(), made.to_colors());
    let mut path = String::new();
    // A run of dark modules is one bar of the path.
    for (row, line) in modules.chunks(width).enumerate() {
        let mut at = 0;
        while at < width {
            let dark = line[at..].iter().take_while(|module| **module == qrcode::Color::Dark).count();
            if dark > 0 {
                // Writing into a string cannot fail.
                let _ = write!(path, "M{} {}h{dark}v1h-{dark}z", at + QUIET, row + QUIET);
            }
            at += dark.max(1);
        }
    }
    Some(QrView { path, side: (width + 2 * QUIET).to_string() })
}

/// The due date as an all-day event (RFC 5545).
async fn calendar(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Path(text): Path<String>,
) -> Answer<Response> {
    let code = code(&text, lang)?;
    let case = following::track(&state.app, &code, None, lang).await.told(lang)?;
    let due = case.due_at.ok_or_else(|| Failure::new(ErrorCode::NotFound, lang))?;
    let page = page(lang, "/t");
    let body = papers::calendar(&case, due, &address(&state, &code), Stamp(state.app.now_ms()), &page);
    Ok(saved(body, "text/calendar; charset=utf-8", &format!("{code}.ics")))
}

fn address(state: &State, code: &Code) -> String {
    format!("{}/t/{code}", state.app.public_url)
}

/// The secret, as the receipt's own form sends it.
#[derive(Deserialize)]
struct Kept {
    #[serde(default)]
    secret: String,
}

/// The receipt as a file. The secret has to be right, or this would print anybody's nonsense under our name.
async fn file(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Path(text): Path<String>,
    Form(kept): Form<Kept>,
) -> Answer<Response> {
    let code = code(&text, lang)?;
    let secret = kept.secret.trim();
    let case = following::track(&state.app, &code, Some(secret), lang).await.told(lang)?;
    let signed = proving::receipt(&state.app, &code, secret).await.told(lang)?;
    let ledger = format!("{}/ledger", state.app.public_url);
    let page = page(lang, "/t");
    let body =
        papers::receipt(&case, secret, &address(&state, &code), &page) + &papers::signed(&signed, &ledger, &page);
    Ok(saved(body, "text/plain; charset=utf-8", &format!("{code}.txt")))
}

fn saved(body: String, kind: &'static str, name: &str) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(HeaderName::from_static("content-disposition"), value);
    }
    (headers, body).into_response()
}

//! The browser parts, embedded: immutable files under `/assets/`, the loader, the console's shell, and the demo
//! agency page. Served compressed as they were made at build time.

use super::State;
use super::problem::Failure;
use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use hoiam_shared::Lang;
use hoiam_shared::error::ErrorCode;

/// A file of the browser build.
pub(super) struct Embedded {
    logical: &'static str,
    name: &'static str,
    integrity: &'static str,
    raw: &'static [u8],
    brotli: &'static [u8],
    gzip: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/browser.rs"));

pub(super) fn routes() -> Router<State> {
    Router::new()
        .route(
            "/embed.js",
            get(|headers: HeaderMap| async move { logical("embed.js", &headers, "public, max-age=300") }),
        )
        .route("/assets/{name}", get(asset))
        .route("/console", get(|| async { Redirect::permanent("/console/") }))
        .route("/console/", get(console))
        .route("/console/{*page}", get(console))
        .route("/demo", get(|| async { Redirect::permanent("/demo/") }))
        .route("/demo/", get(own_demo))
}

/// Address of a file of the build, with its content in the name.
pub(super) fn href(logical: &str) -> String {
    let file = FILES.iter().find(|file| file.logical == logical);
    file.map_or_else(|| format!("/assets/{logical}"), |file| format!("/assets/{}", file.name))
}

async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Response {
    match FILES.iter().find(|file| file.name == name) {
        Some(file) => send(file, &headers, "public, max-age=31536000, immutable"),
        None => Failure::new(ErrorCode::NotFound, Lang::Vi).into_response(),
    }
}

async fn console(headers: HeaderMap) -> Response {
    logical("console.html", &headers, "no-cache")
}

fn logical(name: &str, headers: &HeaderMap, cache: &'static str) -> Response {
    match FILES.iter().find(|file| file.logical == name) {
        Some(file) => send(file, headers, cache),
        None => missing(name),
    }
}

/// The server was built without the browser parts.
fn missing(name: &str) -> Response {
    let text = format!("{name} is not in this build; build the server with `cargo xtask build`");
    (StatusCode::SERVICE_UNAVAILABLE, text).into_response()
}

fn send(file: &Embedded, headers: &HeaderMap, cache: &'static str) -> Response {
    let accepts = |coding: &str| {
        let all = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
        all.flat_map(|line| line.split(',')).any(|part| part.split(';').next().is_some_and(|c| c.trim() == coding))
    };
    let (bytes, coding) = if accepts("br") {
        (file.brotli, Some("br"))
    } else if accepts("gzip") {
        (file.gzip, Some("gzip"))
    } else {
        (file.raw, None)
    };
    let tag = format!("\"{}\"", &file.integrity[7..29]);
    if headers.get(header::IF_NONE_MATCH).is_some_and(|seen| seen.as_bytes() == tag.as_bytes()) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let mut response = bytes.into_response();
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(file.name)));
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        out.insert(header::ETAG, tag);
    }
    if let Some(coding) = coding {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    response
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css; charset=utf-8",
        Some("html") => "text/html; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

/// The demo page on the server's own origin.
async fn own_demo() -> Response {
    demo_page("")
}

/// The demo page alone, for an origin of its own; the widget comes from `embed`.
pub(super) fn demo(embed: &str) -> Router {
    let embed = embed.to_owned();
    Router::new().fallback(move || {
        let embed = embed.clone();
        async move { demo_page(&embed) }
    })
}

fn demo_page(embed: &str) -> Response {
    let Some(file) = FILES.iter().find(|file| file.logical == "demo.html") else { return missing("demo.html") };
    let page = String::from_utf8_lossy(file.raw).replace("{{server}}", embed);
    // An agency's page has its own policy, not ours.
    let policy = format!(
        "default-src 'self' 'unsafe-inline' data: {embed}; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' {embed}; connect-src 'self' {embed}"
    );
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8".to_owned()), (header::CONTENT_SECURITY_POLICY, policy)], page)
        .into_response()
}

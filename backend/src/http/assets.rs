//! The browser parts, embedded: immutable files under `/assets/`, the loader, the shells of the staff's programs, and
//! the demo agency pages. Served compressed as they were made at build time.

use super::State;
use super::erased::get;
use super::extract::Path;
use super::guard::PAGE_POLICY;
use super::problem::Failure;
use crate::browser::{File, made_as, served_as};
use crate::domain::notices::letters;
use crate::secrets::{sha256_bytes, sha256_hex};
use axum::Router;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hoiam_shared::Lang;
use hoiam_shared::error::ErrorCode;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

pub(super) fn routes() -> Router<State> {
    Router::new()
        .route(
            "/embed.js",
            get(|headers: HeaderMap| async move { logical("embed.js", &headers, "public, max-age=300") }),
        )
        // At the root: a worker may only stand behind what is below it.
        .route("/bell.js", get(|headers: HeaderMap| async move { logical("bell.js", &headers, "public, max-age=300") }))
        .route("/wall", get(|headers: HeaderMap| async move { logical("wall.html", &headers, "no-cache") }))
        .route("/assets/{name}", get(asset))
        .route("/console", get(|| async { Redirect::permanent("/console/") }))
        .route("/console/", get(console))
        .route("/console/{*page}", get(console))
        // Another program: whoever never administrates never loads it.
        .route("/console/admin", get(admin))
        .route("/console/admin/", get(admin))
        .route("/console/admin/{*page}", get(admin))
        .route("/console/figures", get(figures))
        .route("/console/figures/", get(figures))
        .route("/console/figures/{*page}", get(figures))
        // Where the ranking was before.
        .route("/console/admin/ranking", get(|| async { Redirect::permanent("/console/figures/ranking") }))
        .route("/console/admin/ranking/{*of}", get(ranking))
        .route("/console/petitions", get(petitions))
        .route("/console/petitions/", get(petitions))
        .route("/console/petitions/{*page}", get(petitions))
        .route("/demo", get(|| async { Redirect::permanent("/demo/") }))
        .route("/demo/", get(own_demo))
        .route("/demo/{*page}", get(own_demo))
}

/// Address of a file of the build, with its content in the name.
pub(super) fn href(logical: &str) -> String {
    let file = made_as(logical);
    file.map_or_else(|| format!("/assets/{logical}"), |file| format!("/assets/{}", file.name))
}

async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Response {
    match served_as(&name) {
        Some(file) => send(file, &headers, "public, max-age=31536000, immutable"),
        None => Failure::new(ErrorCode::NotFound, Lang::Vi).into_response(),
    }
}

async fn console(headers: HeaderMap) -> Response {
    logical("console.html", &headers, "no-cache")
}

/// Administrators look at a site before they keep it, in a frame; and at a letter, which has two styles of its own.
static ADMIN_POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let hashes = letters::STYLES.map(|style| format!("'sha256-{}'", STANDARD.encode(sha256_bytes(style.as_bytes()))));
    let policy = format!("{PAGE_POLICY}; frame-src 'self'; style-src-attr 'unsafe-hashes' {}", hashes.join(" "));
    // Base64 and the text above are all that a header may hold.
    HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
});

async fn admin(headers: HeaderMap) -> Response {
    let mut response = logical("admin.html", &headers, "no-cache");
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, ADMIN_POLICY.clone());
    response
}

async fn petitions(headers: HeaderMap) -> Response {
    logical("petitions.html", &headers, "no-cache")
}

async fn figures(headers: HeaderMap) -> Response {
    logical("figures.html", &headers, "no-cache")
}

async fn ranking(uri: Uri) -> Redirect {
    // As it was written: what was encoded stays so.
    Redirect::permanent(&uri.path().replacen("/admin/", "/figures/", 1))
}

pub(super) fn logical(name: &str, headers: &HeaderMap, cache: &'static str) -> Response {
    match made_as(name) {
        Some(file) => send(file, headers, cache),
        None => missing(name),
    }
}

/// A script of the build behind a few words that differ from site to site. Compressed once for each such text, since
/// build time does not know them.
pub(super) fn logical_after(name: &str, before: &str, headers: &HeaderMap) -> Response {
    static MADE: Mutex<BTreeMap<String, Arc<Vec<u8>>>> = Mutex::new(BTreeMap::new());
    const MOST: usize = 1_000;
    let Some(file) = made_as(name) else { return missing(name) };
    let whole = [before.as_bytes(), file.raw].concat();
    let tag = format!("\"{}\"", &sha256_hex(&[before, file.integrity].concat())[..24]);
    if headers.get(header::IF_NONE_MATCH).is_some_and(|seen| seen.as_bytes() == tag.as_bytes()) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let body = if accepts(headers, "br") {
        let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
        if made.len() >= MOST {
            made.clear();
        }
        let compressed = made.entry(before.to_owned()).or_insert_with(|| {
            let mut out = Vec::new();
            let params = brotli::enc::BrotliEncoderParams { quality: 11, size_hint: whole.len(), ..Default::default() };
            // Reading a slice and writing into memory cannot fail.
            let _ = brotli::BrotliCompress(&mut whole.as_slice(), &mut out, &params);
            Arc::new(out)
        });
        Err(compressed.clone())
    } else {
        Ok(whole)
    };
    let coding = body.is_err().then_some("br");
    let mut response = body.unwrap_or_else(|made| made.to_vec()).into_response();
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(file.name)));
    // Changes of a site's look are seen within minutes, on pages that nobody touches.
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        out.insert(header::ETAG, tag);
    }
    if let Some(coding) = coding {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    response
}

/// A page of the build as it is, for handlers that add headers of their own.
pub(super) fn page_of(name: &str) -> Response {
    match made_as(name) {
        Some(file) => ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], file.raw).into_response(),
        None => missing(name),
    }
}

/// The same with something else in one place of it.
pub(super) fn page_with(name: &str, place: &str, text: &str) -> Response {
    match made_as(name) {
        Some(file) => {
            let page = String::from_utf8_lossy(file.raw).replacen(place, text, 1);
            ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
        }
        None => missing(name),
    }
}

/// A script of the build as text; nothing when it is not in it.
pub(super) fn script_of(name: &str) -> &'static str {
    let file = made_as(name);
    file.and_then(|file| std::str::from_utf8(file.raw).ok()).unwrap_or_default()
}

/// The server was built without the browser parts.
fn missing(name: &str) -> Response {
    let text = format!("{name} is not in this build; build the server with `cargo xtask build`");
    (StatusCode::SERVICE_UNAVAILABLE, text).into_response()
}

fn accepts(headers: &HeaderMap, coding: &str) -> bool {
    let all = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|line| line.split(',')).any(|part| part.split(';').next().is_some_and(|c| c.trim() == coding))
}

fn send(file: &File, headers: &HeaderMap, cache: &'static str) -> Response {
    let (bytes, coding) = if accepts(headers, "br") {
        (file.brotli, Some("br"))
    } else if accepts(headers, "gzip") {
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
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// The demo page on the server's own origin.
async fn own_demo(uri: Uri) -> Response {
    demo_page(&uri, "")
}

/// The demo page alone, for an origin of its own; the widget comes from `embed`.
pub(super) fn demo(embed: &str) -> Router {
    let embed = embed.to_owned();
    Router::new().fallback(move |uri: Uri| {
        let embed = embed.clone();
        async move { demo_page(&uri, &embed) }
    })
}

/// Three made-up bodies: a ministry, a hospital, and a commune at every other address.
fn demo_page(uri: &Uri, embed: &str) -> Response {
    let name = match uri.path().trim_end_matches('/').rsplit('/').next() {
        Some("bo") => "demo-bo.html",
        Some("benh-vien") => "demo-benh-vien.html",
        _ => "demo.html",
    };
    let Some(file) = made_as(name) else { return missing(name) };
    let page = String::from_utf8_lossy(file.raw).replace("{{server}}", embed);
    // An agency's page has its own policy, not ours.
    let policy = format!(
        "default-src 'self' 'unsafe-inline' data: {embed}; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' {embed}; connect-src 'self' {embed}; frame-src 'self' {embed}"
    );
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8".to_owned()), (header::CONTENT_SECURITY_POLICY, policy)], page)
        .into_response()
}

//! What stands around every answer: security headers, who may read it from another origin, and the log line.
//! Never logs a query string, a header or a body: they can hold personal data.

use super::State;
use super::extract::language;
use super::problem::Failure;
use crate::domain::AppError;
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::time::{Duration, Instant};

/// Pages of our own: nothing inline, nothing from elsewhere.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Adds the security headers that every answer has; a handler that set one itself keeps it.
pub async fn headers(
    axum::extract::State(state): axum::extract::State<State>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, PAGE_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "geolocation=(), camera=(), microphone=()"),
    ];
    for (name, value) in fixed {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if state.secure {
        let value = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.entry(header::STRICT_TRANSPORT_SECURITY).or_insert(value);
    }
    response
}

/// Lets pages of other origins read what citizens use: the widget's files, a site's data, look-ups, tracking.
/// No credentials are ever allowed, so nothing of a session can be read; which pages may *file* is decided by
/// the site's list of origins in the use-case.
pub async fn cors(request: Request, next: Next) -> Response {
    let crossing = request.headers().contains_key(header::ORIGIN);
    let open = is_open(request.uri().path());
    // Only what a browser asks by itself; a client that asks what is spoken here gets the answer of the route.
    let preflight = request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    if crossing && open && preflight && request.method() == Method::OPTIONS {
        let mut response = StatusCode::NO_CONTENT.into_response();
        allow(&mut response);
        return response;
    }
    let mut response = next.run(request).await;
    if open {
        allow(&mut response);
    }
    response
}

fn is_open(path: &str) -> bool {
    let api = path.strip_prefix("/api/v1/");
    path == "/embed.js"
        || path.starts_with("/embed/")
        || path.starts_with("/assets/")
        || api.is_some_and(|rest| {
            rest.starts_with("sites/") || rest.starts_with("public/") || rest == "areas" || rest.starts_with("cases/")
        })
}

fn allow(response: &mut Response) {
    let headers = response.headers_mut();
    for (name, value) in [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST, PATCH, DELETE"),
        (
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            "content-type, idempotency-key, x-case-secret, tus-resumable, upload-length, upload-offset, upload-metadata",
        ),
        (
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            "retry-after, location, upload-offset, upload-length, upload-expires, tus-resumable, tus-version, tus-extension, tus-max-size",
        ),
        (header::ACCESS_CONTROL_MAX_AGE, "86400"),
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// How long an answer may take; whoever sends files may take their time.
const TIME: Duration = Duration::from_secs(30);
const TIME_FOR_FILES: Duration = Duration::from_secs(15 * 60);

/// Ends what takes too long. What was received of an upload by then is kept.
pub async fn in_time(request: Request, next: Next) -> Response {
    let form = request.headers().get(header::CONTENT_TYPE).is_some_and(|t| t.as_bytes().starts_with(b"multipart/"));
    let time = if form || request.uri().path().contains("/uploads") { TIME_FOR_FILES } else { TIME };
    let lang = language(request.headers(), request.uri().query());
    match tokio::time::timeout(time, next.run(request)).await {
        Ok(response) => response,
        Err(late) => Failure::new(AppError::Unavailable(late.into()), lang).into_response(),
    }
}

/// Counts and logs a request by its route, never by its address.
pub async fn observe(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("other", MatchedPath::as_str).to_owned();
    let response = next.run(request).await;
    let status = response.status().as_u16();
    let seconds = started.elapsed().as_secs_f64();
    let labels = [("route", route.clone()), ("method", method.to_string()), ("status", status.to_string())];
    metrics::counter!("hoiam_requests_total", &labels).increment(1);
    metrics::histogram!("hoiam_request_seconds", "route" => route.clone()).record(seconds);
    tracing::debug!(%method, route, status, ms = seconds * 1000.0, "request");
    response
}

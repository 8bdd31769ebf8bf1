//! What stands around every answer: security headers, who may read it from another origin, and the log line.
//! Never logs a query string, a header or a body: they can hold personal data.

use super::State;
use super::extract::language;
use super::limited;
use super::problem::Failure;
use crate::domain::throttle::{Admission, Seat};
use crate::domain::{AppError, Result};
use crate::traces::{self, step};
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::time::{Duration, Instant};
use tracing::Instrument;
use tracing::field::Empty;

/// Pages of our own: nothing inline, nothing from elsewhere. A page that needs more adds to it.
pub(super) const PAGE_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// All of it in one layer: each costs every request a future on the heap.
pub async fn around(
    axum::extract::State(state): axum::extract::State<State>,
    request: Request,
    next: Next,
) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("other", MatchedPath::as_str).to_owned();
    let open = is_open(request.uri().path());
    let step = step!(
        "request",
        otel.kind = "server",
        otel.name = format!("{method} {route}"),
        otel.status_code = Empty,
        http.request.method = method.as_str(),
        http.route = route,
        http.response.status_code = Empty
    );
    traces::go_on(&step, request.headers());
    let mut response = if open && is_preflight(&request) {
        StatusCode::NO_CONTENT.into_response()
    } else {
        within_limits(&state, request, &route, next).instrument(step.clone()).await
    };
    step.record("http.response.status_code", i64::from(response.status().as_u16()));
    if response.status().is_server_error() {
        step.record("otel.status_code", "ERROR");
    }
    secure(&mut response, state.secure);
    if open {
        allow(&mut response);
    }
    observe(&method, route, response.status(), started.elapsed());
    response
}

/// Lets a request pass if its limits do, and says in the answer how it stands with them.
async fn within_limits(state: &State, mut request: Request, route: &str, next: Next) -> Response {
    let admission = limited::admit(state, &mut request, route);
    let mut response = match limited::refusal(&request, route) {
        Some(refusal) => refusal,
        None => match seat(state, admission.as_ref(), request.method().clone()).await {
            Ok(_seat) => in_time(request, next).await,
            Err(busy) => limited::told(request.headers(), request.uri(), route, busy),
        },
    };
    if let Some(admission) = &admission {
        limited::tell(&mut response, admission);
    }
    response
}

/// A seat for what reads. What sends something would keep one for as long as a slow line takes to send it; who files takes one
/// when all has arrived ([`crate::domain::intake::file`]).
async fn seat(state: &State, admission: Option<&Admission>, method: Method) -> Result<Option<Seat>> {
    match admission {
        Some(Admission { deed, .. }) if matches!(method, Method::GET | Method::HEAD) => {
            state.app.seats.take(*deed).await.map(Some)
        }
        _ => Ok(None),
    }
}

/// Adds the security headers that every answer has; a handler that set one itself keeps it.
fn secure(response: &mut Response, https_only: bool) {
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
    if https_only {
        let value = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.entry(header::STRICT_TRANSPORT_SECURITY).or_insert(value);
    }
}

/// Only what a browser asks by itself; a client that asks what is spoken here gets the answer of the route.
fn is_preflight(request: &Request) -> bool {
    let asks = |name| request.headers().contains_key(name);
    request.method() == Method::OPTIONS && asks(header::ORIGIN) && asks(header::ACCESS_CONTROL_REQUEST_METHOD)
}

/// What citizens use may be read by pages of other origins: the widget's files, a site's data, look-ups, tracking.
fn is_open(path: &str) -> bool {
    let api = path.strip_prefix("/api/v1/");
    matches!(path, "/embed.js" | "/petition.js")
        || path.starts_with("/embed/")
        || path.starts_with("/assets/")
        || api.is_some_and(|rest| {
            rest.starts_with("sites/")
                || rest.starts_with("public/")
                || rest == "areas"
                || rest.starts_with("cases/")
                || rest.starts_with("petitions")
        })
}

/// No credentials are ever allowed, so nothing of a session can be read; which pages may *file* is decided by the
/// site's list of origins in the use-case.
fn allow(response: &mut Response) {
    let headers = response.headers_mut();
    for (name, value) in [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST, PATCH, DELETE"),
        (
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            "content-type, idempotency-key, proof-of-work, x-case-secret, tus-resumable, upload-length, upload-offset, upload-metadata",
        ),
        (
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            "retry-after, ratelimit, ratelimit-policy, location, upload-offset, upload-length, upload-expires, tus-resumable, tus-version, tus-extension, tus-max-size",
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
async fn in_time(request: Request, next: Next) -> Response {
    let form = request.headers().get(header::CONTENT_TYPE).is_some_and(|t| t.as_bytes().starts_with(b"multipart/"));
    let time = if form || request.uri().path().contains("/uploads") { TIME_FOR_FILES } else { TIME };
    let lang = language(request.headers(), request.uri().query());
    match tokio::time::timeout(time, next.run(request)).await {
        Ok(response) => response,
        Err(late) => Failure::new(AppError::Unavailable(late.into()), lang).into_response(),
    }
}

/// Counts and logs a request by its route, never by its address.
fn observe(method: &Method, route: String, status: StatusCode, took: Duration) {
    let labels = [("route", route.clone()), ("method", method.to_string()), ("status", status.as_str().to_owned())];
    metrics::counter!("hoiam_requests_total", &labels).increment(1);
    metrics::histogram!("hoiam_request_seconds", "route" => route.clone()).record(took.as_secs_f64());
    tracing::debug!(%method, route, status = status.as_u16(), ms = took.as_secs_f64() * 1000.0, "request");
}

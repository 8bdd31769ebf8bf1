//! Which limits a request falls under, and what its answer says of them: `RateLimit-Policy` and `RateLimit`
//! (draft-ietf-httpapi-ratelimit-headers-11), `Retry-After` with 429. Decides nothing: that does `domain::throttle`.

use super::State;
use super::extract::{COOKIE, bearer, cookie, language};
use super::portal::trouble;
use super::problem::Failure;
use super::uploads::client;
use crate::domain::throttle::{Admission, Asking, Client, Deed, Policy, Standing};
use crate::domain::{App, AppError, Result};
use crate::outside::post::is_public;
use axum::extract::Request;
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use hoiam_shared::ids::SiteId;
use std::net::{IpAddr, SocketAddr};

/// What costs nothing: files out of the program, health, counters that are read from memory. Beginnings of routes.
const FREE: [&str; 17] = [
    "/healthz",
    "/readyz",
    "/metrics",
    "/favicon.ico",
    "/robots.txt",
    "/embed",
    "/petition.js",
    "/bell.js",
    "/assets/",
    "/console",
    "/demo",
    "/wall",
    "/about",
    "/api/openapi.json",
    "/api/docs",
    "/api/v1/petitions/{code}/count",
    "/petitions/{code}/count",
];

/// What of the API is for everybody. Beginnings of routes.
const EVERYBODY: [&str; 5] =
    ["/api/v1/sites/", "/api/v1/public/", "/api/v1/petitions", "/api/v1/signatures/", "/api/v1/areas"];

/// What citizens do to their case, below its address; whatever else is done to a case, staff do.
const CITIZENS: [&str; 7] = ["appeal", "bell", "messages", "publication", "rating", "reopening", "withdrawal"];

/// What is sent and keeps nothing: words to look for, a secret to open something with. A piece of an upload is none either,
/// since the upload was counted when it began and its bytes are counted by themselves.
const LOOK_UPS: [&str; 5] = [
    "/api/v1/sites/{key}/suggestions",
    "/api/v1/sites/{key}/uploads/{id}",
    "/t/{code}/files/{number}",
    "/t/{code}/receipt.txt",
    "/t/{code}/personal-data.zip",
];

/// Forms of pages, which come back with all that was typed; their handlers ask [`room`] before they keep anything.
const FORMS: [&str; 5] = ["/f/{key}", "/t/{code}", "/petitions/new", "/petitions/{code}", "/petitions/{code}/frame"];

/// What a request to this route is counted as; `None` for what is not limited. `known` says that it shows who sends it.
pub(super) fn deed(method: &Method, route: &str, known: bool) -> Option<Deed> {
    if *method == Method::OPTIONS || FREE.iter().any(|free| route.starts_with(free)) {
        return None;
    }
    let reads = matches!(*method, Method::GET | Method::HEAD) || LOOK_UPS.contains(&route);
    let citizens = route.strip_prefix("/api/v1/cases/{code}/").is_some_and(|act| CITIZENS.contains(&act));
    let everybody = !route.starts_with("/api/") || EVERYBODY.iter().any(|open| route.starts_with(open));
    Some(match (reads, everybody) {
        (true, true) => Deed::Reading,
        (true, false) if !known => Deed::Reading,
        (false, true) => Deed::Filing,
        (false, false) if citizens => Deed::Filing,
        (_, false) => Deed::Work,
    })
}

/// Counts a request; `None` for what is not limited. Who asks is put into its extensions for those who count further.
pub(super) fn admit(state: &State, request: &mut Request, route: &str) -> Option<Admission> {
    let headers = request.headers();
    let token = bearer(headers);
    let known = token.is_some() || cookie(headers, COOKIE).is_some();
    let deed = deed(request.method(), route, known)?;
    let app = &state.app;
    let site = if deed == Deed::Filing { site(app, request.uri().path()) } else { None };
    let client = who(app, headers, request.extensions());
    let admission = app.throttle.admit(Asking { deed, client, site, token }, app.clock.steady_ms());
    if let Some(standing) = &admission.refused {
        metrics::counter!("hoiam_limited_total", "limit" => standing.policy.name()).increment(1);
        request.extensions_mut().insert(Refused(seconds(standing.level.next_ms)));
    }
    if let Some(client) = client {
        request.extensions_mut().insert(client);
    }
    Some(admission)
}

/// Who asks. Without a proxy that names them an inner address is most likely that of a proxy, behind which everybody would be
/// one; so only those of the internet count then.
fn who(app: &App, headers: &HeaderMap, extensions: &Extensions) -> Option<Client> {
    let told = client(app, headers, extensions)?;
    let address: IpAddr = told.parse().ok().or_else(|| Some(told.parse::<SocketAddr>().ok()?.ip()))?;
    let counts = app.evidence.client_header.is_some() || is_public(address);
    counts.then(|| app.throttle.client(address))
}

/// The site that the address names. One that does not exist is no key: others could be made up without end.
fn site(app: &App, path: &str) -> Option<SiteId> {
    let rest = path.strip_prefix("/api/v1/sites/").or_else(|| path.strip_prefix("/f/"))?;
    app.settings().site(rest.split('/').next()?).map(|site| site.id)
}

/// This request is over a limit; seconds to wait.
#[derive(Debug, Clone, Copy)]
struct Refused(u32);

/// For forms: whether what was sent may be kept.
pub(super) fn room(extensions: &Extensions) -> Result<()> {
    match extensions.get::<Refused>() {
        Some(Refused(seconds)) => Err(AppError::RateLimited(*seconds)),
        None => Ok(()),
    }
}

/// The answer to a request that is over a limit, unless it is a form that says so itself.
pub(super) fn refusal(request: &Request, route: &str) -> Option<Response> {
    let Refused(seconds) = request.extensions().get()?;
    if *request.method() == Method::POST && FORMS.contains(&route) {
        return None;
    }
    Some(told(request.headers(), request.uri(), route, AppError::RateLimited(*seconds)))
}

/// Why a request is not answered, as its sender reads it: a page for people, a problem for programs.
pub(super) fn told(headers: &HeaderMap, uri: &Uri, route: &str, error: AppError) -> Response {
    let lang = language(headers, uri.query());
    let accepts = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match !route.starts_with("/api/") && accepts.contains("text/html") {
        true => trouble(error, lang, "/"),
        false => Failure::new(error, lang).into_response(),
    }
}

/// Says in an answer how its request stands with the limits.
pub(super) fn tell(response: &mut Response, admission: &Admission) {
    let refused = admission.refused.as_ref();
    if let Some(standing) = refused {
        // A form that came back as it was is a page like any other to its handler.
        if response.status() == StatusCode::OK {
            *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        }
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds(standing.level.next_ms)));
    }
    let policies = admission.standings.iter().map(|Standing { policy, quota, .. }| {
        format!("\"{}\";q={};w={}", policy.name(), quota.count(), quota.window_s())
    });
    put(response, HeaderName::from_static("ratelimit-policy"), policies.collect());
    // What a cache gives to many says nothing of the one who happened to ask first.
    let shared = response.headers().get(header::CACHE_CONTROL).is_some_and(|how| how.as_bytes().starts_with(b"public"));
    if shared {
        return;
    }
    // What neighbours and a whole site have left is for nobody to watch, but for whoever is refused because of it.
    let told = |one: &&Standing| own(one.policy) || refused.is_some_and(|refused| refused.policy == one.policy);
    let levels = admission.standings.iter().filter(told).map(|Standing { policy, level, .. }| {
        format!("\"{}\";r={};t={}", policy.name(), level.left, seconds(level.next_ms))
    });
    put(response, HeaderName::from_static("ratelimit"), levels.collect());
}

const fn own(policy: Policy) -> bool {
    matches!(policy, Policy::FilingAddress | Policy::ReadingAddress | Policy::StaffToken | Policy::StaffAddress)
}

fn put(response: &mut Response, name: HeaderName, items: Vec<String>) {
    if let (false, Ok(value)) = (items.is_empty(), HeaderValue::from_str(&items.join(", "))) {
        response.headers_mut().insert(name, value);
    }
}

/// Whole seconds, rounded up: whoever comes then is let in.
fn seconds(ms: i64) -> u32 {
    u32::try_from((ms + 999) / 1_000).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_request_is_something() {
        let check = |method: Method, route: &str, expect: [Option<Deed>; 2]| {
            assert_eq!([false, true].map(|known| deed(&method, route, known)), expect, "{method} {route}");
        };
        let all = |deed| [Some(deed); 2];
        check(Method::POST, "/api/v1/sites/{key}/cases", all(Deed::Filing));
        check(Method::POST, "/api/v1/petitions/{code}/signatures", all(Deed::Filing));
        check(Method::PUT, "/api/v1/cases/{code}/bell", all(Deed::Filing));
        check(Method::POST, "/api/v1/cases/{code}/rating", all(Deed::Filing));
        check(Method::POST, "/api/v1/sites/{key}/uploads", all(Deed::Filing));
        check(Method::POST, "/f/{key}", all(Deed::Filing));
        check(Method::PATCH, "/api/v1/sites/{key}/uploads/{id}", all(Deed::Reading));
        check(Method::POST, "/api/v1/sites/{key}/suggestions", all(Deed::Reading));
        check(Method::GET, "/api/v1/public/cases", all(Deed::Reading));
        check(Method::GET, "/s", all(Deed::Reading));
        check(Method::GET, "/api/v1/cases/{code}", [Some(Deed::Reading), Some(Deed::Work)]);
        check(Method::POST, "/api/v1/cases/{code}/{action}", all(Deed::Work));
        check(Method::POST, "/api/v1/session", all(Deed::Work));
        check(Method::GET, "/api/v1/petitions/{code}/count", [None; 2]);
        check(Method::GET, "/assets/{name}", [None; 2]);
        check(Method::OPTIONS, "/api/v1/sites/{key}/uploads", [None; 2]);
    }
}

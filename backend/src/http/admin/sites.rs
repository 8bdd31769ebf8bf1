//! `/api/v1/admin/sites`: where the widget stands, how it looks, what it asks, and how it does.

use crate::domain::site_settings::{self as sites, logo};
use crate::http::State;
use crate::http::extract::{InLang, Path, Sent, Staff};
use crate::http::problem::{Answer, Failure, InLanguage};
use axum::Json;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::problem::Problem;
use hoiam_shared::wire::sites::{LogoInput, SiteInput, SiteSettings, SiteTrial, SitesView};

/// A site with its version as `ETag`, to be named when it is changed.
fn versioned(view: SiteSettings) -> Response {
    let tag = HeaderValue::from_str(&format!("\"{}\"", view.version));
    let mut response = Json(view).into_response();
    if let Ok(tag) = tag {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

/// The sites of the branches that the reader keeps, each with its last seven days.
#[utoipa::path(get, path = "/api/v1/admin/sites", operation_id = "sites", tag = "admin",
    params(("lang" = Option<String>, Query)),
    responses((status = 200, body = SitesView), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<SitesView>> {
    Ok(Json(sites::list(&state.app, &viewer, lang).await.told(lang)?))
}

/// One site: its settings, its days, its changes.
#[utoipa::path(get, path = "/api/v1/admin/sites/{key}", operation_id = "site_settings", tag = "admin",
    params(("key" = String, Path, example = "demo"), ("lang" = Option<String>, Query)),
    responses((status = 200, body = SiteSettings), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn one(
    axum::extract::State(state): axum::extract::State<State>,
    Path(key): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Response> {
    Ok(versioned(sites::one(&state.app, &viewer, &key, lang).await.told(lang)?))
}

/// Add a site.
#[utoipa::path(post, path = "/api/v1/admin/sites", operation_id = "add_site", tag = "admin", request_body = SiteInput,
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = SiteSettings), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn add(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<SiteInput>,
) -> Answer<Response> {
    Ok(versioned(sites::create(&state.app, &viewer, input, lang).await.told(lang)?))
}

/// Change a site. `If-Match` names the version that was seen; pages that carry the widget follow within five minutes.
#[utoipa::path(put, path = "/api/v1/admin/sites/{key}", operation_id = "change_site", tag = "admin", request_body = SiteInput,
    params(("key" = String, Path), ("If-Match" = String, Header, example = "\"2\""), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = SiteSettings), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 412, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn change(
    axum::extract::State(state): axum::extract::State<State>,
    Path(key): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    headers: HeaderMap,
    Sent(input): Sent<SiteInput>,
) -> Answer<Response> {
    let seen = headers.get(header::IF_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let seen = seen.trim_matches('"').parse().map_err(|_| Failure::new(ErrorCode::Stale, lang))?;
    Ok(versioned(sites::change(&state.app, &viewer, &key, seen, input, lang).await.told(lang)?))
}

/// A site as it would be with these settings: what loader and widget would be told. Nothing is kept.
#[utoipa::path(post, path = "/api/v1/admin/site-trial", operation_id = "try_site", tag = "admin", request_body = SiteInput,
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = SiteTrial), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn attempt(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<SiteInput>,
) -> Answer<Json<SiteTrial>> {
    Ok(Json(sites::trial(&state.app, &viewer, input).told(lang)?))
}

/// Set the logo of a site. What is kept is encoded anew and at most 480 by 120 dots.
#[utoipa::path(put, path = "/api/v1/admin/sites/{key}/logo", operation_id = "set_site_logo", tag = "admin", request_body = LogoInput,
    params(("key" = String, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = SiteSettings), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn set_logo(
    axum::extract::State(state): axum::extract::State<State>,
    Path(key): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<LogoInput>,
) -> Answer<Response> {
    Ok(versioned(logo::set(&state.app, &viewer, &key, &input.data, lang).await.told(lang)?))
}

/// Take the logo of a site away.
#[utoipa::path(delete, path = "/api/v1/admin/sites/{key}/logo", operation_id = "remove_site_logo", tag = "admin",
    params(("key" = String, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = SiteSettings), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn remove_logo(
    axum::extract::State(state): axum::extract::State<State>,
    Path(key): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Response> {
    Ok(versioned(logo::remove(&state.app, &viewer, &key, lang).await.told(lang)?))
}

//! What pages of other origins take of the widget beside the immutable files: the loader of a site, the page inside
//! the frame tier, which only the origins of its site may frame, and the look-ups before a case is sent.

use super::State;
use super::assets::{logical_after, page_of, page_with, script_of};
use super::erased::get;
use super::extract::{InLang, Path, Query};
use super::lookups::{HITS, Typed};
use super::problem::{Answer, Failure, InLanguage};
use crate::domain::AppError;
use crate::domain::settings::Site;
use crate::domain::site_settings;
use crate::domain::sites::{self, Look};
use crate::domain::visits::Seen;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use hoiam_shared::case::CaseKind;
use hoiam_shared::error::{ErrorCode, FieldError};
use hoiam_shared::wire::intake::AgencyRef;
use hoiam_shared::wire::problem::Problem;
use hoiam_shared::wire::site::RouteView;
use serde::Deserialize;

pub(super) fn routes() -> Router<State> {
    Router::new()
        .route("/embed/{file}", get(loader))
        .route("/embed/{key}/{file}", get(logo))
        .route("/embed/preview", get(preview))
        .route("/w/{key}", get(frame))
}

/// The loader of one site: its key is in the address, so that the snippet needs nothing else.
async fn loader(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Response {
    let settings = state.app.settings();
    match file.strip_suffix(".js").and_then(|key| settings.site(key)) {
        Some(site) => {
            state.app.visits.saw(site.id, Seen::Loaded, state.app.now_ms());
            logical_after("embed.js", &prelude(site, settings.look(site.id), &state.app.public_url), &headers)
        }
        None => Failure::new(ErrorCode::UnknownSite, lang).into_response(),
    }
}

/// What the loader has to know of a site before anybody shows intent: its colours, side and label. A logo brings the
/// few lines that draw it, so that nobody else's page carries them.
fn prelude(site: &Site, look: Option<&Look>, host: &str) -> String {
    let facts = sites::look_view(site, look, host);
    let drawing = if facts.logo.is_some() { script_of("logo.js") } else { "" };
    let key = serde_json::Value::from(site.key.as_str());
    let facts = serde_json::to_string(&facts).unwrap_or_default();
    format!("(a=>{{(a.looks=a.looks||{{}})[{key}]={facts}}})(self.hoiam=self.hoiam||{{}});{drawing}")
}

/// The logo of a site, under the name that its content has.
async fn logo(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Path((key, file)): Path<(String, String)>,
) -> Answer<Response> {
    let name = file.strip_prefix("logo-").and_then(|file| file.strip_suffix(".png"));
    let name = name.ok_or_else(|| Failure::new(ErrorCode::NotFound, lang))?;
    let png = site_settings::logo::bytes(&state.app, &key, name).await.told(lang)?;
    let headers = [(header::CONTENT_TYPE, "image/png"), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, png).into_response())
}

/// A page around the real widget that takes its settings from the page of administration around it and files nothing.
async fn preview() -> Response {
    let policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
        connect-src 'self'; frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";
    let mut response = page_of("preview.html");
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    response
}

/// Who would get a case of this kind, topic and place, and why: shown before it is sent, and changeable.
#[utoipa::path(get, path = "/api/v1/sites/{key}/route", tag = "citizen",
    params(("key" = String, Path, example = "demo"), ("kind" = Option<String>, Query, example = "feedback"),
        ("category" = Option<String>, Query), ("area" = Option<String>, Query), ("lang" = Option<String>, Query)),
    responses((status = 200, body = RouteView), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn route(
    axum::extract::State(state): axum::extract::State<State>,
    Path(key): Path<String>,
    InLang(lang): InLang,
    Query(of): Query<Of>,
) -> Answer<Json<RouteView>> {
    let settings = state.app.settings();
    let site = settings.site(&key).ok_or_else(|| Failure::new(ErrorCode::UnknownSite, lang))?;
    let unknown = |field| Failure::new(AppError::field(field, FieldError::UnknownValue), lang);
    let kind = CaseKind::from_code(&of.kind).ok_or_else(|| unknown("kind"))?;
    let given = |code: &Option<String>| code.clone().filter(|code| !code.is_empty());
    let (category, area) = (given(&of.category), given(&of.area));
    if category.as_deref().is_some_and(|code| settings.category(code).is_none()) {
        return Err(unknown("category"));
    }
    if area.as_deref().is_some_and(|code| settings.area(code).is_none()) {
        return Err(unknown("area"));
    }
    let found = sites::route(&state.app, &settings, site, kind, category.as_deref(), area.as_deref(), lang);
    found.map(Json).ok_or_else(|| Failure::new(ErrorCode::NotFound, lang))
}

/// What a case would be.
#[derive(Debug, Deserialize)]
pub struct Of {
    #[serde(default)]
    kind: String,
    category: Option<String>,
    area: Option<String>,
}

/// Agencies by typing, for those who know where their case belongs.
#[utoipa::path(get, path = "/api/v1/sites/{key}/agencies", tag = "citizen",
    params(("key" = String, Path, example = "demo"), ("q" = Option<String>, Query, example = "so y te"), ("lang" = Option<String>, Query)),
    responses((status = 200, body = [AgencyRef]), (status = 404, body = Problem)))]
pub async fn agencies(
    axum::extract::State(state): axum::extract::State<State>,
    Path(key): Path<String>,
    InLang(lang): InLang,
    Query(typed): Query<Typed>,
) -> Answer<Json<Vec<AgencyRef>>> {
    let settings = state.app.settings();
    settings.site(&key).ok_or_else(|| Failure::new(ErrorCode::UnknownSite, lang))?;
    let typed: String = typed.q.chars().take(80).collect();
    Ok(Json(settings.find_agencies(&typed, HITS).into_iter().map(|agency| agency.view(lang)).collect()))
}

/// The page inside the frame.
async fn frame(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Path(key): Path<String>,
) -> Response {
    let settings = state.app.settings();
    let Some(site) = settings.site(&key) else { return Failure::new(ErrorCode::UnknownSite, lang).into_response() };
    let logo =
        settings.look(site.id).and_then(|look| look.logo.as_ref()).map(|logo| sites::logo_view(&site.key, logo, ""));
    let mut response = match &logo {
        None => page_of("frame.html"),
        // All of it is of our making: a key, a digest, numbers.
        Some(logo) => page_with(
            "frame.html",
            "id=\"place\"",
            &format!(
                "id=\"place\" data-logo=\"{}\" data-width=\"{}\" data-height=\"{}\"",
                logo.href, logo.width, logo.height
            ),
        ),
    };
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         connect-src 'self'; worker-src blob:; form-action 'none'; base-uri 'none'; frame-ancestors 'self' {}",
        ancestors(site)
    );
    let set = [
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'")),
        ),
        (
            HeaderName::from_static("permissions-policy"),
            HeaderValue::from_static("geolocation=(self), camera=(), microphone=()"),
        ),
        // A page that isolates itself frames only what says this.
        (HeaderName::from_static("cross-origin-embedder-policy"), HeaderValue::from_static("require-corp")),
        (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin")),
    ];
    response.headers_mut().extend(set);
    response
}

/// Who may frame it, as sources of a policy. Whatever could end the directive is left out.
pub(super) fn ancestors(site: &Site) -> String {
    let mut all = String::new();
    for origin in &site.origins {
        let source =
            if origin == "loopback" { "http://localhost:* http://127.0.0.1:* http://*.localhost:*" } else { origin };
        if !source.contains([';', ',', '\'', '"']) {
            all.push_str(source);
            all.push(' ');
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use hoiam_shared::ids::{AgencyId, SiteId};

    #[test]
    fn only_the_origins_of_the_site_frame_it() {
        let check = |origins: &[&str], expect: &str| {
            let site = Site {
                id: SiteId(1),
                key: "k".into(),
                agency: AgencyId(1),
                names: [String::new(), String::new()],
                origins: origins.iter().map(|&o| o.to_owned()).collect(),
                kinds: Vec::new(),
                colour: String::new(),
                publishes: true,
            };
            assert_eq!(ancestors(&site), expect);
        };
        check(&[], "");
        check(&["https://a.gov.vn", "https://b.gov.vn:8443"], "https://a.gov.vn https://b.gov.vn:8443 ");
        check(&["https://a.gov.vn; script-src *", "https://b.gov.vn"], "https://b.gov.vn ");
        check(&["loopback"], "http://localhost:* http://127.0.0.1:* http://*.localhost:* ");
    }
}

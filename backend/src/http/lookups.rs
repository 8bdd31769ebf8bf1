//! Look-ups behind form fields: a site's data, areas, agencies, people who handle cases.

use super::State;
use super::extract::{InLang, Path, Query, Staff};
use super::problem::{Answer, Failure, InLanguage};
use crate::domain::settings::{Agency, Area, Settings};
use crate::domain::visits::Seen;
use crate::domain::{handling, sites};
use axum::Json;
use axum::http::{HeaderMap, header};
use hoiam_shared::Lang;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::case::{AgencyHit, UserHit};
use hoiam_shared::wire::problem::Problem;
use hoiam_shared::wire::site::{AreaView, SiteView};
use serde::Deserialize;

pub(super) const HITS: usize = 12;

/// What was typed.
#[derive(Debug, Deserialize)]
pub struct Typed {
    #[serde(default)]
    pub(super) q: String,
}

/// Which agency.
#[derive(Debug, Deserialize)]
pub struct OfAgency {
    agency: String,
}

/// What the widget and the forms need to know of a site.
#[utoipa::path(get, path = "/api/v1/sites/{key}", tag = "citizen",
    params(("key" = String, Path, example = "demo"), ("lang" = Option<String>, Query)),
    responses((status = 200, body = SiteView), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn site(
    axum::extract::State(state): axum::extract::State<State>,
    Path(key): Path<String>,
    InLang(lang): InLang,
    headers: HeaderMap,
) -> Answer<Json<SiteView>> {
    let settings = state.app.settings();
    let site = settings.site(&key).ok_or_else(|| Failure::new(ErrorCode::UnknownSite, lang))?;
    let origin = headers.get(header::ORIGIN).and_then(|value| value.to_str().ok());
    if !site.allows(origin) {
        state.app.visits.saw(site.id, Seen::Foreign, state.app.now_ms());
        return Err(Failure::new(ErrorCode::ForbiddenOrigin, lang));
    }
    state.app.visits.saw(site.id, Seen::Opened, state.app.now_ms());
    let view = sites::view(&settings, site, lang).ok_or_else(|| Failure::new(ErrorCode::UnknownSite, lang))?;
    Ok(Json(view))
}

/// An area as forms show it.
pub(super) fn area_view(settings: &Settings, area: &Area, lang: Lang) -> AreaView {
    let province = area.parent.as_deref().and_then(|code| settings.area(code));
    AreaView {
        code: area.code.clone(),
        name: area.name(lang).to_owned(),
        province: province.map(|p| p.name(lang).to_owned()).unwrap_or_default(),
    }
}

/// Areas by typing, with or without accents, former names included.
#[utoipa::path(get, path = "/api/v1/areas", tag = "citizen",
    params(("q" = Option<String>, Query, example = "ben nghe"), ("lang" = Option<String>, Query)),
    responses((status = 200, body = [AreaView])))]
pub async fn areas(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Query(typed): Query<Typed>,
) -> Json<Vec<AreaView>> {
    let settings = state.app.settings();
    let typed: String = typed.q.chars().take(80).collect();
    let view = |area| area_view(&settings, area, lang);
    Json(settings.find_areas(&typed, HITS).into_iter().map(view).collect())
}

/// Agencies by typing.
#[utoipa::path(get, path = "/api/v1/agencies", tag = "staff",
    params(("q" = Option<String>, Query, example = "so xay dung"), ("lang" = Option<String>, Query)),
    responses((status = 200, body = [AgencyHit]), (status = 401, body = Problem)))]
pub async fn agencies(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(_): Staff,
    InLang(lang): InLang,
    Query(typed): Query<Typed>,
) -> Json<Vec<AgencyHit>> {
    let settings = state.app.settings();
    let typed: String = typed.q.chars().take(80).collect();
    let view = |agency: &Agency| AgencyHit {
        code: agency.code.clone(),
        name: agency.name(lang).to_owned(),
        above: agency.parent.and_then(|id| settings.agency(id)).map(|a| a.name(lang).to_owned()).unwrap_or_default(),
    };
    Json(settings.find_agencies(&typed, HITS).into_iter().map(view).collect())
}

/// Who can be given the cases of an agency.
#[utoipa::path(get, path = "/api/v1/users", tag = "staff",
    params(("agency" = String, Query, description = "Code of the agency")),
    responses((status = 200, body = [UserHit]), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn users(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Query(of): Query<OfAgency>,
) -> Answer<Json<Vec<UserHit>>> {
    let users = handling::assignable(&state.app, &viewer, &of.agency).await.told(lang)?;
    Ok(Json(users.into_iter().map(|(user, name)| UserHit { user, name }).collect()))
}

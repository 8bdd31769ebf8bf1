//! `/api/v1/indicators`: figures of an agency and those right below it, the cases of a period by a property, and both as
//! files.

use super::State;
use super::extract::{InLang, Query, Staff};
use super::problem::{Answer, InLanguage};
use crate::domain::figure_sheets::{self, Format};
use crate::domain::reports::{self, Wanted};
use crate::domain::{
    AppError, Result, Viewer, breakdowns, due_board, durations as took, flow as flows, map as maps, ranking,
    satisfaction as ratings, spikes,
};
use axum::Json;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use hoiam_shared::Lang;
use hoiam_shared::error::FieldError;
use hoiam_shared::wire::due::DueView;
use hoiam_shared::wire::durations::DurationsView;
use hoiam_shared::wire::flow::FlowView;
use hoiam_shared::wire::indicators::{BreakdownView, Dimension, IndicatorsView, MapView};
use hoiam_shared::wire::problem::Problem;
use hoiam_shared::wire::ranking::{RankedBy, RankingView};
use hoiam_shared::wire::satisfaction::SatisfactionView;
use hoiam_shared::wire::spikes::SpikesView;
use serde::Deserialize;

/// Which figures.
#[derive(Debug, Deserialize)]
pub struct PeriodQuery {
    agency: Option<String>,
    from: Option<String>,
    to: Option<String>,
}

impl From<PeriodQuery> for Wanted {
    fn from(query: PeriodQuery) -> Self {
        Self { agency: query.agency, from: query.from, to: query.to }
    }
}

/// Figures, each with the query that lists exactly the cases counted in it.
#[utoipa::path(get, path = "/api/v1/indicators", tag = "supervision",
    params(("agency" = Option<String>, Query), ("from" = Option<String>, Query, example = "2026-01"),
        ("to" = Option<String>, Query, example = "2026-11"), ("lang" = Option<String>, Query)),
    responses((status = 200, body = IndicatorsView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn indicators(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Query(query): Query<PeriodQuery>,
) -> Answer<Json<IndicatorsView>> {
    Ok(Json(reports::indicators(&state.app, &viewer, &query.into(), lang).await.told(lang)?))
}

/// Which cases, by what, and as which file.
#[derive(Debug, Deserialize)]
pub struct BreakdownQuery {
    agency: Option<String>,
    from: Option<String>,
    to: Option<String>,
    by: Option<String>,
    format: Option<String>,
}

impl BreakdownQuery {
    fn wanted(&self) -> Wanted {
        Wanted { agency: self.agency.clone(), from: self.from.clone(), to: self.to.clone() }
    }

    /// By what, when it is said.
    fn by<T>(&self, read: fn(&str) -> Option<T>) -> Result<Option<T>> {
        let said = self.by.as_deref().filter(|by| !by.is_empty());
        said.map(|code| read(code).ok_or_else(|| AppError::field("by", FieldError::UnknownValue))).transpose()
    }
}

async fn broken_down(state: &State, viewer: &Viewer, query: &BreakdownQuery, lang: Lang) -> Result<BreakdownView> {
    let by = query.by(Dimension::from_code)?.unwrap_or(Dimension::Category);
    breakdowns::of(&state.app, viewer, &query.wanted(), by, lang).await
}

/// The cases of a period, whole, compared with the period before and the year before, and by a property.
#[utoipa::path(get, path = "/api/v1/indicators/breakdown", operation_id = "breakdown", tag = "supervision",
    params(("agency" = Option<String>, Query), ("from" = Option<String>, Query, example = "2026-01"),
        ("to" = Option<String>, Query, example = "2026-11"), ("by" = Option<Dimension>, Query), ("lang" = Option<String>, Query)),
    responses((status = 200, body = BreakdownView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn breakdown(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Query(query): Query<BreakdownQuery>,
) -> Answer<Json<BreakdownView>> {
    Ok(Json(broken_down(&state, &viewer, &query, lang).await.told(lang)?))
}

/// The same as a file: `csv` (UTF-8 with a mark, so that spreadsheets read it right) or `xlsx`, with numbers as numbers.
#[utoipa::path(get, path = "/api/v1/indicators/export", operation_id = "export_breakdown", tag = "supervision",
    params(("agency" = Option<String>, Query), ("from" = Option<String>, Query, example = "2026-01"),
        ("to" = Option<String>, Query, example = "2026-11"), ("by" = Option<Dimension>, Query), ("format" = String, Query, example = "xlsx"),
        ("lang" = Option<String>, Query)),
    responses((status = 200, description = "The file", content((String = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn export(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Query(query): Query<BreakdownQuery>,
) -> Answer<Response> {
    let format = Format::wanted(query.format.as_deref()).told(lang)?;
    let view = broken_down(&state, &viewer, &query, lang).await.told(lang)?;
    let bytes = figure_sheets::made(&view, format, lang).told(lang)?;
    let name = format!("hoiam-{}-{}-{}.{format}", view.agency.code, view.from, view.to);
    Ok(attached(bytes, format.media_type(), &name))
}

/// Which ratings.
#[derive(Debug, Deserialize)]
pub struct RatingsQuery {
    agency: Option<String>,
    from: Option<String>,
    to: Option<String>,
    stars: Option<String>,
}

/// The ratings of the cases of a period, and what people wrote with them, or only with so many stars; what tells who somebody
/// is is covered.
#[utoipa::path(get, path = "/api/v1/indicators/satisfaction", operation_id = "satisfaction", tag = "supervision",
    params(("agency" = Option<String>, Query), ("from" = Option<String>, Query, example = "2026-01"),
        ("to" = Option<String>, Query, example = "2026-11"), ("stars" = Option<u8>, Query, example = 2), ("lang" = Option<String>, Query)),
    responses((status = 200, body = SatisfactionView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn satisfaction(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Query(query): Query<RatingsQuery>,
) -> Answer<Json<SatisfactionView>> {
    let stars = query.stars.as_deref().filter(|stars| !stars.is_empty());
    let stars = stars.map(|stars| stars.parse().map_err(|_| AppError::field("stars", FieldError::UnknownValue)));
    let stars = stars.transpose().told(lang)?;
    let wanted = Wanted { agency: query.agency, from: query.from, to: query.to };
    Ok(Json(ratings::of(&state.app, &viewer, &wanted, stars, lang).await.told(lang)?))
}

/// Which cases, and in which area.
#[derive(Debug, Deserialize)]
pub struct MapQuery {
    agency: Option<String>,
    from: Option<String>,
    to: Option<String>,
    r#in: Option<String>,
}

/// The cases of a period by place, as squares of a map: the provinces, or what lies `in` one of them.
#[utoipa::path(get, path = "/api/v1/indicators/map", operation_id = "map", tag = "supervision",
    params(("agency" = Option<String>, Query), ("from" = Option<String>, Query, example = "2026-01"),
        ("to" = Option<String>, Query, example = "2026-11"), ("in" = Option<String>, Query, example = "79"), ("lang" = Option<String>, Query)),
    responses((status = 200, body = MapView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn map(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Query(query): Query<MapQuery>,
) -> Answer<Json<MapView>> {
    let wanted = Wanted { agency: query.agency, from: query.from, to: query.to };
    let inside = query.r#in.as_deref().filter(|code| !code.is_empty());
    Ok(Json(maps::of(&state.app, &viewer, &wanted, inside, lang).await.told(lang)?))
}

/// Whose.
#[derive(Debug, Deserialize)]
pub struct OfAgency {
    agency: Option<String>,
}

/// What is due today, on the six days after, and what is late, by the agency and the person who hold it.
#[utoipa::path(get, path = "/api/v1/indicators/due", operation_id = "due_board", tag = "supervision",
    params(("agency" = Option<String>, Query), ("lang" = Option<String>, Query)),
    responses((status = 200, body = DueView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn due(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Query(of): Query<OfAgency>,
) -> Answer<Json<DueView>> {
    Ok(Json(due_board::of(&state.app, &viewer, of.agency, lang).await.told(lang)?))
}

/// Where far more came in within the last 24 hours than in the same hours of the eight weeks before, by the agencies right
/// below, by area and by category. Compared with their median; the spread is the largest of 1.4826 times the median distance
/// from it, of its square root, and of 1; at least five cases and three spreads above are unusual.
#[utoipa::path(get, path = "/api/v1/indicators/spikes", operation_id = "spikes", tag = "supervision",
    params(("agency" = Option<String>, Query), ("lang" = Option<String>, Query)),
    responses((status = 200, body = SpikesView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn spikes(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Query(of): Query<OfAgency>,
) -> Answer<Json<SpikesView>> {
    Ok(Json(spikes::of(&state.app, &viewer, of.agency, lang).await.told(lang)?))
}

/// The age of the open cases, and what came, was answered and was left month by month.
#[utoipa::path(get, path = "/api/v1/indicators/flow", operation_id = "flow", tag = "supervision",
    params(("agency" = Option<String>, Query), ("from" = Option<String>, Query, example = "2026-01"),
        ("to" = Option<String>, Query, example = "2026-11"), ("lang" = Option<String>, Query)),
    responses((status = 200, body = FlowView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn flow(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Query(query): Query<PeriodQuery>,
) -> Answer<Json<FlowView>> {
    Ok(Json(flows::of(&state.app, &viewer, &query.into(), lang).await.told(lang)?))
}

/// How long it took until cases were taken up and answered, on the citizen's clock and on the agency's.
#[utoipa::path(get, path = "/api/v1/indicators/durations", operation_id = "durations", tag = "supervision",
    params(("agency" = Option<String>, Query), ("from" = Option<String>, Query, example = "2026-01"),
        ("to" = Option<String>, Query, example = "2026-11"), ("by" = Option<Dimension>, Query), ("lang" = Option<String>, Query)),
    responses((status = 200, body = DurationsView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn durations(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Query(query): Query<BreakdownQuery>,
) -> Answer<Json<DurationsView>> {
    let by = query.by(Dimension::from_code).told(lang)?.unwrap_or(Dimension::Agency);
    Ok(Json(took::of(&state.app, &viewer, &query.wanted(), by, lang).await.told(lang)?))
}

/// A file to keep.
pub(super) fn attached(bytes: Vec<u8>, media_type: &'static str, name: &str) -> Response {
    let name = format!("attachment; filename=\"{name}\"");
    let name = HeaderValue::try_from(name).unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    (headers, bytes).into_response()
}

async fn ranked(state: &State, viewer: &Viewer, query: &BreakdownQuery, lang: Lang) -> Result<RankingView> {
    let by = query.by(RankedBy::from_code)?.unwrap_or(RankedBy::OnTime);
    ranking::of(&state.app, viewer, &query.wanted(), by, lang).await
}

/// The agencies right below one by a rate, with the 95 % interval that it has by chance, and the places that follow.
#[utoipa::path(get, path = "/api/v1/indicators/ranking", operation_id = "ranking", tag = "supervision",
    params(("agency" = Option<String>, Query), ("from" = Option<String>, Query, example = "2026-01"),
        ("to" = Option<String>, Query, example = "2026-11"), ("by" = Option<RankedBy>, Query), ("lang" = Option<String>, Query)),
    responses((status = 200, body = RankingView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn ranking(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Query(query): Query<BreakdownQuery>,
) -> Answer<Json<RankingView>> {
    Ok(Json(ranked(&state, &viewer, &query, lang).await.told(lang)?))
}

/// The ranking as a file, `csv` or `xlsx`, with shares as shares.
#[utoipa::path(get, path = "/api/v1/indicators/ranking/export", operation_id = "export_ranking", tag = "supervision",
    params(("agency" = Option<String>, Query), ("from" = Option<String>, Query, example = "2026-01"),
        ("to" = Option<String>, Query, example = "2026-11"), ("by" = Option<RankedBy>, Query), ("format" = String, Query, example = "xlsx"),
        ("lang" = Option<String>, Query)),
    responses((status = 200, description = "The file", content((String = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn ranking_export(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Query(query): Query<BreakdownQuery>,
) -> Answer<Response> {
    let format = Format::wanted(query.format.as_deref()).told(lang)?;
    let view = ranked(&state, &viewer, &query, lang).await.told(lang)?;
    let bytes = figure_sheets::written(&ranking::rows(&view, lang), format).told(lang)?;
    let name = format!("hoiam-{}-{}-{}-{}", view.by, view.agency.code, view.from, view.to);
    Ok(attached(bytes, format.media_type(), &format!("{name}.{format}")))
}

//! `GET /api/v1/indicators`: figures of an agency and those right below it.

use super::State;
use super::extract::{InLang, Staff};
use super::problem::{Answer, InLanguage};
use crate::domain::reports::{self, Wanted};
use axum::Json;
use axum::extract::Query;
use hoiam_shared::wire::indicators::IndicatorsView;
use hoiam_shared::wire::problem::Problem;
use serde::Deserialize;

/// Which figures.
#[derive(Debug, Deserialize)]
pub struct PeriodQuery {
    agency: Option<String>,
    from: Option<String>,
    to: Option<String>,
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
    let wanted = Wanted { agency: query.agency, from: query.from, to: query.to };
    Ok(Json(reports::indicators(&state.app, &viewer, &wanted, lang).await.told(lang)?))
}

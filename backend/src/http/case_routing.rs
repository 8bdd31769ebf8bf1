//! `GET /api/v1/cases/{code}/routing`: where a case may belong.

use super::State;
use super::extract::{InLang, Path, Staff, code};
use super::problem::{Answer, InLanguage};
use crate::domain::case_routing;
use axum::Json;
use hoiam_shared::wire::problem::Problem;
use hoiam_shared::wire::routing::CaseRoutingView;

/// The learned suggestion while nobody has decided, and where passing it on once more leads.
#[utoipa::path(get, path = "/api/v1/cases/{code}/routing", tag = "staff",
    params(("code" = String, Path), ("lang" = Option<String>, Query)),
    responses((status = 200, body = CaseRoutingView), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn of_case(
    axum::extract::State(state): axum::extract::State<State>,
    Path(text): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<CaseRoutingView>> {
    Ok(Json(case_routing::of_case(&state.app, &viewer, &code(&text, lang)?, lang).await.told(lang)?))
}

//! `/api/v1/admin/agencies`: the tree, and the merge of one agency into another.

use crate::domain::Viewer;
use crate::domain::agencies::{keeping, listing, merging};
use crate::http::State;
use crate::http::extract::{InLang, Path, Query, Sent, Staff};
use crate::http::problem::{Answer, InLanguage};
use axum::Json;
use hoiam_shared::Lang;
use hoiam_shared::wire::agencies::{
    AgencyInput, AgencyMove, AgencyNew, AgencyPage, AgencyView, MergeInput, MergePreview, MergeView,
};
use hoiam_shared::wire::problem::Problem;
use serde::Deserialize;

/// A page asked for.
#[derive(Debug, Deserialize)]
pub struct PageQuery {
    #[serde(default)]
    parent: String,
    #[serde(default)]
    q: String,
    #[serde(default)]
    closed: bool,
    after: Option<usize>,
    limit: Option<usize>,
}

/// A level of the tree, or what is called like this, within the reader's branches.
#[utoipa::path(get, path = "/api/v1/admin/agencies", operation_id = "agency_tree", tag = "admin",
    params(("parent" = Option<String>, Query, description = "Whose children; the tops of one's own branches when not said"),
        ("q" = Option<String>, Query, description = "Part of a present or former name, or of the code"), ("closed" = Option<bool>, Query, description = "Those that are no more, too"),
        ("after" = Option<usize>, Query, description = "`next` of the page before"), ("limit" = Option<usize>, Query), ("lang" = Option<String>, Query)),
    responses((status = 200, body = AgencyPage), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Query(query): Query<PageQuery>,
) -> Answer<Json<AgencyPage>> {
    let PageQuery { parent, q, closed, after, limit } = query;
    let asked = listing::Asked { parent, q, closed, after, limit };
    Ok(Json(listing::page(&state.app, &viewer, &asked, lang).await.told(lang)?))
}

async fn shown(state: &State, viewer: &Viewer, code: &str, lang: Lang) -> Answer<Json<AgencyView>> {
    Ok(Json(listing::one(&state.app, viewer, code, lang).await.told(lang)?))
}

/// Add an agency.
#[utoipa::path(post, path = "/api/v1/admin/agencies", operation_id = "add_agency", tag = "admin", request_body = AgencyNew,
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = AgencyView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn add(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(new): Sent<AgencyNew>,
) -> Answer<Json<AgencyView>> {
    keeping::add(&state.app, &viewer, &new).await.told(lang)?;
    shown(&state, &viewer, new.code.trim(), lang).await
}

/// One agency, with what points at it.
#[utoipa::path(get, path = "/api/v1/admin/agencies/{code}", operation_id = "agency", tag = "admin",
    params(("code" = String, Path, example = "ubnd-79"), ("lang" = Option<String>, Query)),
    responses((status = 200, body = AgencyView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn one(
    axum::extract::State(state): axum::extract::State<State>,
    Path(code): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<AgencyView>> {
    shown(&state, &viewer, &code, lang).await
}

/// Change names, area, part, identifier, contact.
#[utoipa::path(put, path = "/api/v1/admin/agencies/{code}", operation_id = "change_agency", tag = "admin", request_body = AgencyInput,
    params(("code" = String, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = AgencyView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 412, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn change(
    axum::extract::State(state): axum::extract::State<State>,
    Path(code): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<AgencyInput>,
) -> Answer<Json<AgencyView>> {
    keeping::change(&state.app, &viewer, &code, &input).await.told(lang)?;
    shown(&state, &viewer, &code, lang).await
}

/// Give an agency, with all below it, another place in the tree.
#[utoipa::path(put, path = "/api/v1/admin/agencies/{code}/parent", operation_id = "move_agency", tag = "admin", request_body = AgencyMove,
    params(("code" = String, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = AgencyView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn place(
    axum::extract::State(state): axum::extract::State<State>,
    Path(code): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<AgencyMove>,
) -> Answer<Json<AgencyView>> {
    keeping::place(&state.app, &viewer, &code, &input.parent).await.told(lang)?;
    shown(&state, &viewer, &code, lang).await
}

/// Close an agency that has nothing to do any more.
#[utoipa::path(post, path = "/api/v1/admin/agencies/{code}/close", operation_id = "close_agency", tag = "admin",
    params(("code" = String, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = AgencyView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn close(
    axum::extract::State(state): axum::extract::State<State>,
    Path(code): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<AgencyView>> {
    keeping::close(&state.app, &viewer, &code).await.told(lang)?;
    shown(&state, &viewer, &code, lang).await
}

/// What a merge into another agency would do. Nothing is changed.
#[utoipa::path(post, path = "/api/v1/admin/agencies/{code}/merge/preview", operation_id = "preview_agency_merge", tag = "admin", request_body = MergeInput,
    params(("code" = String, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = MergePreview), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn preview(
    axum::extract::State(state): axum::extract::State<State>,
    Path(code): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<MergeInput>,
) -> Answer<Json<MergePreview>> {
    Ok(Json(merging::preview(&state.app, &viewer, &code, &input, lang).await.told(lang)?))
}

/// Let an agency go into another, exactly as it was looked at. Open cases follow by themselves.
#[utoipa::path(post, path = "/api/v1/admin/agencies/{code}/merge", operation_id = "merge_agency", tag = "admin", request_body = MergeInput,
    params(("code" = String, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = MergeView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn merge(
    axum::extract::State(state): axum::extract::State<State>,
    Path(code): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<MergeInput>,
) -> Answer<Json<MergeView>> {
    let id = merging::begin_merge(&state.app, &viewer, &code, &input).await.told(lang)?;
    Ok(Json(merging::one(&state.app, &viewer, id, lang).await.told(lang)?))
}

/// The last merges, and how far they have come.
#[utoipa::path(get, path = "/api/v1/admin/agency-merges", operation_id = "agency_merges", tag = "admin", params(("lang" = Option<String>, Query)),
    responses((status = 200, body = [MergeView]), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn merges(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<Vec<MergeView>>> {
    Ok(Json(merging::list(&state.app, &viewer, lang).await.told(lang)?))
}

/// How far a merge has come.
#[utoipa::path(get, path = "/api/v1/admin/agency-merges/{id}", operation_id = "agency_merge", tag = "admin",
    params(("id" = i64, Path), ("lang" = Option<String>, Query)),
    responses((status = 200, body = MergeView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn merge_state(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<i64>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<MergeView>> {
    Ok(Json(merging::one(&state.app, &viewer, id, lang).await.told(lang)?))
}

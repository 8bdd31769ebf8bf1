//! Around lists: `/api/v1/completions`, `/api/v1/searches`, `/api/v1/columns`, `/api/v1/duplicates`.

use super::State;
use super::extract::{InLang, Path, Person, Query, Sent, Staff};
use super::problem::{Answer, Failure, InLanguage};
use crate::domain::{columns, completing, merging, searches, similar};
use axum::Json;
use axum::http::StatusCode;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::problem::Problem;
use hoiam_shared::wire::search::{
    ApartInput, CaseMergeInput, ColumnsView, CompletionsView, DuplicatesView, SearchInput, SearchView,
};
use serde::Deserialize;

/// A query and a place in it.
#[derive(Debug, Deserialize)]
pub struct Place {
    #[serde(default)]
    q: String,
    at: Option<usize>,
}

/// A query.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
}

/// What may stand at a place of a query: fields, values with the cases each would leave, words.
#[utoipa::path(get, path = "/api/v1/completions", tag = "staff",
    params(("q" = Option<String>, Query, example = "rác state:op"), ("at" = Option<usize>, Query, description = "Bytes before the cursor; the end when not said"),
        ("lang" = Option<String>, Query)),
    responses((status = 200, body = CompletionsView), (status = 401, body = Problem)))]
pub async fn completions(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Query(place): Query<Place>,
) -> Answer<Json<CompletionsView>> {
    let at = place.at.unwrap_or(place.q.len());
    Ok(Json(completing::complete(&state.app, &viewer, &place.q, at, lang).await.told(lang)?))
}

/// The reader's searches and those shared around their agencies, each with what it finds for the reader now.
#[utoipa::path(get, path = "/api/v1/searches", tag = "staff", params(("lang" = Option<String>, Query)),
    responses((status = 200, body = [SearchView]), (status = 401, body = Problem)))]
pub async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<Vec<SearchView>>> {
    Ok(Json(searches::list(&state.app, &viewer, lang).await.told(lang)?))
}

/// Keep a search, for oneself or shared with an agency.
#[utoipa::path(post, path = "/api/v1/searches", tag = "staff",
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)), request_body = SearchInput,
    responses((status = 201, body = SearchView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem), (status = 503, body = Problem)))]
pub async fn keep(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<SearchInput>,
) -> Answer<(StatusCode, Json<SearchView>)> {
    Ok((StatusCode::CREATED, Json(searches::keep(&state.app, &viewer, &input, lang).await.told(lang)?)))
}

/// What is no number does not exist.
fn identity(text: &str, lang: hoiam_shared::Lang) -> Answer<i64> {
    text.parse().map_err(|_| Failure::new(ErrorCode::NotFound, lang))
}

/// Change a search of one's own.
#[utoipa::path(put, path = "/api/v1/searches/{id}", tag = "staff",
    params(("id" = i64, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)), request_body = SearchInput,
    responses((status = 200, body = SearchView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem), (status = 503, body = Problem)))]
pub async fn change(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<SearchInput>,
) -> Answer<Json<SearchView>> {
    Ok(Json(searches::change(&state.app, &viewer, identity(&id, lang)?, &input, lang).await.told(lang)?))
}

/// Forget a search of one's own.
#[utoipa::path(delete, path = "/api/v1/searches/{id}", tag = "staff",
    params(("id" = i64, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 503, body = Problem)))]
pub async fn forget(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<StatusCode> {
    searches::forget(&state.app, &viewer, identity(&id, lang)?).await.told(lang)?;
    Ok(StatusCode::NO_CONTENT)
}

/// What lists tell the reader of each case, in this order.
#[utoipa::path(get, path = "/api/v1/columns", tag = "staff", params(("lang" = Option<String>, Query)),
    responses((status = 200, body = ColumnsView), (status = 401, body = Problem)))]
pub async fn columns(
    axum::extract::State(state): axum::extract::State<State>,
    Person(viewer): Person,
    InLang(lang): InLang,
) -> Answer<Json<ColumnsView>> {
    Ok(Json(columns::of(&state.app, &viewer).await.told(lang)?))
}

/// Keep what lists tell one of each case, and in which order.
#[utoipa::path(put, path = "/api/v1/columns", tag = "staff",
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)), request_body = ColumnsView,
    responses((status = 200, body = ColumnsView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem), (status = 503, body = Problem)))]
pub async fn keep_columns(
    axum::extract::State(state): axum::extract::State<State>,
    Person(viewer): Person,
    InLang(lang): InLang,
    Sent(input): Sent<ColumnsView>,
) -> Answer<Json<ColumnsView>> {
    Ok(Json(columns::keep(&state.app, &viewer, input).await.told(lang)?))
}

/// Open cases that are likely to be the same matter, in groups.
#[utoipa::path(get, path = "/api/v1/duplicates", tag = "staff",
    params(("q" = Option<String>, Query, description = "In the query language; only open cases are compared", example = "area:79 received:<30d"),
        ("lang" = Option<String>, Query)),
    responses((status = 200, body = DuplicatesView), (status = 400, body = Problem), (status = 401, body = Problem)))]
pub async fn duplicates(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Query(asked): Query<Asked>,
) -> Answer<Json<DuplicatesView>> {
    Ok(Json(similar::groups(&state.app, &viewer, &asked.q, lang).await.told(lang)?))
}

/// Let cases follow one: its answer reaches all their citizens. All or none.
#[utoipa::path(post, path = "/api/v1/duplicates/merge", tag = "staff",
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)), request_body = CaseMergeInput,
    responses((status = 204), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 412, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem),
        (status = 422, body = Problem), (status = 503, body = Problem)))]
pub async fn merge(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<CaseMergeInput>,
) -> Answer<StatusCode> {
    merging::merge(&state.app, &viewer, &input).await.told(lang)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Remember that cases are different matters.
#[utoipa::path(post, path = "/api/v1/duplicates/apart", tag = "staff",
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)), request_body = ApartInput,
    responses((status = 204), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem), (status = 503, body = Problem)))]
pub async fn apart(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<ApartInput>,
) -> Answer<StatusCode> {
    merging::set_apart(&state.app, &viewer, &input).await.told(lang)?;
    Ok(StatusCode::NO_CONTENT)
}

//! `/api/v1/cases` for staff: lists, the timeline of a case, and everything done to it.

use super::State;
use super::extract::{InLang, Path, Person, Query, Sent, Staff, code};
use super::problem::{Answer, Failure, InLanguage};
use crate::domain::{deadlines, handling, queue, unsealing};
use axum::Json;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use hoiam_shared::case::Action;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::case::{ActionInput, CasePage, CaseView, Timeline};
use hoiam_shared::wire::clock::ClocksView;
use hoiam_shared::wire::intake::Contact;
use hoiam_shared::wire::looks::UnsealInput;
use hoiam_shared::wire::problem::Problem;
use hoiam_shared::wire::search::SimilarView;
use serde::{Deserialize, Serialize};

/// A list asked for.
#[derive(Debug, Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    q: String,
    #[serde(default)]
    sort: String,
    after: Option<String>,
    limit: Option<usize>,
}

/// Cases within the reader's rights, with their exact number and facets.
#[utoipa::path(get, path = "/api/v1/cases", tag = "staff",
    params(
        ("q" = Option<String>, Query, description = "In the query language", example = "state:open due:<2d"),
        ("sort" = Option<String>, Query, description = "`due` (default), `-received`, `relevance`"),
        ("after" = Option<String>, Query, description = "`next` of the page before"),
        ("limit" = Option<usize>, Query, description = "Rows, 50 when not said, 100 at most"),
        ("lang" = Option<String>, Query)),
    responses((status = 200, body = CasePage), (status = 400, body = Problem), (status = 401, body = Problem), (status = 422, body = Problem)))]
pub async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Query(query): Query<ListQuery>,
) -> Answer<Json<CasePage>> {
    let wanted = queue::Wanted { query: query.q, sort: query.sort, after: query.after, limit: query.limit };
    Ok(Json(queue::page(&state.app, &viewer, &wanted, lang).await.told(lang)?))
}

/// What happened to a case, oldest first.
#[utoipa::path(get, path = "/api/v1/cases/{code}/timeline", tag = "staff",
    params(("code" = String, Path), ("lang" = Option<String>, Query)),
    responses((status = 200, body = Timeline), (status = 401, body = Problem), (status = 404, body = Problem), (status = 503, body = Problem)))]
pub async fn timeline(
    axum::extract::State(state): axum::extract::State<State>,
    Path(text): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<Timeline>> {
    Ok(Json(queue::timeline(&state.app, &viewer, &code(&text, lang)?, lang).await.told(lang)?))
}

/// Cases that read like one, nearest first, and why.
#[utoipa::path(get, path = "/api/v1/cases/{code}/similar", operation_id = "similar_cases", tag = "staff",
    params(("code" = String, Path), ("lang" = Option<String>, Query)),
    responses((status = 200, body = Vec<SimilarView>), (status = 401, body = Problem), (status = 404, body = Problem), (status = 503, body = Problem)))]
pub async fn similar(
    axum::extract::State(state): axum::extract::State<State>,
    Path(text): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<Vec<SimilarView>>> {
    Ok(Json(queue::alike(&state.app, &viewer, &code(&text, lang)?, lang).await.told(lang)?))
}

/// Every deadline of a case day by day, with the reasons given, and who held it for how long.
#[utoipa::path(get, path = "/api/v1/cases/{code}/clocks", tag = "staff",
    params(("code" = String, Path), ("lang" = Option<String>, Query)),
    responses((status = 200, body = ClocksView), (status = 401, body = Problem), (status = 404, body = Problem), (status = 503, body = Problem)))]
pub async fn clocks(
    axum::extract::State(state): axum::extract::State<State>,
    Path(text): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<ClocksView>> {
    Ok(Json(deadlines::of_case(&state.app, &viewer, &code(&text, lang)?, lang).await.told(lang)?))
}

/// Open who sent a sealed case, with a reason. It is written down with the case before anything is shown; auditors see a list.
/// People do, no program.
#[utoipa::path(post, path = "/api/v1/cases/{code}/contact", tag = "staff",
    params(("code" = String, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    request_body = UnsealInput,
    responses((status = 200, body = Contact), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem), (status = 413, body = Problem),
        (status = 415, body = Problem), (status = 422, body = Problem), (status = 503, body = Problem)))]
pub async fn unseal(
    axum::extract::State(state): axum::extract::State<State>,
    Path(text): Path<String>,
    Person(viewer): Person,
    InLang(lang): InLang,
    Sent(input): Sent<UnsealInput>,
) -> Answer<Response> {
    let contact = unsealing::open(&state.app, &viewer, &code(&text, lang)?, &input.reason).await.told(lang)?;
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(contact)).into_response())
}

/// Do something to a case. `If-Match` names the version that was seen; an older one is refused, nothing is lost.
#[utoipa::path(post, path = "/api/v1/cases/{code}/{action}", tag = "staff",
    params(("code" = String, Path), ("action" = Action, Path), ("If-Match" = String, Header, example = "\"2\""),
        ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    request_body = ActionInput,
    responses((status = 200, body = CaseView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem), (status = 413, body = Problem),
        (status = 415, body = Problem), (status = 422, body = Problem), (status = 503, body = Problem)))]
pub async fn act(
    axum::extract::State(state): axum::extract::State<State>,
    Path((text, action)): Path<(String, String)>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    headers: HeaderMap,
    Sent(input): Sent<ActionInput>,
) -> Answer<Response> {
    let action = Action::from_code(&action).ok_or_else(|| Failure::new(ErrorCode::NotFound, lang))?;
    let seen = headers.get(header::IF_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let version = seen.trim_matches('"').parse().map_err(|_| Failure::new(ErrorCode::Stale, lang))?;
    let code = code(&text, lang)?;
    handling::act(&state.app, &viewer, &code, action, &input, version).await.told(lang)?;
    // Passed on, it may be out of sight; then there is nothing to show but that it was done.
    match queue::case(&state.app, &viewer, &code, lang).await {
        Ok(view) => Ok(versioned(view.row.version, view)),
        Err(error) if error.code() == ErrorCode::NotFound => Ok(axum::http::StatusCode::NO_CONTENT.into_response()),
        Err(error) => Err(Failure::new(error, lang)),
    }
}

/// A case with its version as `ETag`, to be named when it is changed.
pub(super) fn versioned(version: u32, view: impl Serialize) -> Response {
    let tag = HeaderValue::from_str(&format!("\"{version}\""));
    let mut response = Json(view).into_response();
    if let Ok(tag) = tag {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

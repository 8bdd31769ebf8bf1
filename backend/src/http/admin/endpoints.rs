//! `/api/v1/admin/endpoints` and `/api/v1/admin/ladders`: which systems are told of events, and who is told when nobody stirs.

use crate::domain::notices::{endpoints, ladder};
use crate::http::State;
use crate::http::extract::{InLang, Path, Query, Sent, Staff};
use crate::http::problem::{Answer, InLanguage};
use axum::Json;
use axum::http::StatusCode;
use hoiam_shared::wire::notices::{EndpointInput, EndpointTrial, EndpointView, EndpointsView, LadderInput, LadderView};
use hoiam_shared::wire::problem::Problem;
use serde::Deserialize;

/// The systems that are told of events of the reader's branch.
#[utoipa::path(get, path = "/api/v1/admin/endpoints", operation_id = "endpoints", tag = "admin", params(("lang" = Option<String>, Query)),
    responses((status = 200, body = EndpointsView), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<EndpointsView>> {
    Ok(Json(endpoints::list(&state.app, &viewer, lang).await.told(lang)?))
}

/// Add one. Its secret is in this answer and in no other.
#[utoipa::path(post, path = "/api/v1/admin/endpoints", operation_id = "add_endpoint", tag = "admin", request_body = EndpointInput,
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 201, body = EndpointView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn add(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<EndpointInput>,
) -> Answer<(StatusCode, Json<EndpointView>)> {
    Ok((StatusCode::CREATED, Json(endpoints::add(&state.app, &viewer, &input, lang).await.told(lang)?)))
}

/// Change one, switch it off, or on again after it was gone.
#[utoipa::path(put, path = "/api/v1/admin/endpoints/{id}", operation_id = "change_endpoint", tag = "admin", request_body = EndpointInput,
    params(("id" = i64, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = EndpointView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn change(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<i64>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<EndpointInput>,
) -> Answer<Json<EndpointView>> {
    Ok(Json(endpoints::change(&state.app, &viewer, id, &input, lang).await.told(lang)?))
}

/// Forget one. What waits for it is not sent any more.
#[utoipa::path(delete, path = "/api/v1/admin/endpoints/{id}", operation_id = "forget_endpoint", tag = "admin",
    params(("id" = i64, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 204, description = "Forgotten"), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn forget(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<i64>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<StatusCode> {
    endpoints::forget(&state.app, &viewer, id).await.told(lang)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Give one a new secret, shown in this answer only. The one before signs beside it for a day.
#[utoipa::path(post, path = "/api/v1/admin/endpoints/{id}/secret", operation_id = "rotate_endpoint", tag = "admin",
    params(("id" = i64, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = EndpointView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn rotate(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<i64>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<EndpointView>> {
    Ok(Json(endpoints::rotate(&state.app, &viewer, id, lang).await.told(lang)?))
}

/// Post a trial to one at once, and say what came of it.
#[utoipa::path(post, path = "/api/v1/admin/endpoints/{id}/test", operation_id = "try_endpoint", tag = "admin",
    params(("id" = i64, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = EndpointTrial), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn attempt(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<i64>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<EndpointTrial>> {
    Ok(Json(endpoints::attempt(&state.app, &viewer, id, lang).await.told(lang)?))
}

/// Of which agency.
#[derive(Debug, Deserialize)]
pub struct AgencyQuery {
    #[serde(default)]
    agency: String,
}

/// Who is told when deadlines of an agency near and pass.
#[utoipa::path(get, path = "/api/v1/admin/ladders", operation_id = "ladder", tag = "admin",
    params(("agency" = String, Query, example = "ubnd-79"), ("lang" = Option<String>, Query)),
    responses((status = 200, body = LadderView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn show_ladder(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Query(query): Query<AgencyQuery>,
) -> Answer<Json<LadderView>> {
    Ok(Json(ladder::show(&state.app, &viewer, &query.agency, lang).await.told(lang)?))
}

/// Set up an agency's own ladder, for all below it.
#[utoipa::path(put, path = "/api/v1/admin/ladders", operation_id = "keep_ladder", tag = "admin", request_body = LadderInput,
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = LadderView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn keep_ladder(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<LadderInput>,
) -> Answer<Json<LadderView>> {
    ladder::keep(&state.app, &viewer, &input).await.told(lang)?;
    Ok(Json(ladder::show(&state.app, &viewer, &input.agency, lang).await.told(lang)?))
}

/// Go back to the ladder of the agency above, or the program's own.
#[utoipa::path(delete, path = "/api/v1/admin/ladders", operation_id = "forget_ladder", tag = "admin",
    params(("agency" = String, Query), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = LadderView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn forget_ladder(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Query(query): Query<AgencyQuery>,
) -> Answer<Json<LadderView>> {
    ladder::forget(&state.app, &viewer, &query.agency).await.told(lang)?;
    Ok(Json(ladder::show(&state.app, &viewer, &query.agency, lang).await.told(lang)?))
}

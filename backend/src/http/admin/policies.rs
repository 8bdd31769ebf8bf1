//! `/api/v1/admin/policies`: deadline policies, their versions and their order.

use crate::domain::policies;
use crate::http::State;
use crate::http::extract::{InLang, Path, Sent, Staff};
use crate::http::problem::{Answer, InLanguage};
use axum::Json;
use hoiam_shared::wire::clock::{PolicyInput, PolicyList, PolicyPreview};
use hoiam_shared::wire::problem::Problem;

/// All policies, in the order in which they are asked.
#[utoipa::path(get, path = "/api/v1/admin/policies", operation_id = "policies", tag = "admin",
    params(("lang" = Option<String>, Query)),
    responses((status = 200, body = PolicyList), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<PolicyList>> {
    Ok(Json(policies::list(&state.app, &viewer, lang).await.told(lang)?))
}

/// What a new version would be for, on the cases filed last, and what a recalculation would move. Nothing is stored.
#[utoipa::path(post, path = "/api/v1/admin/policies/{code}/preview", operation_id = "preview_policy", tag = "admin",
    params(("code" = String, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    request_body = PolicyInput,
    responses((status = 200, body = PolicyPreview), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn preview(
    axum::extract::State(state): axum::extract::State<State>,
    Path(code): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<PolicyInput>,
) -> Answer<Json<PolicyPreview>> {
    Ok(Json(policies::preview(&state.app, &viewer, &code, &input, lang).await.told(lang)?))
}

/// Publish a new version and put it at its place. Open cases stay on the versions they have.
#[utoipa::path(post, path = "/api/v1/admin/policies/{code}", operation_id = "publish_policy", tag = "admin",
    params(("code" = String, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    request_body = PolicyInput,
    responses((status = 200, body = PolicyList), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 412, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn publish(
    axum::extract::State(state): axum::extract::State<State>,
    Path(code): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<PolicyInput>,
) -> Answer<Json<PolicyList>> {
    Ok(Json(policies::publish(&state.app, &viewer, &code, &input, lang).await.told(lang)?))
}

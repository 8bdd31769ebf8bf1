//! `/api/v1/admin/retention`: for how long the personal data of cases are kept. For people who are signed in, never for a token.

use crate::domain::retention;
use crate::http::State;
use crate::http::extract::{InLang, Path, Person, Sent};
use crate::http::problem::{Answer, InLanguage};
use axum::Json;
use hoiam_shared::wire::personal::{RetentionInput, RetentionPreview, RetentionView};
use hoiam_shared::wire::problem::Problem;

/// All rules, by kind and end.
#[utoipa::path(get, path = "/api/v1/admin/retention", operation_id = "retention", tag = "admin", params(("lang" = Option<String>, Query)),
    responses((status = 200, body = RetentionView), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    Person(viewer): Person,
    InLang(lang): InLang,
) -> Answer<Json<RetentionView>> {
    Ok(Json(retention::list(&state.app, &viewer).await.told(lang)?))
}

/// Add a rule. Only one that is `active` erases anything.
#[utoipa::path(post, path = "/api/v1/admin/retention", operation_id = "add_retention", tag = "admin", request_body = RetentionInput,
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = RetentionView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn add(
    axum::extract::State(state): axum::extract::State<State>,
    Person(viewer): Person,
    InLang(lang): InLang,
    Sent(input): Sent<RetentionInput>,
) -> Answer<Json<RetentionView>> {
    retention::add(&state.app, &viewer, &input).await.told(lang)?;
    Ok(Json(retention::list(&state.app, &viewer).await.told(lang)?))
}

/// Change the months of a rule, or switch it on or off. What it erases once it is on cannot be taken back.
#[utoipa::path(put, path = "/api/v1/admin/retention/{id}", operation_id = "change_retention", tag = "admin", request_body = RetentionInput,
    params(("id" = i64, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = RetentionView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn change(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<i64>,
    Person(viewer): Person,
    InLang(lang): InLang,
    Sent(input): Sent<RetentionInput>,
) -> Answer<Json<RetentionView>> {
    retention::change(&state.app, &viewer, id, &input).await.told(lang)?;
    Ok(Json(retention::list(&state.app, &viewer).await.told(lang)?))
}

/// Remove a rule. What it erased stays erased.
#[utoipa::path(delete, path = "/api/v1/admin/retention/{id}", operation_id = "remove_retention", tag = "admin",
    params(("id" = i64, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = RetentionView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn remove(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<i64>,
    Person(viewer): Person,
    InLang(lang): InLang,
) -> Answer<Json<RetentionView>> {
    retention::remove(&state.app, &viewer, id).await.told(lang)?;
    Ok(Json(retention::list(&state.app, &viewer).await.told(lang)?))
}

/// What a rule would erase now: how many cases, the oldest, the first of them by code. Nothing is erased.
#[utoipa::path(post, path = "/api/v1/admin/retention/preview", operation_id = "preview_retention", tag = "admin", request_body = RetentionInput,
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = RetentionPreview), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn preview(
    axum::extract::State(state): axum::extract::State<State>,
    Person(viewer): Person,
    InLang(lang): InLang,
    Sent(input): Sent<RetentionInput>,
) -> Answer<Json<RetentionPreview>> {
    Ok(Json(retention::preview(&state.app, &viewer, &input, lang).await.told(lang)?))
}

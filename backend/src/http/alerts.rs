//! `/api/v1/alerts`: queries with a threshold, of whoever is signed in, and when each fired.

use super::State;
use super::extract::{InLang, Path, Person, Sent};
use super::problem::{Answer, Failure, InLanguage};
use crate::domain::alerts::keeping;
use axum::Json;
use axum::http::StatusCode;
use hoiam_shared::Lang;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::alerts::{AlertInput, AlertTrial, AlertView, AlertsView};
use hoiam_shared::wire::problem::Problem;

/// The reader's alerts, each with when it fired last.
#[utoipa::path(get, path = "/api/v1/alerts", operation_id = "alerts", tag = "supervision", params(("lang" = Option<String>, Query)),
    responses((status = 200, body = AlertsView), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    Person(viewer): Person,
    InLang(lang): InLang,
) -> Answer<Json<AlertsView>> {
    Ok(Json(keeping::list(&state.app, &viewer, lang).await.told(lang)?))
}

/// Keep an alert. It counts only what its owner may see whenever it is looked at, and never sealed cases.
#[utoipa::path(post, path = "/api/v1/alerts", operation_id = "add_alert", tag = "supervision", request_body = AlertInput,
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 201, body = AlertView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn add(
    axum::extract::State(state): axum::extract::State<State>,
    Person(viewer): Person,
    InLang(lang): InLang,
    Sent(input): Sent<AlertInput>,
) -> Answer<(StatusCode, Json<AlertView>)> {
    Ok((StatusCode::CREATED, Json(keeping::add(&state.app, &viewer, &input, lang).await.told(lang)?)))
}

/// What an alert would say now, and how often it would have had something to say before.
#[utoipa::path(post, path = "/api/v1/alerts/try", operation_id = "try_alert", tag = "supervision", request_body = AlertInput,
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = AlertTrial), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn trial(
    axum::extract::State(state): axum::extract::State<State>,
    Person(viewer): Person,
    InLang(lang): InLang,
    Sent(input): Sent<AlertInput>,
) -> Answer<Json<AlertTrial>> {
    Ok(Json(keeping::trial(&state.app, &viewer, &input, lang).await.told(lang)?))
}

/// What is no number does not exist.
fn identity(text: &str, lang: Lang) -> Answer<i64> {
    text.parse().map_err(|_| Failure::new(ErrorCode::NotFound, lang))
}

/// An alert of one's own, and when it fired.
#[utoipa::path(get, path = "/api/v1/alerts/{id}", operation_id = "alert", tag = "supervision",
    params(("id" = i64, Path), ("lang" = Option<String>, Query)),
    responses((status = 200, body = AlertsView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn one(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<String>,
    Person(viewer): Person,
    InLang(lang): InLang,
) -> Answer<Json<AlertsView>> {
    Ok(Json(keeping::history(&state.app, &viewer, identity(&id, lang)?, lang).await.told(lang)?))
}

/// Change an alert of one's own, or let it wait.
#[utoipa::path(put, path = "/api/v1/alerts/{id}", operation_id = "change_alert", tag = "supervision", request_body = AlertInput,
    params(("id" = i64, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = AlertView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn change(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<String>,
    Person(viewer): Person,
    InLang(lang): InLang,
    Sent(input): Sent<AlertInput>,
) -> Answer<Json<AlertView>> {
    Ok(Json(keeping::change(&state.app, &viewer, identity(&id, lang)?, &input, lang).await.told(lang)?))
}

/// Forget an alert of one's own, with its history.
#[utoipa::path(delete, path = "/api/v1/alerts/{id}", operation_id = "forget_alert", tag = "supervision",
    params(("id" = i64, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn forget(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<String>,
    Person(viewer): Person,
    InLang(lang): InLang,
) -> Answer<StatusCode> {
    keeping::forget(&state.app, &viewer, identity(&id, lang)?).await.told(lang)?;
    Ok(StatusCode::NO_CONTENT)
}

//! `/api/v1/session/passkey`: signing in with a passkey; `/api/v1/session/passkeys`: one's own.

use super::State;
use super::extract::{COOKIE, InLang, Path, Person, Sent};
use super::problem::{Answer, InLanguage};
use super::session::{from, with_cookie, with_device};
use crate::domain::passkeys;
use axum::Json;
use axum::http::{Extensions, HeaderMap};
use axum::response::{IntoResponse, Response};
use hoiam_shared::wire::passkeys::{PasskeyAnswer, PasskeyAsked, PasskeyNew, PasskeysView};
use hoiam_shared::wire::problem::Problem;
use hoiam_shared::wire::session::SessionView;

/// Begin signing in with a passkey: what the browser is to be asked.
#[utoipa::path(post, path = "/api/v1/session/passkey/ask", operation_id = "ask_for_passkey", tag = "staff", params(("lang" = Option<String>, Query)),
    responses((status = 200, body = PasskeyAsked), (status = 422, body = Problem), (status = 503, body = Problem)))]
pub async fn ask_anybody(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
) -> Answer<Json<PasskeyAsked>> {
    Ok(Json(passkeys::ask_anybody(&state.app).await.told(lang)?))
}

/// Sign in with a passkey: no name, no password and no second step.
#[utoipa::path(post, path = "/api/v1/session/passkey", operation_id = "sign_in_with_passkey", tag = "staff", request_body = PasskeyAnswer,
    params(("lang" = Option<String>, Query)),
    responses((status = 200, body = SessionView), (status = 400, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem),
        (status = 422, body = Problem), (status = 503, body = Problem)))]
pub async fn sign_in(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    headers: HeaderMap,
    extensions: Extensions,
    Sent(answer): Sent<PasskeyAnswer>,
) -> Answer<Response> {
    let from = from(&state, &headers, &extensions);
    let opened = passkeys::sign_in(&state.app, &answer, &from).await.told(lang)?;
    let view = opened.viewer.view(&state.app.settings(), lang);
    let answer = with_cookie(&state, Json(view).into_response(), COOKIE, &opened.token, opened.seconds);
    Ok(with_device(&state, answer, opened.device.as_deref()))
}

/// One's own passkeys.
#[utoipa::path(get, path = "/api/v1/session/passkeys", operation_id = "passkeys", tag = "staff", params(("lang" = Option<String>, Query)),
    responses((status = 200, body = PasskeysView), (status = 401, body = Problem)))]
pub async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    Person(viewer): Person,
    InLang(lang): InLang,
) -> Answer<Json<PasskeysView>> {
    Ok(Json(passkeys::list(&state.app, &viewer).await.told(lang)?))
}

/// Begin adding a passkey: what the browser is to be asked. In a session that was opened a while ago: 403 `sign_in_again`.
#[utoipa::path(post, path = "/api/v1/session/passkeys/ask", operation_id = "ask_for_new_passkey", tag = "staff",
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = PasskeyAsked), (status = 401, body = Problem), (status = 403, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn ask_new(
    axum::extract::State(state): axum::extract::State<State>,
    Person(viewer): Person,
    InLang(lang): InLang,
) -> Answer<Json<PasskeyAsked>> {
    Ok(Json(passkeys::ask_new(&state.app, &viewer).await.told(lang)?))
}

/// Add a passkey, by the browser's answer.
#[utoipa::path(post, path = "/api/v1/session/passkeys", operation_id = "add_passkey", tag = "staff", request_body = PasskeyNew,
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = PasskeysView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn add(
    axum::extract::State(state): axum::extract::State<State>,
    Person(viewer): Person,
    InLang(lang): InLang,
    headers: HeaderMap,
    extensions: Extensions,
    Sent(new): Sent<PasskeyNew>,
) -> Answer<Json<PasskeysView>> {
    let from = from(&state, &headers, &extensions);
    passkeys::add(&state.app, &viewer, &new, &from).await.told(lang)?;
    Ok(Json(passkeys::list(&state.app, &viewer).await.told(lang)?))
}

/// Remove a passkey: it opens nothing any more.
#[utoipa::path(delete, path = "/api/v1/session/passkeys/{id}", operation_id = "remove_passkey", tag = "staff",
    params(("id" = String, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = PasskeysView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn remove(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<String>,
    Person(viewer): Person,
    InLang(lang): InLang,
) -> Answer<Json<PasskeysView>> {
    passkeys::remove(&state.app, &viewer, &id).await.told(lang)?;
    Ok(Json(passkeys::list(&state.app, &viewer).await.told(lang)?))
}

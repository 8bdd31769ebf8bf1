//! `/api/v1/session/code` and `/api/v1/session/second-step`: the second step of signing in, and turning one's own on and off.

use super::State;
use super::extract::{Arriving, COOKIE, InLang, Person, Sent, cookie};
use super::problem::{Answer, Failure, InLanguage};
use super::receipts::squares;
use super::session::{again, from, with_cookie, with_device};
use crate::domain::second_step;
use axum::Json;
use axum::http::{Extensions, HeaderMap};
use axum::response::{IntoResponse, Response};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::people::{CodeInput, RecoveryCodes, SecondStepNew, SecondStepView};
use hoiam_shared::wire::problem::Problem;
use hoiam_shared::wire::session::SessionView;

/// Finish signing in with a code: of the device, or one of those for whoever has lost it. Wrong codes are answered later and
/// later (429).
#[utoipa::path(post, path = "/api/v1/session/code", operation_id = "finish_sign_in", tag = "staff", request_body = CodeInput,
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = SessionView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)))]
pub async fn pass(
    axum::extract::State(state): axum::extract::State<State>,
    Arriving(viewer): Arriving,
    InLang(lang): InLang,
    headers: HeaderMap,
    extensions: Extensions,
    Sent(input): Sent<CodeInput>,
) -> Answer<Response> {
    let from = from(&state, &headers, &extensions);
    let (device, seconds) = second_step::pass(&state.app, &viewer, &input.code, &from).await.told(lang)?;
    let view = again(&state, &headers, viewer, lang).await?.view(&state.app.settings(), lang);
    let token = cookie(&headers, COOKIE).unwrap_or_default();
    let answer = with_cookie(&state, Json(view).into_response(), COOKIE, &token, seconds);
    Ok(with_device(&state, answer, Some(&device)))
}

/// Whether one's own second step is asked for.
#[utoipa::path(get, path = "/api/v1/session/second-step", operation_id = "second_step", tag = "staff", params(("lang" = Option<String>, Query)),
    responses((status = 200, body = SecondStepView), (status = 401, body = Problem)))]
pub async fn look(
    axum::extract::State(state): axum::extract::State<State>,
    Person(viewer): Person,
    InLang(lang): InLang,
) -> Answer<Json<SecondStepView>> {
    Ok(Json(second_step::look(&state.app, &viewer).await.told(lang)?))
}

/// Get a secret for a device. Nothing is asked for until a code is confirmed.
#[utoipa::path(post, path = "/api/v1/session/second-step", operation_id = "begin_second_step", tag = "staff",
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = SecondStepNew), (status = 401, body = Problem), (status = 403, body = Problem), (status = 409, body = Problem)))]
pub async fn begin(
    axum::extract::State(state): axum::extract::State<State>,
    Person(viewer): Person,
    InLang(lang): InLang,
) -> Answer<Json<SecondStepNew>> {
    let (address, secret) = second_step::begin(&state.app, &viewer).await.told(lang)?;
    let qr = squares(&address).ok_or_else(|| Failure::new(ErrorCode::Internal, lang))?;
    Ok(Json(SecondStepNew { address, secret, qr }))
}

/// Turn it on, by a code of the device; gives codes for whoever loses it, once. One's other sessions end.
#[utoipa::path(post, path = "/api/v1/session/second-step/confirm", operation_id = "confirm_second_step", tag = "staff", request_body = CodeInput,
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = RecoveryCodes), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)))]
pub async fn confirm(
    axum::extract::State(state): axum::extract::State<State>,
    Person(viewer): Person,
    InLang(lang): InLang,
    Sent(input): Sent<CodeInput>,
) -> Answer<Json<RecoveryCodes>> {
    Ok(Json(second_step::confirm(&state.app, &viewer, &input.code).await.told(lang)?))
}

/// Turn it off, by a code.
#[utoipa::path(post, path = "/api/v1/session/second-step/remove", operation_id = "remove_second_step", tag = "staff", request_body = CodeInput,
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = SecondStepView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)))]
pub async fn remove(
    axum::extract::State(state): axum::extract::State<State>,
    Person(viewer): Person,
    InLang(lang): InLang,
    Sent(input): Sent<CodeInput>,
) -> Answer<Json<SecondStepView>> {
    second_step::remove(&state.app, &viewer, &input.code).await.told(lang)?;
    Ok(Json(second_step::look(&state.app, &viewer).await.told(lang)?))
}

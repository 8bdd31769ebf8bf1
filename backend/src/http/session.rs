//! `/api/v1/session`: signing in and out; `/api/v1/sessions`: where one is signed in. The session is a cookie that scripts
//! cannot read and other sites cannot send. A second cookie says that somebody has signed in with this browser before: it
//! opens nothing, and keeps others from making that person wait (`domain/guessing.rs`).

use super::State;
use super::extract::{Arriving, COOKIE, InLang, Path, Person, Renewing, Sent, cookie};
use super::problem::{Answer, InLanguage};
use super::uploads::client;
use crate::domain::guessing::{self, From};
use crate::domain::people;
use crate::domain::personnel::accounts;
use crate::domain::vouching::Who;
use axum::Json;
use axum::http::{Extensions, HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hoiam_shared::Lang;
use hoiam_shared::wire::people::{PasswordInput, SessionsView};
use hoiam_shared::wire::problem::Problem;
use hoiam_shared::wire::session::{ProviderView, SessionNew, SessionView};

/// Name of the cookie of a browser in which somebody has signed in.
const DEVICE: &str = "hoiam_known";
/// How long that is remembered: half a year.
const DEVICE_SECONDS: i64 = 180 * 86_400;

pub(super) fn from(state: &State, headers: &HeaderMap, extensions: &Extensions) -> From {
    let said = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    From {
        client: client(&state.app, headers, extensions),
        device: cookie(headers, DEVICE),
        agent: guessing::agent(said),
    }
}

/// Sign in. `need` says what is still to be done before anything else is open. Wrong passwords are answered later and later
/// (429), for each browser or address apart.
#[utoipa::path(post, path = "/api/v1/session", tag = "staff", request_body = SessionNew,
    responses((status = 200, body = SessionView), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 429, body = Problem), (status = 503, body = Problem)))]
pub async fn sign_in(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    headers: HeaderMap,
    extensions: Extensions,
    Sent(new): Sent<SessionNew>,
) -> Answer<Response> {
    let from = from(&state, &headers, &extensions);
    let opened = people::sign_in(&state.app, &new.user, &new.password, &from).await.told(lang)?;
    let view = opened.viewer.view(&state.app.settings(), lang);
    let answer = with_cookie(&state, Json(view).into_response(), COOKIE, &opened.token, opened.seconds);
    Ok(with_device(&state, answer, opened.device.as_deref()))
}

/// The browser is known from now on, if somebody has finished signing in there.
pub(super) fn with_device(state: &State, answer: Response, device: Option<&str>) -> Response {
    match device {
        Some(device) => with_cookie(state, answer, DEVICE, device, DEVICE_SECONDS),
        None => answer,
    }
}

/// How staff can sign in besides by a password: by an identity provider and how it is called (the way there is `/identity/staff/go`),
/// and by passkeys.
#[utoipa::path(get, path = "/api/v1/session/provider", operation_id = "sign_in_provider", tag = "staff",
    responses((status = 200, body = ProviderView)))]
pub async fn provider(axum::extract::State(state): axum::extract::State<State>) -> Json<ProviderView> {
    let provider = state.app.providers.of(Who::Staff);
    Json(ProviderView {
        name: provider.map(|provider| provider.name().to_owned()),
        passkeys: state.app.passkeys.is_some(),
    })
}

/// Who is signed in, perhaps by half: see `need`.
#[utoipa::path(get, path = "/api/v1/session", tag = "staff",
    responses((status = 200, body = SessionView), (status = 401, body = Problem)))]
pub async fn present(
    axum::extract::State(state): axum::extract::State<State>,
    Arriving(viewer): Arriving,
    InLang(lang): InLang,
) -> Json<SessionView> {
    Json(viewer.view(&state.app.settings(), lang))
}

/// Sign out.
#[utoipa::path(delete, path = "/api/v1/session", tag = "staff",
    params(("X-CSRF-Token" = String, Header)),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn sign_out(
    axum::extract::State(state): axum::extract::State<State>,
    Arriving(_): Arriving,
    InLang(lang): InLang,
    headers: HeaderMap,
) -> Answer<Response> {
    if let Some(token) = cookie(&headers, COOKIE) {
        people::sign_out(&state.app, &token).await.told(lang)?;
    }
    Ok(with_cookie(&state, StatusCode::NO_CONTENT.into_response(), COOKIE, "", 0))
}

/// Choose another password; one's other sessions end.
#[utoipa::path(put, path = "/api/v1/session/password", operation_id = "change_password", tag = "staff", request_body = PasswordInput,
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = SessionView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)))]
pub async fn change_password(
    axum::extract::State(state): axum::extract::State<State>,
    Renewing(viewer): Renewing,
    InLang(lang): InLang,
    headers: HeaderMap,
    Sent(input): Sent<PasswordInput>,
) -> Answer<Json<SessionView>> {
    accounts::change_password(&state.app, &viewer, &input).await.told(lang)?;
    Ok(Json(again(&state, &headers, viewer, lang).await?.view(&state.app.settings(), lang)))
}

/// Who is signed in after something about the session has changed.
pub(super) async fn again(
    state: &State,
    headers: &HeaderMap,
    before: people::Viewer,
    lang: Lang,
) -> Answer<people::Viewer> {
    let token = cookie(headers, COOKIE).unwrap_or_default();
    Ok(people::viewer(&state.app, &token).await.told(lang)?.unwrap_or(before))
}

/// Where one is signed in.
#[utoipa::path(get, path = "/api/v1/sessions", operation_id = "own_sessions", tag = "staff", params(("lang" = Option<String>, Query)),
    responses((status = 200, body = SessionsView), (status = 401, body = Problem)))]
pub async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    Person(viewer): Person,
    InLang(lang): InLang,
) -> Answer<Json<SessionsView>> {
    Ok(Json(accounts::own_sessions(&state.app, &viewer).await.told(lang)?))
}

/// End all of one's sessions but this one.
#[utoipa::path(delete, path = "/api/v1/sessions", operation_id = "end_other_sessions", tag = "staff",
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = SessionsView), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn end_others(
    axum::extract::State(state): axum::extract::State<State>,
    Person(viewer): Person,
    InLang(lang): InLang,
) -> Answer<Json<SessionsView>> {
    accounts::end_others(&state.app, &viewer).await.told(lang)?;
    Ok(Json(accounts::own_sessions(&state.app, &viewer).await.told(lang)?))
}

/// End one of one's sessions.
#[utoipa::path(delete, path = "/api/v1/sessions/{id}", operation_id = "end_session", tag = "staff",
    params(("id" = String, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = SessionsView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn end_one(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<String>,
    Person(viewer): Person,
    InLang(lang): InLang,
) -> Answer<Json<SessionsView>> {
    accounts::end_own(&state.app, &viewer, &id).await.told(lang)?;
    Ok(Json(accounts::own_sessions(&state.app, &viewer).await.told(lang)?))
}

pub(super) fn with_cookie(state: &State, mut response: Response, name: &str, token: &str, seconds: i64) -> Response {
    let secure = if state.secure { "; Secure" } else { "" };
    let text = format!("{name}={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}");
    if let Ok(value) = HeaderValue::from_str(&text) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

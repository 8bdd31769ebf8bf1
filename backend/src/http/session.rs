//! `/api/v1/session`: signing in and out. The session is a cookie that scripts cannot read and other sites
//! cannot send.

use super::State;
use super::extract::{COOKIE, InLang, Sent, Staff, cookie};
use super::problem::{Answer, InLanguage};
use crate::domain::people;
use axum::Json;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hoiam_shared::wire::problem::Problem;
use hoiam_shared::wire::session::{SessionNew, SessionView};

/// Sign in.
#[utoipa::path(post, path = "/api/v1/session", tag = "staff", request_body = SessionNew,
    responses((status = 200, body = SessionView), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 503, body = Problem)))]
pub async fn sign_in(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Sent(new): Sent<SessionNew>,
) -> Answer<Response> {
    let opened = people::sign_in(&state.app, &new.user, &new.password).await.told(lang)?;
    let view = opened.viewer.view(&state.app.settings(), lang);
    Ok(with_cookie(&state, Json(view).into_response(), &opened.token, opened.seconds))
}

/// Who is signed in.
#[utoipa::path(get, path = "/api/v1/session", tag = "staff",
    responses((status = 200, body = SessionView), (status = 401, body = Problem)))]
pub async fn present(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
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
    Staff(_): Staff,
    InLang(lang): InLang,
    headers: HeaderMap,
) -> Answer<Response> {
    if let Some(token) = cookie(&headers, COOKIE) {
        people::sign_out(&state.app, &token).await.told(lang)?;
    }
    Ok(with_cookie(&state, StatusCode::NO_CONTENT.into_response(), "", 0))
}

fn with_cookie(state: &State, mut response: Response, token: &str, seconds: i64) -> Response {
    let secure = if state.secure { "; Secure" } else { "" };
    let text = format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}");
    if let Ok(value) = HeaderValue::from_str(&text) {
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

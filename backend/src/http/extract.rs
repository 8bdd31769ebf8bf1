//! What handlers take from a request: the reader's language, who is signed in, what stands in the address, a JSON body, a code.

use super::State;
use super::problem::{Answer, Failure, InLanguage};
use crate::domain::{Viewer, people, tokens};
use crate::secrets::same;
use axum::extract::rejection::{BytesRejection, FailedToBufferBody};
use axum::extract::{FromRequest, FromRequestParts, OptionalFromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use hoiam_shared::Lang;
use hoiam_shared::case::Code;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::session::Need;
use serde::de::DeserializeOwned;
use std::convert::Infallible;

/// Name of the session cookie.
pub const COOKIE: &str = "hoiam_session";

/// The language: `?lang=` over `Accept-Language` over Vietnamese.
pub fn language(headers: &HeaderMap, query: Option<&str>) -> Lang {
    let asked =
        query.into_iter().flat_map(|q| q.split('&')).find_map(|pair| Lang::from_code(pair.strip_prefix("lang=")?));
    let preferred = || Lang::from_accept(headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?);
    asked.or_else(preferred).unwrap_or_default()
}

/// The reader's language.
#[derive(Debug, Clone, Copy)]
pub struct InLang(pub Lang);

impl<S: Send + Sync> FromRequestParts<S> for InLang {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(language(&parts.headers, parts.uri.query())))
    }
}

/// The value of a cookie.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|line| line.split(';')).find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name).then(|| value.to_owned())
    })
}

/// What another program sends in place of a session: `Authorization: Bearer …`.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.trim().split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// A member of staff who is signed in, or another program by its token. Whatever changes something must carry the session's
/// CSRF token; with a token of another program there is none to forge, since no browser sends it by itself.
#[derive(Debug, Clone)]
pub struct Staff(pub Viewer);

impl FromRequestParts<State> for Staff {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Answer<Self> {
        let Onlooker(viewer) = Onlooker::from_request_parts(parts, state).await?;
        match viewer.is_screen() {
            false => Ok(Self(viewer)),
            true => Err(Failure::new(ErrorCode::Denied, language(&parts.headers, parts.uri.query()))),
        }
    }
}

/// The same, or a screen on a wall, whose token opens nothing but what it shows.
#[derive(Debug, Clone)]
pub struct Onlooker(pub Viewer);

impl FromRequestParts<State> for Onlooker {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Answer<Self> {
        let Some(token) = bearer(&parts.headers) else {
            let Person(viewer) = Person::from_request_parts(parts, state).await?;
            return Ok(Self(viewer));
        };
        let lang = language(&parts.headers, parts.uri.query());
        let viewer = tokens::viewer(&state.app, token).await.told(lang)?;
        viewer.map(Self).ok_or_else(|| Failure::new(ErrorCode::Unauthenticated, lang))
    }
}

/// The same for what only people do: their sessions, their account, and giving tokens. A token opens none of it.
#[derive(Debug, Clone)]
pub struct Person(pub Viewer);

impl FromRequestParts<State> for Person {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Answer<Self> {
        let Arriving(viewer) = Arriving::from_request_parts(parts, state).await?;
        match viewer.need {
            None => Ok(Self(viewer)),
            Some(_) => Err(Failure::new(ErrorCode::StepNeeded, language(&parts.headers, parts.uri.query()))),
        }
    }
}

/// A member of staff who is signed in, perhaps by half: for the few routes that finish it.
#[derive(Debug, Clone)]
pub struct Arriving(pub Viewer);

impl FromRequestParts<State> for Arriving {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Answer<Self> {
        let lang = language(&parts.headers, parts.uri.query());
        let token = cookie(&parts.headers, COOKIE).ok_or_else(|| Failure::new(ErrorCode::Unauthenticated, lang))?;
        let viewer = people::viewer(&state.app, &token).await.told(lang)?;
        let viewer = viewer.ok_or_else(|| Failure::new(ErrorCode::Unauthenticated, lang))?;
        if !matches!(parts.method, Method::GET | Method::HEAD) {
            let given = parts.headers.get("x-csrf-token").and_then(|value| value.to_str().ok()).unwrap_or_default();
            if !same(given, &viewer.csrf) {
                return Err(Failure::new(ErrorCode::Denied, lang));
            }
        }
        Ok(Self(viewer))
    }
}

/// A member of staff who is signed in but for a password of their own: for the route on which they choose it. Whoever owes the
/// second step may not.
#[derive(Debug, Clone)]
pub struct Renewing(pub Viewer);

impl FromRequestParts<State> for Renewing {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Answer<Self> {
        let Arriving(viewer) = Arriving::from_request_parts(parts, state).await?;
        match viewer.need {
            None | Some(Need::Password) => Ok(Self(viewer)),
            Some(Need::Code) => Err(Failure::new(ErrorCode::StepNeeded, language(&parts.headers, parts.uri.query()))),
        }
    }
}

impl OptionalFromRequestParts<State> for Staff {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Answer<Option<Self>> {
        if cookie(&parts.headers, COOKIE).is_none() && bearer(&parts.headers).is_none() {
            return Ok(None);
        }
        Ok(<Self as FromRequestParts<State>>::from_request_parts(parts, state).await.ok())
    }
}

/// The citizen's secret, if one was sent. Never in an address, which ends up in logs.
#[derive(Debug, Clone)]
pub struct Secret(pub Option<String>);

impl<S: Send + Sync> FromRequestParts<S> for Secret {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let value = parts.headers.get("x-case-secret").and_then(|value| value.to_str().ok());
        Ok(Self(value.filter(|secret| !secret.is_empty()).map(str::to_owned)))
    }
}

/// A JSON body.
#[derive(Debug, Clone)]
pub struct Sent<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Sent<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Answer<Self> {
        let lang = language(request.headers(), request.uri().query());
        let media =
            request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let essence = media.split(';').next().unwrap_or_default().trim();
        if !(essence.eq_ignore_ascii_case("application/json") || essence.ends_with("+json")) {
            return Err(Failure::new(ErrorCode::UnsupportedMedia, lang));
        }
        let bytes = axum::body::Bytes::from_request(request, state).await.map_err(|rejection| {
            let code = match rejection {
                BytesRejection::FailedToBufferBody(FailedToBufferBody::LengthLimitError(_)) => ErrorCode::TooLarge,
                _ => ErrorCode::Malformed,
            };
            Failure::new(code, lang)
        })?;
        serde_json::from_slice(&bytes).map(Self).map_err(|_| Failure::new(ErrorCode::Malformed, lang))
    }
}

/// What stands in the path of an address; what cannot be read there does not exist.
#[derive(Debug, Clone)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Answer<Self> {
        #[expect(clippy::disallowed_types, reason = "the one place that makes a problem of its rejection")]
        let read = <axum::extract::Path<T> as FromRequestParts<S>>::from_request_parts(parts, state).await;
        let lang = language(&parts.headers, parts.uri.query());
        read.map(|value| Self(value.0)).map_err(|_| Failure::new(ErrorCode::NotFound, lang))
    }
}

/// What stands behind the question mark of an address.
#[derive(Debug, Clone)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Answer<Self> {
        #[expect(clippy::disallowed_types, reason = "the one place that makes a problem of its rejection")]
        let read = axum::extract::Query::<T>::from_request_parts(parts, state).await;
        let lang = language(&parts.headers, parts.uri.query());
        read.map(|value| Self(value.0)).map_err(|_| Failure::new(ErrorCode::Malformed, lang))
    }
}

/// Reads the code in an address; what is no code does not exist.
pub fn code(text: &str, lang: Lang) -> Answer<Code> {
    Code::parse(text).ok_or_else(|| Failure::new(ErrorCode::NotFound, lang))
}

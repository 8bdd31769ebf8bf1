//! `/api/v1/admin/tokens`: tokens of other programs. For people who are signed in, never for a token.

use crate::domain::tokens;
use crate::http::State;
use crate::http::extract::{InLang, Path, Person, Sent};
use crate::http::problem::{Answer, InLanguage};
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hoiam_shared::wire::problem::Problem;
use hoiam_shared::wire::tokens::{TokenMade, TokenNew, TokensView};

/// Tokens of the reader's branches.
#[utoipa::path(get, path = "/api/v1/admin/tokens", operation_id = "tokens", tag = "admin", params(("lang" = Option<String>, Query)),
    responses((status = 200, body = TokensView), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    Person(viewer): Person,
    InLang(lang): InLang,
) -> Answer<Json<TokensView>> {
    Ok(Json(tokens::list(&state.app, &viewer, lang).await.told(lang)?))
}

/// Make a token: what another program sends as `Authorization: Bearer …` with requests of staff, in place of a session.
/// It is in this answer and in no other.
#[utoipa::path(post, path = "/api/v1/admin/tokens", operation_id = "make_token", tag = "admin", request_body = TokenNew,
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 201, body = TokenMade), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn make(
    axum::extract::State(state): axum::extract::State<State>,
    Person(viewer): Person,
    InLang(lang): InLang,
    Sent(new): Sent<TokenNew>,
) -> Answer<Response> {
    let made: TokenMade = tokens::make(&state.app, &viewer, &new, lang).await.told(lang)?;
    let kept = HeaderValue::from_static("no-store");
    Ok((StatusCode::CREATED, [(header::CACHE_CONTROL, kept)], Json(made)).into_response())
}

/// Take a token back: it opens nothing from now on.
#[utoipa::path(delete, path = "/api/v1/admin/tokens/{id}", operation_id = "revoke_token", tag = "admin",
    params(("id" = i64, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = TokensView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn revoke(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<i64>,
    Person(viewer): Person,
    InLang(lang): InLang,
) -> Answer<Json<TokensView>> {
    tokens::revoke(&state.app, &viewer, id).await.told(lang)?;
    Ok(Json(tokens::list(&state.app, &viewer, lang).await.told(lang)?))
}

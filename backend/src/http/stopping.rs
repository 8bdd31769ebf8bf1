//! `/stop/{token}`: the link in every letter that stops them. A mail program posts to it (RFC 8058) without asking
//! anything; a person sees what would stop and presses a button, since programs that check mail follow links.

use super::State;
use super::erased::{erased, get};
use super::extract::{InLang, Path};
use super::portal::{page, private, trouble};
use crate::domain::notices::stopping::{self, Whose};
use axum::Router;
use axum::response::{Html, IntoResponse, Response};
use hoiam_portal::pages::{self, StopView};

pub(super) fn routes() -> Router<State> {
    Router::new().route("/stop/{token}", get(look).post(erased(stop)))
}

fn view(token: &str, whose: Whose, done: bool) -> StopView {
    let code = match whose {
        Whose::Citizen(code) | Whose::Signer(code) => Some(code),
        Whose::Staff => None,
    };
    StopView { address: format!("/stop/{token}"), code, done }
}

async fn look(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Path(token): Path<String>,
) -> Response {
    let path = format!("/stop/{token}");
    match stopping::look(&state.app, &token).await {
        Ok(whose) => private(Html(pages::stop(&view(&token, whose, false), &page(lang, &path))).into_response()),
        Err(error) => trouble(error, lang, "/t"),
    }
}

async fn stop(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Path(token): Path<String>,
) -> Response {
    let path = format!("/stop/{token}");
    match stopping::stop(&state.app, &token).await {
        Ok(whose) => private(Html(pages::stop(&view(&token, whose, true), &page(lang, &path))).into_response()),
        Err(error) => trouble(error, lang, "/t"),
    }
}

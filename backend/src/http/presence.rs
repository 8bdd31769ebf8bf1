//! `/api/v1/cases/{code}/presence`: who looks at a case just now.

use super::State;
use super::extract::{InLang, Path, Sent, Staff, code};
use super::problem::{Answer, InLanguage};
use crate::domain::presence;
use axum::Json;
use hoiam_shared::wire::case::{PresenceInput, PresenceView};
use hoiam_shared::wire::problem::Problem;

/// Say that one looks at a case, writes, or is gone; it lapses after a minute. Answers with who is there. Others hear of it as
/// `event: presence` on the live stream.
#[utoipa::path(post, path = "/api/v1/cases/{code}/presence", operation_id = "presence", tag = "staff", request_body = PresenceInput,
    params(("code" = String, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = PresenceView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn say(
    axum::extract::State(state): axum::extract::State<State>,
    Path(text): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<PresenceInput>,
) -> Answer<Json<PresenceView>> {
    Ok(Json(presence::say(&state.app, &viewer, &code(&text, lang)?, &input).await.told(lang)?))
}

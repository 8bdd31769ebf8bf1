//! The personal data of cases: erasing them. People do, no program.

use super::State;
use super::extract::{InLang, Person, Sent, code};
use super::problem::{Answer, InLanguage};
use crate::domain::erasing;
use axum::extract::Path;
use axum::http::StatusCode;
use hoiam_shared::wire::personal::ErasureInput;
use hoiam_shared::wire::problem::Problem;

/// Erase the personal data of a case that has ended: all its texts and files, contact and place, the public copy too. Kind,
/// category, agency, dates, figures and the ledger stay. It cannot be taken back.
#[utoipa::path(post, path = "/api/v1/cases/{code}/erasure", operation_id = "erase_personal_data", tag = "staff",
    params(("code" = String, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    request_body = ErasureInput,
    responses((status = 204), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem), (status = 413, body = Problem),
        (status = 415, body = Problem), (status = 422, body = Problem), (status = 503, body = Problem)))]
pub async fn erase(
    axum::extract::State(state): axum::extract::State<State>,
    Path(text): Path<String>,
    Person(viewer): Person,
    InLang(lang): InLang,
    Sent(input): Sent<ErasureInput>,
) -> Answer<StatusCode> {
    erasing::erase(&state.app, &viewer, &code(&text, lang)?, &input.reason).await.told(lang)?;
    Ok(StatusCode::NO_CONTENT)
}

//! The personal data of cases: erasing them, finding them by a contact, and giving out what is stored. People do, no program.

use super::State;
use super::erased::post;
use super::extract::{InLang, Path, Person, Secret, Sent, Staff, code};
use super::problem::{Answer, Failure, InLanguage};
use crate::domain::disclosing::{self, Asking};
use crate::domain::erasing;
use axum::extract::Form;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use hoiam_shared::Lang;
use hoiam_shared::case::Code;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::personal::{DataSubjectInput, DataSubjectView, ErasureInput};
use hoiam_shared::wire::problem::Problem;
use serde::Deserialize;

pub(super) fn routes() -> Router<State> {
    Router::new().route("/t/{code}/personal-data.zip", post(from_page))
}

/// All that is stored about the citizen of a case, as a ZIP of `data.json` and files: for the citizen with `X-Case-Secret`, for
/// staff who have found the case by a contact within the last hour.
#[utoipa::path(get, path = "/api/v1/cases/{code}/personal-data", operation_id = "personal_data", tag = "citizen",
    params(("code" = String, Path), ("X-Case-Secret" = Option<String>, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, description = "application/zip"), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 503, body = Problem)))]
pub async fn file(
    axum::extract::State(state): axum::extract::State<State>,
    Path(text): Path<String>,
    InLang(lang): InLang,
    Secret(secret): Secret,
    staff: Option<Staff>,
) -> Answer<Response> {
    let code = code(&text, lang)?;
    match (secret, staff) {
        (Some(secret), _) => handed_out(&state, &code, Asking::Citizen(&secret), lang).await,
        (None, Some(Staff(viewer))) => handed_out(&state, &code, Asking::Staff(&viewer), lang).await,
        (None, None) => Err(Failure::new(ErrorCode::BadSecret, lang)),
    }
}

/// Find the cases with a telephone number or an e-mail address, for a reason. That it was done goes into the record of acts;
/// sealed cases are not found.
#[utoipa::path(post, path = "/api/v1/personal-data", operation_id = "find_personal_data", tag = "staff",
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    request_body = DataSubjectInput,
    responses((status = 200, body = DataSubjectView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem), (status = 503, body = Problem)))]
pub async fn find(
    axum::extract::State(state): axum::extract::State<State>,
    Person(viewer): Person,
    InLang(lang): InLang,
    Sent(input): Sent<DataSubjectInput>,
) -> Answer<Response> {
    let found = disclosing::find(&state.app, &viewer, &input, lang).await.told(lang)?;
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(found)).into_response())
}

/// The secret, as the page of the case sends it.
#[derive(Deserialize)]
struct Kept {
    #[serde(default)]
    secret: String,
}

async fn from_page(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Path(text): Path<String>,
    Form(kept): Form<Kept>,
) -> Answer<Response> {
    handed_out(&state, &code(&text, lang)?, Asking::Citizen(kept.secret.trim()), lang).await
}

async fn handed_out(state: &State, code: &Code, asking: Asking<'_>, lang: Lang) -> Answer<Response> {
    let packed = disclosing::file(&state.app, code, asking, lang).await.told(lang)?;
    let name = HeaderValue::from_str(&format!("attachment; filename=\"{code}.zip\""));
    let name = name.unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/zip")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, packed).into_response())
}

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

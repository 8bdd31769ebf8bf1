//! `/api/v1/cases/{code}/templates` and `…/answer-preview`: what an answer begins with, and how the citizen will see it.

use super::State;
use super::extract::{InLang, Path, Sent, Staff, code};
use super::problem::{Answer, InLanguage};
use crate::domain::answers::{preview, templates};
use axum::Json;
use hoiam_portal::input::TrackInput;
use hoiam_portal::pages::{self, TrackView};
use hoiam_shared::Stamp;
use hoiam_shared::wire::answers::{AnswerPreview, AnswerTrial, CaseTemplate};
use hoiam_shared::wire::problem::Problem;

/// The templates that fit a case, with its facts filled in. `[[Blanks]]` are for the person who answers.
#[utoipa::path(get, path = "/api/v1/cases/{code}/templates", operation_id = "case_templates", tag = "staff",
    params(("code" = String, Path), ("lang" = Option<String>, Query)),
    responses((status = 200, body = [CaseTemplate]), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn templates_of(
    axum::extract::State(state): axum::extract::State<State>,
    Path(text): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<Vec<CaseTemplate>>> {
    Ok(Json(templates::for_case(&state.app, &viewer, &code(&text, lang)?, lang).await.told(lang)?))
}

/// The page that the citizen would see if this answer went out now. Nothing is kept.
#[utoipa::path(post, path = "/api/v1/cases/{code}/answer-preview", operation_id = "preview_answer", tag = "staff",
    params(("code" = String, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    request_body = AnswerTrial,
    responses((status = 200, body = AnswerPreview), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem),
        (status = 422, body = Problem)))]
pub async fn preview_of(
    axum::extract::State(state): axum::extract::State<State>,
    Path(text): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(trial): Sent<AnswerTrial>,
) -> Answer<Json<AnswerPreview>> {
    let seen = preview::of(&state.app, &viewer, &code(&text, lang)?, &trial.body).await.told(lang)?;
    let page = super::portal::page(seen.lang, &format!("/t/{}", seen.case.code));
    let view = TrackView {
        case: seen.case,
        now: Stamp(state.app.now_ms()),
        input: TrackInput::default(),
        kept: Vec::new(),
        knocker: None,
        errors: Vec::new(),
    };
    Ok(Json(AnswerPreview {
        html: pages::tracking(&view, &page),
        remarks: seen.remarks.iter().map(|remark| remark.text(lang)).collect(),
    }))
}

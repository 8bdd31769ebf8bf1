//! `/api/v1/admin/answers`, `…/templates`, `…/answer-rules`: what answers begin with, and what is asked of them.

use crate::domain::answers::{rules, templates};
use crate::http::State;
use crate::http::extract::{InLang, Path, Query, Sent, Staff};
use crate::http::problem::{Answer, InLanguage};
use axum::Json;
use axum::http::StatusCode;
use hoiam_shared::wire::answers::{AnswerRuleInput, AnswersView, TemplateInput, TemplatePreview, TemplateTrial};
use hoiam_shared::wire::problem::Problem;
use serde::Deserialize;

/// Of which agency, about which category.
#[derive(Debug, Deserialize)]
pub struct OfAgency {
    #[serde(default)]
    agency: String,
    #[serde(default)]
    category: String,
}

/// The templates and rules of an agency itself.
#[utoipa::path(get, path = "/api/v1/admin/answers", operation_id = "answers", tag = "admin",
    params(("agency" = String, Query, example = "ubnd-79"), ("lang" = Option<String>, Query)),
    responses((status = 200, body = AnswersView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Query(of): Query<OfAgency>,
) -> Answer<Json<AnswersView>> {
    Ok(Json(templates::list(&state.app, &viewer, &of.agency, lang).await.told(lang)?))
}

/// Add a template, for an agency and all below it.
#[utoipa::path(post, path = "/api/v1/admin/templates", operation_id = "add_template", tag = "admin", request_body = TemplateInput,
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = AnswersView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn add(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<TemplateInput>,
) -> Answer<Json<AnswersView>> {
    templates::keep(&state.app, &viewer, None, &input).await.told(lang)?;
    Ok(Json(templates::list(&state.app, &viewer, &input.agency, lang).await.told(lang)?))
}

/// Change a template.
#[utoipa::path(put, path = "/api/v1/admin/templates/{id}", operation_id = "change_template", tag = "admin", request_body = TemplateInput,
    params(("id" = i64, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = AnswersView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn change(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<i64>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<TemplateInput>,
) -> Answer<Json<AnswersView>> {
    templates::keep(&state.app, &viewer, Some(id), &input).await.told(lang)?;
    Ok(Json(templates::list(&state.app, &viewer, &input.agency, lang).await.told(lang)?))
}

/// Remove a template. Answers that began with it stay as they are.
#[utoipa::path(delete, path = "/api/v1/admin/templates/{id}", operation_id = "forget_template", tag = "admin",
    params(("id" = i64, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 204, description = "Removed"), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn forget(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<i64>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<StatusCode> {
    templates::forget(&state.app, &viewer, id).await.told(lang)?;
    Ok(StatusCode::NO_CONTENT)
}

/// A template as it would be inserted into the answer to a case. Nothing is kept.
#[utoipa::path(post, path = "/api/v1/admin/templates/preview", operation_id = "preview_template", tag = "admin", request_body = TemplateTrial,
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = TemplatePreview), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn preview(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(trial): Sent<TemplateTrial>,
) -> Answer<Json<TemplatePreview>> {
    Ok(Json(TemplatePreview { text: templates::preview(&state.app, &viewer, &trial).await.told(lang)? }))
}

/// Say whether answers of an agency about a category must be approved, and what they must bring along.
#[utoipa::path(put, path = "/api/v1/admin/answer-rules", operation_id = "keep_answer_rule", tag = "admin", request_body = AnswerRuleInput,
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = AnswersView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn keep_rule(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<AnswerRuleInput>,
) -> Answer<Json<AnswersView>> {
    rules::keep(&state.app, &viewer, &input).await.told(lang)?;
    Ok(Json(templates::list(&state.app, &viewer, &input.agency, lang).await.told(lang)?))
}

/// Go back to what the agency above asks.
#[utoipa::path(delete, path = "/api/v1/admin/answer-rules", operation_id = "forget_answer_rule", tag = "admin",
    params(("agency" = String, Query), ("category" = Option<String>, Query), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = AnswersView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn forget_rule(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Query(of): Query<OfAgency>,
) -> Answer<Json<AnswersView>> {
    rules::forget(&state.app, &viewer, &of.agency, &of.category).await.told(lang)?;
    Ok(Json(templates::list(&state.app, &viewer, &of.agency, lang).await.told(lang)?))
}

//! `/api/v1/admin/rules`: the routing rules, what is wrong with them, and trying a change on past cases.

use crate::domain::rules::{self as domain, bounces, change, trial};
use crate::http::State;
use crate::http::extract::{InLang, Path, Sent, Staff};
use crate::http::problem::{Answer, InLanguage};
use axum::Json;
use hoiam_shared::wire::problem::Problem;
use hoiam_shared::wire::routing::{RuleChanges, RuleInput, RuleLint, RuleOrder, RuleTrial, RulesView, TrialView};

/// The rules in the order in which they are asked, those switched off included.
#[utoipa::path(get, path = "/api/v1/admin/rules", tag = "administration", params(("lang" = Option<String>, Query)),
    responses((status = 200, body = RulesView), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<RulesView>> {
    Ok(Json(domain::list(&state.app, &viewer, lang).await.told(lang)?))
}

/// Add a rule at the end.
#[utoipa::path(post, path = "/api/v1/admin/rules", tag = "administration", request_body = RuleInput, params(("lang" = Option<String>, Query)),
    responses((status = 200, body = RulesView), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 422, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem)))]
pub async fn create(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<RuleInput>,
) -> Answer<Json<RulesView>> {
    change::create(&state.app, &viewer, &input, lang).await.told(lang)?;
    Ok(Json(domain::list(&state.app, &viewer, lang).await.told(lang)?))
}

/// Change a rule or switch it on or off. `id` is the version that was seen; an older one is refused.
#[utoipa::path(put, path = "/api/v1/admin/rules/{id}", tag = "administration", request_body = RuleInput,
    params(("id" = i64, Path), ("lang" = Option<String>, Query)),
    responses((status = 200, body = RulesView), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem)))]
pub async fn edit(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<i64>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<RuleInput>,
) -> Answer<Json<RulesView>> {
    change::edit(&state.app, &viewer, id, &input, lang).await.told(lang)?;
    Ok(Json(domain::list(&state.app, &viewer, lang).await.told(lang)?))
}

/// Give all rules a new order.
#[utoipa::path(put, path = "/api/v1/admin/rules/order", tag = "administration", request_body = RuleOrder, params(("lang" = Option<String>, Query)),
    responses((status = 200, body = RulesView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 412, body = Problem), (status = 400, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem)))]
pub async fn order(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(wanted): Sent<RuleOrder>,
) -> Answer<Json<RulesView>> {
    change::order(&state.app, &viewer, &wanted).await.told(lang)?;
    Ok(Json(domain::list(&state.app, &viewer, lang).await.told(lang)?))
}

/// What is wrong with the rules, by how they are written and by recent cases; and who passes cases on to whom.
#[utoipa::path(get, path = "/api/v1/admin/rules/lint", tag = "administration", params(("lang" = Option<String>, Query)),
    responses((status = 200, body = RuleLint), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn lint(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<RuleLint>> {
    Ok(Json(bounces::lint(&state.app, &viewer, lang).await.told(lang)?))
}

/// What a change would do to the cases of a period. Nothing is stored; cases are named only to who may open them.
#[utoipa::path(post, path = "/api/v1/admin/rules/try", tag = "administration", request_body = RuleTrial, params(("lang" = Option<String>, Query)),
    responses((status = 200, body = TrialView), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem)))]
pub async fn attempt(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(wanted): Sent<RuleTrial>,
) -> Answer<Json<TrialView>> {
    Ok(Json(trial::run(&state.app, &viewer, &wanted, lang).await.told(lang)?))
}

/// Who changed what, newest first.
#[utoipa::path(get, path = "/api/v1/admin/rules/changes", tag = "administration", params(("lang" = Option<String>, Query)),
    responses((status = 200, body = RuleChanges), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn changes(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<RuleChanges>> {
    Ok(Json(change::changes(&state.app, &viewer, lang).await.told(lang)?))
}

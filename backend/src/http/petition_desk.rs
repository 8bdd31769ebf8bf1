//! `/api/v1/desk/petitions`: what moderators read of petitions and do to them and their signatures; the switches, and the
//! rules of agencies.

use super::State;
use super::extract::{InLang, Path, Query, Sent, Staff};
use super::problem::{Answer, InLanguage};
use crate::domain::AppError;
use crate::domain::petitions::{moderating, reviewing, rules};
use axum::Json;
use axum::http::StatusCode;
use hoiam_shared::Stamp;
use hoiam_shared::error::{ErrorCode, FieldError};
use hoiam_shared::petition::{PetitionAction, PetitionRules, SignatureState};
use hoiam_shared::wire::petitions::{
    PetitionAct, PetitionDesk, PetitionRulesView, PetitionStaffView, ReviewInput, ReviewView, SignatureFilter,
    SignatureList, SwitchView,
};
use hoiam_shared::wire::problem::Problem;
use serde::Deserialize;

/// A list asked for, as it stands in an address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct DeskQuery {
    state: Option<String>,
    after: Option<String>,
}

/// Petitions of one's branches, longest in their state first.
#[utoipa::path(get, path = "/api/v1/desk/petitions", operation_id = "petition_desk", tag = "staff",
    params(("state" = Option<String>, Query), ("after" = Option<String>, Query), ("lang" = Option<String>, Query)),
    responses((status = 200, body = PetitionDesk), (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn desk(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Query(query): Query<DeskQuery>,
) -> Answer<Json<PetitionDesk>> {
    let (app, wanted) = (&state.app, (query.state.as_deref(), query.after.as_deref()));
    Ok(Json(moderating::desk(app, &viewer, wanted.0, wanted.1, lang).await.told(lang)?))
}

/// One of them.
#[utoipa::path(get, path = "/api/v1/desk/petitions/{code}", operation_id = "petition_to_moderate", tag = "staff",
    params(("code" = String, Path), ("lang" = Option<String>, Query)),
    responses((status = 200, body = PetitionStaffView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn show(
    axum::extract::State(state): axum::extract::State<State>,
    Path(code): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<PetitionStaffView>> {
    Ok(Json(moderating::show(&state.app, &viewer, &code, lang).await.told(lang)?))
}

/// Say that one looks at it; holds for two minutes. 409 while somebody else does.
#[utoipa::path(post, path = "/api/v1/desk/petitions/{code}/hold", operation_id = "hold_petition", tag = "staff",
    params(("code" = String, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn hold(
    axum::extract::State(state): axum::extract::State<State>,
    Path(code): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<StatusCode> {
    match moderating::hold(&state.app, &viewer, &code).await.told(lang)? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(AppError::Code(ErrorCode::NotAllowedNow)).told(lang),
    }
}

/// Do something to it: `amend`, `publish`, `reject`, `close`, `take-down`, `restore`. The body names the version seen.
#[utoipa::path(post, path = "/api/v1/desk/petitions/{code}/{action}", operation_id = "moderate_petition", tag = "staff", request_body = PetitionAct,
    params(("code" = String, Path), ("action" = String, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = PetitionStaffView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn act(
    axum::extract::State(state): axum::extract::State<State>,
    Path((code, action)): Path<(String, String)>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<PetitionAct>,
) -> Answer<Json<PetitionStaffView>> {
    let action = PetitionAction::from_code(&action).ok_or(AppError::Code(ErrorCode::NotFound)).told(lang)?;
    Ok(Json(moderating::act(&state.app, &viewer, &code, action, &input, lang).await.told(lang)?))
}

/// Which signatures, as it stands in an address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct FilterQuery {
    state: Option<String>,
    suspect: Option<bool>,
    domain: Option<String>,
    network: Option<String>,
    pattern: Option<String>,
    area: Option<String>,
    from: Option<String>,
    to: Option<String>,
    after: Option<i64>,
}

impl FilterQuery {
    fn filter(self) -> Result<SignatureFilter, AppError> {
        let unknown = |field| AppError::field(field, FieldError::UnknownValue);
        let given = |text: Option<String>| text.filter(|text| !text.is_empty());
        let at = |text: Option<String>, field| match given(text) {
            None => Ok(None),
            Some(text) => text
                .parse::<i64>()
                .map(|ms| Some(Stamp(ms)))
                .or_else(|_| Stamp::parse(&text).map(Some).ok_or_else(|| unknown(field))),
        };
        let state = match given(self.state) {
            None => None,
            Some(code) => Some(SignatureState::from_code(&code).ok_or_else(|| unknown("state"))?),
        };
        Ok(SignatureFilter {
            state,
            suspect: self.suspect,
            domain: given(self.domain),
            network: given(self.network),
            pattern: given(self.pattern),
            area: given(self.area),
            from: at(self.from, "from")?,
            to: at(self.to, "to")?,
            after: self.after,
        })
    }
}

/// Its signatures and what many of them have in common. Names and addresses are not among it.
#[utoipa::path(get, path = "/api/v1/desk/petitions/{code}/signatures", operation_id = "signatures", tag = "staff",
    params(("code" = String, Path), ("state" = Option<String>, Query), ("suspect" = Option<bool>, Query), ("domain" = Option<String>, Query),
        ("network" = Option<String>, Query), ("pattern" = Option<String>, Query), ("area" = Option<String>, Query),
        ("from" = Option<String>, Query), ("to" = Option<String>, Query), ("after" = Option<i64>, Query), ("lang" = Option<String>, Query)),
    responses((status = 200, body = SignatureList), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn signatures(
    axum::extract::State(state): axum::extract::State<State>,
    Path(code): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Query(query): Query<FilterQuery>,
) -> Answer<Json<SignatureList>> {
    let filter = query.filter().told(lang)?;
    Ok(Json(reviewing::list(&state.app, &viewer, &code, &filter, lang).await.told(lang)?))
}

/// Let a filter's worth of signatures count no more, or suspects count; or say what would happen.
#[utoipa::path(post, path = "/api/v1/desk/petitions/{code}/reviews", operation_id = "review_signatures", tag = "staff", request_body = ReviewInput,
    params(("code" = String, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = ReviewView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn review(
    axum::extract::State(state): axum::extract::State<State>,
    Path(code): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<ReviewInput>,
) -> Answer<Json<ReviewView>> {
    Ok(Json(reviewing::review(&state.app, &viewer, &code, &input).await.told(lang)?))
}

/// Take a review back.
#[utoipa::path(post, path = "/api/v1/desk/petitions/{code}/reviews/{id}/undo", operation_id = "undo_review", tag = "staff",
    params(("code" = String, Path), ("id" = i64, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = ReviewView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn undo(
    axum::extract::State(state): axum::extract::State<State>,
    Path((code, id)): Path<(String, i64)>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<ReviewView>> {
    Ok(Json(reviewing::undo(&state.app, &viewer, &code, id).await.told(lang)?))
}

/// On or off.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct SwitchInput {
    on: bool,
}

/// Turn a switch: `collecting`, `creating`, `trending`. It holds for everybody, on every node within seconds.
#[utoipa::path(put, path = "/api/v1/desk/petition-switches/{name}", operation_id = "turn_switch", tag = "staff", request_body = SwitchInput,
    params(("name" = String, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = Vec<SwitchView>), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn switch(
    axum::extract::State(state): axum::extract::State<State>,
    Path(name): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<SwitchInput>,
) -> Answer<Json<Vec<SwitchView>>> {
    Ok(Json(rules::switch(&state.app, &viewer, &name, input.on, lang).await.told(lang)?))
}

/// The rules by which an agency takes petitions.
#[utoipa::path(get, path = "/api/v1/admin/petition-rules/{agency}", operation_id = "petition_rules", tag = "admin",
    params(("agency" = String, Path, description = "Code of the agency"), ("lang" = Option<String>, Query)),
    responses((status = 200, body = PetitionRulesView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn rules_of(
    axum::extract::State(state): axum::extract::State<State>,
    Path(agency): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<PetitionRulesView>> {
    Ok(Json(rules::show(&state.app, &viewer, &agency, lang).told(lang)?))
}

/// Write them, for the agency and all below it that have none of their own. Petitions that were begun keep theirs.
#[utoipa::path(put, path = "/api/v1/admin/petition-rules/{agency}", operation_id = "write_petition_rules", tag = "admin", request_body = PetitionRules,
    params(("agency" = String, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = PetitionRulesView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn write_rules(
    axum::extract::State(state): axum::extract::State<State>,
    Path(agency): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<PetitionRules>,
) -> Answer<Json<PetitionRulesView>> {
    Ok(Json(rules::write(&state.app, &viewer, &agency, Some(&input), lang).await.told(lang)?))
}

/// Take them away: those of the agency above hold.
#[utoipa::path(delete, path = "/api/v1/admin/petition-rules/{agency}", operation_id = "forget_petition_rules", tag = "admin",
    params(("agency" = String, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = PetitionRulesView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn forget_rules(
    axum::extract::State(state): axum::extract::State<State>,
    Path(agency): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<PetitionRulesView>> {
    Ok(Json(rules::write(&state.app, &viewer, &agency, None, lang).await.told(lang)?))
}

//! `/api/v1/public`: what everybody may read. And around it: publishing a case, saying that it may be public, similar
//! public cases while typing, joining one.

use super::State;
use super::extract::{InLang, Path, Query, Secret, Sent, Staff, code};
use super::intake::Sender;
use super::problem::{Answer, Failure, InLanguage};
use crate::domain::following::{self, Reply};
use crate::domain::public::{self, Wanted};
use crate::domain::{joining, publishing, scorecards};
use axum::Json;
use axum::http::{HeaderMap, StatusCode, header};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::intake::{CaseNew, Receipt, TrackingView};
use hoiam_shared::wire::problem::Problem;
use hoiam_shared::wire::public::{
    PublicCase, PublicPage, PublicationView, ScorecardsView, SuggestionsInput, SuggestionsView, WishInput,
};
use serde::Deserialize;

/// A list asked for, as it stands in an address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PublicQuery {
    pub(super) q: String,
    pub(super) kind: Option<String>,
    pub(super) area: Option<String>,
    pub(super) category: Option<String>,
    pub(super) agency: Option<String>,
    pub(super) page: Option<String>,
}

impl PublicQuery {
    /// As the domain takes it; a page that is no number is the first.
    pub(super) fn wanted(&self) -> Wanted {
        let said = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        Wanted {
            q: self.q.trim().to_owned(),
            kind: said(&self.kind),
            area: said(&self.area),
            category: said(&self.category),
            agency: said(&self.agency),
            page: self.page.as_deref().and_then(|page| page.parse().ok()).unwrap_or(1),
        }
    }
}

/// Published cases with their answers, with exact counts for narrowing down. Personal data is hidden in all texts.
#[utoipa::path(get, path = "/api/v1/public/cases", tag = "public",
    params(
        ("q" = Option<String>, Query, description = "Words, with or without accents", example = "rac thai"),
        ("kind" = Option<String>, Query), ("area" = Option<String>, Query, description = "Code of a province or commune"),
        ("category" = Option<String>, Query), ("agency" = Option<String>, Query, description = "That agency and all below it"),
        ("page" = Option<u32>, Query, description = "From 1, 50 at most"), ("lang" = Option<String>, Query)),
    responses((status = 200, body = PublicPage), (status = 422, body = Problem)))]
pub async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Query(query): Query<PublicQuery>,
) -> Answer<Json<PublicPage>> {
    Ok(Json(public::page(&state.app, &query.wanted(), lang).await.told(lang)?.page))
}

/// One published case.
#[utoipa::path(get, path = "/api/v1/public/cases/{code}", tag = "public",
    params(("code" = String, Path), ("lang" = Option<String>, Query)),
    responses((status = 200, body = PublicCase), (status = 404, body = Problem)))]
pub async fn one(
    axum::extract::State(state): axum::extract::State<State>,
    Path(text): Path<String>,
    InLang(lang): InLang,
) -> Answer<Json<PublicCase>> {
    Ok(Json(public::case(&state.app, &code(&text, lang)?, lang).await.told(lang)?))
}

/// Whose figures.
#[derive(Debug, Deserialize)]
pub struct OfAgency {
    agency: Option<String>,
}

/// How well agencies answered in the last twelve whole months. What is about few cases is not shown.
#[utoipa::path(get, path = "/api/v1/public/scorecards", tag = "public",
    params(("agency" = Option<String>, Query, description = "The top one when not said"), ("lang" = Option<String>, Query)),
    responses((status = 200, body = ScorecardsView), (status = 404, body = Problem)))]
pub async fn scorecards(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Query(of): Query<OfAgency>,
) -> Answer<Json<ScorecardsView>> {
    Ok(Json(scorecards::of(&state.app, of.agency.as_deref(), lang).await.told(lang)?))
}

/// The texts of an answered case before publishing, with what looks personal in them.
#[utoipa::path(get, path = "/api/v1/cases/{code}/publication", tag = "staff",
    params(("code" = String, Path), ("lang" = Option<String>, Query)),
    responses((status = 200, body = PublicationView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn publication(
    axum::extract::State(state): axum::extract::State<State>,
    Path(text): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<PublicationView>> {
    Ok(Json(publishing::view(&state.app, &viewer, &code(&text, lang)?, lang).await.told(lang)?))
}

/// Say whether the case may be public. A "no" takes a publication back at once.
#[utoipa::path(post, path = "/api/v1/cases/{code}/publication", tag = "citizen",
    params(("code" = String, Path), ("X-Case-Secret" = String, Header), ("lang" = Option<String>, Query)),
    request_body = WishInput,
    responses((status = 200, body = TrackingView), (status = 400, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem),
        (status = 415, body = Problem), (status = 503, body = Problem)))]
pub async fn wish(
    axum::extract::State(state): axum::extract::State<State>,
    Path(text): Path<String>,
    InLang(lang): InLang,
    secret: Secret,
    Sent(input): Sent<WishInput>,
) -> Answer<Json<TrackingView>> {
    let code = code(&text, lang)?;
    let secret = secret.0.ok_or_else(|| Failure::new(ErrorCode::BadSecret, lang))?;
    Ok(Json(following::reply(&state.app, &code, &secret, Reply::Wish(input.public), lang).await.told(lang)?))
}

/// Published cases that read like what is being typed. Nothing of it is kept.
#[utoipa::path(post, path = "/api/v1/sites/{key}/suggestions", tag = "citizen",
    params(("key" = String, Path, example = "demo"), ("lang" = Option<String>, Query)),
    request_body = SuggestionsInput,
    responses((status = 200, body = SuggestionsView), (status = 400, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn suggestions(
    axum::extract::State(state): axum::extract::State<State>,
    Path(key): Path<String>,
    InLang(lang): InLang,
    headers: HeaderMap,
    Sent(input): Sent<SuggestionsInput>,
) -> Answer<Json<SuggestionsView>> {
    let origin = headers.get(header::ORIGIN).and_then(|value| value.to_str().ok());
    Ok(Json(public::suggestions(&state.app, &key, origin, &input, lang).await.told(lang)?))
}

/// Join a published case instead of filing another: the same as filing, but the case follows that one from the start.
#[utoipa::path(post, path = "/api/v1/sites/{key}/cases/{code}/follow", tag = "citizen",
    params(("key" = String, Path, example = "demo"), ("code" = String, Path),
        ("Idempotency-Key" = String, Header, description = "1 to 128 characters, one per case"),
        ("Proof-Of-Work" = Option<String>, Header, description = "After 428, as for filing")),
    request_body = CaseNew,
    responses((status = 201, body = Receipt),
        (status = 400, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem),
        (status = 428, body = Problem), (status = 429, body = Problem), (status = 503, body = Problem)))]
pub async fn follow(
    axum::extract::State(state): axum::extract::State<State>,
    Path((key, text)): Path<(String, String)>,
    InLang(lang): InLang,
    sender: Sender,
    Sent(case): Sent<CaseNew>,
) -> Answer<(StatusCode, Json<Receipt>)> {
    let receipt = joining::join(&state.app, &code(&text, lang)?, sender.submission(key, case)).await.told(lang)?;
    Ok((StatusCode::CREATED, Json(receipt)))
}

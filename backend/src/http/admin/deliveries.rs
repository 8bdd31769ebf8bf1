//! `/api/v1/admin/deliveries` and `/api/v1/admin/letters`: what was told to whom, sending it again, and the words of letters.

use crate::domain::notices::listing::{self, Asked};
use crate::domain::notices::templates;
use crate::http::State;
use crate::http::extract::{InLang, Path, Query, Sent, Staff};
use crate::http::problem::{Answer, InLanguage};
use axum::Json;
use hoiam_shared::wire::notices::{
    DeliveriesView, DeliveryView, LetterInput, LetterPreview, LetterTrial, LettersView, SentAgain,
};
use hoiam_shared::wire::problem::Problem;
use serde::Deserialize;

/// Which deliveries.
#[derive(Debug, Deserialize)]
pub struct DeliveryQuery {
    state: Option<String>,
    via: Option<String>,
    code: Option<String>,
    before: Option<i64>,
}

/// What was told, is to be told, and could not be told about the cases of the reader's branch, newest first.
#[utoipa::path(get, path = "/api/v1/admin/deliveries", operation_id = "deliveries", tag = "admin",
    params(("state" = Option<String>, Query, example = "dead"), ("via" = Option<String>, Query, example = "mail"),
        ("code" = Option<String>, Query, description = "Tracking code"), ("before" = Option<i64>, Query, description = "`next` of the page before"),
        ("lang" = Option<String>, Query)),
    responses((status = 200, body = DeliveriesView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Query(query): Query<DeliveryQuery>,
) -> Answer<Json<DeliveriesView>> {
    let asked = Asked { state: query.state, via: query.via, code: query.code, before: query.before };
    Ok(Json(listing::page(&state.app, &viewer, &asked, lang).await.told(lang)?))
}

/// Send again one that was given up or sent.
#[utoipa::path(post, path = "/api/v1/admin/deliveries/{id}/again", operation_id = "send_again", tag = "admin",
    params(("id" = i64, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = DeliveryView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
pub async fn again(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<i64>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<DeliveryView>> {
    Ok(Json(listing::again(&state.app, &viewer, id, lang).await.told(lang)?))
}

/// Give up for good on one that could not be sent: nothing is owed any more, and it is removed with the old ones.
#[utoipa::path(post, path = "/api/v1/admin/deliveries/{id}/dismiss", operation_id = "dismiss_delivery", tag = "admin",
    params(("id" = i64, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = DeliveryView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
pub async fn dismiss(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<i64>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<DeliveryView>> {
    Ok(Json(listing::dismiss(&state.app, &viewer, id, lang).await.told(lang)?))
}

/// Send again all that were given up, a thousand at most.
#[utoipa::path(post, path = "/api/v1/admin/deliveries/again", operation_id = "send_all_again", tag = "admin",
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = SentAgain), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn all_again(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<SentAgain>> {
    Ok(Json(listing::all_again(&state.app, &viewer).await.told(lang)?))
}

/// Of which agency.
#[derive(Debug, Deserialize)]
pub struct AgencyQuery {
    #[serde(default)]
    agency: String,
}

/// The letters as an agency sends them: its own, those of an agency above, or the program's.
#[utoipa::path(get, path = "/api/v1/admin/letters", operation_id = "letters", tag = "admin",
    params(("agency" = String, Query, example = "ubnd-79"), ("lang" = Option<String>, Query)),
    responses((status = 200, body = LettersView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn letters(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Query(query): Query<AgencyQuery>,
) -> Answer<Json<LettersView>> {
    Ok(Json(templates::list(&state.app, &viewer, &query.agency, lang).await.told(lang)?))
}

/// Keep an agency's own letter. A place that it cannot fill is an error that names it.
#[utoipa::path(put, path = "/api/v1/admin/letters/{topic}/{written}", operation_id = "keep_letter", tag = "admin",
    params(("topic" = String, Path, example = "receipt"), ("written" = String, Path, description = "Language of the letter: `vi` or `en`"),
        ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    request_body = LetterInput,
    responses((status = 200, body = LettersView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn keep_letter(
    axum::extract::State(state): axum::extract::State<State>,
    Path((topic, written)): Path<(String, String)>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<LetterInput>,
) -> Answer<Json<LettersView>> {
    templates::keep(&state.app, &viewer, &topic, &written, &input).await.told(lang)?;
    Ok(Json(templates::list(&state.app, &viewer, &input.agency, lang).await.told(lang)?))
}

/// Go back to the letter of the agency above, or the program's own.
#[utoipa::path(delete, path = "/api/v1/admin/letters/{topic}/{written}", operation_id = "forget_letter", tag = "admin",
    params(("topic" = String, Path), ("written" = String, Path), ("agency" = String, Query), ("X-CSRF-Token" = String, Header),
        ("lang" = Option<String>, Query)),
    responses((status = 200, body = LettersView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn forget_letter(
    axum::extract::State(state): axum::extract::State<State>,
    Path((topic, written)): Path<(String, String)>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Query(query): Query<AgencyQuery>,
) -> Answer<Json<LettersView>> {
    templates::forget(&state.app, &viewer, &query.agency, &topic, &written).await.told(lang)?;
    Ok(Json(templates::list(&state.app, &viewer, &query.agency, lang).await.told(lang)?))
}

/// A letter as it would go out, about a real case that the reader may open or about an invented one. Nothing is kept or sent.
#[utoipa::path(post, path = "/api/v1/admin/letters/preview", operation_id = "preview_letter", tag = "admin",
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    request_body = LetterTrial,
    responses((status = 200, body = LetterPreview), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn preview_letter(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(trial): Sent<LetterTrial>,
) -> Answer<Json<LetterPreview>> {
    Ok(Json(templates::preview(&state.app, &viewer, &trial).await.told(lang)?))
}

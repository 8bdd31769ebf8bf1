//! `/api/v1/admin/people`: who works where and may do what, and the accounts of these people.

use crate::domain::personnel::{accounts, keeping, listing};
use crate::http::State;
use crate::http::extract::{InLang, Path, Query, Sent, Staff};
use crate::http::problem::{Answer, Failure, InLanguage};
use axum::Json;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::rights::Role;
use hoiam_shared::wire::people::{OneTime, PeoplePage, PersonInput, PersonNew, PersonView};
use hoiam_shared::wire::problem::Problem;
use hoiam_shared::{Lang, Stamp};
use serde::Deserialize;

/// A list asked for.
#[derive(Debug, Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    q: String,
    #[serde(default)]
    agency: String,
    #[serde(default)]
    role: String,
    disabled: Option<bool>,
    after: Option<String>,
    limit: Option<usize>,
}

/// People who hold some role in the reader's branches, by login.
#[utoipa::path(get, path = "/api/v1/admin/people", operation_id = "people", tag = "admin",
    params(("q" = Option<String>, Query, description = "Part of the name or the login"), ("agency" = Option<String>, Query, description = "Only this branch"),
        ("role" = Option<Role>, Query), ("disabled" = Option<bool>, Query), ("after" = Option<String>, Query, description = "`next` of the page before"),
        ("limit" = Option<usize>, Query), ("lang" = Option<String>, Query)),
    responses((status = 200, body = PeoplePage), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Query(query): Query<ListQuery>,
) -> Answer<Json<PeoplePage>> {
    let role = match query.role.as_str() {
        "" => None,
        code => Some(Role::from_code(code).ok_or_else(|| Failure::new(ErrorCode::NotFound, lang))?),
    };
    let ListQuery { q, agency, disabled, after, limit, .. } = query;
    let asked = listing::Asked { q, agency, role, disabled, after, limit };
    Ok(Json(listing::page(&state.app, &viewer, &asked, lang).await.told(lang)?))
}

async fn shown(state: &State, viewer: &crate::domain::Viewer, id: i64, lang: Lang) -> Answer<Json<PersonView>> {
    Ok(Json(listing::one(&state.app, viewer, id, lang).await.told(lang)?))
}

async fn made(
    state: &State,
    viewer: &crate::domain::Viewer,
    (id, password, until_ms): keeping::Made,
    lang: Lang,
) -> Answer<Json<OneTime>> {
    let Json(person) = shown(state, viewer, id, lang).await?;
    Ok(Json(OneTime { person, password, until: Stamp(until_ms) }))
}

/// Add a person. The password is shown once; they must choose their own when they sign in.
#[utoipa::path(post, path = "/api/v1/admin/people", operation_id = "add_person", tag = "admin", request_body = PersonNew,
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = OneTime), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn add(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(new): Sent<PersonNew>,
) -> Answer<Json<OneTime>> {
    let password = keeping::add(&state.app, &viewer, &new).await.told(lang)?;
    made(&state, &viewer, password, lang).await
}

/// One person, with their sessions.
#[utoipa::path(get, path = "/api/v1/admin/people/{id}", operation_id = "person", tag = "admin",
    params(("id" = i64, Path), ("lang" = Option<String>, Query)),
    responses((status = 200, body = PersonView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn one(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<i64>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<PersonView>> {
    shown(&state, &viewer, id, lang).await
}

/// Change name, address and roles; roles outside the reader's branches stay as they are.
#[utoipa::path(put, path = "/api/v1/admin/people/{id}", operation_id = "change_person", tag = "admin", request_body = PersonInput,
    params(("id" = i64, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = PersonView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem), (status = 413, body = Problem),
        (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn change(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<i64>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<PersonInput>,
) -> Answer<Json<PersonView>> {
    keeping::change(&state.app, &viewer, id, &input).await.told(lang)?;
    shown(&state, &viewer, id, lang).await
}

/// Keep a person out: all their sessions end at once.
#[utoipa::path(post, path = "/api/v1/admin/people/{id}/disable", operation_id = "disable_person", tag = "admin",
    params(("id" = i64, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = PersonView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn disable(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<i64>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<PersonView>> {
    keeping::set_disabled(&state.app, &viewer, id, true).await.told(lang)?;
    shown(&state, &viewer, id, lang).await
}

/// Let a person in again.
#[utoipa::path(post, path = "/api/v1/admin/people/{id}/enable", operation_id = "enable_person", tag = "admin",
    params(("id" = i64, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = PersonView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn enable(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<i64>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<PersonView>> {
    keeping::set_disabled(&state.app, &viewer, id, false).await.told(lang)?;
    shown(&state, &viewer, id, lang).await
}

/// Give a person a new one-time password; all their sessions end.
#[utoipa::path(post, path = "/api/v1/admin/people/{id}/password", operation_id = "reset_password", tag = "admin",
    params(("id" = i64, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = OneTime), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn reset_password(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<i64>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<OneTime>> {
    let password = accounts::reset_password(&state.app, &viewer, id).await.told(lang)?;
    made(&state, &viewer, password, lang).await
}

/// Take away the second step and the passkeys of a person who has lost the device; all their sessions end.
#[utoipa::path(delete, path = "/api/v1/admin/people/{id}/second-step", operation_id = "remove_second_step_of", tag = "admin",
    params(("id" = i64, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = PersonView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn remove_second_step(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<i64>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<PersonView>> {
    accounts::remove_second_step(&state.app, &viewer, id).await.told(lang)?;
    shown(&state, &viewer, id, lang).await
}

/// Let a person try to sign in again at once.
#[utoipa::path(post, path = "/api/v1/admin/people/{id}/unlock", operation_id = "unlock_person", tag = "admin",
    params(("id" = i64, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = PersonView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn unlock(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<i64>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<PersonView>> {
    accounts::unlock(&state.app, &viewer, id).await.told(lang)?;
    shown(&state, &viewer, id, lang).await
}

/// Sign a person out everywhere.
#[utoipa::path(delete, path = "/api/v1/admin/people/{id}/sessions", operation_id = "end_sessions_of", tag = "admin",
    params(("id" = i64, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = PersonView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn end_sessions(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<i64>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<PersonView>> {
    accounts::end_sessions(&state.app, &viewer, id, None).await.told(lang)?;
    shown(&state, &viewer, id, lang).await
}

/// End one session of a person.
#[utoipa::path(delete, path = "/api/v1/admin/people/{id}/sessions/{session}", operation_id = "end_session_of", tag = "admin",
    params(("id" = i64, Path), ("session" = String, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = PersonView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn end_session(
    axum::extract::State(state): axum::extract::State<State>,
    Path((id, session)): Path<(i64, String)>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<PersonView>> {
    accounts::end_sessions(&state.app, &viewer, id, Some(&session)).await.told(lang)?;
    shown(&state, &viewer, id, lang).await
}

//! `/api/v1/admin/calendars`: working calendars, their versions, and who works by them.

use crate::domain::calendars;
use crate::http::State;
use crate::http::extract::{InLang, Path, Query, Sent, Staff};
use crate::http::problem::{Answer, InLanguage};
use axum::Json;
use hoiam_shared::wire::clock::{
    CalendarAgencies, CalendarInput, CalendarRow, CalendarView, ChangePreview, ImportInput,
};
use hoiam_shared::wire::problem::Problem;
use serde::Deserialize;

/// Which version.
#[derive(Debug, Deserialize)]
pub struct Version {
    version: Option<i64>,
}

/// All calendars.
#[utoipa::path(get, path = "/api/v1/admin/calendars", operation_id = "calendars", tag = "admin",
    params(("lang" = Option<String>, Query)),
    responses((status = 200, body = Vec<CalendarRow>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<Vec<CalendarRow>>> {
    Ok(Json(calendars::list(&state.app, &viewer, lang).told(lang)?))
}

/// One calendar: the newest version, or the one named.
#[utoipa::path(get, path = "/api/v1/admin/calendars/{code}", operation_id = "calendar", tag = "admin",
    params(("code" = String, Path), ("version" = Option<i64>, Query), ("lang" = Option<String>, Query)),
    responses((status = 200, body = CalendarView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn one(
    axum::extract::State(state): axum::extract::State<State>,
    Path(code): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Query(query): Query<Version>,
) -> Answer<Json<CalendarView>> {
    Ok(Json(calendars::view(&state.app, &viewer, &code, query.version, lang).await.told(lang)?))
}

/// What a new version would change, and which open cases a recalculation would move. Nothing is stored.
#[utoipa::path(post, path = "/api/v1/admin/calendars/{code}/preview", operation_id = "preview_calendar", tag = "admin",
    params(("code" = String, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    request_body = CalendarInput,
    responses((status = 200, body = ChangePreview), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn preview(
    axum::extract::State(state): axum::extract::State<State>,
    Path(code): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<CalendarInput>,
) -> Answer<Json<ChangePreview>> {
    Ok(Json(calendars::preview(&state.app, &viewer, &code, &input, lang).await.told(lang)?))
}

/// Publish a new version. It is used for what begins from its day on; open cases stay on the versions they have
/// until a recalculation moves them.
#[utoipa::path(post, path = "/api/v1/admin/calendars/{code}", operation_id = "publish_calendar", tag = "admin",
    params(("code" = String, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    request_body = CalendarInput,
    responses((status = 200, body = CalendarView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 412, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn publish(
    axum::extract::State(state): axum::extract::State<State>,
    Path(code): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<CalendarInput>,
) -> Answer<Json<CalendarView>> {
    Ok(Json(calendars::publish(&state.app, &viewer, &code, &input, lang).await.told(lang)?))
}

/// What an iCalendar file would do. Nothing is stored: the answer holds the calendar as it would be, to be published.
#[utoipa::path(post, path = "/api/v1/admin/calendars/{code}/import", operation_id = "import_calendar", tag = "admin",
    params(("code" = String, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    request_body = ImportInput,
    responses((status = 200, body = ChangePreview), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn import(
    axum::extract::State(state): axum::extract::State<State>,
    Path(code): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<ImportInput>,
) -> Answer<Json<ChangePreview>> {
    Ok(Json(calendars::import(&state.app, &viewer, &code, &input, lang).await.told(lang)?))
}

/// Say which agencies work by a calendar; those below them that name none follow.
#[utoipa::path(put, path = "/api/v1/admin/calendars/{code}/agencies", operation_id = "assign_calendar", tag = "admin",
    params(("code" = String, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    request_body = CalendarAgencies,
    responses((status = 200, body = CalendarRow), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn assign(
    axum::extract::State(state): axum::extract::State<State>,
    Path(code): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<CalendarAgencies>,
) -> Answer<Json<CalendarRow>> {
    Ok(Json(calendars::assign(&state.app, &viewer, &code, &input, lang).await.told(lang)?))
}

//! `/api/v1/reports`: figures of a period as they were signed off.

use super::State;
use super::extract::{InLang, Path, Person, Query, Sent, Staff};
use super::indicators::attached;
use super::problem::{Answer, InLanguage};
use crate::domain::figure_reports::schedules;
use crate::domain::figure_sheets::{self, Format};
use crate::domain::paper;
use crate::domain::{AppError, figure_reports};
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::problem::Problem;
use hoiam_shared::wire::reports::{
    ReportCommentInput, ReportFormsView, ReportInput, ReportSignInput, ReportView, ReportsView, ScheduleInput,
    SchedulesView,
};
use serde::Deserialize;

/// Whose reports.
#[derive(Debug, Deserialize)]
pub struct OfAgency {
    agency: Option<String>,
}

/// The newest reports of an agency and all below it, a hundred at most.
#[utoipa::path(get, path = "/api/v1/reports", operation_id = "reports", tag = "supervision",
    params(("agency" = Option<String>, Query), ("lang" = Option<String>, Query)),
    responses((status = 200, body = ReportsView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Query(of): Query<OfAgency>,
) -> Answer<Json<ReportsView>> {
    Ok(Json(figure_reports::list(&state.app, &viewer, of.agency, lang).await.told(lang)?))
}

/// Take the numbers of a period: a new report, the same anew while it is not signed, or a correction of a signed one.
#[utoipa::path(post, path = "/api/v1/reports", operation_id = "prepare_report", tag = "supervision", request_body = ReportInput,
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = ReportView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn prepare(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<ReportInput>,
) -> Answer<Json<ReportView>> {
    let id = figure_reports::prepare(&state.app, &viewer, &input).await.told(lang)?;
    Ok(Json(figure_reports::one(&state.app, &viewer, id, lang).await.told(lang)?))
}

/// A version of a report, with where it differs from the one before.
#[utoipa::path(get, path = "/api/v1/reports/{id}", operation_id = "report", tag = "supervision",
    params(("id" = i64, Path), ("lang" = Option<String>, Query)),
    responses((status = 200, body = ReportView), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn one(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<i64>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Json<ReportView>> {
    Ok(Json(figure_reports::one(&state.app, &viewer, id, lang).await.told(lang)?))
}

/// Remark on a report that is not signed.
#[utoipa::path(post, path = "/api/v1/reports/{id}/comments", operation_id = "comment_report", tag = "supervision",
    request_body = ReportCommentInput, params(("id" = i64, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = ReportView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn comment(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<i64>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<ReportCommentInput>,
) -> Answer<Json<ReportView>> {
    figure_reports::comment(&state.app, &viewer, id, &input.body).await.told(lang)?;
    Ok(Json(figure_reports::one(&state.app, &viewer, id, lang).await.told(lang)?))
}

/// Sign a report off, if its numbers are still those that were seen. It is frozen from then on.
#[utoipa::path(post, path = "/api/v1/reports/{id}/signature", operation_id = "sign_report", tag = "supervision",
    request_body = ReportSignInput, params(("id" = i64, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = ReportView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn sign(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<i64>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<ReportSignInput>,
) -> Answer<Json<ReportView>> {
    figure_reports::sign(&state.app, &viewer, id, &input).await.told(lang)?;
    Ok(Json(figure_reports::one(&state.app, &viewer, id, lang).await.told(lang)?))
}

/// The official forms that a report can fill, with the weights that they begin with.
#[utoipa::path(get, path = "/api/v1/reports/forms", operation_id = "report_forms", tag = "supervision", params(("lang" = Option<String>, Query)),
    responses((status = 200, body = ReportFormsView), (status = 401, body = Problem)))]
pub async fn forms(Staff(_): Staff, InLang(lang): InLang) -> Json<ReportFormsView> {
    Json(ReportFormsView { forms: figure_reports::forms::all(lang) })
}

/// The reports that are sent to the reader by themselves.
#[utoipa::path(get, path = "/api/v1/reports/schedules", operation_id = "report_schedules", tag = "supervision", params(("lang" = Option<String>, Query)),
    responses((status = 200, body = SchedulesView), (status = 401, body = Problem)))]
pub async fn schedules(
    axum::extract::State(state): axum::extract::State<State>,
    Person(viewer): Person,
    InLang(lang): InLang,
) -> Answer<Json<SchedulesView>> {
    Ok(Json(schedules::list(&state.app, &viewer, lang).await.told(lang)?))
}

/// Have a report prepared and sent to oneself after every span.
#[utoipa::path(post, path = "/api/v1/reports/schedules", operation_id = "add_report_schedule", tag = "supervision", request_body = ScheduleInput,
    params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 201, body = SchedulesView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn add_schedule(
    axum::extract::State(state): axum::extract::State<State>,
    Person(viewer): Person,
    InLang(lang): InLang,
    Sent(input): Sent<ScheduleInput>,
) -> Answer<(StatusCode, Json<SchedulesView>)> {
    Ok((StatusCode::CREATED, Json(schedules::add(&state.app, &viewer, &input, lang).await.told(lang)?)))
}

/// Send it no more. What it has prepared stays.
#[utoipa::path(delete, path = "/api/v1/reports/schedules/{id}", operation_id = "remove_report_schedule", tag = "supervision",
    params(("id" = i64, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn remove_schedule(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<i64>,
    Person(viewer): Person,
    InLang(lang): InLang,
) -> Answer<StatusCode> {
    schedules::remove(&state.app, &viewer, id).await.told(lang)?;
    Ok(StatusCode::NO_CONTENT)
}

/// As which file, and of what.
#[derive(Debug, Deserialize)]
pub struct AsFile {
    format: Option<String>,
    part: Option<String>,
}

/// A report as a file: `csv` or `xlsx`, with numbers as numbers and dates as dates, or `pdf`; in the language of the report.
/// Its filled form alone with `part=form`.
#[utoipa::path(get, path = "/api/v1/reports/{id}/export", operation_id = "export_report", tag = "supervision",
    params(("id" = i64, Path), ("format" = String, Query, example = "xlsx"), ("part" = Option<String>, Query, example = "form"), ("lang" = Option<String>, Query)),
    responses((status = 200, description = "The file", content((String = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (Vec<u8> = "application/pdf"))),
        (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn export(
    axum::extract::State(state): axum::extract::State<State>,
    Path(id): Path<i64>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Query(of): Query<AsFile>,
) -> Answer<Response> {
    // None is a document.
    let format = match of.format.as_deref() {
        Some("pdf") => None,
        other => Some(Format::wanted(other).told(lang)?),
    };
    let view = figure_reports::one(&state.app, &viewer, id, lang).await.told(lang)?;
    let report = &view.report;
    let name = figure_reports::file_name(report);
    let Some(format) = format else {
        // Names, too, are in the language of the report.
        let view = figure_reports::one(&state.app, &viewer, id, report.lang).await.told(lang)?;
        let bytes = paper::printed(&figure_reports::paper::of(&view)).told(lang)?;
        return Ok(attached(bytes, "application/pdf", &format!("{name}.pdf")));
    };
    let rows = match (of.part.as_deref(), &view.form) {
        (Some("form"), Some(form)) => figure_reports::sheet::form(form, report.lang),
        (Some("form"), None) => return Err(AppError::Code(ErrorCode::NotFound)).told(lang),
        _ => figure_reports::sheet::rows(&view, report.lang),
    };
    let bytes = figure_sheets::written(&rows, format).told(lang)?;
    Ok(attached(bytes, format.media_type(), &format!("{name}.{format}")))
}

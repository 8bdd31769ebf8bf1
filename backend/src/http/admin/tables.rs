//! `/api/v1/admin/tables/{kind}`: agencies, areas, categories and people as files, out and in.

use super::audit::csv;
use crate::domain::exchange;
use crate::http::State;
use crate::http::extract::{InLang, Path, Sent, Staff};
use crate::http::problem::{Answer, Failure, InLanguage};
use axum::Json;
use axum::response::Response;
use hoiam_shared::Lang;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::places::{TableDone, TableInput, TableKind, TablePreview};
use hoiam_shared::wire::problem::Problem;

fn kind_of(text: &str, lang: Lang) -> Answer<TableKind> {
    TableKind::from_code(text).ok_or_else(|| Failure::new(ErrorCode::NotFound, lang))
}

/// What the reader keeps, as a file (CSV in UTF-8).
#[utoipa::path(get, path = "/api/v1/admin/tables/{kind}", operation_id = "export_table", tag = "admin",
    params(("kind" = TableKind, Path), ("lang" = Option<String>, Query)),
    responses((status = 200, content_type = "text/csv", body = String), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn export(
    axum::extract::State(state): axum::extract::State<State>,
    Path(kind): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
) -> Answer<Response> {
    let kind = kind_of(&kind, lang)?;
    let text = exchange::export(&state.app, &viewer, kind).await.told(lang)?;
    Ok(csv(&format!("{kind}.csv"), text))
}

/// What a file would change, row by row. Nothing is changed.
#[utoipa::path(post, path = "/api/v1/admin/tables/{kind}/preview", operation_id = "preview_table", tag = "admin", request_body = TableInput,
    params(("kind" = TableKind, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = TablePreview), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn preview(
    axum::extract::State(state): axum::extract::State<State>,
    Path(kind): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<TableInput>,
) -> Answer<Json<TablePreview>> {
    let kind = kind_of(&kind, lang)?;
    Ok(Json(exchange::preview(&state.app, &viewer, kind, &input.text, lang).await.told(lang)?))
}

/// Do what was looked at: all of it, or nothing.
#[utoipa::path(post, path = "/api/v1/admin/tables/{kind}", operation_id = "import_table", tag = "admin", request_body = TableInput,
    params(("kind" = TableKind, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
    responses((status = 200, body = TableDone), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem), (status = 413, body = Problem),
        (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn import(
    axum::extract::State(state): axum::extract::State<State>,
    Path(kind): Path<String>,
    Staff(viewer): Staff,
    InLang(lang): InLang,
    Sent(input): Sent<TableInput>,
) -> Answer<Json<TableDone>> {
    let kind = kind_of(&kind, lang)?;
    Ok(Json(exchange::apply(&state.app, &viewer, kind, &input).await.told(lang)?))
}

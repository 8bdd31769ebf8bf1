//! What lists tell a person of each case, kept for that person.

use super::app::App;
use super::error::{AppError, Result};
use super::people::Viewer;
use crate::store::columns;
use hoiam_shared::columns::Column;
use hoiam_shared::error::FieldError;
use hoiam_shared::wire::search::ColumnsView;

/// What the person chose; what is there at first if they chose nothing.
pub async fn of(app: &App, viewer: &Viewer) -> Result<ColumnsView> {
    let kept = columns::of(&mut app.db.read(), viewer.id).await?;
    let columns = match kept {
        // A column that is no more is left out.
        Some(kept) => kept.split(' ').filter_map(Column::from_code).collect(),
        None => Column::FIRST.to_vec(),
    };
    Ok(ColumnsView { columns })
}

/// Keeps what the person chose.
pub async fn keep(app: &App, viewer: &Viewer, wanted: ColumnsView) -> Result<ColumnsView> {
    let mut each = wanted.columns.clone();
    each.sort_unstable();
    each.dedup();
    if each.len() < wanted.columns.len() {
        return Err(AppError::field("columns", FieldError::OutOfRange));
    }
    let codes: Vec<&str> = wanted.columns.iter().map(|column| column.code()).collect();
    let mut tx = app.db.begin().await?;
    columns::put(&mut tx, viewer.id, &codes.join(" ")).await?;
    tx.commit().await?;
    Ok(wanted)
}

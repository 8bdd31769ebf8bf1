//! Areas and categories as administrators keep them: two tables of the same shape.

use super::db::{Sql, Tx, sql};
use super::error::Result;

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// Areas: a province, or a commune below one.
    Areas,
    /// Categories.
    Categories,
}

impl Table {
    const fn name(self) -> &'static str {
        match self {
            Self::Areas => "areas",
            Self::Categories => "categories",
        }
    }

    /// The column that the other one does not have.
    const fn own(self) -> &'static str {
        match self {
            Self::Areas => "level",
            Self::Categories => "position",
        }
    }
}

/// A row of either.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceRow {
    /// Code.
    pub code: String,
    /// Code of the one above.
    pub parent: Option<String>,
    /// Vietnamese name.
    pub name_vi: String,
    /// English name.
    pub name_en: String,
    /// Former and other names, one a line.
    pub aliases: String,
    /// Order of showing, of categories.
    pub position: i64,
}

/// Binds a row, `$1` to `$6`. Last comes what only one of the two tables has: an area's level follows from whether there is
/// one above it.
fn bound(text: String, table: Table, row: &PlaceRow) -> Sql {
    let statement = sql(text)
        .bind(row.code.as_str())
        .bind(row.parent.clone())
        .bind(row.name_vi.as_str())
        .bind(row.name_en.as_str())
        .bind(row.aliases.as_str());
    match table {
        Table::Areas => statement.bind(if row.parent.is_some() { "commune" } else { "province" }),
        Table::Categories => statement.bind(row.position),
    }
}

/// Adds one; a code that is taken is a [`super::StoreError::Duplicate`].
pub async fn insert(tx: &mut Tx, table: Table, row: &PlaceRow) -> Result<()> {
    let text = format!(
        "INSERT INTO {} (code, parent, name_vi, name_en, aliases, {}) VALUES ($1, $2, $3, $4, $5, $6)",
        table.name(),
        table.own()
    );
    tx.execute(bound(text, table, row)).await.map(|_| ())
}

/// Stores what administrators change of one of this version; `false` when it has moved on meanwhile.
pub async fn update(tx: &mut Tx, table: Table, row: &PlaceRow, expected: i64) -> Result<bool> {
    let text = format!(
        "UPDATE {} SET parent = $2, name_vi = $3, name_en = $4, aliases = $5, {} = $6, version = version + 1 \
         WHERE code = $1 AND version = $7",
        table.name(),
        table.own()
    );
    Ok(tx.execute(bound(text, table, row).bind(expected)).await? == 1)
}

/// Takes one out of use; names what took its place, and lets all below it come below that.
pub async fn retire(tx: &mut Tx, table: Table, code: &str, closed_ms: i64, successor: Option<&str>) -> Result<()> {
    let text =
        format!("UPDATE {} SET closed_ms = $2, successor = $3, version = version + 1 WHERE code = $1", table.name());
    tx.execute(sql(text).bind(code).bind(closed_ms).bind(successor.map(str::to_owned))).await?;
    if let Some(successor) = successor {
        let text = format!("UPDATE {} SET parent = $2, version = version + 1 WHERE parent = $1", table.name());
        tx.execute(sql(text).bind(code).bind(successor)).await?;
    }
    Ok(())
}

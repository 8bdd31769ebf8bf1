//! Agencies, areas, categories and people as tables. Out: what the reader keeps. In: looked at first, row by row, against what
//! is there; done as a whole on the word of whoever looked, and only if it would still do exactly that. A column that is
//! not in the file stays as it is; a file that was done once changes nothing the second time.

mod agencies;
mod people;
mod places;
mod sheet;

use super::app::App;
use super::error::{AppError, Result};
use super::people::Viewer;
use super::settings::Settings;
use super::settings::changing::{begin, finish};
use super::tables;
use crate::secrets::sha256_hex;
use crate::store::places::Table;
use hoiam_shared::Lang;
use hoiam_shared::unfit::{Unfit, Why};
use hoiam_shared::wire::places::{NewPassword, RowFate, TableDone, TableInput, TableKind, TablePreview, TableRow};
use sheet::Difference;

/// Rows of a file.
const MOST: usize = 20_000;
/// Rows that a preview shows.
const SHOWN: usize = 500;

/// What a file would do: a difference for each row, and the acts of those that can be done.
struct Plan {
    differences: Vec<Difference>,
    acts: Acts,
}

/// What is to be stored, by kind.
enum Acts {
    Agencies(Vec<agencies::Act>),
    Places(Table, Vec<places::Act>),
    People(Vec<people::Act>),
}

/// The table that the reader may take along.
pub async fn export(app: &App, viewer: &Viewer, kind: TableKind) -> Result<String> {
    let settings = app.settings();
    let lines = match kind {
        TableKind::Agencies => agencies::export(&settings, viewer)?,
        TableKind::Areas => places::export(&settings, viewer, Table::Areas)?,
        TableKind::Categories => places::export(&settings, viewer, Table::Categories)?,
        TableKind::People => people::export(app, &settings, viewer).await?,
    };
    Ok(tables::write(&lines))
}

async fn plan(app: &App, settings: &Settings, viewer: &Viewer, kind: TableKind, text: &str) -> Result<Plan> {
    let table = tables::read(text, MOST)?;
    match kind {
        TableKind::Agencies => agencies::plan(settings, viewer, &table),
        TableKind::Areas => places::plan(settings, viewer, Table::Areas, &table),
        TableKind::Categories => places::plan(settings, viewer, Table::Categories, &table),
        TableKind::People => people::plan(app, settings, viewer, &table).await,
    }
}

impl Plan {
    /// By what a preview is known: all that it says.
    fn digest(&self) -> String {
        let mut told = String::new();
        for one in &self.differences {
            told.push_str(&format!("{}\u{1}{}\u{1}{}\u{1}{:?}\u{2}", one.line, one.key, one.fate(), one.changes));
        }
        sha256_hex(&told)
    }

    fn count(&self, fate: RowFate) -> u32 {
        self.differences.iter().filter(|one| one.fate() == fate).count().try_into().unwrap_or(u32::MAX)
    }
}

/// What a file would change. Nothing is written.
pub async fn preview(app: &App, viewer: &Viewer, kind: TableKind, text: &str, lang: Lang) -> Result<TablePreview> {
    let plan = plan(app, &app.settings(), viewer, kind, text).await?;
    let mut shown: Vec<&Difference> = plan.differences.iter().filter(|one| one.fate() != RowFate::Unchanged).collect();
    shown.sort_by_key(|one| (one.fate() != RowFate::Refused, one.line));
    Ok(TablePreview {
        seen: plan.digest(),
        added: plan.count(RowFate::Added),
        changed: plan.count(RowFate::Changed),
        unchanged: plan.count(RowFate::Unchanged),
        refused: plan.count(RowFate::Refused),
        rows: shown.into_iter().take(SHOWN).map(|one| one.view(lang)).collect::<Vec<TableRow>>(),
    })
}

/// Does what was looked at, or nothing.
pub async fn apply(app: &App, viewer: &Viewer, kind: TableKind, input: &TableInput) -> Result<TableDone> {
    // Made before the transaction: hashing is slow by design.
    let mut passwords = match kind {
        TableKind::People => people::passwords(app, viewer, &input.text).await?,
        TableKind::Agencies | TableKind::Areas | TableKind::Categories => Vec::new(),
    };
    let (mut tx, version) = begin(app).await?;
    // Whoever changed settings before has committed by now: this is what there is.
    let settings = Settings::load(&app.db).await.map_err(AppError::Internal)?;
    let plan = plan(app, &settings, viewer, kind, &input.text).await?;
    if plan.count(RowFate::Refused) > 0 || plan.digest() != input.seen {
        return Err(AppError::Unfit(vec![Unfit::new("seen", Why::NotAsSeen, "")]));
    }
    let (added, changed) = (plan.count(RowFate::Added), plan.count(RowFate::Changed));
    let mut made: Vec<NewPassword> = Vec::new();
    if added + changed > 0 {
        match plan.acts {
            Acts::Agencies(acts) => agencies::store(app, &mut tx, &settings, viewer, version, acts).await?,
            Acts::Places(table, acts) => places::store(app, &mut tx, &settings, viewer, table, version, acts).await?,
            Acts::People(acts) => {
                people::store(app, &mut tx, &settings, viewer, acts, &mut passwords, &mut made).await?
            }
        }
        finish(app, tx).await?;
    }
    Ok(TableDone { added, changed, passwords: made })
}

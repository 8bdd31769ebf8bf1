//! Areas and categories as tables.

use super::sheet::{Difference, cell_of, rows};
use super::{Acts, Plan};
use crate::domain::app::App;
use crate::domain::audit::{self, Entry};
use crate::domain::error::{AppError, Result};
use crate::domain::people::Viewer;
use crate::domain::places::{self, Place};
use crate::domain::settings::Settings;
use crate::domain::tables;
use crate::store::Tx;
use crate::store::places::{self as stored, Table};
use hoiam_shared::audit::{Act as Done, Thing};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::unfit::{Unfit, Why};
use hoiam_shared::wire::places::PlaceFields;
use serde_json::json;
use std::collections::HashMap;

const COLUMNS: &[&str] = &["code", "parent", "name_vi", "name_en", "aliases", "position", "closed", "successor"];

/// One row to be stored.
pub(super) struct Act {
    code: String,
    kept: PlaceFields,
    /// Version of what is there; nothing for what is new.
    before: Option<i64>,
    moves: bool,
}

pub(super) fn export(settings: &Settings, viewer: &Viewer, table: Table) -> Result<Vec<Vec<String>>> {
    places::may(settings, viewer)?;
    let mut all = places::all(settings, table);
    all.sort_by_key(|place| (place.position, place.code));
    let line = |place: &Place<'_>| {
        let kept = places::fields(place);
        vec![
            place.code.to_owned(),
            kept.parent.unwrap_or_default(),
            kept.name_vi,
            kept.name_en,
            cell_of(&kept.aliases),
            kept.position.to_string(),
            place.kept.closed_ms.map(|ms| hoiam_shared::Stamp(ms).to_rfc3339()).unwrap_or_default(),
            place.kept.successor.clone().unwrap_or_default(),
        ]
    };
    let head = COLUMNS.iter().map(|name| (*name).to_owned()).collect();
    Ok(std::iter::once(head).chain(all.iter().map(line)).collect())
}

pub(super) fn plan(settings: &Settings, viewer: &Viewer, table: Table, file: &tables::Table) -> Result<Plan> {
    places::may(settings, viewer)?;
    let (rows, mut differences) = rows(file, "code", COLUMNS);
    let everything = places::all(settings, table);
    let known: HashMap<&str, &Place<'_>> = everything.iter().map(|place| (place.code, place)).collect();
    let wanted: Vec<(PlaceFields, Vec<Unfit>)> =
        rows.iter().map(|row| fields(row, known.get(row.key.as_str()))).collect();
    // What is above what, once the file is in.
    let mut above: HashMap<&str, Option<String>> = everything
        .iter()
        .filter(|place| place.kept.closed_ms.is_none())
        .map(|place| (place.code, place.parent.map(str::to_owned)))
        .collect();
    for (row, (kept, _)) in rows.iter().zip(&wanted) {
        if known.get(row.key.as_str()).is_none_or(|place| place.kept.closed_ms.is_none()) {
            above.insert(&row.key, kept.parent.clone());
        }
    }
    let mut acts = Vec::new();
    for (row, (kept, mut wrong)) in rows.iter().zip(wanted) {
        let before = known.get(row.key.as_str()).copied();
        let own = before.map(places::fields);
        if before.is_none() && !crate::domain::agencies::keeping::is_code(&row.key) {
            wrong.push(Unfit::new("code", Why::NotACode, row.key.as_str()));
        }
        let same = own.as_ref() == Some(&kept);
        if !same {
            wrong.extend(places::check(table, &row.key, &kept, &|code| above.get(code).cloned()));
            if before.is_some_and(|place| place.kept.closed_ms.is_some()) {
                wrong.push(Unfit::new("code", Why::NotInUse, row.key.as_str()));
            }
        }
        let old = own.unwrap_or_else(|| PlaceFields {
            name_vi: String::new(),
            name_en: String::new(),
            aliases: Vec::new(),
            parent: None,
            position: 0,
        });
        let both = vec![
            ("parent", old.parent.clone().unwrap_or_default(), kept.parent.clone().unwrap_or_default()),
            ("name_vi", old.name_vi, kept.name_vi.clone()),
            ("name_en", old.name_en, kept.name_en.clone()),
            ("aliases", cell_of(&old.aliases), cell_of(&kept.aliases)),
            ("position", old.position.to_string(), kept.position.to_string()),
        ];
        let difference = Difference::of(row, before.is_none(), both, wrong);
        if difference.wrong.is_empty() && (difference.new || !difference.changes.is_empty()) {
            let moves = before.is_some_and(|place| place.parent != kept.parent.as_deref());
            let kept = before.map_or_else(|| kept.clone(), |place| places::with_former_names(place, &kept));
            acts.push(Act { code: row.key.clone(), kept, before: before.map(|place| place.kept.version), moves });
        }
        differences.push(difference);
    }
    Ok(Plan { differences, acts: Acts::Places(table, acts) })
}

/// What a row says, with what is there for the columns that the file does not have.
fn fields(row: &super::sheet::Row<'_>, before: Option<&&Place<'_>>) -> (PlaceFields, Vec<Unfit>) {
    let old = before.map(|place| places::fields(place));
    let there = |read: fn(&PlaceFields) -> &str| old.as_ref().map_or("", read).to_owned();
    let mut wrong = Vec::new();
    let position = match row.cell("position").filter(|cell| !cell.is_empty()) {
        None => old.as_ref().map_or(0, |old| old.position),
        Some(cell) => cell.parse().unwrap_or_else(|_| {
            wrong.push(Unfit::new("position", Why::Unreadable, cell));
            0
        }),
    };
    let aliases = old.as_ref().map(|old| old.aliases.clone()).unwrap_or_default();
    let parent = old.as_ref().and_then(|old| old.parent.clone());
    let kept = PlaceFields {
        name_vi: row.or("name_vi", &there(|old| &old.name_vi)),
        name_en: row.or("name_en", &there(|old| &old.name_en)),
        aliases: row.many("aliases", &aliases),
        parent: row.some("parent", parent.as_deref()),
        position,
    };
    (kept, wrong)
}

pub(super) async fn store(
    app: &App,
    tx: &mut Tx,
    settings: &Settings,
    viewer: &Viewer,
    table: Table,
    version: i64,
    acts: Vec<Act>,
) -> Result<()> {
    let thing = if table == Table::Areas { Thing::Area } else { Thing::Category };
    let moves = acts.iter().any(|act| act.moves);
    for act in acts {
        let row = places::row(&act.code, &act.kept);
        match act.before {
            None => stored::insert(tx, table, &row).await?,
            Some(before) if !stored::update(tx, table, &row, before).await? => {
                return Err(AppError::Code(ErrorCode::Stale));
            }
            Some(_) => {}
        }
        let entry = Entry::of(Done::Imported, thing, act.code, audit::all(settings)).with(json!(null), json!(act.kept));
        audit::by(app, tx, viewer, entry).await?;
    }
    if moves {
        places::note_move(tx, settings, table, version).await?;
    }
    Ok(())
}

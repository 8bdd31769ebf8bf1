//! Agencies as a table.

use super::sheet::{Difference, Row, cell_of, rows};
use super::{Acts, Plan};
use crate::domain::agencies::keeping::{self, FIRST_ID};
use crate::domain::agencies::{self, listing};
use crate::domain::app::App;
use crate::domain::audit::{self, Entry};
use crate::domain::error::{AppError, Result};
use crate::domain::people::Viewer;
use crate::domain::settings::{Agency, Settings};
use crate::domain::tables::Table;
use crate::store::settings::{AgencyRow, agencies as table};
use crate::store::{Tx, agencies as stored, counters};
use hoiam_shared::audit::{Act as Done, Thing};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::ids::AgencyId;
use hoiam_shared::rights::Role;
use hoiam_shared::unfit::{Unfit, Why};
use hoiam_shared::wire::agencies::AgencyFields;
use serde_json::json;
use std::collections::HashMap;

const COLUMNS: &[&str] = &[
    "code",
    "parent",
    "name_vi",
    "name_en",
    "aliases",
    "area",
    "role",
    "identifier",
    "contact",
    "closed",
    "successor",
];
/// Levels that the tree may have.
const DEEPEST: usize = 30;

/// One row to be stored.
pub(super) struct Act {
    code: String,
    parent: String,
    kept: AgencyFields,
    /// Identity and version of what is there; nothing for what is new.
    before: Option<(AgencyId, i64)>,
    fields: bool,
    moves: bool,
}

fn keeps(settings: &Settings, viewer: &Viewer, agency: &Agency) -> bool {
    viewer.holds(settings, Some(agency.id), Role::keeps_agencies)
}

pub(super) fn export(settings: &Settings, viewer: &Viewer) -> Result<Vec<Vec<String>>> {
    if viewer.tops(Role::keeps_agencies).is_empty() {
        return Err(ErrorCode::Denied.into());
    }
    let mut all: Vec<&Agency> = settings.agencies().filter(|agency| keeps(settings, viewer, agency)).collect();
    all.sort_by_key(|agency| agency.range);
    let code =
        |id: Option<AgencyId>| id.and_then(|id| settings.agency(id)).map_or_else(String::new, |a| a.code.clone());
    let line = |agency: &&Agency| {
        let kept = listing::fields(agency);
        vec![
            agency.code.clone(),
            code(agency.parent),
            kept.name_vi,
            kept.name_en,
            cell_of(&kept.aliases),
            kept.area.unwrap_or_default(),
            kept.role.unwrap_or_default(),
            kept.identifier,
            kept.contact,
            agency.kept.closed_ms.map(|ms| hoiam_shared::Stamp(ms).to_rfc3339()).unwrap_or_default(),
            code(agency.kept.successor),
        ]
    };
    let head = COLUMNS.iter().map(|name| (*name).to_owned()).collect();
    Ok(std::iter::once(head).chain(all.iter().map(line)).collect())
}

pub(super) fn plan(settings: &Settings, viewer: &Viewer, file: &Table) -> Result<Plan> {
    if viewer.tops(Role::keeps_agencies).is_empty() {
        return Err(ErrorCode::Denied.into());
    }
    let (rows, mut differences) = rows(file, "code", COLUMNS);
    // The line above each that the file names, once it is in.
    let said: HashMap<&str, String> = rows.iter().map(|row| (row.key.as_str(), parent_of(settings, row))).collect();
    let mut acts = Vec::new();
    let (mut parts, mut identifiers) = (HashMap::new(), HashMap::new());
    for row in &rows {
        let before = settings.agency_by_code(&row.key);
        let (kept, parent) = (fields(row, before), said.get(row.key.as_str()).cloned().unwrap_or_default());
        let old = before.map(listing::fields);
        let old_parent =
            before.and_then(|agency| settings.agency(agency.parent?)).map_or("", |above| above.code.as_str());
        let (fields, moves) = (old.as_ref() != Some(&kept), before.is_some() && old_parent != parent);
        let mut wrong = Vec::new();
        if before.is_some_and(|agency| !keeps(settings, viewer, agency)) {
            wrong.push(Unfit::new("code", Why::NotYours, row.key.as_str()));
        } else if fields || moves || before.is_none() {
            wrong.extend(keeping::check(settings, before, &kept));
            if before.is_none() && !keeping::is_code(&row.key) {
                wrong.push(Unfit::new("code", Why::NotACode, row.key.as_str()));
            }
            if before.is_some_and(|agency| agency.kept.closed_ms.is_some()) {
                wrong.push(Unfit::new("code", Why::NotInUse, row.key.as_str()));
            }
        }
        if before.is_none() || moves {
            wrong.extend(place(settings, viewer, &said, &row.key, &parent));
            let stays = before.is_some_and(|agency| !viewer.holds(settings, agency.parent, Role::keeps_agencies));
            if stays {
                wrong.push(Unfit::new("parent", Why::NotYours, parent.as_str()));
            }
        }
        // Two rows of the same file may not be the same to others, either.
        if let (Some(role), Some(area)) = (&kept.role, &kept.area)
            && parts.insert((role.clone(), area.clone()), row.line).is_some()
        {
            wrong.push(Unfit::new("role", Why::Twice, format!("{role} – {area}")));
        }
        if !kept.identifier.is_empty() && identifiers.insert(kept.identifier.clone(), row.line).is_some() {
            wrong.push(Unfit::new("identifier", Why::Twice, kept.identifier.as_str()));
        }
        let was = |read: fn(&AgencyFields) -> String| old.as_ref().map(read).unwrap_or_default();
        let opt = |value: &Option<String>| value.clone().unwrap_or_default();
        let both = vec![
            ("parent", old_parent.to_owned(), parent.clone()),
            ("name_vi", was(|k| k.name_vi.clone()), kept.name_vi.clone()),
            ("name_en", was(|k| k.name_en.clone()), kept.name_en.clone()),
            ("aliases", was(|k| cell_of(&k.aliases)), cell_of(&kept.aliases)),
            ("area", was(|k| k.area.clone().unwrap_or_default()), opt(&kept.area)),
            ("role", was(|k| k.role.clone().unwrap_or_default()), opt(&kept.role)),
            ("identifier", was(|k| k.identifier.clone()), kept.identifier.clone()),
            ("contact", was(|k| k.contact.clone()), kept.contact.clone()),
        ];
        let difference = Difference::of(row, before.is_none(), both, wrong);
        if difference.wrong.is_empty() && (difference.new || !difference.changes.is_empty()) {
            let before = before.map(|agency| (agency.id, agency.kept.version));
            acts.push(Act { code: row.key.clone(), parent, kept, before, fields, moves });
        }
        differences.push(difference);
    }
    Ok(Plan { differences, acts: Acts::Agencies(acts) })
}

fn parent_of(settings: &Settings, row: &Row<'_>) -> String {
    let before = settings.agency_by_code(&row.key).and_then(|agency| settings.agency(agency.parent?));
    row.or("parent", before.map_or("", |above| &above.code))
}

/// What is wrong with a place: the line up must lead, through rows of the file, to an agency that is there and that the
/// reader keeps.
fn place(
    settings: &Settings,
    viewer: &Viewer,
    said: &HashMap<&str, String>,
    code: &str,
    parent: &str,
) -> Option<Unfit> {
    let mut step = parent.to_owned();
    for _ in 0..DEEPEST {
        if step == code {
            return Some(Unfit::new("parent", Why::BelowItself, parent));
        }
        match (settings.agency_by_code(&step), said.get(step.as_str())) {
            (Some(agency), _) if agency.kept.closed_ms.is_some() => break,
            (Some(agency), _) if !keeps(settings, viewer, agency) => {
                return Some(Unfit::new("parent", Why::NotYours, parent));
            }
            // Above what is there is what the file says, or what there was.
            (Some(_), Some(above)) if above.is_empty() => return None,
            (_, Some(above)) => step = above.clone(),
            (Some(agency), None) => match agency.parent.and_then(|id| settings.agency(id)) {
                Some(above) if keeps(settings, viewer, above) => step = above.code.clone(),
                _ => return None,
            },
            (None, None) => break,
        }
    }
    Some(Unfit::new("parent", Why::UnknownValue, parent))
}

fn fields(row: &Row<'_>, before: Option<&Agency>) -> AgencyFields {
    let there = |read: fn(&Agency) -> &str| before.map_or("", read).to_owned();
    let aliases = before.map(|agency| agency.kept.aliases.clone()).unwrap_or_default();
    AgencyFields {
        name_vi: row.or("name_vi", &there(|a| &a.names[0])),
        name_en: row.or("name_en", &there(|a| &a.names[1])),
        aliases: row.many("aliases", &aliases),
        area: row.some("area", before.and_then(|agency| agency.area.as_deref())),
        role: row.some("role", before.and_then(|agency| agency.role.as_deref())),
        identifier: row.or("identifier", &there(|a| &a.kept.identifier)),
        contact: row.or("contact", &there(|a| &a.kept.contact)),
    }
}

pub(super) async fn store(
    app: &App,
    tx: &mut Tx,
    settings: &Settings,
    viewer: &Viewer,
    version: i64,
    acts: Vec<Act>,
) -> Result<()> {
    let mut ids: HashMap<String, AgencyId> = HashMap::new();
    for act in acts.iter().filter(|act| act.before.is_none()) {
        ids.insert(act.code.clone(), AgencyId(FIRST_ID + counters::take(tx, "agency", 1).await?));
    }
    let find = |code: &str| ids.get(code).copied().or_else(|| Some(settings.agency_by_code(code)?.id));
    let top = audit::all(settings);
    // First all rows, then their places: one may stand before the one above it.
    let new: Vec<AgencyRow> = acts
        .iter()
        .filter(|act| act.before.is_none())
        .filter_map(|act| {
            Some(AgencyRow { parent_id: Some(top.0), ..keeping::row(ids.get(&act.code)?.0, &act.code, &act.kept) })
        })
        .collect();
    table::insert(tx, &new).await?;
    let mut moved = false;
    for act in &acts {
        if let Some((id, expected)) = act.before
            && act.fields
            && !stored::update(tx, &keeping::row(id.0, &act.code, &act.kept), expected).await?
        {
            return Err(AppError::Code(ErrorCode::Stale));
        }
        let id = act.before.map(|(id, _)| id).or_else(|| find(&act.code));
        if let (Some(id), Some(parent), true) = (id, find(&act.parent), act.moves || act.before.is_none()) {
            stored::set_parent(tx, id, parent).await?;
            if act.moves {
                stored::note_move(tx, version, id).await?;
                moved = true;
            }
        }
        let whose = act.before.map(|(id, _)| id).or_else(|| find(&act.parent)).unwrap_or(top);
        let mut became = keeping::told(&act.kept, false);
        became["parent"] = json!(act.parent);
        let entry = Entry::of(Done::Imported, Thing::Agency, act.code.as_str(), whose).with(json!(null), became);
        audit::by(app, tx, viewer, entry).await?;
    }
    match (moved, new.is_empty()) {
        (true, _) => agencies::renumber(tx).await,
        (false, false) => agencies::number(tx).await,
        (false, true) => Ok(()),
    }
}

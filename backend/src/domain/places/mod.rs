//! Areas and categories: what people choose from when they say where and what about. They hold for everybody, so they are kept
//! at the top of the tree only. A name that changes stays known as a former one; what is retired stays, and leads to
//! what took its place.

use super::agencies::keeping::{is_code, joined, names};
use super::app::App;
use super::audit::{self, Entry};
use super::error::{AppError, Result};
use super::people::Viewer;
use super::settings::changing::{begin, finish};
use super::settings::{KeptPlace, Settings};
pub use crate::store::places::Table;
use crate::store::places::{self as rows, PlaceRow};
use crate::store::{Tx, agencies};
use hoiam_shared::audit::{Act, Thing};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::rights::Role;
use hoiam_shared::unfit::{Unfit, Why};
use hoiam_shared::wire::places::{PlaceFields, PlaceInput, PlaceNew, PlacePage, PlaceView};
use hoiam_shared::{Lang, Stamp, limits, text};
use serde_json::json;

/// Rows of a page when nothing is said.
const PAGE: usize = 50;
/// Levels of categories.
const DEEPEST: usize = 5;

/// An area or a category, as it is in memory.
#[derive(Debug, Clone, Copy)]
pub struct Place<'s> {
    /// Code.
    pub code: &'s str,
    /// Code of the one above.
    pub parent: Option<&'s str>,
    /// Names: Vietnamese, English.
    pub names: &'s [String; 2],
    /// Order of showing, of categories.
    pub position: i64,
    /// What is kept beside that.
    pub kept: &'s KeptPlace,
}

/// All of a table.
pub fn all(settings: &Settings, table: Table) -> Vec<Place<'_>> {
    match table {
        Table::Areas => settings
            .areas()
            .map(|a| Place { code: &a.code, parent: a.parent.as_deref(), names: &a.names, position: 0, kept: &a.kept })
            .collect(),
        Table::Categories => settings
            .categories()
            .iter()
            .map(|c| Place {
                code: &c.code,
                parent: c.parent.as_deref(),
                names: &c.names,
                position: c.position,
                kept: &c.kept,
            })
            .collect(),
    }
}

fn find<'s>(settings: &'s Settings, table: Table, code: &str) -> Option<Place<'s>> {
    all(settings, table).into_iter().find(|place| place.code == code)
}

const fn thing(table: Table) -> Thing {
    match table {
        Table::Areas => Thing::Area,
        Table::Categories => Thing::Category,
    }
}

/// Only who administers everything keeps what holds for everybody.
pub fn may(settings: &Settings, viewer: &Viewer) -> Result<()> {
    let top = settings.root().map(|root| root.id);
    if viewer.holds(settings, top, Role::keeps_agencies) { Ok(()) } else { Err(ErrorCode::Denied.into()) }
}

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// A part of a present or former name or the code; all levels then.
    pub q: String,
    /// Right below this one; the top when empty.
    pub parent: String,
    /// What is not used any more, too.
    pub closed: bool,
    /// Behind this place.
    pub after: Option<usize>,
    /// So many at most.
    pub limit: Option<usize>,
}

/// A page.
pub fn page(app: &App, viewer: &Viewer, table: Table, asked: &Asked, lang: Lang) -> Result<PlacePage> {
    let settings = app.settings();
    may(&settings, viewer)?;
    let everything = all(&settings, table);
    let (q, plain) = (text::fold(asked.q.trim()), asked.q.trim().to_lowercase());
    let called = |place: &Place<'_>| {
        let mut all = place.names.iter().chain(&place.kept.aliases);
        place.code.contains(&plain) || all.any(|name| text::fold(name).contains(&q))
    };
    let below = |place: &Place<'_>| place.parent.unwrap_or_default() == asked.parent;
    let mut found: Vec<&Place<'_>> =
        everything.iter().filter(|place| if q.is_empty() { below(place) } else { called(place) }).collect();
    found.retain(|place| asked.closed || place.kept.closed_ms.is_none());
    found.sort_by_key(|place| (place.kept.closed_ms.is_some(), place.position, place.code));
    let (from, limit) = (asked.after.unwrap_or(0), asked.limit.unwrap_or(PAGE).clamp(1, limits::PAGE_ROWS));
    Ok(PlacePage {
        total: found.len() as u64,
        next: (found.len() > from + limit).then(|| (from + limit).to_string()),
        places: found.into_iter().skip(from).take(limit).map(|place| view(&everything, place, lang)).collect(),
    })
}

fn view(everything: &[Place<'_>], place: &Place<'_>, lang: Lang) -> PlaceView {
    let named = |code: &str| everything.iter().find(|other| other.code == code).map(|other| other.names);
    let above = place.parent.and_then(named).map(|names| names[usize::from(lang == Lang::En)].clone());
    let below = everything.iter().filter(|other| other.parent == Some(place.code) && other.kept.closed_ms.is_none());
    PlaceView {
        code: place.code.to_owned(),
        kept: fields(place),
        above: above.unwrap_or_default(),
        below: below.count().try_into().unwrap_or(u32::MAX),
        closed_at: place.kept.closed_ms.map(Stamp),
        successor: place.kept.successor.clone(),
        version: place.kept.version,
    }
}

/// What can be changed of one, as it is.
pub fn fields(place: &Place<'_>) -> PlaceFields {
    PlaceFields {
        name_vi: place.names[0].clone(),
        name_en: place.names[1].clone(),
        aliases: place.kept.aliases.clone(),
        parent: place.parent.map(str::to_owned),
        position: place.position,
    }
}

/// One of them.
pub fn one(app: &App, viewer: &Viewer, table: Table, code: &str, lang: Lang) -> Result<PlaceView> {
    let settings = app.settings();
    may(&settings, viewer)?;
    let everything = all(&settings, table);
    let place = everything.iter().find(|place| place.code == code).ok_or(AppError::Code(ErrorCode::NotFound))?;
    Ok(view(&everything, place, lang))
}

/// What is wrong with the fields of one; `others` says of a code what is above it, once this is stored.
pub fn check(
    table: Table,
    code: &str,
    kept: &PlaceFields,
    others: &dyn Fn(&str) -> Option<Option<String>>,
) -> Vec<Unfit> {
    let mut wrong = Vec::new();
    names(&kept.name_vi, &kept.name_en, &kept.aliases, &mut wrong);
    let Some(parent) = kept.parent.as_deref() else { return wrong };
    let mut above = Some(parent.to_owned());
    let mut steps = 0;
    while let Some(step) = above {
        steps += 1;
        match others(&step) {
            None => {
                wrong.push(Unfit::new("parent", Why::UnknownValue, step));
                break;
            }
            Some(_) if step == code || steps > DEEPEST => {
                wrong.push(Unfit::new("parent", Why::BelowItself, step));
                break;
            }
            Some(next) => above = next,
        }
    }
    // A commune lies in a province, and nothing in a commune.
    if table == Table::Areas && steps > 1 && wrong.is_empty() {
        wrong.push(Unfit::new("parent", Why::OutOfRange, "province"));
    }
    wrong
}

/// What is above each that is in use.
pub fn above_of(settings: &Settings, table: Table) -> impl Fn(&str) -> Option<Option<String>> + '_ {
    move |code| {
        let found = find(settings, table, code).filter(|place| place.kept.closed_ms.is_none())?;
        Some(found.parent.map(str::to_owned))
    }
}

/// As it is stored.
pub fn row(code: &str, kept: &PlaceFields) -> PlaceRow {
    PlaceRow {
        code: code.to_owned(),
        parent: kept.parent.clone(),
        name_vi: kept.name_vi.trim().to_owned(),
        name_en: kept.name_en.trim().to_owned(),
        aliases: joined(&kept.aliases),
        position: kept.position,
    }
}

/// A name that changes stays known.
pub fn with_former_names(before: &Place<'_>, kept: &PlaceFields) -> PlaceFields {
    let mut kept = kept.clone();
    for (old, new) in before.names.iter().zip([&kept.name_vi, &kept.name_en].map(|name| name.trim().to_owned())) {
        let known = kept.aliases.iter().any(|alias| alias.trim() == old);
        if *old != new && !known && kept.aliases.len() < limits::ALIASES {
            kept.aliases.push(old.clone());
        }
    }
    kept
}

/// The index knows the province of each case: all are read again when communes come into another.
pub async fn note_move(tx: &mut Tx, settings: &Settings, table: Table, version: i64) -> Result<()> {
    if table == Table::Areas
        && let Some(root) = settings.root()
    {
        agencies::note_move(tx, version, root.id).await?;
    }
    Ok(())
}

/// Adds one.
pub async fn add(app: &App, viewer: &Viewer, table: Table, new: &PlaceNew) -> Result<()> {
    let settings = app.settings();
    may(&settings, viewer)?;
    let code = new.code.trim();
    let mut wrong = check(table, code, &new.kept, &above_of(&settings, table));
    if !is_code(code) {
        wrong.push(Unfit::new("code", Why::NotACode, code));
    } else if find(&settings, table, code).is_some() {
        wrong.push(Unfit::new("code", Why::Taken, code));
    }
    if !wrong.is_empty() {
        return Err(AppError::Unfit(wrong));
    }
    let (mut tx, _) = begin(app).await?;
    rows::insert(&mut tx, table, &row(code, &new.kept)).await?;
    let entry = Entry::of(Act::Created, thing(table), code, audit::all(&settings)).with(json!(null), json!(new.kept));
    audit::by(app, &mut tx, viewer, entry).await?;
    finish(app, tx).await
}

/// Changes names, the one above, the order. `Stale` when somebody was faster.
pub async fn change(app: &App, viewer: &Viewer, table: Table, code: &str, input: &PlaceInput) -> Result<()> {
    let settings = app.settings();
    may(&settings, viewer)?;
    let before = find(&settings, table, code).ok_or(AppError::Code(ErrorCode::NotFound))?;
    let wrong = check(table, code, &input.kept, &above_of(&settings, table));
    if !wrong.is_empty() {
        return Err(AppError::Unfit(wrong));
    }
    let kept = with_former_names(&before, &input.kept);
    let (mut tx, version) = begin(app).await?;
    if !rows::update(&mut tx, table, &row(code, &kept), input.version).await? {
        return Err(ErrorCode::Stale.into());
    }
    if before.parent != kept.parent.as_deref() {
        note_move(&mut tx, &settings, table, version).await?;
    }
    let entry =
        Entry::of(Act::Changed, thing(table), code, audit::all(&settings)).with(json!(fields(&before)), json!(kept));
    audit::by(app, &mut tx, viewer, entry).await?;
    finish(app, tx).await
}

/// Takes one out of use; with a successor, what is below it comes below that, and its code and names lead there.
pub async fn retire(app: &App, viewer: &Viewer, table: Table, code: &str, successor: Option<&str>) -> Result<()> {
    let settings = app.settings();
    may(&settings, viewer)?;
    let before = find(&settings, table, code).ok_or(AppError::Code(ErrorCode::NotFound))?;
    if before.kept.closed_ms.is_some() {
        return Err(ErrorCode::NotAllowedNow.into());
    }
    let successor = successor.map(str::trim).filter(|code| !code.is_empty());
    let everything = all(&settings, table);
    let below: Vec<_> = everything.iter().filter(|p| p.parent == Some(code) && p.kept.closed_ms.is_none()).collect();
    let mut wrong = Vec::new();
    match successor {
        None if !below.is_empty() => wrong.push(Unfit::new("below", Why::StillThere, below.len().to_string())),
        None => {}
        Some(heir) => match find(&settings, table, heir).filter(|heir| heir.kept.closed_ms.is_none()) {
            None => wrong.push(Unfit::new("successor", Why::UnknownValue, heir)),
            Some(found) if found.code == code || found.parent == Some(code) => {
                wrong.push(Unfit::new("successor", Why::BelowItself, heir));
            }
            // What is below a commune would be a level that there is not.
            Some(found) if table == Table::Areas && found.parent.is_some() && !below.is_empty() => {
                wrong.push(Unfit::new("successor", Why::OutOfRange, "province"));
            }
            Some(_) => {}
        },
    }
    if !wrong.is_empty() {
        return Err(AppError::Unfit(wrong));
    }
    let (mut tx, version) = begin(app).await?;
    rows::retire(&mut tx, table, code, app.now_ms(), successor).await?;
    if !below.is_empty() {
        note_move(&mut tx, &settings, table, version).await?;
    }
    let act = if successor.is_some() { Act::Merged } else { Act::Disabled };
    let entry =
        Entry::of(act, thing(table), code, audit::all(&settings)).with(json!(null), json!({ "into": successor }));
    audit::by(app, &mut tx, viewer, entry).await?;
    finish(app, tx).await
}

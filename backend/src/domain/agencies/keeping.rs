//! Adding, changing, moving and closing agencies.

use super::listing::fields;
use super::{above_is_kept, kept, note, number, renumber};
use crate::domain::app::App;
use crate::domain::audit::Entry;
use crate::domain::error::{AppError, Result};
use crate::domain::people::Viewer;
use crate::domain::settings::changing::{begin, finish};
use crate::domain::settings::{Agency, Settings};
use crate::store::settings::{AgencyRow, agencies as table};
use crate::store::{agencies as rows, counters};
use hoiam_shared::audit::{Act, Thing};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::limits;
use hoiam_shared::unfit::{Unfit, Why};
use hoiam_shared::wire::agencies::{AgencyFields, AgencyInput, AgencyNew};
use serde_json::json;

/// Far above the numbers of the seed, which come from the codes of areas.
pub(crate) const FIRST_ID: i64 = 100_000_000;

/// Adds an agency.
pub async fn add(app: &App, viewer: &Viewer, new: &AgencyNew) -> Result<()> {
    let settings = app.settings();
    let mut wrong = check(&settings, None, &new.kept);
    let code = new.code.trim();
    if !is_code(code) {
        wrong.push(Unfit::new("code", Why::NotACode, code));
    } else if settings.agency_by_code(code).is_some() {
        wrong.push(Unfit::new("code", Why::Taken, code));
    }
    let parent = above(&settings, viewer, &new.parent, &mut wrong)?;
    let (Some(parent), true) = (parent, wrong.is_empty()) else { return Err(AppError::Unfit(wrong)) };
    let (mut tx, _) = begin(app).await?;
    let id = FIRST_ID + counters::take(&mut tx, "agency", 1).await?;
    let row = AgencyRow { parent_id: Some(parent.id.0), ..row(id, code, &new.kept) };
    table::insert(&mut tx, &[row]).await?;
    number(&mut tx).await?;
    let entry = Entry::of(Act::Created, Thing::Agency, code, parent.id).with(json!(null), told(&new.kept, false));
    note(app, &mut tx, viewer, entry).await?;
    finish(app, tx).await
}

/// Changes names, area, part, identifier, contact. `Stale` when somebody was faster.
pub async fn change(app: &App, viewer: &Viewer, code: &str, input: &AgencyInput) -> Result<()> {
    let settings = app.settings();
    let agency = kept(&settings, viewer, code)?;
    let wrong = check(&settings, Some(agency), &input.kept);
    if !wrong.is_empty() {
        return Err(AppError::Unfit(wrong));
    }
    let (mut tx, _) = begin(app).await?;
    if !rows::update(&mut tx, &row(agency.id.0, code, &input.kept), input.version).await? {
        return Err(ErrorCode::Stale.into());
    }
    let entry = Entry::of(Act::Changed, Thing::Agency, code, agency.id)
        .with(told(&fields(agency), false), told(&input.kept, input.kept.contact.trim() != agency.kept.contact));
    note(app, &mut tx, viewer, entry).await?;
    finish(app, tx).await
}

/// Gives an agency, with all below it, another place in the tree.
pub async fn place(app: &App, viewer: &Viewer, code: &str, parent: &str) -> Result<()> {
    let settings = app.settings();
    let agency = kept(&settings, viewer, code)?;
    let mut wrong = Vec::new();
    let Some(parent) = above(&settings, viewer, parent, &mut wrong)? else { return Err(AppError::Unfit(wrong)) };
    if agency.parent.is_none() || !above_is_kept(&settings, viewer, agency) {
        return Err(ErrorCode::Denied.into());
    }
    if settings.within(parent.id, agency.id) {
        return Err(AppError::Unfit(vec![Unfit::new("parent", Why::BelowItself, parent.name(Default::default()))]));
    }
    if agency.parent == Some(parent.id) {
        return Ok(());
    }
    let (mut tx, version) = begin(app).await?;
    rows::set_parent(&mut tx, agency.id, parent.id).await?;
    // Somebody may have moved the other one meanwhile: a circle is noticed by the numbers.
    renumber(&mut tx).await?;
    rows::note_move(&mut tx, version, agency.id).await?;
    let was = agency.parent.and_then(|id| settings.agency(id)).map(|above| above.code.clone());
    let entry = Entry::of(Act::Moved, Thing::Agency, code, agency.id)
        .with(json!({ "parent": was }), json!({ "parent": parent.code }));
    note(app, &mut tx, viewer, entry).await?;
    finish(app, tx).await
}

/// Closes an agency that has nothing to do any more. One that has must go into another.
pub async fn close(app: &App, viewer: &Viewer, code: &str) -> Result<()> {
    let settings = app.settings();
    let agency = kept(&settings, viewer, code)?;
    if agency.parent.is_none() || !above_is_kept(&settings, viewer, agency) {
        return Err(ErrorCode::Denied.into());
    }
    let (mut tx, _) = begin(app).await?;
    let points = rows::pointing(&mut tx, agency.id).await?;
    let below = settings.below(agency.id).iter().filter_map(|id| settings.agency(*id));
    let below = below.filter(|child| child.kept.closed_ms.is_none()).count();
    let mut wrong = Vec::new();
    for (what, n) in [
        ("open_cases", points.open_cases),
        ("sites", points.sites),
        ("people", points.people),
        ("below", i64::try_from(below).unwrap_or(i64::MAX)),
    ] {
        if n > 0 {
            wrong.push(Unfit::new(what, Why::StillThere, n.to_string()));
        }
    }
    if agency.kept.closed_ms.is_some() {
        return Ok(());
    }
    if !wrong.is_empty() {
        return Err(AppError::Unfit(wrong));
    }
    rows::close(&mut tx, agency.id, app.now_ms(), None).await?;
    note(app, &mut tx, viewer, Entry::of(Act::Disabled, Thing::Agency, code, agency.id)).await?;
    finish(app, tx).await
}

/// What the record holds of an agency: how one reaches it may name people, so only that it changed.
pub(crate) fn told(kept: &AgencyFields, contact_changed: bool) -> serde_json::Value {
    let mut told = json!(kept);
    told["contact"] = if contact_changed { json!("…") } else { json!(null) };
    told
}

/// The agency that is to be above, if the reader keeps it and it is there.
fn above<'s>(
    settings: &'s Settings,
    viewer: &Viewer,
    code: &str,
    wrong: &mut Vec<Unfit>,
) -> Result<Option<&'s Agency>> {
    match kept(settings, viewer, code.trim()) {
        Ok(parent) if parent.kept.closed_ms.is_none() => Ok(Some(parent)),
        Ok(_) => {
            wrong.push(Unfit::new("parent", Why::UnknownValue, code.trim()));
            Ok(None)
        }
        Err(AppError::Code(ErrorCode::NotFound)) => {
            let why = if settings.agency_by_code(code.trim()).is_some() { Why::NotYours } else { Why::UnknownValue };
            wrong.push(Unfit::new("parent", why, code.trim()));
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Whether a text can be a code: what stands well in an address and in a query.
pub(crate) fn is_code(code: &str) -> bool {
    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (1..=60).contains(&code.len()) && code.chars().all(good) && !code.starts_with('-') && !code.ends_with('-')
}

/// What is wrong with the fields of an agency; `own` is the one they are of.
pub(crate) fn check(settings: &Settings, own: Option<&Agency>, kept: &AgencyFields) -> Vec<Unfit> {
    let mut wrong = Vec::new();
    names(&kept.name_vi, &kept.name_en, &kept.aliases, &mut wrong);
    let other = |agency: &Agency| own.is_none_or(|own| own.id != agency.id);
    if let Some(area) = &kept.area
        && settings.area(area).is_none()
    {
        wrong.push(Unfit::new("area", Why::UnknownValue, area.as_str()));
    }
    match (&kept.role, &kept.area) {
        (Some(role), _) if !is_code(role) => wrong.push(Unfit::new("role", Why::NotACode, role.as_str())),
        (Some(_), None) => wrong.push(Unfit::new("area", Why::Required, "")),
        (Some(role), Some(area)) => {
            if let Some(there) = settings.playing(role, area).filter(|there| other(there)) {
                wrong.push(Unfit::new("role", Why::Taken, format!("{role} – {}", there.name(Default::default()))));
            }
        }
        (None, _) => {}
    }
    let identifier = kept.identifier.trim();
    if identifier.chars().count() > 60 || identifier.contains(char::is_control) {
        wrong.push(Unfit::new("identifier", Why::TooLong, "60"));
    }
    let same = |agency: &&Agency| !identifier.is_empty() && agency.kept.identifier == identifier && other(agency);
    if settings.agencies().any(|agency| same(&agency)) {
        wrong.push(Unfit::new("identifier", Why::Taken, identifier));
    }
    if kept.contact.chars().count() > limits::REASON_CHARS {
        wrong.push(Unfit::new("contact", Why::TooLong, limits::REASON_CHARS.to_string()));
    }
    if kept.contact.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\r')) {
        wrong.push(Unfit::new("contact", Why::Unreadable, ""));
    }
    wrong
}

/// Both names and the others, of an agency, an area or a category.
pub(crate) fn names(vi: &str, en: &str, aliases: &[String], wrong: &mut Vec<Unfit>) {
    let most = limits::TITLE_CHARS;
    let all =
        [("name_vi", vi), ("name_en", en)].into_iter().chain(aliases.iter().map(|alias| ("aliases", alias.as_str())));
    for (field, text) in all {
        let text = text.trim();
        if text.is_empty() && field != "aliases" {
            wrong.push(Unfit::new(field, Why::Required, ""));
        }
        if text.chars().count() > most {
            wrong.push(Unfit::new(field, Why::TooLong, most.to_string()));
        }
        if text.contains(char::is_control) {
            wrong.push(Unfit::new(field, Why::Unreadable, ""));
        }
    }
    if aliases.len() > limits::ALIASES {
        wrong.push(Unfit::new("aliases", Why::TooMany, limits::ALIASES.to_string()));
    }
}

/// Names, one a line, as they are stored.
pub(crate) fn joined(aliases: &[String]) -> String {
    aliases.iter().map(|alias| alias.trim()).filter(|alias| !alias.is_empty()).collect::<Vec<_>>().join("\n")
}

/// A row without a place in the tree.
pub(crate) fn row(id: i64, code: &str, kept: &AgencyFields) -> AgencyRow {
    AgencyRow {
        id,
        code: code.to_owned(),
        parent_id: None,
        name_vi: kept.name_vi.trim().to_owned(),
        name_en: kept.name_en.trim().to_owned(),
        aliases: joined(&kept.aliases),
        area: kept.area.clone(),
        role: kept.role.clone(),
        calendar_id: None,
        low: 0,
        high: 0,
        identifier: kept.identifier.trim().to_owned(),
        contact: kept.contact.trim().replace("\r\n", "\n"),
        version: 1,
        closed_ms: None,
        successor_id: None,
    }
}

//! The record of what administrators did: written in the transaction of the act itself, so there is no act without it.
//! It holds no personal data: people are numbers, and of a name or an address it says only that it changed.

use super::app::App;
use super::error::{AppError, Result};
use super::people::Viewer;
use super::settings::{Settings, ZONE};
use crate::store::audit::{self as rows, AuditRow, Wanted};
use crate::store::{Tx, people};
use hoiam_shared::audit::{Act, Thing};
use hoiam_shared::catalogue::audit::AuditPage;
use hoiam_shared::clock::Day;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::ids::{AgencyId, UserId};
use hoiam_shared::petition::Switch;
use hoiam_shared::rights::Role;
use hoiam_shared::unfit::{Unfit, Why};
use hoiam_shared::wire::intake::AgencyRef;
use hoiam_shared::wire::people::{AuditEntry, AuditView};
use hoiam_shared::{Lang, Stamp};
use serde_json::Value;

/// Entries of a page.
const PAGE: usize = 100;
/// Entries that are given out at once as a file.
const MOST: usize = 50_000;
/// Characters of a value that are shown.
const SHOWN: usize = 300;

/// An act to be written down.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What.
    pub act: Act,
    /// To what.
    pub thing: Thing,
    /// Which one: its code, or its number.
    pub item: String,
    /// Whose it is.
    pub agency: AgencyId,
    /// How it was.
    pub was: Value,
    /// How it is.
    pub became: Value,
}

impl Entry {
    /// An act that has nothing more to say.
    pub fn of(act: Act, thing: Thing, item: impl Into<String>, agency: AgencyId) -> Self {
        Self { act, thing, item: item.into(), agency, was: Value::Null, became: Value::Null }
    }

    /// With what it was before, and what it is now.
    pub fn with(mut self, was: Value, became: Value) -> Self {
        (self.was, self.became) = (was, became);
        self
    }
}

/// Writes an act down. `by` is nobody from the command line.
pub async fn record(tx: &mut Tx, now_ms: i64, by: Option<UserId>, entry: Entry) -> Result<()> {
    let text = |value: Value| if value.is_null() { String::new() } else { value.to_string() };
    let row = AuditRow {
        id: 0,
        at_ms: now_ms,
        user_id: by.map(|id| id.0),
        act: entry.act.code().to_owned(),
        thing: entry.thing.code().to_owned(),
        item: entry.item,
        agency_id: entry.agency.0,
        was: text(entry.was),
        became: text(entry.became),
    };
    Ok(rows::insert(tx, &row).await?)
}

/// The same for an act of somebody who is signed in.
pub async fn by(app: &App, tx: &mut Tx, viewer: &Viewer, entry: Entry) -> Result<()> {
    record(tx, app.now_ms(), Some(viewer.id), entry).await
}

/// Whose a setting is that holds for everybody.
pub fn all(settings: &Settings) -> AgencyId {
    settings.root().map_or(AgencyId(0), |root| root.id)
}

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Login of who did it.
    pub who: String,
    /// Of which kind of thing.
    pub thing: Option<Thing>,
    /// Of which one.
    pub item: String,
    /// From this instant on.
    pub from_ms: Option<i64>,
    /// Before this instant.
    pub to_ms: Option<i64>,
    /// Older than this entry.
    pub before: Option<i64>,
}

/// The instants at which two days begin and end, where the installation is; either may be left open.
pub fn days(from: &str, to: &str) -> Result<(Option<i64>, Option<i64>)> {
    let read = |field: &'static str, text: &str| match text.trim() {
        "" => Ok(None),
        text => Day::parse(text).map(Some).ok_or_else(|| AppError::Unfit(vec![Unfit::new(field, Why::NotADate, text)])),
    };
    let begins = |day: Day| i64::from(day.0) * 86_400_000 - ZONE.minutes * 60_000;
    Ok((read("from", from)?.map(begins), read("to", to)?.map(|day| begins(day.plus(1)))))
}

/// The branches of which the reader may know; denied where there is none.
fn readable(settings: &Settings, viewer: &Viewer) -> Result<Vec<(i64, i64)>> {
    let ranges = viewer.ranges_where(settings, Role::reads_audit, Role::reads_audit).cases;
    if ranges.is_empty() { Err(ErrorCode::Denied.into()) } else { Ok(ranges) }
}

async fn wanted(app: &App, viewer: &Viewer, settings: &Settings, asked: &Asked) -> Result<Wanted> {
    let user = match asked.who.trim() {
        "" => None,
        // Who is not known has done nothing.
        login => Some(people::by_login(&mut app.db.read(), login).await?.map_or(-1, |user| user.id.0)),
    };
    Ok(Wanted {
        ranges: readable(settings, viewer)?,
        user,
        thing: asked.thing.map(|thing| thing.code().to_owned()),
        item: Some(asked.item.trim().to_owned()).filter(|item| !item.is_empty()),
        from_ms: asked.from_ms,
        to_ms: asked.to_ms,
        before: asked.before,
    })
}

/// What was done, newest first, as far as the reader may know.
pub async fn page(app: &App, viewer: &Viewer, asked: &Asked, lang: Lang) -> Result<AuditView> {
    let settings = app.settings();
    let wanted = wanted(app, viewer, &settings, asked).await?;
    let mut read = app.db.read();
    let mut found = rows::page(&mut read, &wanted, PAGE as i64 + 1).await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    Ok(AuditView {
        next: found.last().filter(|_| more).map(|row| row.id),
        total: u64::try_from(rows::count(&mut read, &wanted).await?).unwrap_or_default(),
        entries: found.into_iter().filter_map(|row| view(&settings, row, lang)).collect(),
    })
}

/// The same as lines of a table, as many as are given out at once: a head, and a line for each entry.
pub async fn table(app: &App, viewer: &Viewer, asked: &Asked, lang: Lang) -> Result<Vec<Vec<String>>> {
    let settings = app.settings();
    let wanted = wanted(app, viewer, &settings, asked).await?;
    let rows = rows::page(&mut app.db.read(), &wanted, MOST as i64).await?;
    let head = ["at", "login", "act", "thing", "item", "agency", "before", "after"];
    let mut lines = vec![head.map(str::to_owned).to_vec()];
    lines.extend(rows.into_iter().filter_map(|row| view(&settings, row, lang)).map(|entry| {
        vec![
            entry.at.to_rfc3339(),
            entry.login,
            entry.act.code().to_owned(),
            entry.thing.code().to_owned(),
            entry.item,
            entry.agency.code,
            entry.before.join("; "),
            entry.after.join("; "),
        ]
    }));
    Ok(lines)
}

/// Nothing for an act that this program has no words for: a newer one has written it.
fn view(settings: &Settings, row: AuditRow, lang: Lang) -> Option<AuditEntry> {
    let (act, thing) = (Act::from_code(&row.act)?, Thing::from_code(&row.thing)?);
    let person = row.user_id.and_then(|id| settings.person(UserId(id)));
    let name = name_of(settings, thing, &row.item, lang);
    let (before, after) = differences(&row.was, &row.became);
    Some(AuditEntry {
        id: row.id,
        at: Stamp(row.at_ms),
        who: person.map_or_else(|| AuditPage::CommandLine.text(lang).to_owned(), |person| person.name.clone()),
        login: person.map(|person| person.login.clone()).unwrap_or_default(),
        act,
        thing,
        text: format!("{} · {}", thing.name(lang), act.name(lang)),
        name,
        item: row.item,
        agency: settings
            .agency(AgencyId(row.agency_id))
            .map_or_else(|| AgencyRef { code: String::new(), name: String::new() }, |agency| agency.view(lang)),
        before,
        after,
    })
}

/// What a thing is called today.
fn name_of(settings: &Settings, thing: Thing, item: &str, lang: Lang) -> String {
    match thing {
        Thing::Person => {
            let person = item.parse().ok().and_then(|id| settings.person(UserId(id)));
            person.map(|person| format!("{} ({})", person.name, person.login)).unwrap_or_default()
        }
        Thing::Agency | Thing::Letter | Thing::Ladder | Thing::AnswerRule | Thing::PetitionRules => {
            settings.agency_by_code(item).map(|agency| agency.name(lang).to_owned()).unwrap_or_default()
        }
        Thing::Area => settings.area_name(item, lang).unwrap_or_default(),
        Thing::Category => settings.category(item).map(|category| category.name(lang).to_owned()).unwrap_or_default(),
        Thing::Site => settings.site(item).map(|site| site.name(lang).to_owned()).unwrap_or_default(),
        Thing::PetitionSwitch => Switch::from_code(item).map(|switch| switch.name(lang).to_owned()).unwrap_or_default(),
        Thing::Token => {
            let token = item.parse().ok().and_then(|id| settings.person(UserId(id)));
            token.map(|token| token.name.clone()).unwrap_or_default()
        }
        Thing::Rule
        | Thing::Thresholds
        | Thing::Calendar
        | Thing::Policy
        | Thing::Recalculation
        | Thing::Template
        | Thing::Endpoint
        | Thing::Delivery
        | Thing::Retention
        | Thing::PersonalData => String::new(),
    }
}

/// What differs between two values, `name: value` a line.
fn differences(was: &str, became: &str) -> (Vec<String>, Vec<String>) {
    let read = |text: &str| serde_json::from_str::<Value>(text).unwrap_or(Value::Null);
    let (was, became) = (read(was), read(became));
    let lines = |of: &Value, other: &Value| match of {
        Value::Null => Vec::new(),
        Value::Object(fields) => {
            let differs = |(name, value): &(&String, &Value)| other.get(name.as_str()) != Some(*value);
            fields.iter().filter(differs).map(|(name, value)| format!("{name}: {}", plain(value))).collect()
        }
        value => vec![plain(value)],
    };
    (lines(&was, &became), lines(&became, &was))
}

fn plain(value: &Value) -> String {
    let text = match value {
        Value::Null => "–".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    };
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::differences;

    #[test]
    fn only_what_differs_is_told() {
        let check = |was: &str, became: &str, before: &[&str], after: &[&str]| {
            let (b, a) = differences(was, became);
            assert_eq!(
                (b, a),
                (before.iter().map(|s| (*s).to_owned()).collect(), after.iter().map(|s| (*s).to_owned()).collect())
            );
        };
        check(r#"{"a":1,"b":"x"}"#, r#"{"a":1,"b":"y"}"#, &["b: x"], &["b: y"]);
        check(
            "",
            r#"{"roles":["handler ubnd-79","auditor ubnd-79"]}"#,
            &[],
            &["roles: handler ubnd-79, auditor ubnd-79"],
        );
        check(r#"{"a":null}"#, "", &["a: –"], &[]);
        check("[1,2]", "[2,1]", &["1, 2"], &["2, 1"]);
        check("nonsense", "", &[], &[]);
    }
}

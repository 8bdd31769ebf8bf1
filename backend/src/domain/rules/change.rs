//! Changing the rules: each change is one transaction that makes the new version, writes down who made it and moves the
//! counter by which every node reads the settings again.

use super::{check, may_change, may_read, who};
use crate::domain::app::App;
use crate::domain::audit::{self, Entry};
use crate::domain::error::{AppError, Result};
use crate::domain::people::Viewer;
use crate::domain::settings::changing::{begin, finish};
use crate::domain::suggesting;
use crate::store::rules::{self, ChangeRow, CurrentRule};
use crate::store::{Tx, counters, learning};
use hoiam_shared::audit::{Act, Thing};
use hoiam_shared::catalogue::routing::Routing;
use hoiam_shared::error::{ErrorCode, FieldError};
use hoiam_shared::wire::routing::{RuleChange, RuleChanges, RuleInput, RuleOrder, ThresholdsInput};
use hoiam_shared::{Lang, Stamp};

/// Changes shown.
const SHOWN: i64 = 100;

/// A rule as a change shows it.
fn told(query: &str, target: &str, name: &str, active: bool) -> String {
    serde_json::json!({ "name": name, "query": query, "target": target, "active": active }).to_string()
}

fn told_row(row: &CurrentRule) -> String {
    told(&row.query, &row.target, &row.name_vi, row.active != 0)
}

fn row_of(input: &RuleInput, id: i64, line: i64, position: i64) -> CurrentRule {
    CurrentRule {
        id,
        line,
        number: 1,
        position,
        active: i64::from(input.active),
        query: input.query.trim().to_owned(),
        target: input.target.trim().to_owned(),
        name_vi: input.name_vi.trim().to_owned(),
        name_en: input.name_en.trim().to_owned(),
    }
}

fn change(app: &App, viewer: &Viewer, what: &str, rule_id: Option<i64>, was: String, became: String) -> ChangeRow {
    ChangeRow { id: 0, at_ms: app.now_ms(), user_id: viewer.id.0, what: what.to_owned(), rule_id, was, became }
}

/// Writes a change down: with the rules, where they are read beside it, and in the record of all that administrators do.
async fn record(app: &App, tx: &mut Tx, viewer: &Viewer, act: Act, change: &ChangeRow) -> Result<()> {
    rules::record(tx, change).await?;
    let thing = if change.what == "thresholds" { Thing::Thresholds } else { Thing::Rule };
    let read = |text: &str| serde_json::from_str(text).unwrap_or_default();
    let item = change.rule_id.map(|id| id.to_string()).unwrap_or_default();
    let entry = Entry::of(act, thing, item, audit::all(&app.settings())).with(read(&change.was), read(&change.became));
    audit::by(app, tx, viewer, entry).await
}

/// Adds a rule at the end; returns its identity.
pub async fn create(app: &App, viewer: &Viewer, input: &RuleInput, lang: Lang) -> Result<i64> {
    let settings = app.settings();
    may_change(&settings, viewer)?;
    check::rule(&settings, input, lang)?;
    let (mut tx, _) = begin(app).await?;
    let all = rules::current(&mut tx).await?;
    if all.len() >= check::MOST_RULES {
        return Err(ErrorCode::NotAllowedNow.into());
    }
    let id = rules::next_id(&mut tx).await?;
    let position = all.iter().map(|rule| rule.position).max().unwrap_or(0) + 1;
    let row = row_of(input, id, id, position);
    rules::insert(&mut tx, &row).await?;
    let change = change(app, viewer, "created", Some(id), String::new(), told_row(&row));
    record(app, &mut tx, viewer, Act::Created, &change).await?;
    finish(app, tx).await?;
    Ok(id)
}

/// Changes a rule: a new version in the same place. Switching alone makes no new version. `Stale` when `id` is no
/// present version any more. Returns the identity of the version in its place.
pub async fn edit(app: &App, viewer: &Viewer, id: i64, input: &RuleInput, lang: Lang) -> Result<i64> {
    let settings = app.settings();
    may_change(&settings, viewer)?;
    check::rule(&settings, input, lang)?;
    let (mut tx, _) = begin(app).await?;
    let all = rules::current(&mut tx).await?;
    let before = all.into_iter().find(|rule| rule.id == id).ok_or(AppError::Code(ErrorCode::Stale))?;
    let mut after = row_of(input, id, before.line, before.position);
    after.number = before.number;
    if after == before {
        return Ok(id);
    }
    let only_switched = CurrentRule { active: before.active, ..after.clone() } == before;
    if only_switched {
        rules::set_active(&mut tx, id, input.active).await?;
        let what = if input.active { "activated" } else { "deactivated" };
        let change = change(app, viewer, what, Some(id), told_row(&before), told_row(&after));
        let act = if input.active { Act::Enabled } else { Act::Disabled };
        record(app, &mut tx, viewer, act, &change).await?;
    } else {
        after.id = rules::next_id(&mut tx).await?;
        if !rules::replace(&mut tx, id, app.now_ms()).await? {
            return Err(ErrorCode::Stale.into());
        }
        rules::insert(&mut tx, &after).await?;
        let change = change(app, viewer, "changed", Some(after.id), told_row(&before), told_row(&after));
        record(app, &mut tx, viewer, Act::Changed, &change).await?;
    }
    finish(app, tx).await?;
    Ok(after.id)
}

/// Gives all rules a new order. `Stale` when these are not exactly the present ones.
pub async fn order(app: &App, viewer: &Viewer, wanted: &RuleOrder) -> Result<()> {
    may_change(&app.settings(), viewer)?;
    let (mut tx, _) = begin(app).await?;
    let present: Vec<i64> = rules::current(&mut tx).await?.into_iter().map(|rule| rule.id).collect();
    let (mut a, mut b) = (present.clone(), wanted.ids.clone());
    a.sort_unstable();
    b.sort_unstable();
    if a != b {
        return Err(ErrorCode::Stale.into());
    }
    if present == wanted.ids {
        return Ok(());
    }
    rules::set_order(&mut tx, &wanted.ids).await?;
    let list = |ids: &[i64]| serde_json::json!(ids).to_string();
    let change = change(app, viewer, "ordered", None, list(&present), list(&wanted.ids));
    record(app, &mut tx, viewer, Act::Moved, &change).await?;
    finish(app, tx).await
}

/// From when on the learned suggestion counts.
pub async fn thresholds(app: &App, viewer: &Viewer, input: &ThresholdsInput) -> Result<()> {
    may_change(&app.settings(), viewer)?;
    let wrong = |field| AppError::field(field, FieldError::OutOfRange);
    if !(1..=1000).contains(&input.shows_at) {
        return Err(wrong("shows_at"));
    }
    if !(input.shows_at..=1000).contains(&input.routes_at) {
        return Err(wrong("routes_at"));
    }
    let before = app.suggester.load().thresholds;
    let mut tx = app.db.begin().await?;
    counters::take(&mut tx, suggesting::VERSION, 1).await?;
    learning::set_thresholds(&mut tx, i64::from(input.shows_at), i64::from(input.routes_at)).await?;
    let told = |shows: u16, routes: u16| serde_json::json!({ "shows_at": shows, "routes_at": routes }).to_string();
    let (old, new) = (told(before.shows_at, before.routes_at), told(input.shows_at, input.routes_at));
    record(app, &mut tx, viewer, Act::Changed, &change(app, viewer, "thresholds", None, old, new)).await?;
    tx.commit().await?;
    crate::domain::learning::refresh(app).await
}

/// Who changed what, newest first.
pub async fn changes(app: &App, viewer: &Viewer, lang: Lang) -> Result<RuleChanges> {
    let settings = app.settings();
    may_read(&settings, viewer)?;
    let rows = rules::changes(&mut app.db.read(), SHOWN).await?;
    let view = |row: ChangeRow| RuleChange {
        at: Stamp(row.at_ms),
        who: who(&settings, row.user_id),
        text: match row.what.as_str() {
            "created" => Routing::ChangeCreated,
            "changed" => Routing::ChangeChanged,
            "activated" => Routing::ChangeActivated,
            "deactivated" => Routing::ChangeDeactivated,
            "ordered" => Routing::ChangeOrdered,
            _ => Routing::ChangeThresholds,
        }
        .text(lang)
        .to_owned(),
        before: one_line(&row.was),
        after: one_line(&row.became),
        what: row.what,
    };
    Ok(RuleChanges { changes: rows.into_iter().map(view).collect() })
}

/// What was written down, for reading: `name · query → target`, or the list of places, or the thresholds in percent.
fn one_line(json: &str) -> String {
    let Ok(value) = serde_json::from_str::<serde_json::Value>(json) else { return String::new() };
    let text = |field: &str| value[field].as_str().unwrap_or_default().to_owned();
    match &value {
        serde_json::Value::Array(ids) => ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
        serde_json::Value::Object(fields) if fields.contains_key("query") => {
            format!("{} · {} → {}", text("name"), text("query"), text("target"))
        }
        _ => {
            let percent = |field: &str| value[field].as_u64().unwrap_or_default() / 10;
            format!("{}% / {}%", percent("shows_at"), percent("routes_at"))
        }
    }
}

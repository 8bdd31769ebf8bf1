//! For how long the personal data of cases are kept: rules by kind and end, kept by administrators at the top; what one would
//! do, before it does; and the work itself, little by little on whichever node, each case as by [`erasing`].

use super::app::App;
use super::audit::{self, Entry};
use super::erasing;
use super::error::{AppError, Result};
use super::moving::Step;
use super::people::Viewer;
use super::settings::{Settings, ZONE};
use super::sla;
use crate::store::retention::{self as rows, RuleRow};
use crate::store::{cases, counters, tails};
use hoiam_shared::audit::{Act, Thing};
use hoiam_shared::case::{Actor, CaseKind, CaseState, What};
use hoiam_shared::clock::Day;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::rights::Role;
use hoiam_shared::unfit::{Unfit, Why};
use hoiam_shared::wire::personal::{RetentionCase, RetentionInput, RetentionPreview, RetentionRow, RetentionView};
use hoiam_shared::{Lang, Stamp, limits};
use serde_json::{Value, json};

/// Cases that a preview names.
const NAMED: i64 = 50;
/// Cases erased in one transaction: the next citizen who sends something waits for no more.
const BATCH: i64 = 20;
/// The lease under which one node at a time erases, and for how long it holds.
const LEASE: &str = "retention";
const LEASE_MS: i64 = 60_000;

/// The rules hold for everybody, so they are kept at the top.
fn keeps(settings: &Settings, viewer: &Viewer) -> Result<()> {
    match viewer.holds(settings, Some(audit::all(settings)), Role::keeps_retention) {
        true => Ok(()),
        false => Err(ErrorCode::Denied.into()),
    }
}

/// All rules.
pub async fn list(app: &App, viewer: &Viewer) -> Result<RetentionView> {
    let settings = app.settings();
    if !viewer.grants.iter().any(|grant| grant.role.keeps_retention()) {
        return Err(ErrorCode::Denied.into());
    }
    let rules = rows::all(&mut app.db.read()).await?;
    Ok(RetentionView { rules: rules.iter().filter_map(view).collect(), editable: keeps(&settings, viewer).is_ok() })
}

fn view(row: &RuleRow) -> Option<RetentionRow> {
    Some(RetentionRow {
        id: row.id,
        kind: CaseKind::from_code(&row.kind)?,
        state: CaseState::from_code(&row.state)?,
        months: u32::try_from(row.months).ok()?,
        active: row.active != 0,
        changed_at: Stamp(row.changed_ms),
    })
}

fn check(input: &RetentionInput) -> Result<()> {
    let mut wrong = Vec::new();
    if !(1..=limits::RETENTION_MONTHS).contains(&input.months) {
        wrong.push(Unfit::new("months", Why::OutOfRange, format!("1-{}", limits::RETENTION_MONTHS)));
    }
    if !limits::RETENTION_STATES.contains(&input.state) {
        wrong.push(Unfit::new("state", Why::OutOfRange, limits::RETENTION_STATES.map(CaseState::code).join(", ")));
    }
    if wrong.is_empty() { Ok(()) } else { Err(AppError::Unfit(wrong)) }
}

fn row(app: &App, viewer: &Viewer, id: i64, input: &RetentionInput) -> RuleRow {
    RuleRow {
        id,
        kind: input.kind.code().to_owned(),
        state: input.state.code().to_owned(),
        months: i64::from(input.months),
        active: i64::from(input.active),
        changed_ms: app.now_ms(),
        user_id: viewer.id.0,
    }
}

fn told(row: &RuleRow) -> Value {
    json!({ "kind": row.kind, "state": row.state, "months": row.months, "active": row.active != 0 })
}

/// Keeps a new rule.
pub async fn add(app: &App, viewer: &Viewer, input: &RetentionInput) -> Result<()> {
    let settings = app.settings();
    keeps(&settings, viewer)?;
    check(input)?;
    let mut tx = app.db.begin().await?;
    let id = counters::take(&mut tx, "retention_rule", 1).await?;
    let row = row(app, viewer, id, input);
    if !rows::insert(&mut tx, &row).await? {
        let taken = Unfit::new("kind", Why::Twice, input.kind.code());
        return Err(AppError::Unfit(vec![taken]));
    }
    let entry = Entry::of(Act::Created, Thing::Retention, id.to_string(), audit::all(&settings));
    audit::by(app, &mut tx, viewer, entry.with(json!(null), told(&row))).await?;
    Ok(tx.commit().await?)
}

/// Changes the months of a rule, or whether it erases.
pub async fn change(app: &App, viewer: &Viewer, id: i64, input: &RetentionInput) -> Result<()> {
    let settings = app.settings();
    keeps(&settings, viewer)?;
    check(input)?;
    let mut tx = app.db.begin().await?;
    let was = rows::one(&mut tx, id).await?.ok_or(AppError::Code(ErrorCode::NotFound))?;
    let row = row(app, viewer, id, input);
    if !rows::update(&mut tx, &row).await? {
        return Err(AppError::Unfit(vec![Unfit::new("kind", Why::OutOfRange, was.kind)]));
    }
    let act = match (was.active != 0, input.active) {
        (false, true) => Act::Enabled,
        (true, false) => Act::Disabled,
        _ => Act::Changed,
    };
    let entry = Entry::of(act, Thing::Retention, id.to_string(), audit::all(&settings)).with(told(&was), told(&row));
    audit::by(app, &mut tx, viewer, entry).await?;
    Ok(tx.commit().await?)
}

/// Forgets a rule.
pub async fn remove(app: &App, viewer: &Viewer, id: i64) -> Result<()> {
    let settings = app.settings();
    keeps(&settings, viewer)?;
    let mut tx = app.db.begin().await?;
    let was = rows::one(&mut tx, id).await?.ok_or(AppError::Code(ErrorCode::NotFound))?;
    rows::remove(&mut tx, id).await?;
    let entry = Entry::of(Act::Removed, Thing::Retention, id.to_string(), audit::all(&settings));
    audit::by(app, &mut tx, viewer, entry.with(told(&was), json!(null))).await?;
    Ok(tx.commit().await?)
}

/// What a rule would erase now, whether or not it is on. Nothing is.
pub async fn preview(app: &App, viewer: &Viewer, input: &RetentionInput, lang: Lang) -> Result<RetentionPreview> {
    let settings = app.settings();
    keeps(&settings, viewer)?;
    check(input)?;
    let before_ms = months_before(app.now_ms(), i64::from(input.months));
    let (kind, state) = (input.kind.code(), input.state.code());
    let mut read = app.db.read();
    let (cases, oldest) = rows::count(&mut read, kind, state, before_ms).await?;
    let ids = rows::first(&mut read, kind, state, before_ms, NAMED).await?;
    let mut first = cases::by_ids(&mut read, &ids).await?;
    first.retain(|stored| !stored.case.sealed);
    first.sort_by_key(|stored| (stored.case.ended_ms, stored.id));
    let named = |stored: cases::StoredCase| {
        Some(RetentionCase {
            agency: stored.case.agency.and_then(|id| settings.agency(id)).map(|agency| agency.view(lang)),
            ended_at: Stamp(stored.case.ended_ms?),
            code: stored.code,
        })
    };
    Ok(RetentionPreview {
        cases: u64::try_from(cases).unwrap_or_default(),
        first: first.into_iter().filter_map(named).collect(),
        oldest: oldest.map(Stamp),
        before: Stamp(before_ms),
    })
}

/// The beginning of the day so many months ago, where the installation is; of a month without that day, its last.
fn months_before(now_ms: i64, months: i64) -> i64 {
    let (year, month, day, ..) = Stamp(now_ms).civil(ZONE.minutes);
    let whole = year * 12 + month - 1 - months;
    let (year, month) = (whole.div_euclid(12), whole.rem_euclid(12) + 1);
    let date = (1..=day).rev().find_map(|day| Day::new(year, month, day));
    date.map_or(i64::MIN, |date| i64::from(date.0) * 86_400_000 - ZONE.minutes * 60_000)
}

/// As [`work`], but nothing while the clock may be wrong: what is erased does not come back.
pub async fn work_if_trusted(app: &App, node: &str) -> Result<usize> {
    if sla::trusts_clock(app).await? { work(app, node).await } else { Ok(0) }
}

/// Erases what has come to its time by the rules that are on, unless another node does; returns how many cases. A rule that is
/// switched off meanwhile goes no further than the batch under way.
pub async fn work(app: &App, node: &str) -> Result<usize> {
    let active = rows::all(&mut app.db.read()).await?;
    let mut done = 0;
    for rule in active.iter().filter(|rule| rule.active != 0) {
        while let Some(erased) = batch(app, node, rule.id).await? {
            done += erased;
            app.written.ring();
            erasing::bytes(app).await;
        }
    }
    Ok(done)
}

/// One batch of a rule, with its entry in the record of acts; `None` when there is nothing to do, or another node is at it.
async fn batch(app: &App, node: &str, id: i64) -> Result<Option<usize>> {
    let settings = app.settings();
    let now_ms = app.now_ms();
    let mut tx = app.db.begin().await?;
    if !tails::hold_lease(&mut tx, LEASE, node, now_ms, now_ms + LEASE_MS).await? {
        return Ok(None);
    }
    let Some(rule) = rows::one(&mut tx, id).await?.filter(|rule| rule.active != 0) else { return Ok(None) };
    let before_ms = months_before(now_ms, rule.months);
    let due = rows::first(&mut tx, &rule.kind, &rule.state, before_ms, BATCH).await?;
    let mut erased = 0;
    for id in due {
        let Some(before) = cases::lock(&mut tx, id).await? else { continue };
        // It may have been taken up again since it was found.
        let still =
            before.case.state.code() == rule.state && before.case.ended_ms.is_some_and(|ended| ended < before_ms);
        if !still || !before.case.erasable() {
            continue;
        }
        let step = Step::silent(Actor::System, What::Erased { rule: Some(rule.id) });
        erasing::erase_in(&mut tx, &settings, &before, vec![step], now_ms).await?;
        erased += 1;
    }
    if erased == 0 {
        return Ok(None);
    }
    let entry = Entry::of(Act::Erased, Thing::Retention, rule.id.to_string(), audit::all(&settings));
    audit::record(&mut tx, now_ms, None, entry.with(json!(null), json!({ "cases": erased }))).await?;
    tx.commit().await?;
    Ok(Some(erased))
}

#[cfg(test)]
mod tests {
    use super::months_before;
    use hoiam_shared::Stamp;

    #[test]
    fn months_end_on_a_day_that_there_is() {
        let check = |now: &str, months, expected: &str| {
            let instant = |text: &str| Stamp::parse(text).unwrap().ms();
            assert_eq!(months_before(instant(now), months), instant(expected), "{now}, {months}");
        };
        // Days begin at 17:00 UTC of the day before.
        check("2026-11-28T02:00:00Z", 1, "2026-10-27T17:00:00Z");
        check("2026-03-31T02:00:00Z", 1, "2026-02-27T17:00:00Z");
        check("2028-02-29T02:00:00Z", 12, "2027-02-27T17:00:00Z");
        check("2026-01-15T18:00:00Z", 13, "2024-12-15T17:00:00Z");
    }
}

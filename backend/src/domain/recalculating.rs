//! Lets open cases run by other versions of calendars and policies: an explicit act, with a preview that does
//! exactly what the act would, an event with the reason in each case, in batches that intake does not wait for.
//! How far it has come stands in the transaction of each batch, so that it goes on after a stop, on any node.

use super::app::App;
use super::audit::{self, Entry};
use super::error::{AppError, Result};
use super::moving::{self, Step, Written};
use super::settings::Settings;
use crate::store::cases::StoredCase;
use crate::store::events::StoredEvent;
use crate::store::recalculations::{self as rows, Progress, RecalculationRow};
use crate::store::words::Words;
use crate::store::{Inserts, cases, counters, events, words};
use hoiam_shared::Stamp;
use hoiam_shared::audit::{Act, Thing};
use hoiam_shared::case::history::standing_of;
use hoiam_shared::case::{Actor, Event, What};
use hoiam_shared::clock::{Book, Calendars, Shelf, account};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::ids::{CalendarId, CaseId, PolicyId, UserId};
use hoiam_shared::wire::clock::{MoveView, MovesView};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// Cases of a batch: some milliseconds of the database's one writer.
const BATCH: i64 = 500;
/// Cases read at once for a preview.
const PAGE: i64 = 1_000;
/// Cases that a preview looks at; beyond that it says "at least".
const MOST_LOOKED: u64 = 200_000;
/// Cases that a preview names.
const SAMPLE: usize = 20;
/// Batches in one go; then others have their turn.
const BATCHES: usize = 20;

/// From which versions to which. Made once, kept with the recalculation: what was previewed is what is done.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Calendars.
    pub calendars: BTreeMap<i64, i64>,
    /// Policies.
    pub policies: BTreeMap<i64, i64>,
}

impl Plan {
    /// All other versions of what these are versions of, and of the calendars laid over them.
    pub fn to(shelf: &Shelf<'_>, calendars: &[CalendarId], policies: &[PolicyId]) -> Option<Self> {
        let mut plan = Self::default();
        for &target in calendars {
            shelf.calendars.written(target)?;
            plan.calendar(shelf.calendars, target);
        }
        for &target in policies {
            let code = &shelf.policies.iter().find(|policy| policy.id == target)?.code;
            let others = shelf.policies.iter().filter(|other| other.code == *code && other.id != target);
            plan.policies.extend(others.map(|other| (other.id.0, target.0)));
        }
        Some(plan)
    }

    fn calendar(&mut self, all: &Calendars, target: CalendarId) {
        let Some(code) = all.written(target).map(|calendar| &calendar.code) else { return };
        let others = all.all().filter(|other| other.code == *code && other.id != target);
        self.calendars.extend(others.map(|other| (other.id.0, target.0)));
        // The newest version of each calendar that is laid over this one.
        let mut over: BTreeMap<&str, CalendarId> = BTreeMap::new();
        for laid in all.all().filter(|other| other.base == Some(target)) {
            let newest = over.entry(&laid.code).or_insert(laid.id);
            *newest = laid.id.max(*newest);
        }
        for id in over.into_values() {
            self.calendar(all, id);
        }
    }

    /// Nothing would change.
    pub fn is_empty(&self) -> bool {
        self.calendars.is_empty() && self.policies.is_empty()
    }

    fn of_calendar(&self, id: CalendarId) -> CalendarId {
        self.calendars.get(&id.0).map_or(id, |new| CalendarId(*new))
    }

    fn of_policy(&self, id: PolicyId) -> PolicyId {
        self.policies.get(&id.0).map_or(id, |new| PolicyId(*new))
    }

    /// The event that lets a case run by the new versions from `now_ms` on; `None` when it does already.
    fn event(&self, book: &impl Book, stored: &StoredCase, history: &[Event], now_ms: i64) -> Result<Option<What>> {
        let (policy, calendar) = (stored.case.policy, stored.case.calendar);
        let leg = leg_calendar(history);
        let new = (policy.map(|id| self.of_policy(id)), self.of_calendar(calendar), leg.map(|id| self.of_calendar(id)));
        if new == (policy, calendar, leg) {
            return Ok(None);
        }
        let (policy, calendar, agency_calendar) = new;
        let what = |due_ms| What::Recalculated { policy, calendar, agency_calendar, was_ms: stored.due_ms, due_ms };
        let turn = Event {
            version: stored.case.version + 1,
            at_ms: history.last().map_or(now_ms, |last| now_ms.max(last.at_ms)),
            actor: Actor::System,
            words_sha256: String::new(),
            what: what(None),
        };
        let clocks = account(book, history.iter().chain([&turn]))
            .map_err(|error| AppError::defect(format!("clocks of case {}: {error:?}", stored.id)))?;
        Ok(Some(what(clocks.due_ms())))
    }
}

/// The calendar that the agency's clock runs by now.
fn leg_calendar(history: &[Event]) -> Option<CalendarId> {
    let said = |event: &Event| match event.what {
        What::Routed { calendar, .. } | What::Transferred { calendar, .. } | What::Referred { calendar, .. } => {
            Some(calendar)
        }
        What::Recalculated { agency_calendar, .. } => agency_calendar,
        _ => None,
    };
    standing_of(history).filter_map(said).last()
}

/// The histories of some cases.
async fn histories(app: &App, page: &[StoredCase]) -> Result<HashMap<CaseId, Vec<Event>>> {
    let ids: Vec<CaseId> = page.iter().map(|case| case.id).collect();
    Ok(events::histories(&mut app.db.read(), &ids).await?)
}

/// What a plan would do to the open cases, worked out as the act would. `book` may hold versions that are not
/// stored yet. Nothing is written.
/// Named are only cases of which `may_know` says so.
pub async fn preview(
    app: &App,
    book: &(impl Book + Sync),
    plan: &Plan,
    may_know: &(impl Fn(&StoredCase) -> bool + Sync),
) -> Result<MovesView> {
    let open = u64::try_from(cases::count_of_open(&mut app.db.read()).await?).unwrap_or_default();
    let mut view = MovesView { concerned: 0, moving: 0, sample: Vec::new(), looked: 0, open };
    let mut shifts: Vec<(i64, MoveView)> = Vec::new();
    let (mut after, now_ms) = (CaseId(0), app.now_ms());
    while !plan.is_empty() && view.looked < MOST_LOOKED {
        let page = cases::page_of_open(&mut app.db.read(), after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.id;
        let told = histories(app, &page).await?;
        for stored in &page {
            view.looked += 1;
            let history = told.get(&stored.id).map_or(&[][..], Vec::as_slice);
            let Some(What::Recalculated { was_ms, due_ms, .. }) = plan.event(book, stored, history, now_ms)? else {
                continue;
            };
            view.concerned += 1;
            if was_ms != due_ms {
                view.moving += 1;
                if !may_know(stored) {
                    continue;
                }
                let shift = was_ms.zip(due_ms).map_or(i64::MAX, |(was, due)| (due - was).abs());
                let code = stored.code.clone();
                shifts.push((shift, MoveView { code, was: was_ms.map(Stamp), becomes: due_ms.map(Stamp) }));
            }
        }
        shifts.sort_by_key(|(shift, _)| std::cmp::Reverse(*shift));
        shifts.truncate(SAMPLE);
    }
    if plan.is_empty() {
        view.looked = open;
    }
    view.sample = shifts.into_iter().map(|(_, view)| view).collect();
    Ok(view)
}

/// Begins one; the work follows by itself. `by` is nobody from the command line.
pub async fn begin(app: &App, by: Option<UserId>, plan: &Plan, reason: &str) -> Result<i64> {
    let plan = serde_json::to_string(plan).map_err(|error| AppError::Internal(error.into()))?;
    let mut tx = app.db.begin().await?;
    let id = counters::take(&mut tx, "recalculation", 1).await?;
    let row = RecalculationRow {
        id,
        created_ms: app.now_ms(),
        user_id: by.map(|id| id.0),
        reason: reason.trim().to_owned(),
        plan,
        state: "running".into(),
        after_id: 0,
        looked: 0,
        changed: 0,
        moved: 0,
        finished_ms: None,
    };
    rows::insert(&mut tx, &row).await?;
    let entry = Entry::of(Act::Started, Thing::Recalculation, id.to_string(), audit::all(&app.settings()));
    let told = serde_json::json!({ "reason": row.reason, "plan": row.plan });
    audit::record(&mut tx, row.created_ms, by, entry.with(serde_json::Value::Null, told)).await?;
    tx.commit().await?;
    Ok(id)
}

/// Stops one. Cases that were changed stay so: each says it in its history.
pub async fn stop(app: &App, by: UserId, id: i64) -> Result<()> {
    let mut tx = app.db.begin().await?;
    if !rows::finish(&mut tx, id, "stopped", app.now_ms()).await? {
        return Err(ErrorCode::NotAllowedNow.into());
    }
    let entry = Entry::of(Act::Stopped, Thing::Recalculation, id.to_string(), audit::all(&app.settings()));
    audit::record(&mut tx, app.now_ms(), Some(by), entry).await?;
    Ok(tx.commit().await?)
}

/// Goes on with what is under way, a number of batches at a time; `false` when nothing is left. While a batch is
/// stored the next one is read and worked out.
pub async fn work(app: &App) -> Result<bool> {
    let Some(mut row) = rows::running(&mut app.db.read()).await? else { return Ok(false) };
    let mut batch = Batch::of(app, &row, row.after_id).await?;
    for _ in 0..BATCHES {
        let Some(last_id) = batch.last_id else {
            let mut tx = app.db.begin().await?;
            rows::finish(&mut tx, row.id, "done", app.now_ms()).await?;
            tx.commit().await?;
            return Ok(true);
        };
        let (stored, next) = tokio::join!(batch.store(app, &row), Batch::of(app, &row, last_id));
        if !stored? {
            return Ok(true);
        }
        row.after_id = last_id;
        batch = next?;
    }
    Ok(true)
}

/// Some open cases, worked out and not stored yet.
struct Batch {
    /// The last case looked at; `None` when there was none.
    last_id: Option<i64>,
    progress: Progress,
    /// With the version each was read in.
    changed: Vec<(StoredCase, u32)>,
    events: Vec<StoredEvent>,
    words: Vec<Words>,
}

impl Batch {
    /// Reads the open cases behind one and works out what becomes of them, while others write.
    async fn of(app: &App, row: &RecalculationRow, after_id: i64) -> Result<Self> {
        let plan: Plan = serde_json::from_str(&row.plan).map_err(|error| AppError::Internal(error.into()))?;
        let settings = versions(app, &plan).await?;
        let page = cases::page_of_open(&mut app.db.read(), CaseId(after_id), BATCH).await?;
        let told = histories(app, &page).await?;
        let actor = row.user_id.map_or(Actor::System, |id| Actor::Staff(UserId(id)));
        let looked = i64::try_from(page.len()).unwrap_or_default();
        let mut batch = Self {
            last_id: page.last().map(|case| case.id.0),
            progress: Progress { looked, ..Progress::default() },
            changed: Vec::with_capacity(page.len()),
            events: Vec::with_capacity(page.len()),
            words: Vec::with_capacity(page.len()),
        };
        let now_ms = app.now_ms();
        for before in &page {
            let history = told.get(&before.id).map_or(&[][..], Vec::as_slice);
            let Some(what) = plan.event(&settings.shelf(), before, history, now_ms)? else { continue };
            batch.progress.changed += 1;
            batch.progress.moved += i64::from(what.public());
            let step = Step::with_words(actor, what, Written::text(&row.reason));
            let moved = moving::advance(&settings, before, history, vec![step], now_ms)?;
            batch.changed.push((moved.case, before.case.version));
            batch.events.extend(moved.events.iter().map(|event| StoredEvent::new(before.id, event)));
            batch.words.extend(moved.words);
        }
        Ok(batch)
    }

    /// One short transaction. A case that has moved meanwhile, or another node that was faster, undoes it all (`false`);
    /// the next round reads again.
    async fn store(&self, app: &App, row: &RecalculationRow) -> Result<bool> {
        let Some(last_id) = self.last_id else { return Ok(false) };
        let mut tx = app.db.begin().await?;
        if !rows::advance(&mut tx, row.id, row.after_id, last_id, self.progress).await? {
            return Ok(false);
        }
        if !self.changed.is_empty() {
            let changed: Vec<_> = self.changed.iter().map(|(case, version)| (case, *version)).collect();
            if cases::update_clocks(&mut tx, &changed).await? != changed.len() as u64 {
                return Ok(false);
            }
            let mut new = Inserts::default();
            events::append(&mut new, self.events.iter().cloned());
            words::insert(&mut new, self.words.iter().cloned());
            new.write(&mut tx).await?;
        }
        tx.commit().await?;
        app.written.ring();
        Ok(true)
    }
}

/// The settings with every version that the plan names: another node may have made them a moment ago.
async fn versions(app: &App, plan: &Plan) -> Result<std::sync::Arc<Settings>> {
    let settings = app.settings();
    let calendars = plan.calendars.values().all(|id| settings.calendars.written(CalendarId(*id)).is_some());
    let policies = plan.policies.values().all(|id| settings.policy(PolicyId(*id)).is_some());
    if calendars && policies { Ok(settings) } else { super::books::refresh(app).await }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hoiam_shared::case::event::RouteWhy;
    use hoiam_shared::ids::AgencyId;

    #[test]
    fn the_clock_of_an_agency_runs_by_the_calendar_of_who_holds_the_case() {
        let check = |happened: &[What], expect: Option<i64>| {
            let event = |(version, what): (u32, &What)| Event {
                version,
                at_ms: 0,
                actor: Actor::System,
                words_sha256: String::new(),
                what: what.clone(),
            };
            let history: Vec<Event> = (2..).zip(happened).map(event).collect();
            assert_eq!(leg_calendar(&history), expect.map(CalendarId), "{happened:?}");
        };
        let routed = What::Routed { agency: AgencyId(1), calendar: CalendarId(1), why: RouteWhy::Person };
        let passed_on = What::Transferred { agency: AgencyId(2), calendar: CalendarId(2), back: false };
        let undone = What::Undone { of: 3, public: true };
        let anew = |agency_calendar| What::Recalculated {
            policy: None,
            calendar: CalendarId(1),
            agency_calendar,
            was_ms: None,
            due_ms: None,
        };
        check(&[], None);
        check(&[routed.clone(), What::Accepted {}], Some(1));
        check(&[routed.clone(), passed_on.clone()], Some(2));
        check(&[routed.clone(), passed_on.clone(), undone.clone()], Some(1));
        check(&[routed.clone(), passed_on, anew(Some(CalendarId(3)))], Some(3));
        check(&[routed, anew(None), undone], Some(1));
    }
}

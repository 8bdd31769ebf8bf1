//! Which deadline policy a case gets, and the sweep that records what became due.

use super::app::App;
use super::books::day_of;
use super::error::Result;
use super::moving;
use super::settings::Settings;
use super::trust::Belief;
use crate::store::{cases, counters, events};
use hoiam_shared::clock::Policy;
use hoiam_shared::ids::CaseId;
use hoiam_shared::query::CaseFacts;
use std::sync::PoisonError;

/// The policy for a case filed now: the first in force that matches.
pub fn choose_policy<'s>(settings: &'s Settings, facts: &CaseFacts<'_>, now_ms: i64) -> Option<&'s Policy> {
    Policy::choose(&settings.policies, day_of(now_ms), |policy| settings.policy_matches(policy.id, facts, now_ms))
}

/// The same for an appeal against the end of another case.
pub fn choose_policy_for_appeal<'s>(settings: &'s Settings, facts: &CaseFacts<'_>, now_ms: i64) -> Option<&'s Policy> {
    let matches = |policy: &Policy| settings.policy_matches(policy.id, facts, now_ms);
    Policy::choose_for_appeal(&settings.policies, day_of(now_ms), matches)
}

/// Cases looked at in one round.
const ROUND: i64 = 500;

/// The counter that holds the time which was believed last.
const BELIEVED: &str = "believed_ms";

/// Whether the clock can be believed; not when it has jumped so far ahead that it may be wrong.
pub async fn trusts_clock(app: &App) -> Result<bool> {
    let known_ms = counters::peek(&mut app.db.read(), BELIEVED).await?;
    let now_ms = app.now_ms();
    let belief = app.watch.lock().unwrap_or_else(PoisonError::into_inner).look(now_ms, app.clock.steady_ms(), known_ms);
    metrics::gauge!("hoiam_clock_doubtful").set(f64::from(u8::from(!matches!(belief, Belief::Right { .. }))));
    match belief {
        Belief::Jumped { ahead_ms } => {
            tracing::warn!(ahead_seconds = ahead_ms / 1_000, "clock.jumped");
            return Ok(false);
        }
        Belief::Doubtful => return Ok(false),
        Belief::Right { keep: false } => {}
        Belief::Right { keep: true } => {
            let mut tx = app.db.begin().await?;
            counters::put(&mut tx, BELIEVED, now_ms).await?;
            tx.commit().await?;
        }
    }
    Ok(true)
}

/// Sweeps if it can be.
pub async fn sweep_if_trusted(app: &App) -> Result<usize> {
    if trusts_clock(app).await? { sweep(app).await } else { Ok(0) }
}

/// Records every warning and breach that is due, each with the instant at which it became so. Two nodes may
/// sweep at once: who comes second finds nothing left to record. Returns how many cases had something.
pub async fn sweep(app: &App) -> Result<usize> {
    let mut done = 0;
    loop {
        let due = cases::to_wake(&mut app.db.read(), app.now_ms(), ROUND).await?;
        for id in &due {
            done += usize::from(record(app, *id).await?);
        }
        if due.len() < usize::try_from(ROUND).unwrap_or(0) {
            return Ok(done);
        }
    }
}

async fn record(app: &App, id: CaseId) -> Result<bool> {
    let settings = app.settings();
    let mut tx = app.db.begin().await?;
    let Some(before) = cases::lock(&mut tx, id).await? else { return Ok(false) };
    let history = events::of_case(&mut tx, id).await?;
    let mut moved = moving::advance(&settings, &before, &history, Vec::new(), app.now_ms())?;
    if moved.events.is_empty() {
        if moved.case.wake_ms == before.wake_ms {
            return Ok(false);
        }
        // Nothing to record, but the case was to be woken at a time that no longer holds.
        moved.case.case.version = before.case.version;
        cases::update(&mut tx, &moved.case, before.case.version).await?;
    } else {
        moved.store(&mut tx, &before).await?;
    }
    tx.commit().await?;
    app.written.ring();
    Ok(true)
}

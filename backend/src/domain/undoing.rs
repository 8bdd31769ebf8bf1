//! Taking back what one has just done: for ten minutes, by whoever did it, and only while nobody has gone on from it. The
//! event stays and another says that it is taken back; the case and its clocks stand as if it had not been.

use super::app::App;
use super::error::{AppError, Result};
use super::moving::{self, Moved, Step};
use super::people::Viewer;
use super::settings::Settings;
use crate::store::cases::StoredCase;
use crate::store::{Tx, cases, events};
use hoiam_shared::case::history::standing;
use hoiam_shared::case::{Action, Actor, Case, Code, Event, What};
use hoiam_shared::error::ErrorCode;

/// How long something can be taken back, in milliseconds.
pub const UNDO_MS: i64 = 600_000;

/// What can be taken back: what nobody outside has been told of, or is told of only when the time is over.
const fn taken_back(action: Action) -> bool {
    matches!(
        action,
        Action::Assign
            | Action::Accept
            | Action::Start
            | Action::Transfer
            | Action::Note
            | Action::Close
            | Action::Acknowledge
    )
}

/// The event that this person can take back: the last thing that anybody did, if it was they, at `since_ms` or later.
pub fn last_of(history: &[Event], actor: Actor, since_ms: i64) -> Option<&Event> {
    let standing = standing(history);
    // Files come with an event, opening who sent it moves nothing, and the clock speaks whenever it has something to say.
    let beside = |event: &Event| matches!(event.what, What::Attached { .. } | What::Unsealed {});
    let done = |event: &&Event| event.actor != Actor::System && !beside(event);
    let version = standing.iter().rev().find(done).map(|event| event.version)?;
    let event = history.iter().find(|event| event.version == version)?;
    let back = event.what.action().is_some_and(taken_back);
    (back && event.actor == actor && event.at_ms >= since_ms).then_some(event)
}

/// Takes back what the person did last to a case. `version` is what they have seen.
pub async fn undo(app: &App, viewer: &Viewer, code: &Code, version: u32) -> Result<()> {
    let settings = app.settings();
    let mut tx = app.db.begin().await?;
    // Passed on, it may be out of their sight; that they did it themselves is what counts.
    let missing = || AppError::Code(ErrorCode::NotFound);
    let found = cases::by_code(&mut tx, code.as_str()).await?.ok_or_else(missing)?;
    let before = cases::lock(&mut tx, found.id).await?.ok_or_else(missing)?;
    let history = events::of_case(&mut tx, before.id).await?;
    let actor = Actor::Staff(viewer.id);
    let ever = history.iter().any(|event| event.actor == actor);
    if !viewer.sees(&settings, before.case.agency, before.case.sealed) && !ever {
        return Err(missing());
    }
    if version > before.case.version {
        return Err(ErrorCode::Stale.into());
    }
    let event = last_of(&history, actor, app.now_ms() - UNDO_MS).map(|event| event.version);
    let of = event.ok_or(AppError::Code(ErrorCode::NotAllowedNow))?;
    let moved = take_back(app, &settings, viewer, &before, &history, of)?;
    moved.store(&mut tx, &before).await?;
    tx.commit().await?;
    app.written.ring();
    Ok(())
}

/// The same for an event of a job that may be taken back as a whole: whenever it happened.
pub async fn undo_in(app: &App, tx: &mut Tx, settings: &Settings, viewer: &Viewer, code: &str, of: u32) -> Result<()> {
    let missing = || AppError::Code(ErrorCode::NotFound);
    let found = cases::by_code(tx, code).await?.ok_or_else(missing)?;
    let before = cases::lock(tx, found.id).await?.ok_or_else(missing)?;
    let history = events::of_case(tx, before.id).await?;
    let last = last_of(&history, Actor::Staff(viewer.id), i64::MIN);
    if last.map(|event| event.version) != Some(of) {
        return Err(ErrorCode::NotAllowedNow.into());
    }
    take_back(app, settings, viewer, &before, &history, of)?.store(tx, &before).await
}

fn take_back(
    app: &App,
    settings: &Settings,
    viewer: &Viewer,
    before: &StoredCase,
    history: &[Event],
    of: u32,
) -> Result<Moved> {
    let denied = AppError::Code(ErrorCode::Denied);
    let Some(event) = history.iter().find(|event| event.version == of) else { return Err(denied) };
    // They must still hold the right by which they did it, where the case was then.
    let earlier = standing(history);
    let earlier = Case::from_events(earlier.iter().filter(|event| event.version < of));
    let earlier = earlier.map_err(|_| AppError::defect(format!("events of case {}", before.id)))?;
    if !event.what.action().is_some_and(|action| viewer.may(settings, action, &earlier)) {
        return Err(denied);
    }
    let what = What::Undone { of, public: event.what.public() };
    moving::advance(settings, before, history, vec![Step::silent(Actor::Staff(viewer.id), what)], app.now_ms())
}

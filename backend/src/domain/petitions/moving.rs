//! How a petition moves: an event that the state table allows is appended, hashed over the one before it, and the row
//! becomes what the events add up to. The one way to change a petition, for authors, moderators, signatures and the
//! calendar alike. The caller has locked it and commits.

use crate::domain::error::{AppError, Result};
use crate::secrets::sha256_of;
use crate::store::petitions::{self as rows, EventRow, Petition};
use crate::store::{Run, Tx, counters};
use hoiam_shared::case::Actor;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::petition::event::{states_after, step};
use hoiam_shared::petition::{PetitionEvent, PetitionState, PetitionWhat};

/// The counter that every change of a petition moves: what is in memory is read again.
pub const VERSION: &str = "petitions";

const DAY_MS: i64 = 86_400_000;

/// All events of a petition, in order.
pub async fn history(db: &mut impl Run, id: i64) -> Result<Vec<PetitionEvent>> {
    rows::events(db, id).await?.iter().map(|row| read(id, row)).collect()
}

/// Reads a stored event.
pub fn read(id: i64, row: &EventRow) -> Result<PetitionEvent> {
    let bad = || AppError::defect(format!("event {} of petition {id} cannot be read", row.version));
    Ok(PetitionEvent {
        version: u32::try_from(row.version).map_err(|_| bad())?,
        at_ms: row.at_ms,
        actor: Actor::from_code(&row.actor).ok_or_else(bad)?,
        what: serde_json::from_str(&row.data).map_err(|_| bad())?,
    })
}

/// The hash of an event over the one before it, hex. Fields are joined by a byte that none of them can contain.
pub fn link(previous: &str, id: i64, event: &EventRow) -> String {
    let said =
        [previous, &id.to_string(), &event.version.to_string(), &event.at_ms.to_string(), &event.actor, &event.data];
    sha256_of(said.into_iter().flat_map(|part| [part.as_bytes(), &[0x1f]]))
}

/// Appends the first event of a petition that was just stored.
pub(super) async fn begin(tx: &mut Tx, petition: &Petition) -> Result<()> {
    let words_sha256 = words_digest(&petition.title, &petition.body);
    let (agency, rules) = (petition.agency, petition.rules.clone());
    let what = PetitionWhat::Begun { agency, rules, words_sha256 };
    append(tx, petition.id, 1, petition.created_ms, Actor::Citizen, &what, "").await
}

async fn append(
    tx: &mut Tx,
    id: i64,
    version: u32,
    at_ms: i64,
    actor: Actor,
    what: &PetitionWhat,
    previous: &str,
) -> Result<()> {
    let data = serde_json::to_string(what).map_err(|error| AppError::Internal(error.into()))?;
    let mut event = EventRow { version: i64::from(version), at_ms, actor: actor.code(), data, hash: String::new() };
    event.hash = link(previous, id, &event);
    rows::append(tx, id, &event).await?;
    counters::take(tx, VERSION, 1).await?;
    Ok(())
}

/// Moves it.
pub(super) async fn advance(
    tx: &mut Tx,
    petition: &mut Petition,
    actor: Actor,
    what: PetitionWhat,
    now_ms: i64,
) -> Result<()> {
    let stored = rows::events(tx, petition.id).await?;
    let events = stored.iter().map(|row| read(petition.id, row)).collect::<Result<Vec<_>>>()?;
    let (Some(last), Some(states)) = (stored.last(), states_after(events.iter().map(|event| &event.what))) else {
        return Err(AppError::defect(format!("events of petition {}", petition.id)));
    };
    // A clock that was set back must not put an event before the one it follows.
    let at_ms = now_ms.max(last.at_ms);
    if let Some(action) = what.action() {
        let (state, _) = step(states, action).ok_or(AppError::Code(ErrorCode::NotAllowedNow))?;
        if state != petition.state {
            (petition.state, petition.since_ms) = (state, at_ms);
        }
    }
    petition.version += 1;
    append(tx, petition.id, petition.version, at_ms, actor, &what, &last.hash).await?;
    fold(petition, &what, at_ms);
    rows::update(tx, petition).await?;
    Ok(())
}

/// What an event makes of the row besides its state.
pub fn fold(petition: &mut Petition, what: &PetitionWhat, at_ms: i64) {
    use PetitionWhat as W;
    match what {
        W::Published { closes_ms } => (petition.opened_ms, petition.closes_ms) = (Some(at_ms), Some(*closes_ms)),
        W::Rejected { ground, reason } | W::TakenDown { ground, reason } => {
            (petition.ground, petition.reason) = (Some(*ground), reason.clone());
            petition.ended_ms = Some(at_ms);
        }
        W::Restored { .. } => {
            (petition.ground, petition.reason) = (None, String::new());
            if petition.state != PetitionState::Closed {
                petition.ended_ms = None;
            }
        }
        W::Withdrawn | W::Lapsed | W::Closed { .. } => petition.ended_ms = Some(at_ms),
        W::Begun { .. }
        | W::Confirmed
        | W::Submitted
        | W::Amended { .. }
        | W::Reached { .. }
        | W::TakenBack { .. }
        | W::ReachedAgain { .. }
        | W::Reviewed { .. }
        | W::Archived { .. } => {}
    }
    if what.action().is_some() {
        (petition.held_by, petition.held_ms) = (None, 0);
    }
    petition.wake_ms = wake(petition);
}

/// When the calendar has something to do for a petition.
pub fn wake(petition: &Petition) -> Option<i64> {
    use PetitionState as S;
    let rules = &petition.rules;
    match petition.state {
        S::Draft | S::Sponsoring => Some(petition.created_ms + i64::from(rules.sponsor_days) * DAY_MS),
        S::Moderation | S::Archived => None,
        S::Open => petition.closes_ms,
        S::Closed | S::Rejected | S::Withdrawn | S::Lapsed | S::TakenDown => {
            petition.ended_ms.map(|ended| ended + i64::from(rules.keep_days) * DAY_MS)
        }
    }
}

/// The digest of its words.
pub fn words_digest(title: &str, body: &str) -> String {
    crate::words::words_digest(title, body, "")
}

//! What the calendar does to petitions: supporters or the period run out, and long after the end the data of those who
//! signed are deleted while the counts stay.

use super::moving;
use crate::domain::app::App;
use crate::domain::error::Result;
use crate::store::petitions as rows;
use crate::store::signatures;
use hoiam_shared::case::Actor;
use hoiam_shared::petition::{PetitionState, PetitionWhat};

/// Petitions looked at in one round.
const ROUND: i64 = 100;
/// Signatures whose data are deleted in one transaction.
const AT_ONCE: i64 = 5_000;

/// Does what is due; how many petitions moved.
pub async fn sweep(app: &App) -> Result<usize> {
    let mut done = 0;
    for id in rows::waking(&mut app.db.read(), app.now_ms(), ROUND).await? {
        done += usize::from(wake(app, id).await?);
    }
    if done > 0 {
        app.petitions.board.stale();
    }
    Ok(done)
}

async fn wake(app: &App, id: i64) -> Result<bool> {
    use PetitionState as S;
    let now_ms = app.now_ms();
    let state = rows::by_id(&mut app.db.read(), id).await?.map(|petition| petition.state);
    if state.is_some_and(|state| !state.signs() && state != S::Draft) {
        // In pieces, so that those who sign elsewhere need not wait; whoever stops in between goes on here.
        loop {
            let mut tx = app.db.begin().await?;
            let forgotten = signatures::forget(&mut tx, id, AT_ONCE).await?;
            tx.commit().await?;
            if forgotten < AT_ONCE.unsigned_abs() {
                break;
            }
        }
    }
    let mut tx = app.db.begin().await?;
    let Some(mut petition) = rows::lock(&mut tx, id).await? else { return Ok(false) };
    if petition.wake_ms.is_none_or(|wake| wake > now_ms) {
        return Ok(false);
    }
    let what = match petition.state {
        S::Draft | S::Sponsoring => PetitionWhat::Lapsed,
        S::Open => PetitionWhat::Closed { reason: String::new() },
        S::Closed | S::Rejected | S::Withdrawn | S::Lapsed | S::TakenDown => {
            signatures::forget_pending(&mut tx, id).await?;
            let (count, _) = signatures::total(&mut tx, id).await?;
            PetitionWhat::Archived { count: count.unsigned_abs() }
        }
        S::Moderation | S::Archived => return Ok(false),
    };
    moving::advance(&mut tx, &mut petition, Actor::System, what, now_ms).await?;
    if matches!(petition.state, S::Closed | S::Lapsed) {
        super::letters::news(&mut tx, app, &petition).await?;
    }
    tx.commit().await?;
    Ok(true)
}

//! Who looks at a case just now, and who of them is writing: so that two people do not do the same. It is said again while a
//! page is open and lapses by itself; no trace of it stays. Whoever may see the case hears of it on the live stream of their
//! own node at once, and by what they say themselves on any other.

use super::app::{App, LiveEvent, LiveWhat};
use super::error::{AppError, Result};
use super::people::Viewer;
use crate::store::{cases, presence};
use hoiam_shared::case::Code;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::ids::UserId;
use hoiam_shared::wire::case::{PresenceInput, PresenceView, PresentView};

/// How long somebody counts as there after they said so, in milliseconds: a page says it twice as often.
const LASTS_MS: i64 = 60_000;

/// Says that one is there, or gone; tells who is.
pub async fn say(app: &App, viewer: &Viewer, code: &Code, input: &PresenceInput) -> Result<PresenceView> {
    let settings = app.settings();
    let now_ms = app.now_ms();
    let found = cases::by_code_in(&mut app.db.read(), &viewer.ranges(&settings), code.as_str()).await?;
    let stored = found.ok_or(AppError::Code(ErrorCode::NotFound))?;
    let before = presence::of_case(&mut app.db.read(), stored.id, now_ms).await?;
    let mut tx = app.db.begin().await?;
    if input.here {
        presence::put(&mut tx, stored.id, viewer.id, input.writing, now_ms + LASTS_MS).await?;
    } else {
        presence::remove(&mut tx, stored.id, viewer.id, now_ms).await?;
    }
    tx.commit().await?;
    let there = presence::of_case(&mut app.db.read(), stored.id, now_ms).await?;
    let person = |row: &presence::PresentRow| {
        let person = settings.person(UserId(row.user_id))?;
        Some(PresentView { user: person.login.clone(), name: person.name.clone(), writing: row.writing != 0 })
    };
    let view = PresenceView { code: stored.code.clone(), people: there.iter().filter_map(person).collect() };
    if before != there {
        let told = LiveEvent {
            what: LiveWhat::Presence(view.clone()),
            case: stored.id,
            agency: stored.case.agency,
            sealed: stored.case.sealed,
        };
        // Nobody listening is no failure.
        drop(app.live.send(told));
    }
    Ok(view)
}

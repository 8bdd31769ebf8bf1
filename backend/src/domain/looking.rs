//! Who of staff looked at which case: written down before anything is shown, so that nobody sees a case without a trace. Once
//! for each person, case and hour, or a page that is open all day would fill the record. No list of cases is a look: it shows
//! what the work needs to be divided, and no contact.

use super::app::App;
use super::audit::Asked;
use super::error::{AppError, Result};
use super::people::Viewer;
use super::sla;
use crate::store::looks::{self as rows, LookRow, Wanted};
use crate::store::people;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::ids::{AgencyId, CaseId, UserId};
use hoiam_shared::rights::Role;
use hoiam_shared::wire::looks::{CaseLook, LooksView};
use hoiam_shared::{Lang, Stamp};
use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Entries of a page.
const PAGE: usize = 100;
const HOUR_MS: i64 = 3_600_000;
/// Old ones removed in one transaction.
const BATCH: i64 = 1_000;

/// A look: at which case, by whom.
type Look = (CaseId, UserId);

/// Looks that this node has written down within the present hour: a second one costs nothing. Those that come while others are
/// being written wait, and are written together by the next in turn.
#[derive(Debug, Default)]
pub struct Looked {
    written: Mutex<(i64, HashSet<Look>)>,
    waiting: Mutex<Vec<Look>>,
    turn: tokio::sync::Mutex<()>,
}

impl Looked {
    /// Whether it is written down.
    fn known(&self, hour: i64, look: Look) -> bool {
        let mut written = held(&self.written);
        if written.0 != hour {
            *written = (hour, HashSet::new());
        }
        written.1.contains(&look)
    }

    fn remember(&self, hour: i64, looks: &[Look]) {
        let mut written = held(&self.written);
        if written.0 == hour {
            written.1.extend(looks);
        }
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Every change leaves it whole.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes looks older than the installation keeps them; returns how many. Not while the clock may be wrong.
pub async fn sweep_if_trusted(app: &App) -> Result<u64> {
    if sla::trusts_clock(app).await? { sweep(app).await } else { Ok(0) }
}

/// Removes looks older than the installation keeps them; returns how many.
pub async fn sweep(app: &App) -> Result<u64> {
    let before_ms = app.now_ms() - app.looks_kept_ms;
    let mut swept = 0;
    while rows::any_before(&mut app.db.read(), before_ms).await? {
        let mut tx = app.db.begin().await?;
        let gone = rows::remove_before(&mut tx, before_ms, BATCH).await?;
        tx.commit().await?;
        swept += gone;
    }
    Ok(swept)
}

/// Writes down that somebody looks at a case. Where that cannot be written, nothing is shown.
pub async fn at(app: &App, viewer: &Viewer, case: CaseId) -> Result<()> {
    let now_ms = app.now_ms();
    let hour = now_ms.div_euclid(HOUR_MS);
    let (looked, look) = (&app.looked, (case, viewer.id));
    if looked.known(hour, look) {
        return Ok(());
    }
    held(&looked.waiting).push(look);
    let _turn = looked.turn.lock().await;
    // Whoever had the turn before has written it along, or could not.
    if looked.known(hour, look) {
        return Ok(());
    }
    let mut looks = std::mem::take(&mut *held(&looked.waiting));
    if !looks.contains(&look) {
        looks.push(look);
    }
    let mut tx = app.db.begin().await?;
    rows::put(&mut tx, &looks, 0, now_ms).await?;
    tx.commit().await?;
    looked.remember(hour, &looks);
    Ok(())
}

/// Who looked, newest first, as far as the reader may know; `asked.item` is the code of a case.
pub async fn page(app: &App, viewer: &Viewer, asked: &Asked, unsealed: bool, lang: Lang) -> Result<LooksView> {
    let settings = app.settings();
    let ranges = viewer.ranges_where(&settings, Role::reads_looks, Role::reads_sealed_looks);
    if ranges.cases.is_empty() && ranges.sealed.is_empty() {
        return Err(AppError::Code(ErrorCode::Denied));
    }
    let mut read = app.db.read();
    let user = match asked.who.trim() {
        "" => None,
        // Who is not known has seen nothing.
        login => Some(people::by_login(&mut read, login).await?.map_or(-1, |user| user.id.0)),
    };
    let wanted = Wanted {
        ranges,
        user,
        code: Some(asked.item.trim().to_uppercase()).filter(|code| !code.is_empty()),
        unsealed,
        from_ms: asked.from_ms,
        to_ms: asked.to_ms,
        before: asked.before,
    };
    let mut found = rows::page(&mut read, &wanted, PAGE as i64 + 1).await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let view = |row: LookRow| {
        let person = settings.person(UserId(row.user_id));
        CaseLook {
            at: Stamp(row.at_ms),
            who: person.map(|person| person.name.clone()).unwrap_or_default(),
            login: person.map(|person| person.login.clone()).unwrap_or_default(),
            code: row.code,
            agency: row.agency_id.and_then(|id| Some(settings.agency(AgencyId(id))?.view(lang))),
            unsealed: row.version > 0,
            reason: row.reason.unwrap_or_default(),
        }
    };
    Ok(LooksView {
        next: found.last().filter(|_| more).map(|row| row.id),
        total: u64::try_from(rows::count(&mut read, &wanted).await?).unwrap_or_default(),
        looks: found.into_iter().map(view).collect(),
    })
}

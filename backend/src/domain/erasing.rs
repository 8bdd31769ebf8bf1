//! Erasing the personal data of a case: an act with a reason that stays, by whoever answers for the agency, or by a rule of
//! retention. One transaction takes away all that is beside the ledger; the events stay with their digests, so the chain
//! verifies as before and no figure moves. Bytes of files, of the indexes and of SQLite's log go right behind it.

use super::app::App;
use super::audit::{self, Entry};
use super::erasures::Erasure;
use super::error::{AppError, Result};
use super::evidence::sweeping;
use super::moving::{self, Step, Written};
use super::people::Viewer;
use super::settings::Settings;
use super::telling;
use super::unsealing;
use crate::outside::files::Files;
use crate::store::cases::StoredCase;
use crate::store::{Db, Tx, cases, erasing, events};
use hoiam_shared::audit::{Act, Thing};
use hoiam_shared::case::{Actor, Case, Code, What};
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::story::Story;
use hoiam_shared::rights::Role;

/// Whether somebody may erase the personal data of this case now.
pub fn may(settings: &Settings, viewer: &Viewer, case: &Case) -> bool {
    case.erasable() && holds(settings, viewer, case)
}

fn holds(settings: &Settings, viewer: &Viewer, case: &Case) -> bool {
    viewer.sees(settings, case.agency, case.sealed) && viewer.holds(settings, case.agency, Role::keeps_personal_data)
}

/// Erases them, for a reason.
pub async fn erase(app: &App, viewer: &Viewer, code: &Code, reason: &str) -> Result<()> {
    let settings = app.settings();
    let mut tx = app.db.begin().await?;
    let before = unsealing::for_a_reason(&mut tx, &settings, viewer, code, reason, holds).await?;
    let step = Step::with_words(Actor::Staff(viewer.id), What::Erased { rule: None }, Written::text(reason));
    erase_in(&mut tx, &settings, &before, vec![step], app.now_ms()).await?;
    audit::by(app, &mut tx, viewer, entry(&settings, &before)).await?;
    tx.commit().await?;
    app.written.ring();
    bytes(app).await;
    Ok(())
}

/// How the record of acts, which is read by people without the right to sealed cases, names a case.
pub(super) fn named(case: &StoredCase) -> String {
    if case.case.sealed { String::new() } else { case.code.clone() }
}

/// That it was done, for the record of acts.
fn entry(settings: &Settings, case: &StoredCase) -> Entry {
    let agency = case.case.agency.unwrap_or_else(|| audit::all(settings));
    Entry::of(Act::Erased, Thing::PersonalData, named(case), agency)
}

/// Erases the personal data of a case that is locked, whoever commits it; the last of the steps says so. `NotAllowedNow` while
/// somebody works on it, and when that was done before.
pub(super) async fn erase_in(
    tx: &mut Tx,
    settings: &Settings,
    before: &StoredCase,
    steps: Vec<Step>,
    now_ms: i64,
) -> Result<()> {
    let history = events::of_case(tx, before.id).await?;
    let moved = moving::advance(settings, before, &history, steps, now_ms)?;
    moved.store(tx, before).await?;
    erasing::erase(tx, before.id, moved.case.case.version, now_ms).await?;
    Ok(())
}

/// An erasure that was repeated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeated {
    /// As it was the first time.
    pub erasure: Erasure,
    /// The case was still being worked on when the backup was taken, and was ended for this.
    pub ended: bool,
}

/// Erases again what a list says, in a database that came out of a backup and does not know of it yet. A case that was still
/// open then has lost its end with everything else since: nobody can answer what is not there any more, so it ends as one that
/// was taken back, and says why.
pub async fn again(db: &Db, files: &Files, list: &[Erasure], now_ms: i64) -> Result<Vec<Repeated>> {
    let settings = Settings::load(db).await.map_err(AppError::Internal)?;
    let mut repeated = Vec::new();
    for erasure in list {
        let Some(found) = cases::by_code(&mut db.read(), &erasure.code).await? else { continue };
        let mut tx = db.begin().await?;
        let before = cases::lock(&mut tx, found.id).await?;
        let Some(before) = before.filter(|case| erasure.is_of(case) && !case.case.erased) else { continue };
        let ended = before.case.state.open();
        let (why, lang) = (if ended { Story::ErasedAgainOpen } else { Story::ErasedAgain }, before.case.language);
        let reason = fill(why.text(lang), &[("date", &telling::day(erasure.erased.ms(), lang))]);
        let mut steps = vec![Step::with_words(Actor::System, What::Erased { rule: None }, Written::text(&reason))];
        if ended {
            steps.insert(0, Step::silent(Actor::System, What::Withdrawn {}));
        }
        erase_in(&mut tx, &settings, &before, steps, now_ms).await?;
        audit::record(&mut tx, now_ms, None, entry(&settings, &before)).await?;
        tx.commit().await?;
        repeated.push(Repeated { erasure: erasure.clone(), ended });
    }
    sweeping::erased(db, files).await?;
    Ok(repeated)
}

/// Removes the bytes of erased files. What cannot be removed now is removed by the sweep of uploads.
pub(super) async fn bytes(app: &App) {
    if let Err(error) = sweeping::erased(&app.db, &app.evidence.files).await {
        tracing::warn!(?error, "erased.files_retry");
    }
}

/// Takes what was erased out of the bytes that a deletion leaves behind: SQLite's log, and the parts of this node's indexes that
/// have been written before. Cheap when nothing was erased since the last time.
pub async fn scrub(app: &App) -> Result<()> {
    let Some(seq) = events::last_erased(&mut app.db.read()).await? else { return Ok(()) };
    if !app.db.scrub().await? {
        return Ok(());
    }
    for index in [app.index.clone(), app.public.clone()] {
        let forgotten = tokio::task::spawn_blocking(move || index.forget(seq)).await;
        forgotten
            .map_err(|error| AppError::Internal(error.into()))?
            .map_err(|error| AppError::Internal(error.into()))?;
    }
    Ok(())
}

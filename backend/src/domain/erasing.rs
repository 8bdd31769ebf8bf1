//! Erasing the personal data of a case: an act with a reason that stays, by whoever answers for the agency, or by a rule of
//! retention. One transaction takes away all that is beside the ledger; the events stay with their digests, so the chain
//! verifies as before and no figure moves. Bytes of files, of the indexes and of SQLite's log go right behind it.

use super::app::App;
use super::audit::{self, Entry};
use super::error::{AppError, Result};
use super::evidence::sweeping;
use super::moving::{self, Step, Written};
use super::people::Viewer;
use super::settings::Settings;
use super::unsealing;
use crate::store::cases::StoredCase;
use crate::store::{Tx, erasing, events};
use hoiam_shared::audit::{Act, Thing};
use hoiam_shared::case::{Actor, Case, Code, What};
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
    erase_in(app, &mut tx, &settings, &before, step).await?;
    let agency = before.case.agency.unwrap_or_else(|| audit::all(&settings));
    audit::by(app, &mut tx, viewer, Entry::of(Act::Erased, Thing::PersonalData, named(&before), agency)).await?;
    tx.commit().await?;
    app.written.ring();
    bytes(app).await;
    Ok(())
}

/// How the record of acts, which is read by people without the right to sealed cases, names a case.
pub(super) fn named(case: &StoredCase) -> String {
    if case.case.sealed { String::new() } else { case.code.clone() }
}

/// Erases the personal data of a case that is locked, whoever commits it. `NotAllowedNow` while somebody works on it, and when
/// that was done before.
pub(super) async fn erase_in(
    app: &App,
    tx: &mut Tx,
    settings: &Settings,
    before: &StoredCase,
    step: Step,
) -> Result<()> {
    let history = events::of_case(tx, before.id).await?;
    let moved = moving::advance(settings, before, &history, vec![step], app.now_ms())?;
    moved.store(tx, before).await?;
    erasing::erase(tx, before.id, moved.case.case.version, app.now_ms()).await?;
    Ok(())
}

/// Removes the bytes of erased files. What cannot be removed now is removed by the sweep of uploads.
pub(super) async fn bytes(app: &App) {
    if let Err(error) = sweeping::erased(app).await {
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

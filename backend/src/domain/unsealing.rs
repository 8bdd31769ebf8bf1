//! Opening who sent a sealed case: an act with a reason that stays in the ledger, by whoever has the right. What is opened is
//! given to the one who asked and shown by no other way.

use super::app::App;
use super::error::{AppError, Result};
use super::moving::{self, Step, Written};
use super::people::Viewer;
use super::settings::Settings;
use crate::store::cases::StoredCase;
use crate::store::words::SealedContact;
use crate::store::{Tx, cases, events, looks, words};
use hoiam_shared::case::{Actor, Case, Code, What};
use hoiam_shared::check;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::ids::CaseId;
use hoiam_shared::limits;
use hoiam_shared::rights::Role;
use hoiam_shared::wire::intake::Contact;

/// Whether somebody may open who sent this case.
pub fn may(settings: &Settings, viewer: &Viewer, case: &Case) -> bool {
    viewer.sees(settings, case.agency, case.sealed) && viewer.holds(settings, case.agency, Role::unseals)
}

/// What a sealed contact says.
pub fn read(app: &App, case: CaseId, sealed: &SealedContact) -> Result<Option<Contact>> {
    let plain = app.keys.open(case.0, &sealed.key_id, &sealed.sealed);
    let plain = plain.map_err(|error| AppError::Internal(error.into()))?;
    Ok(serde_json::from_str(&plain).ok())
}

/// The case for what needs a right and a reason, locked.
pub(super) async fn for_a_reason(
    tx: &mut Tx,
    settings: &Settings,
    viewer: &Viewer,
    code: &Code,
    reason: &str,
    may: fn(&Settings, &Viewer, &Case) -> bool,
) -> Result<StoredCase> {
    let mut faults = Vec::new();
    check::text("reason", reason, 1, limits::REASON_CHARS, &mut faults);
    if !faults.is_empty() {
        return Err(AppError::Invalid(faults));
    }
    let missing = || AppError::Code(ErrorCode::NotFound);
    let found = cases::by_code_in(tx, &viewer.ranges(settings), code.as_str()).await?.ok_or_else(missing)?;
    let before = cases::lock(tx, found.id).await?.ok_or_else(missing)?;
    if may(settings, viewer, &before.case) { Ok(before) } else { Err(ErrorCode::Denied.into()) }
}

/// Opens it: the event first, then the contact.
pub async fn open(app: &App, viewer: &Viewer, code: &Code, reason: &str) -> Result<Contact> {
    let settings = app.settings();
    let mut tx = app.db.begin().await?;
    let before = for_a_reason(&mut tx, &settings, viewer, code, reason, may).await?;
    let sealed = words::contact(&mut tx, before.id).await?.filter(|_| before.case.sealed);
    let contact = match sealed {
        Some(sealed) => read(app, before.id, &sealed)?,
        None => None,
    };
    // Nothing is sealed, so nothing is opened and nothing is to be written down.
    let contact = contact.ok_or(AppError::Code(ErrorCode::NotAllowedNow))?;
    let history = events::of_case(&mut tx, before.id).await?;
    let step = Step::with_words(Actor::Staff(viewer.id), What::Unsealed {}, Written::text(reason));
    let moved = moving::advance(&settings, &before, &history, vec![step], app.now_ms())?;
    moved.store(&mut tx, &before).await?;
    let opened = moved.events.iter().find(|event| matches!(event.what, What::Unsealed {}));
    let version = opened.map_or(0, |event| i64::from(event.version));
    looks::put(&mut tx, &[(before.id, viewer.id)], version, app.now_ms()).await?;
    tx.commit().await?;
    app.written.ring();
    Ok(contact)
}

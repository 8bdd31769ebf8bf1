//! What the citizen is given for a filed case. Worked out from the events of the filing alone, so that a
//! retry, however late, is given the same.

use crate::domain::app::App;
use crate::domain::error::{AppError, Result};
use crate::domain::moving::clocks_of;
use crate::domain::settings::Settings;
use crate::domain::telling;
use crate::store::cases::StoredCase;
use crate::store::{cases, events};
use hoiam_shared::Stamp;
use hoiam_shared::case::{Actor, Case, Event, What};
use hoiam_shared::ids::CaseId;
use hoiam_shared::wire::intake::{AgencyRef, Receipt};

/// For a case that was stored just now.
pub(super) fn of_new(app: &App, settings: &Settings, stored: &StoredCase, events: &[Event]) -> Result<Receipt> {
    let lang = stored.case.language;
    let agency = stored.case.agency.and_then(|id| settings.agency(id));
    Ok(Receipt {
        secret: app.keys.secret_of(&stored.code),
        status: stored.case.state,
        agency: agency.map_or_else(|| AgencyRef { code: String::new(), name: String::new() }, |a| a.view(lang)),
        due_at: stored.due_ms.map(Stamp),
        due_explained: telling::due_explained(settings, events, lang),
        tracking_url: format!("{}/t/{}", app.public_url, stored.code),
        code: stored.code.clone(),
    })
}

/// For a case that was stored before: as it was right after the filing.
pub(super) async fn of_known(app: &App, settings: &Settings, id: CaseId) -> Result<Receipt> {
    let stored = cases::by_ids(&mut app.db.read(), &[id])
        .await?
        .pop()
        .ok_or_else(|| AppError::defect(format!("a key names case {id}, which does not exist")))?;
    let history = events::of_case(&mut app.db.read(), id).await?;
    let filed = as_filed(settings, stored, &history)?;
    of_new(app, settings, &filed, filing(&history))
}

/// The case as it was right after its filing.
pub(super) fn as_filed(settings: &Settings, mut stored: StoredCase, history: &[Event]) -> Result<StoredCase> {
    let filing = filing(history);
    stored.case = Case::from_events(filing).map_err(|_| AppError::defect(format!("events of case {}", stored.id)))?;
    let clocks = clocks_of(settings, &stored, filing)?;
    stored.set_clocks(&clocks);
    Ok(stored)
}

/// The events that the filing itself left: those of its instant made by the citizen and the program.
fn filing(history: &[Event]) -> &[Event] {
    let at_ms = history.first().map_or(0, |first| first.at_ms);
    // A third one only where the citizen joined another case by it.
    let joined = |e: &Event| matches!(e.what, What::Merged { .. }) && e.actor == Actor::Citizen;
    let most = if history.get(2).is_some_and(joined) { 3 } else { 2 };
    let end = history.iter().take(most).take_while(|e| e.at_ms == at_ms && !matches!(e.actor, Actor::Staff(_))).count();
    &history[..end]
}

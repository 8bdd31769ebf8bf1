//! Cases that are opened out of something that happened elsewhere: an appeal, a part of another case, a petition that reached
//! its threshold.
//! Nobody screens or routes them: who has to deal with them is known.

use super::prepare::Prepared;
use crate::domain::app::App;
use crate::domain::error::{AppError, Result};
use crate::domain::evidence::giving::{self, Given};
use crate::domain::moving::clocks_of;
use crate::domain::settings::Settings;
use crate::store::words::{SealedContact, Words};
use crate::words::words_digest;
use hoiam_shared::case::event::{Received, RouteWhy};
use hoiam_shared::case::{Actor, Case, Event, What};
use hoiam_shared::ids::{AgencyId, CaseId};
use hoiam_shared::text::plan::Body;
use std::sync::Arc;

/// What is opened.
#[derive(Debug)]
pub struct Opening {
    /// Its identity.
    pub id: CaseId,
    /// Its first event.
    pub received: Received,
    /// When that was, milliseconds UTC.
    pub received_ms: i64,
    /// By whom.
    pub actor: Actor,
    /// Who has to deal with it.
    pub agency: AgencyId,
    /// Why they.
    pub why: RouteWhy,
    /// What it says.
    pub words: Words,
    /// The same, taken apart.
    pub text: Arc<Body>,
    /// How to reach whoever it comes from.
    pub contact: Option<SealedContact>,
    /// Files that come with it.
    pub files: Vec<Given>,
    /// Names what it comes from: there is one such case.
    pub key: String,
    /// Digest of what it was made of.
    pub body_sha256: String,
}

/// How to reach a citizen, sealed for another case of theirs.
pub fn resealed(app: &App, kept: &SealedContact, id: CaseId) -> Option<SealedContact> {
    let plain = app.keys.open(kept.case_id, &kept.key_id, &kept.sealed).ok()?;
    let (key_id, sealed) = app.keys.seal(app.random.as_ref(), id.0, &plain);
    Some(SealedContact { case_id: id.0, key_id, sealed, notify: kept.notify })
}

/// The case with its events and clocks, to be stored by the caller.
pub fn prepare(app: &App, settings: &Settings, opening: Opening) -> Result<Prepared> {
    let Opening { id, received, received_ms, actor, agency, why, words, text, contact, files, key, body_sha256 } =
        opening;
    let (now_ms, site) = (app.now_ms(), received.site);
    let calendar = settings.calendar_of(agency, now_ms).unwrap_or(received.calendar);
    let mut case = Case::begin(&received, received_ms);
    let event = |version, actor, words_sha256, what| {
        let at_ms = if version == 1 { received_ms } else { now_ms };
        Event { version, at_ms, actor, words_sha256, what }
    };
    let digest = words_digest(&words.title, &words.body, &words.address);
    let mut events = vec![
        event(1, actor, digest, What::Received(received)),
        event(2, Actor::System, String::new(), What::Routed { agency, calendar, why }),
    ];
    let refused = |_| AppError::defect("a case that the program opens is refused by the state table");
    case.apply(&events[1]).map_err(refused)?;
    let mut came = giving::Files::default();
    if !files.is_empty() {
        let (what, rows) = giving::attach(id, &events, 1, true, &[], &files);
        events.push(event(3, actor, String::new(), what));
        case.apply(&events[2]).map_err(refused)?;
        came = rows;
    }
    let mut stored = app.new_case(id, case)?;
    let clocks = clocks_of(settings, &stored, &events)?;
    stored.set_clocks(&clocks);
    Ok(Prepared { site: site.0, key, body_sha256, stored, events, words, body: text, contact, files: came })
}

//! How a case moves: steps become events, events become the new state, clocks are worked out again. The one
//! way to change a case, used by intake, staff, citizens and the sweep alike.

use super::error::{AppError, Result};
use super::evidence::giving::{self, Files, Given};
use super::publishing;
use super::settings::Settings;
use crate::store::cases::StoredCase;
use crate::store::events::StoredEvent;
use crate::store::publications::{self, PublicPicture, Publication};
use crate::store::words::Words;
use crate::store::{Inserts, Tx, cases, deliveries, events, words};
use crate::words::words_digest;
use hoiam_shared::case::event::AttachedFile;
use hoiam_shared::case::history::NotAllowed;
use hoiam_shared::case::{Actor, Case, Event, What};
use hoiam_shared::clock::{self, ClockError, Clocks};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::ids::CaseId;
use serde::de::DeserializeOwned;

/// What a person wrote with a step.
#[derive(Debug, Clone, Default)]
pub struct Written {
    /// Title; only when filing.
    pub title: String,
    /// Text.
    pub body: String,
    /// Place in the citizen's words; only when filing.
    pub address: String,
}

impl Written {
    /// A text alone.
    pub fn text(body: &str) -> Self {
        Self { body: body.trim().to_owned(), ..Self::default() }
    }

    fn is_empty(&self) -> bool {
        self.title.is_empty() && self.body.is_empty() && self.address.is_empty()
    }
}

/// One thing to happen.
#[derive(Debug, Clone)]
pub struct Step {
    /// Who does it.
    pub actor: Actor,
    /// What.
    pub what: What,
    /// With which words.
    pub words: Written,
    /// With which files.
    pub files: Vec<Given>,
    /// Files that came with an earlier event and come once more with this one.
    pub carried: Vec<AttachedFile>,
    /// What everybody reads from then on.
    pub copy: Option<publishing::Copy>,
}

impl Step {
    /// A step without files.
    pub fn with_words(actor: Actor, what: What, words: Written) -> Self {
        Self { actor, what, words, files: Vec::new(), carried: Vec::new(), copy: None }
    }

    /// A step without words.
    pub fn silent(actor: Actor, what: What) -> Self {
        Self::with_words(actor, what, Written::default())
    }
}

/// A case after some steps, not stored yet.
#[derive(Debug, Clone)]
pub struct Moved {
    /// The new state.
    pub case: StoredCase,
    /// The events that lead to it.
    pub events: Vec<Event>,
    /// The words beside them.
    pub words: Vec<Words>,
    /// The files beside them.
    pub files: Files,
    /// What everybody reads from then on.
    pub publication: Option<Publication>,
    /// What everybody sees beside it.
    pub pictures: Vec<PublicPicture>,
}

/// Works out what some steps make of a case. What its clock has to record by now comes first, so that a late
/// answer can never hide that it was late.
pub fn advance(
    settings: &Settings,
    before: &StoredCase,
    history: &[Event],
    steps: Vec<Step>,
    now_ms: i64,
) -> Result<Moved> {
    // A clock that was set back must not put an event before the one it follows.
    let at_ms = history.last().map_or(now_ms, |last| now_ms.max(last.at_ms));
    let mut moved = Moved {
        case: before.clone(),
        events: Vec::with_capacity(steps.len()),
        words: Vec::new(),
        files: Files::default(),
        publication: None,
        pictures: Vec::new(),
    };
    let mut all = history.to_vec();
    if before.wake_ms.is_some_and(|wake| wake <= at_ms) {
        for what in clocks_of(settings, before, &all)?.to_record(at_ms) {
            moved.add(Step::silent(Actor::System, what), at_ms, &mut all)?;
        }
    }
    for step in steps {
        moved.add(step, at_ms, &mut all)?;
    }
    // Work is never owed by an agency that is no more: one that comes back to it (a reopening, a transfer taken back) is
    // with whoever took its place.
    if moved.case.case.state.open()
        && let Some(what) = succession(settings, &moved.case.case)
    {
        moved.add(Step::silent(Actor::System, what), at_ms, &mut all)?;
    }
    let clocks = clocks_of(settings, &moved.case, &all)?;
    moved.case.set_clocks(&clocks);
    Ok(moved)
}

/// The event by which whoever took the place of the agency that holds a case gets it; `None` when it is still there.
pub fn succession(settings: &Settings, case: &Case) -> Option<What> {
    let from = case.agency?;
    let heir = settings.present(from)?.id;
    (heir != from).then_some(What::Succeeded { from, agency: heir })
}

impl Moved {
    fn add(&mut self, step: Step, at_ms: i64, all: &mut Vec<Event>) -> Result<()> {
        let Step { actor, what, words, files, carried, copy } = step;
        let public = what.public();
        let version = self.append(actor, what, &words, at_ms, all)?;
        if let Some(copy) = copy {
            let (copy, pictures) = copy.stored(&self.case, version, at_ms);
            self.publication = Some(copy);
            self.pictures = pictures;
        }
        if !words.is_empty() {
            self.words.push(Words {
                case_id: self.case.id.0,
                version: i64::from(version),
                title: words.title,
                body: words.body,
                address: words.address,
            });
        }
        if !files.is_empty() || !carried.is_empty() {
            let (what, came) = giving::attach(self.case.id, all, version, public, &carried, &files);
            self.append(actor, what, &Written::default(), at_ms, all)?;
            self.files.add(came);
        }
        Ok(())
    }

    /// Adds an event; returns its version.
    fn append(&mut self, actor: Actor, what: What, words: &Written, at_ms: i64, all: &mut Vec<Event>) -> Result<u32> {
        let event = Event {
            version: self.case.case.version + 1,
            at_ms,
            actor,
            words_sha256: words_digest(&words.title, &words.body, &words.address),
            what,
        };
        self.case
            .case
            .followed_by(all, &event)
            .map_err(|NotAllowed { .. }| AppError::Code(ErrorCode::NotAllowedNow))?;
        let version = event.version;
        all.push(event.clone());
        self.events.push(event);
        Ok(version)
    }

    /// Stores what happened. `Stale` when the case has moved on.
    pub async fn store(&self, tx: &mut Tx, before: &StoredCase) -> Result<()> {
        if self.events.is_empty() {
            return Ok(());
        }
        if !cases::update(tx, &self.case, before.case.version).await? {
            return Err(ErrorCode::Stale.into());
        }
        let mut new = Inserts::default();
        events::append(&mut new, self.events.iter().map(|event| StoredEvent::new(self.case.id, event)));
        words::insert(&mut new, self.words.iter().cloned());
        giving::store(tx, &[(self.case.id, &self.files)], &mut new).await?;
        new.write(tx).await?;
        // What was told of it is kept from the same people.
        if self.case.case.sealed != before.case.sealed {
            deliveries::seal(tx, self.case.id, self.case.case.sealed).await?;
        }
        // Whatever takes a publication back (a reopening, the citizen's word) takes its copy along.
        let public = self.case.case.published;
        if public != before.case.published {
            match self.publication.as_ref().filter(|copy| public.map(i64::from) == Some(copy.version)) {
                Some(copy) => {
                    publications::put(tx, copy).await?;
                    publications::put_pictures(tx, self.case.id, &self.pictures).await?;
                }
                None => publications::remove(tx, self.case.id).await?,
            }
        }
        Ok(())
    }
}

impl StoredCase {
    /// Stores the clocks and what of them is sorted and swept by.
    pub fn set_clocks(&mut self, clocks: &Clocks) {
        self.due_ms = clocks.due_ms();
        self.wake_ms = clocks.wake_ms();
        self.clocks = serde_json::to_string(clocks).unwrap_or_default();
    }

    /// The clocks as they are stored.
    pub fn clocks(&self) -> Result<Clocks> {
        clocks_from(self.id, &self.clocks)
    }
}

/// Reads stored clocks, or what somebody needs of them.
pub(super) fn clocks_from<T: DeserializeOwned>(case: CaseId, stored: &str) -> Result<T> {
    serde_json::from_str(stored).map_err(|_| AppError::defect(format!("clocks of case {case} cannot be read")))
}

/// Works the clocks of a case out from its events.
pub fn clocks_of(settings: &Settings, case: &StoredCase, events: &[Event]) -> Result<Clocks> {
    clock::account(&settings.shelf(), events).map_err(|error| {
        let said = format!("clocks of case {}: {error:?}", case.id);
        match error {
            // Another node has published it a moment ago; this one reads it within seconds.
            ClockError::UnknownCalendar(_) | ClockError::UnknownPolicy(_) => AppError::Unavailable(said.into()),
            ClockError::NoReceipt => AppError::defect(said),
        }
    })
}

//! The writer: collects the submissions that are waiting, writes them in one transaction, and answers each
//! after the commit. Under load a commit is shared by hundreds; alone, nobody waits for company.

use super::lately::Lately;
use super::prepare::Prepared;
use crate::domain::error::{AppError, Result};
use crate::domain::evidence;
use crate::domain::waiting::{self, Answer, BATCH, Waiting, Way};
use crate::fault;
use crate::ledger::{Bell, Numbered, sequencer};
use crate::store::events::StoredEvent;
use crate::store::intake::{self, Key};
use crate::store::{Db, Inserts, StoreError, Tx, cases, events, words};
use crate::traces::step;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::ids::CaseId;
use std::collections::HashMap;
use std::sync::Arc;
use tracing::Instrument;

/// What became of a submission.
#[derive(Debug)]
pub enum Outcome {
    /// It is stored, by this submission or by one with the same key and content a moment ago.
    Stored(Arc<Prepared>),
    /// Its key was used before.
    Known {
        /// For this case.
        case: CaseId,
        /// With the same content.
        same: bool,
    },
}

impl Outcome {
    /// What a submission is told whose key was used for `filed`.
    fn of(filed: &Arc<Prepared>, body_sha256: &str) -> Self {
        match filed.body_sha256 == body_sha256 {
            true => Self::Stored(filed.clone()),
            false => Self::Known { case: filed.stored.id, same: false },
        }
    }
}

/// A submission, and who waits for what becomes of it.
type Work = (Arc<Prepared>, Answer<Outcome>);

/// The way to the writer. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Intake {
    way: Way<Work>,
    lately: Arc<Lately>,
}

/// The writer's end of the queue.
#[derive(Debug)]
pub struct Desk {
    waiting: Waiting<Work>,
    lately: Arc<Lately>,
}

/// Opens a queue.
pub fn open() -> (Intake, Desk) {
    let (way, waiting) = waiting::open();
    let lately = Arc::new(Lately::default());
    (Intake { way, lately: lately.clone() }, Desk { waiting, lately })
}

impl Intake {
    /// Waits until the submission is durable.
    pub async fn write(&self, prepared: Prepared) -> Result<Outcome> {
        self.way.ask(|answer| (Arc::new(prepared), answer)).await
    }

    /// The filing of a case, if this node stored it a moment ago.
    pub fn filed(&self, id: CaseId) -> Option<Arc<Prepared>> {
        self.lately.filed(id)
    }
}

/// Whom a commit wakes.
#[derive(Debug, Clone)]
pub struct Bells {
    /// Events wait for their position.
    pub written: Bell,
    /// Events have got their position.
    pub numbered: Numbered,
}

impl Desk {
    /// Writes until the last way to it is closed, so that what was accepted before a shutdown is written.
    pub async fn run(mut self, db: Db, bells: Bells) {
        let mut waiting = Vec::with_capacity(BATCH);
        while self.waiting.recv_many(&mut waiting, BATCH).await > 0 {
            metrics::histogram!("hoiam_intake_batch").record(waiting.len() as f64);
            let mut new: Vec<Work> = Vec::with_capacity(waiting.len());
            for (one, answer) in waiting.drain(..) {
                match self.lately.like(&one) {
                    Some(filed) => drop(answer.send(Ok(Outcome::of(&filed, &one.body_sha256)))),
                    None => new.push((one, answer)),
                }
            }
            if !new.is_empty() {
                let step = step!("intake", submissions = new.len().cast_signed());
                write_all(&db, &bells, new, &self.lately).instrument(step).await;
                self.lately.tidy();
            }
        }
    }
}

/// Writes a batch; if the database refuses it as a whole, each submission alone, so that one that cannot be
/// stored does not take the others with it.
async fn write_all(db: &Db, bells: &Bells, waiting: Vec<Work>, lately: &Lately) {
    // Requests that went away while they waited are still written: their key may be sent again.
    let (prepared, answers): (Vec<Arc<Prepared>>, Vec<_>) = waiting.into_iter().unzip();
    match write(db, bells, &prepared, lately).await {
        Ok(outcomes) => answers.into_iter().zip(outcomes).for_each(|(answer, outcome)| drop(answer.send(outcome))),
        Err(StoreError::Unavailable(cause)) => {
            tracing::error!(error = %cause, submissions = prepared.len(), "intake.unavailable");
            for answer in answers {
                drop(answer.send(Err(AppError::Unavailable("the database is not available".into()))));
            }
        }
        Err(_) => {
            for (one, answer) in prepared.iter().zip(answers) {
                let outcome = write(db, bells, std::slice::from_ref(one), lately).await.map_err(AppError::from);
                drop(answer.send(outcome.and_then(|mut all| all.pop().unwrap_or(Err(ErrorCode::Internal.into())))));
            }
        }
    }
}

/// One transaction for all; the outcomes come in the order of the submissions.
async fn write(
    db: &Db,
    bells: &Bells,
    prepared: &[Arc<Prepared>],
    lately: &Lately,
) -> std::result::Result<Vec<Result<Outcome>>, StoreError> {
    // The first submission of each key in this batch; the others with the same key are told of it.
    let mut first: HashMap<(i64, &str), usize> = HashMap::with_capacity(prepared.len());
    for (i, one) in prepared.iter().enumerate() {
        first.entry((one.site, one.key.as_str())).or_insert(i);
    }
    let mut new: Vec<&Arc<Prepared>> = first.values().map(|&i| &prepared[i]).collect();
    let mut known: Vec<Key> = Vec::new();
    while !new.is_empty() {
        match write_new(db, bells, &mut new, lately).await {
            Ok(()) => break,
            // Few bring a key of long ago: which of them do is asked only when one is met. Each time another node may bring
            // one more.
            Err(error @ StoreError::Duplicate(_)) => {
                let keys: Vec<Key> = new.iter().map(|one| key_of(one)).collect();
                let used = intake::used(&mut db.read(), &keys).await?;
                if used.is_empty() {
                    return Err(error);
                }
                known.extend(used);
                let known = by_key(&known);
                new.retain(|one| !known.contains_key(&(one.site, one.key.as_str())));
            }
            Err(error) => return Err(error),
        }
    }
    let known = by_key(&known);
    let outcome = |one: &Arc<Prepared>| match (known.get(&(one.site, one.key.as_str())), lately.like(one)) {
        (Some(known), _) => {
            Ok(Outcome::Known { case: CaseId(known.case_id), same: known.body_sha256 == one.body_sha256 })
        }
        (None, Some(filed)) => Ok(Outcome::of(&filed, &one.body_sha256)),
        (None, None) => Err(AppError::defect("a stored case is not remembered")),
    };
    Ok(prepared.iter().map(outcome).collect())
}

fn by_key(keys: &[Key]) -> HashMap<(i64, &str), &Key> {
    keys.iter().map(|key| ((key.site_id, key.key.as_str()), key)).collect()
}

/// Writes cases with their keys; `Duplicate` when a key was used before, and then none of them.
async fn write_new(
    db: &Db,
    bells: &Bells,
    new: &mut [&Arc<Prepared>],
    lately: &Lately,
) -> std::result::Result<(), StoreError> {
    // One order of locking everywhere, so that two nodes with the same keys cannot wait for each other in a ring.
    new.sort_by(|a, b| (a.site, &a.key).cmp(&(b.site, &b.key)));
    let keys: Vec<Key> = new.iter().map(|one| key_of(one)).collect();
    new.sort_by_key(|one| one.stored.id);
    let mut tx = db.begin().await?;
    let mut inserts = Inserts::default();
    intake::insert(&mut inserts, &keys);
    let mut filed = rows(&mut tx, new, &mut inserts).await?;
    // As late as can be, so that the head of the ledger is held for one statement and the commit only.
    let numbered = sequencer::number_new(&mut tx, &mut filed, &mut inserts).await?;
    events::append(&mut inserts, filed.iter().cloned());
    inserts.write(&mut tx).await?;
    fault::point("intake.before_commit");
    tx.commit().await?;
    fault::point("intake.after_commit");
    // Before the tails are told, so that they find it.
    for one in new {
        lately.remember(one.clone());
    }
    match numbered {
        true => bells.numbered.tell(&filed),
        false => bells.written.ring(),
    }
    Ok(())
}

/// Stores new cases as part of something larger; the sequencer gives their events their positions.
pub(in crate::domain) async fn store(tx: &mut Tx, new: &[&Arc<Prepared>]) -> std::result::Result<(), StoreError> {
    let mut inserts = Inserts::default();
    let filed = rows(tx, new, &mut inserts).await?;
    events::append(&mut inserts, filed);
    inserts.write(tx).await
}

/// Everything of new cases but their events, which are given back. Files are claimed at once.
async fn rows(
    tx: &mut Tx,
    new: &[&Arc<Prepared>],
    inserts: &mut Inserts,
) -> std::result::Result<Vec<StoredEvent>, StoreError> {
    let files: Vec<_> = new.iter().map(|one| (one.stored.id, &one.files)).collect();
    evidence::giving::store(tx, &files, inserts).await?;
    cases::insert(inserts, new.iter().map(|one| &one.stored));
    words::insert(inserts, new.iter().map(|one| one.words.clone()));
    words::insert_contacts(inserts, new.iter().filter_map(|one| one.contact.clone()));
    let events = |one: &&Arc<Prepared>| {
        one.events.iter().map(|event| StoredEvent::new(one.stored.id, event)).collect::<Vec<_>>()
    };
    Ok(new.iter().flat_map(events).collect())
}

fn key_of(one: &Prepared) -> Key {
    Key {
        site_id: one.site,
        key: one.key.clone(),
        body_sha256: one.body_sha256.clone(),
        case_id: one.stored.id.0,
        created_ms: one.stored.case.received_ms,
    }
}

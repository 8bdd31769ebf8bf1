//! The writer of signatures: collects what is waiting, new signatures and confirmations alike, writes it in one
//! transaction together with what it changes in the counters, and answers each after the commit. So a crowd that signs one
//! petition shares its commits and its counter, and what was answered is durable.

use crate::domain::error::{AppError, Result};
use crate::domain::waiting::{self, Answer, BATCH, Waiting, Way};
use crate::store::signatures::{self, Counted, NewSignature};
use crate::store::{Db, StoreError};
use std::collections::HashMap;

/// So long no second letter is sent to an address, in milliseconds.
pub const AGAIN_MS: i64 = 10 * 60_000;

/// Something to be written.
#[derive(Debug)]
enum Work {
    /// A signature, and who waits for it.
    Sign(Box<NewSignature>, Answer<()>),
    /// A confirmation of one; of which petition, if it was waiting.
    Confirm(i64, Answer<Option<i64>>),
}

/// The way to the writer. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Signing(Way<Work>);

/// The writer's end of the queue.
#[derive(Debug)]
pub struct Desk(Waiting<Work>);

/// Opens a queue.
pub fn open() -> (Signing, Desk) {
    let (way, waiting) = waiting::open();
    (Signing(way), Desk(waiting))
}

impl Signing {
    /// Waits until the signature is durable.
    pub async fn sign(&self, signature: NewSignature) -> Result<()> {
        self.0.ask(|answer| Work::Sign(Box::new(signature), answer)).await
    }

    /// Waits until the confirmation is durable; the petition, if the signature was waiting for it.
    pub async fn confirm(&self, id: i64) -> Result<Option<i64>> {
        self.0.ask(|answer| Work::Confirm(id, answer)).await
    }
}

/// Where the writer writes.
#[derive(Debug, Clone)]
pub struct Book {
    /// The database.
    pub db: Db,
    /// The lane of the counters that is this node's.
    pub lane: i64,
    /// The time.
    pub clock: std::sync::Arc<dyn crate::outside::Clock>,
}

impl Desk {
    /// Writes until the last way to it is closed, so that what was accepted before a shutdown is written.
    pub async fn run(mut self, book: Book) {
        let mut waiting = Vec::with_capacity(BATCH);
        while self.0.recv_many(&mut waiting, BATCH).await > 0 {
            metrics::histogram!("hoiam_signature_batch").record(waiting.len() as f64);
            write_all(&book, std::mem::take(&mut waiting)).await;
        }
    }
}

/// Writes a batch; if the database refuses it as a whole, each alone, so that one that cannot be stored does not take the
/// others with it.
async fn write_all(book: &Book, waiting: Vec<Work>) {
    match write(book, &waiting).await {
        Ok(confirmed) => waiting.into_iter().for_each(|work| work.done(&confirmed)),
        Err(StoreError::Unavailable(cause)) => {
            tracing::error!(error = %cause, works = waiting.len(), "signatures.unavailable");
            waiting
                .into_iter()
                .for_each(|work| work.failed(|| AppError::Unavailable("the database is not available".into())));
        }
        Err(_) => {
            for work in waiting {
                match write(book, std::slice::from_ref(&work)).await {
                    Ok(confirmed) => work.done(&confirmed),
                    Err(error) => {
                        let mut error = Some(AppError::from(error));
                        work.failed(|| error.take().unwrap_or_else(|| AppError::defect("told once")));
                    }
                }
            }
        }
    }
}

impl Work {
    /// Tells whoever waits; nobody may be there any more.
    fn done(self, confirmed: &HashMap<i64, i64>) {
        match self {
            Self::Sign(_, answer) => drop(answer.send(Ok(()))),
            Self::Confirm(id, answer) => drop(answer.send(Ok(confirmed.get(&id).copied()))),
        }
    }

    fn failed(self, error: impl FnOnce() -> AppError) {
        match self {
            Self::Sign(_, answer) => drop(answer.send(Err(error()))),
            Self::Confirm(_, answer) => drop(answer.send(Err(error()))),
        }
    }
}

/// One transaction for all; gives those that were confirmed by it, and the petition of each.
async fn write(book: &Book, waiting: &[Work]) -> std::result::Result<HashMap<i64, i64>, StoreError> {
    // One order of locking everywhere, so that two nodes with the same addresses cannot wait for each other in a ring; and
    // of the same address in one batch the first counts.
    let mut new: Vec<&NewSignature> = waiting
        .iter()
        .filter_map(|work| match work {
            Work::Sign(signature, _) => Some(signature.as_ref()),
            Work::Confirm(..) => None,
        })
        .collect();
    new.sort_by(|a, b| (a.petition, &a.identity, a.id).cmp(&(b.petition, &b.identity, b.id)));
    new.dedup_by(|b, a| (a.petition, &a.identity) == (b.petition, &b.identity));
    let mut confirming: Vec<i64> = waiting
        .iter()
        .filter_map(|work| match work {
            Work::Confirm(id, _) => Some(*id),
            Work::Sign(..) => None,
        })
        .collect();
    confirming.sort_unstable();
    confirming.dedup();
    let mut tx = book.db.begin().await?;
    if !new.is_empty() {
        signatures::insert(&mut tx, &new, AGAIN_MS).await?;
    }
    let mut confirmed: Vec<Counted> = Vec::new();
    if !confirming.is_empty() {
        confirmed = signatures::confirm(&mut tx, &confirming, book.clock.now_ms()).await?;
        // Last, so that a counter is held for the commit only.
        signatures::count(&mut tx, book.lane, &signatures::changes(&confirmed, 1)).await?;
    }
    tx.commit().await?;
    Ok(confirmed.into_iter().map(|one| (one.id, one.petition_id)).collect())
}

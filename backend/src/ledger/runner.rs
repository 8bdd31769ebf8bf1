//! Lets tails follow the ledger: each reads from its own checkpoint, in batches, and moves it with what it
//! derived. A tail can be deleted and comes back by reading from the start; replay must be harmless.

use crate::store::events::{self, Passed};
use crate::store::{Db, StoreError};
use hoiam_shared::ids::CaseId;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// Something derived from the ledger.
pub trait Tail: Send {
    /// Its name in logs and metrics.
    fn name(&self) -> &'static str;

    /// Events read at once.
    fn batch(&self) -> i64 {
        2_000
    }

    /// How far it has read.
    fn checkpoint(&mut self) -> impl Future<Output = Result<i64, TailError>> + Send;

    /// Takes events (at least one) into account and moves the checkpoint to the last of them.
    fn apply(&mut self, events: &[Passed]) -> impl Future<Output = Result<(), TailError>> + Send;
}

/// A tail could not go on; it tries again from its checkpoint.
#[derive(Debug, thiserror::Error)]
pub enum TailError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The index.
    #[error("the search index failed: {0}")]
    Index(String),
    /// What an event leads to could not be worked out.
    #[error("cannot be derived: {0}")]
    Derived(String),
    /// Another node runs this tail now.
    #[error("held by another node")]
    Elsewhere,
}

/// Rung when there is something new, so that those who wait need not ask at intervals. A ring is never lost: who
/// was busy meanwhile hears it at the next [`Listener::wait`].
#[derive(Debug, Clone)]
pub struct Bell(Arc<watch::Sender<u64>>);

impl Default for Bell {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(0)))
    }
}

impl Bell {
    /// Tells everyone who listens.
    pub fn ring(&self) {
        self.0.send_modify(|rings| *rings = rings.wrapping_add(1));
    }

    /// Listens from now on.
    pub fn listen(&self) -> Listener {
        Listener(self.0.subscribe())
    }
}

/// Hears a [`Bell`].
#[derive(Debug)]
pub struct Listener(watch::Receiver<u64>);

impl Listener {
    /// Waits for a ring since the last call, or at most this long: other nodes ring their own bells.
    pub async fn wait(&mut self, at_most: Duration) {
        drop(tokio::time::timeout(at_most, self.0.changed()).await);
    }
}

/// The cases that events speak of, each once.
pub fn cases_of(events: &[Passed]) -> Vec<CaseId> {
    let ids: BTreeSet<i64> = events.iter().map(|event| event.case_id).collect();
    ids.into_iter().map(CaseId).collect()
}

/// Lets a tail catch up with the ledger as it is now; returns the position it stands at. What comes meanwhile is
/// left for the next round, so that under load a round takes many events.
pub async fn catch_up(db: &Db, tail: &mut impl Tail) -> Result<i64, TailError> {
    let mut seq = tail.checkpoint().await?;
    loop {
        let batch = tail.batch();
        let events = events::passed_after(&mut db.read(), seq, batch).await?;
        let Some(last) = events.last().map(|e| e.seq) else { return Ok(seq) };
        let more = events.len() as u64 >= batch.unsigned_abs();
        tail.apply(&events).await?;
        seq = last;
        metrics::gauge!("hoiam_tail_position", "tail" => tail.name()).set(seq as f64);
        if !more {
            return Ok(seq);
        }
    }
}

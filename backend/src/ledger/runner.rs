//! Lets tails follow the ledger: each reads from its own checkpoint, in batches, and moves it with what it
//! derived. A tail can be deleted and comes back by reading from the start; replay must be harmless.

use crate::store::events::{self, StoredEvent};
use crate::store::{Db, StoreError};
use std::sync::Arc;
use tokio::sync::Notify;

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

    /// Takes events into account and moves the checkpoint to the last of them.
    fn apply(&mut self, events: &[StoredEvent]) -> impl Future<Output = Result<(), TailError>> + Send;
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
    /// Another node runs this tail now.
    #[error("held by another node")]
    Elsewhere,
}

/// Rung after every commit that appends events, so that sequencer and tails need not wait for their next round.
#[derive(Debug, Clone, Default)]
pub struct Bell(Arc<Notify>);

impl Bell {
    /// Wakes everyone who waits.
    pub fn ring(&self) {
        self.0.notify_waiters();
    }

    /// Waits for the next ring, or at most this long (other nodes ring their own bells).
    pub async fn wait(&self, at_most: std::time::Duration) {
        let _ = tokio::time::timeout(at_most, self.0.notified()).await;
    }
}

/// Lets a tail catch up with the ledger; returns the position it stands at.
pub async fn catch_up(db: &Db, tail: &mut impl Tail) -> Result<i64, TailError> {
    let mut seq = tail.checkpoint().await?;
    loop {
        let batch = tail.batch();
        let events = events::after(&mut db.read(), seq, batch).await?;
        let Some(last) = events.last().and_then(|e| e.seq) else { return Ok(seq) };
        tail.apply(&events).await?;
        seq = last;
        metrics::gauge!("hoiam_tail_position", "tail" => tail.name()).set(seq as f64);
    }
}

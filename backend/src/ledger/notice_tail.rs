//! Deliveries as a tail, run by one node at a time under a lease: events lead to deliveries, stored in one transaction
//! with the checkpoint. Unlike other tails it does not begin anew when it is deleted: what was told is told. So each
//! delivery has a key of its own, and one that is there already is left as it is.

use super::runner::{Tail, TailError};
use crate::domain::App;
use crate::domain::notices::{TAIL, deriving};
use crate::store::events::Passed;
use crate::store::{deliveries, tails};
use std::sync::Arc;

/// How long a node keeps the tail without renewing it.
const LEASE_MS: i64 = 30_000;

/// Makes deliveries.
#[derive(Debug)]
pub struct NoticeTail {
    /// The application.
    pub app: Arc<App>,
    /// Names this node in the lease.
    pub node: String,
    /// How far it has read events that lead to nothing, and when it stored that last: they are most of all events, and
    /// not each round of the intake is to be a commit more. Reading them again is harmless.
    idle: (i64, i64),
}

/// So far and so long the checkpoint may lag behind.
const IDLE_EVENTS: i64 = 5_000;
const IDLE_MS: i64 = 10_000;

impl NoticeTail {
    /// The tail of a node.
    pub const fn new(app: Arc<App>, node: String) -> Self {
        Self { app, node, idle: (0, 0) }
    }
}

impl Tail for NoticeTail {
    fn name(&self) -> &'static str {
        TAIL
    }

    async fn checkpoint(&mut self) -> Result<i64, TailError> {
        Ok(tails::checkpoint(&mut self.app.db.read(), TAIL).await?.max(self.idle.0))
    }

    async fn apply(&mut self, events: &[Passed]) -> Result<(), TailError> {
        let (Some(first), Some(last)) = (events.first().map(|e| e.seq), events.last().map(|e| e.seq)) else {
            return Ok(());
        };
        let new =
            deriving::derive(&self.app, events).await.map_err(|error| TailError::Derived(format!("{error:?}")))?;
        let now_ms = self.app.now_ms();
        if new.is_empty() && now_ms - self.idle.1 < IDLE_MS {
            let stored = tails::checkpoint(&mut self.app.db.read(), TAIL).await?;
            if last - stored < IDLE_EVENTS {
                self.idle.0 = last;
                return Ok(());
            }
        }
        let mut tx = self.app.db.begin().await?;
        if !tails::hold_lease(&mut tx, TAIL, &self.node, now_ms, now_ms + LEASE_MS).await? {
            return Err(TailError::Elsewhere);
        }
        // Another node may have gone on since this one read its checkpoint.
        if tails::checkpoint(&mut tx, TAIL).await? >= first {
            return Err(TailError::Elsewhere);
        }
        deliveries::insert(&mut tx, &new, now_ms).await?;
        tails::set_checkpoint(&mut tx, TAIL, last).await?;
        tx.commit().await?;
        self.idle.1 = now_ms;
        Ok(())
    }
}

//! The figures as a tail, run by one node at a time under a lease. A case's fact is worked out again from its
//! present state and the rollups move by the difference to what was counted before, in one transaction with
//! the checkpoint: so replay is harmless and the sums always equal a recount.

use super::runner::{Tail, TailError};
use crate::domain::App;
use crate::domain::facts;
use crate::domain::reports::TAIL;
use crate::store::asked::{Asked, store as store_asked};
use crate::store::events::StoredEvent;
use crate::store::facts::{self as rows, Fact};
use crate::store::{Tx, cases, tails};
use hoiam_shared::ids::CaseId;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// How long a node keeps the tail without renewing it.
const LEASE_MS: i64 = 30_000;

/// Keeps facts and rollups.
#[derive(Debug)]
pub struct IndicatorTail {
    /// The application.
    pub app: Arc<App>,
    /// Names this node in the lease.
    pub node: String,
}

impl Tail for IndicatorTail {
    fn name(&self) -> &'static str {
        TAIL
    }

    async fn checkpoint(&mut self) -> Result<i64, TailError> {
        Ok(tails::checkpoint(&mut self.app.db.read(), TAIL).await?)
    }

    async fn apply(&mut self, events: &[StoredEvent]) -> Result<(), TailError> {
        let (Some(first), Some(last)) = (events.first().and_then(|e| e.seq), events.last().and_then(|e| e.seq)) else {
            return Ok(());
        };
        let mut tx = self.app.db.begin().await?;
        let now_ms = self.app.now_ms();
        if !tails::hold_lease(&mut tx, TAIL, &self.node, now_ms, now_ms + LEASE_MS).await? {
            return Err(TailError::Elsewhere);
        }
        // Another node may have gone on since this one read its checkpoint.
        if tails::checkpoint(&mut tx, TAIL).await? + 1 != first {
            return Err(TailError::Elsewhere);
        }
        let ids: BTreeSet<i64> = events.iter().map(|event| event.case_id).collect();
        let ids: Vec<CaseId> = ids.into_iter().map(CaseId).collect();
        count(&mut tx, &ids).await?;
        tails::set_checkpoint(&mut tx, TAIL, last).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Counts some cases as they are now.
pub async fn count(tx: &mut Tx, ids: &[CaseId]) -> Result<(), TailError> {
    let present = cases::by_ids(tx, ids).await?;
    let before: HashMap<i64, Fact> = rows::counted(tx, ids).await?.into_iter().map(|f| (f.case_id, f)).collect();
    let mut changed = Vec::new();
    let mut difference = Vec::new();
    let mut asked = Vec::with_capacity(present.len());
    for stored in &present {
        let clocks = stored.clocks().map_err(|_| TailError::Index(format!("clocks of case {}", stored.id)))?;
        asked.push(Asked {
            case_id: stored.id.0,
            due_ms: facts::running_due_ms(&clocks),
            on_time: facts::on_time(stored, &clocks),
        });
        let fact = facts::of(stored, &clocks);
        let old = before.get(&fact.case_id);
        if old == Some(&fact) {
            continue;
        }
        difference.extend(old.map(Fact::negated));
        difference.push(fact.clone());
        changed.push(fact);
    }
    store_asked(tx, &asked).await?;
    Ok(rows::recount(tx, &changed, &difference).await?)
}

impl Fact {
    /// What takes it back.
    fn negated(&self) -> Self {
        Self {
            received: -self.received,
            resolved: -self.resolved,
            late: -self.late,
            on_time: -self.on_time,
            open: -self.open,
            overdue: -self.overdue,
            rated: -self.rated,
            stars: -self.stars,
            ..self.clone()
        }
    }
}

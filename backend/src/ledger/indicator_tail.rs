//! The figures as a tail, run by one node at a time under a lease. A case's fact is worked out again from its
//! present state and the rollups move by the difference to what was counted before, in one transaction with
//! the checkpoint: so replay is harmless and the sums always equal a recount.

use super::runner::{Cases, Start, Tail, TailError, cases_of};
use crate::domain::App;
use crate::domain::facts;
use crate::domain::reports::TAIL;
use crate::store::cases::StoredCase;
use crate::store::events::Passed;
use crate::store::facts::{self as rows, Fact};
use crate::store::{Db, cases, tails};
use hoiam_shared::ids::CaseId;
use std::collections::HashMap;
use std::sync::Arc;

/// How long a node keeps the tail without renewing it.
const LEASE_MS: i64 = 30_000;

/// Cases counted at once from the start.
const PAGE: i64 = 4_000;

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

    async fn begin(&mut self, Start { head, last }: Start) -> Result<i64, TailError> {
        let (mut after, mut counted) = (CaseId(0), Counted::default());
        loop {
            // One page is read while the one before is stored; the first time only the lease is taken.
            let (next, stored) = tokio::join!(count_after(&self.app.db, after, last), self.store(&counted, 0, 0));
            stored?;
            match next? {
                Some(page) => (after, counted) = page,
                None => break,
            }
        }
        self.store(&Counted::default(), 0, head).await?;
        Ok(head)
    }

    async fn apply(&mut self, events: &[Passed]) -> Result<(), TailError> {
        let (Some(first), Some(last)) = (events.first().map(|e| e.seq), events.last().map(|e| e.seq)) else {
            return Ok(());
        };
        // Read before anybody is kept waiting. A case that moves on meanwhile comes again with its next event.
        let Cases { filed, moved } = cases_of(&self.app, events);
        let moved = cases::by_ids(&mut self.app.db.read(), &moved).await?;
        let counted = count(&self.app.db, filed.iter().map(|one| &one.stored).chain(&moved)).await?;
        self.store(&counted, first - 1, last).await
    }
}

impl IndicatorTail {
    /// Stores what was counted and moves the checkpoint.
    async fn store(&self, counted: &Counted, from: i64, to: i64) -> Result<(), TailError> {
        let mut tx = self.app.db.begin().await?;
        let now_ms = self.app.now_ms();
        if !tails::hold_lease(&mut tx, TAIL, &self.node, now_ms, now_ms + LEASE_MS).await? {
            return Err(TailError::Elsewhere);
        }
        // Another node may have gone on since this one read its checkpoint.
        if tails::checkpoint(&mut tx, TAIL).await? != from {
            return Err(TailError::Elsewhere);
        }
        rows::recount(&mut tx, &counted.facts, &counted.difference).await?;
        tails::set_checkpoint(&mut tx, TAIL, to).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Counts cases after one of them, up to another, in the order of their identity, and says which was the last; `None` when there
/// are none.
async fn count_after(db: &Db, after: CaseId, until: CaseId) -> Result<Option<(CaseId, Counted)>, TailError> {
    let mut page = cases::page(&mut db.read(), after, PAGE).await?;
    page.retain(|case| case.id <= until);
    let Some(last) = page.last().map(|case| case.id) else { return Ok(None) };
    Ok(Some((last, count(db, page.iter()).await?)))
}

/// Throws all figures away; whoever runs the tail next counts them again from the start of the ledger.
pub async fn forget(app: &App) -> Result<(), TailError> {
    let mut tx = app.db.begin().await?;
    tails::hold_up(&mut tx, TAIL).await?;
    rows::clear(&mut tx).await?;
    tails::set_checkpoint(&mut tx, TAIL, 0).await?;
    Ok(tx.commit().await?)
}

/// What some cases contribute now.
#[derive(Debug, Default)]
struct Counted {
    /// Facts that are not as they were.
    facts: Vec<Fact>,
    /// What that adds to the rollups.
    difference: Vec<Fact>,
}

/// Counts some cases as they are now.
async fn count(db: &Db, present: impl Iterator<Item = &StoredCase> + Send) -> Result<Counted, TailError> {
    let present: Vec<&StoredCase> = present.collect();
    let ids: Vec<CaseId> = present.iter().map(|case| case.id).collect();
    let before = rows::counted(&mut db.read(), &ids).await?;
    let before: HashMap<i64, Fact> = before.into_iter().map(|fact| (fact.case_id, fact)).collect();
    let mut counted = Counted::default();
    for stored in present {
        let clocks = stored.clocks().map_err(|_| TailError::Index(format!("clocks of case {}", stored.id)))?;
        let fact = facts::of(stored, &clocks);
        let old = before.get(&fact.case_id);
        if old == Some(&fact) {
            continue;
        }
        counted.difference.extend(old.map(Fact::negated));
        counted.difference.push(fact.clone());
        counted.facts.push(fact);
    }
    Ok(counted)
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

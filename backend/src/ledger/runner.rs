//! Lets tails follow the ledger: each reads from its own checkpoint, in batches, and moves it with what it
//! derived. A tail can be deleted and comes back from the start; replay must be harmless.

use crate::domain::App;
use crate::domain::intake::Prepared;
use crate::store::events::{self, Passed};
use crate::store::{StoreError, cases};
use crate::traces::step;
use hoiam_shared::ids::CaseId;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tracing::Instrument;

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

    /// Starts where nothing has been derived yet, and returns the position that it stands at then. What says no more
    /// than how cases are now takes each of them once, as it is, instead of every event that led there, and stands at
    /// the head, where the ledger ended before the first was read; by default every event is seen.
    fn begin(&mut self, _start: Start) -> impl Future<Output = Result<i64, TailError>> + Send {
        async { Ok(0) }
    }

    /// Takes events (at least one) into account and moves the checkpoint to the last of them.
    fn apply(&mut self, events: &[Passed]) -> impl Future<Output = Result<(), TailError>> + Send;
}

/// What there is when a tail begins.
#[derive(Debug, Clone, Copy)]
pub struct Start {
    /// The position at which the ledger ended.
    pub head: i64,
    /// The last case. Those that are filed meanwhile come with their events; however many they are, a tail that begins catches
    /// up with them.
    pub last: CaseId,
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

/// The cases that some events speak of, each once.
#[derive(Debug, Default)]
pub struct Cases {
    /// Filed by this node a moment ago, and the events say no more than that: nothing needs to be read.
    pub filed: Vec<Arc<Prepared>>,
    /// All others, to be read as they are now.
    pub moved: Vec<CaseId>,
}

/// The cases that events speak of. One that has moved on since its filing may be among `filed`: the event that says
/// so stands further on in the ledger and brings it again.
pub fn cases_of(app: &App, events: &[Passed]) -> Cases {
    let mut reached: BTreeMap<i64, i64> = BTreeMap::new();
    for event in events {
        let version = reached.entry(event.case_id).or_default();
        *version = event.version.max(*version);
    }
    let mut cases = Cases::default();
    for (id, version) in reached {
        match app.intake.filed(CaseId(id)) {
            Some(filed) if version <= i64::from(filed.stored.case.version) => cases.filed.push(filed),
            _ => cases.moved.push(CaseId(id)),
        }
    }
    cases
}

/// Lets a tail catch up with the ledger as it is now; returns the position it stands at. What comes meanwhile is
/// left for the next round, so that under load a round takes many events.
pub async fn catch_up(app: &App, tail: &mut impl Tail) -> Result<i64, TailError> {
    let mut seq = tail.checkpoint().await?;
    if seq == 0 {
        let (head, _) = events::head(&mut app.db.read()).await?;
        if head > 0 {
            let step = step!("tail begins", otel.name = format!("tail {} begins", tail.name()));
            let last = cases::last(&mut app.db.read()).await?;
            seq = tail.begin(Start { head, last }).instrument(step).await?;
        }
    }
    loop {
        let batch = tail.batch();
        let events = match app.numbered.after(seq, batch) {
            Some(events) => events,
            None => events::passed_after(&mut app.db.read(), seq, batch).await?,
        };
        let Some(last) = events.last().map(|e| e.seq) else { return Ok(seq) };
        let more = events.len() as u64 >= batch.unsigned_abs();
        let step = step!("tail", otel.name = format!("tail {}", tail.name()), events = events.len().cast_signed());
        tail.apply(&events).instrument(step).await?;
        seq = last;
        metrics::gauge!("hoiam_tail_position", "tail" => tail.name()).set(seq as f64);
        if !more {
            return Ok(seq);
        }
    }
}

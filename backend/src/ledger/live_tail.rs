//! The live stream as a tail: every node tells its own listeners. Starts at the end of the ledger; the
//! checkpoint is in memory, since whoever was not listening has nothing to catch up with.

use super::runner::{Cases, Tail, TailError, cases_of};
use crate::domain::App;
use crate::domain::app::{LiveEvent, LiveWhat};
use crate::store::events::Passed;
use crate::store::{cases, events};
use hoiam_shared::Stamp;
use hoiam_shared::wire::case::StreamEvent;
use std::collections::HashMap;
use std::sync::Arc;

/// Tells listeners what happens.
#[derive(Debug)]
pub struct LiveTail {
    /// The application.
    pub app: Arc<App>,
    /// How far it has told.
    pub seq: Option<i64>,
}

impl Tail for LiveTail {
    fn name(&self) -> &'static str {
        "live"
    }

    async fn checkpoint(&mut self) -> Result<i64, TailError> {
        match self.seq {
            Some(seq) => Ok(seq),
            None => {
                let (seq, _) = events::head(&mut self.app.db.read()).await?;
                self.seq = Some(seq);
                Ok(seq)
            }
        }
    }

    async fn apply(&mut self, events: &[Passed]) -> Result<(), TailError> {
        self.seq = events.last().map(|e| e.seq).or(self.seq);
        if self.app.live.receiver_count() == 0 {
            return Ok(());
        }
        let Cases { filed, moved } = cases_of(&self.app, events);
        let found = cases::by_ids(&mut self.app.db.read(), &moved).await?;
        let present = filed.iter().map(|one| &one.stored).chain(&found);
        let by_id: HashMap<i64, _> = present.map(|case| (case.id.0, case)).collect();
        for event in events {
            let Some(stored) = by_id.get(&event.case_id) else { continue };
            let told = LiveEvent {
                what: LiveWhat::Case(StreamEvent {
                    seq: event.seq,
                    code: stored.code.clone(),
                    kind: event.kind.clone(),
                    version: u32::try_from(event.version).unwrap_or_default(),
                    at: Stamp(event.at_ms),
                }),
                case: stored.id,
                agency: stored.case.agency,
                sealed: stored.case.sealed,
            };
            // Nobody listening any more is no failure.
            drop(self.app.live.send(told));
        }
        Ok(())
    }
}

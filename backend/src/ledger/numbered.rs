//! Events that got their position on this node a moment ago: the tails are told that there is something and what it
//! is, so that one that follows right behind reads nothing back. What is not here is in the database.

use super::runner::{Bell, Listener};
use crate::store::events::{Passed, StoredEvent};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Events remembered: what comes in while a tail rests, a few times over.
const EVENTS: usize = 16_384;

/// The way from those who number events to the tails. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Numbered {
    bell: Bell,
    /// Without a gap: what another node numbers in between begins it anew.
    lately: Arc<Mutex<VecDeque<Passed>>>,
}

impl Numbered {
    fn lately(&self) -> MutexGuard<'_, VecDeque<Passed>> {
        // Every change leaves it whole.
        self.lately.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells the tails of events in the order of their positions. Only after the commit.
    pub fn tell(&self, events: &[StoredEvent]) {
        let mut lately = self.lately();
        for event in events {
            let Some(seq) = event.seq else { continue };
            if lately.back().is_some_and(|last| last.seq + 1 != seq) {
                lately.clear();
            }
            if lately.len() == EVENTS {
                lately.pop_front();
            }
            lately.push_back(Passed {
                seq,
                case_id: event.case_id,
                version: event.version,
                at_ms: event.at_ms,
                kind: event.kind.clone(),
            });
        }
        drop(lately);
        self.bell.ring();
    }

    /// Listens from now on.
    pub fn listen(&self) -> Listener {
        self.bell.listen()
    }

    /// What passed after a position, at most `limit`, if all of it is remembered and there is any.
    pub fn after(&self, seq: i64, limit: i64) -> Option<Vec<Passed>> {
        let lately = self.lately();
        let skip = usize::try_from(seq + 1 - lately.front()?.seq).ok().filter(|skip| *skip < lately.len())?;
        Some(lately.iter().skip(skip).take(usize::try_from(limit).unwrap_or(0)).cloned().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(seq: i64) -> StoredEvent {
        StoredEvent {
            case_id: seq * 10,
            version: 1,
            at_ms: 0,
            actor: String::new(),
            kind: String::new(),
            data: String::new(),
            words_sha256: String::new(),
            seq: Some(seq),
            hash: None,
        }
    }

    #[test]
    fn what_is_known_has_no_gap() {
        let numbered = Numbered::default();
        let check = |after: i64, limit: i64, expect: Option<&[i64]>| {
            let got = numbered.after(after, limit).map(|all| all.iter().map(|e| e.seq).collect::<Vec<_>>());
            assert_eq!(got.as_deref(), expect, "after {after}");
        };
        check(0, 10, None);
        numbered.tell(&[event(5), event(6), event(7)]);
        check(3, 10, None);
        check(4, 10, Some(&[5, 6, 7]));
        check(5, 1, Some(&[6]));
        // Whether others went on is not known here.
        check(7, 10, None);
        numbered.tell(&[event(8)]);
        check(6, 10, Some(&[7, 8]));
        // Another node numbered 9 and 10.
        numbered.tell(&[event(11)]);
        check(7, 10, None);
        check(10, 10, Some(&[11]));
    }
}

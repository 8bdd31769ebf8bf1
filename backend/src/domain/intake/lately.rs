//! What was filed on this node a moment ago. A storm of retries costs no transaction, and the tails that follow
//! right behind read nothing back that this node has just written. What is not here is in the database.

use super::prepare::Prepared;
use hoiam_shared::ids::CaseId;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Cases remembered at most. Far more than a batch of the writer, so that its outcomes are all found, and about
/// what comes in while a tail rests.
const CASES: usize = 8_192;
/// Bytes of text remembered at most (its words take some twenty times as much), so that a few thousand long letters do not fill the memory.
const BYTES: usize = 4 << 20;

/// Cases by the key they were filed with and by their identity.
#[derive(Debug, Default)]
pub struct Lately(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    by_key: HashMap<(i64, String), Arc<Prepared>>,
    by_id: HashMap<CaseId, Arc<Prepared>>,
    order: VecDeque<Arc<Prepared>>,
    bytes: usize,
    /// No longer remembered, and not thrown away yet.
    forgotten: Vec<Arc<Prepared>>,
}

impl Lately {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        // Every change leaves it whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was filed with the key of this submission.
    pub(super) fn like(&self, one: &Prepared) -> Option<Arc<Prepared>> {
        self.kept().by_key.get(&(one.site, one.key.clone())).cloned()
    }

    /// The filing of a case.
    pub fn filed(&self, id: CaseId) -> Option<Arc<Prepared>> {
        self.kept().by_id.get(&id).cloned()
    }

    /// Remembers what was stored, and forgets the oldest for it, until [`Self::tidy`]. The newest is always kept.
    pub(super) fn remember(&self, filed: Arc<Prepared>) {
        let mut kept = self.kept();
        kept.bytes += size(&filed);
        kept.by_key.insert((filed.site, filed.key.clone()), filed.clone());
        kept.by_id.insert(filed.stored.id, filed.clone());
        kept.order.push_back(filed);
        while kept.order.len() > 1
            && (kept.order.len() > CASES || kept.bytes > BYTES)
            && let Some(oldest) = kept.order.pop_front()
        {
            kept.bytes -= size(&oldest);
            kept.by_key.remove(&(oldest.site, oldest.key.clone()));
            kept.by_id.remove(&oldest.stored.id);
            kept.forgotten.push(oldest);
        }
    }

    /// Throws away what was forgotten: once nobody waits any more, and while nobody is kept from asking.
    pub(super) fn tidy(&self) {
        let forgotten = std::mem::take(&mut self.kept().forgotten);
        drop(forgotten);
    }
}

fn size(filed: &Prepared) -> usize {
    filed.words.title.len() + filed.words.body.len() + filed.words.address.len()
}

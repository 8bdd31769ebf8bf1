//! The chain of hashes: each event's hash covers the one before it, its position and all it says. Whoever
//! changes, removes or re-orders an event changes every hash after it.

use crate::secrets::hex;
use crate::store::events::StoredEvent;
use sha2::{Digest, Sha256};

/// The hash of `event` at position `seq` after the event with hash `previous`, hex. Fields are joined by a
/// byte that none of them can contain, so that no two different events read the same.
pub fn link(previous: &str, seq: i64, event: &StoredEvent) -> String {
    let mut hash = Sha256::new();
    for part in [
        previous,
        &seq.to_string(),
        &event.case_id.to_string(),
        &event.version.to_string(),
        &event.at_ms.to_string(),
        &event.actor,
        &event.kind,
        &event.data,
        &event.words_sha256,
    ] {
        hash.update(part.as_bytes());
        hash.update([0x1f]);
    }
    hex(&hash.finalize())
}

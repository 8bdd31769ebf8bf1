//! The chain of hashes: each event's hash covers the one before it, its position and all it says. Whoever
//! changes, removes or re-orders an event changes every hash after it.

use crate::secrets::sha256_of;
use crate::store::events::StoredEvent;

/// The hash of `event` at position `seq` after the event with hash `previous`, hex. Fields are joined by a
/// byte that none of them can contain, so that no two different events read the same.
pub fn link(previous: &str, seq: i64, event: &StoredEvent) -> String {
    let said = [
        previous,
        &seq.to_string(),
        &event.case_id.to_string(),
        &event.version.to_string(),
        &event.at_ms.to_string(),
        &event.actor,
        &event.kind,
        &event.data,
        &event.words_sha256,
    ];
    sha256_of(said.into_iter().flat_map(|part| [part.as_bytes(), &[0x1f]]))
}

//! The chain of hashes: each event's hash covers the one before it, its position and all it says. Whoever
//! changes, removes or re-orders an event changes every hash after it.

use crate::secrets::sha256_hex;
use crate::store::events::StoredEvent;
use std::fmt::Write;

/// The hash of `event` at position `seq` after the event with hash `previous`, hex. Fields are joined by a
/// byte that none of them can contain, so that no two different events read the same.
pub fn link(previous: &str, seq: i64, event: &StoredEvent) -> String {
    let StoredEvent { case_id, version, at_ms, actor, kind, data, words_sha256, .. } = event;
    let end = '\u{1f}';
    // At once large enough for two digests and what is short: growing would copy it again and again.
    let mut said = String::with_capacity(data.len() + 320);
    let text = write!(
        said,
        "{previous}{end}{seq}{end}{case_id}{end}{version}{end}{at_ms}{end}{actor}{end}{kind}{end}{data}{end}{words_sha256}{end}"
    );
    debug_assert!(text.is_ok(), "a text takes everything");
    sha256_hex(&said)
}

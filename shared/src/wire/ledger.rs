//! The published end of the ledger.

use super::wire;
use crate::Stamp;

wire! {
    /// `GET /api/v1/public/ledger`: what shows that nothing was taken out of the ledger.
    pub struct LedgerView {
        /// The key that heads and receipts are checked with (c2sp.org/signed-note).
        pub key: String,
        /// The heads signed last, newest first.
        pub heads: Vec<HeadView>,
    }

    /// A signed head: the ledger as it was at that moment.
    pub struct HeadView {
        /// The first event it covers beyond the head before.
        pub from: i64,
        /// The last event.
        pub to: i64,
        /// When it was signed.
        pub at: Stamp,
        /// The hash of the last event, which covers all before it.
        pub chain: String,
        /// What was signed, with the signature.
        pub note: String,
    }
}

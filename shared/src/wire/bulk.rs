//! The same act on many cases: what it would do to each, doing it, and taking it back.

use super::wire;
use crate::Stamp;
use crate::case::{Action, CaseState};
use crate::wire::case::ActionInput;

wire! {
    /// `POST /api/v1/bulk`: looked at first; nothing happens until it is started.
    pub struct BulkInput {
        /// What is done to each.
        pub action: Action,
        /// With what.
        pub input: ActionInput,
        /// Tracking codes.
        #[serde(default)]
        pub codes: Vec<String>,
        /// Instead of codes: every case that this finds, as far as the person sees it.
        #[serde(default)]
        pub query: Option<String>,
    }

    /// `GET /api/v1/bulk/{id}`.
    pub struct BulkView {
        /// Identity.
        pub id: i64,
        /// What is done.
        pub action: Action,
        /// `looking`, `ready`, `running`, `done`, `undoing`, `undone`, `stopped`.
        pub state: String,
        /// How many cases stand where.
        pub counts: BulkCounts,
        /// Until when it can be taken back; none when it cannot.
        pub undo_until: Option<Stamp>,
        /// Why some are left out, the most frequent first.
        pub refused: Vec<BulkReason>,
    }

    /// How many cases stand where.
    pub struct BulkCounts {
        /// All.
        pub total: u32,
        /// Not looked at yet.
        pub new: u32,
        /// It can be done to them.
        pub can: u32,
        /// It cannot.
        pub cannot: u32,
        /// It was done.
        pub done: u32,
        /// It could not be done after all.
        pub failed: u32,
        /// It was taken back.
        pub undone: u32,
        /// It was done and could not be taken back.
        pub kept: u32,
    }

    /// Why some cases are left out.
    pub struct BulkReason {
        /// In words.
        pub text: String,
        /// How many.
        pub count: u32,
    }

    /// `GET /api/v1/bulk/{id}/cases?after=`: what happens to each.
    pub struct BulkCases {
        /// A page of them, in the order they were chosen.
        pub cases: Vec<BulkCase>,
        /// Give this as `after` for the next page.
        pub next: Option<i64>,
    }

    /// What happens to one case.
    pub struct BulkCase {
        /// Tracking code.
        pub code: String,
        /// `new`, `can`, `cannot`, `done`, `failed`, `undone`, `kept`.
        pub state: String,
        /// What would happen or has happened, in words.
        pub text: String,
        /// Where it stood.
        pub before: Option<CaseState>,
        /// Where it stands afterwards.
        pub after: Option<CaseState>,
        /// Why not, in words.
        pub why: Option<String>,
    }
}

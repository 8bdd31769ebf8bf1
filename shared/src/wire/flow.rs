//! How old the backlog is, and what came and went month by month.

use super::wire;
use crate::Stamp;
use crate::wire::indicators::Figure;
use crate::wire::intake::AgencyRef;

wire! {
    /// `GET /api/v1/indicators/flow?agency=&from=2026-01&to=2026-11&lang=`: of an agency and all below it.
    pub struct FlowView {
        /// Whose.
        pub agency: AgencyRef,
        /// The agencies above, top first, to go back up.
        pub path: Vec<AgencyRef>,
        /// Now.
        pub at: Stamp,
        /// First month, `2026-01`.
        pub from: String,
        /// Last month, inclusive.
        pub to: String,
        /// The open cases by age, youngest first.
        pub ages: Vec<AgeBand>,
        /// Per month, oldest first.
        pub months: Vec<FlowMonth>,
    }

    /// Open cases that were received so many days ago.
    pub struct AgeBand {
        /// From this many days on; today's are 0.
        pub from_days: i64,
        /// To this many; without an end for the oldest.
        pub to_days: Option<i64>,
        /// Open now.
        pub open: Figure,
        /// Of these: past the due date.
        pub late: Figure,
    }

    /// A month. Cases that were refused, joined to another, taken back, or closed without an answer are in none of the three,
    /// so that what came less what went is what is left.
    pub struct FlowMonth {
        /// `2026-11`.
        pub month: String,
        /// Received in it.
        pub received: Figure,
        /// Answered in it, by the answer that stands.
        pub answered: Figure,
        /// Received by its end and without the answer that stands now.
        pub backlog: Figure,
    }
}

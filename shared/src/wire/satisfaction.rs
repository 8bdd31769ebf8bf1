//! What people thought of the answers, and what they wrote with it.

use super::wire;
use crate::Stamp;
use crate::wire::indicators::{BreakdownView, Figure};
use crate::wire::intake::AgencyRef;

wire! {
    /// `GET /api/v1/indicators/satisfaction?agency=&from=2026-01&to=2026-11&stars=&lang=`: the ratings of the cases that an
    /// agency and all below it received in a period.
    pub struct SatisfactionView {
        /// The figures, compared, and by the agencies right below.
        pub figures: BreakdownView,
        /// The agencies above, top first, to go back up.
        pub path: Vec<AgencyRef>,
        /// How many gave one star, two, …, five: five of them.
        pub stars: Vec<Figure>,
        /// What people wrote, of the cases received last; sealed cases are left out.
        pub words: Vec<RatedWords>,
        /// There are more of them than are shown.
        pub more: bool,
    }

    /// What somebody wrote with a rating.
    pub struct RatedWords {
        /// Stars, 1 to 5.
        pub stars: u8,
        /// When it was rated.
        pub at: Stamp,
        /// The words; what tells who somebody is is covered.
        pub body: String,
        /// Who holds the case.
        pub agency: Option<AgencyRef>,
        /// What it is about, in words.
        pub category: String,
        /// Tracking code, for those who may open the case.
        pub code: Option<String>,
    }
}

//! Where more came in than is usual.

use super::wire;
use crate::Stamp;
use crate::wire::indicators::{Dimension, Figure};
use crate::wire::intake::AgencyRef;

wire! {
    /// `GET /api/v1/indicators/spikes?agency=&lang=`: what was received in the last 24 hours, where that is far more than in the
    /// same hours of the weeks before.
    pub struct SpikesView {
        /// Whose.
        pub agency: AgencyRef,
        /// The agencies above, top first, to go back up.
        pub path: Vec<AgencyRef>,
        /// First instant of the 24 hours.
        pub from: Stamp,
        /// The instant behind them.
        pub to: Stamp,
        /// Weeks that they are compared with: those from which there are cases, eight at most. Too few say nothing.
        pub weeks: u32,
        /// Weeks that are needed.
        pub needed: u32,
        /// All that came in.
        pub received: Figure,
        /// Where it is unusual, most so first.
        pub rows: Vec<SpikeView>,
    }

    /// More than is usual, in one agency, area or category.
    pub struct SpikeView {
        /// Of what.
        pub by: Dimension,
        /// Its code.
        pub code: String,
        /// In words.
        pub name: String,
        /// Cases of the last 24 hours.
        pub count: Figure,
        /// The usual level: the median of the weeks before, in tenths.
        pub usual_tenths: i64,
        /// Fewest in one of these weeks.
        pub least: i64,
        /// Most.
        pub most: i64,
        /// How many spreads it lies above the usual level, in tenths.
        pub score_tenths: i64,
    }
}

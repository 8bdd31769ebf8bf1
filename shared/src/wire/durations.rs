//! How long the steps of cases took.

use super::wire;
use crate::catalogue::durations::Durations as T;
use crate::coded::coded;
use crate::wire::indicators::{Dimension, Figure};
use crate::wire::intake::AgencyRef;

coded! {
    /// A step of a case, and on whose clock.
    pub enum DurationStep {
        /// From receipt until an agency took it up.
        Accept = "accept",
        /// From receipt until the first answer.
        FirstAnswer = "first_answer",
        /// From receipt until the answer that stands: the citizen's clock.
        Answer = "answer",
        /// The same from when the agency that answered got it: the agency's clock.
        Held = "held",
    }
}

impl DurationStep {
    /// In words.
    pub const fn name(self) -> T {
        match self {
            Self::Accept => T::Accept,
            Self::FirstAnswer => T::FirstAnswer,
            Self::Answer => T::Answer,
            Self::Held => T::Held,
        }
    }
}

wire! {
    /// `GET /api/v1/indicators/durations?agency=&from=2026-01&to=2026-11&by=agency&lang=`: of the cases that an agency and all below it
    /// received in a period. All are whole time, nights, holidays and waiting for the citizen included.
    pub struct DurationsView {
        /// First month, `2026-01`.
        pub from: String,
        /// Last month, inclusive.
        pub to: String,
        /// Whose.
        pub agency: AgencyRef,
        /// The agencies above, top first, to go back up.
        pub path: Vec<AgencyRef>,
        /// Every step once, in the order of the list of them.
        pub steps: Vec<StepView>,
        /// By what the rows are.
        pub by: Dimension,
        /// A row for each value, those with the most cases first; agencies with all that is below them.
        pub rows: Vec<DurationRow>,
    }

    /// How long a step took.
    pub struct StepView {
        /// Which.
        pub step: DurationStep,
        /// In the period.
        pub now: SpreadView,
        /// In the same number of months right before.
        pub before: SpreadView,
        /// In the same months of the year before.
        pub year_before: SpreadView,
        /// How the period's are spread, shortest first.
        pub bands: Vec<DurationBand>,
    }

    /// Some durations put together.
    pub struct SpreadView {
        /// The cases in which the step is done.
        pub count: Figure,
        /// Half of these took so many minutes at most.
        pub median_minutes: Option<u32>,
        /// Nine in ten did.
        pub p90_minutes: Option<u32>,
    }

    /// Those that took about as long.
    pub struct DurationBand {
        /// Longer than so many days.
        pub over_days: u32,
        /// So many days at most; `None` for all that took longer.
        pub to_days: Option<u32>,
        /// How many.
        pub count: i64,
    }

    /// How long the steps took for a part of the cases.
    pub struct DurationRow {
        /// Code of what they have in common; empty for those without.
        pub code: String,
        /// Its name.
        pub name: String,
        /// In the order of the list of steps.
        pub steps: Vec<SpreadView>,
    }
}

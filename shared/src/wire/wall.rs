//! What a screen on a wall shows: numbers alone, without ways to the cases behind them.

use super::wire;
use crate::Stamp;

wire! {
    /// `GET /api/v1/wall?lang=`, and the data of each `wall` event of `/api/v1/wall/stream`.
    pub struct WallView {
        /// Whose figures.
        pub agency: String,
        /// When they were taken.
        pub at: Stamp,
        /// Today.
        pub today: WallToday,
        /// Cases received this month, as they stand.
        pub month: WallMonth,
        /// The agencies right below with the most overdue cases, at most eight.
        pub late: Vec<WallAgency>,
        /// The last twelve months, oldest first.
        pub months: Vec<WallBar>,
    }

    /// Today, up to now.
    pub struct WallToday {
        /// Cases received.
        pub received: i64,
        /// Cases answered.
        pub answered: i64,
        /// Open cases due today, and not yet past it.
        pub due: i64,
        /// Open cases past their date.
        pub late: i64,
        /// Open cases.
        pub open: i64,
    }

    /// A month, by rules that stand beside the figures of supervisors.
    pub struct WallMonth {
        /// `2026-11`.
        pub month: String,
        /// Cases received.
        pub received: i64,
        /// Of these, answered or closed.
        pub resolved: i64,
        /// Of these, answered on time.
        pub on_time: i64,
        /// Out of these: answered, or open and overdue.
        pub on_time_of: i64,
        /// Mean of the ratings, in hundredths of a star.
        pub satisfaction_centi: Option<i64>,
    }

    /// An agency and all below it.
    pub struct WallAgency {
        /// Its name.
        pub name: String,
        /// Open cases past their date.
        pub late: i64,
        /// Open cases.
        pub open: i64,
    }

    /// One of the months.
    pub struct WallBar {
        /// `2026-11`.
        pub month: String,
        /// Cases received.
        pub received: i64,
        /// Of these, answered or closed by now.
        pub resolved: i64,
    }
}

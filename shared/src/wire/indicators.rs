//! Figures. Each carries the query that lists exactly the cases counted in it.

use super::wire;
use crate::wire::intake::AgencyRef;

wire! {
    /// `GET /api/v1/indicators?agency=&from=2026-01&to=2026-11&lang=`: the agency and those right below it.
    pub struct IndicatorsView {
        /// First month, `2026-01`.
        pub from: String,
        /// Last month, inclusive.
        pub to: String,
        /// The agency asked for, everything below it included.
        pub total: IndicatorRow,
        /// The agencies right below it, each with everything below; the agency's own desk last if it holds cases.
        pub rows: Vec<IndicatorRow>,
        /// Per month of the period, oldest first.
        pub months: Vec<MonthRow>,
        /// The agencies above, top first, to go back up.
        pub path: Vec<AgencyRef>,
        /// Ledger position the figures stand at.
        pub seq: i64,
    }

    /// The figures of one agency.
    pub struct IndicatorRow {
        /// Whose.
        pub agency: AgencyRef,
        /// There are agencies below it.
        pub expandable: bool,
        /// Cases received in the period.
        pub received: Figure,
        /// Of those received in the period: answered or closed ÷ received.
        pub resolution_rate: Rate,
        /// Of those received in the period: answered on time ÷ (answered + open and overdue).
        pub on_time_rate: Rate,
        /// Open now, whenever received.
        pub backlog: Figure,
        /// Open now and past the due date, whenever received.
        pub overdue: Figure,
        /// Mean of the ratings of cases received in the period, in hundredths of a star.
        pub satisfaction_centi: Option<i64>,
        /// How many rated.
        pub rated: Figure,
    }

    /// The figures of one month of filing.
    pub struct MonthRow {
        /// `2026-11`.
        pub month: String,
        /// Cases received.
        pub received: Figure,
        /// Of these, answered or closed by now.
        pub resolved: Figure,
        /// Of these, answered on time.
        pub on_time: Figure,
    }

    /// A count and the query that lists what was counted.
    pub struct Figure {
        /// The count.
        pub value: i64,
        /// The query.
        pub query: String,
    }

    /// A share; `None`-like when `of` is 0.
    pub struct Rate {
        /// The counted ones.
        pub part: Figure,
        /// Out of these.
        pub of: Figure,
    }
}

//! Figures. Each carries the query that lists exactly the cases counted in it.

use super::wire;
use crate::catalogue::figures::Figures;
use crate::coded::coded;
use crate::wire::intake::AgencyRef;

coded! {
    /// By what figures are broken down.
    pub enum Dimension {
        /// The agencies right below.
        Agency = "agency",
        /// Category.
        Category = "category",
        /// Province.
        Province = "province",
        /// Commune.
        Area = "area",
        /// Kind of case.
        Kind = "kind",
        /// How it came.
        Channel = "channel",
        /// Through which website.
        Site = "site",
    }
}

impl Dimension {
    /// What it is called.
    pub const fn name(self) -> Figures {
        match self {
            Self::Agency => Figures::ByAgency,
            Self::Category => Figures::ByCategory,
            Self::Province => Figures::ByProvince,
            Self::Area => Figures::ByArea,
            Self::Kind => Figures::ByKind,
            Self::Channel => Figures::ByChannel,
            Self::Site => Figures::BySite,
        }
    }
}

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

wire! {
    /// `GET /api/v1/indicators/breakdown?agency=&from=2026-01&to=2026-11&by=category&lang=`: the cases that an agency and all
    /// below it received in a period, whole, compared, and by a property.
    pub struct BreakdownView {
        /// First month, `2026-01`.
        pub from: String,
        /// Last month, inclusive.
        pub to: String,
        /// Whose.
        pub agency: AgencyRef,
        /// By what.
        pub by: Dimension,
        /// The period.
        pub total: Measured,
        /// The same number of months right before it.
        pub before: Measured,
        /// The same months of the year before.
        pub year_before: Measured,
        /// By the property, most cases first.
        pub rows: Vec<Measured>,
    }

    /// `GET /api/v1/indicators/map?agency=&from=2026-01&to=2026-11&in=79&lang=`: the same cases by place, as squares of a map.
    pub struct MapView {
        /// First month, `2026-01`.
        pub from: String,
        /// Last month, inclusive.
        pub to: String,
        /// Whose.
        pub agency: AgencyRef,
        /// The agencies above, top first, to go back up.
        pub path: Vec<AgencyRef>,
        /// All of them, those that name no place below included; its code is that of the area they lie in, empty for everywhere.
        pub total: Measured,
        /// The provinces, or what lies in the area asked for.
        pub places: Vec<MapPlace>,
    }

    /// A square of the map.
    pub struct MapPlace {
        /// Its name as far as there is room for it.
        pub label: String,
        /// Its place from the left, 0 first; no other has the same place.
        pub column: u32,
        /// Its place from above.
        pub row: u32,
        /// There are places in it.
        pub parted: bool,
        /// Its cases.
        pub figures: Measured,
    }

    /// The figures of some cases that were received in a period, as they stand now.
    pub struct Measured {
        /// Code of the value, or the period of a comparison; empty for cases that have none.
        pub code: String,
        /// The same in words.
        pub name: String,
        /// Cases.
        pub received: Figure,
        /// Answered or closed ÷ received.
        pub resolution_rate: Rate,
        /// Answered on time ÷ (answered + open and overdue).
        pub on_time_rate: Rate,
        /// Of those received in the period: work is still owed.
        pub open: Figure,
        /// Of these: past the due date.
        pub overdue: Figure,
        /// Refused by screening.
        pub refused: Figure,
        /// Joined to another case about the same matter.
        pub joined: Figure,
        /// Taken back by the citizen.
        pub withdrawn: Figure,
        /// Reopened by the citizen.
        pub reopened: Figure,
        /// Sent back from one agency to another.
        pub bounced: Figure,
        /// Appeals against how another case ended.
        pub appeals: Figure,
        /// Petitions that reached their number of signatures and are due an answer.
        pub petitions_due: Figure,
        /// Mean rating, in hundredths of a star.
        pub satisfaction_centi: Option<i64>,
        /// How many rated.
        pub rated: Figure,
        /// Cases with an answer that stands.
        pub answered: Figure,
        /// Half of these were answered within so many minutes of receipt, nights and holidays included.
        pub median_minutes: Option<u32>,
        /// Nine in ten were.
        pub p90_minutes: Option<u32>,
    }
}

//! Agencies beside each other: rates with what chance does to them, and the places that follow.

use super::wire;
use crate::catalogue::ranking::Ranking as T;
use crate::coded::coded;
use crate::wire::indicators::Rate;
use crate::wire::intake::AgencyRef;

coded! {
    /// By which rate agencies are ranked.
    pub enum RankedBy {
        /// Answered on time ÷ (answered + open and overdue).
        OnTime = "on_time",
        /// Answered or closed ÷ received.
        Resolution = "resolution",
    }
}

coded! {
    /// How a rate stands to that of all together, chance allowed for.
    pub enum Against {
        /// Higher than chance explains.
        Above = "above",
        /// The difference can be chance.
        Alike = "alike",
        /// Lower than chance explains.
        Below = "below",
    }
}

coded! {
    /// Why an agency has no place.
    pub enum Unranked {
        /// Nothing that the rate is a share of.
        Nothing = "nothing",
        /// Fewer cases than it takes.
        Few = "few",
        /// The desk of the agency that those ranked lie below: it is none of them.
        Desk = "desk",
    }
}

impl RankedBy {
    /// What it is called.
    pub const fn name(self) -> T {
        match self {
            Self::OnTime => T::OnTime,
            Self::Resolution => T::Resolution,
        }
    }
}

impl Against {
    /// In words.
    pub const fn name(self) -> T {
        match self {
            Self::Above => T::Above,
            Self::Alike => T::Alike,
            Self::Below => T::Below,
        }
    }
}

impl Unranked {
    /// In words; `{n}` in them is how many cases it takes.
    pub const fn name(self) -> T {
        match self {
            Self::Nothing => T::Nothing,
            Self::Few => T::Few,
            Self::Desk => T::Desk,
        }
    }
}

wire! {
    /// `GET /api/v1/indicators/ranking?agency=&from=2026-01&to=2026-11&by=on_time&lang=`: the agencies right below one.
    pub struct RankingView {
        /// First month, `2026-01`.
        pub from: String,
        /// Last month, inclusive.
        pub to: String,
        /// Below which agency; its rate is the one that the others are held against.
        pub agency: AgencyRef,
        /// The agencies above it that the reader sees the figures of, top first.
        pub path: Vec<AgencyRef>,
        /// By which rate.
        pub by: RankedBy,
        /// The rate of all together, desk of the agency included.
        pub whole: Rate,
        /// Out of fewer cases than this no place is given.
        pub least: i64,
        /// First those that have a place, best first; then the others.
        pub rows: Vec<RankingRow>,
        /// Ledger position the figures stand at.
        pub seq: i64,
    }

    /// One agency with everything below it.
    pub struct RankingRow {
        /// Which.
        pub agency: AgencyRef,
        /// There are agencies below it.
        pub expandable: bool,
        /// Its rate.
        pub rate: Rate,
        /// Where it stands; `None` where it has no place.
        pub placing: Option<Placing>,
        /// Why it has no place.
        pub unranked: Option<Unranked>,
    }

    /// Where a rate stands among others. Shares are in hundredths of a percent.
    pub struct Placing {
        /// Lower end of the 95 % interval (Wilson), rounded down. Places go by it.
        pub low: i64,
        /// Upper end, rounded up.
        pub high: i64,
        /// The best place that chance leaves open: one after those that are certainly better.
        pub first: i64,
        /// The last one: all but those that are certainly worse.
        pub last: i64,
        /// How it stands to all together.
        pub against: Against,
    }
}

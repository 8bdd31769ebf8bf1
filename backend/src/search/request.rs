//! What is asked of the index and what it answers, in plain types.

use super::schema::NEVER;
use hoiam_shared::ids::AgencyId;
use hoiam_shared::query::{Compiled, TimeField};

/// Who asks, as far as it decides what is found. It becomes a clause of the query: totals, facets and suggestions
/// know nothing outside of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scope {
    /// Branches whose cases may be found; `None` for all.
    pub branches: Option<Vec<AgencyId>>,
    /// Branches whose sealed cases may be found; `None` for all, empty for none.
    pub sealed_branches: Option<Vec<AgencyId>>,
    /// Only public cases.
    pub public_only: bool,
    /// Staff texts are searched too.
    pub staff_texts: bool,
}

impl Scope {
    /// Anyone: public cases, no staff texts.
    pub const fn public() -> Self {
        Self { branches: None, sealed_branches: Some(Vec::new()), public_only: true, staff_texts: false }
    }

    /// Everything. For jobs that act for nobody, never for a request.
    pub const fn everything() -> Self {
        Self { branches: None, sealed_branches: None, public_only: false, staff_texts: true }
    }
}

/// The order of the results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sort {
    /// Best first. A query without words comes as `Received`.
    Relevance,
    /// Due first; without a deadline last.
    Due,
    /// Newest first.
    Received,
    /// Answered last first; without an answer last.
    Answered,
}

impl Sort {
    /// How many orders there are.
    pub(super) const COUNT: usize = 4;

    /// The instant that a list without words is in order by.
    pub(super) const fn time(self) -> TimeField {
        match self {
            Self::Due => TimeField::Due,
            Self::Relevance | Self::Received => TimeField::Received,
            Self::Answered => TimeField::Answered,
        }
    }

    /// The place of an instant in the order: smaller comes first.
    pub(super) const fn key(self, at_ms: i64) -> i64 {
        match self {
            Self::Answered if at_ms == NEVER => NEVER,
            Self::Due => at_ms,
            Self::Relevance | Self::Received | Self::Answered => -at_ms,
        }
    }

    /// Of equals the older deadline's case first, else the newer case. Its own inverse.
    pub(super) const fn tie(self, id: i64) -> i64 {
        match self {
            Self::Due => id,
            Self::Relevance | Self::Received | Self::Answered => -id,
        }
    }
}

/// A place in an order: smaller comes first.
pub(super) type Place = (i64, i64);

/// A place in a list: the last result of the page before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct After {
    /// What it was sorted by; smaller comes first.
    pub key: i64,
    /// Its case.
    pub id: i64,
}

/// A property to count by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Facet {
    /// Kind of case.
    Kind,
    /// State.
    State,
    /// Channel.
    Channel,
    /// What screening noticed.
    Flag,
    /// Rating given.
    Rating,
    /// Holding agency, by id; not its branch.
    Agency,
    /// Area code.
    Area,
    /// Province code.
    Province,
    /// Category code.
    Category,
    /// Site, by id.
    Site,
    /// Assignee, by id.
    Assignee,
}

/// A search.
#[derive(Debug, Clone, Copy)]
pub struct SearchRequest<'q> {
    /// What is looked for.
    pub query: &'q Compiled,
    /// Who asks.
    pub scope: &'q Scope,
    /// Order.
    pub sort: Sort,
    /// Continue behind this.
    pub after: Option<After>,
    /// At most so many.
    pub limit: usize,
    /// Count by these.
    pub facets: &'q [Facet],
}

/// One case found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// The case.
    pub id: i64,
    /// What it was sorted by; goes into [`After`].
    pub key: i64,
}

/// Counts of one property: (code or id, cases), most first; what no case has is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetCounts {
    /// The property.
    pub facet: Facet,
    /// Counts; an absent value is not counted.
    pub counts: Vec<(String, u64)>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchResult {
    /// The case whose code was typed, whatever the filters; within the rights.
    pub by_code: Option<i64>,
    /// One page.
    pub hits: Vec<Hit>,
    /// All that match, counted exactly.
    pub total: u64,
    /// Cases that have some of the words only, best first: where few have all of them, on the first page by
    /// relevance. Not counted in `total`.
    pub near: Vec<Hit>,
    /// In the order asked.
    pub facets: Vec<FacetCounts>,
    /// Words that nobody wrote, and what was looked for in their place.
    pub corrections: Vec<Correction>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<After>,
}

/// A word of the query that is nowhere, and words one slip away that are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Folded form of the word typed.
    pub typed: String,
    /// Folded forms that are found, most frequent first.
    pub found: Vec<String>,
}

//! The search index of a node: the only folder that names tantivy. It knows neither the store nor the web; the
//! index tail feeds it [`Change`]s, use-cases ask it [`SearchRequest`]s.
//!
//! Every query becomes sets of documents (`segment`), so that totals and facets are exact under the rights;
//! BM25 only decides the order (`rank`).

pub mod accents;
pub mod bench;
mod bits;
mod bounds;
mod breakdown;
mod clauses;
mod count;
pub mod doc;
mod durations;
pub mod eval;
mod facet;
mod groups;
mod index;
pub mod judged;
mod kept;
mod lengths;
mod names;
mod page;
mod planes;
mod rank;
mod reading;
mod recent;
pub mod request;
mod run;
mod schema;
mod segment;
mod similar;
mod words;
mod writing;

#[cfg(test)]
mod faults;
#[cfg(test)]
mod tests;

pub use accents::{Accents, Trainer};
pub use breakdown::{Breakdown, Measures};
pub use count::WordCount;
pub use doc::{CaseDoc, Texts};
pub use durations::{Durations, Spread};
pub use eval::{PairsReport, eval_pairs};
pub use groups::Groups;
pub use index::{Change, Index, Options, Repair};
pub use request::{After, Correction, Facet, FacetCounts, Hit, Scope, SearchRequest, SearchResult, Sort};
pub use similar::{Similar, SimilarTo};

/// Why the index could not do what was asked. All of these are faults of the installation, never of the query.
#[derive(Debug)]
pub enum SearchError {
    /// The disk.
    Io(std::io::Error),
    /// The index.
    Index(tantivy::TantivyError),
}

impl core::fmt::Display for SearchError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Io(error) => error.fmt(f),
            Self::Index(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for SearchError {}

impl From<std::io::Error> for SearchError {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<tantivy::TantivyError> for SearchError {
    fn from(error: tantivy::TantivyError) -> Self {
        Self::Index(error)
    }
}

//! How long the steps of cases took: half of them, nine in ten, and how they are spread. From the columns of the index, as every
//! figure by a property is.

use super::SearchError;
use super::doc::took::{self, Step};
use super::groups::{Grouping, Groups, Sum, minutes_until, nearest_rank};
use super::index::Index;
use super::request::{Facet, Scope};
use super::segment::Segment;
use hoiam_shared::query::{Compiled, TimeField};
use tantivy::TantivyError;

/// Minutes that each step took, one for each case in which it is done; in no order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Durations {
    /// From receipt until an agency took it up.
    pub accept: Vec<u32>,
    /// From receipt until the first answer.
    pub first_answer: Vec<u32>,
    /// From receipt until the answer that stands.
    pub answer: Vec<u32>,
    /// The same from when the agency that answered got it.
    pub held: Vec<u32>,
}

impl Durations {
    /// Both together.
    pub fn merge(&mut self, other: Self) {
        self.accept.extend(other.accept);
        self.first_answer.extend(other.first_answer);
        self.answer.extend(other.answer);
        self.held.extend(other.held);
    }
}

/// Some durations put together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spread {
    /// How many.
    pub count: usize,
    /// Half took so many minutes at most, by the nearest rank.
    pub median: Option<u32>,
    /// Nine in ten did.
    pub p90: Option<u32>,
    /// How many are within each bound and beyond the one before; the last those beyond all.
    pub bands: Vec<usize>,
}

impl Spread {
    /// Puts durations together; the bounds are minutes, ascending. Their order is lost.
    pub fn of(minutes: &mut [u32], bounds: &[u32]) -> Self {
        let mut bands = vec![0; bounds.len() + 1];
        for one in minutes.iter() {
            bands[bounds.partition_point(|bound| bound < one)] += 1;
        }
        let (median, p90) = (nearest_rank(minutes, 50), nearest_rank(minutes, 90));
        Self { count: minutes.len(), median, p90, bands }
    }
}

/// The columns that durations are taken from.
pub struct Columns<'s> {
    took: &'s [u64],
    received: &'s [i64],
    answered: &'s [i64],
}

impl Sum for Durations {
    type Columns<'s> = Columns<'s>;

    fn columns<'s>(segment: &'s Segment<'_>) -> Result<Columns<'s>, TantivyError> {
        let times = |field| segment.kept.times(segment.reader, field);
        Ok(Columns {
            took: segment.kept.took(segment.reader)?,
            received: times(TimeField::Received)?,
            answered: times(TimeField::Answered)?,
        })
    }

    fn add(&mut self, of: &Columns<'_>, at: usize, _now_ms: i64) {
        let bits = of.took[at];
        self.accept.extend(took::minutes(bits, Step::Accept));
        self.first_answer.extend(took::minutes(bits, Step::FirstAnswer));
        self.held.extend(took::minutes(bits, Step::Held));
        self.answer.extend(minutes_until(of.received[at], of.answered[at]));
    }

    fn merge(&mut self, other: Self) {
        Self::merge(self, other);
    }

    fn is_empty(&self) -> bool {
        self.accept.is_empty() && self.first_answer.is_empty() && self.answer.is_empty()
    }
}

impl Index {
    /// How long the steps took of the cases that a query means, by a property of one value, within the rights.
    pub fn durations(
        &self,
        query: &Compiled,
        scope: &Scope,
        by: Facet,
        grouping: Grouping<'_>,
    ) -> Result<Groups<Durations>, SearchError> {
        self.sums(query, scope, by, grouping)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_put_together() {
        let spread = Spread::of(&mut [10, 9, 8, 7, 6, 5, 4, 3, 2, 1], &[2, 5, 8]);
        assert_eq!((spread.count, spread.median, spread.p90), (10, Some(5), Some(9)));
        assert_eq!(spread.bands, [2, 3, 3, 2]);
        assert_eq!(Spread::of(&mut [], &[1]), Spread { count: 0, median: None, p90: None, bands: vec![0, 0] });
    }
}

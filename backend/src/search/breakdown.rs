//! The figures of a set of cases, whole and by one property, in one pass over the columns: the same columns that answer
//! the queries behind the figures, so a figure is always the length of its list.

use super::SearchError;
use super::doc::packed;
use super::groups::{Grouping, Groups, Sum, minutes_until, nearest_rank};
use super::index::Index;
use super::request::{Facet, Scope};
use super::segment::Segment;
use hoiam_shared::case::{CaseKind, CaseState};
use hoiam_shared::query::{Compiled, Mark, NumberField, TimeField};
use tantivy::TantivyError;

/// What some cases come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Measures {
    /// Cases.
    pub received: u64,
    /// Answered or closed.
    pub resolved: u64,
    /// Answered by the due date.
    pub on_time: u64,
    /// Answered after it, or open and past it.
    pub not_on_time: u64,
    /// Work is still owed.
    pub open: u64,
    /// Open and past the due date.
    pub late: u64,
    /// Refused by screening.
    pub rejected: u64,
    /// Follow another case.
    pub merged: u64,
    /// Taken back by the citizen.
    pub withdrawn: u64,
    /// Reopened at least once.
    pub reopened: u64,
    /// Sent back at least once.
    pub bounced: u64,
    /// Appeals against how another case ended.
    pub appeals: u64,
    /// Petitions that reached their number and are due an answer.
    pub petitions_due: u64,
    /// Rated.
    pub rated: u64,
    /// Stars given.
    pub stars: u64,
    /// From receipt to the answer that stands, in minutes, one for each case that has one; in no order.
    pub answered_minutes: Vec<u32>,
}

impl Measures {
    fn count(&mut self, bits: u64, received_ms: i64, due_ms: i64, answered_ms: i64, now_ms: i64) {
        let state = packed::state(bits);
        let is = |wanted: CaseState| u64::from(state == wanted as usize);
        let more = |field| u64::from(packed::number(bits, field).is_some_and(|n| n > 0));
        let open = CaseState::ALL.get(state).is_some_and(|state| state.open());
        let late = open && due_ms < now_ms;
        self.received += 1;
        self.resolved += is(CaseState::Answered) + is(CaseState::Closed);
        self.on_time += u64::from(packed::on_time(bits) == Some(true));
        self.not_on_time += u64::from(late || packed::on_time(bits) == Some(false));
        self.open += u64::from(open);
        self.late += u64::from(late);
        self.rejected += is(CaseState::Rejected);
        self.merged += is(CaseState::Merged);
        self.withdrawn += is(CaseState::Withdrawn);
        self.reopened += more(NumberField::Reopened);
        self.bounced += more(NumberField::Bounces);
        self.appeals += u64::from(packed::mark(bits, Mark::Appeal));
        self.petitions_due += u64::from(open && packed::kind(bits) == CaseKind::Petition as usize);
        let stars = u64::from(packed::rating(bits));
        self.rated += u64::from(stars > 0);
        self.stars += stars;
        self.answered_minutes.extend(minutes_until(received_ms, answered_ms));
    }

    /// Both together.
    pub fn merge(&mut self, other: Self) {
        self.received += other.received;
        self.resolved += other.resolved;
        self.on_time += other.on_time;
        self.not_on_time += other.not_on_time;
        self.open += other.open;
        self.late += other.late;
        self.rejected += other.rejected;
        self.merged += other.merged;
        self.withdrawn += other.withdrawn;
        self.reopened += other.reopened;
        self.bounced += other.bounced;
        self.appeals += other.appeals;
        self.petitions_due += other.petitions_due;
        self.rated += other.rated;
        self.stars += other.stars;
        match self.answered_minutes.is_empty() {
            true => self.answered_minutes = other.answered_minutes,
            false => self.answered_minutes.extend(other.answered_minutes),
        }
    }

    /// Half of the answered were answered within this many minutes, by the nearest rank; `None` when none was.
    pub fn median_minutes(&mut self) -> Option<u32> {
        nearest_rank(&mut self.answered_minutes, 50)
    }

    /// Nine in ten were.
    pub fn p90_minutes(&mut self) -> Option<u32> {
        nearest_rank(&mut self.answered_minutes, 90)
    }
}

/// The figures of some cases by one property. Cases without it stand under the empty name.
pub type Breakdown = Groups<Measures>;

/// The columns that measures are taken from.
pub struct Columns<'s> {
    bits: &'s [u64],
    received: &'s [i64],
    due: &'s [i64],
    answered: &'s [i64],
}

impl Sum for Measures {
    type Columns<'s> = Columns<'s>;

    fn columns<'s>(segment: &'s Segment<'_>) -> Result<Columns<'s>, TantivyError> {
        let times = |field| segment.kept.times(segment.reader, field);
        Ok(Columns {
            bits: segment.kept.packed(segment.reader)?,
            received: times(TimeField::Received)?,
            due: times(TimeField::Due)?,
            answered: times(TimeField::Answered)?,
        })
    }

    fn add(&mut self, of: &Columns<'_>, at: usize, now_ms: i64) {
        self.count(of.bits[at], of.received[at], of.due[at], of.answered[at], now_ms);
    }

    fn merge(&mut self, other: Self) {
        Self::merge(self, other);
    }

    fn is_empty(&self) -> bool {
        self.received == 0
    }
}

impl Index {
    /// The figures of the cases that a query means, within the rights.
    pub fn measure(&self, query: &Compiled, scope: &Scope) -> Result<Measures, SearchError> {
        self.sum(query, scope)
    }

    /// The same by a property of one value.
    pub fn break_down(&self, query: &Compiled, scope: &Scope, by: Facet) -> Result<Breakdown, SearchError> {
        self.break_down_into(query, scope, by, &str::to_owned)
    }

    /// The same with values that belong together as one.
    pub fn break_down_into(
        &self,
        query: &Compiled,
        scope: &Scope,
        by: Facet,
        grouping: Grouping<'_>,
    ) -> Result<Breakdown, SearchError> {
        self.sums(query, scope, by, grouping)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_by_the_nearest_rank() {
        let check = |minutes: &[u32], median: Option<u32>, p90: Option<u32>| {
            let mut measures = Measures { answered_minutes: minutes.to_vec(), ..Measures::default() };
            assert_eq!((measures.median_minutes(), measures.p90_minutes()), (median, p90), "{minutes:?}");
        };
        check(&[], None, None);
        check(&[7], Some(7), Some(7));
        check(&[9, 1], Some(1), Some(9));
        check(&[10, 9, 8, 7, 6, 5, 4, 3, 2, 1], Some(5), Some(9));
        check(&[3, 1, 2], Some(2), Some(3));
    }
}

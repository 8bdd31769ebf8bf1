//! The figures of a set of cases, whole and by one property, in one pass over the columns: the same columns that answer
//! the queries behind the figures, so a figure is always the length of its list.

use super::SearchError;
use super::bits::Bits;
use super::doc::packed;
use super::facet::named;
use super::index::Index;
use super::request::{Facet, Scope};
use super::schema::NEVER;
use super::segment::Segment;
use super::words::Corrections;
use hoiam_shared::case::{CaseKind, CaseState, Channel};
use hoiam_shared::query::{Compiled, NumberField, TimeField};
use rayon::prelude::*;
use std::collections::HashMap;
use tantivy::TantivyError;

const MINUTE_MS: i64 = 60_000;

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
    /// Rated.
    pub rated: u64,
    /// Stars given.
    pub stars: u64,
    /// From receipt to the answer that stands, in minutes, one for each case that has one; in no order.
    pub answered_minutes: Vec<u32>,
}

impl Measures {
    fn add(&mut self, bits: u64, received_ms: i64, due_ms: i64, answered_ms: i64, now_ms: i64) {
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
        let stars = u64::from(packed::rating(bits));
        self.rated += u64::from(stars > 0);
        self.stars += stars;
        if answered_ms != NEVER {
            let minutes = (answered_ms - received_ms).max(0) / MINUTE_MS;
            self.answered_minutes.push(u32::try_from(minutes).unwrap_or(u32::MAX));
        }
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
        self.rated += other.rated;
        self.stars += other.stars;
        match self.answered_minutes.is_empty() {
            true => self.answered_minutes = other.answered_minutes,
            false => self.answered_minutes.extend(other.answered_minutes),
        }
    }

    /// Half of the answered were answered within this many minutes, by the nearest rank; `None` when none was.
    pub fn median_minutes(&mut self) -> Option<u32> {
        self.rank(50)
    }

    /// Nine in ten were.
    pub fn p90_minutes(&mut self) -> Option<u32> {
        self.rank(90)
    }

    fn rank(&mut self, percent: usize) -> Option<u32> {
        let place = (self.answered_minutes.len() * percent).div_ceil(100).checked_sub(1)?;
        Some(*self.answered_minutes.select_nth_unstable(place).1)
    }
}

/// The figures of some cases by one property. Cases without it stand under the empty name.
pub type Breakdown = HashMap<String, Measures>;

impl Index {
    /// The figures of the cases that a query means, within the rights.
    pub fn measure(&self, query: &Compiled, scope: &Scope) -> Result<Measures, SearchError> {
        let all = self.each(query, scope, |segment, docs| {
            let mut whole = [Measures::default()];
            pass(segment, docs, query.now_ms, &mut whole, |_| 0)?;
            let [whole] = whole;
            Ok(HashMap::from([(String::new(), whole)]))
        })?;
        Ok(all.into_values().next().unwrap_or_default())
    }

    /// The same by a property of one value.
    pub fn break_down(&self, query: &Compiled, scope: &Scope, by: Facet) -> Result<Breakdown, SearchError> {
        self.each(query, scope, |segment, docs| by_property(segment, docs, query.now_ms, by))
    }

    fn each(
        &self,
        query: &Compiled,
        scope: &Scope,
        count: impl Fn(&Segment<'_>, &Bits) -> Result<Breakdown, TantivyError> + Sync,
    ) -> Result<Breakdown, SearchError> {
        let searcher = self.searcher();
        let none = Corrections::default();
        let segments = self.visible(&searcher, scope, scope.staff_texts, &none)?;
        let counted = |(segment, mut docs): (Segment<'_>, Bits)| {
            docs.and(&segment.ask(query)?);
            count(&segment, &docs)
        };
        let counted: Vec<Breakdown> = segments.into_par_iter().map(counted).collect::<Result<_, TantivyError>>()?;
        let mut all = Breakdown::new();
        for (name, measures) in counted.into_iter().flatten() {
            all.entry(name).or_default().merge(measures);
        }
        Ok(all)
    }
}

/// Adds each document to one of the groups.
fn pass(
    segment: &Segment<'_>,
    docs: &Bits,
    now_ms: i64,
    groups: &mut [Measures],
    group: impl Fn(u32) -> usize,
) -> Result<(), TantivyError> {
    let bits = segment.kept.packed(segment.reader)?;
    let received = segment.kept.times(segment.reader, TimeField::Received)?;
    let due = segment.kept.times(segment.reader, TimeField::Due)?;
    let answered = segment.kept.times(segment.reader, TimeField::Answered)?;
    docs.for_each(|doc| {
        let at = doc as usize;
        groups[group(doc)].add(bits[at], received[at], due[at], answered[at], now_ms);
    });
    Ok(())
}

fn by_property(segment: &Segment<'_>, docs: &Bits, now_ms: i64, by: Facet) -> Result<Breakdown, TantivyError> {
    let codes = |codes: Vec<&str>, of: fn(u64) -> usize| {
        let bits = segment.kept.packed(segment.reader)?;
        let mut groups = vec![Measures::default(); 16];
        pass(segment, docs, now_ms, &mut groups, |doc| of(bits[doc as usize]))?;
        Ok(named_groups(codes.into_iter().map(str::to_owned), groups))
    };
    match by {
        Facet::Kind => codes(CaseKind::ALL.iter().map(|kind| kind.code()).collect(), packed::kind),
        Facet::State => codes(CaseState::ALL.iter().map(|state| state.code()).collect(), packed::state),
        Facet::Channel => codes(Channel::ALL.iter().map(|channel| channel.code()).collect(), packed::channel),
        Facet::Rating => codes(vec!["", "1", "2", "3", "4", "5"], |bits| packed::rating(bits) as usize),
        // A case has any number of flags: they are no parts of a whole.
        Facet::Flag => Ok(Breakdown::new()),
        Facet::Agency | Facet::Area | Facet::Province | Facet::Category | Facet::Site | Facet::Assignee => {
            let Some(which) = named(by) else { return Ok(Breakdown::new()) };
            let names = segment.kept.names(segment.reader, which)?;
            let mut groups = vec![Measures::default(); names.names.len()];
            pass(segment, docs, now_ms, &mut groups, |doc| names.of[doc as usize] as usize)?;
            Ok(named_groups(names.names.iter().cloned(), groups))
        }
    }
}

fn named_groups(names: impl Iterator<Item = String>, groups: Vec<Measures>) -> Breakdown {
    names.zip(groups).filter(|(_, measures)| measures.received > 0).collect()
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

//! Sums over the cases that a query means, whole and by one property: one pass over the columns of each segment. What is summed
//! says itself what it reads and adds ([`Sum`]).

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
use hoiam_shared::query::Compiled;
use rayon::prelude::*;
use std::collections::HashMap;
use std::ops::Range;
use tantivy::TantivyError;

const MINUTE_MS: i64 = 60_000;
/// Documents that one thread looks at in one go.
const STRETCH: usize = 65_536;

/// Sums by one property. Cases without it stand under the empty name.
pub type Groups<T> = HashMap<String, T>;

/// Which group a value of a property belongs to, by name.
pub type Grouping<'g> = &'g (dyn Fn(&str) -> String + Sync);

/// What is summed over cases.
pub(super) trait Sum: Default + Clone + Send {
    /// The columns that it reads.
    type Columns<'s>: Sync;
    /// Opens them.
    fn columns<'s>(segment: &'s Segment<'_>) -> Result<Self::Columns<'s>, TantivyError>;
    /// Adds the case at a place of them.
    fn add(&mut self, columns: &Self::Columns<'_>, at: usize, now_ms: i64);
    /// Both together.
    fn merge(&mut self, other: Self);
    /// Nothing was added.
    fn is_empty(&self) -> bool;
}

/// The value that so many percent do not exceed, by the nearest rank; `None` of none. Their order is lost.
pub(super) fn nearest_rank(values: &mut [u32], percent: usize) -> Option<u32> {
    let place = (values.len() * percent).div_ceil(100).checked_sub(1)?;
    Some(*values.select_nth_unstable(place).1)
}

/// Whole minutes from receipt to an answer; `None` where there is none.
pub(super) fn minutes_until(received_ms: i64, answered_ms: i64) -> Option<u32> {
    (answered_ms != NEVER).then(|| {
        let minutes = (answered_ms - received_ms).max(0) / MINUTE_MS;
        u32::try_from(minutes).unwrap_or(u32::MAX)
    })
}

impl Index {
    /// The sum over all cases that a query means, within the rights.
    pub(super) fn sum<T: Sum>(&self, query: &Compiled, scope: &Scope) -> Result<T, SearchError> {
        let all = self.each(query, scope, |segment, docs| {
            let whole = pass(segment, docs, query.now_ms, 1, |_| 0)?;
            Ok(whole.into_iter().map(|whole: T| (String::new(), whole)).collect())
        })?;
        Ok(all.into_values().next().unwrap_or_default())
    }

    /// The sums by a property of one value. Values that belong together are one group from the start: the fewer there are,
    /// the less is put together in the end.
    pub(super) fn sums<T: Sum>(
        &self,
        query: &Compiled,
        scope: &Scope,
        by: Facet,
        grouping: Grouping<'_>,
    ) -> Result<Groups<T>, SearchError> {
        self.each(query, scope, |segment, docs| by_property(segment, docs, query.now_ms, by, grouping))
    }

    fn each<T: Sum>(
        &self,
        query: &Compiled,
        scope: &Scope,
        count: impl Fn(&Segment<'_>, &Bits) -> Result<Vec<(String, T)>, TantivyError> + Sync,
    ) -> Result<Groups<T>, SearchError> {
        let searcher = self.searcher();
        let none = Corrections::default();
        let segments = self.visible(&searcher, scope, scope.staff_texts, &none)?;
        let counted = |(segment, mut docs): (Segment<'_>, Bits)| {
            docs.and(&segment.ask(query)?);
            count(&segment, &docs)
        };
        let counted: Vec<Vec<(String, T)>> =
            segments.into_par_iter().map(counted).collect::<Result<_, TantivyError>>()?;
        let mut all = Groups::<T>::new();
        for (name, sum) in counted.into_iter().flatten() {
            all.entry(name).or_default().merge(sum);
        }
        Ok(all)
    }
}

/// Adds each document to one of so many groups, stretch by stretch: most of an index is one large segment.
fn pass<T: Sum>(
    segment: &Segment<'_>,
    docs: &Bits,
    now_ms: i64,
    groups: usize,
    group: impl Fn(u32) -> usize + Sync,
) -> Result<Vec<T>, TantivyError> {
    let columns = T::columns(segment)?;
    let stretches: Vec<Range<usize>> = docs.stretches(STRETCH).collect();
    let count = |stretch: Range<usize>| {
        let mut out = vec![T::default(); groups];
        docs.for_each_in(stretch, |doc| out[group(doc)].add(&columns, doc as usize, now_ms));
        out
    };
    let parts: Vec<Vec<T>> = stretches.into_par_iter().map(count).collect();
    let mut out = vec![T::default(); groups];
    for part in parts {
        out.iter_mut().zip(part).filter(|(_, part)| !part.is_empty()).for_each(|(sum, part)| sum.merge(part));
    }
    Ok(out)
}

fn by_property<T: Sum>(
    segment: &Segment<'_>,
    docs: &Bits,
    now_ms: i64,
    by: Facet,
    grouping: Grouping<'_>,
) -> Result<Vec<(String, T)>, TantivyError> {
    let codes = |codes: Vec<&str>, of: fn(u64) -> usize| {
        let bits = segment.kept.packed(segment.reader)?;
        let groups = pass(segment, docs, now_ms, 16, |doc| of(bits[doc as usize]))?;
        Ok(named_groups(codes.into_iter().map(grouping), groups))
    };
    match by {
        Facet::Kind => codes(CaseKind::ALL.iter().map(|kind| kind.code()).collect(), packed::kind),
        Facet::State => codes(CaseState::ALL.iter().map(|state| state.code()).collect(), packed::state),
        Facet::Channel => codes(Channel::ALL.iter().map(|channel| channel.code()).collect(), packed::channel),
        Facet::Rating => codes(vec!["", "1", "2", "3", "4", "5"], |bits| packed::rating(bits) as usize),
        // A case has any number of flags: they are no parts of a whole.
        Facet::Flag => Ok(Vec::new()),
        Facet::Agency | Facet::Area | Facet::Province | Facet::Category | Facet::Site | Facet::Assignee => {
            let Some(which) = named(by) else { return Ok(Vec::new()) };
            let names = segment.kept.names(segment.reader, which)?;
            let mut places = HashMap::new();
            let mut place = |name: &String| {
                let next = places.len();
                *places.entry(grouping(name)).or_insert(next)
            };
            let place: Vec<usize> = names.names.iter().map(&mut place).collect();
            let groups = pass(segment, docs, now_ms, places.len(), |doc| place[names.of[doc as usize] as usize])?;
            let mut names: Vec<(String, usize)> = places.into_iter().collect();
            names.sort_unstable_by_key(|(_, place)| *place);
            Ok(named_groups(names.into_iter().map(|(name, _)| name), groups))
        }
    }
}

fn named_groups<T: Sum>(names: impl Iterator<Item = String>, groups: Vec<T>) -> Vec<(String, T)> {
    names.zip(groups).filter(|(_, sum)| !sum.is_empty()).collect()
}

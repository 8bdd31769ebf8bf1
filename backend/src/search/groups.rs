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

/// Values that a part of the packed column can have.
const PACKED: usize = 16;

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
        Ok(self.parted(query, scope, |_| Ok(Parting::Whole))?.into_iter().next().unwrap_or_default())
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
        let mut names = Vec::new();
        let sums: Vec<T> = self.parted(query, scope, |segments| {
            let parting;
            (parting, names) = self.parting(segments, by, grouping)?;
            Ok(parting)
        })?;
        let mut all = Groups::<T>::new();
        for (name, sum) in names.into_iter().zip(sums).filter(|(_, sum)| !sum.is_empty()) {
            all.entry(name).or_default().merge(sum);
        }
        Ok(all)
    }

    fn parted<T: Sum>(
        &self,
        query: &Compiled,
        scope: &Scope,
        parting: impl FnOnce(&[(Segment<'_>, Bits)]) -> Result<Parting, TantivyError>,
    ) -> Result<Vec<T>, SearchError> {
        let searcher = self.searcher();
        let none = Corrections::default();
        let segments = self.visible(&searcher, scope, scope.staff_texts, &none)?;
        let parting = parting(&segments)?;
        let counted = |(segment, mut docs): (Segment<'_>, Bits)| {
            docs.and(&segment.ask(query)?);
            parting.count(&segment, &docs, query.now_ms)
        };
        let counted: Vec<Vec<T>> = segments.into_par_iter().map(counted).collect::<Result<_, TantivyError>>()?;
        Ok(together(counted))
    }

    /// How cases are parted by a property, and what each group is called.
    fn parting(
        &self,
        segments: &[(Segment<'_>, Bits)],
        by: Facet,
        grouping: Grouping<'_>,
    ) -> Result<(Parting, Vec<String>), TantivyError> {
        let packed = |codes: Vec<&str>, of| (Parting::Packed(of), codes.into_iter().map(grouping).collect());
        Ok(match by {
            Facet::Kind => packed(CaseKind::ALL.iter().map(|kind| kind.code()).collect(), packed::kind),
            Facet::State => packed(CaseState::ALL.iter().map(|state| state.code()).collect(), packed::state),
            Facet::Channel => packed(Channel::ALL.iter().map(|channel| channel.code()).collect(), packed::channel),
            Facet::Rating => packed(vec!["", "1", "2", "3", "4", "5"], |bits| packed::rating(bits) as usize),
            // A case has any number of flags: they are no parts of a whole.
            Facet::Flag => packed(Vec::new(), |_| 0),
            Facet::Agency | Facet::Area | Facet::Province | Facet::Category | Facet::Site | Facet::Assignee => {
                let Some(which) = named(by) else { return Ok(packed(Vec::new(), |_| 0)) };
                // Read first: only then have all names that occur a number.
                segments.iter().try_for_each(|(segment, _)| segment.kept.names(segment.reader, which).map(|_| ()))?;
                let mut places = HashMap::new();
                let place = |name: &String| {
                    let next = places.len();
                    *places.entry(grouping(name)).or_insert(next)
                };
                let of = self.keeper.numbering.read(which, |names| names.iter().map(place).collect());
                let mut names: Vec<(String, usize)> = places.into_iter().collect();
                names.sort_unstable_by_key(|(_, place)| *place);
                let names: Vec<String> = names.into_iter().map(|(name, _)| name).collect();
                (Parting::Named { which, of, groups: names.len() }, names)
            }
        })
    }
}

/// Which group each case belongs to.
enum Parting {
    /// One.
    Whole,
    /// By what stands in the packed column.
    Packed(fn(u64) -> usize),
    /// By a column of names: the group of each number.
    Named { which: usize, of: Vec<usize>, groups: usize },
}

impl Parting {
    fn count<T: Sum>(&self, segment: &Segment<'_>, docs: &Bits, now_ms: i64) -> Result<Vec<T>, TantivyError> {
        match self {
            Self::Whole => pass(segment, docs, now_ms, 1, |_| 0),
            Self::Packed(of) => {
                let bits = segment.kept.packed(segment.reader)?;
                pass(segment, docs, now_ms, PACKED, |doc| of(bits[doc as usize]))
            }
            Self::Named { which, of, groups } => {
                let names = segment.kept.names(segment.reader, *which)?;
                pass(segment, docs, now_ms, *groups, |doc| of[names.of(doc)])
            }
        }
    }
}

/// Group by group.
fn together<T: Sum>(parts: Vec<Vec<T>>) -> Vec<T> {
    let mut parts = parts.into_iter();
    let mut out = parts.next().unwrap_or_default();
    for part in parts {
        out.iter_mut().zip(part).filter(|(_, part)| !part.is_empty()).for_each(|(sum, part)| sum.merge(part));
    }
    out
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
    Ok(together(stretches.into_par_iter().map(count).collect()))
}

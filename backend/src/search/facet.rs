//! Counts by property over a set of documents, from the columns: exact, because the set is.

use super::bits::Bits;
use super::doc::packed;
use super::kept::{Names, Numbering};
use super::request::{Facet, FacetCounts};
use super::segment::Segment;
use hoiam_shared::case::event::Flag;
use hoiam_shared::case::{CaseKind, CaseState, Channel};
use std::collections::HashMap;
use tantivy::TantivyError;

/// Values of the small properties: kind, state, channel, rating and flags all stand in one column.
#[derive(Default)]
struct Small {
    kinds: [u64; 16],
    states: [u64; 16],
    channels: [u64; 16],
    ratings: [u64; 8],
    flags: [u64; 16],
}

/// Counts of one search over all segments.
pub(super) struct Facets {
    wanted: Vec<Facet>,
    small: Small,
    /// By the numbers of the names.
    named: HashMap<Facet, Vec<u64>>,
}

impl Facets {
    pub(super) fn new(wanted: &[Facet]) -> Self {
        Self { wanted: wanted.to_vec(), small: Small::default(), named: HashMap::new() }
    }

    pub(super) fn add(&mut self, segment: &Segment<'_>, docs: &Bits) -> Result<(), TantivyError> {
        if self.wanted.iter().any(|facet| named(*facet).is_none()) {
            self.add_small(segment.kept.packed(segment.reader)?, docs);
        }
        for facet in self.wanted.clone() {
            if let Some(which) = named(facet) {
                self.add_named(facet, segment.kept.names(segment.reader, which)?, docs);
            }
        }
        Ok(())
    }

    fn add_small(&mut self, values: &[u64], docs: &Bits) {
        let small = &mut self.small;
        let flagged = self.wanted.contains(&Facet::Flag);
        docs.for_each(|doc| {
            let bits = values[doc as usize];
            small.kinds[packed::kind(bits)] += 1;
            small.states[packed::state(bits)] += 1;
            small.channels[packed::channel(bits)] += 1;
            small.ratings[packed::rating(bits) as usize] += 1;
            if flagged && packed::flagged(bits) {
                for (i, flag) in Flag::ALL.iter().enumerate() {
                    small.flags[i] += u64::from(packed::flag(bits, *flag));
                }
            }
        });
    }

    fn add_named(&mut self, facet: Facet, column: &Names, docs: &Bits) {
        let counts = self.named.entry(facet).or_default();
        counts.resize(counts.len().max(column.end), 0);
        docs.for_each(|doc| counts[column.of[doc as usize] as usize] += 1);
    }

    /// Takes in what was counted in another part of the index.
    pub(super) fn merge(&mut self, other: Self) {
        let add = |into: &mut [u64], from: &[u64]| into.iter_mut().zip(from).for_each(|(into, from)| *into += from);
        add(&mut self.small.kinds, &other.small.kinds);
        add(&mut self.small.states, &other.small.states);
        add(&mut self.small.channels, &other.small.channels);
        add(&mut self.small.ratings, &other.small.ratings);
        add(&mut self.small.flags, &other.small.flags);
        for (facet, counts) in other.named {
            let total = self.named.entry(facet).or_default();
            total.resize(total.len().max(counts.len()), 0);
            add(total, &counts);
        }
    }

    /// The counts in the order asked.
    pub(super) fn finish(mut self, numbering: &Numbering) -> Vec<FacetCounts> {
        let of = |codes: Vec<&str>, counts: &[u64]| -> Vec<(String, u64)> {
            codes.into_iter().map(str::to_owned).zip(counts.iter().copied()).collect()
        };
        let wanted = core::mem::take(&mut self.wanted);
        let finished = wanted.into_iter().map(|facet| {
            let mut counts = match facet {
                Facet::Kind => of(CaseKind::ALL.iter().map(|k| k.code()).collect(), &self.small.kinds),
                Facet::State => of(CaseState::ALL.iter().map(|s| s.code()).collect(), &self.small.states),
                Facet::Channel => of(Channel::ALL.iter().map(|c| c.code()).collect(), &self.small.channels),
                Facet::Flag => of(Flag::ALL.iter().map(|f| f.code()).collect(), &self.small.flags),
                Facet::Rating => of(vec!["1", "2", "3", "4", "5"], &self.small.ratings[1..]),
                Facet::Agency | Facet::Area | Facet::Province | Facet::Category | Facet::Site | Facet::Assignee => {
                    let counts = self.named.remove(&facet).unwrap_or_default();
                    let there = |(name, count): &(&String, u64)| *count > 0 && !name.is_empty();
                    let counted = |names: &[String]| {
                        names.iter().zip(counts).filter(there).map(|(name, count)| (name.clone(), count)).collect()
                    };
                    named(facet).map_or_else(Vec::new, |which| numbering.read(which, counted))
                }
            };
            counts.retain(|(_, count)| *count > 0);
            counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            FacetCounts { facet, counts }
        });
        finished.collect()
    }
}

/// The place in [`super::schema::column::NAMED`] of a property that has names; `None` for those in the packed column.
pub(super) const fn named(facet: Facet) -> Option<usize> {
    match facet {
        Facet::Agency => Some(0),
        Facet::Area => Some(1),
        Facet::Province => Some(2),
        Facet::Category => Some(3),
        Facet::Site => Some(4),
        Facet::Assignee => Some(5),
        Facet::Kind | Facet::State | Facet::Channel | Facet::Flag | Facet::Rating => None,
    }
}

//! Counts by property over a set of documents, from the columns: exact, because the set is.

use super::bits::Bits;
use super::doc::packed;
use super::names::Numbering;
use super::request::{Facet, FacetCounts};
use super::segment::Segment;
use hoiam_shared::case::event::Flag;
use hoiam_shared::case::{CaseKind, CaseState, Channel};
use std::collections::HashMap;
use tantivy::TantivyError;

/// Kind, state and channel stand side by side in the packed column: each combination of them is counted at once.
const COMBINED: usize = 1 << packed::COMBINED_BITS;

/// Counts of the small properties, which all stand in one column.
#[derive(Debug, Clone)]
struct Small {
    combined: Box<[u64; COMBINED]>,
    ratings: [u64; 8],
    flags: [u64; 16],
}

impl Default for Small {
    fn default() -> Self {
        Self { combined: Box::new([0; COMBINED]), ratings: [0; 8], flags: [0; 16] }
    }
}

impl Small {
    /// The counts of one property of the combined.
    fn of(&self, value: fn(u64) -> usize) -> [u64; 16] {
        let mut counts = [0; 16];
        for (bits, count) in self.combined.iter().enumerate() {
            counts[value(bits as u64)] += count;
        }
        counts
    }
}

/// Counts of one search over some segments.
#[derive(Debug, Clone)]
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

    /// The counts of these documents of a segment. One walk over them, block by block: the places of a block are found once for
    /// all columns.
    pub(super) fn of(segment: &Segment<'_>, docs: &Bits, by: &[Facet]) -> Result<Self, TantivyError> {
        let mut facets = Self::new(by);
        if by.is_empty() {
            return Ok(facets);
        }
        let wanted = |is: fn(&Facet) -> bool| by.iter().any(is);
        let (combined, rating, flag) = (
            wanted(|facet| matches!(facet, Facet::Kind | Facet::State | Facet::Channel)),
            wanted(|facet| *facet == Facet::Rating),
            wanted(|facet| *facet == Facet::Flag),
        );
        let values = if combined || rating || flag { segment.kept.packed(segment.reader)? } else { &[] };
        let mut columns = Vec::new();
        for facet in by {
            if let Some(which) = named(*facet) {
                let column = segment.kept.names(segment.reader, which)?;
                columns.push((*facet, column, vec![0; column.end]));
            }
        }
        let small = &mut facets.small;
        docs.for_each_block(|block| {
            if combined {
                block.iter().for_each(|doc| small.combined[values[*doc as usize] as usize % COMBINED] += 1);
            }
            if rating {
                block.iter().for_each(|doc| small.ratings[packed::rating(values[*doc as usize]) as usize] += 1);
            }
            if flag {
                let bits = block.iter().map(|doc| values[*doc as usize]).filter(|bits| packed::flagged(*bits));
                for bits in bits {
                    for (i, flag) in Flag::ALL.iter().enumerate() {
                        small.flags[i] += u64::from(packed::flag(bits, *flag));
                    }
                }
            }
            for (_, column, counts) in &mut columns {
                column.count(block, counts);
            }
        });
        facets.named = columns.into_iter().map(|(facet, _, counts)| (facet, counts)).collect();
        Ok(facets)
    }

    /// Takes in what was counted in another part of the index.
    pub(super) fn merge(&mut self, other: &Self) {
        self.with(other, |into, from| *into += from);
    }

    /// Takes off what was counted of a part of the same documents.
    pub(super) fn less(&mut self, part: &Self) {
        self.with(part, |into, from| *into -= from);
    }

    fn with(&mut self, other: &Self, change: fn(&mut u64, u64)) {
        let all = |into: &mut [u64], from: &[u64]| {
            into.iter_mut().zip(from).for_each(|(into, from)| change(into, *from));
        };
        all(&mut *self.small.combined, &*other.small.combined);
        all(&mut self.small.ratings, &other.small.ratings);
        all(&mut self.small.flags, &other.small.flags);
        for (facet, counts) in &other.named {
            let total = self.named.entry(*facet).or_default();
            total.resize(total.len().max(counts.len()), 0);
            all(total, counts);
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
                Facet::Kind => of(CaseKind::ALL.iter().map(|k| k.code()).collect(), &self.small.of(packed::kind)),
                Facet::State => of(CaseState::ALL.iter().map(|s| s.code()).collect(), &self.small.of(packed::state)),
                Facet::Channel => of(Channel::ALL.iter().map(|c| c.code()).collect(), &self.small.of(packed::channel)),
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

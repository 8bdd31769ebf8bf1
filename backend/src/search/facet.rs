//! Counts by property over a set of documents, from the columns: exact, because the set is.

use super::bits::Bits;
use super::doc::packed;
use super::request::{Facet, FacetCounts};
use super::schema::column;
use hoiam_shared::case::event::Flag;
use hoiam_shared::case::{CaseKind, CaseState, Channel};
use std::collections::HashMap;
use tantivy::{SegmentReader, TantivyError};

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
    named: HashMap<Facet, HashMap<String, u64>>,
}

impl Facets {
    pub(super) fn new(wanted: &[Facet]) -> Self {
        Self { wanted: wanted.to_vec(), small: Small::default(), named: HashMap::new() }
    }

    pub(super) fn add(&mut self, reader: &SegmentReader, docs: &Bits) -> Result<(), TantivyError> {
        if self.wanted.iter().any(|facet| name(*facet).is_none()) {
            self.add_small(reader, docs)?;
        }
        for facet in self.wanted.clone() {
            if let Some(name) = name(facet) {
                self.add_named(facet, name, reader, docs)?;
            }
        }
        Ok(())
    }

    fn add_small(&mut self, reader: &SegmentReader, docs: &Bits) -> Result<(), TantivyError> {
        let values = reader.fast_fields().u64(column::PACKED)?.first_or_default_col(0);
        let small = &mut self.small;
        let flagged = self.wanted.contains(&Facet::Flag);
        let mut read = [0u64; 256];
        docs.for_stretches(|docs| {
            let read = &mut read[..docs.len()];
            values.get_vals(docs, read);
            for &bits in read.iter() {
                small.kinds[packed::kind(bits)] += 1;
                small.states[packed::state(bits)] += 1;
                small.channels[packed::channel(bits)] += 1;
                small.ratings[packed::rating(bits) as usize] += 1;
                if flagged {
                    for (i, flag) in Flag::ALL.iter().enumerate() {
                        small.flags[i] += u64::from(packed::flag(bits, *flag));
                    }
                }
            }
        });
        Ok(())
    }

    fn add_named(&mut self, facet: Facet, name: &str, reader: &SegmentReader, docs: &Bits) -> Result<(), TantivyError> {
        let Some(names) = reader.fast_fields().str(name)? else { return Ok(()) };
        let ordinals = names.ords().clone().first_or_default_col(0);
        let mut counts = vec![0u64; names.num_terms()];
        let mut read = [0u64; 256];
        docs.for_stretches(|docs| {
            let read = &mut read[..docs.len()];
            ordinals.get_vals(docs, read);
            for ordinal in read.iter() {
                counts[*ordinal as usize] += 1;
            }
        });
        let total = self.named.entry(facet).or_default();
        // One walk through the names in their order: looking up thousands of ordinals one by one would read the
        // same block of the dictionary again for each.
        let mut stream = names.dictionary().stream()?;
        for count in counts {
            if !stream.advance() {
                break;
            }
            if count > 0 && !stream.key().is_empty() {
                *total.entry(String::from_utf8_lossy(stream.key()).into_owned()).or_default() += count;
            }
        }
        Ok(())
    }

    /// The counts in the order asked.
    pub(super) fn finish(mut self) -> Vec<FacetCounts> {
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
                    self.named.remove(&facet).unwrap_or_default().into_iter().collect()
                }
            };
            counts.retain(|(_, count)| *count > 0);
            counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            FacetCounts { facet, counts }
        });
        finished.collect()
    }
}

/// The column of a property that has names; `None` for those in the packed column.
const fn name(facet: Facet) -> Option<&'static str> {
    match facet {
        Facet::Agency => Some(column::AGENCY),
        Facet::Area => Some(column::AREA),
        Facet::Province => Some(column::PROVINCE),
        Facet::Category => Some(column::CATEGORY),
        Facet::Site => Some(column::SITE),
        Facet::Assignee => Some(column::ASSIGNEE),
        Facet::Kind | Facet::State | Facet::Channel | Facet::Flag | Facet::Rating => None,
    }
}

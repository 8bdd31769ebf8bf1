//! The order of what matches. The score is BM25 summed over the fields: exact and folded words and pairs. It
//! decides the order only; what matches is decided by `segment`.
//!
//! Of few matches each is scored, term by term. Of many, those that may stand on the page are found first (`bounds`). Skipping
//! blocks that cannot reach it (block-max WAND) was slower than scoring all: in short texts very many documents share the best
//! score of a word, so hardly a block is skipped, and walking several lists abreast costs several times as much as adding one
//! after the other.

use super::bits::{Bits, Ranks};
use super::bounds::{Bounds, Worth};
use super::clauses::Clause;
use super::lengths::{Lengths, lengths};
use super::planes::Planes;
use super::segment::{Listed, Segment};
use std::collections::HashMap;
use std::sync::Arc;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, TantivyError, Term};

/// Saturation and normalisation by length, the values of the measurements in the design.
const K1: f32 = 1.2;
const B: f32 = 0.75;
/// Looking a document up costs as much as reading this many of a list.
const SEEK: u64 = 16;
/// Up to so many of a word in a document are looked up.
const FEW: usize = 4;

/// A term ready to score with: `weight · tf / (tf + norm)`, the norm by length of the field.
struct Scorer {
    term: Term,
    weight: f32,
    norms: Arc<[f32; 256]>,
    /// The scores of documents that have it once, twice and so on, which almost all are: a division for each took half of the
    /// time of a search.
    few: Box<[[f32; 256]; FEW]>,
}

/// Scores documents of one search.
pub(super) struct Ranking {
    scorers: Vec<Scorer>,
}

impl Ranking {
    /// Scores by these terms; `None` when there are none.
    pub(super) fn of(clauses: Vec<Clause>, searcher: &Searcher) -> Result<Option<Self>, TantivyError> {
        if clauses.is_empty() {
            return Ok(None);
        }
        let cases = searcher.total_num_docs()?.max(1);
        let mut by_field: HashMap<Field, Arc<[f32; 256]>> = HashMap::new();
        let mut scorers = Vec::with_capacity(clauses.len());
        for clause in clauses {
            let term = Term::from_field_text(clause.field, &clause.word);
            let count = searcher.doc_freq(&term)?;
            if count == 0 {
                continue;
            }
            let norms = match by_field.get(&clause.field) {
                Some(norms) => Arc::clone(norms),
                None => {
                    let mean = searcher.total_num_tokens(clause.field)? as f32 / cases as f32;
                    let norms = Arc::new(norms(mean.max(f32::EPSILON)));
                    by_field.insert(clause.field, Arc::clone(&norms));
                    norms
                }
            };
            let idf = (1.0 + (cases.saturating_sub(count) as f32 + 0.5) / (count as f32 + 0.5)).ln();
            scorers.push(Scorer::new(term, idf * (1.0 + K1) * clause.boost, norms));
        }
        Ok(Some(Self { scorers }))
    }

    /// The scores of these documents of a segment, in their order.
    pub(super) fn scores(&self, segment: &Segment<'_>, matches: &Bits) -> Result<Vec<f32>, TantivyError> {
        let mut scores = vec![0.0; matches.count() as usize];
        if !scores.is_empty() {
            let ranks = Ranks::of(matches);
            self.scorers.iter().try_for_each(|scorer| scorer.add(segment, matches, &ranks, &mut scores))?;
        }
        Ok(scores)
    }

    /// Reads where its terms stand in a segment, for many documents.
    pub(super) fn read(&self, segment: &Segment<'_>) -> Result<Read<'_>, TantivyError> {
        let mut terms = Vec::with_capacity(self.scorers.len());
        for scorer in &self.scorers {
            if let Some(planes) = segment.planes(&scorer.term)? {
                let field = scorer.term.field();
                let (lengths, by_length) =
                    (lengths(segment.reader, field)?, segment.kept.lengths(segment.reader, field)?);
                terms.push(Reading { scorer, planes, lengths, by_length });
            }
        }
        Ok(Read { terms })
    }

    /// The documents of a segment that have a score.
    pub(super) fn scored(&self, segment: &Segment<'_>) -> Result<Bits, TantivyError> {
        let mut scored = Bits::none(segment.reader.max_doc());
        self.scorers.iter().try_for_each(|scorer| segment.having(&scorer.term, &mut scored))?;
        Ok(scored)
    }
}

/// The terms of a ranking that stand in a segment, read as a whole.
pub(super) struct Read<'r> {
    terms: Vec<Reading<'r>>,
}

struct Reading<'r> {
    scorer: &'r Scorer,
    planes: Arc<Planes>,
    lengths: FieldNormReader,
    by_length: Arc<Lengths>,
}

impl Read<'_> {
    /// The most that each of these documents may score.
    pub(super) fn bounds<'b>(&self, among: &'b Bits) -> Bounds<'b> {
        let worths: Vec<Worth> = self.terms.iter().map(|term| term.scorer.worth(&term.by_length)).collect();
        let mut bounds = Bounds::new(among, &worths);
        for (term, worth) in self.terms.iter().zip(&worths) {
            bounds.add(&term.planes, &term.by_length.short, worth);
        }
        bounds
    }

    /// The scores of these documents, in their order.
    pub(super) fn scores(&self, of: &Bits) -> Vec<f32> {
        let mut scores = vec![0.0; of.count() as usize];
        for Reading { scorer, planes, lengths, .. } in &self.terms {
            planes.for_each(of, |place, doc, freq| scores[place] += scorer.score(freq, lengths.fieldnorm_id(doc)));
        }
        scores
    }
}

/// What a word is worth that a document of this length has so often.
fn saturated(weight: f32, freq: f32, norm: f32) -> f32 {
    weight * freq / (freq + norm)
}

fn norms(mean: f32) -> [f32; 256] {
    core::array::from_fn(|id| K1 * (1.0 - B + B * FieldNormReader::id_to_fieldnorm(id as u8) as f32 / mean))
}

impl Scorer {
    fn new(term: Term, weight: f32, norms: Arc<[f32; 256]>) -> Self {
        let mut few = Box::new([[0.0; 256]; FEW]);
        for (freq, scores) in (1u8..).zip(few.iter_mut()) {
            scores.iter_mut().zip(&*norms).for_each(|(score, norm)| *score = saturated(weight, f32::from(freq), *norm));
        }
        Self { term, weight, norms, few }
    }

    fn score(&self, freq: u32, length: u8) -> f32 {
        match self.few.get((freq as usize).wrapping_sub(1)) {
            Some(scores) => scores[usize::from(length)],
            None => saturated(self.weight, freq as f32, self.norms[usize::from(length)]),
        }
    }

    /// What it is worth at most, by how often documents have it and whether they are short.
    fn worth(&self, lengths: &Lengths) -> Worth {
        let by_count =
            |shortest: u8| [self.score(1, shortest), self.score(2, shortest), self.score(3, shortest), self.weight];
        lengths.shortest.map(by_count)
    }

    fn add(
        &self,
        segment: &Segment<'_>,
        matches: &Bits,
        ranks: &Ranks<'_>,
        scores: &mut [f32],
    ) -> Result<(), TantivyError> {
        let listed = segment.listed(&self.term, IndexRecordOption::WithFreqs)?;
        let lengths = lengths(segment.reader, self.term.field())?;
        let score = |doc: u32, freq: u32| self.score(freq, lengths.fieldnorm_id(doc));
        let (mut postings, having) = match listed {
            Listed::Nowhere => return Ok(()),
            Listed::Kept(planes) => {
                planes.for_each(matches, |place, doc, freq| scores[place] += score(doc, freq));
                return Ok(());
            }
            Listed::List(postings, having) => (postings, having),
        };
        if scores.len() as u64 * SEEK < u64::from(having) {
            for (doc, total) in matches.iter().zip(scores) {
                let at = postings.seek(doc);
                let found = postings.doc(at);
                if found == doc {
                    *total += score(doc, postings.freq(at));
                } else if found == tantivy::TERMINATED {
                    break;
                }
            }
            return Ok(());
        }
        while postings.block_len() > 0 {
            for (doc, freq) in postings.docs().iter().zip(postings.freqs()) {
                if let Some(place) = ranks.place(*doc) {
                    scores[place] += score(*doc, *freq);
                }
            }
            postings.advance();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::schema::{Fields, Packed};
    use crate::search::words::Corrections;
    use proptest::prelude::*;
    use tantivy::Index;
    use tantivy::tokenizer::WhitespaceTokenizer;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn no_document_scores_more_than_its_bound(
            texts in prop::collection::vec(prop::collection::vec(0u8..5, 0..30), 1..200),
            many in 1u64..40,
            times in prop_oneof![Just(1), Just(150)],
        ) {
            let (schema, fields) = Fields::build();
            let field = fields.text.folded;
            let index = Index::create_in_ram(schema);
            index.tokenizers().register(Packed::NAME, WhitespaceTokenizer::default());
            let mut writer = index.writer_with_num_threads(1, 15_000_000).unwrap();
            for text in &texts {
                let text: Vec<String> = text.iter().map(|word| format!("w{word}")).collect();
                writer.add_document(tantivy::doc!(field => text.join(" "))).unwrap();
            }
            writer.commit().unwrap();
            let searcher = index.reader().unwrap().searcher();
            let word = |(n, boost)| Clause { field, word: format!("w{n}"), boost };
            let clauses = [(0, 1.0), (1, 0.3), (3, 2.0)].repeat(times).into_iter().map(word).collect();
            let ranking = Ranking::of(clauses, &searcher).unwrap().unwrap();
            let none = Corrections::default();
            let segment = Segment {
                reader: searcher.segment_reader(0),
                kept: Arc::default(),
                fields: &fields,
                staff: false,
                corrections: &none,
            };
            let mut among = Bits::none(texts.len() as u32);
            (0..texts.len() as u32).filter(|doc| doc % 5 != 2).for_each(|doc| among.add(doc));

            let scores = ranking.scores(&segment, &among).unwrap();
            let read = ranking.read(&segment).unwrap();
            prop_assert_eq!(&read.scores(&among), &scores);
            let bounds = read.bounds(&among);
            for (score, doc) in scores.iter().zip(among.iter()) {
                prop_assert!(bounds.reaching(*score).has(doc));
            }
            let highest = bounds.highest(many);
            prop_assert!(highest.count() >= many.min(among.count()));
            // Whoever may score like the last of them is above it, or was let go for others that may score as much.
            let mut others = among.clone();
            others.without(&highest);
            let best = |docs: &Bits| read.scores(docs).into_iter().fold(0.0, f32::max);
            prop_assert!(bounds.reaching(best(&others)).count() >= highest.count());
        }
    }
}

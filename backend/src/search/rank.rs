//! The order of what matches. The score is BM25 summed over the fields: exact and folded words and pairs. It
//! decides the order only; what matches is decided by `segment`.
//!
//! A query without any mark asks the folded fields, and the exact ones by the marks it is likely to mean
//! (`accents`); as typed, its exact forms would find unaccented text first.
//!
//! Scores are added up term by term, block by block. Skipping blocks that cannot reach the page (block-max WAND)
//! was slower here: in short texts very many documents share the best score of a word, so hardly a block is
//! skipped, and walking several lists abreast costs several times as much as adding one after the other.

use super::accents::{Accents, Unit, restore};
use super::bits::{Bits, Ranks};
use super::schema::{Fields, Zone};
use super::segment::{Listed, Segment};
use super::words::Corrections;
use hoiam_shared::query::{Compiled, Step};
use hoiam_shared::text::Word;
use hoiam_shared::text::plan::{Plan, Wanted};
use std::collections::HashMap;
use std::sync::Arc;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, TantivyError, Term};

/// Saturation and normalisation by length, the values of the measurements in the design.
const K1: f32 = 1.2;
const B: f32 = 0.75;
/// The accented form counts more than the folded one, or a shorter text with another word would come first.
const EXACT: f32 = 1.5;
const FOLDED: f32 = 1.0;
/// The accented form that an unaccented word is likely to mean: share of what it counts when typed.
const RESTORED: f32 = 1.0;
/// Abbreviations, former names, typing residue.
const EXPANDED: f32 = 0.8;
/// Corrected slips.
const CORRECTED: f32 = 0.5;
/// Staff texts beside what the citizen and the agency said.
const STAFF: f32 = 0.6;
/// Looking a document up costs as much as reading this many of a list.
const SEEK: u64 = 16;
/// Up to so many of a word in a document are looked up.
const FEW: usize = 4;
/// Longer texts are not read for their marks: nobody types that much without.
const READ_WORDS: usize = 64;

/// How much each field counts. Only the evaluation asks for another than the default.
#[derive(Debug, Clone, Copy)]
pub struct Tuning {
    exact: f32,
    exact_pairs: f32,
    folded: f32,
    folded_pairs: f32,
    restored: f32,
}

impl Default for Tuning {
    fn default() -> Self {
        Self { exact: EXACT, exact_pairs: EXACT, folded: FOLDED, folded_pairs: FOLDED, restored: RESTORED }
    }
}

impl Tuning {
    /// The sets of fields that are compared.
    pub(super) fn sets() -> [(&'static str, Self); 6] {
        let none = Self { exact: 0.0, exact_pairs: 0.0, folded: 0.0, folded_pairs: 0.0, restored: 0.0 };
        [
            ("exact", Self { exact: 1.0, ..none }),
            ("exact_and_pairs", Self { exact: 1.0, exact_pairs: 1.0, ..none }),
            ("folded", Self { folded: 1.0, ..none }),
            ("folded_and_pairs", Self { folded: 1.0, folded_pairs: 1.0, ..none }),
            ("all_as_typed", Self { restored: 0.0, ..Self::default() }),
            ("all", Self::default()),
        ]
    }
}

/// A term and how much it counts.
struct Clause {
    field: Field,
    word: String,
    boost: f32,
}

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
    /// Gathers what the words of a query are worth. `None` when it has no words.
    pub(super) fn new(
        query: &Compiled,
        fields: &Fields,
        staff: bool,
        corrections: &Corrections,
        accents: &Accents,
        tuning: &Tuning,
        searcher: &Searcher,
    ) -> Result<Option<Self>, TantivyError> {
        let mut clauses = Vec::new();
        let zones = core::iter::once((fields.text, 1.0)).chain(staff.then_some((fields.staff, STAFF)));
        for (zone, weight) in zones {
            let mut gather =
                Gather { zone, weight, marked: query.marked, corrections, accents, tuning, out: &mut clauses };
            gather.step(&query.top);
        }
        Self::of(clauses, searcher)
    }

    /// Scores by any of these words of one field.
    pub(super) fn any_of(field: Field, words: Vec<String>, searcher: &Searcher) -> Result<Option<Self>, TantivyError> {
        Self::of(words.into_iter().map(|word| Clause { field, word, boost: 1.0 }).collect(), searcher)
    }

    fn of(clauses: Vec<Clause>, searcher: &Searcher) -> Result<Option<Self>, TantivyError> {
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

    /// The documents of a segment that have a score.
    pub(super) fn scored(&self, segment: &Segment<'_>) -> Result<Bits, TantivyError> {
        let mut scored = Bits::none(segment.reader.max_doc());
        self.scorers.iter().try_for_each(|scorer| segment.having(&scorer.term, &mut scored))?;
        Ok(scored)
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

    fn add(
        &self,
        segment: &Segment<'_>,
        matches: &Bits,
        ranks: &Ranks<'_>,
        scores: &mut [f32],
    ) -> Result<(), TantivyError> {
        let listed = segment.listed(&self.term, IndexRecordOption::WithFreqs)?;
        let lengths = match segment.reader.fieldnorms_readers().get_field(self.term.field())? {
            Some(lengths) => lengths,
            None => FieldNormReader::constant(segment.reader.max_doc(), 1),
        };
        let score = |doc: u32, freq: u32| self.score(freq, lengths.fieldnorm_id(doc));
        let (mut postings, having) = match listed {
            Listed::Nowhere => return Ok(()),
            Listed::Frequent(frequent) => {
                frequent.for_each(matches, |place, doc, freq| scores[place] += score(doc, freq));
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

/// Collects the clauses of one zone.
struct Gather<'g> {
    zone: Zone,
    weight: f32,
    marked: bool,
    corrections: &'g Corrections,
    accents: &'g Accents,
    tuning: &'g Tuning,
    out: &'g mut Vec<Clause>,
}

impl Gather<'_> {
    fn step(&mut self, step: &Step) {
        match step {
            Step::Text(plan) => self.plan(plan),
            Step::Phrase(phrase) => {
                let exact: Vec<_> =
                    phrase.words.iter().map(|w| self.marked.then(|| (w.exact.to_string(), 1.0))).collect();
                self.words(&phrase.words, &exact, |_| true);
            }
            Step::And(steps) | Step::Or(steps) => steps.iter().for_each(|step| self.step(step)),
            _ => {}
        }
    }

    /// The exact form by which each word is ranked, and how much it counts: as typed where it has marks, else as
    /// it is likely to be meant.
    fn exact(&self, plan: &Plan) -> Vec<Option<(String, f32)>> {
        let typed = |wanted: &Wanted| self.marked.then(|| (wanted.word.exact.to_string(), 1.0));
        if self.accents.is_empty() || plan.words.len() > READ_WORDS {
            return plan.words.iter().map(typed).collect();
        }
        let lower: Vec<String> = plan.words.iter().map(|wanted| wanted.typed.to_lowercase()).collect();
        let units = Unit::all(&plan.words, &lower, |wanted| wanted.prefix);
        let Ok(read) = restore(&units, self.accents, |_| Ok(true));
        let form = |(unit, reading): (&Unit<'_>, super::accents::Reading)| {
            if unit.fixed || (self.marked && reading.exact == unit.word.exact) {
                self.marked.then_some((reading.exact, 1.0))
            } else {
                (reading.count > 0.0 && self.tuning.restored > 0.0).then_some((reading.exact, self.tuning.restored))
            }
        };
        units.iter().zip(read).map(form).collect()
    }

    fn plan(&mut self, plan: &Plan) {
        let words: Vec<Word> = plan.words.iter().map(|wanted| wanted.word.clone()).collect();
        let exact = self.exact(plan);
        self.words(&words, &exact, |i| plan.words[i].follows);
        for wanted in &plan.words {
            for meant in &wanted.meant {
                self.add(self.zone.exact, &meant.exact, self.tuning.exact * EXPANDED);
                self.add(self.zone.folded, &meant.folded, self.tuning.folded * EXPANDED);
            }
            for found in self.corrections.of(&wanted.word.folded) {
                self.add(self.zone.folded, found, self.tuning.folded * CORRECTED);
            }
        }
        for expansion in &plan.expansions {
            // One word counts for itself; of several the pairs do, so that a common one does not count alone.
            match &expansion.phrase[..] {
                [word] => self.add(self.zone.folded, &word.folded, self.tuning.folded * EXPANDED),
                words => {
                    let share = self.tuning.folded_pairs * EXPANDED / (words.len() - 1) as f32;
                    for two in words.windows(2) {
                        self.add(self.zone.folded_pairs, &format!("{}_{}", two[0].folded, two[1].folded), share);
                    }
                }
            }
        }
    }

    /// Words, and the pairs of those that follow each other.
    fn words(&mut self, words: &[Word], exact: &[Option<(String, f32)>], follows: impl Fn(usize) -> bool) {
        for (i, word) in words.iter().enumerate() {
            self.add(self.zone.folded, &word.folded, self.tuning.folded);
            if let Some((form, boost)) = &exact[i] {
                self.add(self.zone.exact, form, self.tuning.exact * boost);
            }
            if i > 0 && follows(i) {
                self.add(
                    self.zone.folded_pairs,
                    &format!("{}_{}", words[i - 1].folded, word.folded),
                    self.tuning.folded_pairs,
                );
                if let (Some((first, one)), Some((second, other))) = (&exact[i - 1], &exact[i]) {
                    self.add(
                        self.zone.exact_pairs,
                        &format!("{first}_{second}"),
                        self.tuning.exact_pairs * one.min(*other),
                    );
                }
            }
        }
    }

    /// Each term once; the highest boost counts.
    fn add(&mut self, field: Field, word: &str, boost: f32) {
        let boost = boost * self.weight;
        if boost <= 0.0 {
            return;
        }
        match self.out.iter_mut().find(|c| c.field == field && c.word == word) {
            Some(known) => known.boost = known.boost.max(boost),
            None => self.out.push(Clause { field, word: word.to_owned(), boost }),
        }
    }
}

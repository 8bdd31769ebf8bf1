//! The order of what matches. The score is BM25 summed over the fields: exact and folded words and pairs. It
//! decides the order only; what matches is decided by `segment`.
//!
//! A query without any mark asks the folded fields alone (its exact forms would find unaccented text first).

use super::bits::Bits;
use super::schema::{Fields, Zone};
use super::segment::add_docs;
use super::words::Corrections;
use hoiam_shared::query::{Compiled, Step};
use hoiam_shared::text::Word;
use hoiam_shared::text::plan::Plan;
use tantivy::query::{BooleanQuery, BoostQuery, EnableScoring, Occur, Query, TermQuery, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, Searcher, SegmentReader, TERMINATED, TantivyError, Term};

/// The accented form counts more than the folded one, or a shorter text with another word would come first.
const EXACT: f32 = 1.5;
const FOLDED: f32 = 1.0;
/// Abbreviations, former names, typing residue.
const EXPANDED: f32 = 0.8;
/// Corrected slips.
const CORRECTED: f32 = 0.5;
/// Staff texts beside what the citizen and the agency said.
const STAFF: f32 = 0.6;
/// Up to so many matches each is scored; above, blocks that cannot reach the page are skipped.
const SCORE_EACH: u64 = 4_000;

/// A term and how much it counts.
struct Clause {
    field: Field,
    word: String,
    boost: f32,
}

/// Scores documents of one search.
pub(super) struct Ranking {
    terms: Vec<Term>,
    each: Vec<Box<dyn Weight>>,
    together: Option<Box<dyn Weight>>,
}

impl Ranking {
    /// Gathers what the words of a query are worth. `None` when it has no words.
    pub(super) fn new(
        query: &Compiled,
        fields: &Fields,
        staff: bool,
        corrections: &Corrections,
        searcher: &Searcher,
    ) -> Result<Option<Self>, TantivyError> {
        let mut clauses = Vec::new();
        let zones = core::iter::once((fields.text, 1.0)).chain(staff.then_some((fields.staff, STAFF)));
        for (zone, weight) in zones {
            let mut gather = Gather { zone, weight, marked: query.marked, corrections, out: &mut clauses };
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
        let scoring = EnableScoring::enabled_from_searcher(searcher);
        let mut each = Vec::with_capacity(clauses.len());
        let mut terms = Vec::with_capacity(clauses.len());
        let mut queries: Vec<(Occur, Box<dyn Query>)> = Vec::with_capacity(clauses.len());
        for clause in clauses {
            let term = Term::from_field_text(clause.field, &clause.word);
            if searcher.doc_freq(&term)? == 0 {
                continue;
            }
            terms.push(term.clone());
            let query = BoostQuery::new(Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)), clause.boost);
            each.push(query.weight(scoring)?);
            queries.push((Occur::Should, Box::new(query)));
        }
        let together = if queries.is_empty() { None } else { Some(BooleanQuery::new(queries).weight(scoring)?) };
        Ok(Some(Self { terms, each, together }))
    }

    /// Calls `found` with the documents of the set and their scores; `found` answers with the score that a
    /// document must exceed to matter, and those that cannot may be left out.
    pub(super) fn score(
        &self,
        reader: &SegmentReader,
        matches: &Bits,
        mut least: f32,
        found: &mut dyn FnMut(u32, f32) -> f32,
    ) -> Result<(), TantivyError> {
        if matches.count() <= SCORE_EACH {
            let docs: Vec<u32> = matches.iter().collect();
            for (doc, score) in docs.iter().zip(self.score_each(reader, &docs)?) {
                found(*doc, score);
            }
            return Ok(());
        }
        let Some(together) = &self.together else { return Ok(()) };
        together.for_each_pruning(least, reader, &mut |doc, score| {
            if matches.has(doc) {
                least = found(doc, score);
            }
            least
        })
    }

    /// The documents of the set that [`Self::score`] passed over because no word of the ranking is in them: found
    /// by the beginning of a word, or in a query that mostly denies.
    pub(super) fn passed_over(&self, reader: &SegmentReader, matches: &Bits) -> Result<Option<Bits>, TantivyError> {
        if matches.count() <= SCORE_EACH {
            return Ok(None);
        }
        let mut scored = Bits::none(reader.max_doc());
        for term in &self.terms {
            add_docs(reader, term, &mut scored)?;
        }
        scored.not();
        scored.and(matches);
        Ok(Some(scored))
    }

    fn score_each(&self, reader: &SegmentReader, docs: &[u32]) -> Result<Vec<f32>, TantivyError> {
        let mut scores = vec![0.0; docs.len()];
        for weight in &self.each {
            let mut scorer = weight.scorer(reader, 1.0)?;
            for (doc, score) in docs.iter().zip(&mut scores) {
                let at = if scorer.doc() < *doc { scorer.seek(*doc) } else { scorer.doc() };
                if at == *doc {
                    *score += scorer.score();
                } else if at == TERMINATED {
                    break;
                }
            }
        }
        Ok(scores)
    }
}

/// Collects the clauses of one zone.
struct Gather<'g> {
    zone: Zone,
    weight: f32,
    marked: bool,
    corrections: &'g Corrections,
    out: &'g mut Vec<Clause>,
}

impl Gather<'_> {
    fn step(&mut self, step: &Step) {
        match step {
            Step::Text(plan) => self.plan(plan),
            Step::Phrase(phrase) => self.words(&phrase.words, |_| true, 1.0),
            Step::And(steps) | Step::Or(steps) => steps.iter().for_each(|step| self.step(step)),
            _ => {}
        }
    }

    fn plan(&mut self, plan: &Plan) {
        let words: Vec<Word> = plan.words.iter().map(|wanted| wanted.word.clone()).collect();
        self.words(&words, |i| plan.words[i].follows, 1.0);
        for wanted in &plan.words {
            for meant in &wanted.meant {
                self.add(self.zone.exact, &meant.exact, EXACT * EXPANDED);
                self.add(self.zone.folded, &meant.folded, EXPANDED);
            }
            for found in self.corrections.of(&wanted.word.folded) {
                self.add(self.zone.folded, found, CORRECTED);
            }
        }
        for expansion in &plan.expansions {
            // One word counts for itself; of several the pairs do, so that a common one does not count alone.
            match &expansion.phrase[..] {
                [word] => self.add(self.zone.folded, &word.folded, EXPANDED),
                words => {
                    let share = EXPANDED / (words.len() - 1) as f32;
                    for two in words.windows(2) {
                        self.add(self.zone.folded_pairs, &format!("{}_{}", two[0].folded, two[1].folded), share);
                    }
                }
            }
        }
    }

    /// Words, and the pairs of those that follow each other.
    fn words(&mut self, words: &[Word], follows: impl Fn(usize) -> bool, boost: f32) {
        for (i, word) in words.iter().enumerate() {
            self.add(self.zone.folded, &word.folded, FOLDED * boost);
            if self.marked {
                self.add(self.zone.exact, &word.exact, EXACT * boost);
            }
            if i > 0 && follows(i) {
                let before = &words[i - 1];
                self.add(self.zone.folded_pairs, &format!("{}_{}", before.folded, word.folded), FOLDED * boost);
                if self.marked {
                    self.add(self.zone.exact_pairs, &format!("{}_{}", before.exact, word.exact), EXACT * boost);
                }
            }
        }
    }

    /// Each term once; the highest boost counts.
    fn add(&mut self, field: Field, word: &str, boost: f32) {
        let boost = boost * self.weight;
        match self.out.iter_mut().find(|c| c.field == field && c.word == word) {
            Some(known) => known.boost = known.boost.max(boost),
            None => self.out.push(Clause { field, word: word.to_owned(), boost }),
        }
    }
}

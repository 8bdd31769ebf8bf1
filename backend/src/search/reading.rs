//! "Did you mean khiếu nại đất đai?": an unaccented query read with the marks that people here write with these
//! words. The language model is the index itself: how many cases have a word, and two words side by side.

use super::SearchError;
use super::index::Index;
use super::request::Scope;
use super::segment::Segment;
use super::words::{Corrections, meets};
use hoiam_shared::query::{Compiled, Step};
use hoiam_shared::text::plan::Wanted;
use hoiam_shared::text::{Word, syllable};
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

/// Readings of one word that are followed up, the most frequent.
const FOLLOWED: usize = 8;
/// Longer queries are sentences; nobody needs them read back.
const WORDS: usize = 12;
/// Weight of a word by itself beside the pair it stands in.
const ALONE: f64 = 0.5;

/// A reading of a word: as shown, as indexed, and how many cases have it.
#[derive(Clone)]
struct Reading {
    shown: String,
    exact: String,
    count: f64,
}

impl Index {
    /// The likely reading of a query without marks; `None` when it has marks, is more than free words, or reads as
    /// it stands. Every word of it is in a case visible under `scope`.
    pub fn reading(&self, query: &Compiled, scope: &Scope) -> Result<Option<String>, SearchError> {
        let Step::Text(plan) = &query.top else { return Ok(None) };
        if query.marked || plan.words.is_empty() || plan.words.len() > WORDS {
            return Ok(None);
        }
        let searcher = self.searcher();
        let none = Corrections::default();
        let mut segments = Vec::new();
        for reader in searcher.segment_readers() {
            let segment = Segment { reader, fields: &self.fields, staff: false, corrections: &none };
            let visible = segment.visible(scope)?;
            segments.push((segment, visible));
        }
        let seen = |exact: &str| -> Result<bool, SearchError> {
            let term = Term::from_field_text(self.fields.text.exact, exact);
            for (segment, visible) in &segments {
                if meets(segment.reader, &term, visible)? {
                    return Ok(true);
                }
            }
            Ok(false)
        };
        // Best way to each reading of the word at hand: (logarithm of its likelihood, words so far).
        let mut ways: Vec<(f64, Vec<Reading>)> = vec![(0.0, Vec::new())];
        let all = searcher.num_docs() as f64 + 1.0;
        for wanted in &plan.words {
            let mut readings = Vec::new();
            for reading in self.readings(&searcher, wanted)? {
                let as_typed = reading.count == 0.0;
                if as_typed || (readings.len() < FOLLOWED && seen(&reading.exact)?) {
                    readings.push(reading);
                }
            }
            let mut next = Vec::with_capacity(readings.len());
            for reading in readings {
                let mut best: Option<(f64, &[Reading])> = None;
                for (likelihood, before) in &ways {
                    let alone = ALONE * (reading.count + 0.1) / all;
                    let step = match before.last().filter(|_| wanted.follows) {
                        Some(last) => {
                            let pair = format!("{}_{}", last.exact, reading.exact);
                            let together = frequency(&searcher, self.fields.text.exact_pairs, &pair)?;
                            (together + alone) / (last.count + ALONE)
                        }
                        None => alone,
                    };
                    let likelihood = likelihood + step.ln();
                    if best.is_none_or(|(known, _)| likelihood > known) {
                        best = Some((likelihood, before));
                    }
                }
                if let Some((likelihood, before)) = best {
                    next.push((likelihood, before.iter().cloned().chain([reading]).collect()));
                }
            }
            ways = next;
        }
        let Some((_, words)) = ways.into_iter().max_by(|a, b| a.0.total_cmp(&b.0)) else { return Ok(None) };
        let shown: Vec<String> = words.into_iter().map(|reading| reading.shown).collect();
        let shown = shown.join(" ");
        Ok(hoiam_shared::text::has_marks(&shown).then_some(shown))
    }

    /// The readings of a word that are written somewhere, most frequent first; the word as typed when none is.
    fn readings(&self, searcher: &Searcher, wanted: &Wanted) -> Result<Vec<Reading>, SearchError> {
        let mut out = Vec::new();
        for shown in syllable::readings(&wanted.word.folded) {
            let exact = Word::of(&shown).exact;
            let count = frequency(searcher, self.fields.text.exact, &exact)?;
            if count > 0.0 {
                out.push(Reading { shown, exact, count });
            }
        }
        out.sort_by(|a, b| b.count.total_cmp(&a.count));
        // As it stands, for what is no syllable and for what nobody may see with marks.
        out.push(Reading { shown: wanted.typed.clone(), exact: wanted.word.exact.clone(), count: 0.0 });
        Ok(out)
    }
}

fn frequency(searcher: &Searcher, field: Field, word: &str) -> Result<f64, SearchError> {
    Ok(searcher.doc_freq(&Term::from_field_text(field, word))? as f64)
}

//! "Did you mean khiếu nại đất đai?": an unaccented query read with the marks that people here write with these
//! words. By the trained model (`accents`); until there is one, by the index itself: how many cases have a word,
//! and two words side by side.

use super::SearchError;
use super::accents::{Counts, Reading, Unit, restore};
use super::index::Index;
use super::request::Scope;
use super::words::{Corrections, meets};
use core::convert::Infallible;
use hoiam_shared::query::{Compiled, Step};
use hoiam_shared::text::{Word, has_marks, syllable};
use std::cell::RefCell;
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

/// Longer queries are sentences; nobody needs them read back.
const WORDS: usize = 12;

impl Index {
    /// The likely reading of a query with words without marks; `None` when it has none, is more than free words,
    /// or reads as it stands. Every word of it is in a case visible under `scope`.
    pub fn reading(&self, query: &Compiled, scope: &Scope) -> Result<Option<String>, SearchError> {
        let Step::Text(plan) = &query.top else { return Ok(None) };
        if plan.words.is_empty() || plan.words.len() > WORDS {
            return Ok(None);
        }
        let lower: Vec<String> = plan.words.iter().map(|wanted| wanted.typed.to_lowercase()).collect();
        let units = Unit::all(&plan.words, &lower, |_| false);
        let searcher = self.searcher();
        let none = Corrections::default();
        let segments = self.visible(&searcher, scope, false, &none)?;
        let seen = |exact: &str| -> Result<bool, SearchError> {
            let term = Term::from_field_text(self.fields.text.exact, exact);
            for (segment, visible) in &segments {
                if meets(segment.reader, &term, visible)? {
                    return Ok(true);
                }
            }
            Ok(false)
        };
        let model = self.accents();
        let read = if model.is_empty() {
            restore(&units, &Indexed { searcher: &searcher, index: self }, seen)?
        } else {
            // The model cannot fail; what `seen` meets must come out all the same.
            let failed = RefCell::new(None);
            let may = |exact: &str| -> Result<bool, Infallible> {
                Ok(seen(exact).unwrap_or_else(|error| {
                    failed.borrow_mut().get_or_insert(error);
                    false
                }))
            };
            let Ok(read) = restore(&units, model.as_ref(), may);
            if let Some(error) = failed.into_inner() {
                return Err(error);
            }
            read
        };
        // A query with marks says what it means, unless a word of it is nowhere as it is typed.
        for (unit, reading) in units.iter().zip(&read) {
            if query.marked && !unit.fixed && reading.exact != unit.word.exact && seen(&unit.word.exact)? {
                return Ok(None);
            }
        }
        let shown = |(unit, reading): (&Unit<'_>, &Reading)| {
            if unit.fixed || reading.exact == unit.word.exact { None } else { Some(reading.shown.clone()) }
        };
        let changed: Vec<Option<String>> = units.iter().zip(&read).map(shown).collect();
        let text: Vec<String> =
            changed.iter().zip(&plan.words).map(|(new, w)| new.clone().unwrap_or_else(|| w.typed.clone())).collect();
        Ok(changed.iter().flatten().any(|word| has_marks(word)).then(|| text.join(" ")))
    }
}

/// The index as a source of counts.
struct Indexed<'i> {
    searcher: &'i Searcher,
    index: &'i Index,
}

impl Indexed<'_> {
    fn frequency(&self, field: Field, word: &str) -> Result<f64, SearchError> {
        Ok(self.searcher.doc_freq(&Term::from_field_text(field, word))? as f64)
    }
}

impl Counts for Indexed<'_> {
    type Error = SearchError;

    fn readings(&self, folded: &str) -> Result<Vec<Reading>, SearchError> {
        let mut out = Vec::new();
        for shown in syllable::readings(folded) {
            let exact = String::from(Word::of(&shown).exact);
            let count = self.word(&exact)?;
            if count > 0.0 {
                out.push(Reading { shown, exact, count });
            }
        }
        out.sort_by(|a, b| b.count.total_cmp(&a.count));
        Ok(out)
    }

    fn word(&self, exact: &str) -> Result<f64, SearchError> {
        self.frequency(self.index.fields.text.exact, exact)
    }

    fn pair(&self, first: &str, second: &str) -> Result<f64, SearchError> {
        self.frequency(self.index.fields.text.exact_pairs, &format!("{first}_{second}"))
    }
}

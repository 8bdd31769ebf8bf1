//! Exact numbers and words for the person at the search box: how many cases each of several choices would leave,
//! and the words that begin as typed. Within the rights, like everything that is found.

use super::SearchError;
use super::bits::Bits;
use super::index::Index;
use super::request::Scope;
use super::segment::Segment;
use super::words::Corrections;
use hoiam_shared::query::Compiled;
use hoiam_shared::text::{Word, syllable, tokens};
use std::collections::HashMap;
use tantivy::{TantivyError, Term};

/// Words of the dictionary that are looked at per segment, and followed up.
const LOOKED_AT: usize = 20_000;
const FOLLOWED: usize = 16;

/// A word that some visible case has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordCount {
    /// As people write it.
    pub word: String,
    /// Cases.
    pub count: u64,
}

impl Index {
    /// How many cases match `rest` and each of `choices`.
    pub fn counts(&self, rest: &Compiled, choices: &[Compiled], scope: &Scope) -> Result<Vec<u64>, SearchError> {
        let searcher = self.searcher();
        let none = Corrections::default();
        let mut counts = vec![0; choices.len()];
        for (segment, mut matches) in self.visible(&searcher, scope, scope.staff_texts, &none)? {
            matches.and(&segment.ask(rest)?);
            for (choice, count) in choices.iter().zip(&mut counts) {
                *count += segment.ask(choice)?.count_with(&matches);
            }
        }
        Ok(counts)
    }

    /// Words beginning as typed, with marks or without, in cases that match `rest`; most frequent first. Numbers and
    /// identifiers are left out: nobody is offered somebody's telephone number.
    pub fn words_from(
        &self,
        typed: &str,
        rest: &Compiled,
        scope: &Scope,
        limit: usize,
    ) -> Result<Vec<WordCount>, SearchError> {
        let lower = typed.to_lowercase();
        let begun = match &tokens(&lower)[..] {
            [token] if !token.identifier => Word::from(token),
            _ => return Ok(Vec::new()),
        };
        let searcher = self.searcher();
        let none = Corrections::default();
        let mut segments = self.visible(&searcher, scope, false, &none)?;
        for (segment, matches) in &mut segments {
            matches.and(&segment.ask(rest)?);
        }
        let mut out: Vec<WordCount> = Vec::new();
        for folded in self.frequent(&begun.folded, &segments)? {
            let mut readings: Vec<WordCount> = Vec::new();
            for shown in forms(&folded).into_iter().filter(|shown| begins(shown, &begun)) {
                let term = Term::from_field_text(self.fields.text.exact, &Word::of(&shown).exact);
                let count = count_term(&segments, &term)?;
                if count > 0 {
                    readings.push(WordCount { word: shown, count });
                }
            }
            readings.sort_by_key(|reading| core::cmp::Reverse(reading.count));
            // Two readings at most: the others are slips more often than words.
            out.extend(readings.into_iter().take(2));
        }
        out.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.word.cmp(&b.word)));
        out.truncate(limit);
        Ok(out)
    }

    /// The most frequent folded words with this beginning, whoever may see them; what is shown is counted after.
    fn frequent(&self, begun: &str, segments: &[(Segment<'_>, Bits)]) -> Result<Vec<String>, TantivyError> {
        let mut found: HashMap<String, u64> = HashMap::new();
        for (segment, _) in segments {
            let index = segment.reader.inverted_index(self.fields.text.folded)?;
            let mut words = index.terms().range().ge(begun).into_stream()?;
            let mut looked_at = 0;
            while words.advance() && words.key().starts_with(begun.as_bytes()) && looked_at < LOOKED_AT {
                looked_at += 1;
                if let Ok(word) = core::str::from_utf8(words.key())
                    && word.chars().all(char::is_alphabetic)
                {
                    *found.entry(word.to_owned()).or_default() += u64::from(words.value().doc_freq);
                }
            }
        }
        let mut found: Vec<(String, u64)> = found.into_iter().collect();
        found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Ok(found.into_iter().take(FOLLOWED).map(|(word, _)| word).collect())
    }
}

/// Ways to write a folded word.
fn forms(folded: &str) -> Vec<String> {
    let mut all = syllable::readings(folded);
    if !all.iter().any(|form| form == folded) {
        all.push(folded.to_owned());
    }
    all
}

/// Whether marks that were typed agree: "khiê" begins "khiếu", not "khiển" without its mark.
fn begins(shown: &str, begun: &Word) -> bool {
    if begun.exact == begun.folded {
        return true;
    }
    let toneless = |exact: &str| exact.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    let word = Word::of(shown);
    let tone = begun.exact.bytes().last().filter(u8::is_ascii_digit);
    let same_tone = tone.is_none() || word.exact.bytes().last() == tone;
    same_tone && toneless(&word.exact).starts_with(&toneless(&begun.exact))
}

fn count_term(segments: &[(Segment<'_>, Bits)], term: &Term) -> Result<u64, TantivyError> {
    let mut count = 0;
    for (segment, matches) in segments {
        let mut docs = Bits::none(segment.reader.max_doc());
        super::segment::add_docs(segment.reader, term, &mut docs)?;
        count += docs.count_with(matches);
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_marks_must_agree() {
        let check = |typed: &str, word: &str, expect: bool| {
            assert_eq!(begins(word, &Word::of(typed)), expect, "{typed} {word}")
        };
        check("khie", "khiếu", true);
        check("khiê", "khiếu", true);
        check("khiế", "khiếu", true);
        check("khiề", "khiếu", false);
        check("đa", "đất", false);
        check("đâ", "đất", true);
        check("d", "đất", true);
        check("đ", "dân", false);
    }
}

//! What a stretch of free text in a query looks for: each word with its other readings, and what stretches of
//! words stand for. One plan serves the index and the evaluation in memory, so that both find the same cases.
//!
//! A word is found by its folded form (a query with marks still finds an unaccented complaint; the exact form
//! decides the rank). Between quotes the words must stand side by side, and with their marks if any is written.

use super::abbr::{Abbreviations, Expansion};
use super::syllable::{readings, well_formed};
use super::token::{Token, Word, tokens};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Shorter words are not corrected.
const TYPO_CHARS: usize = 4;

/// Free text, ready to be looked for. Every word must be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The text as it was written; a code typed with spaces is only seen there.
    pub raw: String,
    /// The words in order.
    pub words: Vec<Wanted>,
    /// Stretches of words that are also found by something else.
    pub expansions: Vec<Expansion>,
}

/// One word of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// As it was typed.
    pub typed: String,
    /// The word.
    pub word: Word,
    /// What typing residue meant.
    pub meant: Vec<Word>,
    /// Only the beginning of the word is known.
    pub prefix: bool,
    /// A neighbour of the word before it, in the same sentence.
    pub follows: bool,
    /// A word that may be mistyped: four letters or more, no digit, and no Vietnamese syllable as it stands. A
    /// syllable that nobody wrote is an answer (`thuý` is not `thúi`), a word that cannot be one is a slip.
    pub correctable: bool,
}

impl Plan {
    /// Plans free text. With `typing`, the last word is taken as begun.
    pub fn new(text: &str, typing: bool, table: &Abbreviations) -> Self {
        let tokens = tokens(text);
        let expansions = table.expand(&tokens);
        let open = typing && text.chars().next_back().is_some_and(char::is_alphanumeric);
        let last = tokens.len().saturating_sub(1);
        let words = tokens.iter().enumerate().map(|(i, token)| Wanted {
            typed: text[token.start..token.end].to_owned(),
            word: Word::from(token),
            meant: if token.identifier { Vec::new() } else { token.others.clone() },
            prefix: (open && i == last) || text[token.end..].starts_with('*'),
            follows: i > 0 && token.position == tokens[i - 1].position + 1,
            correctable: !token.identifier
                && token.folded.chars().count() >= TYPO_CHARS
                && !may_be_syllable(&token.folded)
                && token.folded.chars().all(char::is_alphabetic),
        });
        Self { raw: text.to_owned(), words: words.collect(), expansions }
    }

    /// Whether a body of text has every word.
    pub fn found_in(&self, body: &Body) -> bool {
        let whole: Vec<&Expansion> = self.expansions.iter().filter(|e| body.has_phrase(&e.phrase, false)).collect();
        self.words.iter().enumerate().all(|(i, wanted)| {
            let folded = wanted.word.folded.as_str();
            let here = if wanted.prefix { body.has_prefix(folded) } else { body.has(folded) };
            here || wanted.meant.iter().any(|word| body.has(&word.folded))
                || whole.iter().any(|e| (e.from..e.to).contains(&i))
        })
    }
}

/// Whether a word is a syllable as it stands, or one without its marks: `duong` is no slip for `dung`.
fn may_be_syllable(folded: &str) -> bool {
    well_formed(folded, false) || !readings(folded).is_empty()
}

/// Words between quotes: they must stand side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// The words in order.
    pub words: Vec<Word>,
    /// Written with marks: found only with these marks.
    pub exact: bool,
}

impl Phrase {
    /// Reads the text between quotes.
    pub fn new(text: &str) -> Self {
        let words: Vec<Word> = tokens(text).iter().map(Word::from).collect();
        let exact = super::has_marks(text);
        Self { words, exact }
    }

    /// Whether a body of text has it. No words are found everywhere.
    pub fn found_in(&self, body: &Body) -> bool {
        self.words.is_empty() || body.has_phrase(&self.words, self.exact)
    }
}

/// The texts of one case, analysed once for many questions.
#[derive(Debug, Clone, Default)]
pub struct Body {
    texts: Vec<Vec<Token>>,
    /// Fingerprints of all folded words, sorted: tells quickly that a word is not there, which is most answers.
    prints: Vec<u64>,
}

impl Body {
    /// Analyses the texts; no phrase reaches from one into the next.
    pub fn new<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let texts: Vec<Vec<Token>> = texts.into_iter().map(tokens).collect();
        let mut prints: Vec<u64> = words(&texts).map(print).collect();
        prints.sort_unstable();
        Self { texts, prints }
    }

    /// The words of each text, in the order given.
    pub fn texts(&self) -> &[Vec<Token>] {
        &self.texts
    }

    fn has(&self, folded: &str) -> bool {
        self.prints.binary_search(&print(folded)).is_ok() && words(&self.texts).any(|word| word == folded)
    }

    fn has_prefix(&self, folded: &str) -> bool {
        words(&self.texts).any(|word| word.starts_with(folded))
    }

    /// One word is found by all its readings; more must stand side by side as they are written.
    fn has_phrase(&self, words: &[Word], exact: bool) -> bool {
        if let [word] = words {
            return if exact { self.any_token(|t| t.exact == word.exact) } else { self.has(&word.folded) };
        }
        if words.iter().any(|word| !self.has(&word.folded)) {
            return false;
        }
        let same =
            |token: &Token, word: &Word| if exact { token.exact == word.exact } else { token.folded == word.folded };
        self.texts.iter().any(|tokens| {
            tokens.windows(words.len()).any(|stretch| {
                stretch.iter().zip(words).all(|(token, word)| same(token, word))
                    && stretch.windows(2).all(|two| two[1].position == two[0].position + 1)
            })
        })
    }

    fn any_token(&self, is: impl Fn(&Word) -> bool) -> bool {
        self.texts.iter().flatten().any(|token| is(&Word::from(token)) || token.others.iter().any(&is))
    }
}

/// The folded form of every word and of its other readings.
fn words(texts: &[Vec<Token>]) -> impl Iterator<Item = &str> {
    texts.iter().flatten().flat_map(|token| {
        core::iter::once(token.folded.as_str()).chain(token.others.iter().map(|word| word.folded.as_str()))
    })
}

fn print(word: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    word.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_people_mean() {
        let table = Abbreviations::builtin();
        let check = |query: &str, text: &str, expect: bool| {
            assert_eq!(Plan::new(query, false, &table).found_in(&Body::new([text])), expect, "{query} in {text}");
        };
        check("khieu nai", "Đơn khiếu nại về đất đai", true);
        check("Đường", "duong hu hong", true);
        check("thoat nuoc", "thoát hiểm", false);
        check("uy ban nhan dan", "UBND phường 5", true);
        check("PAKN", "Tiếp nhận phản ánh, kiến nghị", true);
        check("bo gtvt", "Bộ Xây dựng", true);
        check("k dc", "không được trả lời", true);
        check("dduwowngf", "Đường hỏng", true);
        check("đường hỏng", "dduwowngf hongr", true);
        check("khi*", "khiếu", true);
        check("20/2009/NĐ-CP", "Nghị định 20/2008/NĐ-CP", false);
        check("nghị định 20/2008", "Nghị định 20/2008/NĐ-CP", true);
        check("khiếu nại", "§¬n khiÕu n¹i", true);
        check("", "gì cũng được", true);
    }

    #[test]
    fn quotes_mean_side_by_side_and_as_written() {
        let check = |phrase: &str, text: &str, expect: bool| {
            assert_eq!(Phrase::new(phrase).found_in(&Body::new([text])), expect, "{phrase} in {text}");
        };
        check("sổ đỏ", "làm sổ đỏ", true);
        check("sổ đỏ", "làm so do", false);
        check("so do", "làm sổ đỏ", true);
        check("so do", "sổ màu đỏ", false);
        check("hoà giải", "hòa giải", true);
        check("đất", "dắt chó", false);
        check("mot hai", "một. hai", false);
    }
}

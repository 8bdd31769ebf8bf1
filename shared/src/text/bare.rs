//! The words of a text without any mark, as one stream and without an allocation for each: what the router
//! learns from. Marks come off before anything else is looked at, so a text and the same text typed without
//! accents give the same words by construction. Folded forms are those of [`super::token`]; identifiers are
//! left as their runs of letters and digits, since where one begins depends on marks.

use super::token::ABBREVIATED;
use super::{letters, syllable};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longer words are cut: they are encoded data, not language.
const WORD_BYTES: usize = 64;

/// A word of the stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bare<'a> {
    /// Lower case, no marks.
    pub word: &'a str,
    /// First byte in the original text.
    pub start: usize,
    /// Byte after the last one.
    pub end: usize,
    /// Stands in the same sentence as the word before it.
    pub joined: bool,
}

/// What one character is to the stream.
enum Part {
    Letter(char),
    Several,
    Nothing,
    Gap,
}

fn part(c: char) -> Part {
    if c.is_ascii() {
        return if c.is_ascii_alphanumeric() { Part::Letter(c.to_ascii_lowercase()) } else { Part::Gap };
    }
    match c {
        '\u{300}'..='\u{36F}' | '\u{AD}' | '\u{200C}' | '\u{200D}' | '\u{2060}' | '\u{FEFF}' => return Part::Nothing,
        'ð' | 'Ð' | 'ɖ' | 'Ɖ' => return Part::Letter('d'),
        _ => {}
    }
    if let Some((base, _)) = letters::split(c) {
        return Part::Letter(letters::plain(base));
    }
    let mut lower = c.to_lowercase();
    if let (Some(small), None) = (lower.next(), lower.next())
        && let Some((base, _)) = letters::split(small)
    {
        return Part::Letter(letters::plain(base));
    }
    // A sign that stands for letters, like ㎡, is read as them.
    if c.is_alphanumeric() || c.nfkd().any(char::is_alphanumeric) { Part::Several } else { Part::Gap }
}

/// Hands every word to `each`, in order.
pub fn bare_words(text: &str, mut each: impl FnMut(Bare<'_>)) {
    let mut stream =
        Stream { word: String::with_capacity(WORD_BYTES), start: 0, end: 0, joined: false, gap: Gap::default() };
    for (at, c) in text.char_indices() {
        match part(c) {
            Part::Letter(letter) => stream.push(letter, at, c),
            Part::Several => {
                for letter in
                    c.nfkd().flat_map(char::to_lowercase).filter(|l| l.is_alphanumeric() && !is_combining_mark(*l))
                {
                    stream.push(letters::plain(letter), at, c);
                }
            }
            Part::Nothing => {
                if !stream.word.is_empty() {
                    stream.end = at + c.len_utf8();
                }
            }
            Part::Gap => {
                stream.finish(&mut each);
                stream.gap.take(c);
            }
        }
    }
    stream.finish(&mut each);
}

/// The word being read and what stood before it.
struct Stream {
    word: String,
    start: usize,
    end: usize,
    joined: bool,
    gap: Gap,
}

impl Stream {
    fn push(&mut self, letter: char, at: usize, c: char) {
        if self.word.is_empty() {
            self.start = at;
            self.joined = self.gap.joins();
        }
        self.end = at + c.len_utf8();
        if self.word.len() < WORD_BYTES {
            self.word.push(letter);
        }
    }

    fn finish(&mut self, each: &mut impl FnMut(Bare<'_>)) {
        if self.word.is_empty() {
            return;
        }
        let word = syllable::i_for_y(&self.word).unwrap_or(&self.word);
        each(Bare { word, start: self.start, end: self.end, joined: self.joined });
        let short = word.len() < 2 || ABBREVIATED.contains(&word);
        self.gap = Gap { begun: true, after_short: short, ..Gap::default() };
        self.word.clear();
    }
}

/// What stands between two words, as far as it tells whether a sentence ended: the rule of the analyzer.
#[derive(Default)]
struct Gap {
    begun: bool,
    after_short: bool,
    ended: bool,
    point: bool,
    breaks: u8,
    line_start: bool,
}

impl Gap {
    fn take(&mut self, c: char) {
        if self.point && (c.is_whitespace() || c == '.') && !self.after_short {
            self.ended = true;
        }
        self.point = c == '.';
        match c {
            '!' | '?' | ';' | '…' | '。' => self.ended = true,
            '\n' | '\u{2029}' => {
                self.breaks = self.breaks.saturating_add(1);
                self.ended |= self.breaks > 1;
                self.line_start = true;
            }
            '-' | '+' | '*' | '•' if self.line_start => self.ended = true,
            ' ' => {}
            _ => self.line_start = false,
        }
    }

    const fn joins(&self) -> bool {
        self.begun && !self.ended
    }
}

#[cfg(test)]
mod tests {
    use super::super::token::{pairs, tokens};
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<(String, bool)> {
        let mut out = Vec::new();
        bare_words(text, |bare| out.push((bare.word.to_owned(), bare.joined)));
        out
    }

    fn told(text: &str) -> String {
        let each = words(text).into_iter().map(|(word, joined)| format!("{}{word}", if joined { "" } else { "|" }));
        each.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_and_sentences() {
        let check = |text: &str, expect: &str| assert_eq!(told(text), expect, "{text}");
        check("Rác thải ĐỔ trộm. Hôi quá!", "|rac thai do trom |hoi qua");
        check("P. Bến Nghé, TP. Huế", "|p ben nghe tp hue");
        check("kỹ kĩ Ðắk ð", "|ki ki dak d");
        check("tie\u{302}\u{301}ng ＢＨＸＨ 5㎡", "|tieng bhxh 5m2");
        check("một\nhai\n- ba\n\nbốn", "|mot hai |ba |bon");
        check("", "");
        check("!!!", "");
    }

    #[test]
    fn the_range_is_the_originals() {
        let text = "x Đườ\u{302}ng.";
        let mut seen = Vec::new();
        bare_words(text, |bare| seen.push(text[bare.start..bare.end].to_owned()));
        assert_eq!(seen, ["x", "Đườ\u{302}ng"]);
    }

    proptest! {
        #[test]
        fn without_accents_it_is_the_same(text in "[a-zA-ZđĐăâêôơưáạỷứờẤỄ0-9 .,!?\n/-]{0,80}") {
            let plain: String = text.nfd().filter(|c| !is_combining_mark(*c)).collect();
            let plain = plain.replace('đ', "d").replace('Đ', "D");
            prop_assert_eq!(words(&text), words(&plain));
            let decomposed: String = text.nfd().collect();
            prop_assert_eq!(words(&text), words(&decomposed));
        }

        #[test]
        fn the_words_are_the_analyzers(text in "[a-zA-ZđĐơưạỷứờẤỄŷ ,!?]{0,80}") {
            let all = tokens(&text);
            // Single letters with points are the only identifiers without digits; there are no points here.
            let folded: Vec<_> = all.iter().map(|t| t.folded.to_string()).collect();
            let bare = words(&text);
            prop_assert_eq!(bare.iter().map(|(w, _)| w.clone()).collect::<Vec<_>>(), folded);
            let joined: Vec<String> = bare.windows(2).filter(|two| two[1].1).map(|two| format!("{}_{}", two[0].0, two[1].0)).collect();
            prop_assert_eq!(joined, pairs(&all).map(|w| w.folded).collect::<Vec<_>>());
        }
    }
}

//! The table of words that mean the same: abbreviations, names before and after the mergers, chat spelling.
//! The table is data (`abbreviations.txt` is the one shipped); this file reads it and finds what a query's
//! words stand for. It changes queries only, never what is indexed.

use super::token::{Token, Word, tokens};
use std::collections::HashMap;

/// The table the product ships with.
pub const BUILTIN: &str = include_str!("abbreviations.txt");

/// After these a place's name is a street or a quarter, not the province.
const OTHER_PLACES: [&str; 10] = ["duong", "pho", "phuong", "xa", "hem", "ngo", "ap", "thon", "cau", "cho"];

/// A table ready for look-up.
#[derive(Debug, Clone, Default)]
pub struct Abbreviations {
    /// Sequences of words.
    forms: Vec<Vec<Word>>,
    /// Folded words of a form, joined by spaces → what it stands for.
    by_words: HashMap<String, Vec<Entry>>,
    longest: usize,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    form: usize,
    finds: usize,
    place: bool,
}

/// A line of a table that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadLine {
    /// Counted from 1.
    pub line: usize,
}

/// A stretch of a query's words and one thing it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expansion {
    /// Index of the first token.
    pub from: usize,
    /// Index after the last.
    pub to: usize,
    /// What to look for instead, as neighbouring words.
    pub phrase: Vec<Word>,
}

impl Abbreviations {
    /// The shipped table.
    pub fn builtin() -> Self {
        Self::parse(BUILTIN).expect("the shipped table is read by a test")
    }

    /// Reads a table in the format described at the head of `abbreviations.txt`.
    pub fn parse(text: &str) -> Result<Self, BadLine> {
        let mut table = Self::default();
        for (n, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            table.add(line).ok_or(BadLine { line: n + 1 })?;
        }
        Ok(table)
    }

    fn add(&mut self, line: &str) -> Option<()> {
        let (place, line) = line.strip_prefix("place ").map_or((false, line), |rest| (true, rest));
        let (left, right) = match line.split_once('>') {
            Some((left, right)) if place => {
                // With its unit the name is the province beyond doubt, and the unit goes with it.
                let with_unit: Vec<String> = left.split('|').map(|name| format!("tỉnh {name}")).collect();
                let all = format!("{left}|{}", with_unit.join("|"));
                (self.forms_of(&all)?, self.forms_of(right)?)
            }
            Some((left, right)) => (self.forms_of(left)?, self.forms_of(right)?),
            None => {
                let all = self.forms_of(line)?;
                (all.len() > 1).then_some(())?;
                (all.clone(), all)
            }
        };
        for &form in &left {
            let entries = self.by_words.entry(key(&self.forms[form])).or_default();
            for &finds in right.iter().filter(|finds| self.forms[**finds] != self.forms[form]) {
                entries.push(Entry { form, finds, place });
            }
        }
        Some(())
    }

    /// The forms of one side of a line; `None` if one has no word.
    fn forms_of(&mut self, side: &str) -> Option<Vec<usize>> {
        side.split('|')
            .map(|form| {
                let words: Vec<Word> = tokens(form).iter().map(Word::from).collect();
                if words.is_empty() {
                    return None;
                }
                self.longest = self.longest.max(words.len());
                self.forms.push(words);
                Some(self.forms.len() - 1)
            })
            .collect()
    }

    /// All that stretches of these words stand for.
    pub fn expand(&self, query: &[Token]) -> Vec<Expansion> {
        let mut out: Vec<Expansion> = Vec::new();
        for from in 0..query.len() {
            let mut words = String::new();
            for to in from + 1..=query.len().min(from + self.longest) {
                if to > from + 1 {
                    words.push(' ');
                }
                words.push_str(&query[to - 1].folded);
                let street = from > 0 && OTHER_PLACES.contains(&query[from - 1].folded.as_str());
                let found = self.by_words.get(&words).into_iter().flatten();
                for entry in found.filter(|e| !(e.place && street) && written(&self.forms[e.form], &query[from..to])) {
                    let expansion = Expansion { from, to, phrase: self.forms[entry.finds].clone() };
                    if !out.contains(&expansion) {
                        out.push(expansion);
                    }
                }
            }
            out.extend(numbered(query, from));
        }
        out
    }
}

fn key(form: &[Word]) -> String {
    form.iter().map(|w| w.folded.as_str()).collect::<Vec<_>>().join(" ")
}

/// Whether marks in the query, where there are any, are those of the form.
fn written(form: &[Word], query: &[Token]) -> bool {
    form.iter().zip(query).all(|(word, token)| token.exact == token.folded || token.exact == word.exact)
}

/// Units that stand before a number, by the letters they are written with.
const NUMBERED: [(&str, &str); 9] = [
    ("q", "quận"),
    ("p", "phường"),
    ("f", "phường"),
    ("kp", "khu phố"),
    ("ql", "quốc lộ"),
    ("tl", "tỉnh lộ"),
    ("hl", "hương lộ"),
    ("dt", "đường tỉnh"),
    ("tdp", "tổ dân phố"),
];

/// `q1` and `quận 1`, `p5`, `f5` and `phường 5`, `ql1a` and `quốc lộ 1A`: letters and a number written as one word,
/// either way.
fn numbered(query: &[Token], at: usize) -> Option<Expansion> {
    let plain = |word: &str| Word { exact: word.into(), folded: word.into() };
    let is_number = |text: &str| {
        let digits = text.trim_end_matches(|c: char| c.is_ascii_lowercase());
        (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) && text.len() - digits.len() <= 1
    };
    let word = query[at].folded.as_str();
    if let Some(split) = word.find(|c: char| c.is_ascii_digit()).filter(|split| *split > 0) {
        let (letters, number) = word.split_at(split);
        let unit = NUMBERED.iter().find(|(short, _)| *short == letters).map(|(_, unit)| *unit);
        if let Some(unit) = unit.filter(|_| is_number(number)) {
            let words = unit.split(' ').map(Word::of).chain([plain(number)]);
            return Some(Expansion { from: at, to: at + 1, phrase: words.collect() });
        }
    }
    let (short, unit) = NUMBERED.iter().find(|(_, unit)| {
        let mut words = unit.split(' ').map(Word::of).zip(&query[at..]);
        unit.split(' ').count() < query.len() - at && words.all(|(word, token)| word.folded == token.folded)
    })?;
    let end = at + unit.split(' ').count();
    let number = query.get(end).map(|next| next.folded.as_str()).filter(|next| is_number(next))?;
    Some(Expansion { from: at, to: end + 1, phrase: vec![plain(&format!("{short}{number}"))] })
}

impl From<&Token> for Word {
    fn from(token: &Token) -> Self {
        Self { exact: token.exact.clone(), folded: token.folded.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(query: &str) -> Vec<String> {
        let table = Abbreviations::builtin();
        table.expand(&tokens(query)).into_iter().map(|e| format!("{}-{} {}", e.from, e.to, key(&e.phrase))).collect()
    }

    #[test]
    fn both_directions() {
        let has = |query: &str, expect: &str| {
            let got = found(query);
            assert!(got.iter().any(|f| f == expect), "{query}: {expect} not in {got:?}");
        };
        has("uy ban nhan dan", "0-4 ubnd");
        has("UBND phường", "0-1 uy ban nhan dan");
        has("mất cccd", "1-2 can cuoc cong dan");
        has("sổ đỏ", "0-2 giay chung nhan quyen su dung dat");
        has("TP.HCM", "0-2 thanh pho ho chi minh");
        has("sai gon", "0-2 tphcm");
        has("k dc", "0-1 khong");
        has("k dc", "1-2 duoc");
        has("bo gtvt", "0-2 bo xay dung");
        has("Bộ LĐ-TB&XH", "0-4 bo noi vu");
        has("P. Bến Nghé", "0-1 phuong");
        has("đường ở q1", "2-3 quan 1");
        has("phường 5", "0-2 p5");
        has("ql1a", "0-1 quoc lo 1a");
        has("quốc lộ 1A", "0-3 ql1a");
        has("tỉnh Bình Dương", "0-3 ho chi minh");
        has("hai duong", "0-2 hai phong");
    }

    #[test]
    fn marks_and_streets_are_respected() {
        let lacks = |query: &str, not: &str| {
            let got = found(query);
            assert!(!got.iter().any(|f| f.ends_with(not)), "{query}: {got:?}");
        };
        lacks("số đo", "so hong");
        lacks("đường Bình Dương", "ho chi minh");
        lacks("Hồ Chí Minh", "binh duong");
    }

    #[test]
    fn the_table_says_which_line_is_wrong() {
        assert_eq!(Abbreviations::parse("# a\na | b\nc |\n").err(), Some(BadLine { line: 3 }));
        assert_eq!(Abbreviations::parse("alone").err(), Some(BadLine { line: 1 }));
        assert!(Abbreviations::parse(BUILTIN).is_ok());
    }
}

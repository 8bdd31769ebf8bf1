//! Stages 2 to 5 of the analyzer: the tokens of a text with their exact and folded forms, their places, and
//! the pairs of neighbours. The index, the query, highlights, duplicates and the router all start here.

use super::chars::{Ch, clean};
use super::{ident, letters, syllable, telex};
use compact_str::{CompactString, format_compact};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longer words are cut: they are encoded data, not language.
const TOKEN_CHARS: usize = 64;
/// Positions skipped at the end of a sentence, so that no phrase reaches across.
const SENTENCE_GAP: u32 = 4;

/// One word or identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// With marks, the tone as a digit at the end: `đường` is `đương2`.
    pub exact: CompactString,
    /// Without marks and tone: `duong`.
    pub folded: CompactString,
    /// First byte in the original text.
    pub start: usize,
    /// Byte after the last one in the original text.
    pub end: usize,
    /// Counts words; jumps at the end of a sentence.
    pub position: u32,
    /// An identifier: found whole or by its parts, never by a similar spelling.
    pub identifier: bool,
    /// Other words to find it by: parts of an identifier, what was meant by typing residue.
    pub others: Vec<Word>,
}

/// A word in its two forms.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Word {
    /// With marks, the tone as a digit.
    pub exact: CompactString,
    /// Without marks and tone.
    pub folded: CompactString,
}

impl Word {
    /// The two forms of one lower-case word.
    pub fn of(word: &str) -> Self {
        // Every word of every case passes here: as a rule nothing is allocated for it.
        let mut exact = CompactString::default();
        exact.extend(word.chars().map(|c| letters::split(c).map_or(c, |(base, _)| base)));
        if let Some(spelled) = syllable::i_for_y(&exact) {
            exact = CompactString::const_new(spelled);
        }
        let mut folded = strip(&exact);
        // Asked again without marks: `qưỷ` folds to what `quỷ` folds to.
        if let Some(spelled) = syllable::i_for_y(&folded) {
            folded = CompactString::const_new(spelled);
        }
        // Nothing but marks of an alphabet that is not ours: a word without letters would be found everywhere and nowhere.
        if folded.is_empty() {
            folded.clone_from(&exact);
        }
        let tones = word.chars().filter_map(letters::split).filter(|(_, tone)| *tone > 0);
        exact.extend(tones.map(|(_, tone)| char::from(b'0' + tone)));
        Self { exact, folded }
    }
}

/// Marks off every letter; letters of other alphabets lose theirs by decomposition.
fn strip(toneless: &str) -> CompactString {
    if toneless.is_ascii() {
        return toneless.into();
    }
    if toneless.chars().all(|c| letters::split(c).is_some() || c.is_ascii()) {
        return toneless.chars().map(letters::plain).collect();
    }
    toneless.chars().map(letters::plain).nfd().filter(|c| !is_combining_mark(*c)).collect()
}

/// The tokens of a text, in order. Pure: the same text always gives the same tokens.
pub fn tokens(text: &str) -> Vec<Token> {
    let chars = clean(text);
    let mut out: Vec<Token> = Vec::with_capacity(chars.len() / 4);
    let mut position = 0;
    let (mut at, mut last_end) = (0, 0);
    let mut word = String::new();
    while at < chars.len() {
        if !letters::is_word(chars[at].c) {
            at += 1;
            continue;
        }
        if let Some(last) = out.last() {
            position += if ends_sentence(&chars, last_end, at, &last.folded) { 1 + SENTENCE_GAP } else { 1 };
        }
        let token = match ident::read(&chars, at) {
            Some(found) => {
                let others = if found.parts { parts(&chars[at..found.end], &found.canonical) } else { Vec::new() };
                let end = found.end;
                let exact = CompactString::from(found.canonical);
                let folded = strip(&exact);
                (end, Token { exact, folded, start: 0, end: 0, position, identifier: true, others })
            }
            None => {
                let end = run_end(&chars, at);
                word.clear();
                word.extend(chars[at..end].iter().take(TOKEN_CHARS).map(|ch| ch.c));
                let Word { exact, folded } = Word::of(&word);
                let others = telex::meant(&word).map(|meant| Word::of(&meant)).into_iter().collect();
                (end, Token { exact, folded, start: 0, end: 0, position, identifier: false, others })
            }
        };
        let (end, mut token) = token;
        token.start = chars[at].start;
        token.end = chars[end - 1].end;
        out.push(token);
        (at, last_end) = (end, end);
    }
    out
}

fn run_end(chars: &[Ch], at: usize) -> usize {
    chars[at..].iter().position(|ch| !letters::is_word(ch.c)).map_or(chars.len(), |n| at + n)
}

/// The words of an identifier, and number with year of a document (`20/2008`), each once.
fn parts(chars: &[Ch], canonical: &str) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    let mut add = |word: Word| {
        if word.exact != canonical && !out.contains(&word) {
            out.push(word);
        }
    };
    for part in chars.split(|ch| !letters::is_word(ch.c)).filter(|part| !part.is_empty()) {
        add(Word::of(&part.iter().map(|ch| ch.c).collect::<String>()));
    }
    let slashed: Vec<&str> = canonical.split('/').collect();
    if let [first, second, third] = slashed[..] {
        // A document's "number/year", or a date's "month/year".
        let is_date = third.bytes().all(|b| b.is_ascii_digit());
        add(Word::of(&if is_date { format!("{second}/{third}") } else { format!("{first}/{second}") }));
    }
    out
}

/// Whether what stands between two tokens ends a sentence. A point after a short word is an abbreviation
/// ("P. Bến Nghé", "TP. Huế"), a single line break is a wrapped line.
fn ends_sentence(chars: &[Ch], from: usize, to: usize, before: &str) -> bool {
    let between = &chars[from..to];
    let mut breaks = 0;
    for (i, ch) in between.iter().enumerate() {
        match ch.c {
            '!' | '?' | ';' | '…' | '。' => return true,
            '\n' | '\u{2029}' => {
                breaks += 1;
                let bullet = between[i + 1..].iter().map(|ch| ch.c).find(|c| *c != ' ');
                if breaks > 1 || matches!(bullet, Some('-' | '+' | '*' | '•')) {
                    return true;
                }
            }
            '.' => {
                let spaced = between.get(i + 1).is_none_or(|next| next.c.is_whitespace() || next.c == '.');
                let short = before.chars().count() < 2 || ABBREVIATED.contains(&before);
                if spaced && i + 1 < between.len() && !short {
                    return true;
                }
            }
            _ => {}
        }
    }
    false
}

/// Words whose point does not end a sentence.
pub(super) const ABBREVIATED: [&str; 12] = ["tp", "tx", "tt", "ths", "ts", "gs", "pgs", "bs", "ks", "ls", "st", "kp"];

/// The pairs of neighbours within a sentence, joined by `_`, as (exact, folded).
pub fn pairs(tokens: &[Token]) -> impl Iterator<Item = Word> {
    neighbours(tokens).map(|(one, next)| Word {
        exact: format_compact!("{}_{}", one.exact, next.exact),
        folded: format_compact!("{}_{}", one.folded, next.folded),
    })
}

/// Words that stand side by side in one sentence.
pub fn neighbours(tokens: &[Token]) -> impl Iterator<Item = (&Token, &Token)> {
    tokens.iter().zip(tokens.iter().skip(1)).filter(|(one, next)| next.position == one.position + 1)
}

/// Whether a query shows any mark, so that its exact form says something.
pub fn has_marks(query: &str) -> bool {
    clean(query).iter().any(|ch| letters::is_marked(ch.c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn forms(text: &str) -> String {
        let words: Vec<String> = tokens(text).into_iter().map(|t| format!("{}={}", t.exact, t.folded)).collect();
        words.join(" ")
    }

    #[test]
    fn two_forms_of_every_word() {
        let check = |text: &str, expect: &str| assert_eq!(forms(text), expect, "{text}");
        check("Tổ hoà giải", "tô3=to hoa2=hoa giai3=giai");
        check("hòa", "hoa2=hoa");
        check("uỷ ủy", "uy3=uy uy3=uy");
        check("qưỷ kŷ", "qưy3=qui kŷ=ki");
        check("quý qúy quí kỹ kĩ tay tai", "qui1=qui qui1=qui qui1=qui ki4=ki ki4=ki tay=tay tai=tai");
        check("Đường", "đương2=duong");
        check("Nghị định 20/2008/NĐ-CP", "nghi5=nghi đinh5=dinh 20/2008/nđcp=20/2008/ndcp");
        check("résumé Müller", "resume11=resume müller=muller");
        check("nhà số 5A", "nha2=nha sô1=so 5a=5a");
        check("\u{616}", "\u{616}=\u{616}");
    }

    #[test]
    fn an_identifier_is_found_by_its_parts() {
        let check = |text: &str, expect: &[&str]| {
            let found: Vec<CompactString> = tokens(text)[0].others.iter().map(|w| w.folded.clone()).collect();
            assert_eq!(found, expect, "{text}");
        };
        check("20/2008/NĐ-CP", &["20", "2008", "nd", "cp", "20/2008"]);
        check("PA-2026-000124", &["pa", "2026", "000124"]);
        check("14/02/2008", &["14", "02", "2008", "2/2008"]);
        check("51f12345", &[]);
        check("tieengs", &["tieng"]);
    }

    #[test]
    fn pairs_stay_within_the_sentence() {
        let check = |text: &str, expect: &str| {
            let got: Vec<CompactString> = pairs(&tokens(text)).map(|w| w.folded).collect();
            assert_eq!(got.join(" "), expect, "{text}");
        };
        check("phản ánh, kiến nghị", "phan_anh anh_kien kien_nghi");
        check("P. Bến Nghé. Đường hư", "p_ben ben_nghe duong_hu");
        check("Có rác! Bẩn", "co_rac");
        check("dòng một\ndòng hai", "dong_mot mot_dong dong_hai");
        check("dòng một\n- dòng hai\n\nba", "dong_mot dong_hai");
        check("TP. Huế 3.5", "tp_hue hue_3 3_5");
    }

    #[test]
    fn marks_are_seen_in_every_spelling() {
        let check = |text: &str, expect: bool| assert_eq!(has_marks(text), expect, "{text}");
        check("dat dai", false);
        check("đat dai", true);
        check("da\u{301}t", true);
        check("20/2008", false);
        check("dduwowngf", false);
    }

    proptest! {
        #[test]
        fn ranges_are_ordered_and_on_characters(text in ".{0,60}") {
            let mut last = 0;
            let mut position = None;
            for token in tokens(&text) {
                prop_assert!(last <= token.start && token.start < token.end && token.end <= text.len());
                prop_assert!(text.is_char_boundary(token.start) && text.is_char_boundary(token.end));
                prop_assert!(position.is_none_or(|p| p < token.position));
                (last, position) = (token.end, Some(token.position));
            }
        }

        #[test]
        fn the_range_alone_gives_the_same_word(text in "[a-zA-ZđĐấạỷứờ\u{301}\u{323}\u{AD}\u{200B} .,\n]{0,40}") {
            for token in tokens(&text).into_iter().filter(|t| !t.identifier) {
                let alone = tokens(&text[token.start..token.end]);
                prop_assert_eq!(alone.len(), 1);
                prop_assert_eq!(&alone[0].exact, &token.exact);
            }
        }

        #[test]
        fn composition_changes_nothing(text in "[ăâđêôơưáàảãạấầẩẫậứừửữựỳýỷỹỵ a-z]{0,40}") {
            let decomposed: String = text.nfd().collect();
            let of = |t: &str| tokens(t).into_iter().map(|t| (t.exact, t.folded, t.position)).collect::<Vec<_>>();
            prop_assert_eq!(of(&text), of(&decomposed));
        }
    }
}

//! Stage 1 of the analyzer: one spelling of every character (NFKC, lower case, no invisible characters),
//! each with the byte range of the original text it came from.

use super::{legacy, letters};
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A cleaned character and where it stood in the original text, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ch {
    /// The character, composed and in lower case.
    pub c: char,
    /// First byte of the original character.
    pub start: usize,
    /// Byte after the last one of it, combining marks included.
    pub end: usize,
}

/// The text with its characters composed (NFC): as it is stored, otherwise as typed.
pub fn composed(text: &str) -> String {
    if is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return text.to_owned();
    }
    text.nfc().collect()
}

/// Cleans a text. Legacy fonts are read as Unicode first, line by line (see [`legacy`]).
pub fn clean(text: &str) -> Vec<Ch> {
    let mut out = Vec::with_capacity(text.len());
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        match legacy::decode(line) {
            Some(letters) => {
                compose(letters.into_iter().map(|ch| Ch { start: ch.start + from, end: ch.end + from, ..ch }), &mut out)
            }
            None => {
                let chars =
                    line.char_indices().map(|(at, c)| Ch { c, start: from + at, end: from + at + c.len_utf8() });
                compose(chars, &mut out);
            }
        }
        from += line.len();
    }
    out
}

/// Puts letters and their combining marks together. NFKC comes before tokenising because a combining mark
/// is not alphanumeric: a decomposed "tiếng" would fall apart.
fn compose(chars: impl Iterator<Item = Ch>, out: &mut Vec<Ch>) {
    let mut chars = chars.filter(|ch| !is_dropped(ch.c)).peekable();
    let mut cluster = String::new();
    while let Some(first) = chars.next() {
        let mut end = first.end;
        cluster.clear();
        while let Some(mark) = chars.next_if(|next| joins(next.c)) {
            if cluster.is_empty() {
                cluster.push(first.c);
            }
            cluster.push(mark.c);
            end = mark.end;
        }
        let (start, c) = (first.start, first.c);
        if cluster.is_empty() && c.is_ascii() {
            out.push(Ch { c: c.to_ascii_lowercase(), start, end });
        } else if cluster.is_empty() && letters::split(c).is_some() {
            out.push(Ch { c, start, end });
        } else {
            if cluster.is_empty() {
                cluster.push(c);
            }
            out.extend(compatible(&cluster).chars().map(|c| Ch { c, start, end }));
        }
    }
}

/// NFKC in lower case. What becomes several characters must stay one word ("㎡" is `m2`, "⑴" is `1`), or two
/// tokens would claim the same place; what would not is left as it is ("¼").
fn compatible(cluster: &str) -> String {
    let lower = |c: char| c.to_lowercase().map(same_letter);
    let all: String = cluster.nfkc().flat_map(lower).filter(|c| !is_stray_mark(*c)).collect();
    let word = all.trim_matches(|c: char| !c.is_alphanumeric());
    match (word.is_empty(), word.chars().all(char::is_alphanumeric)) {
        (true, _) => all.chars().take(1).collect(),
        (false, true) => word.to_owned(),
        (false, false) => cluster.chars().take(1).flat_map(lower).collect(),
    }
}

/// Invisible characters inside words: soft hyphen, joiners, word joiner, byte order mark.
const fn is_dropped(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200C}' | '\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

/// Continues the character before it: a combining mark, or a vowel or final of a Hangul syllable.
fn joins(c: char) -> bool {
    c >= '\u{300}'
        && !matches!(c, '\u{1E00}'..='\u{1FFF}')
        && (is_combining_mark(c) || ('\u{1160}'..='\u{11FF}').contains(&c))
}

/// A mark that found no letter to join, after composition.
const fn is_stray_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

/// Letters that look like `đ` and are typed for it; spaces that are no word characters in Unicode's eyes but
/// separate words (U+200B is a format character, and NFKC leaves it).
const fn same_letter(c: char) -> char {
    match c {
        'ð' | 'ɖ' => 'đ',
        '\u{200B}' | '\u{A0}' => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling_of_every_character() {
        let check = |text: &str, expect: &str| {
            let got: String = clean(text).iter().map(|ch| ch.c).collect();
            assert_eq!(got, expect, "{text:?}");
        };
        check("tie\u{302}\u{301}ng", "tiếng");
        check(
            "tie\u{301}\u{302}ng \u{110}\u{D0}\u{F0}",
            "ti\u{e9}\u{302}ng đđđ".replace("\u{e9}\u{302}", "é").as_str(),
        );
        check("Mặt ĐƯỜNG", "mặt đường");
        check("ma\u{323}\u{306}t", "mặt");
        check("ＢＨＸＨ", "bhxh");
        check("khiếu\u{200B}nại", "khiếu nại");
        check("a\u{A0}b", "a b");
        check("khi\u{AD}ếu", "khiếu");
        check("\u{FB01}le", "file");
        check("e\u{AD}\u{301}", "é");
        check("20\u{2013}30", "20-30");
        check("5㎡ ⑴ ¼ …", "5m2 1 ¼ .");
    }

    #[test]
    fn the_range_is_the_originals() {
        let text = "x e\u{302}\u{AD}\u{301}y";
        let ch = clean(text)[2];
        assert_eq!((ch.c, &text[ch.start..ch.end]), ('ế', "e\u{302}\u{AD}\u{301}"));
    }
}

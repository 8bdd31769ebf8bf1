//! Stage 0 of the analyzer: texts typed in the fonts of before Unicode, TCVN3 (ABC) and VNI for Windows, whose
//! bytes arrive as Latin-1 letters ("khiÕu n¹i", "khieáu naïi").
//!
//! A line is read that way only if it has at least three words and the reading makes it far more Vietnamese
//! than it was; intake keeps the original beside the converted text.

use super::chars::Ch;
use super::{letters, syllable};

/// Fewer words say too little about a line.
const MIN_WORDS: usize = 3;
/// By how much the share of well-formed syllables must rise, in percent of the words.
const MIN_GAIN: usize = 30;

/// TCVN 5712:1993, third set: lower-case letters, and the seven capitals that have a place of their own.
const TCVN3: [(&str, &str); 2] = [
    (
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉËÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u{AD}õøö÷ùúýûüþ®",
        "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ",
    ),
    ("¡¢§£¤¥¦", "ĂÂĐÊÔƠƯ"),
];

/// VNI letters that stand for themselves, then the marks that follow a vowel: (mark, tone, vowel change).
const VNI_SINGLE: (&str, &str) = ("ôöñíìæóòîÔÖÑÍÌÆÓÒÎ", "ơưđíìỉĩịỵƠƯĐÍÌỈĨỊỴ");
const VNI_TONES: &str = "ùøûõï";
/// No tone first, then the tones in the order of `letters::Tone`; so is the next row.
const VNI_BREVE: &str = "êéèúüë";
const VNI_CIRCUMFLEX: &str = "âáàåãä";

/// The text in Unicode, if any line of it is in a legacy font.
pub fn to_unicode(text: &str) -> Option<String> {
    let mut found = false;
    let mut out = String::with_capacity(text.len() * 2);
    for line in text.split_inclusive('\n') {
        match decode(line) {
            Some(chars) => {
                found = true;
                out.extend(chars.into_iter().map(|ch| ch.c));
            }
            None => out.push_str(line),
        }
    }
    found.then_some(out)
}

/// The letters of a line in a legacy font, with their ranges in `line`; `None` when it is none.
pub(super) fn decode(line: &str) -> Option<Vec<Ch>> {
    // A soft hyphen by itself is one, not the letter that TCVN3 puts in its place.
    let suspicious = line.chars().any(|c| ('\u{A1}'..='\u{FF}').contains(&c) && c != '\u{AD}');
    // A letter of the Vietnamese block says that the line is Unicode already.
    if !suspicious || line.chars().any(|c| matches!(c, '\u{1EA0}'..='\u{1EF9}')) {
        return None;
    }
    let (words, before) = count(line.chars());
    if words < MIN_WORDS {
        return None;
    }
    let readings = [tcvn3(line), vni(line)];
    let (chars, after) = readings
        .into_iter()
        .map(|chars| {
            let good = count(chars.iter().map(|ch| ch.c)).1;
            (chars, good)
        })
        .max_by_key(|(_, good)| *good)?;
    (after * 100 >= before * 100 + MIN_GAIN * words).then_some(chars)
}

/// (words that have a letter, how many of them are well-formed syllables).
fn count(chars: impl Iterator<Item = char>) -> (usize, usize) {
    let text: String = chars.flat_map(char::to_lowercase).collect();
    text.split_whitespace()
        .map(|word| word.trim_matches(|c: char| c.is_ascii_punctuation() || c.is_ascii_digit()))
        .filter(|word| word.chars().any(|c| c.is_alphabetic() || !c.is_ascii()))
        .fold((0, 0), |(words, good), word| (words + 1, good + usize::from(syllable::well_formed(word, true))))
}

fn mapped(from: &str, to: &str, c: char) -> Option<char> {
    from.chars().position(|x| x == c).and_then(|at| to.chars().nth(at))
}

fn tcvn3(line: &str) -> Vec<Ch> {
    line.char_indices()
        .map(|(start, c)| {
            let read = TCVN3.iter().find_map(|(from, to)| mapped(from, to, c)).unwrap_or(c);
            Ch { c: read, start, end: start + c.len_utf8() }
        })
        .collect()
}

fn vni(line: &str) -> Vec<Ch> {
    let mut out: Vec<Ch> = Vec::with_capacity(line.len());
    for (start, c) in line.char_indices() {
        let end = start + c.len_utf8();
        if let Some(last) = out.last_mut()
            && let Some(joined) = vni_mark(last.c, c)
        {
            last.c = joined;
            last.end = end;
            continue;
        }
        out.push(Ch { c: mapped(VNI_SINGLE.0, VNI_SINGLE.1, c).unwrap_or(c), start, end });
    }
    out
}

/// A vowel with the VNI mark that follows it; `None` when the mark cannot stand there.
fn vni_mark(vowel: char, mark: char) -> Option<char> {
    let lower = |c: char| c.to_lowercase().next().unwrap_or(c);
    let (small, mark) = (lower(vowel), lower(mark));
    let place = |row: &str| row.chars().position(|c| c == mark);
    let joined = match small {
        'a' | 'e' | 'o' if place(VNI_CIRCUMFLEX).is_some() => {
            let hat = match small {
                'a' => 'â',
                'e' => 'ê',
                _ => 'ô',
            };
            letters::with_tone(hat, place(VNI_CIRCUMFLEX)? as u8)
        }
        'a' if place(VNI_BREVE).is_some() => letters::with_tone('ă', place(VNI_BREVE)? as u8),
        'a' | 'e' | 'o' | 'ơ' | 'u' | 'ư' | 'y' => letters::with_tone(small, place(VNI_TONES)? as u8 + 1),
        _ => return None,
    };
    Some(if small == vowel { joined } else { joined.to_uppercase().next().unwrap_or(joined) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_fonts_and_leaves_the_rest() {
        let check = |text, expect: Option<&str>| assert_eq!(to_unicode(text).as_deref(), expect, "{text}");
        check("§¬n khiÕu n¹i", Some("Đơn khiếu nại"));
        check("Céng hßa x· héi chñ nghÜa ViÖt Nam", Some("Cộng hòa xã hội chủ nghĩa Việt Nam"));
        check("Ñôn khieáu naïi veà ñaát ñai", Some("Đơn khiếu nại về đất đai"));
        check("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", Some("Cộng hòa xã hội chủ nghĩa Việt Nam"));
        check("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", Some("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"));
        check("n\u{AD}íc s¹ch bÞ « nhiÔm", Some("nước sạch bị ô nhiễm"));
        check("khiÕu n¹i", None);
        check("Đơn khiếu nại về đất đai", None);
        check("Le café près de la forêt est fermé à midi", None);
        check("Hà Nội, ngày 5", None);
        check("không có gì", None);
        check("tôi là dân xã", None);
    }

    #[test]
    fn only_the_lines_that_need_it() {
        assert_eq!(to_unicode("Kính gửi ông bà\n§¬n khiÕu n¹i").as_deref(), Some("Kính gửi ông bà\nĐơn khiếu nại"));
    }
}

//! How people really type: without marks, with half of them, with abbreviations, with the residue of an input
//! method, with the tone on the other vowel, decomposed, in capitals, cut off in the middle.

use super::rng::Rng;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_canonical;

/// A way of typing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hand {
    /// As the style book has it.
    Careful,
    /// No marks at all.
    Bare,
    /// Marks on some words only.
    Half,
    /// `ko`, `đc`, `UBND`, lower case.
    Abbreviated,
    /// Telex keys that were not turned into letters.
    Telex,
    /// Tone on the second vowel: `hoà`, `thuỷ`.
    ModernTone,
    /// Decomposed, as some phones send it.
    Decomposed,
    /// All capitals.
    Capitals,
    /// Sent before it was finished.
    CutOff,
}

/// How many of a thousand write so.
const HANDS: [(Hand, u32); 9] = [
    (Hand::Careful, 530),
    (Hand::Bare, 170),
    (Hand::Half, 60),
    (Hand::Abbreviated, 80),
    (Hand::Telex, 30),
    (Hand::ModernTone, 60),
    (Hand::Decomposed, 25),
    (Hand::Capitals, 15),
    (Hand::CutOff, 30),
];

impl Hand {
    /// Somebody's way of typing.
    pub fn of(rng: &mut Rng) -> Self {
        let mut at = rng.below(1000) as u32;
        for (hand, share) in HANDS {
            if at < share {
                return hand;
            }
            at -= share;
        }
        Self::Careful
    }

    /// The text as this hand types it.
    pub fn write(self, text: String, rng: &mut Rng) -> String {
        match self {
            Self::Careful => text,
            Self::Bare => bare(&text),
            Self::Half => {
                by_word(
                    &text,
                    |word, out| if rng.in_thousand(500) { out.push_str(&bare(word)) } else { out.push_str(word) },
                )
            }
            Self::Abbreviated => abbreviated(&text),
            Self::Telex => {
                by_word(&text, |word, out| if rng.in_thousand(220) { telex(word, out) } else { out.push_str(word) })
            }
            Self::ModernTone => modern_tone(text),
            Self::Decomposed => text.nfd().collect(),
            Self::Capitals => text.to_uppercase(),
            Self::CutOff => cut_off(text, rng),
        }
    }
}

/// Without marks; `đ` has no decomposition and is mapped.
pub fn bare(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'đ' => out.push('d'),
            'Đ' => out.push('D'),
            c if c.is_ascii() => out.push(c),
            c => decompose_canonical(c, |part| {
                if !('\u{300}'..='\u{36f}').contains(&part) {
                    out.push(part);
                }
            }),
        }
    }
    out
}

fn by_word(text: &str, mut write: impl FnMut(&str, &mut String)) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for (n, word) in text.split(' ').enumerate() {
        if n > 0 {
            out.push(' ');
        }
        write(word, &mut out);
    }
    out
}

/// The keys of the Telex method: `ê` is `ee`, tones at the end of the word.
fn telex(word: &str, out: &mut String) {
    let letters = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    let mut tone = None;
    for c in letters.chars() {
        match c {
            'đ' => out.push_str("dd"),
            'Đ' => out.push_str("DD"),
            c if c.is_ascii() => out.push(c),
            c => {
                let mut base = 'a';
                decompose_canonical(c, |part| match part {
                    '\u{302}' => out.push(base.to_ascii_lowercase()),
                    '\u{306}' | '\u{31b}' => out.push('w'),
                    '\u{301}' => tone = Some('s'),
                    '\u{300}' => tone = Some('f'),
                    '\u{309}' => tone = Some('r'),
                    '\u{303}' => tone = Some('x'),
                    '\u{323}' => tone = Some('j'),
                    letter => {
                        base = letter;
                        out.push(letter);
                    }
                });
            }
        }
    }
    out.extend(tone);
    out.push_str(&word[letters.len()..]);
}

/// Words people shorten.
const SHORT: [(&str, &str); 13] = [
    ("không", "ko"),
    ("được", "đc"),
    ("với", "vs"),
    ("trước", "trc"),
    ("người", "ng"),
    ("nhưng", "nhg"),
    ("đường", "đg"),
    ("phường", "p."),
    ("Phường", "P."),
    ("tháng", "thg"),
    ("quá", "wa"),
    ("rồi", "r"),
    ("biết", "bít"),
];

fn abbreviated(text: &str) -> String {
    let text = text
        .replace("Ủy ban nhân dân", "UBND")
        .replace("bảo hiểm y tế", "BHYT")
        .replace("bảo hiểm xã hội", "BHXH")
        .replace("căn cước công dân", "CCCD");
    by_word(&text, |word, out| {
        out.push_str(SHORT.iter().find(|(long, _)| *long == word).map_or(word, |(_, short)| short))
    })
}

/// Tone placement before and after the reform, for open `oa`, `oe`, `uy`.
const TONES: [(&str, &str); 15] = [
    ("òa", "oà"),
    ("óa", "oá"),
    ("ỏa", "oả"),
    ("õa", "oã"),
    ("ọa", "oạ"),
    ("òe", "oè"),
    ("óe", "oé"),
    ("ỏe", "oẻ"),
    ("õe", "oẽ"),
    ("ọe", "oẹ"),
    ("ùy", "uỳ"),
    ("úy", "uý"),
    ("ủy", "uỷ"),
    ("ũy", "uỹ"),
    ("ụy", "uỵ"),
];

fn modern_tone(text: String) -> String {
    TONES.iter().fold(text, |text, (old, new)| if text.contains(old) { text.replace(old, new) } else { text })
}

fn cut_off(mut text: String, rng: &mut Rng) -> String {
    let keep = text.len() * (55 + rng.below(40)) / 100;
    let end = (0..=keep).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
    if end > 40 {
        text.truncate(end);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hands_differ_as_people_do() {
        let mut rng = Rng::new(1, 1, 1);
        let mut check = |hand: Hand, text: &str, expect: &str| assert_eq!(hand.write(text.into(), &mut rng), expect);
        check(Hand::Careful, "Đường hòa bình", "Đường hòa bình");
        check(Hand::Bare, "Đường hòa bình", "Duong hoa binh");
        check(Hand::Abbreviated, "Ủy ban nhân dân không trả lời", "UBND ko trả lời");
        check(Hand::ModernTone, "hòa giải thủy lợi", "hoà giải thuỷ lợi");
        check(Hand::Decomposed, "ế", "e\u{302}\u{301}");
        check(Hand::Capitals, "Kẹt xe", "KẸT XE");
        let mut out = String::new();
        telex("khiếu", &mut out);
        out.push(' ');
        telex("đường,", &mut out);
        assert_eq!(out, "khieeus dduwowngf,");
    }
}

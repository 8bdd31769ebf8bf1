//! What was meant when the keyboard's Vietnamese was off: Telex (`tieengs`, `dduwowngf`) and VNI (`tie61ng`,
//! `d9u7o7ng2`) residue read back as letters.
//!
//! Only words that are no Vietnamese syllable as they stand, and become one, are read so; the result is one
//! more way to find the word, it never replaces it.

use super::letters::{self, Tone};
use super::syllable;

/// Words of other languages that people mix in and that would read as a syllable with its tone key.
const OTHERS: [&str; 47] = [
    "test", "box", "fax", "fix", "mix", "max", "tax", "sex", "six", "bus", "gas", "pos", "gps", "sms", "mess", "pass",
    "boss", "class", "form", "bar", "car", "for", "her", "per", "tour", "hour", "our", "user", "has", "his", "was",
    "is", "as", "us", "yes", "plus", "news", "apps", "spam", "film", "of", "or", "self", "surf", "chef", "golf", "sos",
];

/// The syllable meant by residue; `None` when the word is a word, or none comes out. `word` in lower case.
pub fn meant(word: &str) -> Option<String> {
    if !(3..=12).contains(&word.len()) || !word.bytes().all(|b| b.is_ascii_alphanumeric()) || !has_key(word) {
        return None;
    }
    // A doubled o before its end is a key far more often than the rare sound of "xoong".
    let doubled = word.contains("oo") && !matches!(word, "xoong" | "soong" | "boong" | "oong");
    if (syllable::well_formed(word, false) && !doubled) || OTHERS.contains(&word) {
        return None;
    }
    let digits = word.bytes().any(|b| b.is_ascii_digit());
    let mut typed = Typed::default();
    for key in word.chars() {
        let taken = if digits { typed.vni(key) } else { typed.telex(key) };
        if !taken {
            return None;
        }
    }
    let read = typed.spelled()?;
    (typed.changed && syllable::well_formed(&read, false)).then_some(read)
}

/// Whether any key of the word could change a letter before it; most words have none.
fn has_key(word: &str) -> bool {
    let twice = |letter: u8| word.bytes().filter(|b| *b == letter).nth(1).is_some();
    word.bytes().skip(1).any(|b| matches!(b, b's' | b'f' | b'r' | b'x' | b'j' | b'0'..=b'9'))
        || word.contains('w')
        || [b'a', b'e', b'o', b'd'].into_iter().any(twice)
}

/// Letters typed so far, as an input method would hold them.
#[derive(Default)]
struct Typed {
    letters: Vec<char>,
    tone: Tone,
    changed: bool,
}

impl Typed {
    /// Takes a Telex key. `false` when the word cannot be one.
    fn telex(&mut self, key: char) -> bool {
        let has_vowel = self.letters.iter().any(|c| letters::is_vowel(*c));
        let tone = match key {
            's' => 1,
            'f' => 2,
            'r' => 3,
            'x' => 4,
            'j' => 5,
            _ => 0,
        };
        if tone > 0 && has_vowel {
            (self.tone, self.changed) = (tone, true);
        } else if (key == 'w' && (self.hook() || self.breve())) || (key == 'd' && self.bar()) {
            self.changed = true;
        } else if key == 'w' {
            self.letters.push('ư');
            self.changed = true;
        } else if matches!(key, 'a' | 'e' | 'o') && self.change(key, circumflex(key)) {
            self.changed = true;
        } else {
            self.letters.push(key);
        }
        true
    }

    /// Takes a VNI key.
    fn vni(&mut self, key: char) -> bool {
        let done = match key {
            '1'..='5' => {
                self.tone = key as u8 - b'0';
                self.letters.iter().any(|c| letters::is_vowel(*c))
            }
            '6' => ['a', 'e', 'o'].into_iter().any(|v| self.change(v, circumflex(v))),
            '7' => self.hook(),
            '8' => self.breve(),
            '9' => self.bar(),
            '0' => false,
            _ => {
                self.letters.push(key);
                return true;
            }
        };
        self.changed |= done;
        done
    }

    /// Turns the last `from` into `to`, if there is one.
    fn change(&mut self, from: char, to: char) -> bool {
        let place = self.letters.iter().rposition(|c| *c == from);
        if let Some(at) = place {
            self.letters[at] = to;
        }
        place.is_some()
    }

    /// `u` and `o` get the hook of ư and ơ; side by side they get it together.
    fn hook(&mut self) -> bool {
        let Some(at) = self.letters.iter().rposition(|c| matches!(c, 'u' | 'o')) else { return false };
        // In "oa", "ua" with a following a, the key means the breve of ă: "hoawcj".
        if self.letters[at] == 'o' && self.letters.get(at + 1) == Some(&'a') {
            return false;
        }
        if self.letters[at] == 'o' && at > 0 && self.letters[at - 1] == 'u' && self.letters.first() != Some(&'q') {
            self.letters[at - 1] = 'ư';
        }
        self.letters[at] = if self.letters[at] == 'u' { 'ư' } else { 'ơ' };
        true
    }

    fn breve(&mut self) -> bool {
        self.change('a', 'ă')
    }

    /// The bar of đ goes to the first letter only.
    fn bar(&mut self) -> bool {
        let first = self.letters.first() == Some(&'d');
        if first {
            self.letters[0] = 'đ';
        }
        first
    }

    /// The letters with the tone on a vowel. Which vowel does not matter: the exact form takes it off again.
    fn spelled(&self) -> Option<String> {
        let at = self.letters.iter().rposition(|c| letters::is_vowel(*c))?;
        // After ư an o is always ơ, whether its key was typed or not.
        let hooked = |i: usize, c: char| if c == 'o' && i > 0 && self.letters[i - 1] == 'ư' { 'ơ' } else { c };
        let toned = |i: usize, c: char| if i == at { letters::with_tone(c, self.tone) } else { c };
        let with = |(i, c): (usize, &char)| toned(i, hooked(i, *c));
        Some(self.letters.iter().enumerate().map(with).collect())
    }
}

const fn circumflex(vowel: char) -> char {
    match vowel {
        'a' => 'â',
        'e' => 'ê',
        _ => 'ô',
    }
}

#[cfg(test)]
mod tests {
    use super::super::token::Word;
    use super::*;

    #[test]
    fn reads_residue_and_leaves_words() {
        let check = |word: &str, expect: &str| {
            let got = meant(word).map(|m| Word::of(&m).exact).unwrap_or_default();
            assert_eq!(got, if expect.is_empty() { String::new() } else { Word::of(expect).exact.into() }, "{word}");
        };
        check("dduwowngf", "đường");
        check("dduongwf", "đường");
        check("dduwongf", "đường");
        check("giaays", "giấy");
        check("pheps", "phép");
        check("vieejt", "việt");
        check("vietej", "việt");
        check("khieesu", "khiếu");
        check("naij", "nại");
        check("d9u7o7ng2", "đường");
        check("duong72", "dường");
        check("tie61ng", "tiếng");
        check("tieng61", "tiếng");
        check("ca8n", "căn");
        check("hoawcj", "hoặc");
        check("nuwowcs", "nước");
        check("trwowngf", "trường");
        check("quyeets", "quyết");
        check("ddaats", "đất");
        check("raats", "rất");
        check("coong", "công");
        check("xoong", "");
        check("test", "");
        check("tour", "");
        check("ban", "");
        check("user", "");
        check("online", "");
        check("51f12345", "");
        check("karaoke", "");
        check("m2", "");
        check("covid19", "");
    }
}

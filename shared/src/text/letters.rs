//! The Vietnamese letters: which mark and which tone a letter carries, and the letter without them.
//!
//! A table of its own (under 3 KB) instead of Unicode decomposition, because the widget folds names of
//! agencies and areas and must not carry the tables of a normalisation library.

/// Tones as the VNI keyboard numbers them: 0 none, 1 sắc, 2 huyền, 3 hỏi, 4 ngã, 5 nặng.
pub type Tone = u8;

/// Each vowel, with no tone and then the five tones in the order of [`Tone`].
const VOWELS: [[char; 6]; 12] = [
    ['a', 'á', 'à', 'ả', 'ã', 'ạ'],
    ['ă', 'ắ', 'ằ', 'ẳ', 'ẵ', 'ặ'],
    ['â', 'ấ', 'ầ', 'ẩ', 'ẫ', 'ậ'],
    ['e', 'é', 'è', 'ẻ', 'ẽ', 'ẹ'],
    ['ê', 'ế', 'ề', 'ể', 'ễ', 'ệ'],
    ['i', 'í', 'ì', 'ỉ', 'ĩ', 'ị'],
    ['o', 'ó', 'ò', 'ỏ', 'õ', 'ọ'],
    ['ô', 'ố', 'ồ', 'ổ', 'ỗ', 'ộ'],
    ['ơ', 'ớ', 'ờ', 'ở', 'ỡ', 'ợ'],
    ['u', 'ú', 'ù', 'ủ', 'ũ', 'ụ'],
    ['ư', 'ứ', 'ừ', 'ử', 'ữ', 'ự'],
    ['y', 'ý', 'ỳ', 'ỷ', 'ỹ', 'ỵ'],
];

/// Latin-1 and Latin Extended-A up to `ư`.
const LOW: usize = 0xC0;
const LOW_LEN: usize = 0x1B1 - LOW;
/// The block of precomposed Vietnamese letters.
const HIGH: usize = 0x1EA0;
const HIGH_LEN: usize = 0x1EFA - HIGH;

/// (letter without its tone, tone); `\0` where the code point is no lower-case Vietnamese letter.
struct Table {
    low: [(char, Tone); LOW_LEN],
    high: [(char, Tone); HIGH_LEN],
}

static TABLE: Table = build();

const fn build() -> Table {
    let mut table = Table { low: [('\0', 0); LOW_LEN], high: [('\0', 0); HIGH_LEN] };
    let mut v = 0;
    while v < VOWELS.len() {
        let mut tone = 0;
        while tone < 6 {
            let code = VOWELS[v][tone] as usize;
            let entry = (VOWELS[v][0], tone as u8);
            if code >= HIGH {
                table.high[code - HIGH] = entry;
            } else if code >= LOW {
                table.low[code - LOW] = entry;
            }
            tone += 1;
        }
        v += 1;
    }
    table.low['đ' as usize - LOW] = ('đ', 0);
    table
}

/// A lower-case Vietnamese or ASCII letter as (the letter without its tone, its tone). `None` for all else.
pub fn split(c: char) -> Option<(char, Tone)> {
    let code = c as usize;
    let entry = match code {
        0x61..=0x7A => return Some((c, 0)),
        _ if (HIGH..HIGH + HIGH_LEN).contains(&code) => TABLE.high[code - HIGH],
        _ if (LOW..LOW + LOW_LEN).contains(&code) => TABLE.low[code - LOW],
        _ => return None,
    };
    (entry.0 != '\0').then_some(entry)
}

/// The ASCII letter under a toneless letter: `ơ` → `o`, `đ` → `d`; anything else as it is.
pub const fn plain(c: char) -> char {
    match c {
        'ă' | 'â' => 'a',
        'ê' => 'e',
        'ô' | 'ơ' => 'o',
        'ư' => 'u',
        'đ' => 'd',
        _ => c,
    }
}

/// A letter or digit of any alphabet. Vietnamese letters are known without asking Unicode's tables, which are slow
/// for them.
pub fn is_word(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { split(c).is_some() || c.is_alphanumeric() }
}

/// The letter with a tone put on; a consonant stays as it is.
pub fn with_tone(c: char, tone: Tone) -> char {
    VOWELS.iter().find(|row| row[0] == c).map_or(c, |row| row[usize::from(tone.min(5))])
}

/// Whether a toneless letter is a vowel.
pub const fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'ă' | 'â' | 'e' | 'ê' | 'i' | 'o' | 'ô' | 'ơ' | 'u' | 'ư' | 'y')
}

/// Whether a lower-case letter carries a mark or a tone that unaccented typing would lose.
pub fn is_marked(c: char) -> bool {
    split(c).is_some_and(|(base, tone)| tone > 0 || plain(base) != base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_comes_apart_and_together() {
        for row in VOWELS {
            for (tone, letter) in row.into_iter().enumerate() {
                assert_eq!(split(letter), Some((row[0], tone as u8)), "{letter}");
                assert_eq!(with_tone(row[0], tone as u8), letter);
                assert_eq!(is_marked(letter), !letter.is_ascii(), "{letter}");
            }
        }
    }

    #[test]
    fn other_letters_are_left_alone() {
        let check = |c, expect| assert_eq!(split(c), expect, "{c}");
        check('đ', Some(('đ', 0)));
        check('b', Some(('b', 0)));
        check('ñ', None);
        check('1', None);
        check('Ấ', None);
        assert_eq!(plain('đ'), 'd');
    }

    #[test]
    fn words_are_made_of_what_unicode_calls_letters_and_digits() {
        for c in ('\0'..='\u{2FFF}').chain(['語', '𝟙', '🏠']) {
            assert_eq!(is_word(c), c.is_alphanumeric(), "{c:?}");
        }
    }
}

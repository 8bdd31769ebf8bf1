//! What of a text the router looks at: words without marks, and rows of two and three of them within a sentence,
//! each as a fingerprint of 32 bits. Two rows with the same fingerprint are one feature; among a million features
//! that happens to about one in ten thousand, and to the same ones in every run.

use hoiam_shared::text::bare::bare_words;

/// Longest row of words.
pub const LONGEST: usize = 3;
/// Words of a text that are looked at; what follows adds nothing to where it belongs.
pub const MOST_WORDS: usize = 20_000;

/// A feature as it stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Its fingerprint.
    pub print: u32,
    /// First byte in the text.
    pub start: usize,
    /// Byte after the last one.
    pub end: usize,
    /// Words in the row, from 1.
    pub words: usize,
}

/// Hands every feature of the text to `each`, in the order in which it ends.
pub fn features(text: &str, mut each: impl FnMut(Found)) {
    // The last words of the sentence, oldest first: (hash, first byte).
    let mut row = [(0_u64, 0_usize); LONGEST];
    let mut length = 0;
    let mut count = 0;
    bare_words(text, |bare| {
        count += 1;
        if count > MOST_WORDS {
            return;
        }
        if !bare.joined {
            length = 0;
        }
        if length == LONGEST {
            row.rotate_left(1);
            length -= 1;
        }
        row[length] = (hash(bare.word.as_bytes()), bare.start);
        length += 1;
        let mut joined = 0;
        for (n, &(word, start)) in row[..length].iter().rev().enumerate() {
            joined = join(joined, word);
            each(Found { print: print(joined, n + 1), start, end: bare.end, words: n + 1 });
        }
    });
}

/// How many words the row of a fingerprint has.
pub const fn words_of(print: u32) -> usize {
    (print & 3) as usize
}

/// FNV-1a; words are a few bytes long.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3))
}

/// The hash of a row from that of its later words and the word before them.
const fn join(later: u64, word: u64) -> u64 {
    (later.rotate_left(25) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The upper bits of the mixed hash; the two lowest say how long the row is, 0 is no feature.
const fn print(hash: u64, words: usize) -> u32 {
    let mut h = hash ^ (hash >> 31);
    h = h.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    h ^= h >> 29;
    ((h >> 32) as u32 & !3) | words as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, usize)> {
        let mut out = Vec::new();
        features(text, |f| out.push((text[f.start..f.end].to_owned(), f.words)));
        out
    }

    #[test]
    fn rows_within_a_sentence() {
        let check = |text: &str, expect: &[&str]| {
            let got: Vec<String> = found(text).into_iter().map(|(t, n)| format!("{n} {t}")).collect();
            assert_eq!(got, expect, "{text}");
        };
        check(
            "Rác thải bẩn quá",
            &[
                "1 Rác",
                "1 thải",
                "2 Rác thải",
                "1 bẩn",
                "2 thải bẩn",
                "3 Rác thải bẩn",
                "1 quá",
                "2 bẩn quá",
                "3 thải bẩn quá",
            ],
        );
        check("Rác! Bẩn", &["1 Rác", "1 Bẩn"]);
        check("", &[]);
    }

    #[test]
    fn a_row_has_one_fingerprint_wherever_it_stands() {
        let prints = |text: &str| {
            let mut out = Vec::new();
            features(text, |f| out.push((f.words, f.print)));
            out
        };
        let (one, two) = (prints("đổ rác thải"), prints("DO RAC THAI"));
        assert_eq!(one, two);
        assert!(one.iter().all(|(words, print)| words_of(*print) == *words));
        let row = |text: &str| prints(text).last().copied();
        assert_eq!(row("rac thai"), row("xin chao. Rac thai"));
        assert_ne!(row("rac thai"), row("thai rac"));
    }

    #[test]
    fn an_endless_text_ends() {
        let mut count = 0;
        features(&"a ".repeat(MOST_WORDS + 50), |_| count += 1);
        assert_eq!(count, MOST_WORDS * 3 - 3);
    }
}

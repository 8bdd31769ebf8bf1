//! The tracking code: short enough to read out on the phone, unguessable enough that nobody walks the
//! numbers, and unique by construction.
//!
//! `HA-26-7KQ4M-2XD9`: the year of filing, eight symbols that are a keyed permutation of the case number
//! (so two cases can never share a code and no retry is needed), and one check symbol that catches every
//! single wrong symbol and every swap of neighbours, but for `0` and `Z`, which are one apart from the modulus.

use core::fmt;

/// Crockford's alphabet: no I, L, O, U. What a person is likely to write instead is read as meant.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Symbols that carry the number: 40 bits.
const SYMBOLS: usize = 8;
/// The largest prime that one symbol can show: every weight 2..=9 is invertible, so slips and swaps change the sum.
const CHECK_MODULUS: u32 = 31;

/// A tracking code in its printed form, always well-formed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code(String);

impl Code {
    /// The code of case number `number` (below 2^40) filed in `year`, under the installation's `key`.
    pub fn new(number: u64, year: u16, key: u64) -> Self {
        let mixed = permute(number & ((1 << 40) - 1), key);
        let symbols: Vec<u8> = (0..SYMBOLS).rev().map(|i| ((mixed >> (5 * i)) & 31) as u8).collect();
        let year = u32::from(year % 100);
        let check = check_symbol(year, &symbols);
        let text: String = symbols.iter().map(|&s| ALPHABET[usize::from(s)] as char).collect();
        Self(format!("HA-{year:02}-{}-{}{}", &text[..5], &text[5..], ALPHABET[usize::from(check)] as char))
    }

    /// Reads a code as a person types it: any case, with or without dashes and spaces, `O` for `0`, `I` and
    /// `L` for `1`. `None` when it is not a code or the check symbol is wrong.
    pub fn parse(text: &str) -> Option<Self> {
        let mut symbols = Vec::with_capacity(14);
        for c in text.chars().filter(|c| !matches!(c, '-' | ' ' | '\u{2010}'..='\u{2015}' | '.')) {
            symbols.push(c.to_ascii_uppercase());
        }
        let rest = symbols.strip_prefix(&['H', 'A']).unwrap_or(&symbols);
        if rest.len() != 2 + SYMBOLS + 1 {
            return None;
        }
        let year = rest[0].to_digit(10)? * 10 + rest[1].to_digit(10)?;
        let values = rest[2..].iter().map(|&c| value(c)).collect::<Option<Vec<u8>>>()?;
        let (numbers, check) = values.split_at(SYMBOLS);
        if check_symbol(year, numbers) != check[0] {
            return None;
        }
        // By hand: the widget carries this, and `format!` of a padded number is a kilobyte.
        let mut text = String::from("HA-");
        text.extend(rest[..2].iter().chain(['-'].iter()));
        for (i, &symbol) in values.iter().enumerate() {
            if i == 5 {
                text.push('-');
            }
            text.push(ALPHABET[usize::from(symbol)] as char);
        }
        Some(Self(text))
    }

    /// The printed form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn value(c: char) -> Option<u8> {
    let c = match c {
        'O' => '0',
        'I' | 'L' => '1',
        'U' => 'V',
        other => other,
    };
    ALPHABET.iter().position(|&a| char::from(a) == c).and_then(|i| u8::try_from(i).ok())
}

fn check_symbol(year: u32, symbols: &[u8]) -> u8 {
    let sum: u32 = symbols.iter().zip(2u32..).map(|(&s, weight)| u32::from(s) * weight).sum();
    ((sum + year) % CHECK_MODULUS) as u8
}

/// A four-round Feistel network over 2 × 20 bits: a permutation whatever the round function does.
fn permute(number: u64, key: u64) -> u64 {
    const HALF: u64 = (1 << 20) - 1;
    let (mut left, mut right) = (number >> 20, number & HALF);
    for round in 0..4u64 {
        (left, right) = (right, left ^ (mix(right ^ (key.rotate_left(16 * round as u32)) ^ (round << 60)) & HALF));
    }
    (left << 20) | right
}

/// The finaliser of SplitMix64.
const fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn codes_are_distinct_and_read_back() {
        let mut seen = HashSet::new();
        for number in 0..20_000 {
            let code = Code::new(number, 2026, 0x1234_5678_9abc_def0);
            assert_eq!(Code::parse(code.as_str()), Some(code.clone()));
            assert!(seen.insert(code));
        }
    }

    #[test]
    fn what_a_person_types_is_understood() {
        let code = Code::new(41, 2026, 7);
        let typed = code.as_str().to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
        assert_eq!(Code::parse(&typed), Some(code.clone()));
        assert_eq!(Code::parse(code.as_str().trim_start_matches("HA-")), Some(code));
        assert_eq!(Code::parse("HA-26-7KQ4M"), None);
        assert_eq!(Code::parse(""), None);
    }

    #[test]
    fn one_slip_is_noticed() {
        let code = Code::new(987_654, 2026, 99).to_string();
        let symbols: Vec<char> = code.chars().collect();
        let mut missed = Vec::new();
        for i in 6..symbols.len() {
            for c in ALPHABET.iter().map(|&a| a as char).filter(|&c| symbols[i] != '-' && c != symbols[i]) {
                let mut slip = symbols.clone();
                slip[i] = c;
                let slip: String = slip.into_iter().collect();
                if Code::parse(&slip).is_some() {
                    missed.push(slip);
                }
            }
        }
        // 0 and Z are the same modulo 31: the only substitution that can pass.
        assert!(
            missed.iter().all(|slip| slip
                .chars()
                .zip(code.chars())
                .any(|(a, b)| a != b && matches!((a, b), ('0', 'Z') | ('Z', '0')))),
            "{missed:?}"
        );
    }
}

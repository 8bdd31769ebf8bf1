//! The most that each document of a segment may score, before any is scored: a word counts by how often a document has it and
//! whether the document is a short one, and both are known for 64 documents at a time. So the first page of a million matches is
//! found by scoring the few thousand that may stand on it.

use super::bits::Bits;
use super::planes::Planes;

/// Once, twice, three times, more often.
const COUNTS: usize = 4;
/// Short documents and others, by count.
const KINDS: usize = 2 * COUNTS;
/// Binary digits of a bound.
const DIGITS: usize = 8;
/// The largest bound.
const MOST: f32 = 255.0;
/// Bounds are rounded up, and a score is a sum in another order.
const SLACK: f32 = 1e-4;

/// What a word is worth at most in the documents that have it once, twice, three times and more often; in short documents and
/// in the others.
pub(super) type Worth = [[f32; COUNTS]; 2];

/// Bounds of the documents of a set, digit by digit.
pub(super) struct Bounds<'b> {
    among: &'b Bits,
    /// For each machine word of the set, the digits of its 64 documents, the lowest first.
    digits: Vec<[u64; DIGITS]>,
    /// What 1 is worth.
    unit: f32,
}

impl<'b> Bounds<'b> {
    /// All are 0, until words that are worth this are added.
    pub(super) fn new(among: &'b Bits, words: &[Worth]) -> Self {
        let most = |worth: &Worth| worth.iter().flatten().fold(0.0f32, |most, worth| most.max(*worth));
        let sum: f32 = words.iter().map(most).sum();
        // Each is rounded up by less than 1. Of hundreds of words only what reaches too high is not told apart.
        let unit = sum.max(f32::MIN_POSITIVE) / (MOST - words.len() as f32).max(MOST / 2.0);
        Self { among, digits: vec![[0; DIGITS]; among.words_len()], unit }
    }

    /// Adds what a word is worth.
    pub(super) fn add(&mut self, word: &Planes, short: &Bits, worth: &Worth) {
        let units: Vec<u8> = worth.iter().flatten().map(|worth| (worth / self.unit).ceil().min(MOST) as u8).collect();
        // For each kind of document the digits of what the word is worth in it, each for 64 documents.
        let digits = |unit: u8| core::array::from_fn(|digit| u64::from(unit >> digit & 1).wrapping_neg());
        let worth: [[u64; DIGITS]; KINDS] = core::array::from_fn(|kind| digits(units[kind]));
        for (at, among) in self.among.words() {
            if word.docs().word(at) & among == 0 {
                continue;
            }
            let (counts, short) = (word.by_count(at), short.word(at));
            let mut added = [0; DIGITS];
            for (kind, digits) in worth.iter().enumerate() {
                let docs = counts[kind % COUNTS] & if kind < COUNTS { short } else { !short };
                for (sum, digit) in added.iter_mut().zip(digits) {
                    *sum |= docs & digit;
                }
            }
            let mut carry = 0;
            for (sum, one) in self.digits[at].iter_mut().zip(added) {
                let other = *sum;
                *sum = one ^ other ^ carry;
                carry = one & other | carry & (one ^ other);
            }
            self.digits[at].iter_mut().for_each(|sum| *sum |= carry);
        }
    }

    /// The documents with the highest bounds: so many, or all; and those that are as high as the last of these.
    pub(super) fn highest(&self, many: u64) -> Bits {
        // Digit by digit the bound of the last of them: what is `higher` than it so far, and what is `equal`.
        let mut equal = self.among.clone();
        let mut higher = self.among.picked(|_| 0);
        for digit in (0..DIGITS).rev() {
            let mut one = equal.picked(|(at, equal)| equal & self.digits[at][digit]);
            if higher.count() + one.count() >= many {
                equal = one;
            } else {
                equal.without(&one);
                one.or(&higher);
                higher = one;
            }
        }
        higher.or(&equal);
        higher
    }

    /// The documents that may have a score like this.
    pub(super) fn reaching(&self, score: f32) -> Bits {
        let least = (score * (1.0 - SLACK) / self.unit).floor().clamp(0.0, MOST) as u8;
        self.among.picked(|(at, mut equal)| {
            let mut higher = 0;
            for (digit, bits) in self.digits[at].iter().enumerate().rev() {
                if least >> digit & 1 == 1 {
                    equal &= bits;
                } else {
                    higher |= equal & bits;
                    equal &= !bits;
                }
            }
            higher | equal
        })
    }
}

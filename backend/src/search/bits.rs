//! A set of documents of one segment, one bit each. Everything a query says becomes one of these: joining two
//! sets of a million documents is 16,000 machine words, whatever they mean.

use std::ops::Range;

/// Documents of one block of [`Bits::for_each_block`], at most.
const BLOCK: usize = 1_024;

/// A set of document numbers below `len`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bits {
    words: Vec<u64>,
    len: u32,
}

impl Bits {
    pub(super) fn none(len: u32) -> Self {
        Self { words: vec![0; (len as usize).div_ceil(64)], len }
    }

    pub(super) fn all(len: u32) -> Self {
        let mut bits = Self { words: vec![u64::MAX; (len as usize).div_ceil(64)], len };
        bits.trim();
        bits
    }

    /// The documents whose value passes.
    pub(super) fn of<T: Copy>(values: &[T], is: impl Fn(T) -> bool) -> Self {
        let word = |part: &[T]| part.iter().enumerate().fold(0, |bits, (i, value)| bits | u64::from(is(*value)) << i);
        Self { words: values.chunks(64).map(word).collect(), len: values.len() as u32 }
    }

    /// Clears what lies behind the last document.
    fn trim(&mut self) {
        let used = self.len % 64;
        if used > 0
            && let Some(last) = self.words.last_mut()
        {
            *last &= (1 << used) - 1;
        }
    }

    pub(super) fn add(&mut self, doc: u32) {
        self.words[(doc / 64) as usize] |= 1 << (doc % 64);
    }

    pub(super) fn has(&self, doc: u32) -> bool {
        self.words[(doc / 64) as usize] >> (doc % 64) & 1 == 1
    }

    pub(super) fn and(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a &= b);
    }

    pub(super) fn or(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a |= b);
    }

    /// Leaves out what is in the other.
    pub(super) fn without(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a &= !b);
    }

    pub(super) fn not(&mut self) {
        self.words.iter_mut().for_each(|a| *a = !*a);
        self.trim();
    }

    pub(super) fn count(&self) -> u64 {
        self.words.iter().map(|w| u64::from(w.count_ones())).sum()
    }

    /// How many documents are in both.
    pub(super) fn count_with(&self, other: &Self) -> u64 {
        self.words.iter().zip(&other.words).map(|(a, b)| u64::from((a & b).count_ones())).sum()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.iter().all(|w| *w == 0)
    }

    /// The machine words in which there are some, each with its place; [`documents`] says which they are.
    pub(super) fn words(&self) -> impl DoubleEndedIterator<Item = (usize, u64)> + '_ {
        self.words.iter().copied().enumerate().filter(|(_, word)| *word != 0)
    }

    /// Those that `pick` leaves of each machine word, which it is given with its place.
    pub(super) fn picked(&self, pick: impl FnMut((usize, u64)) -> u64) -> Self {
        Self { words: self.words.iter().copied().enumerate().map(pick).collect(), len: self.len }
    }

    /// How many machine words there are.
    pub(super) fn words_len(&self) -> usize {
        self.words.len()
    }

    /// One machine word.
    pub(super) fn word(&self, at: usize) -> u64 {
        self.words[at]
    }

    /// The documents in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.words().flat_map(|(at, word)| documents(at, word))
    }

    /// Calls with each document in order.
    pub(super) fn for_each(&self, each: impl FnMut(u32)) {
        self.for_each_in(0..self.words.len(), each);
    }

    /// Stretches that all documents together are parted into, for [`Self::for_each_in`]; none has more than so many documents.
    pub(super) fn stretches(&self, documents: usize) -> impl Iterator<Item = Range<usize>> {
        let (step, end) = ((documents / 64).max(1), self.words.len());
        (0..end).step_by(step).map(move |from| from..(from + step).min(end))
    }

    /// Calls with each document of a stretch in order. Full machine words, of which whole collections mostly are, cost no
    /// search for the next bit.
    pub(super) fn for_each_in(&self, stretch: Range<usize>, mut each: impl FnMut(u32)) {
        for i in stretch {
            let (word, first) = (self.words[i], i as u32 * 64);
            if word == u64::MAX {
                (first..first + 64).for_each(&mut each);
                continue;
            }
            let mut rest = word;
            while rest != 0 {
                each(first + rest.trailing_zeros());
                rest &= rest - 1;
            }
        }
    }

    /// Calls with the documents in order, block by block: for what is done with each in several rounds.
    pub(super) fn for_each_block(&self, mut each: impl FnMut(&[u32])) {
        let mut block = [0; BLOCK];
        let mut filled = 0;
        self.for_each(|doc| {
            block[filled] = doc;
            filled += 1;
            if filled == BLOCK {
                each(&block);
                filled = 0;
            }
        });
        if filled > 0 {
            each(&block[..filled]);
        }
    }

    /// Calls with each document, the last first.
    pub(super) fn for_each_back(&self, mut each: impl FnMut(u32)) {
        for (i, &word) in self.words.iter().enumerate().rev() {
            let mut rest = word;
            while rest != 0 {
                let bit = 63 - rest.leading_zeros();
                each(i as u32 * 64 + bit);
                rest &= !(1 << bit);
            }
        }
    }

    /// Adds documents that stand in order; those of one machine word are gathered before they are written.
    pub(super) fn add_in_order(&mut self, docs: &[u32]) {
        let Some(first) = docs.first() else { return };
        let (mut at, mut word) = (first / 64, 0u64);
        for doc in docs {
            if doc / 64 != at {
                self.words[at as usize] |= word;
                (at, word) = (doc / 64, 0);
            }
            word |= 1 << (doc % 64);
        }
        self.words[at as usize] |= word;
    }
}

/// The documents of one machine word of a set, in order.
pub(super) fn documents(at: usize, word: u64) -> impl Iterator<Item = u32> {
    let mut rest = word;
    core::iter::from_fn(move || {
        (rest != 0).then(|| {
            let bit = rest.trailing_zeros();
            rest &= rest - 1;
            at as u32 * 64 + bit
        })
    })
}

/// Where each document of a set stands among the others of it: what is known of them fits into a list of their number,
/// however large the segment.
pub(super) struct Ranks<'b> {
    bits: &'b Bits,
    /// Documents before each machine word.
    before: Vec<u32>,
}

impl<'b> Ranks<'b> {
    pub(super) fn of(bits: &'b Bits) -> Self {
        let next = |sum: &mut u32, word: &u64| {
            let before = *sum;
            *sum += word.count_ones();
            Some(before)
        };
        Self { bits, before: bits.words.iter().scan(0, next).collect() }
    }

    /// The place of a document; `None` when it is not in the set.
    pub(super) fn place(&self, doc: u32) -> Option<usize> {
        let (at, bit) = ((doc / 64) as usize, doc % 64);
        let word = self.bits.words[at];
        (word >> bit & 1 == 1).then(|| (self.before[at] + (word & ((1 << bit) - 1)).count_ones()) as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_behave_as_sets() {
        for len in [0, 1, 63, 64, 65, 200, 5_000] {
            let mut odd = Bits::none(len);
            (1..len).step_by(2).for_each(|doc| odd.add(doc));
            let mut even = odd.clone();
            even.not();
            assert_eq!(even.count() + odd.count(), u64::from(len));
            let mut both = even.clone();
            both.or(&odd);
            assert_eq!(both, Bits::all(len));
            both.and(&odd);
            assert_eq!(both, odd);
            let mut parted = Vec::new();
            odd.stretches(100).for_each(|stretch| odd.for_each_in(stretch, |doc| parted.push(doc)));
            assert_eq!(parted, odd.iter().collect::<Vec<_>>());
            let listed: Vec<u32> = odd.iter().collect();
            assert_eq!(listed, (1..len).step_by(2).collect::<Vec<_>>());
            let (mut there, mut back) = (Vec::new(), Vec::new());
            odd.for_each(|doc| there.push(doc));
            odd.for_each_back(|doc| back.insert(0, doc));
            assert_eq!((&there, &back), (&listed, &listed));
            let ranks = Ranks::of(&odd);
            let places: Vec<_> = (0..len).filter_map(|doc| ranks.place(doc)).collect();
            assert_eq!(places, (0..listed.len()).collect::<Vec<_>>());
            assert!(even.iter().filter(|doc| doc % 2 == 0).all(|doc| ranks.place(doc).is_none()));
            let mut blocks = Vec::new();
            odd.for_each_block(|block| blocks.extend_from_slice(block));
            assert_eq!(blocks, listed);
            let mut added = Bits::none(len);
            added.add_in_order(&listed);
            assert_eq!(added, odd);
            assert_eq!(Bits::of(&(0..len).collect::<Vec<_>>(), |doc| doc % 2 == 1), odd);
            let mut rest = Bits::all(len);
            rest.without(&odd);
            assert_eq!(rest, even);
            let back: Vec<usize> = odd.words().rev().map(|(at, _)| at).collect();
            assert!(back.is_sorted_by(|a, b| a > b));
            even.and(&odd);
            assert!(even.is_empty() && odd.iter().all(|doc| odd.has(doc)));
        }
    }
}

//! A set of documents of one segment, one bit each. Everything a query says becomes one of these: joining two
//! sets of a million documents is 16,000 machine words, whatever they mean.

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

    pub(super) fn not(&mut self) {
        self.words.iter_mut().for_each(|a| *a = !*a);
        self.trim();
    }

    pub(super) fn count(&self) -> u64 {
        self.words.iter().map(|w| u64::from(w.count_ones())).sum()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.iter().all(|w| *w == 0)
    }

    /// The documents in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.words.iter().enumerate().flat_map(|(i, &word)| {
            let mut rest = word;
            core::iter::from_fn(move || {
                (rest != 0).then(|| {
                    let bit = rest.trailing_zeros();
                    rest &= rest - 1;
                    i as u32 * 64 + bit
                })
            })
        })
    }

    /// The documents in order, in stretches of at most 256.
    pub(super) fn for_stretches(&self, mut each: impl FnMut(&[u32])) {
        let mut stretch = [0u32; 256];
        let mut n = 0;
        for (i, &word) in self.words.iter().enumerate() {
            let mut rest = word;
            if n + 64 > stretch.len() {
                each(&stretch[..n]);
                n = 0;
            }
            while rest != 0 {
                stretch[n] = i as u32 * 64 + rest.trailing_zeros();
                n += 1;
                rest &= rest - 1;
            }
        }
        if n > 0 {
            each(&stretch[..n]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_behave_as_sets() {
        for len in [0, 1, 63, 64, 65, 200] {
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
            let listed: Vec<u32> = odd.iter().collect();
            assert_eq!(listed, (1..len).step_by(2).collect::<Vec<_>>());
            let mut stretched = Vec::new();
            odd.for_stretches(|docs| stretched.extend_from_slice(docs));
            assert_eq!(stretched, listed);
            even.and(&odd);
            assert!(even.is_empty() && odd.iter().all(|doc| odd.has(doc)));
        }
    }
}

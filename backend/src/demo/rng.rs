//! Numbers that look random and follow from a seed alone, on every machine and in every version: written out
//! here because a library may change its generator, and demonstration data must not change with it.

/// SplitMix64 (Steele, Lea, Flood 2014).
#[derive(Debug, Clone)]
pub struct Rng(u64);

impl Rng {
    /// The numbers of one purpose (`stream`) for one case.
    pub fn new(seed: u64, stream: u64, index: u64) -> Self {
        let mut rng =
            Self(seed ^ stream.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ index.wrapping_mul(0xd134_2543_de82_ef95));
        // Neighbouring indices start far apart.
        rng.0 = rng.next() ^ rng.next().rotate_left(32);
        rng
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    /// A number below `n`, which must not be 0.
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next()) * n as u128) >> 64) as usize
    }

    /// A number in `from..to`.
    pub fn within(&mut self, from: i64, to: i64) -> i64 {
        from + self.below((to - from).max(1) as usize) as i64
    }

    /// True so many times in a thousand.
    pub fn in_thousand(&mut self, times: usize) -> bool {
        self.below(1000) < times
    }

    /// One of a list, which must not be empty.
    pub fn pick<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        &list[self.below(list.len())]
    }

    /// The place in ascending running totals where a random share of the last total falls.
    pub fn weighted(&mut self, totals: &[u32]) -> usize {
        let at = self.below(totals.last().map_or(1, |&n| n as usize)) as u32;
        totals.partition_point(|&total| total <= at)
    }
}

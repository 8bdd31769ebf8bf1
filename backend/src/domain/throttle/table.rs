//! The buckets of one limit, each under its key. Bounded in memory: what was not asked for during a whole window is full again
//! and so as good as forgotten, so two generations of one window each are all that is ever kept.

use super::bucket::{self, Level};
use super::quota::Quota;
use std::collections::HashMap;

/// Most buckets of a generation. When more keys come within one window, the oldest are forgotten sooner than they are full: a
/// flood from everywhere is for the wider limits to notice, and must not take the memory.
const MOST: usize = 65_536;

/// Buckets by key.
#[derive(Debug)]
pub struct Table {
    /// How much passes.
    pub quota: Quota,
    most: usize,
    turned_ms: i64,
    young: HashMap<u64, i64>,
    old: HashMap<u64, i64>,
}

impl Table {
    /// All buckets full.
    pub fn new(quota: Quota) -> Self {
        Self { quota, most: MOST, turned_ms: i64::MIN, young: HashMap::new(), old: HashMap::new() }
    }

    /// What is left in a bucket.
    pub fn level(&self, key: u64, now_ms: i64) -> Level {
        bucket::level(self.quota, self.full(key), now_ms)
    }

    /// Takes one out of a bucket in which something is left.
    pub fn take(&mut self, key: u64, now_ms: i64) {
        if self.young.len() >= self.most || now_ms.saturating_sub(self.turned_ms) >= self.quota.window_ms() {
            self.turned_ms = now_ms;
            self.old = std::mem::take(&mut self.young);
        }
        let full = bucket::take(self.quota, self.full(key), now_ms);
        self.young.insert(key, full);
    }

    fn full(&self, key: u64) -> i64 {
        self.young.get(&key).or_else(|| self.old.get(&key)).copied().unwrap_or(i64::MIN / 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ask(table: &mut Table, key: u64, now_ms: i64) -> bool {
        let passes = table.level(key, now_ms).left > 0;
        if passes {
            table.take(key, now_ms);
        }
        passes
    }

    #[test]
    fn a_flood_of_keys_takes_no_more_memory() {
        let mut table = Table { most: 100, ..Table::new(Quota::new(1, 60).unwrap()) };
        for key in 0..100_000 {
            assert!(ask(&mut table, key, 0));
            assert!(!ask(&mut table, key, 0), "whoever has just asked is known");
        }
        assert!(table.young.len() + table.old.len() <= 200);
    }

    proptest! {
        /// Forgetting changes nothing: the same passes as when every bucket is kept for ever.
        #[test]
        fn what_is_forgotten_was_full(steps in proptest::collection::vec((0_u64..6, 0_i64..2_500), 1..200)) {
            let quota = Quota::new(3, 2).unwrap();
            let (mut table, mut kept, mut now_ms) = (Table::new(quota), HashMap::new(), 0);
            for (key, step) in steps {
                now_ms += step;
                let full = kept.entry(key).or_insert(i64::MIN / 2);
                let expect = bucket::level(quota, *full, now_ms).left > 0;
                if expect {
                    *full = bucket::take(quota, *full, now_ms);
                }
                prop_assert_eq!(ask(&mut table, key, now_ms), expect);
            }
        }
    }
}

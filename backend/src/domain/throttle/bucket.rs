//! The arithmetic of one bucket, without state and without a clock: the generic cell rate algorithm (ITU-T I.371), which is a
//! token bucket kept as one number, the instant at which it will be full again.
//!
//! That instant is counted in parts so that nothing is ever rounded: a millisecond is as many parts as the quota has requests,
//! and a request takes as many parts as its window has milliseconds.

use super::quota::Quota;

/// What a bucket holds at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Level {
    /// Requests that pass now.
    pub left: u32,
    /// Until one more than that would pass, in milliseconds, rounded up; 0 for a bucket that is full.
    pub next_ms: i64,
}

/// The level of a bucket that is full again at `full`, in parts.
pub fn level(quota: Quota, full: i64, now_ms: i64) -> Level {
    let (parts, cost) = (i64::from(quota.count()), quota.window_ms());
    let missing = (full - now_ms * parts).max(0);
    let left = (cost * parts - missing) / cost;
    let over = missing - (parts - left - 1) * cost;
    let next_ms = if left == parts { 0 } else { (over + parts - 1) / parts };
    Level { left: u32::try_from(left).unwrap_or_default(), next_ms }
}

/// When the bucket is full again, in parts, if a request passes now. Asked only while [`level`] has one left.
pub fn take(quota: Quota, full: i64, now_ms: i64) -> i64 {
    full.max(now_ms * i64::from(quota.count())) + quota.window_ms()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const EMPTY: i64 = i64::MIN / 2;

    fn quota(text: &str) -> Quota {
        text.parse().unwrap()
    }

    /// A request now, if it passes.
    fn ask(quota: Quota, full: &mut i64, now_ms: i64) -> Level {
        let level = level(quota, *full, now_ms);
        if level.left > 0 {
            *full = take(quota, *full, now_ms);
        }
        level
    }

    #[test]
    fn a_burst_passes_and_then_what_time_brings() {
        let three = quota("3/60s");
        let mut full = EMPTY;
        let mut at = |now_ms| {
            let Level { left, next_ms } = ask(three, &mut full, now_ms);
            (left, next_ms)
        };
        assert_eq!([at(0), at(0), at(0)], [(3, 0), (2, 20_000), (1, 20_000)]);
        assert_eq!(at(0), (0, 20_000), "refused, and told when");
        assert_eq!(at(19_999), (0, 1));
        assert_eq!(at(20_000), (1, 20_000), "what was refused cost nothing");
        assert_eq!(at(20_001), (0, 19_999));
        assert_eq!(at(200_000), (3, 0), "a bucket is never more than full");
    }

    #[test]
    fn rates_that_do_not_divide_are_exact() {
        // 7 in a second: the seventh after an empty bucket comes at exactly one second.
        let seven = quota("7/1s");
        let mut full = EMPTY;
        for _ in 0..7 {
            assert!(ask(seven, &mut full, 0).left > 0);
        }
        let passed = (1..=1_000).filter(|now_ms| ask(seven, &mut full, *now_ms).left > 0).count();
        assert_eq!(passed, 7);
    }

    proptest! {
        /// Over any stretch of time no more pass than a full bucket and what the stretch brings; and none is refused
        /// while fewer have.
        #[test]
        fn never_more_than_the_burst_and_the_rate(
            count in 1_u32..50,
            window_s in 1_u32..5,
            steps in proptest::collection::vec(0_i64..400, 1..300),
        ) {
            let quota = Quota::new(count, window_s).unwrap();
            let (mut full, mut now_ms, mut passed) = (EMPTY, 1_000_000, Vec::new());
            // The same as a bucket of tokens, in parts of a request.
            let (whole, mut tokens) = (quota.window_ms(), i64::from(count) * quota.window_ms());
            for step in steps {
                now_ms += step;
                tokens = (tokens + step * i64::from(count)).min(i64::from(count) * whole);
                let level = ask(quota, &mut full, now_ms);
                prop_assert_eq!(i64::from(level.left), tokens / whole);
                if level.left > 0 {
                    tokens -= whole;
                    passed.push(now_ms);
                } else {
                    let wait = u64::try_from(whole - tokens).unwrap().div_ceil(u64::from(count));
                    prop_assert_eq!(u64::try_from(level.next_ms).unwrap(), wait);
                }
            }
            for (i, from) in passed.iter().enumerate() {
                for (n, to) in passed[i..].iter().enumerate() {
                    let (most, asked) = (i64::from(count) * (whole + to - from), i64::try_from(n + 1).unwrap());
                    prop_assert!(asked * whole <= most, "{asked} within {} ms", to - from);
                }
            }
        }
    }
}

//! What people are spared when they need not go anywhere, by the Standard Cost Model: people × days × daily wage.

/// The parameters of an estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Persons or units.
    pub people: u64,
    /// Days that each of them saves, in tenths of a day.
    pub tenths_of_days: u64,
    /// What a day of work is worth, in đồng.
    pub wage: u64,
}

impl Cost {
    /// Two days each, as in the published estimate of 344.8 billion đồng a year for 780,096 units.
    pub const ASSUMED_DAYS: u64 = 20;
    /// The daily income of the same estimate, in đồng.
    pub const ASSUMED_WAGE: u64 = 221_000;

    /// The whole in đồng, rounded down; `None` where it is beyond what can be counted.
    pub fn whole(self) -> Option<u64> {
        Some(self.people.checked_mul(self.tenths_of_days)?.checked_mul(self.wage)? / 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_estimate_comes_out() {
        let check = |people, tenths_of_days, wage, expect| {
            assert_eq!(Cost { people, tenths_of_days, wage }.whole(), expect, "{people} {tenths_of_days} {wage}");
        };
        // 344.8 billion đồng a year.
        check(780_096, Cost::ASSUMED_DAYS, Cost::ASSUMED_WAGE, Some(344_802_432_000));
        check(3, 5, 1_000, Some(1_500));
        check(0, 20, 221_000, Some(0));
        check(u64::MAX, 20, 221_000, None);
    }
}

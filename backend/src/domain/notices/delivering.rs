//! How a delivery stands after a try: sent, to be tried again and when, given up, or not needed any more. Pure; the whole
//! state machine is [`after`] and the table of its tests.

use crate::outside::Failed;
use crate::store::deliveries::Settled;
use hoiam_shared::notice::{DeliveryState, Trouble};

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;

/// How long to wait after each failed try, in milliseconds: quick at first, then about three days long, so that a
/// server that is down over a week-end loses nothing. After the last one it is given up.
pub const WAITS_MS: [i64; 11] = [
    30 * SECOND,
    2 * MINUTE,
    10 * MINUTE,
    30 * MINUTE,
    2 * HOUR,
    4 * HOUR,
    8 * HOUR,
    12 * HOUR,
    16 * HOUR,
    16 * HOUR,
    16 * HOUR,
];

/// What came of a try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The other side took it.
    Taken,
    /// It did not.
    Failed(Failed),
    /// There was no need to send it any more.
    Needless(Trouble),
}

impl From<Result<(), Failed>> for Outcome {
    fn from(sent: Result<(), Failed>) -> Self {
        sent.map_or_else(Self::Failed, |()| Self::Taken)
    }
}

/// How a delivery stands after its `tries`-th try. `jitter` spreads those that failed together: 0 is a fifth earlier,
/// `u16::MAX` a fifth later.
pub fn after(tries: u32, outcome: &Outcome, now_ms: i64, jitter: u16) -> Settled {
    let settled =
        |state, trouble: Option<Trouble>, said: &str| Settled { state, due_ms: now_ms, trouble, said: said.to_owned() };
    match outcome {
        Outcome::Taken => settled(DeliveryState::Sent, None, ""),
        Outcome::Needless(why) => settled(DeliveryState::Dropped, Some(*why), ""),
        Outcome::Failed(failed) => {
            let wait = WAITS_MS.get(tries.saturating_sub(1) as usize).filter(|_| failed.again);
            match wait {
                None => settled(DeliveryState::Dead, Some(failed.trouble), &failed.said),
                Some(wait) => Settled {
                    due_ms: now_ms + spread(*wait, jitter),
                    ..settled(DeliveryState::Waiting, Some(failed.trouble), &failed.said)
                },
            }
        }
    }
}

/// A fifth less to a fifth more.
fn spread(wait_ms: i64, jitter: u16) -> i64 {
    wait_ms * 4 / 5 + wait_ms * 2 / 5 * i64::from(jitter) / i64::from(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use hoiam_shared::notice::DeliveryState as S;

    #[test]
    fn every_outcome_leads_somewhere() {
        let check = |tries: u32, outcome: &Outcome, state: S, wait_ms: i64, trouble: Option<Trouble>| {
            let got = after(tries, outcome, 1_000, u16::MAX / 2 + 1);
            assert_eq!((got.state, got.trouble), (state, trouble), "{tries} {outcome:?}");
            let off = (got.due_ms - 1_000 - wait_ms).abs();
            assert!(off <= wait_ms / 1_000 + 1, "{tries} {outcome:?}: {}", got.due_ms);
        };
        let later = Outcome::Failed(Failed::for_now(Trouble::Busy));
        let never = Outcome::Failed(Failed::for_good(Trouble::Refused));
        check(1, &Outcome::Taken, S::Sent, 0, None);
        check(12, &Outcome::Taken, S::Sent, 0, None);
        check(1, &later, S::Waiting, 30_000, Some(Trouble::Busy));
        check(2, &later, S::Waiting, 120_000, Some(Trouble::Busy));
        check(11, &later, S::Waiting, 16 * HOUR, Some(Trouble::Busy));
        check(12, &later, S::Dead, 0, Some(Trouble::Busy));
        check(400, &later, S::Dead, 0, Some(Trouble::Busy));
        check(1, &never, S::Dead, 0, Some(Trouble::Refused));
        check(1, &Outcome::Needless(Trouble::Unwanted), S::Dropped, 0, Some(Trouble::Unwanted));
        check(7, &Outcome::Needless(Trouble::Over), S::Dropped, 0, Some(Trouble::Over));
    }

    #[test]
    fn those_that_fail_together_do_not_come_back_together() {
        let due = |jitter| {
            let failed = Outcome::Failed(Failed::for_now(Trouble::Unreachable));
            after(3, &failed, 0, jitter).due_ms
        };
        assert_eq!((due(0), due(u16::MAX)), (8 * MINUTE, 12 * MINUTE));
        assert!(due(1_000) < due(2_000));
        let all: i64 = WAITS_MS.iter().sum();
        assert!((70 * HOUR..80 * HOUR).contains(&all), "about three days");
    }
}

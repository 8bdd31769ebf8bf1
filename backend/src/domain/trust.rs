//! Whether the machine's clock can be believed. A breach that a clock gone wrong has recorded stays for ever, so the sweep
//! waits for a while when the time has jumped far ahead; one that was right after all (a server that was off, a machine
//! that slept) costs an hour's delay and nothing else, since breaches carry their own instants. Pure.

/// Time may run ahead of what has truly passed by so much while this process runs.
const AHEAD_MS: i64 = 3_600_000;
/// And by so much of what the installation saw last before this process was there.
const AHEAD_AT_START_MS: i64 = 86_400_000;
/// So long the new time must hold, with nobody else saying otherwise, until it is believed.
const DOUBT_MS: i64 = 3_600_000;
/// The same at the start: a machine that has just started is told the time soon, and was mostly just off.
const DOUBT_AT_START_MS: i64 = 600_000;
/// How often the time that was believed is written down.
const KEEP_MS: i64 = 60_000;

/// What this node knows of time.
#[derive(Debug, Default)]
pub struct Watch {
    /// The time believed last, and when that was by the steady clock.
    seen: Option<(i64, i64)>,
    /// Since when the present time is doubted, by the steady clock; and what the installation had seen by then.
    doubt: Option<(i64, i64)>,
}

/// What to make of the present time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Belief {
    /// It is right.
    Right {
        /// It is worth being written down.
        keep: bool,
    },
    /// It has just jumped ahead by so much.
    Jumped {
        /// In milliseconds.
        ahead_ms: i64,
    },
    /// It has jumped and not come back yet.
    Doubtful,
}

impl Watch {
    /// Looks at the clock: `wall_ms` is what it says, `steady_ms` what has passed since this process began, `known_ms` the
    /// time that some node of the installation has believed last; 0 if there was none.
    pub fn look(&mut self, wall_ms: i64, steady_ms: i64, known_ms: i64) -> Belief {
        let (expected_ms, may_ms, doubt_ms) = match self.seen {
            Some((seen_ms, at_ms)) => ((seen_ms + steady_ms - at_ms).max(known_ms), AHEAD_MS, DOUBT_MS),
            None if known_ms > 0 => (known_ms, AHEAD_AT_START_MS, DOUBT_AT_START_MS),
            None => (wall_ms, AHEAD_AT_START_MS, DOUBT_AT_START_MS),
        };
        let ahead_ms = wall_ms - expected_ms;
        match self.doubt {
            _ if ahead_ms <= may_ms => {}
            None => {
                self.doubt = Some((steady_ms, known_ms));
                return Belief::Jumped { ahead_ms };
            }
            // Another node goes on by another time, and that one is the likelier.
            Some((_, known_then)) if known_then != known_ms => {
                self.doubt = Some((steady_ms, known_ms));
                return Belief::Doubtful;
            }
            Some((since_ms, _)) if steady_ms - since_ms < doubt_ms => return Belief::Doubtful,
            Some(_) => {}
        }
        self.doubt = None;
        self.seen = Some((wall_ms, steady_ms));
        Belief::Right { keep: (wall_ms - known_ms).abs() >= KEEP_MS }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;
    const DAY: i64 = 24 * HOUR;
    const YEAR: i64 = 365 * DAY;
    const RIGHT: Belief = Belief::Right { keep: true };

    /// What a watch makes of times given as (wall, steady, known), all since some day.
    fn check(looks: &[(i64, i64, i64)], expect: &[Belief]) {
        let mut watch = Watch::default();
        let made: Vec<_> =
            looks.iter().map(|(wall, steady, known)| watch.look(YEAR + wall, *steady, YEAR + known)).collect();
        assert_eq!(made, expect, "{looks:?}");
    }

    #[test]
    fn time_that_passes_is_believed() {
        check(&[(0, 0, -5_000), (5_000, 5_000, 0)], &[Belief::Right { keep: false }; 2]);
        check(&[(0, 0, 0), (2 * DAY, 2 * DAY, 0)], &[Belief::Right { keep: false }, RIGHT]);
        // Set back, or forward a little.
        check(&[(0, 0, 0), (-DAY, 5_000, 0)], &[Belief::Right { keep: false }, RIGHT]);
        check(&[(0, 0, 0), (HOUR, 5_000, 0)], &[Belief::Right { keep: false }, RIGHT]);
        let mut first = Watch::default();
        assert_eq!(first.look(YEAR, 0, 0), RIGHT, "a new installation believes its clock");
    }

    #[test]
    fn a_jump_is_doubted_until_it_has_held() {
        let jumped = Belief::Jumped { ahead_ms: 10 * YEAR };
        check(
            &[
                (0, 0, 0),
                (10 * YEAR + 5_000, 5_000, 0),
                (10 * YEAR + HOUR, HOUR, 0),
                (10 * YEAR + 2 * HOUR, 2 * HOUR, 0),
            ],
            &[Belief::Right { keep: false }, jumped, Belief::Doubtful, RIGHT],
        );
        // It came back before that.
        check(
            &[(0, 0, 0), (10 * YEAR + 5_000, 5_000, 0), (10_000, 10_000, 0)],
            &[Belief::Right { keep: false }, jumped, Belief::Right { keep: false }],
        );
        // Another node has the right time: this one never believes its own.
        check(
            &[
                (0, 0, 0),
                (10 * YEAR + 5_000, 5_000, 0),
                (10 * YEAR + 2 * HOUR, 2 * HOUR, 2 * HOUR),
                (10 * YEAR + 4 * HOUR, 4 * HOUR, 4 * HOUR),
            ],
            &[Belief::Right { keep: false }, jumped, Belief::Doubtful, Belief::Doubtful],
        );
    }

    #[test]
    fn a_node_that_starts_asks_what_the_others_have_seen() {
        check(&[(DAY, 0, 0)], &[RIGHT]);
        let minutes = |n: i64| (9 * DAY + n * 60_000, n * 60_000, 0);
        let jumped = Belief::Jumped { ahead_ms: 9 * DAY };
        check(&[minutes(0), minutes(9), minutes(10)], &[jumped, Belief::Doubtful, RIGHT]);
    }
}

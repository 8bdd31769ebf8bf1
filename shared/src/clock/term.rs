//! One term on one calendar: when it ends, and when a share of it is used up. The only place that counts.
//!
//! Decisions the rules leave open, taken here and shown in `explain`:
//! * a day was *wholly paused* when the case waited all of it, 00:00 to 24:00; parts of days are not saved up,
//!   so asking a question in the evening does not buy a day;
//! * a term never ends while the clock stands: it then ends at 24:00 of the day on which the clock goes on;
//! * a pause that begins after the term ended changes nothing.

use crate::clock::compiled::Compiled;
use crate::clock::day::Day;
use crate::clock::policy::Unit;

/// A span in which the clock stood still; `from_ms < to_ms`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pause {
    /// When it stopped.
    pub from_ms: i64,
    /// When it went on.
    pub to_ms: i64,
}

impl Pause {
    /// The dates it covers from 00:00 to 24:00, end exclusive.
    pub(crate) fn whole_days(self, calendar: &Compiled) -> (Day, Day) {
        let from = calendar.day_of(self.from_ms);
        let from = if calendar.start_of(from) == self.from_ms { from } else { from.plus(1) };
        (from, calendar.day_of(self.to_ms))
    }
}

/// When a term of `amount` units that starts at `start_ms` ends. `pauses` are in order and apart.
///
/// Days: at 24:00 of its last day, the day it starts not counted; if that day is not worked, at 24:00 of the
/// next that is (Civil Code 2015, art. 147-148). Hours: when that much working time is used up.
pub fn ends(calendar: &Compiled, start_ms: i64, unit: Unit, amount: u32, pauses: &[Pause]) -> i64 {
    if !unit.by_day() {
        return used(calendar, start_ms, unit.worked_ms() * i64::from(amount), pauses);
    }
    let mut day = counted_day(calendar, start_ms, unit, amount, pauses);
    loop {
        day = calendar.working_from(day);
        let end_ms = calendar.end_of(day);
        let standing = pauses.iter().find(|pause| {
            pause.from_ms < end_ms
                && (end_ms < pause.to_ms || (end_ms == pause.to_ms && pause.from_ms <= calendar.start_of(day)))
        });
        match standing {
            Some(pause) if calendar.day_of(pause.to_ms) > day => day = calendar.day_of(pause.to_ms),
            _ => return end_ms,
        }
    }
}

/// When `share` percent of a term is used up. Days are taken whole and rounded down: a warning comes rather
/// early than with the deadline. A warning that would fall into a pause comes at its end.
pub fn share_used(calendar: &Compiled, start_ms: i64, unit: Unit, amount: u32, share: u8, pauses: &[Pause]) -> i64 {
    if !unit.by_day() {
        return used(calendar, start_ms, unit.worked_ms() * i64::from(amount) * i64::from(share) / 100, pauses);
    }
    let days = u64::from(amount) * u64::from(share) / 100;
    let at_ms = calendar.end_of(counted_day(calendar, start_ms, unit, days as u32, pauses));
    pauses.iter().find(|pause| pause.from_ms < at_ms && at_ms < pause.to_ms).map_or(at_ms, |pause| pause.to_ms)
}

/// The `n`-th day that counts; for 0 the day of the start.
pub(crate) fn counted_day(calendar: &Compiled, start_ms: i64, unit: Unit, n: u32, pauses: &[Pause]) -> Day {
    let first = calendar.day_of(start_ms);
    let mut count = n;
    let nth = |count: u32| match unit {
        Unit::WorkingDays => calendar.nth_working_after(first, count),
        _ => first.plus(i32::try_from(count).unwrap_or(i32::MAX)),
    };
    let mut day = nth(count);
    for pause in pauses {
        let (from, to) = pause.whole_days(calendar);
        let from = from.max(first.plus(1));
        if from > day {
            break;
        }
        if n > 0 && from < to {
            count += match unit {
                Unit::WorkingDays => calendar.working_between(from, to),
                _ => (to.0 - from.0) as u32,
            };
            day = nth(count);
        }
    }
    day
}

/// When so much working time is used up, pauses left out.
fn used(calendar: &Compiled, start_ms: i64, amount_ms: i64, pauses: &[Pause]) -> i64 {
    let (mut from_ms, mut left_ms) = (start_ms, amount_ms);
    for pause in pauses.iter().filter(|pause| pause.to_ms > start_ms) {
        let until_ms = pause.from_ms.max(from_ms);
        let available_ms = calendar.worked_ms(until_ms) - calendar.worked_ms(from_ms);
        if left_ms <= available_ms {
            break;
        }
        left_ms -= available_ms;
        from_ms = pause.to_ms.max(from_ms);
    }
    calendar.at_worked_ms(calendar.worked_ms(from_ms) + left_ms, calendar.day_of(from_ms))
}

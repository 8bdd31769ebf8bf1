//! Stretches of time in a query, and what they are in milliseconds on a given clock. Days, months and years
//! are those of the local zone; the clock is handed in, nothing here reads one.

use crate::Stamp;
use core::fmt::{self, Display, Formatter};

/// A stretch of time as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// `2026`, `2026-11`, `2026-11-22`, `2026-11-22T10:15`, `2026-01..2026-03`, `2026-01..`, `..2026-03`: both ends included.
    Between(Option<Day>, Option<Day>),
    /// `<2d`: nearer than that: due before then, or received since.
    Within(u32, Unit),
    /// `>7d`: farther than that: due after then, or received before.
    Beyond(u32, Unit),
    /// The day that is `n` days from today: `today`, `yesterday`, `tomorrow`.
    DayFromToday(i8),
    /// `this-month`
    ThisMonth,
    /// `last-month`
    LastMonth,
    /// `this-year`
    ThisYear,
    /// Past its deadline and still open.
    Overdue,
    /// There is such an instant.
    Any,
    /// There is none.
    None,
}

/// A day, or a whole month or year; or a minute or a second of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// 1900 to 2999.
    pub year: u16,
    /// 1 to 12; `None` for the whole year.
    pub month: Option<u8>,
    /// 1 to 31; `None` for the whole month.
    pub day: Option<u8>,
    /// `None` for the whole day.
    pub time: Option<Time>,
}

/// A minute of a day, or a second of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Time {
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59; `None` for the whole minute.
    pub second: Option<u8>,
}

/// Unit of a distance from now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Hours.
    Hour,
    /// Days of 24 hours.
    Day,
    /// Seven days.
    Week,
}

const SECOND_MS: i64 = 1_000;
const HOUR_MS: i64 = 3_600 * SECOND_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

/// A half-open stretch of milliseconds since the epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// First millisecond.
    pub from: i64,
    /// Millisecond after the last.
    pub to: i64,
}

/// Where days begin. The server knows the daylight-saving rules of its zones; a browser a fixed offset.
pub trait Zone {
    /// The first millisecond of a day.
    fn day_start_ms(&self, year: i64, month: i64, day: i64) -> i64;
    /// The day an instant falls on: (year, month, day).
    fn day_of(&self, ms: i64) -> (i64, i64, i64);
}

/// A zone that never changes its clocks, like Viet Nam's (420).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FixedOffset {
    /// Minutes ahead of UTC.
    pub minutes: i64,
}

impl Zone for FixedOffset {
    fn day_start_ms(&self, year: i64, month: i64, day: i64) -> i64 {
        utc_day_ms(year, month, day) - self.minutes * 60_000
    }

    fn day_of(&self, ms: i64) -> (i64, i64, i64) {
        let (year, month, day, ..) = Stamp(ms).civil(self.minutes);
        (year, month, day)
    }
}

/// Where nothing but the order counts.
const UTC: FixedOffset = FixedOffset { minutes: 0 };

/// Midnight UTC of a day that exists; the epoch for one that does not.
fn utc_day_ms(year: i64, month: i64, day: i64) -> i64 {
    Stamp::parse(&format!("{year:04}-{month:02}-{day:02}T00:00:00Z")).map_or(0, Stamp::ms)
}

/// The present, and the zone in which days are counted.
#[derive(Clone, Copy)]
pub struct Clock<'z> {
    /// Now, in milliseconds since the epoch.
    pub now_ms: i64,
    /// Where days begin.
    pub zone: &'z dyn Zone,
}

impl Time {
    /// `10:15`, `10:15:30`.
    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(':');
        let mut number = |below: u8| -> Option<Option<u8>> {
            let Some(part) = parts.next() else { return Some(None) };
            let read =
                (part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<u8>().ok())??;
            (read < below).then_some(Some(read))
        };
        let (hour, minute, second) = (number(24)??, number(60)??, number(60)?);
        parts.next().is_none().then_some(Self { hour, minute, second })
    }

    /// Milliseconds from the beginning of the day.
    fn ms(self) -> i64 {
        let minutes = i64::from(self.hour) * 60 + i64::from(self.minute);
        (minutes * 60 + i64::from(self.second.unwrap_or(0))) * SECOND_MS
    }

    /// How long it is.
    const fn length_ms(self) -> i64 {
        if self.second.is_some() { SECOND_MS } else { 60 * SECOND_MS }
    }
}

impl Day {
    /// The second in which an instant lies.
    pub fn second_of(ms: i64, zone: &dyn Zone) -> Self {
        let (year, month, day) = zone.day_of(ms);
        let seconds = (ms - zone.day_start_ms(year, month, day)).div_euclid(SECOND_MS);
        let part = |n: i64| n as u8;
        Self {
            time: Some(Time {
                hour: part(seconds / 3_600),
                minute: part(seconds / 60 % 60),
                second: Some(part(seconds % 60)),
            }),
            ..Self::on((year, month, day))
        }
    }

    const fn on((year, month, day): (i64, i64, i64)) -> Self {
        Self { year: year as u16, month: Some(month as u8), day: Some(day as u8), time: None }
    }

    fn read(text: &str) -> Option<Self> {
        let (date, time) = match text.split_once('T') {
            Some((date, time)) => (date, Some(Time::read(time)?)),
            None => (text, None),
        };
        let mut parts = date.split('-');
        let mut number = |len: usize| -> Option<Option<u16>> {
            parts.next().map_or(Some(None), |p| {
                (p.len() == len && p.bytes().all(|b| b.is_ascii_digit())).then(|| p.parse().ok())
            })
        };
        let (year, month, day) = (number(4)??, number(2)?, number(2)?);
        let read = Self { year, month: month.map(|m| m as u8), day: day.map(|d| d as u8), time };
        let (m, d) = (i64::from(month.unwrap_or(1)), i64::from(day.unwrap_or(1)));
        let exists = Stamp(utc_day_ms(i64::from(year), m, d)).civil(0);
        let same = (exists.0, exists.1, exists.2) == (i64::from(year), m, d);
        let timed = time.is_none() || day.is_some();
        (parts.next().is_none() && (1900..3000).contains(&year) && same && timed).then_some(read)
    }

    /// Its first millisecond. `midnight` is what days begin later than they do, for what ends with a day.
    fn begins_ms(self, zone: &dyn Zone, midnight: i64) -> i64 {
        let (year, month, day) = self.start();
        let day = zone.day_start_ms(year, month, day);
        self.time.map_or(day + midnight, |time| day + time.ms())
    }

    /// The millisecond after its last.
    fn ends_ms(self, zone: &dyn Zone, midnight: i64) -> i64 {
        if let Some(time) = self.time {
            return self.begins_ms(zone, midnight) + time.length_ms();
        }
        let (year, month, day) = self.after();
        zone.day_start_ms(year, month, day) + midnight
    }

    fn start(self) -> (i64, i64, i64) {
        (i64::from(self.year), i64::from(self.month.unwrap_or(1)), i64::from(self.day.unwrap_or(1)))
    }

    /// The day after its last.
    fn after(self) -> (i64, i64, i64) {
        let (year, month, day) = self.start();
        match (self.month, self.day) {
            (None, _) => (year + 1, 1, 1),
            (Some(12), None) => (year + 1, 1, 1),
            (Some(_), None) => (year, month + 1, 1),
            (Some(_), Some(_)) => next_day((year, month, day), 1),
        }
    }
}

fn next_day((year, month, day): (i64, i64, i64), by: i64) -> (i64, i64, i64) {
    let (year, month, day, ..) = Stamp(utc_day_ms(year, month, day) + by * DAY_MS).civil(0);
    (year, month, day)
}

impl Period {
    /// Reads a period; `None` if it is none.
    pub fn read(text: &str) -> Option<Self> {
        Some(match text {
            "overdue" => Self::Overdue,
            "any" => Self::Any,
            "none" => Self::None,
            "today" => Self::DayFromToday(0),
            "yesterday" => Self::DayFromToday(-1),
            "tomorrow" => Self::DayFromToday(1),
            "this-month" => Self::ThisMonth,
            "last-month" => Self::LastMonth,
            "this-year" => Self::ThisYear,
            _ => {
                if let Some(rest) = text.strip_prefix('<') {
                    let (n, unit) = distance(rest)?;
                    Self::Within(n, unit)
                } else if let Some(rest) = text.strip_prefix('>') {
                    let (n, unit) = distance(rest)?;
                    Self::Beyond(n, unit)
                } else if let Some((from, to)) = text.split_once("..") {
                    let end = |day: &str| if day.is_empty() { Some(None) } else { Day::read(day).map(Some) };
                    let (from, to) = (end(from)?, end(to)?);
                    let ordered = match (from, to) {
                        (Some(from), Some(to)) => from.begins_ms(&UTC, 0) < to.ends_ms(&UTC, 0),
                        (None, None) => false,
                        _ => true,
                    };
                    ordered.then_some(Self::Between(from, to))?
                } else {
                    let day = Day::read(text)?;
                    Self::Between(Some(day), Some(day))
                }
            }
        })
    }

    /// What the period is on a clock. `ahead` for deadlines, whose distance is counted forward from now (what
    /// is past is nearer than anything); other instants are counted back. A term of days ends at 24:00 of its last, which
    /// is that day's and not the next one's. `None` where it is no stretch.
    pub fn bounds(self, clock: Clock<'_>, ahead: bool) -> Option<Bounds> {
        let midnight = i64::from(ahead);
        let start = |(year, month, day): (i64, i64, i64)| clock.zone.day_start_ms(year, month, day) + midnight;
        let today = clock.zone.day_of(clock.now_ms);
        let days = |from, to| Bounds { from: start(from), to: start(to) };
        let (year, month, _) = today;
        let next_month = if month == 12 { (year + 1, 1, 1) } else { (year, month + 1, 1) };
        let last_month = if month == 1 { (year - 1, 12, 1) } else { (year, month - 1, 1) };
        Some(match self {
            Self::Between(from, to) => Bounds {
                from: from.map_or(i64::MIN, |day| day.begins_ms(clock.zone, midnight)),
                to: to.map_or(i64::MAX, |day| day.ends_ms(clock.zone, midnight)),
            },
            Self::Within(n, unit) if ahead => Bounds { from: i64::MIN, to: clock.now_ms + unit.ms(n) },
            Self::Within(n, unit) => Bounds { from: clock.now_ms - unit.ms(n) + 1, to: i64::MAX },
            Self::Beyond(n, unit) if ahead => Bounds { from: clock.now_ms + unit.ms(n) + 1, to: i64::MAX },
            Self::Beyond(n, unit) => Bounds { from: i64::MIN, to: clock.now_ms - unit.ms(n) },
            Self::DayFromToday(n) => days(next_day(today, i64::from(n)), next_day(today, i64::from(n) + 1)),
            Self::ThisMonth => days((year, month, 1), next_month),
            Self::LastMonth => days(last_month, (year, month, 1)),
            Self::ThisYear => days((year, 1, 1), (year + 1, 1, 1)),
            Self::Any => Bounds { from: i64::MIN, to: i64::MAX },
            Self::Overdue | Self::None => return None,
        })
    }

    /// The same stretch, to the second, without a word that means something else later.
    #[must_use]
    pub fn fixed(self, clock: Clock<'_>, ahead: bool) -> Self {
        let days = |clock| self.bounds(clock, false).map(|b| (clock.zone.day_of(b.from), clock.zone.day_of(b.to - 1)));
        let second = |ms: i64| (ms > i64::MIN && ms < i64::MAX - 1).then(|| Day::second_of(ms, clock.zone));
        match self {
            Self::Within(..) | Self::Beyond(..) => match self.bounds(clock, ahead) {
                Some(bounds) => Self::Between(second(bounds.from), second(bounds.to.saturating_sub(1))),
                None => self,
            },
            Self::DayFromToday(_) | Self::ThisMonth | Self::LastMonth | Self::ThisYear => match days(clock) {
                Some((first, last)) => Self::Between(Some(Day::on(first)), Some(Day::on(last))),
                None => self,
            },
            Self::Between(..) | Self::Overdue | Self::Any | Self::None => self,
        }
    }
}

impl Unit {
    const fn letter(self) -> char {
        match self {
            Self::Hour => 'h',
            Self::Day => 'd',
            Self::Week => 'w',
        }
    }

    fn ms(self, n: u32) -> i64 {
        i64::from(n)
            * match self {
                Self::Hour => HOUR_MS,
                Self::Day => DAY_MS,
                Self::Week => 7 * DAY_MS,
            }
    }
}

/// `2d`, `36h`, `1w`.
fn distance(text: &str) -> Option<(u32, Unit)> {
    let unit = match text.chars().next_back()? {
        'h' => Unit::Hour,
        'd' => Unit::Day,
        'w' => Unit::Week,
        _ => return None,
    };
    let digits = &text[..text.len() - 1];
    (digits.len() <= 5 && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.parse().ok().map(|n| (n, unit)))?
}

impl Display for Day {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(f, "-{part:02}")?;
        }
        if let Some(Time { hour, minute, second }) = self.time {
            write!(f, "T{hour:02}:{minute:02}")?;
            second.iter().try_for_each(|second| write!(f, ":{second:02}"))?;
        }
        Ok(())
    }
}

impl Display for Period {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Between(Some(from), Some(to)) if from == to => from.fmt(f),
            Self::Between(from, to) => {
                from.iter().try_for_each(|day| day.fmt(f))?;
                f.write_str("..")?;
                to.iter().try_for_each(|day| day.fmt(f))
            }
            Self::Within(n, unit) => write!(f, "<{n}{}", unit.letter()),
            Self::Beyond(n, unit) => write!(f, ">{n}{}", unit.letter()),
            Self::DayFromToday(n) => f.write_str(match n {
                ..0 => "yesterday",
                0 => "today",
                _ => "tomorrow",
            }),
            Self::ThisMonth => f.write_str("this-month"),
            Self::LastMonth => f.write_str("last-month"),
            Self::ThisYear => f.write_str("this-year"),
            Self::Overdue => f.write_str("overdue"),
            Self::Any => f.write_str("any"),
            Self::None => f.write_str("none"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, ahead: bool) -> String {
        let now_ms = Stamp::parse("2026-11-22T01:30:00+07:00").unwrap().ms();
        let clock = Clock { now_ms, zone: &FixedOffset { minutes: 420 } };
        let end = |ms: i64| match ms {
            i64::MIN | i64::MAX => "-".to_owned(),
            ms => Stamp(ms).to_rfc3339()[..16].to_owned(),
        };
        let read = Period::read(text).and_then(|p| p.bounds(clock, ahead));
        read.map_or_else(String::new, |b| format!("{} {}", end(b.from), end(b.to)))
    }

    #[test]
    fn local_days_in_milliseconds() {
        let check = |text: &str, expect: &str| assert_eq!(shown(text, false), expect, "{text}");
        check("2026", "2025-12-31T17:00 2026-12-31T17:00");
        check("2026-11", "2026-10-31T17:00 2026-11-30T17:00");
        check("2026-12", "2026-11-30T17:00 2026-12-31T17:00");
        check("2026-11-22", "2026-11-21T17:00 2026-11-22T17:00");
        check("2024-02-29", "2024-02-28T17:00 2024-02-29T17:00");
        check("2026-01..2026-03", "2025-12-31T17:00 2026-03-31T17:00");
        check("2026-01..", "2025-12-31T17:00 -");
        check("..2026-03-05", "- 2026-03-05T17:00");
        check("today", "2026-11-21T17:00 2026-11-22T17:00");
        check("yesterday", "2026-11-20T17:00 2026-11-21T17:00");
        check("last-month", "2026-09-30T17:00 2026-10-31T17:00");
        check("2026-11-22T10:15", "2026-11-22T03:15 2026-11-22T03:16");
        check("2026-11-21T10:15..2026-11-22T10:14:59", "2026-11-21T03:15 2026-11-22T03:15");
        check("2026-11-22T23:59..2026-11-23", "2026-11-22T16:59 2026-11-23T17:00");
        check("<2d", "2026-11-19T18:30 -");
        check(">1w", "- 2026-11-14T18:30");
        let bounds = |text: &str, ahead| {
            let now_ms = Stamp::parse("2026-11-22T01:30:00+07:00").unwrap().ms();
            Period::read(text).unwrap().bounds(Clock { now_ms, zone: &FixedOffset { minutes: 420 } }, ahead).unwrap()
        };
        // What ends at 24:00 of a day is due on that day.
        let (due, other) = (bounds("today", true), bounds("today", false));
        assert_eq!((due.from - other.from, due.to - other.to), (1, 1));
        assert_eq!(shown("<36h", true), "- 2026-11-23T06:30");
        assert_eq!(shown(">7d", true), "2026-11-28T18:30 -");
    }

    #[test]
    fn what_is_told_from_now_is_fixed() {
        let now_ms = Stamp::parse("2026-11-22T01:30:07+07:00").unwrap().ms();
        let clock = Clock { now_ms, zone: &FixedOffset { minutes: 420 } };
        let check = |text: &str, ahead: bool, expect: &str| {
            let fixed = Period::read(text).unwrap().fixed(clock, ahead);
            assert_eq!(fixed.to_string(), expect, "{text}");
            assert_eq!(Period::read(expect), Some(fixed), "{text}");
        };
        check("<36h", false, "2026-11-20T13:30:07..");
        check(">1w", false, "..2026-11-15T01:30:06");
        check("<2d", true, "..2026-11-24T01:30:06");
        check("today", true, "2026-11-22");
        check("last-month", false, "2026-10-01..2026-10-31");
        check("2026-11-22T10:15", false, "2026-11-22T10:15");
        check("overdue", true, "overdue");
    }

    #[test]
    fn refuses_what_is_no_period() {
        for text in [
            "",
            "2026-13",
            "2026-02-30",
            "26-01",
            "..",
            "2026-03..2026-01",
            "<d",
            "<2",
            "2d",
            "<-2d",
            "2026-1",
            "2026-01-01-01",
            "2026-11T10:15",
            "2026-11-22T",
            "2026-11-22T24:00",
            "2026-11-22T10:60",
            "2026-11-22T1:15",
            "2026-11-22T10:15:30:00",
            "2026-11-22T10:15..2026-11-22T10:14",
        ] {
            assert_eq!(Period::read(text), None, "{text}");
        }
    }
}

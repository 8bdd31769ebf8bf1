//! A calendar made fast: one slot per day with running totals, so that every question is a look-up.
//!
//! Wall time becomes instants here and nowhere else. In an hour that the clock repeats (end of daylight
//! saving) a period's edge is the first of the two instants; in one that it skips, it moves on by the length of
//! the gap. Instants outside the compiled years are taken as the nearest end of them.

use crate::clock::calendar::{Calendar, CalendarError, DayException};
use crate::clock::day::Day;
use crate::clock::hours::Hours;
use crate::clock::policy::Policy;
use crate::ids::{CalendarId, PolicyId};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// First and last year that are compiled unless told otherwise.
pub const YEARS: core::ops::RangeInclusive<i16> = 2010..=2059;

const DAY_MS: i64 = 86_400_000;

/// What is known of one day. Kept to 24 bytes: fifty years stay in the second-level cache.
#[derive(Debug, Clone, Copy)]
struct Slot {
    /// Its first instant.
    start_ms: i64,
    /// Working time of all days before it.
    open_before_ms: i64,
    /// Worked days before it.
    worked_before: u32,
    /// Which of `shapes` its working periods have.
    shape: u32,
}

/// Working periods of a day as milliseconds since its first instant.
type Shape = Box<[(i64, i64)]>;

/// A calendar ready for arithmetic.
#[derive(Debug, Clone)]
pub struct Compiled {
    zone: TimeZone,
    first: Day,
    /// One per day, and one more for the end.
    slots: Vec<Slot>,
    /// Slots that are worked, ascending.
    worked: Vec<u32>,
    /// Distinct day shapes; number 0 is a day off.
    shapes: Vec<Shape>,
    /// Sorted by date.
    exceptions: Vec<DayException>,
}

impl Compiled {
    /// Compiles [`YEARS`] of a calendar, with the zone of jiff's time-zone database.
    pub fn new(calendar: &Calendar) -> Result<Self, CalendarError> {
        let zone = TimeZone::get(&calendar.zone).map_err(|_| CalendarError::UnknownZone(calendar.zone.clone()))?;
        Self::in_zone(calendar, &zone, YEARS)
    }

    /// Compiles the given years of a calendar in the given zone.
    pub fn in_zone(
        calendar: &Calendar,
        zone: &TimeZone,
        years: core::ops::RangeInclusive<i16>,
    ) -> Result<Self, CalendarError> {
        calendar.check()?;
        let mut exceptions = calendar.exceptions.clone();
        exceptions.sort_by_key(|e| e.date);
        let unknown = || CalendarError::UnknownZone(calendar.zone.clone());
        let day = |year: i16, month, day| Day::new(i64::from(year), month, day).ok_or_else(unknown);
        let (first, last) = (day(*years.start(), 1, 1)?, day(*years.end(), 12, 31)?);

        let shapes = vec![Box::default()];
        let mut compiled = Self { zone: zone.clone(), first, slots: vec![], worked: vec![], shapes, exceptions };
        // The shape of ordinary weekdays, so that the zone is asked once per day and not once per period.
        let mut usual: [Option<u32>; 7] = [None; 7];
        let mut start_ms = instant(zone, first, 0).ok_or_else(unknown)?;
        let (mut open_before_ms, mut next_exception) = (0, 0);
        for number in first.0..=last.0 {
            let date = Day(number);
            let end_ms = instant(zone, date.plus(1), 0).ok_or_else(unknown)?;
            while compiled.exceptions.get(next_exception).is_some_and(|e| e.date < date) {
                next_exception += 1;
            }
            let exception = compiled.exceptions.get(next_exception).filter(|e| e.date == date);
            let plain = exception.is_none() && end_ms - start_ms == DAY_MS;
            let shape = match usual[date.weekday()] {
                Some(shape) if plain => shape,
                _ => {
                    let hours = calendar.hours_of(date, exception);
                    let shape = shape_of(zone, date, start_ms, hours).ok_or_else(unknown)?;
                    let at = compiled.shapes.iter().position(|known| *known == shape).unwrap_or_else(|| {
                        compiled.shapes.push(shape);
                        compiled.shapes.len() - 1
                    }) as u32;
                    if plain {
                        usual[date.weekday()] = Some(at);
                    }
                    at
                }
            };
            let index = compiled.slots.len() as u32;
            let worked_before = compiled.worked.len() as u32;
            compiled.slots.push(Slot { start_ms, open_before_ms, worked_before, shape });
            if shape != 0 {
                compiled.worked.push(index);
                open_before_ms += compiled.shapes[shape as usize].iter().map(|(from, to)| to - from).sum::<i64>();
            }
            start_ms = end_ms;
        }
        let worked_before = compiled.worked.len() as u32;
        compiled.slots.push(Slot { start_ms, open_before_ms, worked_before, shape: 0 });
        Ok(compiled)
    }

    fn days(&self) -> usize {
        self.slots.len() - 1
    }

    /// The slot of a date, within the compiled years.
    fn index(&self, day: Day) -> usize {
        (i64::from(day.0) - i64::from(self.first.0)).clamp(0, self.days() as i64 - 1) as usize
    }

    fn day(&self, index: usize) -> Day {
        self.first.plus(index as i32)
    }

    /// The slot that holds an instant.
    fn slot_at(&self, at_ms: i64) -> usize {
        let guess = (at_ms - self.slots[0].start_ms).div_euclid(DAY_MS).clamp(0, self.days() as i64 - 1) as usize;
        // Daylight saving moves the first instant of a day by hours at most, so one step is enough.
        if guess > 0 && at_ms < self.slots[guess].start_ms {
            guess - 1
        } else if guess + 1 < self.days() && at_ms >= self.slots[guess + 1].start_ms {
            guess + 1
        } else {
            guess
        }
    }

    /// The date on which an instant falls.
    pub fn day_of(&self, at_ms: i64) -> Day {
        self.day(self.slot_at(at_ms))
    }

    /// The first instant of a date (00:00).
    pub fn start_of(&self, day: Day) -> i64 {
        self.slots[self.index(day)].start_ms
    }

    /// The last instant of a date (24:00), which is the first of the next.
    pub fn end_of(&self, day: Day) -> i64 {
        self.slots[self.index(day) + 1].start_ms
    }

    /// Whether a date is worked.
    pub fn works(&self, day: Day) -> bool {
        self.slots[self.index(day)].shape != 0
    }

    /// The first worked date on or after this one.
    pub fn working_from(&self, day: Day) -> Day {
        let before = self.slots[self.index(day)].worked_before as usize;
        self.worked.get(before).map_or_else(|| self.day(self.days() - 1), |&index| self.day(index as usize))
    }

    /// The `n`-th worked date after this one; the date itself for 0.
    pub fn nth_working_after(&self, day: Day, n: u32) -> Day {
        if n == 0 {
            return day;
        }
        let through = self.slots[self.index(day) + 1].worked_before as usize;
        let at = (through + n as usize - 1).min(self.worked.len() - 1);
        self.day(self.worked[at] as usize)
    }

    /// Worked dates in `from..to`.
    pub fn working_between(&self, from: Day, to: Day) -> u32 {
        let before = |day| self.slots[self.index(day)].worked_before;
        if from < to { before(to) - before(from) } else { 0 }
    }

    /// Working time up to an instant, in milliseconds; only differences mean something.
    pub fn worked_ms(&self, at_ms: i64) -> i64 {
        let slot = self.slots[self.slot_at(at_ms)];
        let since = at_ms - slot.start_ms;
        let today = self.shapes[slot.shape as usize].iter().map(|(from, to)| since.clamp(*from, *to) - from);
        slot.open_before_ms + today.sum::<i64>()
    }

    /// The first instant at which `worked` milliseconds of working time are used up, searched from a date on
    /// which less than that was used up.
    pub fn at_worked_ms(&self, worked: i64, from: Day) -> i64 {
        // Terms are short: look near the start first, then farther in doubling steps.
        let base = self.slots[self.index(from)].worked_before as usize;
        let used_before = |i: usize| self.slots[self.worked[i] as usize + 1].open_before_ms < worked;
        let (mut low, mut step) = (base, 1);
        while low + step < self.worked.len() && used_before(low + step) {
            low += step;
            step *= 2;
        }
        let high = (low + step + 1).min(self.worked.len());
        let near = low
            + self.worked[low.min(high)..high]
                .partition_point(|&index| self.slots[index as usize + 1].open_before_ms < worked);
        let Some(&index) = self.worked.get(near) else { return self.slots[self.days()].start_ms };
        let slot = self.slots[index as usize];
        let mut left = worked - slot.open_before_ms;
        for (from, to) in &self.shapes[slot.shape as usize] {
            if left <= to - from {
                return slot.start_ms + from + left.max(0);
            }
            left -= to - from;
        }
        self.slots[index as usize + 1].start_ms
    }

    /// The instant itself when it is within a working period, otherwise the start of the next one.
    pub fn open_from(&self, at_ms: i64) -> i64 {
        let today = self.slot_at(at_ms);
        let slot = self.slots[today];
        let since = at_ms - slot.start_ms;
        if let Some((from, _)) = self.shapes[slot.shape as usize].iter().find(|(_, to)| since < *to) {
            return slot.start_ms + since.max(*from);
        }
        let next = self.slots[self.index(self.working_from(self.day(today).plus(1)))];
        next.start_ms + self.shapes[next.shape as usize].first().map_or(0, |(from, _)| *from)
    }

    /// The minute of the day that a clock on the wall shows.
    pub fn wall_minute(&self, at_ms: i64) -> i64 {
        let at = Timestamp::from_millisecond(at_ms).unwrap_or_default();
        let local_ms = at_ms + i64::from(self.zone.to_offset(at).seconds()) * 1000;
        local_ms.rem_euclid(DAY_MS) / 60_000
    }

    /// How a date differs from its weekday, if it does.
    pub fn exception(&self, day: Day) -> Option<&DayException> {
        self.exceptions.binary_search_by_key(&day, |e| e.date).ok().map(|at| &self.exceptions[at])
    }
}

/// The instant of a minute of a date in a zone.
fn instant(zone: &TimeZone, day: Day, minute: u16) -> Option<i64> {
    let (year, month, date) = day.civil();
    let date = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(date).ok()?).ok()?;
    let at: DateTime = date.at((minute / 60) as i8, (minute % 60) as i8, 0, 0);
    zone.to_timestamp(at).ok().map(|t| t.as_millisecond())
}

fn shape_of(zone: &TimeZone, day: Day, start_ms: i64, hours: &[Hours]) -> Option<Shape> {
    let edge = |minute: u16| -> Option<i64> {
        let (day, minute) = if minute == 1440 { (day.plus(1), 0) } else { (day, minute) };
        Some(instant(zone, day, minute)? - start_ms)
    };
    // An edge inside a skipped hour moves later and could pass the one after it.
    let mut reached = 0;
    let mut ordered = |edge_ms: i64| {
        reached = edge_ms.max(reached);
        reached
    };
    hours.iter().map(|h| Some((ordered(edge(h.from_min())?), ordered(edge(h.to_min())?)))).collect()
}

/// Where the arithmetic finds what the events name.
pub trait Book {
    /// The calendar with this id, compiled.
    fn calendar(&self, id: CalendarId) -> Option<&Compiled>;
    /// The policy with this id.
    fn policy(&self, id: PolicyId) -> Option<&Policy>;
}

/// One calendar and one policy for every id: for those who have only one of each.
#[derive(Debug, Clone, Copy)]
pub struct Single<'a> {
    /// The policy.
    pub policy: Option<&'a Policy>,
    /// The calendar.
    pub calendar: &'a Compiled,
}

impl Book for Single<'_> {
    fn calendar(&self, _: CalendarId) -> Option<&Compiled> {
        Some(self.calendar)
    }

    fn policy(&self, _: PolicyId) -> Option<&Policy> {
        self.policy
    }
}

/// All calendars and all policies.
#[derive(Debug, Clone, Copy)]
pub struct Shelf<'a> {
    /// The calendars.
    pub calendars: &'a Calendars,
    /// The policies; few, so they are looked through.
    pub policies: &'a [Policy],
}

impl Book for Shelf<'_> {
    fn calendar(&self, id: CalendarId) -> Option<&Compiled> {
        self.calendars.get(id)
    }

    fn policy(&self, id: PolicyId) -> Option<&Policy> {
        self.policies.iter().find(|policy| policy.id == id)
    }
}

/// A set of calendars, each compiled when it is first asked for: an installation can have thousands of local ones
/// and work with a few.
#[derive(Debug, Clone, Default)]
pub struct Calendars(std::collections::HashMap<CalendarId, Entry>);

#[derive(Debug, Clone)]
struct Entry {
    calendar: Calendar,
    compiled: std::sync::OnceLock<Option<Compiled>>,
}

impl Calendars {
    /// Takes calendars; the first that cannot be used stops it.
    pub fn of(calendars: impl IntoIterator<Item = Calendar>) -> Result<Self, (CalendarId, CalendarError)> {
        let entry = |calendar: Calendar| (calendar.id, Entry { calendar, compiled: std::sync::OnceLock::new() });
        let all = Self(calendars.into_iter().map(entry).collect());
        for id in all.0.keys().copied() {
            all.check(id).map_err(|error| (id, error))?;
        }
        Ok(all)
    }

    /// Adds one more. It may be laid over one that is there already.
    pub fn add(&mut self, calendar: Calendar) -> Result<(), CalendarError> {
        let id = calendar.id;
        self.0.insert(id, Entry { calendar, compiled: std::sync::OnceLock::new() });
        self.check(id).inspect_err(|_| {
            self.0.remove(&id);
        })
    }

    fn check(&self, id: CalendarId) -> Result<(), CalendarError> {
        let whole = self.whole(id)?;
        whole.check()?;
        TimeZone::get(&whole.zone).map(|_| ()).map_err(|_| CalendarError::UnknownZone(whole.zone))
    }

    /// The calendar with this id, compiled.
    pub fn get(&self, id: CalendarId) -> Option<&Compiled> {
        let entry = self.0.get(&id)?;
        let compile = || self.whole(id).and_then(|whole| Compiled::new(&whole)).ok();
        entry.compiled.get_or_init(compile).as_ref()
    }

    /// The calendar as it was written, with only what differs from the one below.
    pub fn written(&self, id: CalendarId) -> Option<&Calendar> {
        self.0.get(&id).map(|entry| &entry.calendar)
    }

    /// The calendar with everything it takes over from those below it.
    pub fn whole(&self, id: CalendarId) -> Result<Calendar, CalendarError> {
        let calendar = self.written(id).ok_or(CalendarError::UnknownBase(id))?;
        // A base is older than what is laid over it, so this ends.
        match calendar.base {
            None => Ok(calendar.clone()),
            Some(base) if base < id => Ok(calendar.over(&self.whole(base)?)),
            Some(base) => Err(CalendarError::UnknownBase(base)),
        }
    }

    /// All of them, as they were written.
    pub fn all(&self) -> impl Iterator<Item = &Calendar> {
        self.0.values().map(|entry| &entry.calendar)
    }

    /// The version of a calendar used for what begins on `day`: the last that is valid by then, else the first.
    pub fn in_force(&self, code: &str, day: Day) -> Option<CalendarId> {
        let versions = || self.all().filter(|calendar| calendar.code == code);
        let valid = versions().filter(|calendar| calendar.valid_from <= day).max_by_key(|c| (c.valid_from, c.id));
        valid.or_else(|| versions().min_by_key(|c| (c.valid_from, c.id))).map(|calendar| calendar.id)
    }
}

//! A deadline told day by day and in a sentence (domain rule 9). It walks the days one by one, on purpose
//! without the totals that `term` uses, and must arrive at the same last day (tested).

use crate::Lang;
use crate::case::event::{Event, Target, Track};
use crate::catalogue::clock::ClockText as T;
use crate::catalogue::fill;
use crate::clock::account::{ClockError, Story, account};
use crate::clock::calendar::ExceptionKind;
use crate::clock::clocks::TargetClock;
use crate::clock::compiled::{Book, Compiled};
use crate::clock::day::Day;
use crate::clock::policy::{Policy, Start, TargetSpec, Unit};
use crate::clock::term::Pause;
use crate::coded::coded;
use serde::{Deserialize, Serialize};

coded! {
    /// What a day was for a term.
    pub enum DayMark {
        /// The term began on it; not counted.
        Receipt = "receipt",
        /// Counted.
        Counted = "counted",
        /// Counted, beyond the first length of the term.
        Extended = "extended",
        /// Counted: a day off that is worked.
        MakeUp = "make_up",
        /// Not worked.
        Weekend = "weekend",
        /// Not worked, with a name.
        Holiday = "holiday",
        /// The case waited for the citizen, or was answered.
        Paused = "paused",
        /// The term was used up before, but could not end earlier than on this day.
        Carried = "carried",
    }
}

impl DayMark {
    /// The words for it.
    pub const fn text(self) -> T {
        match self {
            Self::Receipt => T::MarkReceipt,
            Self::Counted => T::MarkCounted,
            Self::Extended => T::MarkExtended,
            Self::MakeUp => T::MarkMakeUp,
            Self::Weekend => T::MarkWeekend,
            Self::Holiday => T::MarkHoliday,
            Self::Paused => T::MarkPaused,
            Self::Carried => T::MarkCarried,
        }
    }
}

/// One day of the account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayLine {
    /// Which.
    pub date: Day,
    /// What it was.
    pub mark: DayMark,
    /// Days counted up to and with this one; for hours, working minutes.
    pub counted: u32,
    /// Name of the holiday or make-up day in Vietnamese.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name_vi: String,
    /// The same in English.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name_en: String,
}

/// A deadline explained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Explained {
    /// Which promise.
    pub target: Target,
    /// The last instant in time, milliseconds UTC.
    pub due_ms: i64,
    /// The day of that instant; 24:00 belongs to the day it ends.
    pub last_day: Day,
    /// Every day from the start to the last.
    pub days: Vec<DayLine>,
    /// In plain Vietnamese.
    pub text_vi: String,
    /// In plain English.
    pub text_en: String,
}

/// Explains a promise of the citizen's clock or of the present agency's. `None` when there is no such promise
/// or its term has not begun and will not.
pub fn explain(
    policy: &Policy,
    book: &impl Book,
    events: &[Event],
    track: Track,
    target: Target,
) -> Result<Option<Explained>, ClockError> {
    let clocks = account(Some(policy), book, events)?;
    let story = Story::read(events)?;
    let (clock, span, calendar) = match (track, story.legs.last()) {
        (Track::Citizen, _) => (clocks.citizen(target), &story.citizen, story.calendar),
        (Track::Agency, Some(leg)) => (clocks.agency(target), &leg.marks, leg.calendar),
        (Track::Agency, None) => return Ok(None),
    };
    let calendar = book.calendar(calendar).ok_or(ClockError::UnknownCalendar(calendar))?;
    let (Some(clock), Some(spec)) = (clock, policy.target(target)) else { return Ok(None) };
    let (Some(due_ms), Some((start_ms, _))) = (clock.due_ms, story.start_of(spec, &policy.targets, calendar, span))
    else {
        return Ok(None);
    };
    let term = Term { spec, calendar, start_ms, due_ms, clock, track, pauses: story.pauses_of(spec) };
    let days = if spec.unit.by_day() { term.days() } else { term.hours() };
    Ok(Some(Explained {
        target,
        due_ms,
        last_day: calendar.day_of(due_ms - 1),
        text_vi: term.tell(&days, Lang::Vi),
        text_en: term.tell(&days, Lang::En),
        days,
    }))
}

struct Term<'a> {
    spec: &'a TargetSpec,
    calendar: &'a Compiled,
    start_ms: i64,
    due_ms: i64,
    clock: &'a TargetClock,
    track: Track,
    pauses: &'a [Pause],
}

impl Term<'_> {
    fn dates(&self) -> impl Iterator<Item = Day> + use<> {
        let (first, last) = (self.calendar.day_of(self.start_ms), self.calendar.day_of(self.due_ms - 1));
        (first.0..=last.0).map(Day)
    }

    /// Why a day is not worked.
    fn off(&self, date: Day) -> DayMark {
        let holiday = self.calendar.exception(date).is_some_and(|e| e.kind == ExceptionKind::Holiday);
        if holiday { DayMark::Holiday } else { DayMark::Weekend }
    }

    fn line(&self, date: Day, mark: DayMark, counted: u32) -> DayLine {
        let name = self.calendar.exception(date);
        DayLine {
            date,
            mark,
            counted,
            name_vi: name.map(|e| e.name_vi.clone()).unwrap_or_default(),
            name_en: name.map(|e| e.name_en.clone()).unwrap_or_default(),
        }
    }

    fn paused(&self, date: Day) -> bool {
        let (start_ms, end_ms) = (self.calendar.start_of(date), self.calendar.end_of(date));
        self.pauses.iter().any(|pause| pause.from_ms <= start_ms && end_ms <= pause.to_ms)
    }

    fn days(&self) -> Vec<DayLine> {
        let total = self.spec.amount + u32::from(self.clock.extended) * self.spec.extension_length;
        let (mut counted, mut days) = (0, Vec::new());
        for date in self.dates() {
            let works = self.calendar.works(date);
            let counts = works || self.spec.unit == Unit::CalendarDays;
            let mark = if days.is_empty() {
                DayMark::Receipt
            } else if !counts {
                self.off(date)
            } else if self.paused(date) {
                DayMark::Paused
            } else if counted == total {
                if works { DayMark::Carried } else { self.off(date) }
            } else {
                counted += 1;
                match self.calendar.exception(date) {
                    _ if counted > self.spec.amount => DayMark::Extended,
                    Some(day) if day.kind == ExceptionKind::MakeUp => DayMark::MakeUp,
                    _ => DayMark::Counted,
                }
            };
            days.push(self.line(date, mark, counted));
        }
        days
    }

    fn hours(&self) -> Vec<DayLine> {
        let worked = |from_ms: i64, to_ms: i64| {
            if from_ms < to_ms { self.calendar.worked_ms(to_ms) - self.calendar.worked_ms(from_ms) } else { 0 }
        };
        let (mut counted_ms, mut days) = (0, Vec::new());
        for date in self.dates() {
            let from_ms = self.calendar.start_of(date).max(self.start_ms);
            let to_ms = self.calendar.end_of(date).min(self.due_ms);
            let open_ms = worked(from_ms, to_ms);
            let paused_ms: i64 = self.pauses.iter().map(|p| worked(p.from_ms.max(from_ms), p.to_ms.min(to_ms))).sum();
            counted_ms += open_ms - paused_ms;
            let mark = match self.calendar.exception(date) {
                _ if !self.calendar.works(date) => self.off(date),
                _ if open_ms == 0 => DayMark::Receipt,
                _ if open_ms == paused_ms => DayMark::Paused,
                Some(day) if day.kind == ExceptionKind::MakeUp => DayMark::MakeUp,
                _ => DayMark::Counted,
            };
            days.push(self.line(date, mark, (counted_ms / 60_000) as u32));
        }
        days
    }

    /// One paragraph: the day, then everything that made it this day and no other.
    fn tell(&self, days: &[DayLine], lang: Lang) -> String {
        let title = match self.spec.target {
            Target::Acknowledge => T::DueAcknowledge,
            Target::Accept => T::DueAccept,
            Target::FirstAnswer => T::DueFirstAnswer,
            Target::Resolve => T::DueResolve,
        };
        let mut text = fill(title.text(lang), &[("when", &self.when(lang))]);
        let mut reasons = Vec::new();
        if self.spec.unit.by_day() {
            let start = match (self.spec.start, self.track) {
                (Start::Acceptance, _) => T::NotAcceptance,
                (Start::Receipt, Track::Citizen) => T::NotReceipt,
                (Start::Receipt, Track::Agency) => T::NotArrival,
            };
            reasons.push(start.text(lang).to_owned());
        }
        let mut list = |one: T, many: T, chosen: &dyn Fn(&DayLine) -> bool| {
            let dates: Vec<Day> = days.iter().filter(|line| chosen(line)).map(|line| line.date).collect();
            if let Some((first, rest)) = dates.split_first() {
                let key = if rest.is_empty() { one } else { many };
                reasons.push(fill(key.text(lang), &[("days", &runs(*first, rest))]));
            }
        };
        // A holiday on a Saturday changes nothing for working days, so it is not given as a reason.
        let weekday = |line: &DayLine| line.date.weekday() < 5;
        list(T::Holiday, T::Holidays, &|line| line.mark == DayMark::Holiday && weekday(line));
        list(T::MakeUpDay, T::MakeUpDays, &|line| line.mark == DayMark::MakeUp);
        list(T::Paused, T::Paused, &|line| line.mark == DayMark::Paused);
        if self.clock.extended > 0 {
            let n = u32::from(self.clock.extended) * self.spec.extension_length;
            reasons.push(fill(T::Extended.text(lang), &[("length", &length(self.spec.unit, n, lang))]));
        }
        if days.last().is_some_and(|line| line.mark == DayMark::Carried) {
            // The day before it says which of the two reasons held.
            let off = days.len() > 1 && !self.calendar.works(days[days.len() - 2].date);
            let key = if off { T::Carried } else { T::CarriedPause };
            reasons.push(key.text(lang).to_owned());
        }
        if !reasons.is_empty() {
            text.push(' ');
            text.push_str(&capital(&reasons.join("; ")));
            text.push('.');
        }
        for (said, key) in
            [(self.clock.provisional, T::Provisional), (self.clock.standing_since_ms.is_some(), T::Standing)]
        {
            if said {
                text.push(' ');
                text.push_str(key.text(lang));
            }
        }
        text
    }

    fn when(&self, lang: Lang) -> String {
        let last = self.calendar.day_of(self.due_ms - 1);
        let (year, month, day) = last.civil();
        let date = format!("{day:02}/{month:02}/{year}");
        let weekday = T::weekday(last.weekday()).text(lang);
        if self.spec.unit.by_day() {
            return fill(T::Day.text(lang), &[("weekday", weekday), ("date", &date)]);
        }
        let minute = self.calendar.wall_minute(self.due_ms);
        let time = format!("{:02}:{:02}", minute / 60, minute % 60);
        fill(T::DayTime.text(lang), &[("time", &time), ("weekday", weekday), ("date", &date)])
    }
}

/// `3 working days` in words.
fn length(unit: Unit, n: u32, lang: Lang) -> String {
    let key = match unit {
        Unit::WorkingMinutes => T::WorkingMinutes,
        Unit::WorkingHours => T::WorkingHours,
        Unit::WorkingDays => T::WorkingDays,
        Unit::CalendarDays => T::CalendarDays,
    };
    fill(key.text(lang), &[("n", &n.to_string())])
}

/// Dates as runs: `24/11`, `16/02-20/02`.
fn runs(first: Day, rest: &[Day]) -> String {
    let show = |day: Day| {
        let (_, month, date) = day.civil();
        format!("{date:02}/{month:02}")
    };
    let mut spans = vec![(first, first)];
    for &day in rest {
        match spans.last_mut() {
            Some((_, to)) if to.plus(1) == day => *to = day,
            _ => spans.push((day, day)),
        }
    }
    let texts = spans.into_iter().map(|(a, b)| if a == b { show(a) } else { format!("{}-{}", show(a), show(b)) });
    texts.collect::<Vec<_>>().join(", ")
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

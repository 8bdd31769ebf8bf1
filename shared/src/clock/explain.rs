//! A deadline told day by day and in a sentence (domain rule 9). It walks the days one by one, on purpose
//! without the totals that `term` uses, and must arrive at the same last day (tested).

use crate::Lang;
use crate::case::event::{Event, Target, Track};
use crate::catalogue::clock::ClockText as T;
use crate::catalogue::fill;
use crate::clock::account::{ClockError, Promise};
use crate::clock::calendar::ExceptionKind;
use crate::clock::clocks::TargetClock;
use crate::clock::compiled::{Book, Compiled};
use crate::clock::day::Day;
use crate::clock::policy::{Start, TargetSpec, Unit};
use crate::clock::story::{StandWhy, Story};
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
        /// Counted: worked with other hours than usual.
        ShortDay = "short_day",
        /// Not worked.
        Weekend = "weekend",
        /// Not worked, with a name.
        Holiday = "holiday",
        /// The case waited for the citizen all day.
        Paused = "paused",
        /// There was an answer, which was not the last.
        Answered = "answered",
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
            Self::ShortDay => T::MarkShortDay,
            Self::Weekend => T::MarkWeekend,
            Self::Holiday => T::MarkHoliday,
            Self::Paused => T::MarkPaused,
            Self::Answered => T::MarkAnswered,
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

/// A span in which the clock stood still.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Stood {
    /// Why.
    pub why: StandWhy,
    /// Since when, milliseconds UTC.
    pub from_ms: i64,
    /// Until when; `None` while it stands.
    pub to_ms: Option<i64>,
    /// Version of the event that stopped it: the reason is in the words beside that.
    pub version: u32,
}

/// An extension that counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Longer {
    /// When it was made, milliseconds UTC.
    pub at_ms: i64,
    /// By how many units.
    pub length: u32,
    /// Version of its event: the reason is in the words beside that.
    pub version: u32,
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
    /// What it is counted in.
    pub unit: Unit,
    /// How many of them, without extensions.
    pub amount: u32,
    /// Every day from the start to the last.
    pub days: Vec<DayLine>,
    /// When the clock stood still within it.
    pub stood: Vec<Stood>,
    /// The extensions that count.
    pub longer: Vec<Longer>,
    /// Version of the recalculation by which it runs.
    pub recalculated: Option<u32>,
    /// In plain words.
    pub text: String,
}

/// Explains a promise of the citizen's clock or of the present agency's. `None` when there is no such promise
/// or its term has not begun and will not.
pub fn explain(
    book: &impl Book,
    events: &[Event],
    track: Track,
    target: Target,
    lang: Lang,
) -> Result<Option<Explained>, ClockError> {
    let story = Story::read(events)?;
    let leg = match (track, story.legs.len().checked_sub(1)) {
        (Track::Citizen, leg) => leg.unwrap_or_default(),
        (Track::Agency, Some(leg)) => leg,
        (Track::Agency, None) => return Ok(None),
    };
    let span = if track == Track::Citizen { &story.citizen } else { &story.legs[leg].marks };
    let Some(promise) = story.promise(book, target, track, leg)? else { return Ok(None) };
    let Promise { clock, spec, specs, calendar, turn } = &promise;
    let (Some(due_ms), Some((start_ms, _))) = (clock.due_ms, story.start_of(spec, specs, calendar, span)) else {
        return Ok(None);
    };
    let pauses = story.pauses_of(spec);
    let term =
        Term { spec, calendar, start_ms, due_ms, clock, track, pauses, stops: &story.stops, turned: turn.is_some() };
    let days = if spec.unit.by_day() { term.days() } else { term.hours() };
    let counts = |why| why == StandWhy::Answered || (why == StandWhy::Waiting && spec.pause_while_waiting);
    let within = |from: i64, to: Option<i64>| from < due_ms && to.is_none_or(|to| to > start_ms && to > from);
    let stood = story.stands.iter().filter(|stand| counts(stand.why) && within(stand.from_ms, stand.to_ms));
    let made = story.extensions.iter().filter(|(of, at_ms, _)| *of == target && *at_ms >= span.from_ms);
    Ok(Some(Explained {
        target,
        due_ms,
        last_day: calendar.day_of(due_ms - 1),
        unit: spec.unit,
        amount: spec.amount,
        stood: stood.map(|s| Stood { why: s.why, from_ms: s.from_ms, to_ms: s.to_ms, version: s.version }).collect(),
        longer: made
            .take(usize::from(clock.extended))
            .map(|&(_, at_ms, version)| Longer { at_ms, length: spec.extension_length, version })
            .collect(),
        recalculated: turn.map(|turn| story.turns[turn].version),
        text: term.tell(&days, lang),
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
    stops: &'a [Pause],
    turned: bool,
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

    /// What kept the clock standing all day, if anything did.
    fn stood_all_of(&self, date: Day) -> Option<DayMark> {
        let (start_ms, end_ms) = (self.calendar.start_of(date), self.calendar.end_of(date));
        let all = |pauses: &[Pause]| pauses.iter().any(|pause| pause.from_ms <= start_ms && end_ms <= pause.to_ms);
        match (all(self.stops), all(self.pauses)) {
            (true, true) => Some(DayMark::Answered),
            (false, true) => Some(DayMark::Paused),
            (_, false) => None,
        }
    }

    /// How a day that counts differs from others.
    fn counted_as(&self, date: Day) -> DayMark {
        match self.calendar.exception(date).map(|day| day.kind) {
            Some(ExceptionKind::MakeUp) => DayMark::MakeUp,
            Some(ExceptionKind::ShortDay) => DayMark::ShortDay,
            Some(ExceptionKind::Holiday | ExceptionKind::Usual) | None => DayMark::Counted,
        }
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
            } else if let Some(stood) = self.stood_all_of(date) {
                stood
            } else if counted == total {
                if works { DayMark::Carried } else { self.off(date) }
            } else {
                counted += 1;
                if counted > self.spec.amount { DayMark::Extended } else { self.counted_as(date) }
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
            let mark = if !self.calendar.works(date) {
                self.off(date)
            } else if open_ms == 0 {
                DayMark::Receipt
            } else if open_ms == paused_ms {
                self.stood_all_of(date).unwrap_or(DayMark::Paused)
            } else {
                self.counted_as(date)
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
        list(T::Answered, T::Answered, &|line| line.mark == DayMark::Answered);
        if self.clock.extended > 0 {
            let n = u32::from(self.clock.extended) * self.spec.extension_length;
            reasons.push(fill(T::Extended.text(lang), &[("length", &length(self.spec.unit, n, lang))]));
        }
        if self.turned {
            reasons.push(T::Recalculated.text(lang).to_owned());
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
pub fn length(unit: Unit, n: u32, lang: Lang) -> String {
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

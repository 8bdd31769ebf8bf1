//! A working calendar as an administrator writes it and the database keeps it (JSON), and what makes one
//! unusable. A stored calendar never changes: a correction is a new version with its own id, so that past
//! deadlines stay where they were (domain rule 10). A calendar may be laid over another one and then holds only
//! what differs. Fast look-ups are in `compiled`.

use crate::clock::day::Day;
use crate::clock::hours::Hours;
use crate::coded::coded;
use crate::ids::CalendarId;
use serde::{Deserialize, Serialize};

/// One immutable version of a working calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Calendar {
    /// This version.
    pub id: CalendarId,
    /// Code shared by all versions.
    pub code: String,
    /// Name in Vietnamese.
    pub name_vi: String,
    /// Name in English.
    pub name_en: String,
    /// The version below it, for a calendar that holds only what differs: everything it does not say is taken
    /// from there. A new version of the calendar below makes a new version of this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<CalendarId>,
    /// IANA time zone, e.g. `Asia/Ho_Chi_Minh`; empty: that of the calendar below.
    pub zone: String,
    /// The day from which this version is used for new cases.
    pub valid_from: Day,
    /// Working periods of Monday to Sunday, ascending within a day. With none on any day: those of the calendar
    /// below.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Vec<String>>))]
    pub week: [Vec<Hours>; 7],
    /// Days that differ from their weekday; one entry per date.
    pub exceptions: Vec<DayException>,
}

coded! {
    /// How a date differs from its weekday.
    pub enum ExceptionKind {
        /// Nobody works.
        Holiday = "holiday",
        /// A day off that is worked, usually a Saturday swapped for a day between holidays.
        MakeUp = "make_up",
        /// Worked, with other hours.
        ShortDay = "short_day",
        /// As its weekday: lifts what the calendar below says of it.
        Usual = "usual",
    }
}

/// A date that differs from its weekday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayException {
    /// The date.
    pub date: Day,
    /// How it differs.
    pub kind: ExceptionKind,
    /// Name in Vietnamese.
    pub name_vi: String,
    /// Name in English.
    pub name_en: String,
    /// Working periods of this date. A make-up day without any has those of the first worked weekday.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub hours: Vec<Hours>,
    /// Number of the official decision, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// Where it was imported from, so that a later file can change or cancel it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub imported: Option<Imported>,
}

/// The iCalendar event an exception comes from (RFC 5545, 3.8.4.7 and 3.8.7.4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Imported {
    /// Its `UID`.
    pub uid: String,
    /// Its `SEQUENCE`: an older revision does not undo a newer one.
    pub sequence: u32,
}

/// Why a calendar cannot be used; names the place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CalendarError {
    /// The time-zone database has no such zone.
    UnknownZone(String),
    /// No weekday is worked: no term would ever end.
    NeverWorks,
    /// Periods overlap or are not in order on this weekday (0 = Monday).
    WeekdayOverlap(usize),
    /// Periods overlap or are not in order on this date.
    DateOverlap(Day),
    /// Two entries for the same date.
    DateTwice(Day),
    /// A holiday with working periods.
    HolidayWithHours(Day),
    /// A short day without working periods.
    ShortDayWithoutHours(Day),
    /// It is laid over a version that does not exist.
    UnknownBase(CalendarId),
}

impl Calendar {
    /// Everything wrong with it that does not need the time-zone database.
    pub fn check(&self) -> Result<(), CalendarError> {
        if let Some(weekday) = self.week.iter().position(|hours| !in_order(hours)) {
            return Err(CalendarError::WeekdayOverlap(weekday));
        }
        if self.base.is_none() && self.week.iter().all(Vec::is_empty) {
            return Err(CalendarError::NeverWorks);
        }
        let mut dates: Vec<Day> = self.exceptions.iter().map(|e| e.date).collect();
        dates.sort_unstable();
        if let Some(pair) = dates.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(CalendarError::DateTwice(pair[0]));
        }
        for day in &self.exceptions {
            if !in_order(&day.hours) {
                return Err(CalendarError::DateOverlap(day.date));
            }
            match day.kind {
                ExceptionKind::Holiday | ExceptionKind::Usual if !day.hours.is_empty() => {
                    return Err(CalendarError::HolidayWithHours(day.date));
                }
                ExceptionKind::ShortDay if day.hours.is_empty() => {
                    return Err(CalendarError::ShortDayWithoutHours(day.date));
                }
                ExceptionKind::Holiday | ExceptionKind::MakeUp | ExceptionKind::ShortDay | ExceptionKind::Usual => {}
            }
        }
        Ok(())
    }

    /// The whole of it, laid over the calendar below, which is whole already: zone and week unless it has its own,
    /// and every date of which it does not say anything itself.
    pub fn over(&self, below: &Self) -> Self {
        let mut whole = self.clone();
        whole.base = None;
        if whole.zone.is_empty() {
            whole.zone.clone_from(&below.zone);
        }
        if whole.week.iter().all(Vec::is_empty) {
            whole.week.clone_from(&below.week);
        }
        let own: std::collections::HashSet<Day> = self.exceptions.iter().map(|e| e.date).collect();
        whole.exceptions.extend(below.exceptions.iter().filter(|e| !own.contains(&e.date)).cloned());
        whole.exceptions.retain(|e| e.kind != ExceptionKind::Usual);
        whole.exceptions.sort_by_key(|e| e.date);
        whole
    }

    /// The working periods of a date.
    pub fn hours_of<'c>(&'c self, date: Day, exception: Option<&'c DayException>) -> &'c [Hours] {
        match exception {
            None => &self.week[date.weekday()],
            Some(day) if day.kind == ExceptionKind::Usual => &self.week[date.weekday()],
            Some(day) if day.kind == ExceptionKind::MakeUp && day.hours.is_empty() => {
                self.week.iter().find(|hours| !hours.is_empty()).map_or(&[], Vec::as_slice)
            }
            Some(day) => &day.hours,
        }
    }
}

fn in_order(hours: &[Hours]) -> bool {
    hours.windows(2).all(|pair| pair[0].to_min() <= pair[1].from_min())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::tests::viet_nam;

    #[test]
    fn what_cannot_work_is_named() {
        let check = |change: fn(&mut Calendar), expect: CalendarError| {
            let mut calendar = viet_nam();
            change(&mut calendar);
            assert_eq!(calendar.check(), Err(expect));
        };
        assert_eq!(viet_nam().check(), Ok(()));
        let day = |text| Day::parse(text).unwrap();
        check(|c| c.week = Default::default(), CalendarError::NeverWorks);
        check(|c| c.week[2].reverse(), CalendarError::WeekdayOverlap(2));
        check(|c| c.week[0].push(Hours::parse("16:00-18:00").unwrap()), CalendarError::WeekdayOverlap(0));
        check(|c| c.exceptions.push(c.exceptions[0].clone()), CalendarError::DateTwice(day("2024-02-08")));
        check(
            |c| c.exceptions[0].hours = vec![Hours::parse("08:00-09:00").unwrap()],
            CalendarError::HolidayWithHours(day("2024-02-08")),
        );
        check(
            |c| c.exceptions[0].kind = ExceptionKind::ShortDay,
            CalendarError::ShortDayWithoutHours(day("2024-02-08")),
        );
    }

    #[test]
    fn it_is_stored_as_readable_json() {
        let calendar = viet_nam();
        let json = serde_json::to_string(&calendar).unwrap();
        assert!(json.contains(r#""07:30-11:30""#) && json.contains(r#""2026-11-24""#), "{json}");
        assert_eq!(serde_json::from_str::<Calendar>(&json).unwrap(), calendar);
    }
}

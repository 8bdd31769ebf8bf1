//! Reads a calendar or a policy as an administrator wrote it, and writes it back. Everything that is wrong is
//! found at once, each with its place.

use crate::clock::calendar::{Calendar, CalendarError, DayException, ExceptionKind, Imported};
use crate::clock::day::Day;
use crate::clock::hours::Hours;
use crate::clock::policy::{Policy, TargetSpec};
use crate::ids::{CalendarId, PolicyId};
use crate::limits;
use crate::unfit::{Unfit, Why};
use crate::wire::clock::{CalendarInput, ExceptionInput, PolicyInput};
use std::collections::HashMap;

/// Dates that a calendar can say something of: a hundred years of holidays.
pub const MOST_EXCEPTIONS: usize = 5_000;
/// Days that one exception can go on for.
const MOST_DAYS: i32 = 366;

/// The version that an input makes. `base` is the version of the calendar it is laid over.
pub fn calendar(
    id: CalendarId,
    code: &str,
    input: &CalendarInput,
    base: Option<CalendarId>,
) -> Result<Calendar, Vec<Unfit>> {
    let mut faults = Vec::new();
    names(&input.name_vi, &input.name_en, &mut faults);
    let valid_from = date("valid_from", &input.valid_from, &mut faults);
    let mut week: [Vec<Hours>; 7] = Default::default();
    if input.week.len() > week.len() {
        faults.push(Unfit::new("week", Why::TooMany, "7"));
    }
    for (weekday, texts) in input.week.iter().enumerate().take(week.len()) {
        week[weekday] = hours(&format!("week[{weekday}]"), texts, &mut faults);
    }
    if base.is_none() && input.zone.trim().is_empty() {
        faults.push(Unfit::new("zone", Why::Required, ""));
    }
    let mut exceptions = Vec::new();
    // Which entry a date comes from, to name it.
    let mut entries: HashMap<Day, usize> = HashMap::new();
    for (number, entry) in input.exceptions.iter().enumerate() {
        for day in days(number, entry, &mut faults) {
            let again = entries.insert(day.date, number).is_some();
            if again
                && faults.last().is_none_or(|last: &Unfit| {
                    last.why != Why::Twice || !last.place.starts_with(&format!("exceptions[{number}]"))
                })
            {
                faults.push(Unfit::new(format!("exceptions[{number}].from"), Why::Twice, day.date.to_string()));
            }
            exceptions.push(day);
        }
    }
    if exceptions.len() > MOST_EXCEPTIONS {
        faults.push(Unfit::new("exceptions", Why::TooMany, MOST_EXCEPTIONS.to_string()));
    }
    exceptions.sort_by_key(|day| day.date);
    let calendar = Calendar {
        id,
        code: code.to_owned(),
        name_vi: input.name_vi.trim().to_owned(),
        name_en: input.name_en.trim().to_owned(),
        base,
        zone: input.zone.trim().to_owned(),
        valid_from: valid_from.unwrap_or(Day(0)),
        week,
        exceptions,
    };
    if faults.is_empty()
        && let Err(error) = calendar.check()
    {
        let entry = |day: Day, part: &str| format!("exceptions[{}].{part}", entries.get(&day).copied().unwrap_or(0));
        faults.push(unfit(&error, entry));
    }
    if faults.is_empty() { Ok(calendar) } else { Err(faults) }
}

/// What is wrong with a calendar, with the place in its input.
pub fn unfit(error: &CalendarError, entry: impl Fn(Day, &str) -> String) -> Unfit {
    match error {
        CalendarError::UnknownZone(zone) => Unfit::new("zone", Why::UnknownZone, zone.as_str()),
        CalendarError::NeverWorks => Unfit::new("week", Why::NeverWorks, ""),
        CalendarError::WeekdayOverlap(weekday) => Unfit::new(format!("week[{weekday}]"), Why::Overlap, ""),
        CalendarError::DateOverlap(day) => Unfit::new(entry(*day, "hours"), Why::Overlap, ""),
        CalendarError::DateTwice(day) => Unfit::new(entry(*day, "from"), Why::Twice, day.to_string()),
        CalendarError::HolidayWithHours(day) => Unfit::new(entry(*day, "hours"), Why::HoursNotAllowed, ""),
        CalendarError::ShortDayWithoutHours(day) => Unfit::new(entry(*day, "hours"), Why::HoursMissing, ""),
        CalendarError::UnknownBase(id) => Unfit::new("base", Why::UnknownValue, id.to_string()),
    }
}

fn names(vi: &str, en: &str, faults: &mut Vec<Unfit>) {
    for (place, name) in [("name_vi", vi), ("name_en", en)] {
        name_at(place, name, true, faults);
    }
}

fn name_at(place: impl Into<String>, name: &str, needed: bool, faults: &mut Vec<Unfit>) {
    if needed && name.trim().is_empty() {
        faults.push(Unfit::new(place, Why::Required, ""));
    } else if name.chars().count() > limits::TITLE_CHARS {
        faults.push(Unfit::new(place, Why::TooLong, limits::TITLE_CHARS.to_string()));
    }
}

fn date(place: impl Into<String>, text: &str, faults: &mut Vec<Unfit>) -> Option<Day> {
    let day = Day::parse(text.trim());
    if day.is_none() {
        let missing = text.trim().is_empty();
        faults.push(Unfit::new(place, if missing { Why::Required } else { Why::NotADate }, text.trim()));
    }
    day
}

fn hours(place: &str, texts: &[String], faults: &mut Vec<Unfit>) -> Vec<Hours> {
    let mut out: Vec<Hours> = Vec::with_capacity(texts.len());
    for (number, text) in texts.iter().enumerate() {
        match Hours::parse(text) {
            Some(period) if out.last().is_some_and(|before| before.to_min() > period.from_min()) => {
                faults.push(Unfit::new(format!("{place}[{number}]"), Why::Overlap, text.as_str()));
                return out;
            }
            Some(period) => out.push(period),
            None => faults.push(Unfit::new(format!("{place}[{number}]"), Why::NotAPeriod, text.as_str())),
        }
    }
    out
}

fn days(number: usize, entry: &ExceptionInput, faults: &mut Vec<Unfit>) -> Vec<DayException> {
    let at = |part: &str| format!("exceptions[{number}].{part}");
    let before = faults.len();
    let from = date(at("from"), &entry.from, faults);
    let to = match entry.to.as_deref().map(str::trim).filter(|to| !to.is_empty()) {
        Some(to) => date(at("to"), to, faults),
        None => from,
    };
    let kind = ExceptionKind::from_code(&entry.kind);
    if kind.is_none() {
        faults.push(Unfit::new(at("kind"), Why::UnknownValue, entry.kind.as_str()));
    }
    name_at(at("name_vi"), &entry.name_vi, true, faults);
    name_at(at("name_en"), &entry.name_en, false, faults);
    if let Some(decision) = &entry.decision {
        name_at(at("decision"), decision, false, faults);
    }
    let hours = hours(&at("hours"), &entry.hours, faults);
    let (Some(from), Some(to), Some(kind)) = (from, to, kind) else { return Vec::new() };
    if to < from {
        faults.push(Unfit::new(at("to"), Why::EndBeforeStart, to.to_string()));
    } else if to.0 - from.0 >= MOST_DAYS {
        faults.push(Unfit::new(at("to"), Why::TooMany, MOST_DAYS.to_string()));
    }
    if faults.len() > before {
        return Vec::new();
    }
    let decision = entry.decision.as_deref().map(str::trim).filter(|d| !d.is_empty()).map(str::to_owned);
    let imported = entry.uid.clone().map(|uid| Imported { uid, sequence: entry.sequence });
    let name_vi = entry.name_vi.trim().to_owned();
    let name_en = if entry.name_en.trim().is_empty() { name_vi.clone() } else { entry.name_en.trim().to_owned() };
    let day = |n| DayException {
        date: Day(n),
        kind,
        name_vi: name_vi.clone(),
        name_en: name_en.clone(),
        hours: hours.clone(),
        decision: decision.clone(),
        imported: imported.clone(),
    };
    (from.0..=to.0).map(day).collect()
}

/// Exceptions as they are written: neighbouring dates that say the same are one entry.
pub fn entries(exceptions: &[DayException]) -> Vec<ExceptionInput> {
    let mut out: Vec<(Day, ExceptionInput)> = Vec::new();
    for day in exceptions {
        let entry = ExceptionInput {
            from: day.date.to_string(),
            to: None,
            kind: day.kind.code().to_owned(),
            name_vi: day.name_vi.clone(),
            name_en: day.name_en.clone(),
            hours: day.hours.iter().map(Hours::to_string).collect(),
            decision: day.decision.clone(),
            uid: day.imported.as_ref().map(|from| from.uid.clone()),
            sequence: day.imported.as_ref().map_or(0, |from| from.sequence),
        };
        match out.last_mut() {
            Some((last, before))
                if last.plus(1) == day.date
                    && ExceptionInput { from: before.from.clone(), to: before.to.clone(), ..entry.clone() }
                        == *before =>
            {
                *last = day.date;
                before.to = Some(day.date.to_string());
            }
            _ => out.push((day.date, entry)),
        }
    }
    out.into_iter().map(|(_, entry)| entry).collect()
}

/// A calendar as it is written. `base` is the code of the one it is laid over.
pub fn written(calendar: &Calendar, base: Option<String>) -> CalendarInput {
    CalendarInput {
        name_vi: calendar.name_vi.clone(),
        name_en: calendar.name_en.clone(),
        base,
        zone: calendar.zone.clone(),
        valid_from: calendar.valid_from.to_string(),
        week: calendar.week.iter().map(|day| day.iter().map(Hours::to_string).collect()).collect(),
        exceptions: entries(&calendar.exceptions),
        seen: Some(calendar.id.0),
        note: String::new(),
    }
}

/// The version of a policy that an input makes.
pub fn policy(id: PolicyId, code: &str, input: &PolicyInput) -> Result<Policy, Vec<Unfit>> {
    let mut faults = Vec::new();
    names(&input.name_vi, &input.name_en, &mut faults);
    name_at("source", &input.source, true, &mut faults);
    let valid_from = date("valid_from", &input.valid_from, &mut faults);
    if input.targets.is_empty() {
        faults.push(Unfit::new("targets", Why::Required, ""));
    }
    // Counted in days alone, a year at most: how a case ended cannot be open for ever.
    if input.appeal_days.is_some_and(|days| !(1..=limits::APPEAL_DAYS).contains(&days)) {
        faults.push(Unfit::new("appeal_days", Why::OutOfRange, format!("1-{}", limits::APPEAL_DAYS)));
    }
    for (number, spec) in input.targets.iter().enumerate() {
        target(number, spec, &input.targets[..number], &mut faults);
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(Policy {
        id,
        code: code.to_owned(),
        name_vi: input.name_vi.trim().to_owned(),
        name_en: input.name_en.trim().to_owned(),
        matches: input.matches.trim().to_owned(),
        enabled: input.enabled,
        valid_from: valid_from.unwrap_or(Day(0)),
        source: input.source.trim().to_owned(),
        check_before_use: input.check_before_use,
        appeals: input.appeals,
        appeal_days: input.appeal_days,
        targets: input.targets.clone(),
    })
}

fn target(number: usize, spec: &TargetSpec, before: &[TargetSpec], faults: &mut Vec<Unfit>) {
    let at = |part: &str| format!("targets[{number}].{part}");
    if before.iter().any(|other| other.target == spec.target) {
        faults.push(Unfit::new(at("target"), Why::Twice, spec.target.code()));
    }
    if !(1..=limits::TERM_UNITS).contains(&spec.amount) {
        faults.push(Unfit::new(at("amount"), Why::OutOfRange, format!("1-{}", limits::TERM_UNITS)));
    }
    if spec.extension_length > limits::TERM_UNITS || (spec.extensions_allowed > 0) != (spec.extension_length > 0) {
        faults.push(Unfit::new(at("extension_length"), Why::OutOfRange, format!("1-{}", limits::TERM_UNITS)));
    }
    let ascending = spec.warn_at.windows(2).all(|pair| pair[0] < pair[1]);
    if !ascending || spec.warn_at.len() > 10 || spec.warn_at.iter().any(|share| !(1..=99).contains(share)) {
        faults.push(Unfit::new(at("warn_at"), Why::OutOfRange, "1-99, 50 < 80"));
    }
}

/// A policy as it is written.
pub fn written_policy(policy: &Policy) -> PolicyInput {
    PolicyInput {
        name_vi: policy.name_vi.clone(),
        name_en: policy.name_en.clone(),
        matches: policy.matches.clone(),
        enabled: policy.enabled,
        valid_from: policy.valid_from.to_string(),
        source: policy.source.clone(),
        check_before_use: policy.check_before_use,
        appeals: policy.appeals,
        appeal_days: policy.appeal_days,
        targets: policy.targets.clone(),
        place: None,
        seen: Some(policy.id.0),
        note: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::tests::viet_nam;

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        let check = |change: fn(&mut CalendarInput), expect: &[(&str, Why)]| {
            let mut input = written(&viet_nam(), None);
            change(&mut input);
            let found = calendar(CalendarId(2), "x", &input, None).err().unwrap_or_default();
            let found: Vec<_> = found.iter().map(|unfit| (unfit.place.as_str(), unfit.why)).collect();
            assert_eq!(found, expect);
        };
        check(|_| {}, &[]);
        check(|i| i.week = vec![], &[("week", Why::NeverWorks)]);
        check(|i| i.week[2] = vec!["07:30-11:30".into(), "11:00-17:00".into()], &[("week[2][1]", Why::Overlap)]);
        check(|i| i.week[4] = vec!["17:00-07:30".into()], &[("week[4][0]", Why::NotAPeriod)]);
        check(|i| i.zone.clear(), &[("zone", Why::Required)]);
        check(|i| i.valid_from = "24/11/2026".into(), &[("valid_from", Why::NotADate)]);
        check(|i| i.exceptions[0].to = Some("2024-02-07".into()), &[("exceptions[0].to", Why::EndBeforeStart)]);
        check(|i| i.exceptions[0].to = Some("2026-02-07".into()), &[("exceptions[0].to", Why::TooMany)]);
        check(|i| i.exceptions[1].from = "2024-02-10".into(), &[("exceptions[1].from", Why::Twice)]);
        check(|i| i.exceptions[0].kind = "rest".into(), &[("exceptions[0].kind", Why::UnknownValue)]);
        check(|i| i.exceptions[0].hours = vec!["08:00-09:00".into()], &[("exceptions[0].hours", Why::HoursNotAllowed)]);
        check(|i| i.exceptions[0].kind = "short_day".into(), &[("exceptions[0].hours", Why::HoursMissing)]);
        check(
            |i| {
                i.name_vi.clear();
                i.exceptions[0].name_vi.clear();
            },
            &[("name_vi", Why::Required), ("exceptions[0].name_vi", Why::Required)],
        );
    }

    #[test]
    fn a_calendar_is_written_and_read_back() {
        let before = viet_nam();
        let input = written(&before, None);
        assert_eq!(
            (input.exceptions[0].from.as_str(), input.exceptions[0].to.as_deref()),
            ("2024-02-08", Some("2024-02-14"))
        );
        let mut after = calendar(before.id, &before.code, &input, None).unwrap();
        let mut sorted = before;
        sorted.exceptions.sort_by_key(|day| day.date);
        after.exceptions.sort_by_key(|day| day.date);
        assert_eq!(after, sorted);
    }
}

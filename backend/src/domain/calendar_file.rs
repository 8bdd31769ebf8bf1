//! Reads an iCalendar file (RFC 5545) of whole days and lays it into the exceptions of a calendar: what came from
//! the same event before is replaced or taken out. Bounded before anything is expanded; stores nothing.

use hoiam_shared::clock::{Day, DayException, ExceptionKind, Imported};
use hoiam_shared::limits;
use hoiam_shared::unfit::{Unfit, Why};
use icalendar::parser::{Component, Property, read_components, unfold};
use std::collections::HashSet;

/// Recurrences are expanded up to the end of this year, which is as far as calendars are compiled.
const LAST_YEAR: i64 = 2059;
/// Mistakes named at most.
const NAMED: usize = 20;

/// One event of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileEvent {
    /// Line at which it begins, from 1.
    pub line: usize,
    uid: String,
    sequence: u32,
    cancelled: bool,
    name: String,
    /// The occurrence that it stands in for, of another event with the same `UID`.
    instead_of: Option<Day>,
    days: Vec<Day>,
}

/// What a file does to a calendar.
#[derive(Debug, Default)]
pub struct Laid {
    /// The exceptions with the file in them, by date.
    pub exceptions: Vec<DayException>,
    /// Events that a newer revision was known of: line.
    pub outdated: Vec<usize>,
    /// Dates of which the calendar says something else already, which stays: line and date.
    pub taken: Vec<(usize, Day)>,
}

/// Reads a file; every mistake names its line.
pub fn read(file: &str) -> Result<Vec<FileEvent>, Vec<Unfit>> {
    if file.len() > limits::CALENDAR_BYTES {
        let mebibytes = limits::CALENDAR_BYTES >> 20;
        return Err(vec![Unfit::new("file", Why::TooMany, format!("{mebibytes} MB"))]);
    }
    let lines = outline(file).map_err(|unfit| vec![unfit])?;
    let text = unfold(file.trim_start_matches('\u{feff}'));
    let found = read_components(&text);
    let roots = found.map_err(|_| vec![Unfit::new("line 1", Why::Unreadable, "iCalendar (RFC 5545)")])?;
    let whole_file_cancelled = |root: &Component<'_>| {
        root.find_prop("METHOD").is_some_and(|method| method.val.as_str().eq_ignore_ascii_case("CANCEL"))
    };
    let mut components = Vec::new();
    for root in &roots {
        let cancelled = whole_file_cancelled(root);
        components.extend(root.components.iter().filter(|c| c.name == "VEVENT").map(|c| (c, cancelled)));
    }
    let (mut events, mut faults, mut days) = (Vec::new(), Vec::new(), 0);
    for ((component, cancelled), line) in components.into_iter().zip(lines) {
        match event(component, line, cancelled) {
            Ok(event) => {
                days += event.days.len();
                if days > limits::CALENDAR_FILE_DAYS {
                    return Err(vec![too_many(line)]);
                }
                events.push(event);
            }
            Err(fault) => faults.push(fault),
        }
        if faults.len() >= NAMED {
            break;
        }
    }
    if events.is_empty() && faults.is_empty() {
        faults.push(Unfit::new("file", Why::Unreadable, "VEVENT"));
    }
    if faults.is_empty() { Ok(events) } else { Err(faults) }
}

fn too_many(line: usize) -> Unfit {
    Unfit::new(at(line), Why::TooMany, limits::CALENDAR_FILE_DAYS.to_string())
}

fn at(line: usize) -> String {
    format!("line {line}")
}

/// The lines at which events begin. Finds what is not shaped like iCalendar, which the parser would name less well.
fn outline(file: &str) -> Result<Vec<usize>, Unfit> {
    let mut events = Vec::new();
    let mut open: Vec<(String, usize)> = Vec::new();
    for (n, line) in file.trim_start_matches('\u{feff}').lines().enumerate() {
        let folded = line.starts_with([' ', '\t']);
        let line_number = n + 1;
        if folded || line.trim().is_empty() {
            continue;
        }
        let wrong = |what: &str| Unfit::new(at(line_number), Why::Unreadable, shortened(what));
        let (name, value) = line.split_once(':').ok_or_else(|| wrong(line))?;
        let value = value.trim().to_ascii_uppercase();
        if open.is_empty() && !name.eq_ignore_ascii_case("BEGIN") {
            return Err(wrong(line));
        }
        if name.eq_ignore_ascii_case("BEGIN") {
            if value == "VEVENT" {
                events.push(line_number);
            }
            open.push((value, line_number));
        } else if name.eq_ignore_ascii_case("END") && open.pop().is_none_or(|(begun, _)| begun != value) {
            return Err(wrong(line));
        }
    }
    match open.pop() {
        Some((name, line)) => Err(Unfit::new(at(line), Why::Unreadable, format!("BEGIN:{name} … END:{name}?"))),
        None => Ok(events),
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(60).collect()
}

fn event(component: &Component<'_>, line: usize, cancelled: bool) -> Result<FileEvent, Unfit> {
    let text = |name: &str| component.find_prop(name).map(|p| p.val.clone().unescape_text().as_str().trim().to_owned());
    let missing = |name: &str| Unfit::new(at(line), Why::Unreadable, name);
    let uid = text("UID").filter(|uid| !uid.is_empty()).ok_or_else(|| missing("UID"))?;
    let sequence = match text("SEQUENCE") {
        Some(number) => number.parse().map_err(|_| missing(&format!("SEQUENCE:{}", shortened(&number))))?,
        None => 0,
    };
    let start = component.find_prop("DTSTART").ok_or_else(|| missing("DTSTART"))?;
    let first = whole_day(start, line)?;
    let length = length(component, first, line)?;
    let instead_of = component.find_prop("RECURRENCE-ID").map(|id| whole_day(id, line)).transpose()?;
    let mut days = Vec::new();
    for occurrence in occurrences(component, first, line)? {
        if days.len() + usize::try_from(length).unwrap_or(usize::MAX) > limits::CALENDAR_FILE_DAYS {
            return Err(too_many(line));
        }
        days.extend((0..length).map(|n| occurrence.plus(n)));
    }
    let cancelled = cancelled || text("STATUS").is_some_and(|status| status.eq_ignore_ascii_case("CANCELLED"));
    let name = text("SUMMARY").filter(|name| !name.is_empty());
    let name = if cancelled { name.unwrap_or_default() } else { name.ok_or_else(|| missing("SUMMARY"))? };
    let name = name.chars().take(limits::TITLE_CHARS).collect();
    Ok(FileEvent { line, uid, sequence, cancelled, name, instead_of, days })
}

/// A date; an instant is refused, since a day off has no hours.
fn whole_day(property: &Property<'_>, line: usize) -> Result<Day, Unfit> {
    let text = property.val.as_str().trim();
    let day = if text.len() == 8 { compact(text) } else { None };
    day.ok_or_else(|| {
        let why = if text.contains('T') { Why::NotWholeDays } else { Why::NotADate };
        Unfit::new(at(line), why, format!("{}:{}", property.name.as_str(), shortened(text)))
    })
}

/// `20261124`.
fn compact(text: &str) -> Option<Day> {
    let part = |range: std::ops::Range<usize>| text.get(range)?.parse::<i64>().ok();
    let digits = text.bytes().all(|c| c.is_ascii_digit());
    if digits { Day::new(part(0..4)?, part(4..6)?, part(6..8)?) } else { None }
}

/// How many days one occurrence takes. `DTEND` is the day after the last (RFC 5545, 3.6.1).
fn length(component: &Component<'_>, first: Day, line: usize) -> Result<i32, Unfit> {
    if let Some(end) = component.find_prop("DTEND") {
        let end = whole_day(end, line)?;
        // Some programs write the same day for an event of one day.
        return match end.0 - first.0 {
            0 => Ok(1),
            days if days < 0 => Err(Unfit::new(at(line), Why::EndBeforeStart, end.to_string())),
            days if days > 366 => Err(Unfit::new(at(line), Why::TooMany, "366")),
            days => Ok(days),
        };
    }
    let Some(duration) = component.find_prop("DURATION") else { return Ok(1) };
    let text = duration.val.as_str().trim();
    let number = |unit: char| text.strip_prefix('P')?.strip_suffix(unit)?.parse::<i32>().ok();
    let days = number('D').or_else(|| number('W').and_then(|weeks| weeks.checked_mul(7)));
    days.filter(|days| (1..=366).contains(days))
        .ok_or_else(|| Unfit::new(at(line), Why::Unreadable, format!("DURATION:{}", shortened(text))))
}

/// The first days of all occurrences.
fn occurrences(component: &Component<'_>, first: Day, line: usize) -> Result<Vec<Day>, Unfit> {
    let all = |name: &'static str| component.properties.iter().filter(move |p| p.name == name);
    let listed = |name: &'static str| -> Result<Vec<Day>, Unfit> {
        let texts = all(name).flat_map(|p| p.val.as_str().split(','));
        let day = |text: &str| {
            let date = text.trim().split('T').next().unwrap_or_default();
            compact(date).ok_or_else(|| Unfit::new(at(line), Why::NotADate, format!("{name}:{}", shortened(text))))
        };
        texts.map(day).collect()
    };
    let except: HashSet<Day> = listed("EXDATE")?.into_iter().collect();
    let mut days = vec![first];
    for rule in all("RRULE") {
        days.extend(recurrences(rule.val.as_str(), first, line)?);
    }
    days.extend(listed("RDATE")?);
    days.sort_unstable();
    days.dedup();
    days.retain(|day| !except.contains(day));
    Ok(days)
}

fn recurrences(rule: &str, first: Day, line: usize) -> Result<Vec<Day>, Unfit> {
    let wrong = || Unfit::new(at(line), Why::Unreadable, format!("RRULE:{}", shortened(rule)));
    let mut parts = Vec::new();
    for part in rule.split(';') {
        let (name, value) = part.split_once('=').ok_or_else(wrong)?;
        let (name, mut value) = (name.trim().to_ascii_uppercase(), value.trim().to_ascii_uppercase());
        match name.as_str() {
            "FREQ" if !matches!(value.as_str(), "DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY") => return Err(wrong()),
            // The days are expanded as instants of UTC; the end is said in the same way.
            "UNTIL" if value.len() == 8 => value.push_str("T235959Z"),
            "UNTIL" if !value.ends_with('Z') => value.push('Z'),
            "BYHOUR" | "BYMINUTE" | "BYSECOND" => return Err(wrong()),
            _ => {}
        }
        parts.push(format!("{name}={value}"));
    }
    let (year, month, day) = first.civil();
    let text = format!("DTSTART:{year:04}{month:02}{day:02}T000000Z\nRRULE:{}", parts.join(";"));
    // `limit` keeps a rule that never holds (30 February) from being looked for forever.
    let set = text.parse::<rrule::RRuleSet>().map_err(|_| wrong())?.limit();
    let mut days = Vec::new();
    for instant in &set {
        let day = compact(&instant.format("%Y%m%d").to_string()).ok_or_else(wrong)?;
        if day.civil().0 > LAST_YEAR {
            break;
        }
        if days.len() >= limits::CALENDAR_FILE_DAYS {
            return Err(too_many(line));
        }
        days.push(day);
    }
    Ok(days)
}

/// Lays the events into exceptions, as days of `kind`.
pub fn lay(exceptions: &[DayException], events: &[FileEvent], kind: ExceptionKind, decision: Option<&str>) -> Laid {
    let mut laid = Laid { exceptions: exceptions.to_vec(), ..Laid::default() };
    let from = |day: &DayException, uid: &str| day.imported.as_ref().is_some_and(|imported| imported.uid == uid);
    // What stands in for one occurrence comes after the series, wherever the file has it.
    let series = events.iter().filter(|event| event.instead_of.is_none());
    for event in series.chain(events.iter().filter(|event| event.instead_of.is_some())) {
        let known = exceptions.iter().filter(|day| from(day, &event.uid)).filter_map(|day| day.imported.as_ref());
        if known.map(|imported| imported.sequence).max().is_some_and(|newest| newest > event.sequence) {
            laid.outdated.push(event.line);
            continue;
        }
        // An event replaces all that came from it before; one that stands in for an occurrence replaces that alone.
        // What another event of this file with the same UID has just brought stays.
        let fresh = Imported { uid: event.uid.clone(), sequence: event.sequence };
        match event.instead_of {
            Some(day) => laid.exceptions.retain(|other| !(from(other, &event.uid) && other.date == day)),
            None => laid.exceptions.retain(|other| !from(other, &event.uid)),
        }
        if event.cancelled {
            continue;
        }
        for &date in &event.days {
            if laid.exceptions.iter().any(|other| other.date == date) {
                laid.taken.push((event.line, date));
                continue;
            }
            laid.exceptions.push(DayException {
                date,
                kind,
                name_vi: event.name.clone(),
                name_en: event.name.clone(),
                hours: Vec::new(),
                decision: decision.map(str::to_owned),
                imported: Some(fresh.clone()),
            });
        }
    }
    laid.exceptions.sort_by_key(|day| day.date);
    laid
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(events: &str) -> String {
        format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//EN\r\n{}END:VCALENDAR\r\n",
            events.replace('\n', "\r\n")
        )
    }

    fn days(events: &[FileEvent]) -> Vec<String> {
        let laid = lay(&[], events, ExceptionKind::Holiday, None);
        laid.exceptions.iter().map(|day| day.date.to_string()).collect()
    }

    const TET: &str = "BEGIN:VEVENT\nUID:tet-2026\nSUMMARY:Tết Nguyên\n  Đán\nDTSTART;VALUE=DATE:20260216\nDTEND;VALUE=DATE:20260221\nEND:VEVENT\n";

    #[test]
    fn whole_days_with_an_end_that_is_not_included() {
        let events = read(&file(TET)).unwrap();
        assert_eq!((events[0].line, events[0].name.as_str()), (4, "Tết Nguyên Đán"));
        assert_eq!(days(&events), ["2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20"]);
    }

    #[test]
    fn recurrences_are_expanded_and_bounded() {
        let check = |rule: &str, expect: &[&str]| {
            let text = format!(
                "BEGIN:VEVENT\nUID:a\nSUMMARY:x\nDTSTART;VALUE=DATE:20261124\n{rule}\nEXDATE;VALUE=DATE:20271124\nEND:VEVENT\n"
            );
            assert_eq!(days(&read(&file(&text)).unwrap()), expect, "{rule}");
        };
        check("RRULE:FREQ=YEARLY;COUNT=3", &["2026-11-24", "2028-11-24"]);
        check("RRULE:FREQ=YEARLY;UNTIL=20281124", &["2026-11-24", "2028-11-24"]);
        check("RRULE:FREQ=YEARLY;UNTIL=20281124T000000Z", &["2026-11-24", "2028-11-24"]);
        check("RRULE:FREQ=MONTHLY;BYDAY=1MO;COUNT=2", &["2026-11-24", "2026-12-07", "2027-01-04"]);
        check("RDATE;VALUE=DATE:20270101,20270102", &["2026-11-24", "2027-01-01", "2027-01-02"]);
        check("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", &["2026-11-24"]);
        let endless =
            read(&file("BEGIN:VEVENT\nUID:a\nSUMMARY:x\nDTSTART;VALUE=DATE:20261124\nRRULE:FREQ=YEARLY\nEND:VEVENT\n"));
        assert_eq!(days(&endless.unwrap()).len(), 34);
    }

    #[test]
    fn every_mistake_names_its_line() {
        let check = |events: &str, place: &str, why: Why| {
            let found = read(&file(events)).unwrap_err();
            assert_eq!((found[0].place.as_str(), found[0].why), (place, why), "{events}");
        };
        let event = |lines: &str| format!("{TET}BEGIN:VEVENT\nUID:b\nSUMMARY:x\n{lines}\nEND:VEVENT\n");
        check(&event("DTSTART:20261124T080000Z"), "line 11", Why::NotWholeDays);
        check(&event("DTSTART;VALUE=DATE:20260230"), "line 11", Why::NotADate);
        check(&event("DTSTART;VALUE=DATE:20261124\nDTEND;VALUE=DATE:20261120"), "line 11", Why::EndBeforeStart);
        check(&event("DTSTART;VALUE=DATE:20261124\nRRULE:FREQ=DAILY;COUNT=10000"), "line 11", Why::TooMany);
        check(&event("DTSTART;VALUE=DATE:20261124\nRRULE:FREQ=DAILY"), "line 11", Why::TooMany);
        check(&event("DTSTART;VALUE=DATE:20261124\nRRULE:FREQ=SECONDLY"), "line 11", Why::Unreadable);
        check(&event("DTSTART;VALUE=DATE:20261124\nRRULE:nonsense"), "line 11", Why::Unreadable);
        check(&event("DTSTART;VALUE=DATE:20261124\nSEQUENCE:two"), "line 11", Why::Unreadable);
        check(&event("no colon here"), "line 14", Why::Unreadable);
        check(&event("SUMMARY:x"), "line 11", Why::Unreadable);
        check("", "file", Why::Unreadable);
        check("BEGIN:VEVENT\nUID:a\n", "line 6", Why::Unreadable);
        let plain = read("hello").unwrap_err();
        assert_eq!((plain[0].place.as_str(), plain[0].why), ("line 1", Why::Unreadable));
        let large = "BEGIN:VEVENT\nUID:a\nEND:VEVENT\n".repeat(80_000);
        assert_eq!(read(&file(&large)).unwrap_err()[0].why, Why::TooMany);
    }

    #[test]
    fn a_later_revision_replaces_and_a_cancelled_event_goes() {
        let first = lay(&[], &read(&file(TET)).unwrap(), ExceptionKind::Holiday, Some("12/QĐ-TTg"));
        assert_eq!(first.exceptions[0].decision.as_deref(), Some("12/QĐ-TTg"));
        let moved = TET.replace("20260221", "20260220").replace("UID:tet-2026", "UID:tet-2026\nSEQUENCE:2");
        let second = lay(&first.exceptions, &read(&file(&moved)).unwrap(), ExceptionKind::Holiday, None);
        assert_eq!(second.exceptions.len(), 4);
        let old = lay(&second.exceptions, &read(&file(TET)).unwrap(), ExceptionKind::Holiday, None);
        assert_eq!((old.exceptions.len(), old.outdated.as_slice()), (4, &[4][..]));
        let gone = moved.replace("SEQUENCE:2", "SEQUENCE:3\nSTATUS:CANCELLED");
        assert_eq!(lay(&second.exceptions, &read(&file(&gone)).unwrap(), ExceptionKind::Holiday, None).exceptions, []);
        // What was written by hand stays.
        let mut own = first.exceptions[..1].to_vec();
        own[0].imported = None;
        let kept = lay(&own, &read(&file(TET)).unwrap(), ExceptionKind::Holiday, None);
        assert_eq!((kept.exceptions.len(), kept.taken.len()), (5, 1));
        assert_eq!(kept.exceptions[0], own[0]);
    }

    #[test]
    fn one_occurrence_is_moved_or_cancelled_alone() {
        let series =
            "BEGIN:VEVENT\nUID:s\nSUMMARY:x\nDTSTART;VALUE=DATE:20261124\nRRULE:FREQ=YEARLY;COUNT=3\nEND:VEVENT\n";
        let moved = "BEGIN:VEVENT\nUID:s\nSUMMARY:x\nRECURRENCE-ID;VALUE=DATE:20271124\nDTSTART;VALUE=DATE:20271126\nEND:VEVENT\n";
        assert_eq!(
            days(&read(&file(&format!("{series}{moved}"))).unwrap()),
            ["2026-11-24", "2027-11-26", "2028-11-24"]
        );
    }
}

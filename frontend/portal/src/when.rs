//! Dates as people read them, in the zone and language of the page. What is due when is decided elsewhere.

use crate::Page;
use hoiam_shared::catalogue::clock::ClockText;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::portal::Portal as T;
use hoiam_shared::{Lang, Stamp};
use jiff::civil::{Date, DateTime};

/// The clock on the wall of the page's zone. Instants outside jiff's years (−9999…9999) show as the epoch.
fn local(page: &Page, at: Stamp) -> DateTime {
    let instant = jiff::Timestamp::from_millisecond(at.ms()).unwrap_or_default();
    instant.to_zoned(page.shell.zone.clone()).datetime()
}

fn in_words(date: Date, lang: Lang, pattern: T) -> String {
    let weekday = ClockText::weekday(date.weekday().to_monday_zero_offset().unsigned_abs().into()).text(lang);
    fill(
        pattern.text(lang),
        &[
            ("weekday", weekday),
            ("day", &date.day().to_string()),
            ("dd", &format!("{:02}", date.day())),
            ("mm", &format!("{:02}", date.month())),
            ("month", T::month(date.month().unsigned_abs().into()).text(lang)),
            ("year", &date.year().to_string()),
        ],
    )
}

/// `24/11/2026`, `24 November 2026`.
pub(crate) fn date(page: &Page, at: Stamp) -> String {
    in_words(local(page, at).date(), page.lang, T::DateShort)
}

/// A day of the calendar: `24/11/2026`.
pub(crate) fn day(page: &Page, date: Date) -> String {
    in_words(date, page.lang, T::DateShort)
}

/// The day it is in the zone of the page.
pub(crate) fn day_of(page: &Page, at: Stamp) -> Date {
    local(page, at).date()
}

/// The same with the time of day.
pub(crate) fn date_time(page: &Page, at: Stamp) -> String {
    let at = local(page, at);
    let (date, time) = (in_words(at.date(), page.lang, T::DateShort), clock(at));
    page.say(T::AtTime, &[("time", &time), ("date", &date)])
}

/// A deadline: `hết thứ Ba, 24/11/2026` for the 24:00 that day-counted terms end at, with the time otherwise.
pub(crate) fn due(page: &Page, at: Stamp) -> String {
    let wall = local(page, at);
    if wall.time() == jiff::civil::Time::midnight() {
        page.say(T::EndOf, &[("date", &in_words(last_day(page, at), page.lang, T::DateLong))])
    } else {
        let date = in_words(wall.date(), page.lang, T::DateLong);
        page.say(T::AtTime, &[("time", &clock(wall)), ("date", &date)])
    }
}

/// How far off a deadline is, in days of the calendar, as people count them.
pub(crate) fn distance(page: &Page, due: Stamp, now: Stamp) -> String {
    let days = (last_day(page, due) - local(page, now).date()).get_days();
    let n = days.unsigned_abs().to_string();
    let (late, n) = (now >= due, &[("n", n.as_str())]);
    match (late, days) {
        (true, 0..) => page.t(T::JustOver).to_owned(),
        (true, -1) => page.t(T::DayOver).to_owned(),
        (true, _) => page.say(T::DaysOver, n),
        (false, ..=0) => page.t(T::DueToday).to_owned(),
        (false, 1) => page.t(T::DayLeft).to_owned(),
        (false, _) => page.say(T::DaysLeft, n),
    }
}

/// The day a deadline belongs to: 24:00 belongs to the day it ends.
pub(crate) fn last_day(page: &Page, due: Stamp) -> Date {
    local(page, Stamp(due.ms() - 1)).date()
}

fn clock(at: DateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Shell;
    use std::sync::Arc;

    fn page(lang: Lang) -> Page {
        let shell = Shell {
            tokens_href: String::new(),
            styles_href: String::new(),
            operator: String::new(),
            zone: jiff::tz::TimeZone::get("Asia/Ho_Chi_Minh").expect("bundled"),
        };
        Page::new(lang, "/", Arc::new(shell))
    }

    fn at(text: &str) -> Stamp {
        Stamp::parse(text).expect("a test's own instant")
    }

    #[test]
    fn a_term_of_days_ends_on_its_last_day() {
        let check = |due_at, vi, en| {
            assert_eq!(due(&page(Lang::Vi), at(due_at)), vi);
            assert_eq!(due(&page(Lang::En), at(due_at)), en);
        };
        check("2026-11-24T17:00:00Z", "hết thứ Ba, 24/11/2026", "the end of Tuesday 24 November 2026");
        check("2026-11-24T03:05:00Z", "10:05, thứ Ba, 24/11/2026", "Tuesday 24 November 2026, 10:05");
    }

    #[test]
    fn distances_are_counted_in_days_of_the_calendar() {
        let check = |now, vi, en| {
            let due = at("2026-11-24T17:00:00Z");
            assert_eq!(distance(&page(Lang::Vi), due, at(now)), vi, "{now}");
            assert_eq!(distance(&page(Lang::En), due, at(now)), en, "{now}");
        };
        check("2026-11-18T05:00:00Z", "Còn 6 ngày", "6 days left");
        check("2026-11-22T17:00:00Z", "Còn 1 ngày", "1 day left");
        check("2026-11-24T16:59:59Z", "Hạn là hôm nay", "Due today");
        check("2026-11-24T17:00:00Z", "Quá hạn 1 ngày", "1 day overdue");
        check("2026-11-27T05:00:00Z", "Quá hạn 3 ngày", "3 days overdue");
    }
}

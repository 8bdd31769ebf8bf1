//! Days and working time as they are shown in the account of a deadline.

use hoiam_shared::Lang;
use hoiam_shared::catalogue::clock::ClockText;
use hoiam_shared::clock::Day;

/// `24/11`.
pub fn short(day: Day) -> String {
    let (_, month, date) = day.civil();
    format!("{date:02}/{month:02}")
}

/// `thứ Ba 24/11/2026`.
pub fn day(day: Day, lang: Lang) -> String {
    let (year, ..) = day.civil();
    format!("{} {}/{year}", ClockText::weekday(day.weekday()).text(lang), short(day))
}

/// Working time: `7:30`, hours and minutes.
pub fn duration(minutes: i64) -> String {
    format!("{}:{:02}", minutes.max(0) / 60, minutes.max(0) % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_durations() {
        let date = Day::parse("2026-11-24").expect("a date");
        assert_eq!((short(date), day(date, Lang::Vi)), ("24/11".to_owned(), "thứ Ba 24/11/2026".to_owned()));
        assert_eq!(day(date, Lang::En), "Tuesday 24/11/2026");
        let check = |minutes, expect: &str| assert_eq!(duration(minutes), expect);
        check(0, "0:00");
        check(450, "7:30");
        check(6_005, "100:05");
    }
}

//! Dates as each language writes them. The one place that knows the offset of the zone: Asia/Ho_Chi_Minh has
//! been at +7 without daylight saving since 1975; zones per agency come with the calendars of issue 5.

use hoiam_shared::{Lang, Stamp};

/// Minutes ahead of UTC.
const OFFSET_MIN: i64 = 7 * 60;
const DAY_MS: i64 = 86_400_000;
const EN_MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const VI_DAYS: [&str; 7] = ["Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư"];
const EN_DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];

/// `24/11/2026`, `24 Nov 2026`.
pub fn date(at: Stamp, lang: Lang) -> String {
    let (y, m, d, ..) = at.civil(OFFSET_MIN);
    match lang {
        Lang::Vi => format!("{d:02}/{m:02}/{y}"),
        Lang::En => format!("{d} {} {y}", en_month(m)),
    }
}

/// `24/11`, `24 Nov`: where the year is clear from `now`; with the year otherwise.
pub fn short_date(at: Stamp, now: Stamp, lang: Lang) -> String {
    let (y, m, d, ..) = at.civil(OFFSET_MIN);
    if y != now.civil(OFFSET_MIN).0 {
        return date(at, lang);
    }
    match lang {
        Lang::Vi => format!("{d:02}/{m:02}"),
        Lang::En => format!("{d} {}", en_month(m)),
    }
}

/// `24/11/2026 14:05`, `24 Nov 2026, 14:05`.
pub fn date_time(at: Stamp, lang: Lang) -> String {
    let (.., hour, minute) = at.civil(OFFSET_MIN);
    let comma = if lang == Lang::En { "," } else { "" };
    format!("{}{comma} {hour:02}:{minute:02}", date(at, lang))
}

/// `14:05`.
pub fn time(at: Stamp) -> String {
    let (.., hour, minute) = at.civil(OFFSET_MIN);
    format!("{hour:02}:{minute:02}")
}

/// A due date: `Thứ Sáu 04/12/2026`. A term that ends at 24:00 ends on the day before that midnight, which is
/// how people read it; one that ends within a day carries its time.
pub fn due(at: Stamp, lang: Lang) -> String {
    let (.., hour, minute) = at.civil(OFFSET_MIN);
    if (hour, minute) == (0, 0) {
        let day = Stamp(at.ms() - 1);
        format!("{} {}", weekday(day, lang), date(day, lang))
    } else {
        format!("{} {}", weekday(at, lang), date_time(at, lang))
    }
}

/// `11/2026`, `Nov 2026` from `2026-11`; anything else unchanged.
pub fn month(code: &str, lang: Lang) -> String {
    let Some((y, m)) = split_month(code) else { return code.to_owned() };
    match lang {
        Lang::Vi => format!("{m:02}/{y}"),
        Lang::En => format!("{} {y}", en_month(m)),
    }
}

/// The month of `at` as `2026-11`.
pub fn month_of(at: Stamp) -> String {
    let (y, m, ..) = at.civil(OFFSET_MIN);
    format!("{y:04}-{m:02}")
}

/// The day of `at`, as `<input type=date>` writes it.
pub fn day_of(at: Stamp) -> String {
    input_date(Stamp(at.ms() + 1))
}

/// `2026-11` moved by `by` months; unchanged when it is not a month.
pub fn month_plus(code: &str, by: i64) -> String {
    let Some((y, m)) = split_month(code) else { return code.to_owned() };
    let n = y * 12 + (m - 1) + by;
    format!("{:04}-{:02}", n.div_euclid(12), n.rem_euclid(12) + 1)
}

/// Midnight at the end of `2026-12-04`, as `<input type=date>` writes it.
pub fn end_of_day(date: &str) -> Option<Stamp> {
    Stamp::parse(&format!("{date}T00:00:00+07:00")).map(|at| Stamp(at.ms() + DAY_MS))
}

/// The inverse of [`end_of_day`].
pub fn input_date(end: Stamp) -> String {
    let (y, m, d, ..) = Stamp(end.ms() - 1).civil(OFFSET_MIN);
    format!("{y:04}-{m:02}-{d:02}")
}

fn split_month(code: &str) -> Option<(i64, i64)> {
    let (y, m) = code.split_once('-')?;
    let (y, m) = (y.parse().ok()?, m.parse().ok()?);
    (1..=12).contains(&m).then_some((y, m))
}

fn weekday(at: Stamp, lang: Lang) -> &'static str {
    let days = (at.ms() + OFFSET_MIN * 60_000).div_euclid(DAY_MS);
    let i = days.rem_euclid(7) as usize;
    match lang {
        Lang::Vi => VI_DAYS[i],
        Lang::En => EN_DAYS[i],
    }
}

fn en_month(m: i64) -> &'static str {
    usize::try_from(m - 1).ok().and_then(|i| EN_MONTHS.get(i)).copied().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Stamp {
        Stamp::parse(text).expect("a test writes real dates")
    }

    #[test]
    fn dates_in_both_languages() {
        let late = at("2026-11-24T18:30:00Z");
        assert_eq!(date_time(late, Lang::Vi), "25/11/2026 01:30");
        assert_eq!(date_time(late, Lang::En), "25 Nov 2026, 01:30");
        assert_eq!(short_date(late, at("2026-01-01T00:00:00Z"), Lang::Vi), "25/11");
        assert_eq!(short_date(late, at("2027-01-01T00:00:00Z"), Lang::En), "25 Nov 2026");
    }

    #[test]
    fn a_term_that_ends_at_midnight_ends_the_day_before() {
        let check = |text, lang, expect| assert_eq!(due(at(text), lang), expect, "{text}");
        check("2026-12-05T00:00:00+07:00", Lang::Vi, "Thứ Sáu 04/12/2026");
        check("2026-12-05T00:00:00+07:00", Lang::En, "Fri 4 Dec 2026");
        check("2026-11-22T16:30:00+07:00", Lang::Vi, "Chủ Nhật 22/11/2026 16:30");
    }

    #[test]
    fn months() {
        assert_eq!(month("2026-11", Lang::Vi), "11/2026");
        assert_eq!(month("2026-01", Lang::En), "Jan 2026");
        assert_eq!(month("tháng 1", Lang::Vi), "tháng 1");
        let check = |code, by, expect| assert_eq!(month_plus(code, by), expect, "{code} {by}");
        check("2026-01", -1, "2025-12");
        check("2026-12", 1, "2027-01");
        check("2026-11", -11, "2025-12");
        assert_eq!(month_of(at("2026-10-31T17:00:00Z")), "2026-11");
    }

    #[test]
    fn the_end_of_a_day_is_its_last_midnight() {
        assert_eq!(end_of_day("2026-12-04").map(|s| due(s, Lang::En)).as_deref(), Some("Fri 4 Dec 2026"));
        assert_eq!(end_of_day("2026-12-04").map(input_date).as_deref(), Some("2026-12-04"));
        assert_eq!(end_of_day("2026-02-30"), None);
        assert_eq!(end_of_day(""), None);
    }
}

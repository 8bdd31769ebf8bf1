//! Figures in words, and how a table of them is sorted.

use hoiam_desk::pure::dates::month_plus;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::due::Due;
use hoiam_shared::catalogue::figures::Figures;
use hoiam_shared::catalogue::fill;
pub use hoiam_shared::catalogue::{decimal, percent as percent_of};
use hoiam_shared::wire::indicators::{IndicatorRow, Rate};
use std::cmp::Ordering;

const DAY_MINUTES: i64 = 1_440;

/// A share in percent with one decimal; `None` when there is nothing to take a share of.
pub fn percent(rate: &Rate, lang: Lang) -> Option<String> {
    percent_of(rate.part.value, rate.of.value, lang)
}

/// Minutes as days with one decimal: `3,5`.
pub fn days(minutes: i64, lang: Lang) -> String {
    decimal((minutes * 20 + DAY_MINUTES) / (2 * DAY_MINUTES), lang)
}

/// A mean of ratings: `4,2`.
pub fn stars(centi: i64, lang: Lang) -> String {
    decimal((centi + 5) / 10, lang)
}

/// A count with its thousands grouped: `12.345`, `12,345`.
pub fn count(n: i64, lang: Lang) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::new();
    if n < 0 {
        out.push('-');
    }
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(if lang == Lang::Vi { '.' } else { ',' });
        }
        out.push(c);
    }
    out
}

/// An amount of đồng in the unit that people say: `344,8 tỷ đồng`.
pub fn amount(whole: u64, lang: Lang) -> String {
    let (unit, key) = match whole {
        0..1_000_000_000 => (1_000_000, Figures::CostMillion),
        _ => (1_000_000_000, Figures::CostBillion),
    };
    let tenths = i64::try_from((u128::from(whole) * 10 + unit / 2) / unit).unwrap_or(i64::MAX);
    let n = format!("{}{}{}", count(tenths / 10, lang), separator(lang), tenths % 10);
    fill(key.text(lang), &[("n", &n)])
}

/// A number with at most one decimal, as people write it, in tenths.
pub fn tenths_from(text: &str) -> Option<u64> {
    let (whole, rest) = text.trim().split_once([',', '.']).unwrap_or((text.trim(), "0"));
    let digit = |text: &str| (text.len() == 1).then(|| text.parse::<u64>().ok()).flatten();
    whole.parse::<u64>().ok()?.checked_mul(10)?.checked_add(digit(rest)?)
}

const fn separator(lang: Lang) -> char {
    match lang {
        Lang::Vi => ',',
        Lang::En => '.',
    }
}

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// By name, as it came.
    Agency,
    /// Received in the period.
    Received,
    /// Resolution rate.
    Resolution,
    /// On-time rate.
    OnTime,
    /// Open now.
    Backlog,
    /// Overdue now.
    Overdue,
    /// Mean rating.
    Satisfaction,
}

/// Sorts rows by a column; rows without a figure stay last either way, equal ones keep their order.
pub fn sort(rows: &mut [IndicatorRow], by: Column, descending: bool) {
    let key = |row: &IndicatorRow| -> Option<i64> {
        match by {
            Column::Agency => Some(0),
            Column::Received => Some(row.received.value),
            // Parts per million, so that equal percentages still order by what they are.
            Column::Resolution => share(&row.resolution_rate),
            Column::OnTime => share(&row.on_time_rate),
            Column::Backlog => Some(row.backlog.value),
            Column::Overdue => Some(row.overdue.value),
            Column::Satisfaction => row.satisfaction_centi,
        }
    };
    let compare = |a: &IndicatorRow, b: &IndicatorRow| {
        let order = match (key(a), key(b)) {
            (None, None) => return Ordering::Equal,
            (None, _) => return Ordering::Greater,
            (_, None) => return Ordering::Less,
            (Some(x), Some(y)) if by == Column::Agency => x.cmp(&y).then_with(|| a.agency.name.cmp(&b.agency.name)),
            (Some(x), Some(y)) => x.cmp(&y),
        };
        if descending { order.reverse() } else { order }
    };
    // Each put into its place among those before it: the standard library's sort is 2 KB of the program for each type.
    let mut order: Vec<usize> = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let place = order.partition_point(|&before| compare(&rows[before], row).is_le());
        order.insert(place, at);
    }
    let sorted: Vec<IndicatorRow> = order.into_iter().map(|at| rows[at].clone()).collect();
    rows.clone_from_slice(&sorted);
}

fn share(rate: &Rate) -> Option<i64> {
    (rate.of.value > 0).then(|| rate.part.value * 1_000_000 / rate.of.value)
}

/// A round number at or above `max`, for the top of a scale: 1, 2 or 5 times a power of ten.
pub fn scale(max: i64) -> i64 {
    let mut step = 1;
    loop {
        for factor in [1, 2, 5] {
            if step * factor >= max.max(1) {
                return step * factor;
            }
        }
        step *= 10;
    }
}

/// How long there is until then, in the unit that counts: days from two on, hours, minutes.
pub fn left(ms: i64, lang: Lang) -> String {
    let minutes = (ms / 60_000).max(0);
    let (n, unit) = match minutes {
        0..60 => (minutes, Due::Minutes),
        60..2_880 => (minutes / 60, Due::Hours),
        _ => (minutes / DAY_MINUTES, Due::Days),
    };
    fill(unit.text(lang), &[("n", &n.to_string())])
}

/// The last whole span of so many months that ended before a month, as its first and last: the last quarter is one of the
/// four of a year.
pub fn last_span(months: i64, this_month: &str) -> (String, String) {
    let number: i64 = this_month.split_once('-').and_then(|(_, month)| month.parse().ok()).unwrap_or(1);
    let to = month_plus(this_month, -((number - 1) % months) - 1);
    (month_plus(&to, 1 - months), to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use hoiam_shared::wire::indicators::Figure;
    use hoiam_shared::wire::intake::AgencyRef;

    fn figure(value: i64) -> Figure {
        Figure { value, query: String::new() }
    }

    fn rate(part: i64, of: i64) -> Rate {
        Rate { part: figure(part), of: figure(of) }
    }

    #[test]
    fn shares_and_counts() {
        let check = |part, of, expect: Option<&str>| {
            assert_eq!(percent(&rate(part, of), Lang::En).as_deref(), expect, "{part}/{of}");
        };
        check(0, 0, None);
        check(0, 7, Some("0.0%"));
        check(2, 3, Some("66.7%"));
        check(1, 16, Some("6.3%"));
        check(7, 7, Some("100.0%"));
        assert_eq!(percent(&rate(1, 2), Lang::Vi).as_deref(), Some("50,0%"));
        assert_eq!(stars(423, Lang::Vi), "4,2");
        let check = |n, vi, en| assert_eq!((count(n, Lang::Vi).as_str(), count(n, Lang::En).as_str()), (vi, en));
        check(0, "0", "0");
        check(999, "999", "999");
        check(1_234_567, "1.234.567", "1,234,567");
        check(-4_000, "-4.000", "-4,000");
    }

    #[test]
    fn rows_without_a_figure_stay_last() {
        let row = |code: &str, part, of| IndicatorRow {
            agency: AgencyRef { code: code.into(), name: code.into() },
            expandable: false,
            received: figure(of),
            resolution_rate: rate(part, of),
            on_time_rate: rate(part, of),
            backlog: figure(0),
            overdue: figure(0),
            satisfaction_centi: None,
            rated: figure(0),
        };
        let check = |by, descending, expect: [&str; 3]| {
            let mut rows = vec![row("b", 0, 0), row("c", 1, 2), row("a", 1, 3)];
            sort(&mut rows, by, descending);
            let names: Vec<_> = rows.iter().map(|r| r.agency.name.as_str()).collect();
            assert_eq!(names, expect, "{by:?} {descending}");
        };
        check(Column::Resolution, true, ["c", "a", "b"]);
        check(Column::Resolution, false, ["a", "c", "b"]);
        check(Column::Agency, false, ["a", "b", "c"]);
        check(Column::Received, true, ["a", "c", "b"]);
        check(Column::Satisfaction, true, ["b", "c", "a"]);
    }

    #[test]
    fn scales_are_round() {
        let check = |max, expect| assert_eq!(scale(max), expect, "{max}");
        check(0, 1);
        check(3, 5);
        check(11, 20);
        check(500, 500);
        check(501, 1000);
    }

    #[test]
    fn amounts_are_said_in_the_unit_that_people_use() {
        let check = |whole, vi: &str, en: &str| {
            assert_eq!((&*amount(whole, Lang::Vi), &*amount(whole, Lang::En)), (vi, en));
        };
        check(344_802_432_000, "344,8 tỷ đồng", "344.8 billion đồng");
        check(1_234_560_000_000, "1.234,6 tỷ đồng", "1,234.6 billion đồng");
        check(1_500_000, "1,5 triệu đồng", "1.5 million đồng");
        check(0, "0,0 triệu đồng", "0.0 million đồng");
    }

    #[test]
    fn days_are_read_with_either_mark() {
        let check = |text, expect| assert_eq!(tenths_from(text), expect, "{text}");
        check("2", Some(20));
        check(" 1,5 ", Some(15));
        check("0.5", Some(5));
        check("1.25", None);
        check("-1", None);
        check("", None);
        check("99999999999999999999", None);
    }

    #[test]
    fn spans_are_those_of_the_calendar() {
        let check = |months, this, from: &str, to: &str| {
            assert_eq!(last_span(months, this), (from.to_owned(), to.to_owned()), "{months} before {this}");
        };
        check(1, "2026-11", "2026-10", "2026-10");
        check(1, "2026-01", "2025-12", "2025-12");
        check(3, "2026-11", "2026-07", "2026-09");
        check(3, "2026-10", "2026-07", "2026-09");
        check(3, "2026-03", "2025-10", "2025-12");
        check(6, "2026-11", "2026-01", "2026-06");
        check(6, "2026-06", "2025-07", "2025-12");
    }

    #[test]
    fn what_is_left_is_told_in_the_unit_that_counts() {
        let check = |minutes: i64, expect: &str| assert_eq!(left(minutes * 60_000, Lang::Vi), expect, "{minutes}");
        check(-5, "0 phút");
        check(59, "59 phút");
        check(60, "1 giờ");
        check(47 * 60, "47 giờ");
        check(48 * 60, "2 ngày");
    }

    #[test]
    fn minutes_are_told_in_days() {
        let check = |minutes, expect: &str| assert_eq!(days(minutes, Lang::En), expect, "{minutes}");
        check(0, "0.0");
        check(72, "0.1");
        check(2 * 1_440, "2.0");
        check(2_160, "1.5");
    }
}

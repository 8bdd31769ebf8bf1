//! How much time is left, said calmly: "còn 2 ngày", "quá hạn 3 ngày", with a tone that the stylesheet turns
//! into a colour and an icon. The words alone must be enough.

use hoiam_shared::catalogue::{console::Clock, fill};
use hoiam_shared::{Lang, Stamp};

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;
/// From this much time left on, a case is pressing.
const SOON_MS: i64 = 2 * DAY_MS;

/// How pressing it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// More than two days.
    Calm,
    /// Two days or less.
    Soon,
    /// Past its date.
    Late,
}

impl Tone {
    /// Name of the class in the stylesheet.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Calm => "due calm",
            Self::Soon => "due soon",
            Self::Late => "due late",
        }
    }
}

/// The time from `now` to `due` in words, in whole units rounded down: a person has at least what is said.
pub fn countdown(due: Stamp, now: Stamp, lang: Lang) -> (Tone, String) {
    let left = due.ms() - now.ms();
    let tone = match left {
        ..=0 => Tone::Late,
        1..=SOON_MS => Tone::Soon,
        _ => Tone::Calm,
    };
    (tone, words(left, lang))
}

fn words(left: i64, lang: Lang) -> String {
    use Clock as C;
    let late = left <= 0;
    let (n, one, many) = match left.abs() {
        ms if ms < HOUR_MS => {
            let keys = if late { (C::LateMinute, C::LateMinutes) } else { (C::LeftMinute, C::LeftMinutes) };
            (ms / MINUTE_MS, keys.0, keys.1)
        }
        ms if ms < DAY_MS => {
            let keys = if late { (C::LateHour, C::LateHours) } else { (C::LeftHour, C::LeftHours) };
            (ms / HOUR_MS, keys.0, keys.1)
        }
        ms => {
            let keys = if late { (C::LateDay, C::LateDays) } else { (C::LeftDay, C::LeftDays) };
            (ms / DAY_MS, keys.0, keys.1)
        }
    };
    let n = n.max(1);
    fill(if n == 1 { one } else { many }.text(lang), &[("n", &n.to_string())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countdowns_in_words() {
        let check = |ms, vi: &str, en: &str, tone| {
            let now = Stamp(1_000_000_000_000);
            let due = Stamp(now.ms() + ms);
            assert_eq!(countdown(due, now, Lang::Vi), (tone, vi.to_owned()));
            assert_eq!(countdown(due, now, Lang::En), (tone, en.to_owned()));
        };
        check(9 * DAY_MS + 5, "còn 9 ngày", "9 days left", Tone::Calm);
        check(SOON_MS, "còn 2 ngày", "2 days left", Tone::Soon);
        check(DAY_MS, "còn 1 ngày", "1 day left", Tone::Soon);
        check(DAY_MS - 1, "còn 23 giờ", "23 hours left", Tone::Soon);
        check(40 * MINUTE_MS, "còn 40 phút", "40 minutes left", Tone::Soon);
        check(1, "còn 1 phút", "1 minute left", Tone::Soon);
        check(0, "quá hạn 1 phút", "1 minute overdue", Tone::Late);
        check(-5 * HOUR_MS, "quá hạn 5 giờ", "5 hours overdue", Tone::Late);
        check(-3 * DAY_MS - 1, "quá hạn 3 ngày", "3 days overdue", Tone::Late);
    }
}

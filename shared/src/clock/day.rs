//! A calendar date without a zone: a number inside, `2026-11-24` outside.
//! Which instant it begins at is the calendar's knowledge (`compiled`), not the date's.

use crate::stamp::{civil_from_days, days_from_civil};

/// A date of the proleptic Gregorian calendar, as days since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
pub struct Day(pub i32);

impl Day {
    /// The date with this year, month (1-12) and day; `None` when there is none.
    pub fn new(year: i64, month: i64, day: i64) -> Option<Self> {
        let days = days_from_civil(year, month, day);
        let real = (1..=12).contains(&month) && civil_from_days(days) == (year, month, day);
        if real { i32::try_from(days).ok().map(Self) } else { None }
    }

    /// Year, month, day.
    pub const fn civil(self) -> (i64, i64, i64) {
        civil_from_days(self.0 as i64)
    }

    /// 0 for Monday to 6 for Sunday.
    pub const fn weekday(self) -> usize {
        // 1970-01-01 was a Thursday.
        (self.0 + 3).rem_euclid(7) as usize
    }

    /// Reads `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let digits = |range: core::ops::Range<usize>| text.get(range)?.parse::<i64>().ok();
        let shaped = bytes.len() == 10
            && bytes.iter().enumerate().all(|(i, c)| if i == 4 || i == 7 { *c == b'-' } else { c.is_ascii_digit() });
        if shaped { Self::new(digits(0..4)?, digits(5..7)?, digits(8..10)?) } else { None }
    }

    /// So many days later (or earlier).
    pub const fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }
}

impl core::fmt::Display for Day {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl serde::Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(d)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a date (YYYY-MM-DD)"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_read_and_write() {
        let check = |text: &str, expect: Option<(usize, &str)>| {
            let got = Day::parse(text).map(|d| (d.weekday(), d.to_string()));
            assert_eq!(got, expect.map(|(w, t)| (w, t.to_owned())), "{text}");
        };
        check("2026-11-24", Some((1, "2026-11-24")));
        check("1970-01-01", Some((3, "1970-01-01")));
        check("2024-02-29", Some((3, "2024-02-29")));
        check("2026-02-29", None);
        check("2026-13-01", None);
        check("26-11-24", None);
        check("2026-1124-", None);
        check("+026-11-24", None);
    }
}

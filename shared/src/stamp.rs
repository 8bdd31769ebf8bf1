//! An instant: milliseconds since 1970-01-01T00:00:00Z inside, RFC 3339 in UTC on the wire.
//! Written by hand because the widget carries it and a date library would cost more than the form.

/// An instant in UTC with millisecond precision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
pub struct Stamp(pub i64);

/// Days since 1970-01-01 of a date in the proleptic Gregorian calendar (after H. Hinnant's `days_from_civil`).
pub(crate) const fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let yoe = y - era * 400;
    let doy = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    era * 146_097 + doe - 719_468
}

/// The inverse of [`days_from_civil`]: (year, month, day).
pub(crate) const fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z - era * 146_097;
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let day = doy - (153 * mp + 2) / 5 + 1;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    (yoe + era * 400 + (month <= 2) as i64, month, day)
}

const DAY_MS: i64 = 86_400_000;

impl Stamp {
    /// Milliseconds since the epoch.
    pub const fn ms(self) -> i64 {
        self.0
    }

    /// (year, month, day, hour, minute) as a clock that is `offset_min` minutes ahead of UTC shows it.
    pub const fn civil(self, offset_min: i64) -> (i64, i64, i64, i64, i64) {
        let local = self.0 + offset_min * 60_000;
        let (y, m, d) = civil_from_days(local.div_euclid(DAY_MS));
        let minute = local.rem_euclid(DAY_MS) / 60_000;
        (y, m, d, minute / 60, minute % 60)
    }

    /// `2026-11-24T17:00:00.000Z`.
    pub fn to_rfc3339(self) -> String {
        let (y, m, d) = civil_from_days(self.0.div_euclid(DAY_MS));
        let ms = self.0.rem_euclid(DAY_MS);
        let mut out = String::with_capacity(24);
        push(&mut out, y, 4);
        out.push('-');
        push(&mut out, m, 2);
        out.push('-');
        push(&mut out, d, 2);
        out.push('T');
        push(&mut out, ms / 3_600_000, 2);
        out.push(':');
        push(&mut out, ms / 60_000 % 60, 2);
        out.push(':');
        push(&mut out, ms / 1000 % 60, 2);
        out.push('.');
        push(&mut out, ms % 1000, 3);
        out.push('Z');
        out
    }

    /// Reads RFC 3339 with `Z` or a numeric offset; `None` for anything else, dates that do not exist included.
    pub fn parse(text: &str) -> Option<Self> {
        let b = text.as_bytes();
        let num = |from: usize, to: usize| -> Option<i64> {
            let part = b.get(from..to)?;
            part.iter().try_fold(0i64, |n, c| c.is_ascii_digit().then(|| n * 10 + i64::from(c - b'0')))
        };
        let at = |i: usize, c: u8| b.get(i).is_some_and(|x| x.eq_ignore_ascii_case(&c));
        if !(at(4, b'-') && at(7, b'-') && at(10, b'T') && at(13, b':') && at(16, b':')) {
            return None;
        }
        let (y, m, d) = (num(0, 4)?, num(5, 7)?, num(8, 10)?);
        let (hour, min, sec) = (num(11, 13)?, num(14, 16)?, num(17, 19)?);
        let days = days_from_civil(y, m, d);
        if civil_from_days(days) != (y, m, d) || hour > 23 || min > 59 || sec > 60 {
            return None;
        }
        let mut i = 19;
        let mut ms = 0;
        if at(i, b'.') {
            let digits = b[i + 1..].iter().take_while(|c| c.is_ascii_digit()).count();
            for n in 0..3 {
                ms = ms * 10 + if n < digits { num(i + 1 + n, i + 2 + n)? } else { 0 };
            }
            i += 1 + digits;
        }
        let offset_min = match b.get(i)? {
            b'Z' | b'z' if b.len() == i + 1 => 0,
            sign @ (b'+' | b'-') if b.len() == i + 6 && at(i + 3, b':') => {
                let n = num(i + 1, i + 3)? * 60 + num(i + 4, i + 6)?;
                if *sign == b'-' { -n } else { n }
            }
            _ => return None,
        };
        Some(Self(days * DAY_MS + ((hour * 60 + min - offset_min) * 60 + sec) * 1000 + ms))
    }
}

/// Appends `n` with at least `width` digits.
fn push(out: &mut String, n: i64, width: usize) {
    let sign = if n < 0 { "-" } else { "" };
    let text = [sign, &crate::catalogue::digits(n.unsigned_abs())].concat();
    for _ in text.len()..width {
        out.push('0');
    }
    out.push_str(&text);
}

impl serde::Serialize for Stamp {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.to_rfc3339())
    }
}

impl<'de> serde::Deserialize<'de> for Stamp {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(d)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not an RFC 3339 date and time"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes() {
        for ms in [0, 1, -1, 951_782_400_000, 1_763_769_600_123, 4_102_444_799_999] {
            assert_eq!(Stamp::parse(&Stamp(ms).to_rfc3339()), Some(Stamp(ms)));
        }
        assert_eq!(Stamp(1_763_769_600_123).to_rfc3339(), "2025-11-22T00:00:00.123Z");
    }

    #[test]
    fn reads_offsets_and_refuses_nonsense() {
        let check = |text, expect| assert_eq!(Stamp::parse(text).map(Stamp::to_rfc3339).as_deref(), expect, "{text}");
        check("2026-11-24T07:30:00+07:00", Some("2026-11-24T00:30:00.000Z"));
        check("2026-11-24t00:30:00.5z", Some("2026-11-24T00:30:00.500Z"));
        check("2026-02-30T00:00:00Z", None);
        check("2026-11-24", None);
        check("2026-11-24T25:00:00Z", None);
        check("2026-11-24T00:00:00+0700", None);
        check("ngày mai", None);
    }
}

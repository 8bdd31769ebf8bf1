//! One working period of a day, `07:30-11:30`, in the wall time of its calendar.
//! A night shift is two periods: up to 24:00, and from 00:00 of the next day.

/// From a minute of the day (inclusive) to another (exclusive); `from < to <= 1440`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hours {
    from_min: u16,
    to_min: u16,
}

/// Minutes of a day.
pub const DAY_MIN: u16 = 24 * 60;

impl Hours {
    /// The period between two minutes of a day; `None` when it ends before it starts or after 24:00.
    pub const fn new(from_min: u16, to_min: u16) -> Option<Self> {
        if from_min < to_min && to_min <= DAY_MIN { Some(Self { from_min, to_min }) } else { None }
    }

    /// First minute of the day that is worked.
    pub const fn from_min(self) -> u16 {
        self.from_min
    }

    /// The minute at which work stops.
    pub const fn to_min(self) -> u16 {
        self.to_min
    }

    /// Reads `07:30-11:30`.
    pub fn parse(text: &str) -> Option<Self> {
        let (from, to) = text.split_once('-')?;
        Self::new(minute(from)?, minute(to)?)
    }
}

/// The minute of the day of `07:30`; `24:00` is allowed, as an end.
fn minute(text: &str) -> Option<u16> {
    let (hour, min) = text.trim().split_once(':')?;
    let number = |part: &str| if part.bytes().all(|c| c.is_ascii_digit()) { part.parse::<u16>().ok() } else { None };
    let (hour, min) = (number(hour)?, number(min)?);
    if hour <= 24 && min < 60 { Some(hour * 60 + min) } else { None }
}

impl core::fmt::Display for Hours {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let (a, b) = (self.from_min, self.to_min);
        write!(f, "{:02}:{:02}-{:02}:{:02}", a / 60, a % 60, b / 60, b % 60)
    }
}

impl serde::Serialize for Hours {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Hours {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(d)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a working period (07:30-11:30)"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_read_and_write() {
        let check = |text: &str, expect: Option<&str>| {
            assert_eq!(Hours::parse(text).map(|h| h.to_string()).as_deref(), expect, "{text}");
        };
        check("07:30-11:30", Some("07:30-11:30"));
        check("7:30 - 11:30", Some("07:30-11:30"));
        check("22:00-24:00", Some("22:00-24:00"));
        check("11:30-07:30", None);
        check("07:30-07:30", None);
        check("07:30-24:01", None);
        check("07:60-08:00", None);
        check("7-8", None);
    }
}

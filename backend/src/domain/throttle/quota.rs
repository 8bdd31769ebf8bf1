//! How much is let pass: a number of requests and the time over which so many more are let pass, as an operator writes it.

use std::fmt;
use std::str::FromStr;

/// So many requests at once, and so many again over each window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    count: u32,
    window_s: u32,
}

/// Most requests of a quota: with the longest window the arithmetic of [`super::bucket`] stays within 64 bits for a century.
const MOST: u32 = 1_000_000;
/// The longest window, in seconds: a day.
const LONGEST_S: u32 = 86_400;

impl Quota {
    /// `None` for a number or a window of nothing, or beyond what is counted.
    pub const fn new(count: u32, window_s: u32) -> Option<Self> {
        if count == 0 || count > MOST || window_s == 0 || window_s > LONGEST_S {
            return None;
        }
        Some(Self { count, window_s })
    }

    /// Requests.
    pub const fn count(self) -> u32 {
        self.count
    }

    /// The window, in seconds.
    pub const fn window_s(self) -> u32 {
        self.window_s
    }

    /// The window, in milliseconds.
    pub const fn window_ms(self) -> i64 {
        self.window_s as i64 * 1_000
    }
}

/// What an operator wrote is no quota.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("write it as 300/1m (s, m or h; at most 1000000 in at most 24h), or none")]
pub struct NoQuota;

impl FromStr for Quota {
    type Err = NoQuota;

    fn from_str(text: &str) -> Result<Self, NoQuota> {
        let (count, window) = text.trim().split_once('/').ok_or(NoQuota)?;
        let unit = window.chars().next_back().ok_or(NoQuota)?;
        let seconds = match unit {
            's' => 1,
            'm' => 60,
            'h' => 3_600,
            _ => return Err(NoQuota),
        };
        let units: u32 = window[..window.len() - 1].parse().map_err(|_| NoQuota)?;
        let window_s = units.checked_mul(seconds).ok_or(NoQuota)?;
        count.parse().ok().and_then(|count| Self::new(count, window_s)).ok_or(NoQuota)
    }
}

impl fmt::Display for Quota {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (units, unit) = match self.window_s {
            s if s % 3_600 == 0 => (s / 3_600, 'h'),
            s if s % 60 == 0 => (s / 60, 'm'),
            s => (s, 's'),
        };
        write!(f, "{}/{units}{unit}", self.count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotas_are_written_in_one_way() {
        let check = |text: &str, expect: Option<(u32, u32)>| {
            assert_eq!(text.parse().ok(), expect.and_then(|(count, s)| Quota::new(count, s)), "{text}");
        };
        check("300/1m", Some((300, 60)));
        check(" 5/10s ", Some((5, 10)));
        check("1000/24h", Some((1_000, 86_400)));
        for wrong in ["", "300", "/1m", "300/", "300/m", "0/1m", "5/0s", "-1/1m", "1/25h", "1000001/1m", "5/1d", "5/1ư"]
        {
            check(wrong, None);
        }
    }

    #[test]
    fn they_are_shown_as_they_are_written() {
        for text in ["300/1m", "5/10s", "1000/24h", "7/90s"] {
            assert_eq!(text.parse::<Quota>().unwrap().to_string(), text);
        }
    }
}

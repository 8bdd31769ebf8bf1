//! A little work for whoever files while unusually many file through the same site: a number whose digest begins with some
//! zero bits, found by trying. It costs a person's device a second and a flood its speed, asks nobody who they are, and is
//! asked of nobody while the site is as busy as usual. Nothing is kept: the challenge is signed, runs out, and holds for one
//! filing, since it is made for that filing's key.

use super::app::App;
use super::error::{AppError, Result};
use super::intake::Submission;
use super::settings::Site;
use crate::outside::Clock;
use crate::secrets::{Keys, same, sha256_bytes};
use std::time::Duration;
use tokio::sync::Semaphore;

/// Zero bits asked for at the first step; each further one doubles the work. A processor slowed down to a quarter, as an old
/// phone is, tries 0.3 to 0.7 million times a second: a quarter of a second at the first step, a second or two at the last, and in
/// one of a hundred cases five times as long.
const FIRST_BITS: u32 = 16;
/// A challenge runs out after so long, in seconds: time for the slowest device, and not for hoarding.
const LASTS_S: i64 = 600;
/// Longest proof that is looked at, in bytes.
const MOST_BYTES: usize = 128;
/// How long a form without scripts waits for each step, in milliseconds: what the work would have cost, in time.
const WAIT_MS: i64 = 5_000;
/// Forms that wait at once on this node. Each holds its connection and what was typed, nothing else.
const WAITING: usize = 256;

/// What was brought for the work that may be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Work {
    /// Nothing: whoever sends does not know yet whether any is asked for.
    Unasked,
    /// Nothing, and nothing will be: a moderator reads the case first.
    Declined,
    /// A challenge with what was found for it.
    Done(String),
    /// It was waited here instead.
    Waited,
}

impl Work {
    /// As the header `Proof-Of-Work` says it.
    pub fn said(header: Option<&str>) -> Self {
        match header {
            None => Self::Unasked,
            Some("none") => Self::Declined,
            Some(text) => Self::Done(text.to_owned()),
        }
    }
}

/// Lets a submission in, or asks for work first ([`AppError::WorkNeeded`]). `true` when a moderator should look first, because
/// work was due and not done.
pub fn pass(app: &App, site: &Site, submission: &Submission) -> Result<bool> {
    let Some(due) = Due::of(app, site, submission) else { return Ok(false) };
    let brought = due.brought(app);
    let outcome = match brought {
        Brought::Wait => "waited",
        Brought::Refusal => "declined",
        Brought::Proof => "done",
        Brought::NoProof => "refused",
        Brought::Nothing => "asked",
    };
    metrics::counter!("hoiam_work_total", "outcome" => outcome).increment(1);
    match brought.passes() {
        true => Ok(brought == Brought::Refusal),
        false => Err(AppError::WorkNeeded(due.slip.challenge(&app.keys, FIRST_BITS + due.pressure - 1, app.now_ms()))),
    }
}

/// Whether a submission would be asked for work now.
pub fn asks(app: &App, site: &Site, submission: &Submission) -> bool {
    Due::of(app, site, submission).is_some_and(|due| !due.brought(app).passes())
}

/// Work that is due for a submission.
struct Due<'a> {
    pressure: u32,
    slip: Slip<'a>,
    work: &'a Work,
}

impl<'a> Due<'a> {
    fn of(app: &App, site: &'a Site, submission: &'a Submission) -> Option<Self> {
        let pressure = app.throttle.pressure(site.id, app.clock.steady_ms());
        // What staff take down came by no form.
        let due = pressure > 0 && submission.by.is_none();
        let slip = Slip { site: &site.key, filing: &submission.key };
        due.then_some(Self { pressure, slip, work: &submission.work })
    }

    fn brought(&self, app: &App) -> Brought {
        match self.work {
            Work::Waited => Brought::Wait,
            Work::Declined => Brought::Refusal,
            Work::Done(text) if self.slip.pays(&app.keys, text, app.now_ms()) => Brought::Proof,
            Work::Done(_) => Brought::NoProof,
            Work::Unasked => Brought::Nothing,
        }
    }
}

/// What was brought where work is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Brought {
    Wait,
    Refusal,
    Proof,
    /// Something that is no proof, or one no longer.
    NoProof,
    Nothing,
}

impl Brought {
    const fn passes(self) -> bool {
        matches!(self, Self::Wait | Self::Refusal | Self::Proof)
    }
}

/// What a challenge is made for.
#[derive(Debug, Clone, Copy)]
struct Slip<'a> {
    site: &'a str,
    /// The `Idempotency-Key`.
    filing: &'a str,
}

impl Slip<'_> {
    /// `BITS.UNTIL.SIGNATURE`, of which `UNTIL` is in seconds since 1970.
    fn challenge(self, keys: &Keys, bits: u32, now_ms: i64) -> String {
        self.signed(keys, &format!("{bits}.{}", now_ms / 1_000 + LASTS_S))
    }

    fn signed(self, keys: &Keys, said: &str) -> String {
        format!("{said}.{}", keys.toll(self.site, self.filing, said))
    }

    /// Whether a text is a challenge made for this, a dot and something that gives all of it the zero bits it asks for.
    fn pays(self, keys: &Keys, text: &str, now_ms: i64) -> bool {
        let asked = || {
            let (challenge, _) = text.rsplit_once('.')?;
            let (said, _) = challenge.rsplit_once('.')?;
            let (bits, until) = said.split_once('.')?;
            let good = same(&self.signed(keys, said), challenge) && now_ms / 1_000 <= until.parse().ok()?;
            good.then(|| bits.parse::<u32>().ok()).flatten()
        };
        text.len() <= MOST_BYTES && asked().is_some_and(|bits| zeros(text) >= bits)
    }
}

/// Zero bits at the beginning of the digest of a text, of at most 32.
fn zeros(text: &str) -> u32 {
    let [a, b, c, d, ..] = sha256_bytes(text.as_bytes());
    u32::from_be_bytes([a, b, c, d]).leading_zeros()
}

/// Where forms of browsers without scripts wait, since those cannot work.
#[derive(Debug)]
pub struct Benches(Semaphore);

impl Default for Benches {
    fn default() -> Self {
        Self(Semaphore::new(WAITING))
    }
}

/// A wait that has begun.
#[derive(Debug)]
pub struct Wait {
    /// How long it takes from its beginning.
    pub length: Duration,
    until_ms: i64,
}

impl Wait {
    /// As long as a form through this site waits now; nothing when the site is as busy as usual.
    pub fn of(app: &App, site: &Site) -> Option<Self> {
        let now_ms = app.clock.steady_ms();
        let ms = WAIT_MS * i64::from(app.throttle.pressure(site.id, now_ms));
        let length = Duration::from_millis(u64::try_from(ms).unwrap_or_default());
        (ms > 0).then_some(Self { length, until_ms: now_ms + ms })
    }

    /// Waits to the end. [`Work::Declined`] at once when too many wait already: a moderator reads the case first.
    pub async fn over(self, benches: &Benches, clock: &dyn Clock) -> Work {
        let Ok(_place) = benches.0.try_acquire() else { return Work::Declined };
        clock.until(self.until_ms).await;
        Work::Waited
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW_MS: i64 = 1_794_794_400_000;
    const SLIP: Slip<'_> = Slip { site: "demo", filing: "key-1" };

    /// Tries until it fits, as a device does.
    fn work(challenge: &str, bits: u32) -> String {
        let tried = (0_u32..).map(|n| format!("{challenge}.{n:08x}"));
        tried.into_iter().find(|text| zeros(text) >= bits).unwrap()
    }

    #[test]
    fn work_pays_for_the_filing_that_it_was_asked_for() {
        let keys = Keys::derive(&[7; 32]);
        let challenge = SLIP.challenge(&keys, 10, NOW_MS);
        assert!(challenge.starts_with("10.1794795000."), "{challenge}");
        let paid = work(&challenge, 10);
        assert!(SLIP.pays(&keys, &paid, NOW_MS));
        assert!(SLIP.pays(&keys, &paid, NOW_MS + 600_000), "to the last second");
        assert!(!SLIP.pays(&keys, &paid, NOW_MS + 601_000), "and no longer");
        for other in [Slip { site: "bo", ..SLIP }, Slip { filing: "key-2", ..SLIP }] {
            assert!(!other.pays(&keys, &paid, NOW_MS), "{other:?}");
        }
        assert!(!SLIP.pays(&Keys::derive(&[8; 32]), &paid, NOW_MS), "another installation");
    }

    #[test]
    fn what_was_not_worked_for_is_not_taken() {
        let keys = Keys::derive(&[7; 32]);
        let challenge = SLIP.challenge(&keys, 16, NOW_MS);
        let idle = (0_u32..).map(|n| format!("{challenge}.{n}")).find(|text| zeros(text) < 16).unwrap();
        // With less asked for than was signed, with more time, without anything, and too long.
        let easy = work(&challenge.replacen("16.", "1.", 1), 1);
        let late = work(&challenge.replacen("1794795000", "1894795000", 1), 16);
        let long = format!("{challenge}.{}", "0".repeat(MOST_BYTES));
        for text in ["", "none", ".", "...", "1.2.3.4", &challenge, &idle, &easy, &late, &long] {
            assert!(!SLIP.pays(&keys, text, NOW_MS), "{text}");
        }
    }

    #[test]
    fn a_challenge_and_what_is_found_for_it_fit_one_block() {
        // The device hashes one block of SHA-256 a try: 55 bytes of text at most.
        let challenge = SLIP.challenge(&Keys::derive(&[7; 32]), 19, NOW_MS);
        assert!(challenge.len() + ".000".len() + 8 <= 55, "{challenge}");
    }

    #[test]
    fn a_header_says_what_was_done() {
        assert_eq!(Work::said(None), Work::Unasked);
        assert_eq!(Work::said(Some("none")), Work::Declined);
        assert_eq!(Work::said(Some("18.1.a.b")), Work::Done("18.1.a.b".to_owned()));
    }
}

//! What the program asks of the world: the time and randomness. A trait and the real thing each, so that
//! tests own both; nothing else in the program reads a clock or makes a random number.

pub mod authenticator;
pub mod files;
mod folder;
pub mod mail;
pub mod post;
pub mod provider;
pub mod reader;
pub mod text_message;

use hoiam_shared::notice::Trouble;
use std::pin::Pin;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::Notify;

/// Something that was to be sent was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    /// Why.
    pub trouble: Trouble,
    /// What the other side said, in numbers: `550 5.1.1`.
    pub said: String,
    /// It may be taken later.
    pub again: bool,
}

impl Failed {
    /// It may be taken later.
    pub const fn for_now(trouble: Trouble) -> Self {
        Self { trouble, said: String::new(), again: true }
    }

    /// It will not be taken.
    pub const fn for_good(trouble: Trouble) -> Self {
        Self { trouble, said: String::new(), again: false }
    }
}

/// Lets TLS be spoken. By what is said once in a process; to say it again changes nothing.
pub(crate) fn speak_tls() {
    drop(rustls::crypto::ring::default_provider().install_default());
}

/// Tells the time.
pub trait Clock: Send + Sync + std::fmt::Debug {
    /// Milliseconds since the epoch, UTC.
    fn now_ms(&self) -> i64;

    /// Milliseconds since some instant, which nobody can set: what has truly passed while this process ran.
    fn steady_ms(&self) -> i64;

    /// Waits until [`Self::steady_ms`] is there.
    fn until(&self, steady_ms: i64) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    fn now_ms(&self) -> i64 {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        // A machine set before 1970 is a machine without a clock; the epoch is as good as any answer.
        since.map_or(0, |d| i64::try_from(d.as_millis()).unwrap_or(i64::MAX))
    }

    fn steady_ms(&self) -> i64 {
        static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
        i64::try_from(START.elapsed().as_millis()).unwrap_or(i64::MAX)
    }

    fn until(&self, steady_ms: i64) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        let ms = u64::try_from(steady_ms - self.steady_ms()).unwrap_or_default();
        Box::pin(tokio::time::sleep(Duration::from_millis(ms)))
    }
}

/// A clock that stands until it is moved.
#[derive(Debug)]
pub struct FixedClock {
    now_ms: AtomicI64,
    steady_ms: AtomicI64,
    moved: Notify,
}

impl FixedClock {
    /// Stands at this instant.
    pub const fn at(ms: i64) -> Self {
        Self { now_ms: AtomicI64::new(ms), steady_ms: AtomicI64::new(0), moved: Notify::const_new() }
    }

    /// Lets time pass.
    pub fn advance(&self, ms: i64) {
        self.now_ms.fetch_add(ms, Ordering::SeqCst);
        self.steady_ms.fetch_add(ms, Ordering::SeqCst);
        self.moved.notify_waiters();
    }

    /// Sets the clock forward or back, as no time does.
    pub fn jump(&self, ms: i64) {
        self.now_ms.fetch_add(ms, Ordering::SeqCst);
    }
}

impl Clock for FixedClock {
    fn now_ms(&self) -> i64 {
        self.now_ms.load(Ordering::SeqCst)
    }

    fn steady_ms(&self) -> i64 {
        self.steady_ms.load(Ordering::SeqCst)
    }

    fn until(&self, steady_ms: i64) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(async move {
            loop {
                // Asked for before looking, so that no move in between is missed.
                let moved = self.moved.notified();
                if self.steady_ms() >= steady_ms {
                    return;
                }
                moved.await;
            }
        })
    }
}

/// Makes random bytes.
pub trait Random: Send + Sync + std::fmt::Debug {
    /// Fills the buffer with bytes nobody can guess.
    fn fill(&self, buffer: &mut [u8]);
}

/// The operating system's randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemRandom;

impl Random for SystemRandom {
    fn fill(&self, buffer: &mut [u8]) {
        getrandom::fill(buffer).expect("an operating system without randomness cannot keep any promise of ours");
    }
}

/// The same bytes in every run, for tests and demo data. Never for secrets.
#[derive(Debug)]
pub struct SeededRandom(AtomicU64);

impl SeededRandom {
    /// Starts from a seed.
    pub const fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }
}

impl Random for SeededRandom {
    fn fill(&self, buffer: &mut [u8]) {
        for chunk in buffer.chunks_mut(8) {
            // SplitMix64.
            let mut x = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::SeqCst).wrapping_add(0x9e37_79b9_7f4a_7c15);
            x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            x ^= x >> 31;
            chunk.copy_from_slice(&x.to_le_bytes()[..chunk.len()]);
        }
    }
}

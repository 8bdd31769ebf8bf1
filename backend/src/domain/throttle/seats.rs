//! How many requests are worked on at the same time. Who finds all seats taken waits a moment, and is then told to come again:
//! with more at once than a node can bear, everybody would wait longer than anybody does, and none be served.

use super::Deed;
use crate::domain::error::{AppError, Result};
use std::num::NonZero;
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};

/// For each processor. Those who file mostly wait for the disk, and many share one commit.
const READING: usize = 24;
const WORK: usize = 24;
const FILING: usize = 128;
/// How long somebody waits for a seat.
const PATIENCE: Duration = Duration::from_millis(500);
/// Seconds after which who was sent away should come again.
const AGAIN: u32 = 2;

/// The seats of this node: readers, who are most, take none from those who file or from those at work.
#[derive(Debug)]
pub struct Seats {
    reading: Semaphore,
    work: Semaphore,
    filing: Semaphore,
    patience: Duration,
}

impl Default for Seats {
    fn default() -> Self {
        let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
        Self::new(|deed| processors * seats(deed), PATIENCE)
    }
}

const fn seats(deed: Deed) -> usize {
    match deed {
        Deed::Reading => READING,
        Deed::Work => WORK,
        Deed::Filing => FILING,
    }
}

impl Seats {
    fn new(seats: impl Fn(Deed) -> usize, patience: Duration) -> Self {
        let of = |deed| Semaphore::new(seats(deed));
        Self { reading: of(Deed::Reading), work: of(Deed::Work), filing: of(Deed::Filing), patience }
    }

    /// Waits for a seat, which is free again when what this gives is dropped.
    pub async fn take(&self, deed: Deed) -> Result<SemaphorePermit<'_>> {
        let seats = match deed {
            Deed::Reading => &self.reading,
            Deed::Work => &self.work,
            Deed::Filing => &self.filing,
        };
        // Mostly there is one, and no timer has to be set.
        if let Ok(seat) = seats.try_acquire() {
            return Ok(seat);
        }
        match tokio::time::timeout(self.patience, seats.acquire()).await {
            Ok(seat) => seat.map_err(|closed| AppError::Internal(closed.into())),
            Err(_) => {
                metrics::counter!("hoiam_sent_away_total", "deed" => deed.name()).increment(1);
                Err(AppError::Busy(AGAIN))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_finds_no_seat_is_sent_away_and_others_are_not() {
        let seats = Seats::new(|_| 2, Duration::ZERO);
        let sent_away = |taken: Result<SemaphorePermit<'_>>| matches!(taken, Err(AppError::Busy(AGAIN)));
        let (first, second) = (seats.take(Deed::Reading).await, seats.take(Deed::Reading).await);
        assert!(first.is_ok() && second.is_ok());
        assert!(sent_away(seats.take(Deed::Reading).await));
        assert!(seats.take(Deed::Filing).await.is_ok() && seats.take(Deed::Work).await.is_ok());
        drop(first);
        assert!(seats.take(Deed::Reading).await.is_ok());
    }

    #[tokio::test]
    async fn a_seat_that_is_free_in_time_is_taken() {
        let seats = Seats::new(|_| 1, Duration::from_secs(600));
        let taken = seats.take(Deed::Work).await.unwrap();
        let (next, ()) = tokio::join!(seats.take(Deed::Work), async { drop(taken) });
        assert!(next.is_ok());
    }
}

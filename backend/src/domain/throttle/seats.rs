//! How many requests are worked on at the same time. Who finds all seats taken waits a moment, and is then told to come again:
//! with more at once than a node can bear, everybody would wait longer than anybody does, and none be served.

use super::Deed;
use crate::domain::error::{AppError, Result};
use std::collections::VecDeque;
use std::num::NonZero;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::oneshot;

/// For each processor. Those who file mostly wait for the disk, and many share one commit.
const READING: usize = 24;
const WORK: usize = 24;
const FILING: usize = 128;
/// How long somebody waits for a seat: whoever is let in has an answer within a second, the work itself counted in.
const PATIENCE: Duration = Duration::from_millis(750);
/// Seconds after which who was sent away should come again.
const AGAIN: u32 = 2;

/// The seats of this node: readers, who are most, take none from those who file or from those at work.
#[derive(Debug)]
pub struct Seats {
    reading: Arc<Row>,
    work: Arc<Row>,
    filing: Arc<Row>,
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
        let of = |deed| Arc::new(Row(Mutex::new(Taking { free: seats(deed), waiting: VecDeque::new() })));
        Self { reading: of(Deed::Reading), work: of(Deed::Work), filing: of(Deed::Filing), patience }
    }

    /// Waits for a seat, which is free again when what this gives is dropped.
    pub async fn take(&self, deed: Deed) -> Result<Seat> {
        let row = match deed {
            Deed::Reading => &self.reading,
            Deed::Work => &self.work,
            Deed::Filing => &self.filing,
        };
        // Mostly there is one, and no timer has to be set.
        let turn = match row.take() {
            Ok(seat) => return Ok(seat),
            Err(turn) => turn,
        };
        match tokio::time::timeout(self.patience, turn).await {
            Ok(seat) => seat.map_err(|gone| AppError::Internal(gone.into())),
            Err(_) => {
                metrics::counter!("hoiam_sent_away_total", "deed" => deed.name()).increment(1);
                Err(AppError::Busy(AGAIN))
            }
        }
    }
}

/// Seats of one kind.
#[derive(Debug)]
struct Row(Mutex<Taking>);

#[derive(Debug)]
struct Taking {
    free: usize,
    /// Who waits, who came last at the end. A free seat goes to the last: in a crowd that is never all served, who has waited
    /// longest has the least of the wait left, and those served would all have waited as long as anybody can.
    waiting: VecDeque<oneshot::Sender<Seat>>,
}

impl Row {
    fn lock(&self) -> MutexGuard<'_, Taking> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A seat, or the turn to wait for.
    fn take(self: &Arc<Self>) -> core::result::Result<Seat, oneshot::Receiver<Seat>> {
        let mut taking = self.lock();
        if taking.free > 0 {
            taking.free -= 1;
            return Ok(Seat { row: Some(self.clone()) });
        }
        // All wait equally long, so those who have gone stand in front.
        while taking.waiting.front().is_some_and(oneshot::Sender::is_closed) {
            taking.waiting.pop_front();
        }
        let (hand, turn) = oneshot::channel();
        taking.waiting.push_back(hand);
        Err(turn)
    }

    /// Hands a seat on, or leaves it free.
    fn give(self: Arc<Self>) {
        loop {
            let next = {
                let mut taking = self.lock();
                let next = taking.waiting.pop_back();
                taking.free += usize::from(next.is_none());
                next
            };
            let Some(next) = next else { return };
            match next.send(Seat { row: Some(self.clone()) }) {
                Ok(()) => return,
                // Has gone: the seat is still ours to give.
                Err(mut back) => back.row = None,
            }
        }
    }
}

/// A seat taken.
#[derive(Debug)]
pub struct Seat {
    row: Option<Arc<Row>>,
}

impl Drop for Seat {
    fn drop(&mut self) {
        if let Some(row) = self.row.take() {
            row.give();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_finds_no_seat_is_sent_away_and_others_are_not() {
        let seats = Seats::new(|_| 2, Duration::ZERO);
        let sent_away = |taken: Result<Seat>| matches!(taken, Err(AppError::Busy(AGAIN)));
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

    #[tokio::test]
    async fn who_came_last_is_served_first_and_no_seat_is_lost_on_who_has_gone() {
        let row = Arc::new(Row(Mutex::new(Taking { free: 1, waiting: VecDeque::new() })));
        let only = row.take().unwrap();
        let (mut first, mut second, gone) = (row.take().unwrap_err(), row.take().unwrap_err(), row.take().unwrap_err());
        drop(gone);
        drop(only);
        let seat = second.try_recv().unwrap();
        assert!(first.try_recv().is_err());
        drop(seat);
        let seat = first.try_recv().unwrap();
        // Handed over, never looked at.
        let unseen = row.take().unwrap_err();
        drop(seat);
        drop(unseen);
        assert_eq!(row.lock().free, 1);
        assert!(row.take().is_ok());
    }
}

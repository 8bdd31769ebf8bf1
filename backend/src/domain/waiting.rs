//! Work that waits for a writer: a bounded queue, what is taken from it at once, and the answer that each waits for.

use super::error::{AppError, Result};
use tokio::sync::{mpsc, oneshot};

/// What is written in one transaction at most.
pub const BATCH: usize = 512;
/// What may wait; more are told to come again.
const QUEUE: usize = 8_192;
/// When they are told to come again, in seconds.
const AGAIN_S: u32 = 2;

/// The way to a writer of `W`. Cheap to clone.
#[derive(Debug)]
pub struct Way<W>(mpsc::Sender<W>);

/// The writer's end.
pub type Waiting<W> = mpsc::Receiver<W>;

/// Gives the one who waits their answer.
pub type Answer<T> = oneshot::Sender<Result<T>>;

/// Opens a queue.
pub fn open<W>() -> (Way<W>, Waiting<W>) {
    let (sender, receiver) = mpsc::channel(QUEUE);
    (Way(sender), receiver)
}

impl<W> Clone for Way<W> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<W> Way<W> {
    /// Hands work over and waits until it is durable.
    ///
    /// # Errors
    /// `RateLimited` when too much waits, `Unavailable` when the writer has stopped, and what the writer answers.
    pub async fn ask<T>(&self, work: impl FnOnce(Answer<T>) -> W) -> Result<T> {
        let (answer, answered) = oneshot::channel();
        self.0.try_send(work(answer)).map_err(|refused| match refused {
            mpsc::error::TrySendError::Full(_) => AppError::RateLimited(AGAIN_S),
            mpsc::error::TrySendError::Closed(_) => stopped(),
        })?;
        answered.await.map_err(|_| stopped())?
    }
}

fn stopped() -> AppError {
    AppError::Unavailable("the writer has stopped".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    type Work = (u32, Answer<u32>);

    #[tokio::test]
    async fn each_gets_its_answer() {
        let (way, mut waiting) = open::<Work>();
        let writer = tokio::spawn(async move {
            while let Some((number, answer)) = waiting.recv().await {
                answer.send(Ok(number * 2)).expect("somebody waits");
            }
        });
        assert_eq!(way.ask(|answer| (21, answer)).await.ok(), Some(42));
        drop(way);
        writer.await.expect("it ends with the last way to it");
    }

    #[tokio::test]
    async fn who_comes_too_late_or_too_many_is_told() {
        let (way, waiting) = open::<Work>();
        for _ in 0..QUEUE {
            let (answer, _) = oneshot::channel();
            way.0.try_send((0, answer)).expect("there is room");
        }
        let full = way.ask(|answer| (0, answer)).await;
        assert!(matches!(full, Err(AppError::RateLimited(AGAIN_S))), "{full:?}");
        drop(waiting);
        let stopped = way.ask(|answer| (0, answer)).await;
        assert!(matches!(stopped, Err(AppError::Unavailable(_))), "{stopped:?}");
    }
}

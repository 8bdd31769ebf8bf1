//! Asking the indexes, on threads that may block. A question to an index is nothing but work for a processor: with more at once
//! than there are processors, each would take as long as all of them together.

use super::app::App;
use super::error::{AppError, Result};
use crate::search::{Index, SearchError};
use std::num::NonZero;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Whose turn it is to ask: first come, first served.
#[derive(Debug)]
pub struct Turns(Arc<Semaphore>);

impl Default for Turns {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(std::thread::available_parallelism().map_or(1, NonZero::get))))
    }
}

impl App {
    /// Asks the index of this node.
    pub async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Index) -> core::result::Result<T, SearchError> + Send + 'static,
    ) -> Result<T> {
        self.asked(self.index.clone(), question).await
    }

    /// Asks its index of what is public.
    pub async fn ask_public<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Index) -> core::result::Result<T, SearchError> + Send + 'static,
    ) -> Result<T> {
        self.asked(self.public.clone(), question).await
    }

    async fn asked<T: Send + 'static>(
        &self,
        index: Arc<Index>,
        question: impl FnOnce(&Index) -> core::result::Result<T, SearchError> + Send + 'static,
    ) -> Result<T> {
        let turn = self.turns.0.clone().acquire_owned().await.map_err(|error| AppError::Internal(error.into()))?;
        let work = move || {
            // Until it is answered, also where nobody waits for the answer any more.
            let _turn = turn;
            question(&index)
        };
        let answer = tokio::task::spawn_blocking(work).await;
        answer.map_err(|error| AppError::Internal(error.into()))?.map_err(|error| AppError::Internal(error.into()))
    }
}

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
pub struct Turns(Semaphore);

impl Default for Turns {
    fn default() -> Self {
        Self(Semaphore::new(std::thread::available_parallelism().map_or(1, NonZero::get)))
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
        let _turn = self.turns.0.acquire().await.map_err(|error| AppError::Internal(error.into()))?;
        let answer = tokio::task::spawn_blocking(move || question(&index)).await;
        answer.map_err(|error| AppError::Internal(error.into()))?.map_err(|error| AppError::Internal(error.into()))
    }
}

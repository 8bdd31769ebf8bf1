//! What was worked out for the questions asked last: people ask the same all day.

use std::sync::{Arc, Mutex, PoisonError};

/// Answers to the last `MOST` different questions, the one asked last at the end.
#[derive(Debug)]
pub(super) struct Recent<K, V, const MOST: usize>(Mutex<Vec<(K, Arc<V>)>>);

impl<K, V, const MOST: usize> Default for Recent<K, V, MOST> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: PartialEq, V, const MOST: usize> Recent<K, V, MOST> {
    /// The answer to a question, made by `make` when it is not known. Others do not wait meanwhile: two who ask at once may
    /// both make it.
    pub(super) fn of<E>(&self, key: K, make: impl FnOnce() -> Result<V, E>) -> Result<Arc<V>, E> {
        if let Some(answer) = self.known(&key) {
            return Ok(answer);
        }
        let answer = Arc::new(make()?);
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.remove(0);
        }
        known.push((key, Arc::clone(&answer)));
        Ok(answer)
    }

    fn known(&self, key: &K) -> Option<Arc<V>> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = known.iter().position(|(of, _)| of == key)?;
        let found = known.remove(at);
        let answer = Arc::clone(&found.1);
        known.push(found);
        Some(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_last_is_known() {
        let recent = Recent::<u32, u32, 2>::default();
        let ask = |key: u32| {
            let mut made = false;
            let answer = recent.of(key, || {
                made = true;
                Ok::<_, ()>(key * 10)
            });
            (answer.map(|answer| *answer), made)
        };
        assert_eq!(ask(1), (Ok(10), true));
        assert_eq!(ask(2), (Ok(20), true));
        assert_eq!(ask(1), (Ok(10), false));
        assert_eq!(ask(3), (Ok(30), true));
        assert_eq!(ask(1), (Ok(10), false));
        assert_eq!(ask(2), (Ok(20), true), "it was asked longest ago");
        assert_eq!(recent.of(9, || Err(())), Err(()));
    }
}

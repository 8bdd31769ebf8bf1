//! Identities for cases and events, taken from the database in blocks: one small write for some thousand ids.
//! Always taken before a transaction begins, since SQLite's one writer would otherwise wait for itself.

use crate::store::{Db, Result, counters};
use tokio::sync::Mutex;

const BLOCK: i64 = 4_096;

/// A block of ids that only this process gives out.
#[derive(Debug)]
struct Block {
    counter: &'static str,
    /// Next and one past the last.
    rest: Mutex<(i64, i64)>,
}

impl Block {
    const fn new(counter: &'static str) -> Self {
        Self { counter, rest: Mutex::const_new((0, 0)) }
    }

    async fn take(&self, db: &Db, count: i64) -> Result<i64> {
        let mut rest = self.rest.lock().await;
        if rest.1 - rest.0 < count {
            let size = count.max(BLOCK);
            let mut tx = db.begin().await?;
            let first = counters::take(&mut tx, self.counter, size).await?;
            tx.commit().await?;
            *rest = (first, first + size);
        }
        let first = rest.0;
        rest.0 += count;
        Ok(first)
    }
}

/// The ids of this process.
#[derive(Debug)]
pub struct Numbers {
    cases: Block,
    events: Block,
}

impl Default for Numbers {
    fn default() -> Self {
        Self { cases: Block::new("case"), events: Block::new("event") }
    }
}

impl Numbers {
    /// The id of a new case.
    pub async fn case(&self, db: &Db) -> Result<i64> {
        self.cases.take(db, 1).await
    }

    /// The first of `count` ids for events, one after the other.
    pub async fn events(&self, db: &Db, count: i64) -> Result<i64> {
        self.events.take(db, count).await
    }
}

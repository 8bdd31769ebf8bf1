//! Identities for cases, taken from the database in blocks: one small write for some thousand ids. Always taken
//! before a transaction begins, since SQLite's one writer would otherwise wait for itself.

use crate::store::{Db, Result, counters};
use tokio::sync::Mutex;

const BLOCK: i64 = 4_096;

/// The ids of this process.
#[derive(Debug, Default)]
pub struct Numbers {
    /// Next and one past the last of the block that only this process gives out.
    rest: Mutex<(i64, i64)>,
}

impl Numbers {
    /// The id of a new case.
    pub async fn case(&self, db: &Db) -> Result<i64> {
        let mut rest = self.rest.lock().await;
        if rest.0 == rest.1 {
            let mut tx = db.begin().await?;
            let first = counters::take(&mut tx, "case", BLOCK).await?;
            tx.commit().await?;
            *rest = (first, first + BLOCK);
        }
        let id = rest.0;
        rest.0 += 1;
        Ok(id)
    }
}

//! Identities for cases and signatures, taken from the database in blocks: one small write for some thousand ids. Always
//! taken before a transaction begins, since SQLite's one writer would otherwise wait for itself.

use crate::store::{Db, Result, counters};
use tokio::sync::Mutex;

const BLOCK: i64 = 4_096;

/// The ids of this process.
#[derive(Debug, Default)]
pub struct Numbers {
    cases: Rest,
    signatures: Rest,
}

impl Numbers {
    /// The id of a new case, or of a petition.
    pub async fn case(&self, db: &Db) -> Result<i64> {
        self.cases.next(db, "case").await
    }

    /// The id of a new signature.
    pub async fn signature(&self, db: &Db) -> Result<i64> {
        self.signatures.next(db, "signature").await
    }
}

/// Next and one past the last of the block that only this process gives out.
#[derive(Debug, Default)]
struct Rest(Mutex<(i64, i64)>);

impl Rest {
    async fn next(&self, db: &Db, counter: &str) -> Result<i64> {
        let mut rest = self.0.lock().await;
        if rest.0 == rest.1 {
            let mut tx = db.begin().await?;
            let first = counters::take(&mut tx, counter, BLOCK).await?;
            tx.commit().await?;
            *rest = (first, first + BLOCK);
        }
        let id = rest.0;
        rest.0 += 1;
        Ok(id)
    }
}

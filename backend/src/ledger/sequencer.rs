//! Gives committed events their final, gap-free position and their hash. It locks the one head row, numbers
//! what has no number, and commits: so `seq` order is commit order on both engines, however many nodes write.

use super::chain;
use crate::store::{Db, Result, StoreError, Tx, events};

/// Events numbered in one transaction: long enough to be efficient, short enough not to keep writers waiting.
pub const BATCH: usize = 4_000;

/// Numbers up to [`BATCH`] events; returns how many.
pub async fn number_batch(db: &Db) -> Result<usize> {
    // Looked up without a lock first: most of the time there is nothing to do.
    if events::unnumbered(&mut db.read(), 1).await?.is_empty() {
        return Ok(0);
    }
    let mut tx = db.begin().await?;
    let done = number_in(&mut tx).await?;
    tx.commit().await?;
    Ok(done)
}

async fn number_in(tx: &mut Tx) -> Result<usize> {
    let (mut seq, mut hash) = events::lock_head(tx).await?;
    let waiting = events::unnumbered(tx, BATCH as i64).await?;
    let mut numbered = Vec::with_capacity(waiting.len());
    for event in &waiting {
        seq += 1;
        hash = chain::link(&hash, seq, event);
        numbered.push((event.id, seq, hash.clone()));
    }
    if numbered.is_empty() {
        return Ok(0);
    }
    let taken = events::number(tx, &numbered).await?;
    if taken != numbered.len() as u64 {
        return Err(StoreError::Inconsistent {
            table: "events",
            what: format!("{taken} of {} rows numbered", numbered.len()),
        });
    }
    events::set_head(tx, seq, &hash).await?;
    metrics::gauge!("hoiam_ledger_position").set(seq as f64);
    Ok(numbered.len())
}

//! Gives committed events their final, gap-free position and their hash. It locks the one head row, numbers
//! what has no number, and commits: so `seq` order is commit order on both engines, however many nodes write.
//! The intake, which only ever appends new cases, takes the head along in its own commit when it is free.

use super::chain;
use super::numbered::Numbered;
use crate::store::events::StoredEvent;
use crate::store::{Db, Inserts, Result, StoreError, Tx, events};

/// Events numbered in one transaction: long enough to be efficient, short enough not to keep writers waiting.
pub const BATCH: usize = 4_000;

/// Numbers up to [`BATCH`] events and tells of them; returns how many.
pub async fn number_batch(db: &Db, numbered: &Numbered) -> Result<usize> {
    // Looked up without a lock first: most of the time there is nothing to do.
    if events::unnumbered(&mut db.read(), 1).await?.is_empty() {
        return Ok(0);
    }
    let mut tx = db.begin().await?;
    let done = number_in(&mut tx).await?;
    tx.commit().await?;
    numbered.tell(&done);
    Ok(done.len())
}

async fn number_in(tx: &mut Tx) -> Result<Vec<StoredEvent>> {
    let head = events::lock_head(tx).await?;
    let mut waiting = events::unnumbered(tx, BATCH as i64).await?;
    if waiting.is_empty() {
        return Ok(waiting);
    }
    let head = link(head, &mut waiting);
    let taken = events::number(tx, &waiting).await?;
    if taken != waiting.len() as u64 {
        return Err(StoreError::Inconsistent {
            table: "events",
            what: format!("{taken} of {} rows numbered", waiting.len()),
        });
    }
    let mut moved = Inserts::default();
    move_head(&mut moved, &head);
    moved.write(tx).await?;
    Ok(waiting)
}

/// Numbers events of new cases in the transaction that is about to append them, if no other holds the head: a
/// commit and an update of each are saved. `false` leaves them for the sequencer. The head moves with what is written. Only for
/// events that no event of the same case can precede.
pub async fn number_new(tx: &mut Tx, new: &mut [StoredEvent], written: &mut Inserts) -> Result<bool> {
    let Some(head) = events::lock_head_if_free(tx).await? else { return Ok(false) };
    move_head(written, &link(head, new));
    Ok(true)
}

/// Position and hash that were given last.
type Head = (i64, String);

/// Gives events the next positions and their hashes; returns where the ledger ends then.
pub fn link((mut seq, mut hash): Head, events: &mut [StoredEvent]) -> Head {
    for event in events {
        seq += 1;
        hash = chain::link(&hash, seq, event);
        event.seq = Some(seq);
        event.hash = Some(hash.clone());
    }
    (seq, hash)
}

fn move_head(written: &mut Inserts, (seq, hash): &Head) {
    events::set_head(written, *seq, hash);
    metrics::gauge!("hoiam_ledger_position").set(*seq as f64);
}

//! How far each tail of the ledger has read, and who runs those that only one node may run.

use super::db::{Run, Tx, sql};
use super::error::Result;

/// How far a tail has read; 0 from the start.
pub async fn checkpoint(db: &mut impl Run, tail: &str) -> Result<i64> {
    let row: Option<(i64,)> = db.optional(sql("SELECT seq FROM checkpoints WHERE tail = $1").bind(tail)).await?;
    Ok(row.map_or(0, |(seq,)| seq))
}

/// Moves a checkpoint, in the transaction that stores what was derived.
pub async fn set_checkpoint(tx: &mut Tx, tail: &str, seq: i64) -> Result<()> {
    let statement = sql("INSERT INTO checkpoints (tail, seq) VALUES ($1, $2) \
         ON CONFLICT (tail) DO UPDATE SET seq = excluded.seq");
    tx.execute(statement.bind(tail).bind(seq)).await.map(|_| ())
}

/// Until when something may be held at most that was taken elsewhere, where what is taken now is held until `until_ms`: twice
/// as long. What is held longer was taken by a clock that was ahead.
pub(super) const fn longest(now_ms: i64, until_ms: i64) -> i64 {
    2 * until_ms - now_ms
}

/// Takes or keeps a lease until `until_ms`; `false` when another node holds it at `now_ms`, and no longer than
/// [`longest`].
pub async fn hold_lease(tx: &mut Tx, name: &str, holder: &str, now_ms: i64, until_ms: i64) -> Result<bool> {
    let statement = sql("INSERT INTO leases (name, holder, until_ms) VALUES ($1, $2, $3) \
         ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until_ms = excluded.until_ms \
         WHERE leases.holder = excluded.holder OR leases.until_ms < $4 OR leases.until_ms > $5");
    let statement = statement.bind(name).bind(holder).bind(until_ms).bind(now_ms).bind(longest(now_ms, until_ms));
    Ok(tx.execute(statement).await? == 1)
}

/// Keeps a tail that runs under a lease from storing anything until the transaction is done.
pub async fn hold_up(tx: &mut Tx, name: &str) -> Result<()> {
    tx.execute(sql("UPDATE leases SET holder = holder WHERE name = $1").bind(name)).await.map(|_| ())
}

//! Numbers given out once: case ids come in blocks, so that nodes do not wait for each other.

use super::db::{Run, Tx, sql};
use super::error::Result;

/// Takes `count` numbers from the counter; returns the first. Gaps (a node that stops with an unused rest)
/// are fine: ids order nothing, the ledger's `seq` does.
pub async fn take(tx: &mut Tx, name: &str, count: i64) -> Result<i64> {
    let row: Option<(i64,)> = tx
        .optional(
            sql("INSERT INTO counters (name, value) VALUES ($1, $2) \
                 ON CONFLICT (name) DO UPDATE SET value = counters.value + excluded.value RETURNING value")
            .bind(name)
            .bind(count),
        )
        .await?;
    Ok(row.map_or(0, |(value,)| value) - count + 1)
}

/// Sets the counter to a value.
pub async fn put(tx: &mut Tx, name: &str, value: i64) -> Result<()> {
    let statement = sql("INSERT INTO counters (name, value) VALUES ($1, $2) \
         ON CONFLICT (name) DO UPDATE SET value = excluded.value");
    tx.execute(statement.bind(name).bind(value)).await.map(|_| ())
}

/// The counter's present value; 0 when it was never used.
pub async fn peek(db: &mut impl Run, name: &str) -> Result<i64> {
    let row: Option<(i64,)> = db.optional(sql("SELECT value FROM counters WHERE name = $1").bind(name)).await?;
    Ok(row.map_or(0, |(value,)| value))
}

//! Who has come back from an identity provider: each way there is good once. Only digests, and only while the way would
//! still be open.

use super::db::{Tx, sql};
use super::error::Result;

/// Writes one down and forgets those that ran out; `false` when it was there.
pub async fn once(tx: &mut Tx, state_sha256: &str, until_ms: i64, now_ms: i64) -> Result<bool> {
    tx.execute(sql("DELETE FROM arrivals WHERE until_ms < $1").bind(now_ms)).await?;
    let text = "INSERT INTO arrivals (state_sha256, until_ms) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    Ok(tx.execute(sql(text).bind(state_sha256).bind(until_ms)).await? == 1)
}

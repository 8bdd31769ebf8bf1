//! Signed heads of the ledger, as they were published.

use super::db::{Run, Tx, sql};
use super::error::Result;

/// A head as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct HeadRow {
    /// The last event it covers.
    pub to_seq: i64,
    /// The first one.
    pub from_seq: i64,
    /// When it was signed, milliseconds UTC.
    pub at_ms: i64,
    /// What was signed, with the signature.
    pub note: String,
}

const SELECT: &str = "SELECT to_seq, from_seq, at_ms, note FROM signed_heads";

/// Stores a head; `false` when another one covers these events already.
pub async fn insert(tx: &mut Tx, head: &HeadRow) -> Result<bool> {
    let text =
        "INSERT INTO signed_heads (to_seq, from_seq, at_ms, note) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    let statement = sql(text).bind(head.to_seq).bind(head.from_seq).bind(head.at_ms).bind(head.note.as_str());
    Ok(tx.execute(statement).await? == 1)
}

/// The one signed last.
pub async fn last(db: &mut impl Run) -> Result<Option<HeadRow>> {
    db.optional(sql(format!("{SELECT} ORDER BY to_seq DESC LIMIT 1"))).await
}

/// The last ones, newest first.
pub async fn newest(db: &mut impl Run, limit: i64) -> Result<Vec<HeadRow>> {
    db.all(sql(format!("{SELECT} ORDER BY to_seq DESC LIMIT $1")).bind(limit)).await
}

/// Those behind a position, in order.
pub async fn after(db: &mut impl Run, seq: i64) -> Result<Vec<HeadRow>> {
    db.all(sql(format!("{SELECT} WHERE to_seq > $1 ORDER BY to_seq")).bind(seq)).await
}

/// The one that covers an event.
pub async fn covering(db: &mut impl Run, seq: i64) -> Result<Option<HeadRow>> {
    db.optional(sql(format!("{SELECT} WHERE from_seq <= $1 AND to_seq >= $1 ORDER BY to_seq LIMIT 1")).bind(seq)).await
}

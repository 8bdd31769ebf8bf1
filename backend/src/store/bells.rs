//! Devices on which citizens want to be told of news about a case: a sealed address each, which nothing but sending opens.

use super::batch::Batch;
use super::counters;
use super::db::{Run, Tx, sql};
use super::dialect::Column;
use super::error::Result;
use hoiam_shared::ids::CaseId;

/// A bell as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct BellRow {
    /// Identity.
    pub id: i64,
    /// Of which case.
    pub case_id: i64,
    /// Which key opens the address.
    pub key_id: String,
    /// The address, sealed for the case.
    pub sealed: String,
}

/// Hangs one; a device that has one for the case keeps it. Of more than `most` the oldest are taken down.
pub async fn hang(
    tx: &mut Tx,
    case: CaseId,
    endpoint_sha256: &str,
    (key_id, sealed): (String, String),
    most: i64,
    now_ms: i64,
) -> Result<()> {
    let id = counters::take(tx, "bell", 1).await?;
    let text = "INSERT INTO bells (id, case_id, endpoint_sha256, key_id, sealed, created_ms) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (case_id, endpoint_sha256) DO NOTHING";
    let row = sql(text).bind(id).bind(case.0).bind(endpoint_sha256).bind(key_id).bind(sealed).bind(now_ms);
    tx.execute(row).await?;
    let text = "DELETE FROM bells WHERE case_id = $1 AND id NOT IN \
         (SELECT id FROM bells WHERE case_id = $1 ORDER BY id DESC LIMIT $2)";
    tx.execute(sql(text).bind(case.0).bind(most)).await.map(|_| ())
}

/// Takes the one of a device down.
pub async fn take_down(tx: &mut Tx, case: CaseId, endpoint_sha256: &str) -> Result<()> {
    let text = "DELETE FROM bells WHERE case_id = $1 AND endpoint_sha256 = $2";
    tx.execute(sql(text).bind(case.0).bind(endpoint_sha256)).await.map(|_| ())
}

/// Takes one down for which nobody is there any more.
pub async fn forget(tx: &mut Tx, id: i64) -> Result<()> {
    tx.execute(sql("DELETE FROM bells WHERE id = $1").bind(id)).await.map(|_| ())
}

/// One.
pub async fn by_id(db: &mut impl Run, id: i64) -> Result<Option<BellRow>> {
    db.optional(sql("SELECT id, case_id, key_id, sealed FROM bells WHERE id = $1").bind(id)).await
}

/// Case and identity of those of some cases.
pub async fn of_cases(db: &mut impl Run, cases: &[CaseId]) -> Result<Vec<(i64, i64)>> {
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let batch = Batch::of_ids(cases);
    let text = "SELECT case_id, id FROM bells WHERE case_id IN (SELECT id FROM {batch}) ORDER BY id";
    db.all(batch.statement(db.engine(), &[Column::Int("id")], text)).await
}

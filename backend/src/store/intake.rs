//! Idempotency keys of submissions: which were new, and which case the others belong to.

use super::batch::Batch;
use super::db::{Run, Tx};
use super::dialect::Column;
use super::error::Result;

/// A key and what it stands for.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Key {
    /// Within which site.
    pub site_id: i64,
    /// The `Idempotency-Key`.
    pub key: String,
    /// SHA-256 (hex) of the request's content.
    pub body_sha256: String,
    /// The case it made.
    pub case_id: i64,
    /// When, milliseconds UTC.
    pub created_ms: i64,
}

const COLUMNS: &[Column] = &[
    Column::Int("site_id"),
    Column::Text("key"),
    Column::Text("body_sha256"),
    Column::Int("case_id"),
    Column::Int("created_ms"),
];

/// Claims keys; returns the ones that were there before, as they are stored. Two transactions that claim the
/// same key wait for each other, so one of them sees the other's case.
pub async fn claim(tx: &mut Tx, keys: &[Key]) -> Result<Vec<Key>> {
    let batch = |keys: &[Key]| {
        let mut batch = Batch::default();
        for key in keys {
            batch.row(|row| {
                row.int(key.site_id).text(&key.key).text(&key.body_sha256).int(key.case_id).int(key.created_ms);
            });
        }
        batch
    };
    let conflict = "ON CONFLICT (site_id, key) DO NOTHING";
    if batch(keys).insert(tx, "idempotency", COLUMNS, conflict).await? == keys.len() as u64 {
        return Ok(Vec::new());
    }
    let text = "SELECT i.site_id, i.key, i.body_sha256, i.case_id, i.created_ms FROM idempotency i \
         JOIN {batch} ON i.site_id = batch.site_id AND i.key = batch.key WHERE i.case_id <> batch.case_id";
    tx.all(batch(keys).statement(tx.engine(), COLUMNS, text)).await
}

/// The key as it is stored, if it was used.
pub async fn find(db: &mut impl Run, site: i64, key: &str) -> Result<Option<Key>> {
    let statement = super::db::sql(
        "SELECT site_id, key, body_sha256, case_id, created_ms FROM idempotency WHERE site_id = $1 AND key = $2",
    );
    db.optional(statement.bind(site).bind(key)).await
}

//! Idempotency keys of submissions: which were new, and which case the others belong to.

use super::batch::Batch;
use super::db::Run;
use super::dialect::Column;
use super::error::Result;
use super::inserts::Inserts;

/// A key and what it stands for.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
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

/// New keys. One that was used before is refused by the table; two transactions that bring the same key wait for each other,
/// so one of them is refused.
pub fn insert(into: &mut Inserts, keys: &[Key]) {
    into.add("idempotency", COLUMNS, "", batch(keys));
}

/// Which of some keys were used before, as they are stored.
pub async fn used(db: &mut impl Run, keys: &[Key]) -> Result<Vec<Key>> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let text = "SELECT i.site_id, i.key, i.body_sha256, i.case_id, i.created_ms FROM idempotency i \
         JOIN {batch} ON i.site_id = batch.site_id AND i.key = batch.key";
    db.all(batch(keys).statement(db.engine(), COLUMNS, text)).await
}

fn batch(keys: &[Key]) -> Batch {
    let mut batch = Batch::default();
    for key in keys {
        batch.row(|row| {
            row.int(key.site_id).text(&key.key).text(&key.body_sha256).int(key.case_id).int(key.created_ms);
        });
    }
    batch
}

/// The key as it is stored, if it was used.
pub async fn find(db: &mut impl Run, site: i64, key: &str) -> Result<Option<Key>> {
    let statement = super::db::sql(
        "SELECT site_id, key, body_sha256, case_id, created_ms FROM idempotency WHERE site_id = $1 AND key = $2",
    );
    db.optional(statement.bind(site).bind(key)).await
}

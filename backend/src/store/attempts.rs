//! Tries to sign in that have failed. What a bucket stands for and how long one waits is decided in `domain/guessing.rs`.

use super::db::{Run, Tx, sql};
use super::error::Result;

/// What is known of a bucket.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Attempts {
    /// Its name.
    pub bucket: String,
    /// Keyed digest of the login tried; empty where a bucket is of many.
    pub who: String,
    /// Tries since it was empty, the present one included.
    pub tries: i64,
    /// When the last was, milliseconds UTC.
    pub last_ms: i64,
    /// Nobody may try again before, milliseconds UTC.
    pub until_ms: i64,
}

const SELECT: &str = "SELECT bucket, who, tries, last_ms, until_ms FROM attempts";

/// A bucket, if there was a try.
pub async fn of(db: &mut impl Run, bucket: &str) -> Result<Option<Attempts>> {
    db.optional(sql(format!("{SELECT} WHERE bucket = $1")).bind(bucket)).await
}

/// Counts one more try, in whichever order several come; returns what it is then.
pub async fn count(tx: &mut Tx, bucket: &str, who: &str, now_ms: i64) -> Result<Option<Attempts>> {
    let statement = sql("INSERT INTO attempts (bucket, who, tries, last_ms, until_ms) VALUES ($1, $2, 1, $3, 0) \
         ON CONFLICT (bucket) DO UPDATE SET tries = attempts.tries + 1, last_ms = excluded.last_ms \
         RETURNING bucket, who, tries, last_ms, until_ms");
    tx.optional(statement.bind(bucket).bind(who).bind(now_ms)).await
}

/// Nobody may try again before.
pub async fn hold(tx: &mut Tx, bucket: &str, until_ms: i64) -> Result<()> {
    let statement = sql("UPDATE attempts SET until_ms = $2 WHERE bucket = $1").bind(bucket).bind(until_ms);
    tx.execute(statement).await.map(|_| ())
}

/// Empties a bucket.
pub async fn forget(tx: &mut Tx, bucket: &str) -> Result<()> {
    tx.execute(sql("DELETE FROM attempts WHERE bucket = $1").bind(bucket)).await.map(|_| ())
}

/// Takes a try back that was none, after all.
pub async fn take_back(tx: &mut Tx, bucket: &str) -> Result<()> {
    let statement = sql("UPDATE attempts SET tries = tries - 1, until_ms = 0 WHERE bucket = $1").bind(bucket);
    tx.execute(statement).await.map(|_| ())
}

/// Empties all buckets of a login; returns how many there were.
pub async fn forget_who(tx: &mut Tx, who: &str) -> Result<u64> {
    tx.execute(sql("DELETE FROM attempts WHERE who = $1 AND who <> ''").bind(who)).await
}

/// Whether somebody has to wait with this login at `now_ms`.
pub async fn held(db: &mut impl Run, who: &str, now_ms: i64) -> Result<bool> {
    let statement = sql("SELECT COUNT(*) FROM attempts WHERE who = $1 AND who <> '' AND until_ms > $2");
    let row: Option<(i64,)> = db.optional(statement.bind(who).bind(now_ms)).await?;
    Ok(row.is_some_and(|(n,)| n > 0))
}

/// Forgets tries before an instant.
pub async fn forget_before(tx: &mut Tx, before_ms: i64) -> Result<u64> {
    tx.execute(sql("DELETE FROM attempts WHERE last_ms < $1").bind(before_ms)).await
}

//! Calendars of due dates that staff subscribe to. The address itself is stored nowhere, only its digest.

use super::db::{Run, Tx, sql};
use super::error::Result;
use hoiam_shared::ids::UserId;

/// A calendar.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct FeedRow {
    /// Digest of what its address ends in.
    pub token_sha256: String,
    /// Whose.
    pub user_id: i64,
    /// What it is called.
    pub name: String,
    /// Which cases, in the query language.
    pub query: String,
    /// Since when, milliseconds UTC.
    pub created_ms: i64,
}

const SELECT: &str = "SELECT token_sha256, user_id, name, query, created_ms FROM feeds";

/// Those of a person, oldest first.
pub async fn of(db: &mut impl Run, user: UserId) -> Result<Vec<FeedRow>> {
    db.all(sql(format!("{SELECT} WHERE user_id = $1 ORDER BY created_ms, token_sha256")).bind(user.0)).await
}

/// The one with this digest.
pub async fn by_token(db: &mut impl Run, token_sha256: &str) -> Result<Option<FeedRow>> {
    db.optional(sql(format!("{SELECT} WHERE token_sha256 = $1")).bind(token_sha256)).await
}

/// Stores one.
pub async fn insert(tx: &mut Tx, row: &FeedRow) -> Result<()> {
    let statement =
        sql("INSERT INTO feeds (token_sha256, user_id, name, query, created_ms) VALUES ($1, $2, $3, $4, $5)")
            .bind(row.token_sha256.as_str())
            .bind(row.user_id)
            .bind(row.name.as_str())
            .bind(row.query.as_str())
            .bind(row.created_ms);
    tx.execute(statement).await.map(|_| ())
}

/// Forgets one of a person's; returns how many there were.
pub async fn remove(tx: &mut Tx, user: UserId, token_sha256: &str) -> Result<u64> {
    tx.execute(sql("DELETE FROM feeds WHERE user_id = $1 AND token_sha256 = $2").bind(user.0).bind(token_sha256)).await
}

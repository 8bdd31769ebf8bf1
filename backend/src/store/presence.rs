//! Who looks at which case just now: a row for each, which lapses by itself.

use super::db::{Run, Tx, sql};
use super::error::Result;
use hoiam_shared::ids::{CaseId, UserId};

/// Somebody who looks at a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct PresentRow {
    /// Who.
    pub user_id: i64,
    /// They are writing.
    pub writing: i64,
}

/// Somebody is there until an instant.
pub async fn put(tx: &mut Tx, case: CaseId, user: UserId, writing: bool, until_ms: i64) -> Result<()> {
    let statement = sql("INSERT INTO presence (case_id, user_id, writing, until_ms) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (case_id, user_id) DO UPDATE SET writing = excluded.writing, until_ms = excluded.until_ms")
    .bind(case.0)
    .bind(user.0)
    .bind(i64::from(writing))
    .bind(until_ms);
    tx.execute(statement).await.map(|_| ())
}

/// Somebody is gone, and so is whoever has not been heard of.
pub async fn remove(tx: &mut Tx, case: CaseId, user: UserId, now_ms: i64) -> Result<()> {
    let statement = sql("DELETE FROM presence WHERE until_ms < $3 OR (case_id = $1 AND user_id = $2)");
    tx.execute(statement.bind(case.0).bind(user.0).bind(now_ms)).await.map(|_| ())
}

/// Who is there.
pub async fn of_case(db: &mut impl Run, case: CaseId, now_ms: i64) -> Result<Vec<PresentRow>> {
    let text = "SELECT user_id, writing FROM presence WHERE case_id = $1 AND until_ms >= $2 ORDER BY user_id";
    db.all(sql(text).bind(case.0).bind(now_ms)).await
}

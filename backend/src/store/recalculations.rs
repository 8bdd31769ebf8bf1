//! Recalculations of open cases, and who made which version of a calendar or policy.

use super::db::{Run, Sql, Tx, sql};
use super::error::Result;

/// A recalculation as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct RecalculationRow {
    /// Identity.
    pub id: i64,
    /// When it was asked for, milliseconds UTC.
    pub created_ms: i64,
    /// By whom; `None` from the command line.
    pub user_id: Option<i64>,
    /// Why; stands in each case.
    pub reason: String,
    /// From which versions to which, JSON.
    pub plan: String,
    /// `running`, `done` or `stopped`.
    pub state: String,
    /// The last case looked at.
    pub after_id: i64,
    /// Open cases looked at.
    pub looked: i64,
    /// Cases that run by other versions now.
    pub changed: i64,
    /// Those of them whose answer is due at another time.
    pub moved: i64,
    /// When it was done or stopped.
    pub finished_ms: Option<i64>,
}

const SELECT: &str = "SELECT id, created_ms, user_id, reason, plan, state, after_id, looked, changed, moved, finished_ms \
    FROM recalculations";

/// What one batch adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Open cases looked at.
    pub looked: i64,
    /// Cases changed.
    pub changed: i64,
    /// Cases whose answer is due at another time.
    pub moved: i64,
}

/// Stores a new one.
pub async fn insert(tx: &mut Tx, row: &RecalculationRow) -> Result<()> {
    let statement = sql("INSERT INTO recalculations (id, created_ms, user_id, reason, plan, state, after_id, looked, changed, moved, finished_ms) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
        .bind(row.id)
        .bind(row.created_ms)
        .bind(row.user_id)
        .bind(row.reason.as_str())
        .bind(row.plan.as_str())
        .bind(row.state.as_str())
        .bind(row.after_id)
        .bind(row.looked)
        .bind(row.changed)
        .bind(row.moved)
        .bind(row.finished_ms);
    tx.execute(statement).await.map(|_| ())
}

/// The one with this identity.
pub async fn by_id(db: &mut impl Run, id: i64) -> Result<Option<RecalculationRow>> {
    db.optional(sql(format!("{SELECT} WHERE id = $1")).bind(id)).await
}

/// The last ones, newest first.
pub async fn latest(db: &mut impl Run, limit: i64) -> Result<Vec<RecalculationRow>> {
    db.all(sql(format!("{SELECT} ORDER BY id DESC LIMIT $1")).bind(limit)).await
}

/// The oldest that is running.
pub async fn running(db: &mut impl Run) -> Result<Option<RecalculationRow>> {
    db.optional(sql(format!("{SELECT} WHERE state = 'running' ORDER BY id LIMIT 1"))).await
}

/// Moves one on from `after`, in the transaction that stores what was changed up to `to`; `false` when another node
/// did that part, or it was stopped.
pub async fn advance(tx: &mut Tx, id: i64, after: i64, to: i64, by: Progress) -> Result<bool> {
    let statement = sql("UPDATE recalculations SET after_id = $3, looked = looked + $4, changed = changed + $5, \
         moved = moved + $6 WHERE id = $1 AND after_id = $2 AND state = 'running'");
    let statement = statement.bind(id).bind(after).bind(to).bind(by.looked).bind(by.changed).bind(by.moved);
    Ok(tx.execute(statement).await? == 1)
}

/// Ends one that is running; `false` when it was not.
pub async fn finish(tx: &mut Tx, id: i64, state: &str, now_ms: i64) -> Result<bool> {
    let statement = sql("UPDATE recalculations SET state = $2, finished_ms = $3 WHERE id = $1 AND state = 'running'");
    Ok(tx.execute(statement.bind(id).bind(state).bind(now_ms)).await? == 1)
}

/// Who made a version.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct VersionRow {
    /// `calendar` or `policy`.
    pub kind: String,
    /// Its identity.
    pub id: i64,
    /// When, milliseconds UTC.
    pub at_ms: i64,
    /// By whom; `None` for what follows from another version, and from the command line.
    pub user_id: Option<i64>,
    /// Why.
    pub note: String,
}

/// Notes who made a version.
pub async fn note_version(tx: &mut Tx, row: &VersionRow) -> Result<()> {
    let statement: Sql =
        sql("INSERT INTO setting_versions (kind, id, at_ms, user_id, note) VALUES ($1, $2, $3, $4, $5)");
    let statement =
        statement.bind(row.kind.as_str()).bind(row.id).bind(row.at_ms).bind(row.user_id).bind(row.note.as_str());
    tx.execute(statement).await.map(|_| ())
}

/// Who made the versions of a kind.
pub async fn versions(db: &mut impl Run, kind: &str) -> Result<Vec<VersionRow>> {
    let text = "SELECT kind, id, at_ms, user_id, note FROM setting_versions WHERE kind = $1 ORDER BY id";
    db.all(sql(text).bind(kind)).await
}

//! The same act on many cases: jobs, and what becomes of each case in them.

use super::batch::Batch;
use super::counters;
use super::db::{Run, Tx, sql};
use super::dialect::Column;
use super::error::Result;

/// A job.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct JobRow {
    /// Identity.
    pub id: i64,
    /// Whose.
    pub user_id: i64,
    /// Code of what is done.
    pub action: String,
    /// With what, JSON.
    pub input: String,
    /// `looking`, `ready`, `running`, `done`, `undoing`, `undone`, `stopped`.
    pub state: String,
    /// When it was made, milliseconds UTC.
    pub created_ms: i64,
    /// When the last case was done.
    pub done_ms: Option<i64>,
}

/// A case of a job.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct ItemRow {
    /// Of which job.
    pub job_id: i64,
    /// Place in the selection, from 1.
    pub place: i64,
    /// Tracking code.
    pub code: String,
    /// `new`, `can`, `cannot`, `done`, `failed`, `undone`, `kept`.
    pub state: String,
    /// Version that was looked at.
    pub version: i64,
    /// The event that it leads to, JSON; empty while nobody knows.
    pub what: String,
    /// Code of the state before.
    pub before: String,
    /// Code of the state after.
    pub after: String,
    /// Version of the event.
    pub made: i64,
    /// Why not: the code of an error, with field and fault behind colons where there is one.
    pub why: String,
}

const JOB: &str = "SELECT id, user_id, action, input, state, created_ms, done_ms FROM bulk_jobs";
const ITEM: &str = "SELECT job_id, place, code, state, version, what, before, after, made, why FROM bulk_items";

/// Makes a job; returns its id.
pub async fn insert(tx: &mut Tx, job: &JobRow, codes: &[String]) -> Result<i64> {
    let id = counters::take(tx, "bulk", 1).await?;
    let statement = sql("INSERT INTO bulk_jobs (id, user_id, action, input, state, created_ms, done_ms) \
         VALUES ($1, $2, $3, $4, $5, $6, NULL)")
    .bind(id)
    .bind(job.user_id)
    .bind(job.action.as_str())
    .bind(job.input.as_str())
    .bind(job.state.as_str())
    .bind(job.created_ms);
    tx.execute(statement).await?;
    let mut batch = Batch::default();
    for (place, code) in (1..).zip(codes) {
        batch.row(|row| {
            row.int(id).int(place).text(code).text("new").int(0).text("").text("").text("").int(0).text("");
        });
    }
    let columns = [
        Column::Int("job_id"),
        Column::Int("place"),
        Column::Text("code"),
        Column::Text("state"),
        Column::Int("version"),
        Column::Text("what"),
        Column::Text("before"),
        Column::Text("after"),
        Column::Int("made"),
        Column::Text("why"),
    ];
    batch.insert(tx, "bulk_items", &columns, "").await?;
    Ok(id)
}

/// A job of this person.
pub async fn job(db: &mut impl Run, id: i64, user: i64) -> Result<Option<JobRow>> {
    db.optional(sql(format!("{JOB} WHERE id = $1 AND user_id = $2")).bind(id).bind(user)).await
}

/// The oldest job in which something is to be done.
pub async fn next(db: &mut impl Run) -> Result<Option<JobRow>> {
    db.optional(sql(format!("{JOB} WHERE state IN ('looking', 'running', 'undoing') ORDER BY id LIMIT 1"))).await
}

/// Moves a job on, if it still stands where it stood; `false` if not.
pub async fn advance(tx: &mut Tx, id: i64, from: &str, to: &str, done_ms: Option<i64>) -> Result<bool> {
    let statement =
        sql("UPDATE bulk_jobs SET state = $3, done_ms = COALESCE($4, done_ms) WHERE id = $1 AND state = $2");
    Ok(tx.execute(statement.bind(id).bind(from).bind(to).bind(done_ms)).await? == 1)
}

/// Cases of a job in a state, in order.
pub async fn items_in(db: &mut impl Run, job: i64, state: &str, limit: i64) -> Result<Vec<ItemRow>> {
    let text = format!("{ITEM} WHERE job_id = $1 AND state = $2 ORDER BY place LIMIT $3");
    db.all(sql(text).bind(job).bind(state).bind(limit)).await
}

/// Cases of a job after a place, in order.
pub async fn items_after(db: &mut impl Run, job: i64, place: i64, limit: i64) -> Result<Vec<ItemRow>> {
    let text = format!("{ITEM} WHERE job_id = $1 AND place > $2 ORDER BY place LIMIT $3");
    db.all(sql(text).bind(job).bind(place).bind(limit)).await
}

/// Stores what became of a case, if it still stands where it stood; `false` if another node was quicker.
pub async fn settle(tx: &mut Tx, item: &ItemRow, from: &str) -> Result<bool> {
    let statement =
        sql("UPDATE bulk_items SET state = $4, version = $5, what = $6, before = $7, after = $8, made = $9, \
         why = $10 WHERE job_id = $1 AND place = $2 AND state = $3")
        .bind(item.job_id)
        .bind(item.place)
        .bind(from)
        .bind(item.state.as_str())
        .bind(item.version)
        .bind(item.what.as_str())
        .bind(item.before.as_str())
        .bind(item.after.as_str())
        .bind(item.made)
        .bind(item.why.as_str());
    Ok(tx.execute(statement).await? == 1)
}

/// How many cases of a job stand where: (state, count).
pub async fn counts(db: &mut impl Run, job: i64) -> Result<Vec<(String, i64)>> {
    db.all(sql("SELECT state, COUNT(*) FROM bulk_items WHERE job_id = $1 GROUP BY state ORDER BY state").bind(job))
        .await
}

/// Why cases of a job are left out: (reason, count), the most frequent first.
pub async fn reasons(db: &mut impl Run, job: i64) -> Result<Vec<(String, i64)>> {
    let text =
        "SELECT why, COUNT(*) FROM bulk_items WHERE job_id = $1 AND why <> '' GROUP BY why ORDER BY COUNT(*) DESC, why";
    db.all(sql(text).bind(job)).await
}

/// Removes jobs made before an instant; returns how many.
pub async fn forget(tx: &mut Tx, before_ms: i64) -> Result<u64> {
    let old = "SELECT id FROM bulk_jobs WHERE created_ms < $1 AND state NOT IN ('looking', 'running', 'undoing')";
    let text = format!("DELETE FROM bulk_items WHERE job_id IN ({old})");
    tx.execute(sql(text).bind(before_ms)).await?;
    let text = "DELETE FROM bulk_jobs WHERE created_ms < $1 AND state NOT IN ('looking', 'running', 'undoing')";
    tx.execute(sql(text).bind(before_ms)).await
}

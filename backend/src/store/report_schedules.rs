//! Reports that go out by themselves. Whoever sends one claims it by moving the time at which the next one goes out.

use super::db::{Run, Tx, sql};
use super::error::Result;
use hoiam_shared::ids::UserId;

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct ScheduleRow {
    /// Identity.
    pub id: i64,
    /// To whom.
    pub owner_id: i64,
    /// Whose figures.
    pub agency_id: i64,
    /// Length of the span, in months.
    pub months: i64,
    /// Day of the month after it.
    pub day: i64,
    /// In which language.
    pub lang: String,
    /// The official form that is filled, JSON; empty for none.
    pub form: String,
    /// When it goes out next, milliseconds UTC.
    pub next_ms: i64,
    /// What went out last.
    pub report_id: Option<i64>,
    /// Under which number of a delivery.
    pub sent_id: Option<i64>,
    /// When.
    pub sent_ms: Option<i64>,
}

const SELECT: &str = "SELECT id, owner_id, agency_id, months, day, lang, form, next_ms, report_id, sent_id, sent_ms FROM report_schedules";

/// Keeps a new one.
pub async fn insert(tx: &mut Tx, row: &ScheduleRow) -> Result<()> {
    let statement = sql("INSERT INTO report_schedules (id, owner_id, agency_id, months, day, lang, form, next_ms) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(row.id)
    .bind(row.owner_id)
    .bind(row.agency_id)
    .bind(row.months)
    .bind(row.day)
    .bind(row.lang.as_str())
    .bind(row.form.as_str())
    .bind(row.next_ms);
    tx.execute(statement).await.map(drop)
}

/// Those of a person, oldest first.
pub async fn of(db: &mut impl Run, owner: UserId) -> Result<Vec<ScheduleRow>> {
    db.all(sql(format!("{SELECT} WHERE owner_id = $1 ORDER BY id")).bind(owner.0)).await
}

/// Forgets one of a person's; how many there were.
pub async fn remove(tx: &mut Tx, owner: UserId, id: i64) -> Result<u64> {
    tx.execute(sql("DELETE FROM report_schedules WHERE id = $1 AND owner_id = $2").bind(id).bind(owner.0)).await
}

/// Those that are due, longest due first.
pub async fn due(db: &mut impl Run, now_ms: i64, limit: i64) -> Result<Vec<ScheduleRow>> {
    let text = format!("{SELECT} WHERE next_ms <= $1 ORDER BY next_ms, id LIMIT $2");
    db.all(sql(text).bind(now_ms).bind(limit)).await
}

/// Moves one on to `next_ms` and says what went out; `false` when somebody else was quicker.
pub async fn claim(tx: &mut Tx, row: &ScheduleRow, next_ms: i64) -> Result<bool> {
    let statement = sql("UPDATE report_schedules SET next_ms = $2, report_id = $3, sent_id = $4, sent_ms = $5 \
         WHERE id = $1 AND next_ms = $6")
    .bind(row.id)
    .bind(next_ms)
    .bind(row.report_id)
    .bind(row.sent_id)
    .bind(row.sent_ms)
    .bind(row.next_ms);
    Ok(tx.execute(statement).await? == 1)
}

/// What went out under a number last, if nothing has since.
pub async fn sent(db: &mut impl Run, sent_id: i64) -> Result<Option<ScheduleRow>> {
    db.optional(sql(format!("{SELECT} WHERE sent_id = $1")).bind(sent_id)).await
}

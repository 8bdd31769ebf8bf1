//! For how long the personal data of cases are kept: rules by kind and end, and the cases whose time has come.

use super::db::{Run, Tx, sql};
use super::error::Result;
use hoiam_shared::ids::CaseId;

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct RuleRow {
    /// Identity.
    pub id: i64,
    /// Kind of case.
    pub kind: String,
    /// How they ended.
    pub state: String,
    /// Months since then.
    pub months: i64,
    /// It erases.
    pub active: i64,
    /// When it was changed last, milliseconds UTC.
    pub changed_ms: i64,
    /// By whom.
    pub user_id: i64,
}

const SELECT: &str = "SELECT id, kind, state, months, active, changed_ms, user_id FROM retention_rules";

/// All rules, by kind and end.
pub async fn all(db: &mut impl Run) -> Result<Vec<RuleRow>> {
    db.all(sql(format!("{SELECT} ORDER BY kind, state"))).await
}

/// One of them.
pub async fn one(db: &mut impl Run, id: i64) -> Result<Option<RuleRow>> {
    db.optional(sql(format!("{SELECT} WHERE id = $1")).bind(id)).await
}

/// Keeps a new one; `false` when there is one for the same cases.
pub async fn insert(tx: &mut Tx, row: &RuleRow) -> Result<bool> {
    let text = "INSERT INTO retention_rules (id, kind, state, months, active, changed_ms, user_id) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    Ok(tx.execute(bound(text, row)).await? == 1)
}

/// Changes months, and whether it erases; whose cases it is about stays.
pub async fn update(tx: &mut Tx, row: &RuleRow) -> Result<bool> {
    let text = "UPDATE retention_rules SET months = $4, active = $5, changed_ms = $6, user_id = $7 \
         WHERE id = $1 AND kind = $2 AND state = $3";
    Ok(tx.execute(bound(text, row)).await? == 1)
}

fn bound(text: &'static str, row: &RuleRow) -> super::db::Sql {
    sql(text)
        .bind(row.id)
        .bind(row.kind.as_str())
        .bind(row.state.as_str())
        .bind(row.months)
        .bind(row.active)
        .bind(row.changed_ms)
        .bind(row.user_id)
}

/// Forgets one; whether it was there.
pub async fn remove(tx: &mut Tx, id: i64) -> Result<bool> {
    Ok(tx.execute(sql("DELETE FROM retention_rules WHERE id = $1").bind(id)).await? == 1)
}

/// Cases whose personal data are still there and that ended before an instant.
const ENDED: &str =
    "FROM cases WHERE erased = 0 AND ended_ms IS NOT NULL AND kind = $1 AND state = $2 AND ended_ms < $3";

/// How many, and when the first of them ended.
pub async fn count(db: &mut impl Run, kind: &str, state: &str, before_ms: i64) -> Result<(i64, Option<i64>)> {
    let statement = sql(format!("SELECT COUNT(*), MIN(ended_ms) {ENDED}")).bind(kind).bind(state).bind(before_ms);
    Ok(db.optional(statement).await?.unwrap_or_default())
}

/// Those that ended first.
pub async fn first(db: &mut impl Run, kind: &str, state: &str, before_ms: i64, limit: i64) -> Result<Vec<CaseId>> {
    let text = format!("SELECT id {ENDED} ORDER BY ended_ms, id LIMIT $4");
    let rows: Vec<(i64,)> = db.all(sql(text).bind(kind).bind(state).bind(before_ms).bind(limit)).await?;
    Ok(rows.into_iter().map(|(id,)| CaseId(id)).collect())
}

//! Routing rules as they are administered: versions, order, and who changed what. Reading the rules in force is
//! part of `settings`.

use super::batch::Batch;
use super::db::{Run, Tx, sql};
use super::dialect::Column;
use super::error::Result;

/// The present version of a rule.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct CurrentRule {
    /// This version.
    pub id: i64,
    /// The first version.
    pub line: i64,
    /// How many versions there were, this one included.
    pub number: i64,
    /// Order of matching.
    pub position: i64,
    /// Whether it is in force.
    pub active: i64,
    /// When it matches.
    pub query: String,
    /// Where it sends.
    pub target: String,
    /// Vietnamese name.
    pub name_vi: String,
    /// English name.
    pub name_en: String,
}

/// Who changed what.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct ChangeRow {
    /// Identity; a later one is newer.
    pub id: i64,
    /// When, milliseconds UTC.
    pub at_ms: i64,
    /// Who.
    pub user_id: i64,
    /// `created`, `changed`, `activated`, `deactivated`, `ordered`, `thresholds`.
    pub what: String,
    /// The version that it led to, if it was about one rule.
    pub rule_id: Option<i64>,
    /// How it was, JSON.
    pub was: String,
    /// How it is since, JSON.
    pub became: String,
}

/// The present versions, in order.
pub async fn current(db: &mut impl Run) -> Result<Vec<CurrentRule>> {
    db.all(sql("SELECT r.id, COALESCE(r.line, r.id) AS line, \
         (SELECT COUNT(*) FROM rules AS v WHERE COALESCE(v.line, v.id) = COALESCE(r.line, r.id)) AS number, \
         r.position, r.active, r.query, r.target, r.name_vi, r.name_en \
         FROM rules AS r WHERE r.replaced_ms IS NULL ORDER BY r.position, r.id"))
        .await
}

/// The next identity of a rule. The caller holds the counter of settings, so nobody else asks at the same time.
pub async fn next_id(tx: &mut Tx) -> Result<i64> {
    let row: Option<(i64,)> = tx.optional(sql("SELECT COALESCE(MAX(id), 0) + 1 FROM rules")).await?;
    Ok(row.map_or(1, |(id,)| id))
}

/// Adds a version; it is the present one of its line.
pub async fn insert(tx: &mut Tx, rule: &CurrentRule) -> Result<()> {
    let statement = sql("INSERT INTO rules (id, line, position, active, query, target, name_vi, name_en) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
    let statement = statement.bind(rule.id).bind(rule.line).bind(rule.position).bind(rule.active);
    let statement = statement.bind(rule.query.as_str()).bind(rule.target.as_str());
    tx.execute(statement.bind(rule.name_vi.as_str()).bind(rule.name_en.as_str())).await.map(|_| ())
}

/// Another version takes its place; `false` when one has already.
pub async fn replace(tx: &mut Tx, id: i64, now_ms: i64) -> Result<bool> {
    let statement = sql("UPDATE rules SET active = 0, replaced_ms = $2 WHERE id = $1 AND replaced_ms IS NULL");
    Ok(tx.execute(statement.bind(id).bind(now_ms)).await? == 1)
}

/// Switches a present version on or off.
pub async fn set_active(tx: &mut Tx, id: i64, active: bool) -> Result<bool> {
    let statement = sql("UPDATE rules SET active = $2 WHERE id = $1 AND replaced_ms IS NULL");
    Ok(tx.execute(statement.bind(id).bind(active)).await? == 1)
}

/// Gives the rules their places.
pub async fn set_order(tx: &mut Tx, ids: &[i64]) -> Result<()> {
    let mut batch = Batch::default();
    for (position, id) in (1_i64..).zip(ids) {
        batch.row(|row| {
            row.int(*id).int(position);
        });
    }
    let columns = [Column::Int("id"), Column::Int("position")];
    let statement = batch.update(tx.engine(), "rules", &columns, &["id"], "rules.id = batch.id");
    tx.execute(statement).await.map(|_| ())
}

/// Writes down who changed what.
pub async fn record(tx: &mut Tx, change: &ChangeRow) -> Result<()> {
    let row: Option<(i64,)> = tx.optional(sql("SELECT COALESCE(MAX(id), 0) + 1 FROM routing_changes")).await?;
    let id = row.map_or(1, |(id,)| id);
    let statement = sql("INSERT INTO routing_changes (id, at_ms, user_id, what, rule_id, was, became) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)");
    let statement = statement.bind(id).bind(change.at_ms).bind(change.user_id).bind(change.what.as_str());
    tx.execute(statement.bind(change.rule_id).bind(change.was.as_str()).bind(change.became.as_str())).await.map(|_| ())
}

/// The newest changes, newest first.
pub async fn changes(db: &mut impl Run, limit: i64) -> Result<Vec<ChangeRow>> {
    db.all(
        sql("SELECT id, at_ms, user_id, what, rule_id, was, became FROM routing_changes ORDER BY id DESC LIMIT $1")
            .bind(limit),
    )
    .await
}

/// Who made each of these versions, newest change of it last.
pub async fn made(db: &mut impl Run, ids: &[i64]) -> Result<Vec<ChangeRow>> {
    let mut batch = Batch::default();
    for id in ids {
        batch.row(|row| {
            row.int(*id);
        });
    }
    let text = "SELECT id, at_ms, user_id, what, rule_id, was, became FROM routing_changes \
         WHERE rule_id IN (SELECT id FROM {batch}) ORDER BY id";
    db.all(batch.statement(db.engine(), &[Column::Int("id")], text)).await
}

/// Identities of the newest cases filed in a period that are not sealed: `from_ms` included, `to_ms` not.
pub async fn newest_cases(db: &mut impl Run, from_ms: i64, to_ms: i64, limit: i64) -> Result<Vec<i64>> {
    let statement = sql("SELECT id FROM cases WHERE sealed = 0 AND received_ms >= $1 AND received_ms < $2 \
         ORDER BY received_ms DESC, id DESC LIMIT $3");
    let rows: Vec<(i64,)> = db.all(statement.bind(from_ms).bind(to_ms).bind(limit)).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The newest cases that were passed on, filed since then, sealed ones left out.
pub async fn passed_on(db: &mut impl Run, since_ms: i64, limit: i64) -> Result<Vec<i64>> {
    let statement = sql("SELECT id FROM cases WHERE transfers > 0 AND received_ms >= $1 AND sealed = 0 \
         ORDER BY received_ms DESC, id DESC LIMIT $2");
    let rows: Vec<(i64,)> = db.all(statement.bind(since_ms).bind(limit)).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

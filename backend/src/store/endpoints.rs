//! Other systems that are told of events: where, of what, and the sealed secrets that sign.

use super::branches;
use super::db::{Run, Sql, Tx, sql};
use super::error::Result;

/// An endpoint as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct EndpointRow {
    /// Identity.
    pub id: i64,
    /// Of the cases of which branch.
    pub agency_id: i64,
    /// What it is called.
    pub name: String,
    /// Where it is posted to.
    pub url: String,
    /// Which cases, in the query language; empty for all.
    pub query: String,
    /// Kinds of events, separated by spaces; empty for all.
    pub events: String,
    /// Which key opens the secrets.
    pub key_id: String,
    /// The secret, sealed for `endpoint:` and the identity.
    pub sealed: String,
    /// The one before it, sealed alike.
    pub old_sealed: Option<String>,
    /// Until when that one signs, too, milliseconds UTC.
    pub old_until_ms: Option<i64>,
    /// `on`, `off` or `gone`.
    pub state: String,
    /// Since when, milliseconds UTC.
    pub created_ms: i64,
    /// When it was changed last.
    pub changed_ms: i64,
    /// Who changed it.
    pub user_id: i64,
}

const SELECT: &str = "SELECT id, agency_id, name, url, query, events, key_id, sealed, old_sealed, old_until_ms, state, created_ms, \
    changed_ms, user_id FROM endpoints";

/// A branch as a condition on `agency_id`, from parameter `$n` on.
fn condition(ranges: &[(i64, i64)], mut n: usize) -> String {
    branches::of_agency(ranges, branches::from(&mut n))
}

fn within(statement: Sql, branches: &[(i64, i64)]) -> Sql {
    branches.iter().fold(statement, |statement, &(low, high)| statement.bind(low).bind(high))
}

/// All that are told.
pub async fn on(db: &mut impl Run) -> Result<Vec<EndpointRow>> {
    db.all(sql(format!("{SELECT} WHERE state = 'on' ORDER BY id"))).await
}

/// Those of some branches.
pub async fn of(db: &mut impl Run, branches: &[(i64, i64)]) -> Result<Vec<EndpointRow>> {
    let text = format!("{SELECT} WHERE {} ORDER BY id", condition(branches, 1));
    db.all(within(sql(text), branches)).await
}

/// One of some branches.
pub async fn by_id_in(db: &mut impl Run, branches: &[(i64, i64)], id: i64) -> Result<Option<EndpointRow>> {
    let text = format!("{SELECT} WHERE id = $1 AND {}", condition(branches, 2));
    db.optional(within(sql(text).bind(id), branches)).await
}

/// One, whoever asks: for sending.
pub async fn by_id(db: &mut impl Run, id: i64) -> Result<Option<EndpointRow>> {
    db.optional(sql(format!("{SELECT} WHERE id = $1")).bind(id)).await
}

/// What all are called, to name the recipients of deliveries that a reader may know of.
pub async fn names(db: &mut impl Run) -> Result<Vec<(i64, String)>> {
    db.all(sql("SELECT id, name FROM endpoints ORDER BY id")).await
}

/// Stores one, new or changed.
pub async fn put(tx: &mut Tx, row: &EndpointRow) -> Result<()> {
    let statement = sql(
        "INSERT INTO endpoints (id, agency_id, name, url, query, events, key_id, sealed, old_sealed, old_until_ms, \
         state, created_ms, changed_ms, user_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) \
         ON CONFLICT (id) DO UPDATE SET agency_id = excluded.agency_id, name = excluded.name, url = excluded.url, \
         query = excluded.query, events = excluded.events, key_id = excluded.key_id, sealed = excluded.sealed, \
         old_sealed = excluded.old_sealed, old_until_ms = excluded.old_until_ms, state = excluded.state, \
         changed_ms = excluded.changed_ms, user_id = excluded.user_id",
    )
    .bind(row.id)
    .bind(row.agency_id)
    .bind(row.name.as_str())
    .bind(row.url.as_str())
    .bind(row.query.as_str())
    .bind(row.events.as_str())
    .bind(row.key_id.as_str())
    .bind(row.sealed.as_str())
    .bind(row.old_sealed.clone())
    .bind(row.old_until_ms)
    .bind(row.state.as_str())
    .bind(row.created_ms)
    .bind(row.changed_ms)
    .bind(row.user_id);
    tx.execute(statement).await.map(|_| ())
}

/// The other side said that it is gone for good.
pub async fn set_gone(tx: &mut Tx, id: i64, now_ms: i64) -> Result<()> {
    let statement = sql("UPDATE endpoints SET state = 'gone', changed_ms = $2 WHERE id = $1 AND state = 'on'");
    tx.execute(statement.bind(id).bind(now_ms)).await.map(|_| ())
}

/// Forgets one.
pub async fn remove(tx: &mut Tx, id: i64) -> Result<()> {
    tx.execute(sql("DELETE FROM endpoints WHERE id = $1").bind(id)).await.map(|_| ())
}

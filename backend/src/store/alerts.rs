//! Alerts: what each person keeps, where they have fired, and each time they did. Whoever looks at one claims it by moving the
//! time at which it is looked at next; everything else about it changes in that same transaction.

use super::db::{Run, Tx, sql};
use super::error::Result;
use hoiam_shared::ids::UserId;

/// An alert as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct AlertRow {
    /// Identity.
    pub id: i64,
    /// Whose.
    pub owner_id: i64,
    /// What it is called.
    pub name: String,
    /// Which cases, in the query language.
    pub query: String,
    /// It fires at one case more.
    pub more_than: i64,
    /// Length of the window.
    pub hours: i64,
    /// `commune`, `province`, … for each of which it counts by itself; empty for all together.
    pub counted_by: String,
    /// Told by a letter.
    pub mail: i64,
    /// Told to other systems.
    pub webhook: i64,
    /// It waits.
    pub paused: i64,
    /// When it is looked at next, milliseconds UTC.
    pub next_ms: i64,
    /// How far the index was of whoever looked last.
    pub seen_seq: i64,
    /// When it was changed last, milliseconds UTC.
    pub changed_ms: i64,
}

const SELECT: &str = "SELECT id, owner_id, name, query, more_than, hours, counted_by, mail, webhook, paused, next_ms, seen_seq, changed_ms FROM alerts";

/// Stores an alert, new or changed.
pub async fn put(tx: &mut Tx, row: &AlertRow) -> Result<()> {
    let statement = sql("INSERT INTO alerts (id, owner_id, name, query, more_than, hours, counted_by, mail, webhook, paused, next_ms, \
         seen_seq, changed_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (id) DO UPDATE SET \
         name = excluded.name, query = excluded.query, more_than = excluded.more_than, hours = excluded.hours, \
         counted_by = excluded.counted_by, mail = excluded.mail, webhook = excluded.webhook, paused = excluded.paused, \
         next_ms = excluded.next_ms, seen_seq = excluded.seen_seq, changed_ms = excluded.changed_ms")
    .bind(row.id)
    .bind(row.owner_id)
    .bind(row.name.as_str())
    .bind(row.query.as_str())
    .bind(row.more_than)
    .bind(row.hours)
    .bind(row.counted_by.as_str())
    .bind(row.mail)
    .bind(row.webhook)
    .bind(row.paused)
    .bind(row.next_ms)
    .bind(row.seen_seq)
    .bind(row.changed_ms);
    tx.execute(statement).await.map(drop)
}

/// Those of a person, by name.
pub async fn of(db: &mut impl Run, owner: UserId) -> Result<Vec<AlertRow>> {
    db.all(sql(format!("{SELECT} WHERE owner_id = $1 ORDER BY name, id")).bind(owner.0)).await
}

/// One of a person's.
pub async fn by_id_of(db: &mut impl Run, owner: UserId, id: i64) -> Result<Option<AlertRow>> {
    db.optional(sql(format!("{SELECT} WHERE id = $1 AND owner_id = $2")).bind(id).bind(owner.0)).await
}

/// One, whoever asks: for telling.
pub async fn by_id(db: &mut impl Run, id: i64) -> Result<Option<AlertRow>> {
    db.optional(sql(format!("{SELECT} WHERE id = $1")).bind(id)).await
}

/// Forgets an alert with all that it did.
pub async fn remove(tx: &mut Tx, id: i64) -> Result<()> {
    rearm(tx, id).await?;
    tx.execute(sql("DELETE FROM alert_firings WHERE alert_id = $1").bind(id)).await?;
    tx.execute(sql("DELETE FROM alerts WHERE id = $1").bind(id)).await.map(drop)
}

/// Those that are to be looked at by a node whose index is at `seq`, longest due first. An index that is behind what was
/// seen before would take cases away that are there, so it does not look; one that saw nothing new looks only at those that
/// have waited since `idle_ms`.
pub async fn due(db: &mut impl Run, seq: i64, now_ms: i64, idle_ms: i64, limit: i64) -> Result<Vec<AlertRow>> {
    let text = format!(
        "{SELECT} WHERE paused = 0 AND next_ms <= $1 AND seen_seq <= $2 AND (seen_seq < $2 OR next_ms <= $3) ORDER BY next_ms, id LIMIT $4"
    );
    db.all(sql(text).bind(now_ms).bind(seq).bind(idle_ms).bind(limit)).await
}

/// Takes an alert to be the only one that decides about it; `false` when somebody else was quicker, or it has changed.
pub async fn claim(tx: &mut Tx, row: &AlertRow, next_ms: i64, seq: i64) -> Result<bool> {
    let statement = sql("UPDATE alerts SET next_ms = $2, seen_seq = $3 \
         WHERE id = $1 AND next_ms = $4 AND seen_seq = $5 AND changed_ms = $6 AND paused = 0")
    .bind(row.id)
    .bind(next_ms)
    .bind(seq)
    .bind(row.next_ms)
    .bind(row.seen_seq)
    .bind(row.changed_ms);
    Ok(tx.execute(statement).await? == 1)
}

/// Where an alert has fired.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct GroupRow {
    /// Code of the commune, the category, …; empty for all together.
    pub value: String,
    /// When it fired there last, milliseconds UTC.
    pub fired_ms: i64,
    /// It was below the threshold since.
    pub armed: i64,
}

/// Where an alert has fired of late.
pub async fn groups(db: &mut impl Run, id: i64) -> Result<Vec<GroupRow>> {
    db.all(sql("SELECT value, fired_ms, armed FROM alert_groups WHERE alert_id = $1 ORDER BY value").bind(id)).await
}

/// How it stands with one of them.
pub async fn put_group(tx: &mut Tx, id: i64, group: &GroupRow) -> Result<()> {
    let statement = sql("INSERT INTO alert_groups (alert_id, value, fired_ms, armed) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (alert_id, value) DO UPDATE SET fired_ms = excluded.fired_ms, armed = excluded.armed");
    let statement = statement.bind(id).bind(group.value.as_str()).bind(group.fired_ms).bind(group.armed);
    tx.execute(statement).await.map(drop)
}

/// Forgets those that are below the threshold again and were told of before that.
pub async fn forget_groups(tx: &mut Tx, id: i64, before_ms: i64) -> Result<()> {
    let text = "DELETE FROM alert_groups WHERE alert_id = $1 AND armed = 1 AND fired_ms <= $2";
    tx.execute(sql(text).bind(id).bind(before_ms)).await.map(drop)
}

/// Forgets all of them: an alert that means something else now has fired nowhere.
pub async fn rearm(tx: &mut Tx, id: i64) -> Result<()> {
    tx.execute(sql("DELETE FROM alert_groups WHERE alert_id = $1").bind(id)).await.map(drop)
}

/// One time that an alert fired.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct FiringRow {
    /// Identity.
    pub id: i64,
    /// Of which alert.
    pub alert_id: i64,
    /// Where; empty for all together.
    pub value: String,
    /// Cases that were counted.
    pub cases: i64,
    /// What the threshold was.
    pub more_than: i64,
    /// What the alert counted by.
    pub counted_by: String,
    /// First instant of the window, milliseconds UTC.
    pub from_ms: i64,
    /// The instant behind it.
    pub to_ms: i64,
    /// What lists the cases.
    pub query: String,
    /// When it was seen.
    pub fired_ms: i64,
}

const FIRINGS: &str =
    "SELECT id, alert_id, value, cases, more_than, counted_by, from_ms, to_ms, query, fired_ms FROM alert_firings";

/// Keeps one.
pub async fn fire(tx: &mut Tx, row: &FiringRow) -> Result<()> {
    let statement = sql("INSERT INTO alert_firings (id, alert_id, value, cases, more_than, counted_by, from_ms, to_ms, query, fired_ms) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
    .bind(row.id)
    .bind(row.alert_id)
    .bind(row.value.as_str())
    .bind(row.cases)
    .bind(row.more_than)
    .bind(row.counted_by.as_str())
    .bind(row.from_ms)
    .bind(row.to_ms)
    .bind(row.query.as_str())
    .bind(row.fired_ms);
    tx.execute(statement).await.map(drop)
}

/// The newest of an alert, newest first.
pub async fn firings(db: &mut impl Run, id: i64, limit: i64) -> Result<Vec<FiringRow>> {
    let text = format!("{FIRINGS} WHERE alert_id = $1 ORDER BY fired_ms DESC, cases DESC, value LIMIT $2");
    db.all(sql(text).bind(id).bind(limit)).await
}

/// One of them.
pub async fn firing(db: &mut impl Run, id: i64) -> Result<Option<FiringRow>> {
    db.optional(sql(format!("{FIRINGS} WHERE id = $1")).bind(id)).await
}

/// What the alert is called that a firing is of.
pub async fn name_of(db: &mut impl Run, firing: i64) -> Result<Option<String>> {
    let text = "SELECT a.name FROM alert_firings f JOIN alerts a ON a.id = f.alert_id WHERE f.id = $1";
    let row: Option<(String,)> = db.optional(sql(text).bind(firing)).await?;
    Ok(row.map(|(name,)| name))
}

/// Forgets what is older; returns how many.
pub async fn forget_firings(tx: &mut Tx, before_ms: i64) -> Result<u64> {
    tx.execute(sql("DELETE FROM alert_firings WHERE fired_ms < $1").bind(before_ms)).await
}

/// Whether there is something older; asked without a lock, as most of the time there is not.
pub async fn any_old(db: &mut impl Run, before_ms: i64) -> Result<bool> {
    let row: Option<(i64,)> =
        db.optional(sql("SELECT id FROM alert_firings WHERE fired_ms < $1 LIMIT 1").bind(before_ms)).await?;
    Ok(row.is_some())
}

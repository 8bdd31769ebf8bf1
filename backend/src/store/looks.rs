//! Who of staff looked at which case. Rows are added and read, and go when their time is over; never changed.

use super::cases::{self, Ranges};
use super::counters;
use super::db::{Arg, Run, Sql, Tx, sql};
use super::error::Result;
use hoiam_shared::ids::{CaseId, UserId};

/// The hour of an instant, in milliseconds.
const HOUR_MS: i64 = 3_600_000;

/// A look as it is listed.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct LookRow {
    /// Identity, in the order of writing.
    pub id: i64,
    /// When, milliseconds UTC.
    pub at_ms: i64,
    /// Who.
    pub user_id: i64,
    /// Version of the event by which the identity was opened; 0 for a look at the case.
    pub version: i64,
    /// Tracking code of the case.
    pub code: String,
    /// Who holds it now.
    pub agency_id: Option<i64>,
    /// The words of that event.
    pub reason: Option<String>,
}

/// Writes down who looked at which case, or that identities were opened by the event of this version; each once for each hour.
pub async fn put(tx: &mut Tx, looks: &[(CaseId, UserId)], version: i64, at_ms: i64) -> Result<()> {
    let count = i64::try_from(looks.len()).unwrap_or(i64::MAX);
    let first = counters::take(tx, "case_looks", count).await?;
    for ((case, user), id) in looks.iter().zip(first..) {
        let statement =
            sql("INSERT INTO case_looks (id, case_id, user_id, hour, version, at_ms) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (case_id, user_id, hour, version) DO NOTHING")
            .bind(id)
            .bind(case.0)
            .bind(user.0)
            .bind(at_ms.div_euclid(HOUR_MS))
            .bind(version)
            .bind(at_ms);
        tx.execute(statement).await?;
    }
    Ok(())
}

/// How often staff looked at a case, each person once for each hour.
pub async fn of_case(db: &mut impl Run, case: CaseId) -> Result<i64> {
    let row: Option<(i64,)> =
        db.optional(sql("SELECT COUNT(*) FROM case_looks WHERE case_id = $1").bind(case.0)).await?;
    Ok(row.map_or(0, |(n,)| n))
}

/// Which looks are wanted.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// The cases of which the reader may know who looked at them.
    pub ranges: Ranges,
    /// By whom.
    pub user: Option<i64>,
    /// At which case.
    pub code: Option<String>,
    /// Only those that opened an identity.
    pub unsealed: bool,
    /// From when on, milliseconds UTC.
    pub from_ms: Option<i64>,
    /// Before when, milliseconds UTC.
    pub to_ms: Option<i64>,
    /// Older than this one.
    pub before: Option<i64>,
}

const FROM: &str = "FROM case_looks AS looks JOIN cases ON cases.id = looks.case_id";
const SELECT: &str = "SELECT looks.id, looks.at_ms, looks.user_id, looks.version, cases.code, cases.agency_id, \
    (SELECT body FROM words WHERE words.case_id = looks.case_id AND words.version = looks.version AND looks.version > 0) AS reason";

impl Wanted {
    /// The condition of the list, without its page.
    fn condition(&self, text: &str, paged: bool) -> Sql {
        let bounds = self.ranges.cases.iter().chain(&self.ranges.sealed).flat_map(|&(low, high)| [low, high]);
        let mut values: Vec<Arg> = bounds.map(Arg::from).collect();
        let mut parts = vec![cases::condition(&self.ranges, 1)];
        let mut add = |part: &str, value: Option<Arg>| {
            if let Some(value) = value {
                values.push(value);
                parts.push(format!("{part} ${}", values.len()));
            }
        };
        add("looks.user_id =", self.user.map(Arg::from));
        add("cases.code =", self.code.as_deref().map(Arg::from));
        add("looks.version >", self.unsealed.then_some(0_i64).map(Arg::from));
        add("looks.at_ms >=", self.from_ms.map(Arg::from));
        add("looks.at_ms <", self.to_ms.map(Arg::from));
        add("looks.id <", self.before.filter(|_| paged).map(Arg::from));
        let text = format!("{text} {FROM} WHERE {}", parts.join(" AND "));
        values.into_iter().fold(sql(text), Sql::bind)
    }
}

/// A page, newest first.
pub async fn page(db: &mut impl Run, wanted: &Wanted, limit: i64) -> Result<Vec<LookRow>> {
    db.all(wanted.condition(SELECT, true).then(&format!(" ORDER BY looks.id DESC LIMIT {limit}"))).await
}

/// How many there are, on all pages.
pub async fn count(db: &mut impl Run, wanted: &Wanted) -> Result<i64> {
    let row: Option<(i64,)> = db.optional(wanted.condition("SELECT COUNT(*)", false)).await?;
    Ok(row.map_or(0, |(n,)| n))
}

/// Whether the oldest was before an instant.
pub async fn any_before(db: &mut impl Run, before_ms: i64) -> Result<bool> {
    let oldest: Option<(i64,)> = db.optional(sql("SELECT at_ms FROM case_looks ORDER BY id LIMIT 1")).await?;
    Ok(oldest.is_some_and(|(at_ms,)| at_ms < before_ms))
}

/// Removes, of so many of the oldest, those before an instant; how many went.
pub async fn remove_before(tx: &mut Tx, before_ms: i64, of: i64) -> Result<u64> {
    let statement =
        sql("DELETE FROM case_looks WHERE at_ms < $1 AND id IN (SELECT id FROM case_looks ORDER BY id LIMIT $2)")
            .bind(before_ms)
            .bind(of);
    tx.execute(statement).await
}

//! Who changed which setting when. Rows are added and read, never changed.

use super::branches;
use super::counters;
use super::db::{Run, Sql, Tx, sql};
use super::error::Result;

/// An act.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct AuditRow {
    /// Identity, in the order of writing.
    pub id: i64,
    /// When, milliseconds UTC.
    pub at_ms: i64,
    /// Who; nobody from the command line.
    pub user_id: Option<i64>,
    /// What was done.
    pub act: String,
    /// To what kind of thing.
    pub thing: String,
    /// Which one of these: a code or an id.
    pub item: String,
    /// Whose it is.
    pub agency_id: i64,
    /// How it was, JSON without personal data; empty for what is new.
    pub was: String,
    /// How it is, JSON; empty for what is gone.
    pub became: String,
}

const SELECT: &str = "SELECT id, at_ms, user_id, act, thing, item, agency_id, was, became FROM audit";

/// Adds one; its id is given here.
pub async fn insert(tx: &mut Tx, row: &AuditRow) -> Result<()> {
    let id = counters::take(tx, "audit", 1).await?;
    let statement = sql("INSERT INTO audit (id, at_ms, user_id, act, thing, item, agency_id, was, became) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
    .bind(id)
    .bind(row.at_ms)
    .bind(row.user_id)
    .bind(row.act.as_str())
    .bind(row.thing.as_str())
    .bind(row.item.as_str())
    .bind(row.agency_id)
    .bind(row.was.as_str())
    .bind(row.became.as_str());
    tx.execute(statement).await.map(|_| ())
}

/// Which acts are wanted.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Branches (nested-set numbers) of which the reader may know.
    pub ranges: Vec<(i64, i64)>,
    /// By whom.
    pub user: Option<i64>,
    /// Of which kind of thing.
    pub thing: Option<String>,
    /// Of which one.
    pub item: Option<String>,
    /// From when on, milliseconds UTC.
    pub from_ms: Option<i64>,
    /// Before when, milliseconds UTC.
    pub to_ms: Option<i64>,
    /// Older than this one.
    pub before: Option<i64>,
}

impl Wanted {
    /// The condition of the list, without its page.
    fn condition(&self, text: &str, paged: bool) -> Sql {
        let mut values: Vec<super::db::Arg> = Vec::new();
        let mut place = |value: super::db::Arg| {
            values.push(value);
            format!("${}", values.len())
        };
        let mut parts = vec![branches::of_agency(&self.ranges, |number| place(number.into()))];
        if let Some(user) = self.user {
            parts.push(format!("user_id = {}", place(user.into())));
        }
        for (name, value) in [("thing", &self.thing), ("item", &self.item)] {
            if let Some(value) = value {
                parts.push(format!("{name} = {}", place(value.as_str().into())));
            }
        }
        if let Some(from) = self.from_ms {
            parts.push(format!("at_ms >= {}", place(from.into())));
        }
        if let Some(to) = self.to_ms {
            parts.push(format!("at_ms < {}", place(to.into())));
        }
        if let Some(before) = self.before.filter(|_| paged) {
            parts.push(format!("id < {}", place(before.into())));
        }
        let text = format!("{text} WHERE {}", parts.join(" AND "));
        values.into_iter().fold(sql(text), Sql::bind)
    }
}

/// A page, newest first.
pub async fn page(db: &mut impl Run, wanted: &Wanted, limit: i64) -> Result<Vec<AuditRow>> {
    db.all(wanted.condition(SELECT, true).then(&format!(" ORDER BY id DESC LIMIT {limit}"))).await
}

/// How many there are, on all pages.
pub async fn count(db: &mut impl Run, wanted: &Wanted) -> Result<i64> {
    let row: Option<(i64,)> = db.optional(wanted.condition("SELECT COUNT(*) FROM audit", false)).await?;
    Ok(row.map_or(0, |(n,)| n))
}

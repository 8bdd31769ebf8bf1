//! Searches that people keep.

use super::db::{Run, Tx, sql};
use super::error::Result;
use hoiam_shared::ids::{AgencyId, UserId};

/// A kept search.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Search {
    /// Identity.
    pub id: i64,
    /// Who keeps it.
    pub owner_id: i64,
    /// Shared with this agency and all around it; `None` for the owner alone.
    pub agency_id: Option<i64>,
    /// What people call it.
    pub name: String,
    /// In the query language.
    pub query: String,
    /// Order of the list.
    pub sort: String,
    /// When it was changed last, milliseconds UTC.
    pub changed_ms: i64,
}

const SELECT: &str = "SELECT id, owner_id, agency_id, name, query, sort, changed_ms FROM searches";

/// Stores a search, new or changed.
pub async fn put(tx: &mut Tx, search: &Search) -> Result<()> {
    let statement = sql("INSERT INTO searches (id, owner_id, agency_id, name, query, sort, changed_ms) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO UPDATE SET agency_id = excluded.agency_id, \
         name = excluded.name, query = excluded.query, sort = excluded.sort, changed_ms = excluded.changed_ms")
    .bind(search.id)
    .bind(search.owner_id)
    .bind(search.agency_id)
    .bind(search.name.as_str())
    .bind(search.query.as_str())
    .bind(search.sort.as_str())
    .bind(search.changed_ms);
    tx.execute(statement).await.map(|_| ())
}

/// Forgets a search.
pub async fn remove(tx: &mut Tx, id: i64) -> Result<()> {
    tx.execute(sql("DELETE FROM searches WHERE id = $1").bind(id)).await.map(|_| ())
}

/// One search.
pub async fn by_id(db: &mut impl Run, id: i64) -> Result<Option<Search>> {
    db.optional(sql(format!("{SELECT} WHERE id = $1")).bind(id)).await
}

/// The owner's searches and all that are shared around these agencies: held above them, at them or below them.
pub async fn visible(db: &mut impl Run, owner: UserId, agencies: &[AgencyId]) -> Result<Vec<Search>> {
    let mut statement = String::from("owner_id = $1");
    for n in 0..agencies.len() {
        let n = n + 2;
        statement.push_str(&format!(
            " OR agency_id IN (SELECT a.id FROM agencies a JOIN agencies t ON t.id = ${n} \
             WHERE a.low BETWEEN t.low AND t.high OR t.low BETWEEN a.low AND a.high)"
        ));
    }
    let statement = sql(format!("{SELECT} WHERE {statement} ORDER BY name, id")).bind(owner.0);
    db.all(agencies.iter().fold(statement, |statement, agency| statement.bind(agency.0))).await
}

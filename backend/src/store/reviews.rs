//! Signatures as moderators look at them: found by what they have in common, and reviewed. A review changes many at once and
//! gives back how they counted, so that whoever calls it can change the counters by exactly that.

use super::db::{Run, Sql, Tx, sql};
use super::error::Result;
use super::signatures::{COLUMNS, COUNTED, Counted, Signature};
use hoiam_shared::petition::SignatureState;

/// Which signatures of a petition a moderator means.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Of which petition.
    pub petition: i64,
    /// In this state.
    pub state: Option<SignatureState>,
    /// Under suspicion or not.
    pub suspect: Option<bool>,
    /// Mail domain.
    pub domain: Option<String>,
    /// Block of network addresses.
    pub network: Option<String>,
    /// Pattern of the name.
    pub pattern: Option<String>,
    /// Area.
    pub area: Option<String>,
    /// Signed from then on, milliseconds UTC.
    pub from_ms: Option<i64>,
    /// Signed before.
    pub to_ms: Option<i64>,
}

impl Wanted {
    /// The condition, with its values bound to `statement` behind it.
    fn bound(&self, text: &str, more: &str) -> Sql {
        let mut condition = String::from("petition_id = $1");
        let mut args: Vec<super::db::Arg> = vec![self.petition.into()];
        let mut add = |test: &str, value: Option<super::db::Arg>| {
            if let Some(value) = value {
                args.push(value);
                condition.push_str(&format!(" AND {test} ${}", args.len()));
            }
        };
        add("state =", self.state.map(|state| state.code().into()));
        add("domain =", self.domain.as_deref().map(Into::into));
        add("network =", self.network.as_deref().map(Into::into));
        add("pattern =", self.pattern.as_deref().map(Into::into));
        add("area =", self.area.as_deref().map(Into::into));
        add("signed_ms >=", self.from_ms.map(Into::into));
        add("signed_ms <", self.to_ms.map(Into::into));
        match self.suspect {
            Some(true) => condition.push_str(" AND suspect <> 0"),
            Some(false) => condition.push_str(" AND suspect = 0"),
            None => {}
        }
        args.into_iter().fold(sql(format!("{text} WHERE {condition} {more}")), Sql::bind)
    }
}

/// A page of them, newest first, behind `after`.
pub async fn page(db: &mut impl Run, wanted: &Wanted, after: Option<i64>, limit: i64) -> Result<Vec<Signature>> {
    let behind = after.map_or_else(String::new, |after| format!("AND id < {after}"));
    let text = format!("SELECT {COLUMNS} FROM signatures");
    db.all(wanted.bound(&text, &format!("{behind} ORDER BY id DESC LIMIT {limit}"))).await
}

/// How many there are.
pub async fn number(db: &mut impl Run, wanted: &Wanted) -> Result<i64> {
    let row: Option<(i64,)> = db.optional(wanted.bound("SELECT COUNT(*) FROM signatures", "")).await?;
    Ok(row.map_or(0, |(n,)| n))
}

/// By what signatures are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cluster {
    /// Mail domain.
    Domain,
    /// Block of network addresses.
    Network,
    /// Pattern of the name.
    Pattern,
    /// Minute of signing.
    Minute,
}

/// The largest groups: key, signatures, those under suspicion.
pub async fn clusters(db: &mut impl Run, wanted: &Wanted, by: Cluster, limit: i64) -> Result<Vec<(String, i64, i64)>> {
    let key = match by {
        Cluster::Domain => "domain",
        Cluster::Network => "network",
        Cluster::Pattern => "pattern",
        Cluster::Minute => "CAST(signed_ms / 60000 AS TEXT)",
    };
    let text =
        format!("SELECT {key}, COUNT(*), CAST(SUM(CASE WHEN suspect = 0 THEN 0 ELSE 1 END) AS BIGINT) FROM signatures");
    db.all(wanted.bound(&text, &format!("GROUP BY 1 HAVING COUNT(*) > 1 ORDER BY 2 DESC, 1 LIMIT {limit}"))).await
}

/// A review.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Review {
    /// Its number.
    pub id: i64,
    /// Of which petition.
    pub petition_id: i64,
    /// `invalidate`, `clear`.
    pub act: String,
    /// Which signatures, JSON.
    pub filter: String,
    /// Why.
    pub reason: String,
    /// How many.
    pub count: i64,
    /// Who.
    pub user_id: i64,
    /// When, milliseconds UTC.
    pub at_ms: i64,
    /// When it was taken back.
    pub undone_ms: Option<i64>,
}

const REVIEW: &str = "id, petition_id, act, filter, reason, count, user_id, at_ms, undone_ms";

/// Writes one down.
pub async fn add_review(tx: &mut Tx, review: &Review) -> Result<()> {
    let text = format!("INSERT INTO signature_reviews ({REVIEW}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
    let statement = sql(text)
        .bind(review.id)
        .bind(review.petition_id)
        .bind(review.act.as_str())
        .bind(review.filter.as_str())
        .bind(review.reason.as_str())
        .bind(review.count)
        .bind(review.user_id)
        .bind(review.at_ms)
        .bind(review.undone_ms);
    tx.execute(statement).await.map(|_| ())
}

/// Those of a petition, newest first.
pub async fn reviews(db: &mut impl Run, petition: i64, limit: i64) -> Result<Vec<Review>> {
    let text = format!("SELECT {REVIEW} FROM signature_reviews WHERE petition_id = $1 ORDER BY id DESC LIMIT {limit}");
    db.all(sql(text).bind(petition)).await
}

/// One of them.
pub async fn review(db: &mut impl Run, petition: i64, id: i64) -> Result<Option<Review>> {
    let text = format!("SELECT {REVIEW} FROM signature_reviews WHERE petition_id = $1 AND id = $2");
    db.optional(sql(text).bind(petition).bind(id)).await
}

/// Says that it was taken back; `false` when it had been.
pub async fn undo_review(tx: &mut Tx, id: i64, now_ms: i64) -> Result<bool> {
    let statement = sql("UPDATE signature_reviews SET undone_ms = $2 WHERE id = $1 AND undone_ms IS NULL");
    Ok(tx.execute(statement.bind(id).bind(now_ms)).await? == 1)
}

/// Confirmed signatures that are meant become invalid; gives them as they counted before.
pub async fn invalidate(tx: &mut Tx, wanted: &Wanted, review: i64) -> Result<Vec<Counted>> {
    let wanted = Wanted { state: Some(SignatureState::Confirmed), ..wanted.clone() };
    let set = format!("UPDATE signatures SET state = 'invalid', review_id = {review}");
    tx.all(wanted.bound(&set, &format!("RETURNING {COUNTED}"))).await
}

/// Those that a review made invalid are confirmed again; gives them as they count from now on.
pub async fn validate(tx: &mut Tx, petition: i64, review: i64) -> Result<Vec<Counted>> {
    let text = format!(
        "UPDATE signatures SET state = 'confirmed', review_id = NULL WHERE petition_id = $1 AND review_id = $2 AND state = 'invalid' \
         RETURNING {COUNTED}"
    );
    tx.all(sql(text).bind(petition).bind(review)).await
}

/// Confirmed signatures under suspicion that are meant count from now on; gives them so. What they were suspected of is
/// kept.
pub async fn clear(tx: &mut Tx, wanted: &Wanted, review: i64) -> Result<Vec<Counted>> {
    let wanted = Wanted { state: Some(SignatureState::Confirmed), suspect: Some(true), ..wanted.clone() };
    let set = format!("UPDATE signatures SET cleared = suspect, suspect = 0, review_id = {review}");
    tx.all(wanted.bound(&set, &format!("RETURNING {COUNTED}"))).await
}

/// Those that a review let count are under suspicion again; gives them as they counted.
pub async fn unclear(tx: &mut Tx, petition: i64, review: i64) -> Result<Vec<Counted>> {
    let text = "UPDATE signatures SET suspect = cleared, cleared = 0, review_id = NULL WHERE petition_id = $1 AND review_id = $2 \
         AND cleared <> 0 AND state = 'confirmed' RETURNING id, petition_id, area, verified, confirmed_ms, CAST(0 AS BIGINT) AS suspect";
    tx.all(sql(text).bind(petition).bind(review)).await
}

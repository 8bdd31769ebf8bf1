//! Reports of figures with their numbers as they were, and what was remarked on them. A signed one is never written again:
//! every statement that changes one asks that it is not signed.

use super::counters;
use super::db::{Run, Tx, sql};
use super::error::Result;

/// A version of a report.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct ReportRow {
    /// Identity.
    pub id: i64,
    /// Whose figures.
    pub agency_id: i64,
    /// First month, counted from year 0.
    pub from_month: i64,
    /// Last month, inclusive.
    pub to_month: i64,
    /// Among those of the same agency and period, from 1 on.
    pub version: i64,
    /// In which language names are in it.
    pub lang: String,
    /// Sealed cases are counted in it: 1 or 0.
    pub sealed: i64,
    /// The numbers, JSON.
    pub content: String,
    /// The form that was filled with them, JSON; empty for none.
    pub form: String,
    /// Why it corrects the version before; empty for the first.
    pub reason: String,
    /// When the numbers were taken, milliseconds UTC.
    pub prepared_ms: i64,
    /// By whom.
    pub prepared_by: i64,
    /// When it was signed off.
    pub signed_ms: Option<i64>,
    /// By whom.
    pub signed_by: Option<i64>,
}

/// A remark.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct CommentRow {
    /// When, milliseconds UTC.
    pub at_ms: i64,
    /// By whom.
    pub user_id: i64,
    /// The words.
    pub body: String,
}

const SELECT: &str = "SELECT id, agency_id, from_month, to_month, version, lang, sealed, content, form, reason, prepared_ms, \
                      prepared_by, signed_ms, signed_by FROM reports";

/// Stores a new version; returns its identity. A version that is there already is a duplicate.
pub async fn insert(tx: &mut Tx, row: &ReportRow) -> Result<i64> {
    let id = counters::take(tx, "report", 1).await?;
    let statement =
        sql("INSERT INTO reports (id, agency_id, from_month, to_month, version, lang, sealed, content, form, reason, \
         prepared_ms, prepared_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)")
        .bind(id)
        .bind(row.agency_id)
        .bind(row.from_month)
        .bind(row.to_month)
        .bind(row.version)
        .bind(row.lang.as_str())
        .bind(row.sealed)
        .bind(row.content.as_str())
        .bind(row.form.as_str())
        .bind(row.reason.as_str())
        .bind(row.prepared_ms)
        .bind(row.prepared_by);
    tx.execute(statement).await?;
    Ok(id)
}

/// Takes the numbers of one that is not signed anew; how many were changed.
pub async fn renew(tx: &mut Tx, row: &ReportRow) -> Result<u64> {
    let statement =
        sql("UPDATE reports SET lang = $1, sealed = $2, content = $3, form = $4, prepared_ms = $5, prepared_by = $6 \
         WHERE id = $7 AND signed_ms IS NULL")
        .bind(row.lang.as_str())
        .bind(row.sealed)
        .bind(row.content.as_str())
        .bind(row.form.as_str())
        .bind(row.prepared_ms)
        .bind(row.prepared_by)
        .bind(row.id);
    tx.execute(statement).await
}

/// Signs one whose numbers are still those that were taken then; how many were.
pub async fn sign(tx: &mut Tx, id: i64, prepared_ms: i64, at_ms: i64, user: i64) -> Result<u64> {
    let statement = sql("UPDATE reports SET signed_ms = $1, signed_by = $2 \
         WHERE id = $3 AND prepared_ms = $4 AND signed_ms IS NULL");
    tx.execute(statement.bind(at_ms).bind(user).bind(id).bind(prepared_ms)).await
}

/// One.
pub async fn one(db: &mut impl Run, id: i64) -> Result<Option<ReportRow>> {
    db.optional(sql(format!("{SELECT} WHERE id = $1")).bind(id)).await
}

/// All versions of the report of an agency and period, newest first.
pub async fn versions(db: &mut impl Run, agency: i64, from: i64, to: i64) -> Result<Vec<ReportRow>> {
    let text = format!("{SELECT} WHERE agency_id = $1 AND from_month = $2 AND to_month = $3 ORDER BY version DESC");
    db.all(sql(text).bind(agency).bind(from).bind(to)).await
}

/// The newest versions of the agencies of a branch (nested-set numbers), newest first; those with sealed cases only for
/// who may know of them.
pub async fn newest(db: &mut impl Run, branch: (i64, i64), sealed: bool, limit: i64) -> Result<Vec<ReportRow>> {
    let only = if sealed { "" } else { " AND sealed = 0" };
    let text = format!(
        "{SELECT} WHERE agency_id IN (SELECT id FROM agencies WHERE low BETWEEN $1 AND $2){only} ORDER BY id DESC LIMIT $3"
    );
    db.all(sql(text).bind(branch.0).bind(branch.1).bind(limit)).await
}

/// What was remarked on one, oldest first.
pub async fn comments(db: &mut impl Run, report: i64) -> Result<Vec<CommentRow>> {
    db.all(sql("SELECT at_ms, user_id, body FROM report_comments WHERE report_id = $1 ORDER BY id").bind(report)).await
}

/// Adds a remark to one that is not signed; how many were added.
pub async fn comment(tx: &mut Tx, report: i64, row: &CommentRow) -> Result<u64> {
    let id = counters::take(tx, "report_comment", 1).await?;
    let statement = sql("INSERT INTO report_comments (id, report_id, at_ms, user_id, body) \
         SELECT $1, id, $2, $3, $4 FROM reports WHERE id = $5 AND signed_ms IS NULL");
    tx.execute(statement.bind(id).bind(row.at_ms).bind(row.user_id).bind(row.body.as_str()).bind(report)).await
}

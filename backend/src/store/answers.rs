//! Templates of answers, and which answers must be approved and bring what along: settings of agencies.

use super::counters;
use super::db::{Run, Tx, sql};
use super::error::Result;

/// A template.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct TemplateRow {
    /// Identity.
    pub id: i64,
    /// Whose.
    pub agency_id: i64,
    /// Code of the category; empty for all.
    pub category: String,
    /// In which language.
    pub lang: String,
    /// What it is called.
    pub name: String,
    /// The text, its places open.
    pub body: String,
    /// When it was written, milliseconds UTC.
    pub changed_ms: i64,
    /// By whom.
    pub user_id: i64,
}

const TEMPLATES: &str = "SELECT id, agency_id, category, lang, name, body, changed_ms, user_id FROM templates";

/// The templates of an agency itself, by name.
pub async fn templates_of(db: &mut impl Run, agency: i64) -> Result<Vec<TemplateRow>> {
    db.all(sql(format!("{TEMPLATES} WHERE agency_id = $1 ORDER BY name, id")).bind(agency)).await
}

/// One.
pub async fn template(db: &mut impl Run, id: i64) -> Result<Option<TemplateRow>> {
    db.optional(sql(format!("{TEMPLATES} WHERE id = $1")).bind(id)).await
}

/// Stores one; a new one, whose id is 0, is given its own. Returns the id.
pub async fn put_template(tx: &mut Tx, row: &TemplateRow) -> Result<i64> {
    let id = if row.id == 0 { counters::take(tx, "template", 1).await? } else { row.id };
    let statement = sql("INSERT INTO templates (id, agency_id, category, lang, name, body, changed_ms, user_id) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO UPDATE SET category = excluded.category, \
         lang = excluded.lang, name = excluded.name, body = excluded.body, changed_ms = excluded.changed_ms, \
         user_id = excluded.user_id")
    .bind(id)
    .bind(row.agency_id)
    .bind(row.category.as_str())
    .bind(row.lang.as_str())
    .bind(row.name.as_str())
    .bind(row.body.as_str())
    .bind(row.changed_ms)
    .bind(row.user_id);
    tx.execute(statement).await?;
    Ok(id)
}

/// Removes one.
pub async fn remove_template(tx: &mut Tx, id: i64) -> Result<u64> {
    tx.execute(sql("DELETE FROM templates WHERE id = $1").bind(id)).await
}

/// What an agency asks of answers.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct RuleRow {
    /// Which agency.
    pub agency_id: i64,
    /// Code of the category; empty for all.
    pub category: String,
    /// They must be approved.
    pub approval: i64,
    /// Codes of evidence, separated by spaces.
    pub evidence: String,
    /// When it was set, milliseconds UTC.
    pub changed_ms: i64,
    /// By whom.
    pub user_id: i64,
}

/// All of them.
pub async fn rules(db: &mut impl Run) -> Result<Vec<RuleRow>> {
    let text = "SELECT agency_id, category, approval, evidence, changed_ms, user_id FROM answer_rules \
                ORDER BY agency_id, category";
    db.all(sql(text)).await
}

/// Stores one.
pub async fn put_rule(tx: &mut Tx, row: &RuleRow) -> Result<()> {
    let statement = sql("INSERT INTO answer_rules (agency_id, category, approval, evidence, changed_ms, user_id) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (agency_id, category) DO UPDATE SET approval = excluded.approval, \
         evidence = excluded.evidence, changed_ms = excluded.changed_ms, user_id = excluded.user_id")
    .bind(row.agency_id)
    .bind(row.category.as_str())
    .bind(row.approval)
    .bind(row.evidence.as_str())
    .bind(row.changed_ms)
    .bind(row.user_id);
    tx.execute(statement).await.map(|_| ())
}

/// Removes one.
pub async fn remove_rule(tx: &mut Tx, agency: i64, category: &str) -> Result<u64> {
    let statement = sql("DELETE FROM answer_rules WHERE agency_id = $1 AND category = $2");
    tx.execute(statement.bind(agency).bind(category)).await
}

//! What people wrote, and how to reach them. Kept apart from events and cases so that it can be erased.

use super::batch::Batch;
use super::cases::{Ranges, condition};
use super::db::{Run, Tx, sql};
use super::dialect::Column;
use super::error::Result;
use super::inserts::Inserts;
use hoiam_shared::ids::CaseId;

/// The words that came with one event of a case.
#[derive(Debug, Clone, PartialEq, Eq, Default, sqlx_macros::FromRow)]
pub struct Words {
    /// Whose.
    pub case_id: i64,
    /// With which event.
    pub version: i64,
    /// Title; only the first event has one.
    pub title: String,
    /// Text.
    pub body: String,
    /// The place in the citizen's words; only the first event has one.
    pub address: String,
}

const COLUMNS: &[Column] = &[
    Column::Int("case_id"),
    Column::Int("version"),
    Column::Text("title"),
    Column::Text("body"),
    Column::Text("address"),
];
const SELECT: &str = "SELECT case_id, version, title, body, address FROM words";

/// Stores words.
pub fn insert(into: &mut Inserts, words: impl IntoIterator<Item = Words>) {
    let mut batch = Batch::default();
    for words in words {
        batch.row(|row| {
            row.int(words.case_id).int(words.version).text(words.title).text(words.body).text(words.address);
        });
    }
    into.add("words", COLUMNS, "", batch);
}

/// All words of several cases, by case and age.
pub async fn of_cases(db: &mut impl Run, cases: &[CaseId]) -> Result<Vec<Words>> {
    select_in(db, cases, "").await
}

/// The words each case was filed with.
pub async fn filed(db: &mut impl Run, cases: &[CaseId]) -> Result<Vec<Words>> {
    select_in(db, cases, "version = 1 AND ").await
}

async fn select_in(db: &mut impl Run, cases: &[CaseId], condition: &str) -> Result<Vec<Words>> {
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let batch = Batch::of_ids(cases);
    let text = format!("{SELECT} WHERE {condition}case_id IN (SELECT id FROM {{batch}}) ORDER BY case_id, version");
    db.all(batch.statement(db.engine(), &[Column::Int("id")], &text)).await
}

/// A sealed contact: key id and sealed bytes, base64.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct SealedContact {
    /// Whose.
    pub case_id: i64,
    /// Which key opens it.
    pub key_id: String,
    /// Nonce and ciphertext, base64.
    pub sealed: String,
    /// They want to be told by e-mail; beside what is sealed, so that it can be taken back without opening it.
    pub notify: i64,
}

/// Contacts.
pub fn insert_contacts(into: &mut Inserts, contacts: impl IntoIterator<Item = SealedContact>) {
    let mut batch = Batch::default();
    for contact in contacts {
        batch.row(|row| {
            row.int(contact.case_id).text(contact.key_id).text(contact.sealed).int(contact.notify);
        });
    }
    let columns = [Column::Int("case_id"), Column::Text("key_id"), Column::Text("sealed"), Column::Int("notify")];
    into.add("contacts", &columns, "", batch);
}

/// The contact of a case.
pub async fn contact(db: &mut impl Run, case: CaseId) -> Result<Option<SealedContact>> {
    db.optional(sql("SELECT case_id, key_id, sealed, notify FROM contacts WHERE case_id = $1").bind(case.0)).await
}

/// Contacts of the cases that are not sealed within some branches, after `after` in the order of cases.
pub async fn contacts_within(db: &mut impl Run, ranges: &Ranges, after: i64, limit: i64) -> Result<Vec<SealedContact>> {
    let text = format!(
        "SELECT case_id, key_id, sealed, notify FROM contacts WHERE case_id > $1 \
         AND case_id IN (SELECT id FROM cases WHERE {}) ORDER BY case_id LIMIT $2",
        condition(ranges, 3)
    );
    let statement = sql(text).bind(after).bind(limit);
    let bounds = ranges.cases.iter().chain(&ranges.sealed);
    db.all(bounds.fold(statement, |statement, &(low, high)| statement.bind(low).bind(high))).await
}

/// Those of some cases whose citizens want to be told by e-mail.
pub async fn wanting_mail(db: &mut impl Run, cases: &[CaseId]) -> Result<Vec<i64>> {
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let batch = Batch::of_ids(cases);
    let text = "SELECT case_id FROM contacts WHERE notify = 1 AND case_id IN (SELECT id FROM {batch})";
    let rows: Vec<(i64,)> = db.all(batch.statement(db.engine(), &[Column::Int("id")], text)).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The citizen does not want to be told any more.
pub async fn stop_mail(tx: &mut Tx, case: CaseId) -> Result<()> {
    tx.execute(sql("UPDATE contacts SET notify = 0 WHERE case_id = $1").bind(case.0)).await.map(|_| ())
}

//! The files of a case: what they are called and where their bytes lie. Their digests are in the ledger.

use super::batch::Batch;
use super::db::{Run, Tx, sql};
use super::dialect::{self, Column};
use super::error::Result;
use super::inserts::Inserts;
use hoiam_shared::ids::CaseId;

/// A file of a case.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Attachment {
    /// Whose.
    pub case_id: i64,
    /// Number within the case, from 1.
    pub number: i64,
    /// Version of the event with which it came first.
    pub version: i64,
    /// The citizen may open it.
    pub public: i64,
    /// Its name.
    pub name: String,
    /// Media type, found from its content.
    pub media: String,
    /// Size in bytes.
    pub size: i64,
    /// SHA-256 (hex) of its bytes.
    pub sha256: String,
    /// Name of the object, without the folder.
    pub object: String,
    /// There is a small picture of it.
    pub preview: i64,
    /// Reading its text: `none`, `waiting`, `read`, `failed`.
    pub text_state: String,
    /// Until when somebody is reading it, milliseconds UTC.
    pub text_until_ms: i64,
}

const COLUMNS: &[Column] = &[
    Column::Int("case_id"),
    Column::Int("number"),
    Column::Int("version"),
    Column::Int("public"),
    Column::Text("name"),
    Column::Text("media"),
    Column::Int("size"),
    Column::Text("sha256"),
    Column::Text("object"),
    Column::Int("preview"),
    Column::Text("text_state"),
    Column::Int("text_until_ms"),
];
const SELECT: &str = "SELECT case_id, number, version, public, name, media, size, sha256, object, preview, \
    text_state, text_until_ms FROM attachments";

/// New files.
pub fn insert<'a>(into: &mut Inserts, files: impl IntoIterator<Item = &'a Attachment>) {
    let mut batch = Batch::default();
    for file in files {
        batch.row(|row| {
            row.int(file.case_id)
                .int(file.number)
                .int(file.version)
                .int(file.public)
                .text(&file.name)
                .text(&file.media)
                .int(file.size)
                .text(&file.sha256)
                .text(&file.object)
                .int(file.preview)
                .text(&file.text_state)
                .int(file.text_until_ms);
        });
    }
    into.add("attachments", COLUMNS, "", batch);
}

/// The files of several cases, by case and number.
pub async fn of_cases(db: &mut impl Run, cases: &[CaseId]) -> Result<Vec<Attachment>> {
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!("{SELECT} WHERE case_id IN (SELECT id FROM {{batch}}) ORDER BY case_id, number");
    db.all(Batch::of_ids(cases).statement(db.engine(), &[Column::Int("id")], &text)).await
}

/// The files of a case that its citizen may open.
pub async fn public_of(db: &mut impl Run, case: CaseId) -> Result<Vec<Attachment>> {
    db.all(sql(format!("{SELECT} WHERE case_id = $1 AND public = 1 ORDER BY number")).bind(case.0)).await
}

/// One file; with `public_only` only if the citizen may open it.
pub async fn one(db: &mut impl Run, case: CaseId, number: i64, public_only: bool) -> Result<Option<Attachment>> {
    let statement = sql(format!("{SELECT} WHERE case_id = $1 AND number = $2 AND public >= $3"));
    db.optional(statement.bind(case.0).bind(number).bind(public_only)).await
}

/// Lets the citizen open files that came with something only staff read.
pub async fn publish(tx: &mut Tx, case: CaseId, numbers: &[u32]) -> Result<()> {
    for number in numbers {
        let statement = sql("UPDATE attachments SET public = 1 WHERE case_id = $1 AND number = $2");
        tx.execute(statement.bind(case.0).bind(*number)).await?;
    }
    Ok(())
}

/// Whether a file waits for its text to be read.
pub async fn any_waiting(db: &mut impl Run, now_ms: i64) -> Result<bool> {
    let statement = sql("SELECT case_id FROM attachments WHERE text_state = 'waiting' AND text_until_ms <= $1 LIMIT 1")
        .bind(now_ms);
    let found: Option<(i64,)> = db.optional(statement).await?;
    Ok(found.is_some())
}

/// Takes the next file whose text waits to be read, until `until_ms`; no other node gets it before then.
pub async fn take_waiting(tx: &mut Tx, now_ms: i64, until_ms: i64) -> Result<Option<Attachment>> {
    let lock = dialect::lock(tx.engine());
    let next: Option<Attachment> = tx
        .optional(
            sql(format!(
                "{SELECT} WHERE text_state = 'waiting' AND text_until_ms <= $1 ORDER BY text_until_ms, case_id, number LIMIT 1{lock}"
            ))
            .bind(now_ms),
        )
        .await?;
    if let Some(file) = &next {
        let statement = sql("UPDATE attachments SET text_until_ms = $1 WHERE case_id = $2 AND number = $3");
        tx.execute(statement.bind(until_ms).bind(file.case_id).bind(file.number)).await?;
    }
    Ok(next)
}

/// Stores the text of a file, or that it has none that can be read. `false` when that was done before.
pub async fn set_text(tx: &mut Tx, case: CaseId, number: i64, body: Option<&str>) -> Result<bool> {
    let state = if body.is_some() { "read" } else { "failed" };
    let statement =
        sql("UPDATE attachments SET text_state = $1 WHERE case_id = $2 AND number = $3 AND text_state = 'waiting'");
    if tx.execute(statement.bind(state).bind(case.0).bind(number)).await? == 0 {
        return Ok(false);
    }
    if let Some(body) = body {
        let statement = sql("INSERT INTO attachment_texts (case_id, number, body) VALUES ($1, $2, $3)");
        tx.execute(statement.bind(case.0).bind(number).bind(body)).await?;
    }
    Ok(true)
}

/// The text of a file.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct FileText {
    /// Whose.
    pub case_id: i64,
    /// Number of the file.
    pub number: i64,
    /// The text.
    pub body: String,
}

/// The texts of the files of several cases, by case and number.
pub async fn texts_of(db: &mut impl Run, cases: &[CaseId]) -> Result<Vec<FileText>> {
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let text = "SELECT case_id, number, body FROM attachment_texts WHERE case_id IN (SELECT id FROM {batch}) ORDER BY case_id, number";
    db.all(Batch::of_ids(cases).statement(db.engine(), &[Column::Int("id")], text)).await
}

/// A page of all files after a place, for checking.
pub async fn page(db: &mut impl Run, after: (i64, i64), limit: i64) -> Result<Vec<Attachment>> {
    let statement = sql(format!("{SELECT} WHERE (case_id, number) > ($1, $2) ORDER BY case_id, number LIMIT $3"));
    db.all(statement.bind(after.0).bind(after.1).bind(limit)).await
}

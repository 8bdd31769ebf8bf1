//! What the public reads: the copies of cases with what is personal hidden. Every finder joins the case, so that a copy
//! counts only while the case is public by the very event it was made for.

use super::batch::Batch;
use super::db::{Row, Run, Tx, sql};
use super::dialect::Column;
use super::error::Result;
use super::inserts::Inserts;
use hoiam_shared::ids::CaseId;

/// A copy as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Default, sqlx_macros::FromRow)]
pub struct Publication {
    /// Of which case.
    pub case_id: i64,
    /// The event by which it is public.
    pub version: i64,
    /// When it was published, milliseconds UTC.
    pub published_ms: i64,
    /// Title, text and answer.
    pub title: String,
    /// What the citizen wrote.
    pub body: String,
    /// The answer.
    pub answer: String,
}

/// How a public case stands: what is shown of it changes with either version only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Standing {
    /// Which case.
    pub case_id: i64,
    /// The event by which it is public.
    pub version: i64,
    /// Its last event.
    pub case_version: i64,
}

/// A picture that everybody sees beside a copy.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct PublicPicture {
    /// Of which case.
    pub case_id: i64,
    /// Number of the file it was made from.
    pub number: i64,
    /// The event by which it is public.
    pub version: i64,
    /// A JPEG, base64.
    pub jpeg: String,
}

/// Copies that are public, with their cases.
const FROM: &str = "FROM publications p JOIN cases c ON c.id = p.case_id AND c.published = p.version AND c.sealed = 0";

fn select() -> String {
    format!("SELECT p.case_id, p.version, p.published_ms, p.title, p.body, p.answer {FROM}")
}

/// Stores the copy of a case, in place of the one before.
pub async fn put(tx: &mut Tx, copy: &Publication) -> Result<()> {
    let statement = sql("INSERT INTO publications (case_id, version, published_ms, title, body, answer) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (case_id) DO UPDATE SET version = excluded.version, \
         published_ms = excluded.published_ms, title = excluded.title, body = excluded.body, answer = excluded.answer")
    .bind(copy.case_id)
    .bind(copy.version)
    .bind(copy.published_ms)
    .bind(copy.title.as_str())
    .bind(copy.body.as_str())
    .bind(copy.answer.as_str());
    tx.execute(statement).await.map(|_| ())
}

const COLUMNS: &[Column] = &[
    Column::Int("case_id"),
    Column::Int("version"),
    Column::Int("published_ms"),
    Column::Text("title"),
    Column::Text("body"),
    Column::Text("answer"),
];

/// Copies of cases that have none.
pub fn insert(into: &mut Inserts, copies: impl IntoIterator<Item = Publication>) {
    let mut batch = Batch::default();
    for copy in copies {
        batch.row(|row| {
            row.int(copy.case_id)
                .int(copy.version)
                .int(copy.published_ms)
                .text(copy.title)
                .text(copy.body)
                .text(copy.answer);
        });
    }
    into.add("publications", COLUMNS, "", batch);
}

/// Stores the pictures of a case, in place of those before.
pub async fn put_pictures(tx: &mut Tx, case: CaseId, pictures: &[PublicPicture]) -> Result<()> {
    tx.execute(sql("DELETE FROM publication_pictures WHERE case_id = $1").bind(case.0)).await?;
    for picture in pictures {
        let text = "INSERT INTO publication_pictures (case_id, number, version, jpeg) VALUES ($1, $2, $3, $4)";
        let statement = sql(text).bind(picture.case_id).bind(picture.number).bind(picture.version);
        tx.execute(statement.bind(picture.jpeg.as_str())).await?;
    }
    Ok(())
}

const PICTURES: &str = "FROM publication_pictures i \
    JOIN cases c ON c.id = i.case_id AND c.published = i.version AND c.sealed = 0";

/// Numbers of the pictures of a case, and the version they are of, in order; none while it is not public.
pub async fn pictures_of(db: &mut impl Run, case: CaseId) -> Result<Vec<(i64, i64)>> {
    db.all(sql(format!("SELECT i.number, i.version {PICTURES} WHERE i.case_id = $1 ORDER BY i.number")).bind(case.0))
        .await
}

/// A picture of the case with this tracking code, if it is public.
pub async fn picture(db: &mut impl Run, code: &str, number: i64) -> Result<Option<PublicPicture>> {
    let text = format!("SELECT i.case_id, i.number, i.version, i.jpeg {PICTURES} WHERE c.code = $1 AND i.number = $2");
    db.optional(sql(text).bind(code).bind(number)).await
}

/// All pictures of some cases as they are stored, whatever the cases say: for checking.
pub async fn stored_pictures(db: &mut impl Run, cases: &[CaseId]) -> Result<Vec<PublicPicture>> {
    let batch = Batch::of_ids(cases);
    let text =
        "SELECT case_id, number, version, jpeg FROM publication_pictures WHERE case_id IN (SELECT id FROM {batch})";
    db.all(batch.statement(db.engine(), &[Column::Int("id")], text)).await
}

/// Removes the copy of a case, and its pictures.
pub async fn remove(tx: &mut Tx, case: CaseId) -> Result<()> {
    tx.execute(sql("DELETE FROM publication_pictures WHERE case_id = $1").bind(case.0)).await?;
    tx.execute(sql("DELETE FROM publications WHERE case_id = $1").bind(case.0)).await.map(|_| ())
}

/// The copies of some cases, in no particular order; of those that are not public: none.
pub async fn of_cases(db: &mut impl Run, cases: &[CaseId]) -> Result<Vec<Publication>> {
    among(db, select(), cases).await
}

/// How some cases stand, in no particular order; those that are not public are left out.
pub async fn standing(db: &mut impl Run, cases: &[CaseId]) -> Result<Vec<Standing>> {
    among(db, format!("SELECT p.case_id, p.version, c.version AS case_version {FROM}"), cases).await
}

async fn among<T: Row>(db: &mut impl Run, select: String, cases: &[CaseId]) -> Result<Vec<T>> {
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let batch = Batch::of_ids(cases);
    let text = select + " WHERE p.case_id IN (SELECT id FROM {batch})";
    db.all(batch.statement(db.engine(), &[Column::Int("id")], &text)).await
}

/// The copy of the case with this tracking code, if it is public.
pub async fn by_code(db: &mut impl Run, code: &str) -> Result<Option<Publication>> {
    db.optional(sql(format!("{} WHERE c.code = $1", select())).bind(code)).await
}

/// The copies published last, newest first.
pub async fn newest(db: &mut impl Run, limit: i64) -> Result<Vec<Publication>> {
    db.all(sql(format!("{} ORDER BY p.published_ms DESC, p.case_id DESC LIMIT $1", select())).bind(limit)).await
}

/// Codes of the cases published last and when, newest first.
pub async fn addresses(db: &mut impl Run, limit: i64) -> Result<Vec<(String, i64)>> {
    let text = "SELECT c.code, p.published_ms FROM publications p \
        JOIN cases c ON c.id = p.case_id AND c.published = p.version AND c.sealed = 0 \
        ORDER BY p.published_ms DESC, p.case_id DESC LIMIT $1";
    db.all(sql(text).bind(limit)).await
}

/// All copies as they are stored, whatever the cases say, after `after` in the order of the cases: for checking.
pub async fn page(db: &mut impl Run, after: i64, limit: i64) -> Result<Vec<Publication>> {
    let text = "SELECT case_id, version, published_ms, title, body, answer FROM publications \
        WHERE case_id > $1 ORDER BY case_id LIMIT $2";
    db.all(sql(text).bind(after).bind(limit)).await
}

/// How many copies are stored.
pub async fn count(db: &mut impl Run) -> Result<i64> {
    let row: Option<(i64,)> = db.optional(sql("SELECT COUNT(*) FROM publications")).await?;
    Ok(row.map_or(0, |(n,)| n))
}

/// Cases that are public and have no copy of the event by which they are.
pub async fn missing(db: &mut impl Run) -> Result<Vec<i64>> {
    let text = "SELECT c.id FROM cases c LEFT JOIN publications p ON p.case_id = c.id AND p.version = c.published \
        WHERE c.published IS NOT NULL AND p.case_id IS NULL ORDER BY c.id";
    let rows: Vec<(i64,)> = db.all(sql(text)).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

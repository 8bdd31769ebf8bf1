//! Erasing: everything that the tables beside the ledger hold of one case's person. The events stay, with the digests of what
//! is gone.

use super::db::{Run, Tx, sql};
use super::error::Result;
use hoiam_shared::ids::CaseId;

/// Deletes it, but for the words of the event of version `reason`, which say why. Objects of files are noted, to be removed once
/// nothing names them any more.
pub async fn erase(tx: &mut Tx, case: CaseId, reason: u32, now_ms: i64) -> Result<()> {
    let files: Vec<(String,)> = tx.all(sql("SELECT object FROM attachments WHERE case_id = $1").bind(case.0)).await?;
    for (object,) in &files {
        let noted = sql("INSERT INTO erased_objects (object) VALUES ($1) ON CONFLICT DO NOTHING");
        tx.execute(noted.bind(object.as_str())).await?;
        // An object is named by the beginning of its upload's digest, and `g` stands behind every hexadecimal digit.
        let upload = "token_sha256 >= $1 AND token_sha256 < $2";
        for text in [format!("DELETE FROM upload_parts WHERE {upload}"), format!("DELETE FROM uploads WHERE {upload}")]
        {
            tx.execute(sql(text).bind(object.as_str()).bind(format!("{object}g"))).await?;
        }
    }
    tx.execute(sql("DELETE FROM words WHERE case_id = $1 AND version <> $2").bind(case.0).bind(reason)).await?;
    for text in [
        "DELETE FROM contacts WHERE case_id = $1",
        "DELETE FROM attachment_texts WHERE case_id = $1",
        "DELETE FROM attachments WHERE case_id = $1",
        "DELETE FROM publication_pictures WHERE case_id = $1",
        "DELETE FROM publications WHERE case_id = $1",
        "DELETE FROM bells WHERE case_id = $1",
    ] {
        tx.execute(sql(text).bind(case.0)).await?;
    }
    // Nothing more goes out about it; who is at one just now finds it settled.
    let dropped =
        sql("UPDATE deliveries SET state = 'dropped', settled_ms = $2 WHERE case_id = $1 AND state = 'waiting'");
    tx.execute(dropped.bind(case.0).bind(now_ms)).await.map(|_| ())
}

/// An erasure, as the list of them says it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct ErasedRow {
    /// Position in the ledger.
    pub seq: i64,
    /// Tracking code of the case.
    pub code: String,
    /// When it was filed.
    pub filed_ms: i64,
    /// When it was erased.
    pub at_ms: i64,
}

/// What was erased after a position in the ledger, in order.
pub async fn erased_after(db: &mut impl Run, seq: i64, limit: i64) -> Result<Vec<ErasedRow>> {
    let text = "SELECT e.seq, c.code, c.received_ms AS filed_ms, e.at_ms FROM events e JOIN cases c ON c.id = e.case_id \
         WHERE e.kind = 'erased' AND e.seq > $1 ORDER BY e.seq LIMIT $2";
    db.all(sql(text).bind(seq).bind(limit)).await
}

/// Objects of files that nothing names any more.
pub async fn objects(db: &mut impl Run, limit: i64) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = db.all(sql("SELECT object FROM erased_objects LIMIT $1").bind(limit)).await?;
    Ok(rows.into_iter().map(|(object,)| object).collect())
}

/// Its bytes are gone.
pub async fn forget_object(tx: &mut Tx, object: &str) -> Result<()> {
    tx.execute(sql("DELETE FROM erased_objects WHERE object = $1").bind(object)).await.map(|_| ())
}

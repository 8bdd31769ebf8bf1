//! Uploads: files on their way in, and the pieces they arrive in. Named by the digest of the token that the
//! uploader holds.

use super::batch::Batch;
use super::db::{Run, Tx, sql};
use super::dialect::Column;
use super::error::{Result, StoreError};

/// Where an upload stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UploadState {
    /// Bytes are missing, or it was not looked at yet.
    Receiving,
    /// It can be sent along with something.
    Ready,
    /// It was looked at and is not taken.
    Refused,
    /// It belongs to a case.
    Claimed,
    /// It is being swept away.
    Gone,
}

impl UploadState {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Receiving, "receiving"),
        (Self::Ready, "ready"),
        (Self::Refused, "refused"),
        (Self::Claimed, "claimed"),
        (Self::Gone, "gone"),
    ];
}

/// An upload as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Upload {
    /// SHA-256 (hex) of its token.
    pub token_sha256: String,
    /// Through which website.
    pub site_id: Option<i64>,
    /// By which member of staff.
    pub user_id: Option<i64>,
    /// Its name.
    pub name: String,
    /// What a camera wrote into it stays in it.
    pub keep_metadata: i64,
    /// Bytes it will have.
    pub length: i64,
    /// Bytes that are here.
    pub received: i64,
    state: String,
    /// Why it is not taken.
    pub fault: Option<String>,
    /// Media type of what came out of it.
    pub media: Option<String>,
    /// Size of what came out of it.
    pub size: Option<i64>,
    /// SHA-256 (hex) of what came out of it.
    pub sha256: Option<String>,
    /// There is a small picture of it.
    pub preview: i64,
    /// When it began, milliseconds UTC.
    pub created_ms: i64,
    /// When it is swept away, milliseconds UTC.
    pub expires_ms: i64,
    /// Whose it is.
    pub case_id: Option<i64>,
}

impl Upload {
    /// Where it stands.
    pub fn state(&self) -> Result<UploadState> {
        let known = UploadState::ALL.iter().find(|(_, code)| *code == self.state);
        let what = || StoreError::Inconsistent { table: "uploads", what: format!("state {}", self.state) };
        known.map(|(state, _)| *state).ok_or_else(what)
    }
}

/// A piece of an upload.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Part {
    /// Its first byte's place.
    pub start: i64,
    /// Its size.
    pub size: i64,
    /// Name of the object.
    pub object: String,
}

/// A new upload.
#[derive(Debug, Clone)]
pub struct NewUpload<'a> {
    /// SHA-256 (hex) of its token.
    pub token_sha256: &'a str,
    /// Through which website.
    pub site_id: Option<i64>,
    /// By which member of staff.
    pub user_id: Option<i64>,
    /// Keyed digest of the network address.
    pub client: &'a str,
    /// Its name.
    pub name: &'a str,
    /// What a camera wrote into it stays in it.
    pub keep_metadata: bool,
    /// Bytes it will have.
    pub length: i64,
    /// When, milliseconds UTC.
    pub created_ms: i64,
    /// When it is swept away unless it goes on.
    pub expires_ms: i64,
}

const SELECT: &str = "SELECT token_sha256, site_id, user_id, name, keep_metadata, length, received, state, fault, \
    media, size, sha256, preview, created_ms, expires_ms, case_id FROM uploads";

/// Begins an upload.
pub async fn begin(tx: &mut Tx, new: &NewUpload<'_>) -> Result<()> {
    let statement =
        sql("INSERT INTO uploads (token_sha256, site_id, user_id, client, name, keep_metadata, length, received, \
         state, preview, created_ms, expires_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 'receiving', 0, $8, $9)")
        .bind(new.token_sha256)
        .bind(new.site_id)
        .bind(new.user_id)
        .bind(new.client)
        .bind(new.name)
        .bind(new.keep_metadata)
        .bind(new.length)
        .bind(new.created_ms)
        .bind(new.expires_ms);
    tx.execute(statement).await.map(|_| ())
}

/// The upload, unless it is gone.
pub async fn find(db: &mut impl Run, token_sha256: &str) -> Result<Option<Upload>> {
    db.optional(sql(format!("{SELECT} WHERE token_sha256 = $1 AND state <> 'gone'")).bind(token_sha256)).await
}

/// Bytes begun from one address since a time, and bytes of all uploads that belong to no case.
pub async fn usage(db: &mut impl Run, client: &str, since_ms: i64) -> Result<(i64, i64)> {
    let theirs =
        sql("SELECT CAST(COALESCE(SUM(length), 0) AS BIGINT) FROM uploads WHERE client = $1 AND created_ms > $2");
    let theirs: Option<(i64,)> = db.optional(theirs.bind(client).bind(since_ms)).await?;
    let waiting = sql("SELECT CAST(COALESCE(SUM(length), 0) AS BIGINT) FROM uploads WHERE case_id IS NULL");
    let waiting: Option<(i64,)> = db.optional(waiting).await?;
    Ok((theirs.unwrap_or_default().0, waiting.unwrap_or_default().0))
}

/// Adds a piece at the end; `false` when the end is elsewhere by now.
pub async fn advance(tx: &mut Tx, token_sha256: &str, part: &Part, expires_ms: i64) -> Result<bool> {
    let moved = sql("UPDATE uploads SET received = $1, expires_ms = $2 WHERE token_sha256 = $3 AND received = $4 AND state = 'receiving'")
        .bind(part.start + part.size)
        .bind(expires_ms)
        .bind(token_sha256)
        .bind(part.start);
    if tx.execute(moved).await? == 0 {
        return Ok(false);
    }
    let kept = sql("INSERT INTO upload_parts (token_sha256, start, size, object) VALUES ($1, $2, $3, $4)")
        .bind(token_sha256)
        .bind(part.start)
        .bind(part.size)
        .bind(part.object.as_str());
    tx.execute(kept).await.map(|_| true)
}

/// The upload is as long as what has come of it.
pub async fn end_here(tx: &mut Tx, token_sha256: &str) -> Result<()> {
    let statement = sql("UPDATE uploads SET length = received WHERE token_sha256 = $1 AND state = 'receiving'");
    tx.execute(statement.bind(token_sha256)).await.map(|_| ())
}

/// The pieces in order.
pub async fn parts(db: &mut impl Run, token_sha256: &str) -> Result<Vec<Part>> {
    let statement = sql("SELECT start, size, object FROM upload_parts WHERE token_sha256 = $1 ORDER BY start");
    db.all(statement.bind(token_sha256)).await
}

/// What came out of an upload.
#[derive(Debug, Clone)]
pub struct Made<'a> {
    /// Its name.
    pub name: &'a str,
    /// Media type.
    pub media: &'a str,
    /// Size in bytes.
    pub size: i64,
    /// SHA-256 (hex) of its bytes.
    pub sha256: &'a str,
    /// There is a small picture of it.
    pub preview: bool,
}

/// The upload was looked at and can be sent along; its pieces are done with. `false` when somebody else was first.
pub async fn make_ready(tx: &mut Tx, token_sha256: &str, made: &Made<'_>) -> Result<bool> {
    let statement =
        sql("UPDATE uploads SET state = 'ready', name = $1, media = $2, size = $3, sha256 = $4, preview = $5 \
         WHERE token_sha256 = $6 AND state = 'receiving'")
        .bind(made.name)
        .bind(made.media)
        .bind(made.size)
        .bind(made.sha256)
        .bind(made.preview)
        .bind(token_sha256);
    let first = tx.execute(statement).await? > 0;
    forget_parts(tx, token_sha256).await?;
    Ok(first)
}

/// The upload is not taken; its pieces are done with.
pub async fn refuse(tx: &mut Tx, token_sha256: &str, fault: &str) -> Result<()> {
    let statement =
        sql("UPDATE uploads SET state = 'refused', fault = $1 WHERE token_sha256 = $2 AND state = 'receiving'");
    tx.execute(statement.bind(fault).bind(token_sha256)).await?;
    forget_parts(tx, token_sha256).await
}

async fn forget_parts(tx: &mut Tx, token_sha256: &str) -> Result<()> {
    tx.execute(sql("DELETE FROM upload_parts WHERE token_sha256 = $1").bind(token_sha256)).await.map(|_| ())
}

/// Gives uploads to cases, each named by its digest. One that is not ready, or was taken or swept away meanwhile, is
/// `Taken`: nothing may be committed then.
pub async fn claim(tx: &mut Tx, claims: &[(&str, i64)]) -> Result<()> {
    if claims.is_empty() {
        return Ok(());
    }
    let mut batch = Batch::default();
    for (token_sha256, case) in claims {
        batch.row(|row| {
            row.text(*token_sha256).int(*case).text("claimed");
        });
    }
    let columns = [Column::Text("token_sha256"), Column::Int("case_id"), Column::Text("state")];
    let condition = "uploads.token_sha256 = batch.token_sha256 AND uploads.case_id IS NULL AND uploads.state = 'ready'";
    let statement = batch.update(tx.engine(), "uploads", &columns, &["token_sha256"], condition);
    if tx.execute(statement).await? == claims.len() as u64 { Ok(()) } else { Err(StoreError::Taken("uploads")) }
}

/// The uploader takes it back; `false` when it is not theirs to take any more.
pub async fn terminate(tx: &mut Tx, token_sha256: &str) -> Result<bool> {
    let statement =
        sql("UPDATE uploads SET state = 'gone' WHERE token_sha256 = $1 AND case_id IS NULL AND state <> 'gone'");
    Ok(tx.execute(statement.bind(token_sha256)).await? > 0)
}

/// Marks what nobody sent along in time, so that it cannot be claimed any more.
pub async fn expire(tx: &mut Tx, now_ms: i64) -> Result<()> {
    let statement =
        sql("UPDATE uploads SET state = 'gone' WHERE case_id IS NULL AND state <> 'gone' AND expires_ms <= $1");
    tx.execute(statement.bind(now_ms)).await.map(|_| ())
}

/// Digests of uploads whose objects can be removed.
pub async fn gone(db: &mut impl Run, limit: i64) -> Result<Vec<String>> {
    let statement = sql("SELECT token_sha256 FROM uploads WHERE case_id IS NULL AND state = 'gone' LIMIT $1");
    let rows: Vec<(String,)> = db.all(statement.bind(limit)).await?;
    Ok(rows.into_iter().map(|(token,)| token).collect())
}

/// Removes an upload whose objects are removed.
pub async fn remove(tx: &mut Tx, token_sha256: &str) -> Result<()> {
    forget_parts(tx, token_sha256).await?;
    let statement = sql("DELETE FROM uploads WHERE token_sha256 = $1 AND case_id IS NULL AND state = 'gone'");
    tx.execute(statement.bind(token_sha256)).await.map(|_| ())
}

/// Forgets from where uploads of before this time came.
pub async fn forget_clients(tx: &mut Tx, before_ms: i64) -> Result<()> {
    let statement = sql("UPDATE uploads SET client = '' WHERE client <> '' AND created_ms < $1");
    tx.execute(statement.bind(before_ms)).await.map(|_| ())
}

//! Uploads from the first byte to the last. Pieces are kept as they come, so a connection that is cut costs a few
//! seconds of sending; where an upload stands is in the database alone, so it may go on at any node.

use super::{digest, making, parts_of};
use crate::domain::app::App;
use crate::domain::error::{AppError, Result};
use crate::domain::intake;
use crate::domain::people::Viewer;
use crate::outside::files::Bytes;
use crate::secrets::{hex, token};
use crate::store::uploads::{self, NewUpload, Part, Upload, UploadState};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::files::FileFault;
use hoiam_shared::ids::SiteId;
use hoiam_shared::limits;
use std::time::{Duration, Instant};
use tokio_stream::{Stream, StreamExt};

/// Who uploads.
#[derive(Debug, Clone, Copy)]
pub enum By<'a> {
    /// A citizen, through a website.
    Site {
        /// Its key.
        key: &'a str,
        /// Origin of the page, if a browser sent it.
        origin: Option<&'a str>,
    },
    /// The citizen of a case, on a page of our own; the site is the case's.
    Case(SiteId),
    /// A member of staff.
    Staff(&'a Viewer),
}

/// What is uploaded.
#[derive(Debug, Clone, Copy)]
pub struct Announced<'a> {
    /// Bytes it will have.
    pub length: u64,
    /// Its name.
    pub name: &'a str,
    /// What a camera wrote into it stays in it.
    pub keep_metadata: bool,
    /// Network address of the uploader, where it is known.
    pub client: Option<&'a str>,
}

/// Where an upload stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Bytes that are here.
    pub received: u64,
    /// Bytes it will have.
    pub length: u64,
    /// Until when it waits, milliseconds UTC.
    pub expires_ms: i64,
}

const DAY_MS: i64 = 86_400_000;
/// A piece is kept when it is this large, in bytes …
const PIECE: usize = 1024 * 1024;
/// … or when this much time has passed, so that little is lost when the connection is.
const PATIENCE: Duration = Duration::from_secs(5);
/// Nothing came for this long: the sender is gone.
const SILENCE: Duration = Duration::from_secs(30);
/// Pieces of one upload: many more would be made to fill a disk with names.
const PIECES: usize = 2_000;

/// Begins an upload and gives its token, which alone is the right to go on with it and to send it along.
pub async fn begin(app: &App, by: By<'_>, what: Announced<'_>) -> Result<(String, Standing)> {
    let settings = app.settings();
    let (site_id, user_id) = match by {
        By::Site { key, origin } => (Some(intake::site_for(app, &settings, key, origin)?.id.0), None),
        By::Case(site) => (Some(site.0), None),
        By::Staff(viewer) => (None, Some(viewer.id.0)),
    };
    let length = match what.length {
        0 => return Err(AppError::File(FileFault::Empty)),
        length if length > limits::FILE_BYTES => return Err(AppError::File(FileFault::TooLarge)),
        length => i64::try_from(length).map_err(|_| AppError::File(FileFault::TooLarge))?,
    };
    let now_ms = app.now_ms();
    let client = what.client.map(|address| app.keys.client_of(address)).unwrap_or_default();
    let token = token(app.random.as_ref());
    let name: String = what.name.chars().filter(|c| *c != '\0').take(255).collect();
    let new = NewUpload {
        token_sha256: &digest(&token),
        site_id,
        user_id,
        client: &client,
        name: &name,
        keep_metadata: what.keep_metadata,
        length,
        created_ms: now_ms,
        expires_ms: now_ms + limits::UPLOAD_WAITS_MS,
    };
    let mut tx = app.db.begin().await?;
    let (theirs, waiting) = uploads::usage(&mut tx, &client, now_ms - DAY_MS).await?;
    let over = |sum: i64, limit: u64| u64::try_from(sum + length).unwrap_or(u64::MAX) > limit;
    if over(waiting, app.evidence.waiting_bytes) {
        return Err(AppError::File(FileFault::NoRoom));
    }
    if !client.is_empty() && over(theirs, limits::UPLOAD_BYTES_A_DAY) {
        return Err(AppError::File(FileFault::TooMuch));
    }
    uploads::begin(&mut tx, &new).await?;
    tx.commit().await?;
    Ok((token, Standing { received: 0, length: what.length, expires_ms: new.expires_ms }))
}

/// Where the upload stands.
pub async fn standing(app: &App, token: &str) -> Result<Standing> {
    let upload = find(app, token).await?;
    if upload.received == upload.length {
        // Broken off after its last byte, it was not looked at yet.
        making::settle(app, &upload).await?;
    }
    Ok(stands(&upload))
}

/// Takes it back; its bytes go with the next sweep.
pub async fn take_back(app: &App, token: &str) -> Result<()> {
    let mut tx = app.db.begin().await?;
    if !uploads::terminate(&mut tx, &digest(token)).await? {
        return Err(ErrorCode::NotFound.into());
    }
    tx.commit().await?;
    Ok(())
}

/// Takes bytes from `offset` on and keeps what comes, also when the sender breaks off. With the last byte the file is
/// looked at; it can be sent along with something when this returns without an error.
pub async fn receive<E>(
    app: &App,
    token: &str,
    offset: u64,
    mut body: impl Stream<Item = std::result::Result<Bytes, E>> + Unpin + Send,
) -> Result<Standing> {
    let upload = find(app, token).await?;
    if upload.state()? == UploadState::Refused {
        return Err(making::refused(&upload));
    }
    let before = stands(&upload);
    if offset != before.received {
        return Err(ErrorCode::UploadElsewhere.into());
    }
    let mut piece = Piece { app, upload: &upload, at: offset, held: Vec::new(), since: Instant::now(), count: None };
    let mut silent = Duration::ZERO;
    loop {
        match tokio::time::timeout(PATIENCE, body.next()).await {
            Ok(Some(Ok(bytes))) => {
                silent = Duration::ZERO;
                if piece.at + (piece.held.len() + bytes.len()) as u64 > before.length {
                    return Err(AppError::File(FileFault::TooLarge));
                }
                piece.held.extend_from_slice(&bytes);
                if piece.held.len() >= PIECE || piece.since.elapsed() > PATIENCE {
                    piece.keep().await?;
                }
            }
            // The end, or a connection that broke: what came is kept either way.
            Ok(Some(Err(_)) | None) => break,
            Err(_) => {
                silent += PATIENCE;
                piece.keep().await?;
                if silent >= SILENCE {
                    break;
                }
            }
        }
    }
    piece.keep().await?;
    let received = piece.at;
    if received == before.length {
        making::settle(app, &find(app, token).await?).await?;
    }
    Ok(Standing { received, ..stands(&find(app, token).await?) })
}

/// Takes a file whose length nobody said, as a form sends it, and gives the id of the upload. `what.length` is the most
/// it may have.
pub async fn take_whole<E>(
    app: &App,
    by: By<'_>,
    what: Announced<'_>,
    body: impl Stream<Item = std::result::Result<Bytes, E>> + Unpin + Send,
) -> Result<String> {
    let (token, _) = begin(app, by, what).await?;
    let standing = match receive(app, &token, 0, body).await {
        Ok(standing) => standing,
        Err(error) => {
            take_back(app, &token).await?;
            return Err(error);
        }
    };
    if standing.received == 0 {
        take_back(app, &token).await?;
        return Err(AppError::File(FileFault::Empty));
    }
    if standing.received < standing.length {
        let mut tx = app.db.begin().await?;
        uploads::end_here(&mut tx, &digest(&token)).await?;
        tx.commit().await?;
        making::settle(app, &find(app, &token).await?).await?;
    }
    Ok(token)
}

/// Bytes on their way to being a piece.
struct Piece<'a> {
    app: &'a App,
    upload: &'a Upload,
    at: u64,
    held: Vec<u8>,
    since: Instant,
    count: Option<usize>,
}

impl Piece<'_> {
    /// Keeps what is held: first the object, then the row that names it. A piece that lost a race is removed again.
    async fn keep(&mut self) -> Result<()> {
        self.since = Instant::now();
        if self.held.is_empty() {
            return Ok(());
        }
        let app = self.app;
        let token_sha256 = self.upload.token_sha256.as_str();
        let count = match self.count {
            Some(count) => count,
            None => uploads::parts(&mut app.db.read(), token_sha256).await?.len(),
        };
        if count >= PIECES {
            return Err(AppError::File(FileFault::TooMuch));
        }
        self.count = Some(count + 1);
        let mut unique = [0u8; 8];
        app.random.fill(&mut unique);
        let held = std::mem::take(&mut self.held);
        let size = held.len();
        let start = i64::try_from(self.at).map_err(|_| AppError::File(FileFault::TooLarge))?;
        let part = Part {
            start,
            size: i64::try_from(size).unwrap_or_default(),
            object: format!("{}/{start}-{}", parts_of(token_sha256), hex(&unique)),
        };
        app.evidence.files.put(&part.object, held.into()).await?;
        let mut tx = app.db.begin().await?;
        let moved = uploads::advance(&mut tx, token_sha256, &part, app.now_ms() + limits::UPLOAD_WAITS_MS).await?;
        if !moved {
            drop(tx);
            app.evidence.files.remove(&part.object).await?;
            return Err(ErrorCode::UploadElsewhere.into());
        }
        tx.commit().await?;
        self.at += size as u64;
        Ok(())
    }
}

async fn find(app: &App, token: &str) -> Result<Upload> {
    let found = uploads::find(&mut app.db.read(), &digest(token)).await?;
    // Swept a moment later or a moment ago is the same to whoever asks.
    let now_ms = app.now_ms();
    found
        .filter(|upload| upload.case_id.is_some() || upload.expires_ms > now_ms)
        .ok_or(AppError::Code(ErrorCode::NotFound))
}

fn stands(upload: &Upload) -> Standing {
    let plain = |n: i64| u64::try_from(n).unwrap_or_default();
    Standing { received: plain(upload.received), length: plain(upload.length), expires_ms: upload.expires_ms }
}

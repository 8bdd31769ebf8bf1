//! Reads the text of files that came with cases, so that search finds what stands in them. One file at a time: reading
//! may wait, citizens and clerks may not.

use super::file_at;
use crate::domain::app::App;
use crate::domain::error::{AppError, Result};
use crate::domain::moving::{self, Step};
use crate::media::Kind;
use crate::outside::files::FilesError;
use crate::store::attachments::{self, Attachment};
use crate::store::{cases, events};
use hoiam_shared::case::{Actor, What};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::ids::CaseId;

/// How long a node may take for a file before another tries, in milliseconds: longer than the reader's patience.
const LEASE_MS: i64 = 180_000;

/// Reads the next file that waits; `false` when none does.
pub async fn read_next(app: &App) -> Result<bool> {
    let now_ms = app.now_ms();
    // Looked up without a lock first: most of the time there is nothing to do.
    if !attachments::any_waiting(&mut app.db.read(), now_ms).await? {
        return Ok(false);
    }
    let mut tx = app.db.begin().await?;
    let next = attachments::take_waiting(&mut tx, now_ms, now_ms + LEASE_MS).await?;
    tx.commit().await?;
    let Some(file) = next else { return Ok(false) };
    let text = text_of(app, &file).await?;
    metrics::counter!("hoiam_file_texts_total", "found" => if text.is_some() { "yes" } else { "no" }).increment(1);
    keep(app, &file, text.as_deref()).await?;
    Ok(true)
}

async fn text_of(app: &App, file: &Attachment) -> Result<Option<String>> {
    let Some(kind) = Kind::from_media(&file.media) else { return Ok(None) };
    let bytes = match app.evidence.files.get(&file_at(&file.object)).await {
        Ok(bytes) => bytes,
        // The verifier says so; here there is nothing to read.
        Err(FilesError::Missing) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    app.evidence.reader.text(kind, &bytes).await.map_err(|error| AppError::Internal(error.into()))
}

/// The text, and the event that tells those who follow the ledger.
async fn keep(app: &App, file: &Attachment, text: Option<&str>) -> Result<()> {
    let (id, number) = (CaseId(file.case_id), u32::try_from(file.number).unwrap_or_default());
    let mut tx = app.db.begin().await?;
    let before = cases::lock(&mut tx, id).await?.ok_or(AppError::Code(ErrorCode::NotFound))?;
    if !attachments::set_text(&mut tx, id, file.number, text).await? {
        return Ok(());
    }
    if text.is_some() {
        let history = events::of_case(&mut tx, id).await?;
        let step = Step::silent(Actor::System, What::TextRead { file: number });
        let moved = moving::advance(&app.settings(), &before, &history, vec![step], app.now_ms())?;
        moved.store(&mut tx, &before).await?;
    }
    tx.commit().await?;
    app.written.ring();
    Ok(())
}

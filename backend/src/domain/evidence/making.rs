//! From an upload that is complete to a file that can be sent along: looked at and made safe on a thread that may take
//! its time, a few at once and no more.

use super::{file_at, object, parts_of, preview_at};
use crate::domain::app::App;
use crate::domain::error::{AppError, Result};
use crate::media::{self, Made};
use crate::secrets::sha256_of;
use crate::store::uploads::{self, Upload, UploadState};
use hoiam_shared::files::FileFault;

/// Looks at a complete upload, once; an upload that was looked at before stays what it is. `File` when it is not taken:
/// the reason is kept, the bytes are not.
pub async fn settle(app: &App, upload: &Upload) -> Result<()> {
    match upload.state()? {
        UploadState::Refused => return Err(refused(upload)),
        UploadState::Ready | UploadState::Claimed | UploadState::Gone => return Ok(()),
        UploadState::Receiving => {}
    }
    let _turn = app.evidence.turn().await?;
    let bytes = together(app, upload).await?;
    let (name, keep) = (upload.name.clone(), upload.keep_metadata != 0);
    let started = std::time::Instant::now();
    let made = tokio::task::spawn_blocking(move || media::make(&name, bytes, keep)).await;
    metrics::histogram!("hoiam_file_seconds").record(started.elapsed().as_secs_f64());
    let made = made.unwrap_or_else(|error| {
        // A decoder that panics has met a file that is not what it says.
        tracing::warn!(%error, "file.panicked");
        Err(FileFault::Broken)
    });
    let token_sha256 = upload.token_sha256.as_str();
    let outcome = match made {
        Ok(made) => keep_it(app, token_sha256, made).await,
        Err(fault) => {
            metrics::counter!("hoiam_files_refused_total", "reason" => fault.code()).increment(1);
            let mut tx = app.db.begin().await?;
            uploads::refuse(&mut tx, token_sha256, fault.code()).await?;
            tx.commit().await?;
            Err(AppError::File(fault))
        }
    };
    // What cannot be removed now goes with the sweep or is found by nobody.
    if let Err(error) = app.evidence.files.remove_below(&parts_of(token_sha256)).await {
        tracing::warn!(%error, "file.pieces");
    }
    outcome
}

/// Why it was not taken.
pub(super) fn refused(upload: &Upload) -> AppError {
    let fault = upload.fault.as_deref().and_then(FileFault::from_code);
    AppError::File(fault.unwrap_or(FileFault::Broken))
}

async fn together(app: &App, upload: &Upload) -> Result<Vec<u8>> {
    let parts = uploads::parts(&mut app.db.read(), &upload.token_sha256).await?;
    let mut bytes = Vec::with_capacity(usize::try_from(upload.length).unwrap_or_default());
    for part in parts {
        bytes.extend_from_slice(&app.evidence.files.get(&part.object).await?);
    }
    if i64::try_from(bytes.len()).ok() == Some(upload.length) {
        Ok(bytes)
    } else {
        Err(AppError::defect("the pieces of an upload are not the whole"))
    }
}

/// First the objects, then the row that says they are there.
async fn keep_it(app: &App, token_sha256: &str, made: Made) -> Result<()> {
    let object = object(token_sha256);
    let sha256 = sha256_of([made.bytes.as_slice()]);
    let size = i64::try_from(made.bytes.len()).unwrap_or_default();
    let preview = made.preview.is_some();
    app.evidence.files.put(&file_at(object), made.bytes.into()).await?;
    if let Some(preview) = made.preview {
        app.evidence.files.put(&preview_at(object), preview.into()).await?;
    }
    let (name, media) = (made.name.as_str(), made.kind.media());
    let made = uploads::Made { name, media, size, sha256: &sha256, preview };
    let mut tx = app.db.begin().await?;
    uploads::make_ready(&mut tx, token_sha256, &made).await?;
    tx.commit().await?;
    Ok(())
}

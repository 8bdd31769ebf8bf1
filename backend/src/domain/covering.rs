//! Pictures that everybody sees beside a published case. Each is made here from the one that was sent, with what was covered
//! painted over: what lies below is in no file that goes out. Kept beside the copy in the database, so that it is gone in
//! the same transaction.

use super::app::App;
use super::error::{AppError, Result};
use super::evidence::file_at;
use super::people::Viewer;
use crate::media;
use crate::secrets::sha256_of;
use crate::store::attachments::{self, Attachment};
use crate::store::{Run, cases};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hoiam_shared::case::{Action, Code};
use hoiam_shared::error::{ErrorCode, FieldError};
use hoiam_shared::files::FileFault;
use hoiam_shared::ids::CaseId;
use hoiam_shared::publish::{COVERS, PICTURES, Picture, PictureMade};

/// A picture as everybody will see it.
#[derive(Debug)]
pub struct Covered {
    /// What the ledger says of it.
    pub made: PictureMade,
    jpeg: Vec<u8>,
}

impl Covered {
    /// Its number and bytes, as they are kept.
    pub fn kept(&self) -> (u32, String) {
        (self.made.picture.file, BASE64_STANDARD.encode(&self.jpeg))
    }
}

/// The pictures of a case that may be shown to everybody: those its citizen may open, and that stand still.
pub async fn possible(db: &mut impl Run, case: CaseId) -> Result<Vec<Attachment>> {
    let mut all = attachments::public_of(db, case).await?;
    all.retain(|file| matches!(file.media.as_str(), "image/jpeg" | "image/png"));
    Ok(all)
}

/// Makes the pictures that somebody wants to publish; before the transaction, which waits for no file.
pub async fn make(app: &App, viewer: &Viewer, code: &Code, wanted: &[Picture]) -> Result<Vec<Covered>> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let wrong = || AppError::field("pictures", FieldError::OutOfRange);
    let fits = |one: &Picture| one.covers.len() <= COVERS && one.covers.iter().all(|cover| cover.fits());
    let mut numbers: Vec<u32> = wanted.iter().map(|one| one.file).collect();
    numbers.sort_unstable();
    numbers.dedup();
    if wanted.len() > PICTURES || numbers.len() < wanted.len() || !wanted.iter().all(fits) {
        return Err(wrong());
    }
    let settings = app.settings();
    let mut read = app.db.read();
    let found = cases::by_code_in(&mut read, &viewer.ranges(&settings), code.as_str()).await?;
    let stored = found.ok_or(AppError::Code(ErrorCode::NotFound))?;
    if !viewer.may(&settings, Action::Publish, &stored.case) {
        return Err(ErrorCode::Denied.into());
    }
    let there = possible(&mut read, stored.id).await?;
    let mut out = Vec::with_capacity(wanted.len());
    for picture in wanted {
        let file = there.iter().find(|file| file.number == i64::from(picture.file)).ok_or_else(wrong)?;
        let _turn = app.evidence.turn().await?;
        let bytes = app.evidence.files.get(&file_at(&file.object)).await?;
        let covers = picture.covers.clone();
        let jpeg = tokio::task::spawn_blocking(move || media::covered(&bytes, &covers)).await;
        let jpeg = jpeg.unwrap_or(Err(FileFault::Broken)).map_err(AppError::File)?;
        let made = PictureMade { picture: picture.clone(), sha256: sha256_of([jpeg.as_slice()]) };
        out.push(Covered { made, jpeg });
    }
    Ok(out)
}

/// The digest of a picture as it is kept; of one that cannot be read: none.
pub fn digest(kept: &str) -> String {
    BASE64_STANDARD.decode(kept).map(|bytes| sha256_of([bytes.as_slice()])).unwrap_or_default()
}

/// The bytes of a picture as it is kept.
pub fn bytes(kept: &str) -> Result<Vec<u8>> {
    BASE64_STANDARD.decode(kept).map_err(|_| AppError::defect("a public picture cannot be read"))
}

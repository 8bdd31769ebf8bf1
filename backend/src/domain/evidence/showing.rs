//! Files as people see them: listed with what they came with, and opened by those who may see the case. Whether the
//! citizen may open a file is part of the query.

use super::{digest, file_at, preview_at};
use crate::domain::app::App;
use crate::domain::error::{AppError, Result};
use crate::domain::following;
use crate::domain::looking;
use crate::domain::people::Viewer;
use crate::outside::files::{Bytes, FilesError};
use crate::store::attachments::{self, Attachment};
use crate::store::cases;
use crate::store::uploads::{self, UploadState};
use hoiam_shared::case::{Code, Event};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::ids::CaseId;
use hoiam_shared::limits;
use hoiam_shared::wire::files::FileView;
use tokio_stream::Stream;

/// A file that was opened.
pub struct Opened<S> {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media: String,
    /// Its size in bytes; not known of a small picture.
    pub size: Option<u64>,
    /// Its bytes, piece by piece.
    pub bytes: S,
}

/// Who opens a file.
#[derive(Debug, Clone, Copy)]
pub enum Reader<'a> {
    /// The citizen, with the secret.
    Citizen(&'a str),
    /// A member of staff, within their rights.
    Staff(&'a Viewer),
}

/// Opens a file, or the small picture of it.
pub async fn open(
    app: &App,
    reader: Reader<'_>,
    code: &Code,
    number: u32,
    preview: bool,
) -> Result<Opened<impl Stream<Item = std::result::Result<Bytes, FilesError>> + Send + use<>>> {
    let mut read = app.db.read();
    let (case, public_only) = match reader {
        Reader::Citizen(secret) => (following::opened(app, code, secret).await?.id, true),
        Reader::Staff(viewer) => {
            let settings = app.settings();
            let found = cases::by_code_in(&mut read, &viewer.ranges(&settings), code.as_str()).await?;
            let case = found.ok_or(AppError::Code(ErrorCode::NotFound))?.id;
            looking::at(app, viewer, case).await?;
            (case, false)
        }
    };
    let found = attachments::one(&mut read, case, i64::from(number), public_only).await?;
    let found = found.filter(|file| !preview || file.preview != 0).ok_or(AppError::Code(ErrorCode::NotFound))?;
    if preview {
        let bytes = app.evidence.files.stream(&preview_at(&found.object)).await?;
        return Ok(Opened { name: found.name, media: "image/jpeg".to_owned(), size: None, bytes });
    }
    let bytes = app.evidence.files.stream(&file_at(&found.object)).await?;
    Ok(Opened { name: found.name, media: found.media, size: u64::try_from(found.size).ok(), bytes })
}

/// Uploads that wait to be sent along with something: id, name and size of each, in the order asked for. Those that are
/// not there any more are left out.
pub async fn waiting(app: &App, ids: &[String]) -> Result<Vec<(String, String, u64)>> {
    let mut found = Vec::new();
    for id in ids.iter().take(limits::FILES_AT_ONCE) {
        let upload = uploads::find(&mut app.db.read(), &digest(id)).await?;
        if let Some(upload) = upload.filter(|upload| upload.expires_ms > app.now_ms())
            && upload.state()? == UploadState::Ready
        {
            let size = upload.size.and_then(|size| u64::try_from(size).ok()).unwrap_or_default();
            found.push((id.clone(), upload.name, size));
        }
    }
    Ok(found)
}

/// The files of a case, to be shown beside what they came with.
#[derive(Debug, Default)]
pub struct Shown(Vec<Attachment>);

impl Shown {
    /// All of them, for staff.
    pub async fn to_staff(app: &App, case: CaseId) -> Result<Self> {
        Ok(Self(attachments::of_cases(&mut app.db.read(), &[case]).await?))
    }

    /// Those that the citizen may open.
    pub async fn to_citizen(app: &App, case: CaseId) -> Result<Self> {
        Ok(Self(attachments::public_of(&mut app.db.read(), case).await?))
    }

    /// All.
    pub fn all(&self) -> Vec<FileView> {
        self.0.iter().map(view).collect()
    }

    /// Those that came with an event.
    pub fn with(&self, history: &[Event], version: u32) -> Vec<FileView> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let came = super::giving::with(history, version);
        let find = |number: u32| self.0.iter().find(|file| file.number == i64::from(number));
        came.iter().filter_map(|file| find(file.number)).map(view).collect()
    }
}

/// One file as it is listed.
pub fn view(file: &Attachment) -> FileView {
    FileView {
        number: u32::try_from(file.number).unwrap_or_default(),
        name: file.name.clone(),
        media: file.media.clone(),
        size: u64::try_from(file.size).unwrap_or_default(),
        preview: file.preview != 0,
        public: file.public != 0,
    }
}

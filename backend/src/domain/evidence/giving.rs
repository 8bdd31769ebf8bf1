//! Giving uploads to a case, in the transaction of what they came with: checked before it, claimed in it. The digest
//! of each file goes into the ledger, its name and place beside it.

use super::{digest, making, object};
use crate::domain::app::App;
use crate::domain::error::{AppError, Result};
use crate::media::Kind;
use crate::store::attachments::Attachment;
use crate::store::uploads::{self, Upload, UploadState};
use crate::store::{Inserts, StoreError, Tx, attachments};
use hoiam_shared::case::event::AttachedFile;
use hoiam_shared::case::{Event, What};
use hoiam_shared::check;
use hoiam_shared::error::FieldError;
use hoiam_shared::ids::{CaseId, SiteId, UserId};
use hoiam_shared::limits;

/// Who sends them along; an upload belongs to whoever began it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Giver {
    /// Whoever files a case through this website.
    Filing(SiteId),
    /// The citizen of a case.
    Citizen,
    /// A member of staff.
    Staff(UserId),
}

/// A file that can be given to a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Names the upload.
    pub token_sha256: String,
    name: String,
    media: String,
    size: i64,
    sha256: String,
    preview: i64,
}

/// What came of looking for uploads.
#[derive(Debug)]
pub struct Looked {
    /// The files, in the order asked for.
    pub files: Vec<Given>,
    /// One of them belongs to a case already: right only if this is sent for the second time.
    pub claimed: bool,
}

/// Looks for uploads by their tokens and finishes looking at those that are complete. Everything that is wrong is said
/// at `attachments`.
pub async fn look(app: &App, ids: &[String], giver: Giver) -> Result<Looked> {
    let mut faults = Vec::new();
    check::attachments(ids, &mut faults);
    if !faults.is_empty() {
        return Err(AppError::Invalid(faults));
    }
    let mut looked = Looked { files: Vec::with_capacity(ids.len()), claimed: false };
    for id in ids {
        let mut upload = find(app, id, giver).await?;
        if upload.state()? == UploadState::Receiving && upload.received == upload.length {
            making::settle(app, &upload).await?;
            upload = find(app, id, giver).await?;
        }
        match upload.state()? {
            UploadState::Ready => {}
            UploadState::Claimed => looked.claimed = true,
            UploadState::Refused => return Err(making::refused(&upload)),
            UploadState::Receiving | UploadState::Gone => return Err(gone()),
        }
        looked.files.push(Given::of(upload));
    }
    let whole: u64 = looked.files.iter().map(|file| u64::try_from(file.size).unwrap_or_default()).sum();
    if whole > limits::CASE_FILE_BYTES {
        return Err(AppError::field("attachments", FieldError::FilesFull));
    }
    Ok(looked)
}

/// As [`look`], for what is sent only once: an upload that belongs to a case is not there to be given.
pub async fn look_once(app: &App, ids: &[String], giver: Giver) -> Result<Vec<Given>> {
    let looked = look(app, ids, giver).await?;
    if looked.claimed { Err(gone()) } else { Ok(looked.files) }
}

/// A file that is not there to be given.
pub fn gone() -> AppError {
    AppError::field("attachments", FieldError::FileGone)
}

async fn find(app: &App, id: &str, giver: Giver) -> Result<Upload> {
    let found = uploads::find(&mut app.db.read(), &digest(id)).await?;
    let theirs = |upload: &Upload| match giver {
        Giver::Filing(site) => upload.site_id == Some(site.0),
        Giver::Citizen => upload.site_id.is_some(),
        Giver::Staff(user) => upload.user_id == Some(user.0),
    };
    let now_ms = app.now_ms();
    let alive = |upload: &Upload| upload.case_id.is_some() || upload.expires_ms > now_ms;
    found.filter(|upload| theirs(upload) && alive(upload)).ok_or_else(gone)
}

impl Given {
    fn of(upload: Upload) -> Self {
        Self {
            token_sha256: upload.token_sha256,
            name: upload.name,
            media: upload.media.unwrap_or_default(),
            size: upload.size.unwrap_or_default(),
            sha256: upload.sha256.unwrap_or_default(),
            preview: upload.preview,
        }
    }

    /// Its media type.
    pub fn media(&self) -> &str {
        &self.media
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Digest of its bytes.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    fn attachment(&self, case: CaseId, number: u32, version: u32, public: bool) -> Attachment {
        let readable = Kind::from_media(&self.media).is_some_and(Kind::readable);
        Attachment {
            case_id: case.0,
            number: i64::from(number),
            version: i64::from(version),
            public: i64::from(public),
            name: self.name.clone(),
            media: self.media.clone(),
            size: self.size,
            sha256: self.sha256.clone(),
            object: object(&self.token_sha256).to_owned(),
            preview: self.preview,
            text_state: if readable { "waiting" } else { "none" }.to_owned(),
            text_until_ms: 0,
        }
    }
}

/// Files that came with an event, ready to be stored beside it.
#[derive(Debug, Clone, Default)]
pub struct Files {
    claims: Vec<String>,
    rows: Vec<Attachment>,
    /// Numbers of files of before that the citizen may open from now on.
    shown: Vec<u32>,
}

/// The event that says which files came with the event `to`, and what to store beside it. `carried` came with an
/// earlier event and come once more with this one.
pub fn attach(
    case: CaseId,
    history: &[Event],
    to: u32,
    public: bool,
    carried: &[AttachedFile],
    given: &[Given],
) -> (What, Files) {
    let first = numbers(history).max().unwrap_or_default() + 1;
    let mut files = Files::default();
    let mut named = carried.to_vec();
    if public {
        files.shown = carried.iter().map(|file| file.number).collect();
    }
    for (number, file) in (first..).zip(given) {
        named.push(AttachedFile { number, sha256: file.sha256.clone() });
        files.rows.push(file.attachment(case, number, to, public));
        files.claims.push(file.token_sha256.clone());
    }
    (What::Attached { to, public, files: named }, files)
}

fn numbers(history: &[Event]) -> impl Iterator<Item = u32> {
    history.iter().flat_map(|event| match &event.what {
        What::Attached { files, .. } => files.iter().map(|file| file.number).collect(),
        _ => Vec::new(),
    })
}

/// The files that came with an event.
pub fn with(history: &[Event], version: u32) -> Vec<AttachedFile> {
    let came = history.iter().filter_map(|event| match &event.what {
        What::Attached { to, files, .. } if *to == version => Some(files.clone()),
        _ => None,
    });
    came.flatten().collect()
}

/// No more files for a case than it may have.
pub async fn room(tx: &mut Tx, case: CaseId, given: &[Given]) -> Result<()> {
    if given.is_empty() {
        return Ok(());
    }
    let there = attachments::of_cases(tx, &[case]).await?;
    let size = |size: i64| u64::try_from(size).unwrap_or_default();
    let whole: u64 =
        there.iter().map(|file| size(file.size)).sum::<u64>() + given.iter().map(|file| size(file.size)).sum::<u64>();
    if there.len() + given.len() > limits::FILES_PER_CASE || whole > limits::CASE_FILE_BYTES {
        return Err(AppError::field("attachments", FieldError::FilesFull));
    }
    Ok(())
}

impl Files {
    /// Adds those of another event of the same case.
    pub fn add(&mut self, more: Self) {
        self.claims.extend(more.claims);
        self.rows.extend(more.rows);
        self.shown.extend(more.shown);
    }
}

/// Claims the uploads of cases at once and adds what is kept of them to `new`; `Taken` when an upload was given to another
/// case or swept away meanwhile.
pub async fn store(tx: &mut Tx, all: &[(CaseId, &Files)], new: &mut Inserts) -> std::result::Result<(), StoreError> {
    let claims = all.iter().flat_map(|(case, files)| files.claims.iter().map(|token| (token.as_str(), case.0)));
    uploads::claim(tx, &claims.collect::<Vec<_>>()).await?;
    attachments::insert(new, all.iter().flat_map(|(_, files)| &files.rows));
    for (case, files) in all {
        attachments::publish(tx, *case, &files.shown).await?;
    }
    Ok(())
}

//! Forms as browsers send them: urlencoded, or with files. A file is received while it arrives, piece by piece as any
//! upload, so a form of many megabytes takes no memory; what stands in front of the files is typed text and small.

use super::State;
use crate::domain::AppError;
use crate::domain::evidence::receiving::{self, Announced, By};
use crate::domain::evidence::showing;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header;
use hoiam_portal::pages::KeptFile;
use hoiam_shared::check::Fault;
use hoiam_shared::error::{ErrorCode, FieldError};
use hoiam_shared::files::FileFault;
use hoiam_shared::limits;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde::de::value::{Error as ValueError, MapDeserializer};

/// A form that was sent.
pub(super) struct Form<T> {
    /// What was typed.
    pub input: T,
    /// Files that are here, as they came: those of an earlier sending that are still wanted, and the new ones.
    pub files: Vec<KeptFile>,
    /// What is wrong with files: name and reason.
    pub refused: Vec<(String, AppError)>,
    /// More files came than go along at once.
    pub too_many: bool,
}

/// Most that a form with all its files may weigh.
pub(super) const BYTES: usize = limits::REQUEST_BYTES + (limits::FILES_AT_ONCE + 2) * FILE_BYTES;
const FILE_BYTES: usize = 25 * 1024 * 1024;

impl<T> Form<T> {
    /// The number of files, as a fault.
    pub fn faults(&self) -> Vec<Fault> {
        let fault = Fault { field: "attachments", error: FieldError::TooManyFiles, limit: limits::FILES_AT_ONCE };
        if self.too_many { vec![fault] } else { Vec::new() }
    }
}

/// Reads a form. `by` says through which website its files come.
pub(super) async fn read<T: DeserializeOwned>(
    state: &State,
    request: Request,
    by: By<'_>,
) -> Result<Form<T>, AppError> {
    let parts = request.headers().get(header::CONTENT_TYPE).is_some_and(|t| t.as_bytes().starts_with(b"multipart/"));
    let client = super::uploads::client(&state.app, request.headers(), request.extensions());
    if !parts {
        let axum::extract::Form(pairs) = axum::extract::Form::<Vec<(String, String)>>::from_request(request, state)
            .await
            .map_err(|_| AppError::Code(ErrorCode::Malformed))?;
        return Ok(Form { input: typed(pairs)?, files: Vec::new(), refused: Vec::new(), too_many: false });
    }
    let malformed = |_| AppError::Code(ErrorCode::Malformed);
    let mut sent = Multipart::from_request(request, state).await.map_err(|_| AppError::Code(ErrorCode::Malformed))?;
    let (mut pairs, mut weight) = (Vec::new(), 0);
    let mut form = Form { input: (), files: Vec::new(), refused: Vec::new(), too_many: false };
    while let Some(field) = sent.next_field().await.map_err(malformed)? {
        let name = field.name().unwrap_or_default().to_owned();
        let Some(file) = field.file_name().map(str::to_owned) else {
            let text = field.text().await.map_err(malformed)?;
            weight += text.len();
            if weight > limits::REQUEST_BYTES {
                return Err(ErrorCode::TooLarge.into());
            }
            match name.strip_prefix("kept-") {
                // More than go along at once were never drawn.
                Some(_) if form.files.len() >= limits::FILES_AT_ONCE => form.too_many = true,
                Some(field) => form.files.extend(waiting(state, field, text).await?),
                None => pairs.push((name, text)),
            }
            continue;
        };
        // A field for files that was left alone is sent as one without a name.
        if file.is_empty() {
            continue;
        }
        if form.files.len() + form.refused.len() >= limits::FILES_AT_ONCE {
            // Read over: only so is the end of the form reached.
            form.too_many = true;
            continue;
        }
        let keep_metadata = pairs.iter().any(|(name, value)| name == "keep_metadata" && value == "1");
        let what = Announced { length: limits::FILE_BYTES, name: &file, keep_metadata, client: client.as_deref() };
        match receiving::take_whole(&state.app, by, what, field).await {
            Ok(id) => form.files.extend(waiting(state, &name, id).await?),
            Err(error @ (AppError::File(_) | AppError::RateLimited(_))) => form.refused.push((file, error)),
            Err(error) => return Err(error),
        }
    }
    Ok(Form { input: typed(pairs)?, files: form.files, refused: form.refused, too_many: form.too_many })
}

/// The upload of this id, chosen in this field, if it is here.
async fn waiting(state: &State, field: &str, id: String) -> Result<Option<KeptFile>, AppError> {
    let found = showing::waiting(&state.app, &[id]).await?.pop();
    Ok(found.map(|(id, name, size)| KeptFile { field: field.to_owned(), id, name, size }))
}

/// What was typed; of a name that comes twice the last one counts.
fn typed<T: DeserializeOwned>(pairs: Vec<(String, String)>) -> Result<T, AppError> {
    let mut last: std::collections::BTreeMap<String, String> = std::collections::BTreeMap::new();
    last.extend(pairs);
    let fields = MapDeserializer::<_, ValueError>::new(last.into_iter());
    T::deserialize(fields).map_err(|_| AppError::Code(ErrorCode::Malformed))
}

/// A reason why a file is not taken, for a page: its name first.
pub(super) fn reason(fault: &AppError, lang: hoiam_shared::Lang) -> String {
    match fault {
        AppError::File(fault) => fault.text(lang),
        AppError::RateLimited(_) => FileFault::NoRoom.text(lang),
        other => other.code().title(lang).to_owned(),
    }
}

/// `POST /t/{code}/files/{number}`.
#[derive(Debug, Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(super) struct FileInput {
    /// The secret from the receipt.
    pub secret: String,
}

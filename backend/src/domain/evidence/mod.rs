//! Files that people send along: received piece by piece (`receiving`), made safe (`making`), given to a case with
//! what they came with (`giving`), shown to those who may see the case (`showing`), read for search (`reading`), and
//! swept away when nobody sent them along (`sweeping`). Their bytes are in the storage of files; no transaction waits for it.

pub mod giving;
pub mod making;
pub mod reading;
pub mod receiving;
pub mod showing;
pub mod sweeping;

use super::error::{AppError, Cause, Result};
use crate::outside::files::{Files, FilesError};
use crate::outside::reader::Reader;
use crate::secrets::sha256_hex;
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};

/// Files that are looked at at once: each may take a quarter of a gigabyte.
const AT_ONCE: usize = 2;

/// What receiving and making files works with.
#[derive(Debug)]
pub struct Evidence {
    /// Where their bytes lie.
    pub files: Files,
    /// What reads their text.
    pub reader: Reader,
    /// All that may wait to be sent along with something, in bytes.
    pub waiting_bytes: u64,
    /// Name of the header in which a proxy tells where a request comes from.
    pub client_header: Option<String>,
    desk: Semaphore,
}

/// How long work on a file waits for its turn before whoever wants it is told to ask again.
const TURN: Duration = Duration::from_secs(20);

impl Evidence {
    /// With this storage and these limits.
    pub fn new(files: Files, reader: Reader, waiting_bytes: u64, client_header: Option<String>) -> Self {
        Self { files, reader, waiting_bytes, client_header, desk: Semaphore::new(AT_ONCE) }
    }

    /// The turn to work on a file, for as long as it is held.
    pub async fn turn(&self) -> Result<SemaphorePermit<'_>> {
        let turn = tokio::time::timeout(TURN, self.desk.acquire()).await;
        turn.map_err(|_| AppError::RateLimited(15))?.map_err(|error| AppError::Internal(error.into()))
    }
}

/// The name by which the database knows an upload.
pub(super) fn digest(token: &str) -> String {
    sha256_hex(token)
}

/// The name of an upload's objects: enough of the digest to be its own.
fn object(token_sha256: &str) -> &str {
    token_sha256.get(..32).unwrap_or(token_sha256)
}

/// Where the pieces of an upload lie.
fn parts_of(token_sha256: &str) -> String {
    format!("uploads/{}", object(token_sha256))
}

/// Where a file lies.
pub fn file_at(object: &str) -> String {
    format!("files/{}/{object}", object.get(..2).unwrap_or_default())
}

/// Where a small picture lies.
fn preview_at(object: &str) -> String {
    format!("previews/{}/{object}", object.get(..2).unwrap_or_default())
}

impl From<FilesError> for AppError {
    fn from(error: FilesError) -> Self {
        match error {
            FilesError::Missing | FilesError::Setup(_) => Self::Internal(Cause::from(error)),
            FilesError::Unavailable(_) => Self::Unavailable(Cause::from(error)),
        }
    }
}

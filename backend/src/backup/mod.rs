//! Backups: one file from which an installation comes back. A tar archive, compressed with gzip and encrypted in the
//! format of age, so that standard tools open it, too. It begins with a manifest, then come the database, the files and
//! their list; what can be derived anew (indexes) is not in it. Reads and writes files and the database; decides nothing
//! about cases.

pub mod archive;
pub mod database;
pub mod flaw;
pub mod manifest;
pub mod restoring;
pub mod sealing;
pub mod taking;

pub use flaw::{BackupError, Flaw};

use crate::domain::evidence::file_at;
use crate::outside::files::Files;
use crate::store::{Run, attachments};

/// Names in the archive.
pub mod names {
    /// What is in it, the first of all.
    pub const MANIFEST: &str = "manifest.json";
    /// The master key, if it is there.
    pub const KEY: &str = "hoiam.key";
    /// Before the names of files that people sent along.
    pub const FILES: &str = "files/";
    /// Digests of all others in the format of `sha256sum`, the last of all.
    pub const SUMS: &str = "SHA256SUMS";
}

/// Attachments read in one go.
const PAGE: i64 = 1_000;

/// The files that the database names and the storage does not have.
pub async fn missing_files(db: &mut impl Run, files: &Files) -> Result<Vec<String>, BackupError> {
    let mut missing = Vec::new();
    let mut after = (0, 0);
    loop {
        let page = attachments::page(db, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(missing) };
        after = (last.case_id, last.number);
        for file in &page {
            if !files.has(&file_at(&file.object)).await? {
                missing.push(format!("file {} of case {}", file.number, file.case_id));
            }
        }
    }
}

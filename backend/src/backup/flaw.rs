//! What can be wrong with a backup, told to whoever needs it back: each sentence says what happened and what to do.

use crate::outside::files::FilesError;
use crate::store::StoreError;
use std::path::Path;

/// Why a file is refused as a backup.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// It begins like something else.
    #[error("it does not begin like a backup of hoiam: it is another file, or its beginning was altered")]
    Foreign,
    /// Encrypted with a passphrase, and none was given.
    #[error("it is encrypted with a passphrase: give it with --passphrase-file or in HOIAM_BACKUP_PASSPHRASE")]
    NeedsPassphrase,
    /// Encrypted for recipients, and no identity was given.
    #[error("it is encrypted for the owner of an age identity: give the identity's file with --identity")]
    NeedsIdentity,
    /// The passphrase or identity does not open it.
    #[error("the passphrase or identity is not the one it was encrypted for")]
    Locked,
    /// It ends too early. A block that was cut in two cannot be told from one that was altered.
    #[error("it was cut off: it ends before the end of the backup (or its last 64 KB were altered); take another copy")]
    Truncated,
    /// Its bytes are not those that were written.
    #[error("it was altered: {0}; take another copy")]
    Altered(String),
    /// Written by a program that knows more.
    #[error(
        "it was made by hoiam {program} ({what} {found}, and this program knows up to {known}): restore it with that version or a newer one"
    )]
    Newer {
        /// The version that wrote it.
        program: String,
        /// What is newer.
        what: &'static str,
        /// Its number.
        found: i64,
        /// The highest that is known here.
        known: i64,
    },
    /// Of the other engine.
    #[error("it is of a database on {found}, and --database-url names one on {wanted}")]
    Engine {
        /// Whose it is.
        found: String,
        /// Where it is to go.
        wanted: &'static str,
    },
}

/// Why a backup was not taken or not put back.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The backup itself.
    #[error("the backup is refused")]
    Refused(#[from] Flaw),
    /// A disk.
    #[error("{0}")]
    Disk(String, #[source] std::io::Error),
    /// The database.
    #[error("the database")]
    Database(#[from] StoreError),
    /// The storage of files.
    #[error("the storage of files")]
    Files(#[from] FilesError),
    /// Anything else, in words.
    #[error("{0}")]
    Said(String),
}

impl BackupError {
    /// A failure at a path.
    pub fn at(path: &Path) -> impl Fn(std::io::Error) -> Self {
        move |error| Self::Disk(path.display().to_string(), error)
    }
}

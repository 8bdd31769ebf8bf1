//! Takes a backup while the server runs. First the database, then the files: a file is there before the row that names it,
//! and stays, so every file that the copy of the database names is found afterwards. The other way round a case filed in
//! between would lose its files; this way a file that came in between is in the backup and nothing names it.

use super::archive::{Totals, Writer};
use super::database::{self, Copied};
use super::manifest::{FORMAT, Manifest};
use super::names::{FILES, KEY, MANIFEST};
use super::sealing::Lock;
use super::{BackupError, manifest};
use crate::config::Place;
use crate::fault;
use crate::outside::files::{Files, FilesError};
use crate::seals;
use crate::secrets::hex;
use hoiam_shared::Stamp;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::time::Instant;
use tokio::runtime::Handle;
use tokio_stream::StreamExt;

/// A backup that was taken.
pub struct Taken {
    /// What it says of itself.
    pub manifest: Manifest,
    /// What is in it.
    pub totals: Totals,
    /// Its size in bytes.
    pub size: u64,
    /// Files that the database names and that were not there.
    pub missing: Vec<String>,
    /// Milliseconds that the copy of the database took.
    pub database_ms: u64,
    /// Milliseconds that writing took.
    pub writing_ms: u64,
}

/// Writes a backup of a place to a new file. The file has its name only when it is whole and on the disk.
pub async fn take(place: &Place, to: &Path, lock: Lock, with_keys: bool, now: Stamp) -> Result<Taken, BackupError> {
    if to.exists() {
        return Err(BackupError::Said(format!("{} exists already: name another file", to.display())));
    }
    database::look(place)?;
    let _turn = turn(place)?;
    let known = place.known_keys().map_err(BackupError::Said)?;
    if with_keys && known.is_none() {
        return Err(BackupError::Said("--with-keys: there is no key, neither given nor in the data folder".into()));
    }
    let files = place.files.open(&place.data)?.files;
    let started = Instant::now();
    let Copied { file: database, facts } = database::copied(place, &files).await?;
    let database_ms = started.elapsed().as_millis() as u64;
    let in_use: Vec<String> = known.iter().flatten().map(seals::name_of).collect();
    let manifest = Manifest {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        engine: manifest::engine_code(facts.engine).to_owned(),
        schema: facts.schema,
        taken: now.to_rfc3339(),
        ledger: facts.ledger.clone(),
        cases: facts.cases,
        keys: facts.keys_needed(&in_use, with_keys),
        missing_files: facts.missing.len() as u64,
    };
    let started = Instant::now();
    let parts = Parts {
        manifest: manifest.clone(),
        database,
        database_name: database::name_of(facts.engine),
        key: known.filter(|_| with_keys).map(|keys| keys.iter().map(|key| hex(key)).collect::<Vec<_>>().join("\n")),
        files,
        taken_s: u64::try_from(now.0 / 1_000).unwrap_or_default(),
    };
    let (part, whole, handle) = (part_of(to), to.to_path_buf(), Handle::current());
    let writing = tokio::task::spawn_blocking(move || {
        let written =
            parts.write(&part, &lock, &handle).and_then(|totals| named(&part, &whole).map(|size| (totals, size)));
        if written.is_err() {
            drop(std::fs::remove_file(&part));
        }
        written
    });
    let (totals, size) = writing.await.map_err(|error| BackupError::Said(error.to_string()))??;
    let writing_ms = started.elapsed().as_millis() as u64;
    Ok(Taken { manifest, totals, size, missing: facts.missing, database_ms, writing_ms })
}

/// Only one at a time for a place, backups and changes of keys: they would write over each other's copy of the database, or of
/// the keys.
pub fn turn(place: &Place) -> Result<File, BackupError> {
    let path = place.data.join("backup.lock");
    let file =
        OpenOptions::new().create(true).truncate(false).write(true).open(&path).map_err(BackupError::at(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            Err(BackupError::Said("another backup of this place is running, or its keys are being changed".into()))
        }
        Err(TryLockError::Error(error)) => Err(BackupError::at(&path)(error)),
    }
}

/// Where a backup is written until it is whole.
fn part_of(to: &Path) -> PathBuf {
    let mut name = to.as_os_str().to_owned();
    name.push(".part");
    name.into()
}

/// Gives a whole backup its name; its size.
fn named(part: &Path, to: &Path) -> Result<u64, BackupError> {
    fault::point("backup.before_name");
    std::fs::rename(part, to).map_err(BackupError::at(to))?;
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(BackupError::at(folder))?;
    Ok(std::fs::metadata(to).map_err(BackupError::at(to))?.len())
}

/// What goes into the archive, in this order.
struct Parts {
    manifest: Manifest,
    database: File,
    database_name: &'static str,
    key: Option<String>,
    files: Files,
    taken_s: u64,
}

impl Parts {
    fn write(&self, part: &Path, lock: &Lock, handle: &Handle) -> Result<Totals, BackupError> {
        let failed = BackupError::at(part);
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let out = options.open(part).map_err(&failed)?;
        let sums = tempfile::tempfile().map_err(&failed)?;
        let mut archive = Writer::begin(out, sums, lock, self.taken_s)?;
        let manifest = serde_json::to_vec_pretty(&self.manifest).map_err(|error| failed(error.into()))?;
        archive.add(MANIFEST, manifest.len() as u64, manifest.as_slice()).map_err(&failed)?;
        let size = self.database.metadata().map_err(&failed)?.len();
        archive.add(self.database_name, size, &self.database).map_err(&failed)?;
        if let Some(key) = &self.key {
            archive.add(KEY, key.len() as u64, key.as_bytes()).map_err(&failed)?;
        }
        let mut names = pin!(self.files.names());
        while let Some(name) = handle.block_on(names.next()) {
            let name = name?;
            // One file is at most 25 MB.
            let bytes = match handle.block_on(self.files.get(&name)) {
                Ok(bytes) => bytes,
                // An upload that was swept away, or made into a file, since it was found.
                Err(FilesError::Missing) => continue,
                Err(error) => return Err(error.into()),
            };
            archive.add(&format!("{FILES}{name}"), bytes.len() as u64, bytes.as_ref()).map_err(&failed)?;
        }
        archive.finish().map_err(&failed)
    }
}

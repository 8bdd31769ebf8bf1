//! Puts a backup back into an empty place. The database gets its name last: until then nothing there looks like an
//! installation, and after any failure the place is emptied again.

use super::archive::{self, Receive, Totals};
use super::database::{self, engine_of, name_of, remove_sqlite};
use super::manifest::Manifest;
use super::names::{FILES, KEY};
use super::sealing::Unlock;
use super::{BackupError, Flaw, missing_files};
use crate::config::Place;
use crate::domain::erasing::{self, Repeated};
use crate::domain::erasures::{self, Erasure};
use crate::outside::files::Files;
use crate::secrets::Keys;
use crate::store::db::newest_schema;
use crate::store::{Db, Engine, events, whole};
use bytes::Bytes;
use hoiam_shared::Stamp;
use std::fs::{File, OpenOptions};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::pin::pin;
use tokio::runtime::Handle;
use tokio_stream::StreamExt;

/// What an empty place may hold: a key that was put there, and what a file system brings along.
const MAY_BE_THERE: [&str; 2] = ["hoiam.key", "lost+found"];

/// An empty place, and what is put into it.
#[derive(Clone)]
pub struct Target {
    place: Place,
    engine: Engine,
    files: Files,
    /// The database, or its dump, until it is checked.
    staged: PathBuf,
    key_was_there: bool,
}

/// What became of the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyState {
    /// They came with the backup.
    Included,
    /// The key at hand is the right one.
    AtHand,
    /// None is at hand.
    Missing,
}

impl Target {
    /// The place, if it is empty; touches nothing otherwise.
    pub async fn empty(place: &Place) -> Result<Self, BackupError> {
        let engine = engine_of(&place.url())?;
        if let Some(name) = first_in(&place.data)? {
            let data = place.data.display();
            return Err(BackupError::Said(format!(
                "{data} is not empty (there is {name}): a backup is put back into an empty folder only"
            )));
        }
        let staged = match whole::file_of(&place.url())? {
            Some(file) if file.exists() => {
                return Err(BackupError::Said(format!("there is a database at {} already", file.display())));
            }
            Some(file) => PathBuf::from(format!("{}.restoring", file.display())),
            None => {
                let db = Db::open(&place.url(), 1).await?;
                let tables = whole::tables(&mut db.read()).await?;
                db.close().await;
                if let Some(table) = tables.first() {
                    return Err(BackupError::Said(format!(
                        "the database is not empty (there is a table {table}): a backup is put back into an empty one only"
                    )));
                }
                place.data.join("hoiam.dump.restoring")
            }
        };
        place.known_keys().map_err(BackupError::Said)?;
        let key_was_there = place.key_file().exists();
        std::fs::create_dir_all(&place.data).map_err(BackupError::at(&place.data))?;
        let files = place.files.open(&place.data)?.files;
        if let Some(name) = pin!(files.names()).next().await {
            let name = name?;
            return Err(BackupError::Said(format!("the storage of files is not empty (there is {name})")));
        }
        Ok(Self { place: place.clone(), engine, files, staged, key_was_there })
    }

    /// Unpacks a backup, checking it on the way.
    pub async fn receive(&self, from: &Path, unlock: Unlock) -> Result<(Manifest, Totals), BackupError> {
        let mut unpack = Unpack { target: self.clone(), handle: Handle::current() };
        let from = from.to_path_buf();
        let reading = tokio::task::spawn_blocking(move || archive::read(&from, &unlock, &mut unpack));
        reading.await.map_err(|error| BackupError::Said(error.to_string()))?
    }

    /// Opens the database that was unpacked and brings its schema up to date.
    pub async fn open(&self) -> Result<Db, BackupError> {
        if !self.staged.is_file() {
            return Err(Flaw::Altered(format!("it has no {}", name_of(self.engine))).into());
        }
        let url = match self.engine {
            Engine::Sqlite => format!("sqlite:{}", self.staged.display()),
            Engine::Postgres => {
                database::into_postgres(&self.place.url(), &self.staged).await?;
                self.place.url()
            }
        };
        let db = Db::open(&url, 2).await?;
        db.migrate().await?;
        Ok(db)
    }

    /// That the ledger ends where the manifest says, and that no file is missing but those that were missing before.
    pub async fn compare(&self, db: &Db, manifest: &Manifest) -> Result<(), BackupError> {
        let (seq, hash) = events::head(&mut db.read()).await?;
        let end = &manifest.ledger;
        if (seq, &hash) != (end.seq, &end.hash) {
            return Err(Flaw::Altered(format!("its ledger ends at {seq}, its manifest says {}", end.seq)).into());
        }
        let missing = missing_files(&mut db.read(), &self.files).await?;
        if missing.len() as u64 > manifest.missing_files {
            return Err(Flaw::Altered(format!("it lacks {}", missing.join(", "))).into());
        }
        Ok(())
    }

    /// The key at hand: given, put into the folder, or out of the backup.
    pub fn keys(&self) -> Result<Option<Keys>, BackupError> {
        self.place.keys().map_err(BackupError::Said)
    }

    /// Tries the key at hand on what is stored.
    pub async fn try_keys(&self, db: &Db, keys: Option<&Keys>, manifest: &Manifest) -> Result<KeyState, BackupError> {
        let Some(keys) = keys else { return Ok(KeyState::Missing) };
        let (needed, has) = (&manifest.keys.ids, keys.seals().names());
        let missing: Vec<&str> = needed.iter().filter(|id| !has.contains(id)).map(String::as_str).collect();
        if !missing.is_empty() {
            let (has, needed) = (has.join(", "), needed.join(", "));
            return Err(BackupError::Said(format!("the key at hand is {has}, and the backup takes {needed}")));
        }
        for id in &has {
            if let Some((case, sealed)) = whole::sealed_contact(&mut db.read(), id).await?
                && keys.open(case, id, &sealed).is_err()
            {
                return Err(BackupError::Said(format!("the key at hand ({id}) does not open a contact")));
            }
        }
        let included = manifest.keys.included && !self.key_was_there && self.place.key.is_none();
        Ok(if included { KeyState::Included } else { KeyState::AtHand })
    }

    /// Erases again what was erased after the backup was taken, and keeps the list for the next time.
    pub async fn erase_again(&self, db: &Db, list: &[Erasure], now: Stamp) -> Result<Vec<Repeated>, BackupError> {
        for erasure in list {
            erasures::put(&self.files, erasure).await?;
        }
        let repeated = erasing::again(db, &self.files, list, now.ms()).await;
        repeated.map_err(|error| BackupError::Said(format!("what was erased cannot be erased again: {error:?}")))
    }

    /// Gives the database its name: the place is ready. Where the key is missing a line says so in its place, or the next
    /// start would make another one.
    pub async fn settle(&self, db: Db, manifest: &Manifest, keys: KeyState) -> Result<(), BackupError> {
        db.close().await;
        if keys == KeyState::Missing {
            let path = self.place.key_file();
            let line = format!("Put the master key {} here in place of this line.\n", manifest.keys.ids.join(", "));
            std::fs::write(&path, line).map_err(BackupError::at(&path))?;
        }
        match whole::file_of(&self.place.url())? {
            Some(file) => std::fs::rename(&self.staged, &file).map_err(BackupError::at(&file))?,
            None => std::fs::remove_file(&self.staged).map_err(BackupError::at(&self.staged))?,
        }
        File::open(&self.place.data).and_then(|data| data.sync_all()).map_err(BackupError::at(&self.place.data))
    }

    /// Empties the place again.
    pub async fn clear(&self) -> Result<(), BackupError> {
        let mut names = pin!(self.files.names());
        while let Some(name) = names.next().await {
            self.files.remove(&name?).await?;
        }
        if self.engine == Engine::Postgres {
            let db = Db::open(&self.place.url(), 1).await?;
            whole::drop_tables(&db).await?;
            db.close().await;
        }
        remove_sqlite(&self.staged)?;
        for entry in std::fs::read_dir(&self.place.data).map_err(BackupError::at(&self.place.data))? {
            let path = entry.map_err(BackupError::at(&self.place.data))?.path();
            let stays = |name: &str| name == "lost+found" || (name == "hoiam.key" && self.key_was_there);
            if path.file_name().and_then(|name| name.to_str()).is_some_and(stays) {
                continue;
            }
            let removed = if path.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
            removed.map_err(BackupError::at(&path))?;
        }
        Ok(())
    }
}

/// Something in a folder that should be empty; a folder that is not there is.
fn first_in(folder: &Path) -> Result<Option<String>, BackupError> {
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        entries => entries.map_err(BackupError::at(folder))?,
    };
    for entry in entries {
        let name = entry.map_err(BackupError::at(folder))?.file_name().to_string_lossy().into_owned();
        if !MAY_BE_THERE.contains(&name.as_str()) {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

/// Puts each entry where it belongs.
struct Unpack {
    target: Target,
    handle: Handle,
}

impl Receive for Unpack {
    fn begin(&mut self, manifest: &Manifest) -> Result<(), BackupError> {
        let engine = self.target.engine;
        Ok(manifest.fits(engine, newest_schema(engine))?)
    }

    fn take(&mut self, name: &str, size: u64, bytes: &mut dyn Read) -> Result<(), BackupError> {
        let Target { place, engine, files, staged, .. } = &self.target;
        if name == name_of(*engine) {
            let mut file = private(staged)?;
            std::io::copy(bytes, &mut file).and_then(|_| file.sync_all()).map_err(BackupError::at(staged))
        } else if name == KEY {
            // One that was given or put there is tried on the data instead.
            if self.target.key_was_there || place.key.is_some() {
                return Ok(());
            }
            let path = place.key_file();
            let mut file = private(&path)?;
            std::io::copy(bytes, &mut file).and_then(|_| file.sync_all()).map_err(BackupError::at(&path))
        } else if let Some(object) = name.strip_prefix(FILES) {
            let mut all = Vec::with_capacity(usize::try_from(size.min(1 << 25)).unwrap_or_default());
            bytes.read_to_end(&mut all).map_err(|error| BackupError::Disk(name.to_owned(), error))?;
            Ok(self.handle.block_on(files.put(object, Bytes::from(all)))?)
        } else {
            Err(Flaw::Altered(format!("{name} does not belong into it")).into())
        }
    }
}

/// A new file that only its owner reads.
fn private(path: &Path) -> Result<File, BackupError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(BackupError::at(path))
}

/// Looks at a backup without keeping anything.
pub async fn check(from: &Path, unlock: Unlock) -> Result<(Manifest, Totals), BackupError> {
    struct Look;
    impl Receive for Look {
        fn begin(&mut self, _: &Manifest) -> Result<(), BackupError> {
            Ok(())
        }
        fn take(&mut self, _: &str, _: u64, _: &mut dyn Read) -> Result<(), BackupError> {
            Ok(())
        }
    }
    let from = from.to_path_buf();
    let reading = tokio::task::spawn_blocking(move || archive::read(&from, &unlock, &mut Look));
    reading.await.map_err(|error| BackupError::Said(error.to_string()))?
}

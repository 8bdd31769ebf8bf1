//! The database as one file: a copy by SQLite's own means, a dump by PostgreSQL's own programs. Both are of one moment,
//! and what the manifest says is read from that same moment.

use super::manifest::{End, KeysNeeded};
use super::{BackupError, missing_files};
use crate::config::Place;
use crate::fault;
use crate::outside::files::Files;
use crate::store::{Db, Engine, Run, cases, events, whole};
use reqwest::Url;
use std::fs::File;
use std::io::Seek;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use tokio::process::Command;

/// Of a database, as a file that has no name any more: it is gone when nobody reads it.
pub struct Copied {
    /// To be read from its beginning.
    pub file: File,
    /// What it holds.
    pub facts: Facts,
}

/// What a manifest says of a database.
pub struct Facts {
    /// Whose it is.
    pub engine: Engine,
    /// Last migration.
    pub schema: i64,
    /// End of the ledger.
    pub ledger: End,
    /// How many cases.
    pub cases: i64,
    /// With which keys something is sealed.
    pub keys: Vec<String>,
    /// Files that it names and the storage does not have.
    pub missing: Vec<String>,
}

impl Facts {
    async fn read(db: &mut impl Run, files: &Files) -> Result<Self, BackupError> {
        let schema = whole::schema(db).await?;
        let (seq, hash) = events::head(db).await?;
        Ok(Self {
            engine: db.engine(),
            schema,
            ledger: End { seq, hash },
            cases: cases::count(db).await?,
            keys: whole::key_ids(db).await?,
            missing: missing_files(db, files).await?,
        })
    }

    /// The keys that it takes: those in use in their order, and others with which something is sealed.
    pub fn keys_needed(&self, in_use: &[String], included: bool) -> KeysNeeded {
        let mut ids = in_use.to_vec();
        ids.extend(self.keys.iter().filter(|id| !in_use.contains(id)).cloned());
        KeysNeeded { ids, included }
    }
}

/// The name of the database in an archive.
pub const fn name_of(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "hoiam.db",
        Engine::Postgres => "hoiam.dump",
    }
}

/// That there is a database to copy: opening SQLite's would make an empty one.
pub fn look(place: &Place) -> Result<(), BackupError> {
    match whole::file_of(&place.url())? {
        Some(live) if !live.is_file() => {
            Err(BackupError::Said(format!("there is no database at {}: is --data the right folder?", live.display())))
        }
        _ => Ok(()),
    }
}

/// Copies the database as it is now, while others use it.
pub async fn copied(place: &Place, files: &Files) -> Result<Copied, BackupError> {
    match engine_of(&place.url())? {
        Engine::Sqlite => from_sqlite(place, files).await,
        Engine::Postgres => from_postgres(place, files).await,
    }
}

async fn from_sqlite(place: &Place, files: &Files) -> Result<Copied, BackupError> {
    // Left by one that was killed; whoever copies holds the turn, so nobody else is at it.
    let path = place.data.join("backup-copy.db");
    remove_sqlite(&path)?;
    let db = Db::open(&place.url(), 1).await?;
    let copied = whole::copy(&db, &path).await;
    db.close().await;
    fault::point("backup.copied");
    let copied = match copied {
        Ok(()) => opened_copy(&path, files).await,
        Err(error) => Err(error.into()),
    };
    remove_sqlite(&path)?;
    copied
}

async fn opened_copy(path: &Path, files: &Files) -> Result<Copied, BackupError> {
    let db = Db::open(&format!("sqlite:{}", path.display()), 1).await?;
    let facts = Facts::read(&mut db.read(), files).await;
    db.close().await;
    Ok(Copied { facts: facts?, file: File::open(path).map_err(BackupError::at(path))? })
}

/// Removes a SQLite database with what stands beside it; one that is not there is as good as removed.
pub fn remove_sqlite(path: &Path) -> Result<(), BackupError> {
    for end in ["", "-wal", "-shm"] {
        let path = PathBuf::from(format!("{}{end}", path.display()));
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(BackupError::at(&path)(error)),
            _ => {}
        }
    }
    Ok(())
}

async fn from_postgres(place: &Place, files: &Files) -> Result<Copied, BackupError> {
    let db = Db::open(&place.url(), 1).await?;
    let Some((mut moment, name)) = whole::moment(&db).await? else {
        return Err(BackupError::Said("the database gives no snapshot".into()));
    };
    let facts = Facts::read(&mut moment, files).await?;
    let mut file = tempfile::tempfile_in(&place.data).map_err(BackupError::at(&place.data))?;
    let mut command = client("pg_dump", &place.url())?;
    command.args(["--format=custom", "--no-owner", "--no-privileges", "--snapshot", &name]);
    command.stdout(file.try_clone().map_err(BackupError::at(&place.data))?);
    run(command, "pg_dump").await?;
    fault::point("backup.copied");
    drop(moment);
    db.close().await;
    file.rewind().map_err(BackupError::at(&place.data))?;
    Ok(Copied { file, facts })
}

/// Puts a dump into an empty database: as a whole or not at all.
pub async fn into_postgres(url: &str, dump: &Path) -> Result<(), BackupError> {
    let mut command = client("pg_restore", url)?;
    command.args(["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]).arg(dump);
    command.stdout(Stdio::null());
    run(command, "pg_restore").await
}

/// A program of PostgreSQL on this database. Its password goes through the environment: every user of a machine reads the
/// arguments of its programs.
fn client(program: &str, url: &str) -> Result<Command, BackupError> {
    let wrong = |_| BackupError::Said(format!("{program}: --database-url cannot be read as an address"));
    let mut url = Url::parse(url).map_err(|_| wrong(()))?;
    let mut command = Command::new(program);
    if let Some(password) = url.password() {
        command.env("PGPASSWORD", decoded(password));
    }
    url.set_password(None).map_err(wrong)?;
    command.args(["--dbname", url.as_str()]).stdin(Stdio::null()).stderr(Stdio::piped()).kill_on_drop(true);
    Ok(command)
}

/// A part of an address without its percent signs.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok());
        rest = match (byte, hex) {
            (b'%', Some(meant)) => {
                bytes.push(meant);
                &after[2..]
            }
            _ => {
                bytes.push(byte);
                after
            }
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

async fn run(mut command: Command, program: &str) -> Result<(), BackupError> {
    let out = command.spawn().map_err(|error| {
        BackupError::Disk(format!("{program} cannot be started: install PostgreSQL's client programs, of the server's version or a newer one, and put them on the PATH"), error)
    })?;
    let out = out.wait_with_output().await.map_err(|error| BackupError::Disk(program.to_owned(), error))?;
    if out.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&out.stderr);
    Err(BackupError::Said(format!("{program} failed: {}", said.trim())))
}

/// Which engine an address names.
pub fn engine_of(url: &str) -> Result<Engine, BackupError> {
    Ok(if whole::file_of(url)?.is_some() { Engine::Sqlite } else { Engine::Postgres })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_read_as_they_were_meant() {
        for (written, meant) in [("a%40b", "a@b"), ("100%", "100%"), ("%C4%91", "đ"), ("a%zz", "a%zz")] {
            assert_eq!(decoded(written), meant);
        }
    }
}

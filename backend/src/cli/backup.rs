//! `hoiam backup`: what it is encrypted with, and what is said when it is done.

use super::{print, with_causes};
use crate::backup::sealing::{Lock, recipient};
use crate::backup::taking::{self, Taken};
use crate::config::{self, Place};
use crate::outside::{Clock as _, SystemClock};
use crate::server::StartError;
use age::secrecy::SecretString;
use clap::Args;
use hoiam_shared::Stamp;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Takes a backup. Encrypted with a passphrase (from a file or the environment: HOIAM_BACKUP_PASSPHRASE), for recipients,
/// or not at all.
#[derive(Debug, Args)]
pub struct Backup {
    /// The file to write; must not exist.
    to: PathBuf,
    /// File whose first line is the passphrase.
    #[arg(long, conflicts_with_all = ["recipient", "plain"])]
    passphrase_file: Option<PathBuf>,
    /// Public key (`age1…`) whose owner can open it; may be given several times.
    #[arg(long, conflicts_with = "plain")]
    recipient: Vec<String>,
    /// Do not encrypt it.
    #[arg(long)]
    plain: bool,
    /// Put the master key into it; otherwise keep the key elsewhere, or sealed contacts cannot be read after a loss.
    #[arg(long, conflicts_with = "plain")]
    with_keys: bool,
}

/// Missing files named at most.
const NAMED: usize = 20;

impl Backup {
    fn lock(&self) -> Result<Lock, StartError> {
        if self.plain {
            return Ok(Lock::Open);
        }
        if !self.recipient.is_empty() {
            let all = self.recipient.iter().map(|text| recipient(text)).collect::<Result<_, _>>()?;
            return Ok(Lock::Recipients(all));
        }
        let passphrase = passphrase(self.passphrase_file.as_deref())?;
        let none = "a backup is encrypted: give --passphrase-file FILE, the environment HOIAM_BACKUP_PASSPHRASE or \
             --recipient age1…, or say --plain";
        Ok(Lock::Passphrase(passphrase.ok_or(none)?))
    }
}

/// The passphrase out of a file, or of the environment.
pub(super) fn passphrase(file: Option<&Path>) -> Result<Option<SecretString>, StartError> {
    let Some(path) = file else { return Ok(config::backup_passphrase().map(SecretString::from)) };
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let first = text.lines().next().unwrap_or_default();
    if first.is_empty() {
        return Err(format!("{}: its first line is empty, and should be the passphrase", path.display()).into());
    }
    Ok(Some(SecretString::from(first)))
}

pub(super) async fn run(place: &Place, wanted: Backup) -> Result<ExitCode, StartError> {
    let (to, lock) = (&wanted.to, wanted.lock()?);
    let taken = taking::take(place, to, lock, wanted.with_keys, Stamp(SystemClock.now_ms())).await;
    let taken = taken.map_err(|error| {
        format!(
            "no backup was taken: {}; {} was not written, the data are as they were",
            with_causes(&error),
            to.display()
        )
    })?;
    let Taken { manifest, totals, size, missing, database_ms, writing_ms } = taken;
    let said = serde_json::json!({
        "backup": to.display().to_string(), "bytes": size, "entries": totals.entries, "bytes_inside": totals.bytes,
        "cases": manifest.cases, "ledger": manifest.ledger, "schema": manifest.schema, "keys": manifest.keys,
        "missing_files": manifest.missing_files, "database_ms": database_ms, "writing_ms": writing_ms,
    });
    print(&said.to_string())?;
    let ids = manifest.keys.ids.join(", ");
    if manifest.keys.included {
        eprintln!("The master key ({ids}) is in it: whoever opens this file reads every contact.");
    } else {
        eprintln!("The master key is not in it. Keep the key {ids} elsewhere: without it contacts cannot be read.");
    }
    if missing.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    let named = missing[..missing.len().min(NAMED)].join(", ");
    eprintln!(
        "hoiam: the backup is whole, but {} files were missing before: {named}; see `hoiam verify ledger`",
        missing.len()
    );
    Ok(ExitCode::FAILURE)
}

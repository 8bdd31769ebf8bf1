//! `hoiam restore`: puts a backup back step by step, each checked and timed, or leaves the place as empty as it was.

use super::backup::passphrase;
use super::verify::Report;
use super::{print, verify_ledger, with_causes};
use crate::backup::manifest::Manifest;
use crate::backup::restoring::{self, KeyState, Target};
use crate::backup::sealing::{Unlock, identities};
use crate::config::Place;
use crate::domain::erasing::Repeated;
use crate::domain::erasures::{self, Erasure};
use crate::outside::{Clock as _, SystemClock};
use crate::server::StartError;
use clap::Args;
use hoiam_shared::Stamp;
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

/// Puts a backup back. An encrypted one is opened with its passphrase (from a file or the environment:
/// HOIAM_BACKUP_PASSPHRASE) or with the identity that it was encrypted for.
#[derive(Debug, Args)]
pub struct Restore {
    /// The backup.
    from: PathBuf,
    /// Read and check all of it, and write nothing.
    #[arg(long)]
    check: bool,
    /// What was erased since, as `hoiam erasures` printed it where the backup was taken: it is erased again.
    #[arg(long, conflicts_with = "check")]
    erasures: Option<PathBuf>,
    /// Put back all that is in the backup; for when nothing was erased since it was taken.
    #[arg(long, conflicts_with_all = ["check", "erasures"])]
    without_erasures: bool,
    /// File whose first line is the passphrase.
    #[arg(long, conflicts_with = "identity")]
    passphrase_file: Option<PathBuf>,
    /// File of an age identity (`AGE-SECRET-KEY-1…`), as age-keygen writes it.
    #[arg(long)]
    identity: Option<PathBuf>,
}

impl Restore {
    fn unlock(&self) -> Result<Unlock, StartError> {
        if let Some(path) = &self.identity {
            let wrong = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
            let text = std::fs::read_to_string(path).map_err(|error| wrong(&error))?;
            return Ok(Unlock::Identities(identities(&text).map_err(|error| wrong(&error))?));
        }
        Ok(passphrase(self.passphrase_file.as_deref())?.map_or(Unlock::Nothing, Unlock::Passphrase))
    }

    /// What is to be erased again. Somebody who is in a hurry must not forget it.
    fn erased(&self) -> Result<Vec<Erasure>, StartError> {
        let Some(path) = &self.erasures else {
            let unsaid = "what was erased since the backup was taken must not come back: give --erasures FILE (`hoiam erasures` prints \
                 it where the files lie), or say --without-erasures";
            return if self.without_erasures { Ok(Vec::new()) } else { Err(unsaid.into()) };
        };
        let wrong = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let text = std::fs::read_to_string(path).map_err(|error| wrong(&error))?;
        Ok(erasures::read(&text).map_err(|error| wrong(&error))?)
    }
}

/// How long each step took; said as it ends.
#[derive(Default)]
struct Steps(Map<String, Value>);

impl Steps {
    fn done(&mut self, step: &str, began: Instant) {
        let ms = began.elapsed().as_millis() as u64;
        eprintln!("{step}: {ms} ms");
        self.0.insert(step.to_owned(), ms.into());
    }
}

pub(super) async fn run(place: &Place, wanted: Restore) -> Result<ExitCode, StartError> {
    let unlock = wanted.unlock()?;
    let from = &wanted.from;
    if wanted.check {
        let began = Instant::now();
        let (manifest, totals) = restoring::check(from, unlock).await?;
        let ms = began.elapsed().as_millis() as u64;
        let said = json!({ "good": true, "entries": totals.entries, "bytes_inside": totals.bytes, "manifest": manifest, "ms": ms });
        print(&said.to_string())?;
        return Ok(ExitCode::SUCCESS);
    }
    let erased = wanted.erased()?;
    let target = Target::empty(place).await.map_err(|error| format!("{}; nothing was touched", with_causes(&error)))?;
    match put_back(&target, from, unlock, &erased).await {
        Ok(restored) => {
            told(place, restored)?;
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            let (why, data) = (with_causes(error.as_ref()), place.data.display());
            Err(match target.clear().await {
                Ok(()) => format!("{why}; nothing was kept: {data} is as empty as before").into(),
                Err(left) => format!("{why}; and {data} could not be emptied again: {}", with_causes(&left)).into(),
            })
        }
    }
}

/// A backup that was put back.
struct Restored {
    manifest: Manifest,
    steps: Steps,
    keys: KeyState,
    again: Vec<Repeated>,
}

async fn put_back(target: &Target, from: &Path, unlock: Unlock, erased: &[Erasure]) -> Result<Restored, StartError> {
    let mut steps = Steps::default();
    let began = Instant::now();
    let (manifest, _) = target.receive(from, unlock).await?;
    steps.done("unpack", began);
    let began = Instant::now();
    let db = target.open().await?;
    steps.done("database", began);
    let began = Instant::now();
    let keys = target.keys()?;
    let state = target.try_keys(&db, keys.as_ref(), &manifest).await?;
    let mut report = Report::default();
    verify_ledger::follow(&db, keys.as_ref(), verify_ledger::Against::default(), &mut report).await?;
    if !report.good() {
        return Err(format!("the ledger does not hold: {}", report.json()).into());
    }
    target.compare(&db, &manifest).await?;
    steps.done("ledger", began);
    let began = Instant::now();
    let again = target.erase_again(&db, erased, Stamp(SystemClock.now_ms())).await?;
    steps.done("erasures", began);
    let began = Instant::now();
    target.settle(db, &manifest, state).await?;
    steps.done("settle", began);
    Ok(Restored { manifest, steps, keys: state, again })
}

fn told(place: &Place, restored: Restored) -> Result<(), StartError> {
    let Restored { manifest, steps, keys, again } = restored;
    let state = match keys {
        KeyState::Included => "included",
        KeyState::AtHand => "at_hand",
        KeyState::Missing => "missing",
    };
    let ids = &manifest.keys.ids;
    let again: Vec<Value> = again.iter().map(erased_again).collect();
    let said = json!({
        "restored": place.data.display().to_string(), "taken": manifest.taken, "cases": manifest.cases,
        "ledger": manifest.ledger, "missing_files": manifest.missing_files, "keys": state, "key_ids": ids, "ms": steps.0,
        "erased_again": again,
    });
    print(&said.to_string())?;
    if keys == KeyState::Missing {
        let path = place.key_file();
        eprintln!(
            "The key {} was not in the backup. Put it into {} (or HOIAM_KEY) before `hoiam serve`; signed heads were not checked \
             without it: run `hoiam verify ledger` then.",
            ids.join(", "),
            path.display()
        );
    }
    Ok(())
}

fn erased_again(repeated: &Repeated) -> Value {
    let Repeated { erasure, ended } = repeated;
    json!({ "code": erasure.code, "filed": erasure.filed, "erased": erasure.erased, "ended": ended })
}

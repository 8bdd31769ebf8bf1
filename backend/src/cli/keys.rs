//! `hoiam keys rotate`: adds a key and seals everything anew with it, while servers go on; says which keys are needed still.

use super::print;
use super::setup::open_db;
use crate::backup::taking;
use crate::config::Place;
use crate::domain::resealing::{self, Round};
use crate::outside::{Random, SystemRandom};
use crate::seals::Seals;
use crate::secrets::hex;
use crate::server::{SETTINGS_REST, StartError};
use crate::store::{Db, whole};
use clap::{Args, Subcommand};
use serde_json::json;
use std::io::Write;
use std::process::ExitCode;
use std::time::Duration;

/// The keys of this installation.
#[derive(Debug, Args)]
pub struct KeysCommand {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Add a key to the file of keys and seal everything with it; goes on where it was broken off. Where keys are given by
    /// HOIAM_KEY, add the new one there first (behind a comma) and restart every node.
    Rotate,
}

/// Servers know of a new key by then: they have looked, and had a second for it.
const KNOWN: Duration = SETTINGS_REST.saturating_add(Duration::from_secs(1));

pub(super) async fn run(place: &Place, wanted: &KeysCommand) -> Result<ExitCode, StartError> {
    match wanted.verb {
        Verb::Rotate => rotate(place).await,
    }
}

async fn rotate(place: &Place) -> Result<ExitCode, StartError> {
    let random = SystemRandom;
    // Two would forget each other's key; and a backup brings the keys that its database takes.
    let _turn = taking::turn(place)?;
    let mut keys = place.known_keys()?.ok_or("there is no key yet: `hoiam serve` makes one")?;
    let db = open_db(place).await?;
    let unfinished = resealing::any_left(&db, &Seals::of(&keys, None)).await.map_err(|error| format!("{error:?}"))?;
    let adds = place.key.is_none() && !unfinished;
    if adds {
        let mut key = [0u8; 32];
        random.fill(&mut key);
        keys.push(key);
        keep(place, &keys)?;
        // Until then a server may seal something with the old one.
        tokio::time::sleep(KNOWN).await;
    }
    let seals = Seals::of(&keys, None);
    let round = resealing::round(&db, &seals, &random).await.map_err(|error| format!("{error:?}"))?;
    told(&db, &seals, adds, &round).await?;
    db.close().await;
    Ok(if round.unopened == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Says what was done, and which keys are needed.
async fn told(db: &Db, seals: &Seals, added: bool, round: &Round) -> Result<(), StartError> {
    let needed = whole::key_ids(&mut db.read()).await?;
    let (names, newest) = (seals.names(), seals.newest());
    let stays = |name: &&String| **name == newest || needed.contains(name);
    // Codes, secrets and signatures come from the first, whatever seals.
    let may_go: Vec<&String> = names.iter().skip(1).filter(|name| !stays(name)).collect();
    let said = json!({
        "key": newest, "added": added, "resealed": round.done, "unopened": round.unopened, "missing": round.missing,
        "needed": needed, "may_go": may_go,
    });
    print(&said.to_string())?;
    if round.unopened > 0 {
        let missing: Vec<&str> = round.missing.iter().map(String::as_str).collect();
        eprintln!(
            "{} rows cannot be opened with the keys at hand; they are sealed with {}.",
            round.unopened,
            missing.join(", ")
        );
    }
    if !may_go.is_empty() {
        let lines: Vec<&str> = may_go.iter().map(|name| name.as_str()).collect();
        eprintln!(
            "Nothing is sealed with {} any more: take it out of the keys, and keep it as long as backups that name it.",
            lines.join(", ")
        );
    }
    Ok(())
}

/// Writes the file of keys anew: as a whole or not at all, and for its owner only.
fn keep(place: &Place, keys: &[[u8; 32]]) -> Result<(), StartError> {
    let path = place.key_file();
    let mut file = tempfile::NamedTempFile::new_in(&place.data)?;
    for key in keys {
        writeln!(file, "{}", hex(key))?;
    }
    file.as_file().sync_all()?;
    file.persist(&path)?;
    std::fs::File::open(&place.data)?.sync_all()?;
    Ok(())
}

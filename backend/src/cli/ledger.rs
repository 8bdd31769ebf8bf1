//! `hoiam head` and `hoiam check`: signing the end of the ledger, and checking a citizen's file without any server.

use super::print;
use super::setup::open_app;
use crate::config::Place;
use crate::ledger::{heads, proof};
use crate::server::StartError;
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

/// Checks a receipt.
#[derive(Debug, Args)]
pub struct Check {
    /// The file that the citizen kept.
    file: PathBuf,
    /// The key as it is published at /ledger.
    #[arg(long = "with-key", value_name = "KEY")]
    key: String,
    /// Published heads (ledger.txt) that must name the head of the file.
    #[arg(long)]
    heads: Option<PathBuf>,
}

/// Signs the end of the ledger and prints the head; what is new since the last one.
pub(super) async fn head(place: &Place) -> Result<ExitCode, StartError> {
    let app = open_app(place).await?;
    let signed = heads::sign_now(&app).await.map_err(|error| format!("{error:?}"))?;
    let said = match &signed {
        Some(head) => {
            serde_json::json!({ "signed": true, "from": head.from_seq, "to": head.to_seq, "note": head.note })
        }
        None => serde_json::json!({ "signed": false, "why": "nothing is new since the last head" }),
    };
    print(&said.to_string())?;
    app.db.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Prints what the file shows, or why it shows nothing.
pub(super) fn check(wanted: &Check) -> Result<ExitCode, StartError> {
    let read = |path: &PathBuf| std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()));
    let file = read(&wanted.file)?;
    let shown = match proof::check(&file, &wanted.key) {
        Ok(shown) => shown,
        Err(flaw) => {
            print(&serde_json::json!({ "good": false, "why": flaw.to_string() }).to_string())?;
            return Ok(ExitCode::FAILURE);
        }
    };
    let published = match (&wanted.heads, &shown.head) {
        (Some(path), Some(head)) => Some(read(path)?.lines().any(|line| line == format!("chain {}", head.chain))),
        _ => None,
    };
    let good = published != Some(false);
    let said = serde_json::json!({
        "good": good,
        "code": shown.statement.code,
        "received": shown.statement.received,
        "due": shown.statement.due,
        "words_sha256": shown.statement.words,
        "in_ledger_up_to": shown.head.as_ref().map(|head| head.to),
        "published": published,
    });
    print(&said.to_string())?;
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

//! The list of what was erased: it lies beside the files, so that it is still there when a database is lost, and whoever puts an
//! older backup back erases the same again ([`super::erasing::again`]). It says which case and when, and nothing of a person.

use super::app::App;
use super::error::Result;
use crate::outside::files::{Bytes, Files, FilesError};
use crate::store::cases::StoredCase;
use crate::store::{erasing as rows, tails};
use hoiam_shared::Stamp;
use serde::{Deserialize, Serialize};
use std::pin::pin;
use tokio_stream::StreamExt;

/// Where the list lies in the storage of files: an object without content for each erasure, whose name says all.
const FOLDER: &str = "erased";
/// How far the ledger has been read for it.
const CHECKPOINT: &str = "erasures";
/// Erasures noted between two commits.
const BATCH: i64 = 500;

/// That the personal data of a case were erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erasure {
    /// Its tracking code.
    pub code: String,
    /// When it was filed: after a restoration another case may be given the code of one that was lost.
    pub filed: Stamp,
    /// When they were erased.
    pub erased: Stamp,
}

impl Erasure {
    /// Whether this is the case that is meant.
    pub fn is_of(&self, case: &StoredCase) -> bool {
        case.code == self.code && case.case.received_ms == self.filed.ms()
    }

    fn name(&self) -> String {
        format!("{FOLDER}/{}.{}.{}", self.code, self.filed.ms(), self.erased.ms())
    }

    fn named(name: &str) -> Option<Self> {
        let mut parts = name.strip_prefix(FOLDER)?.strip_prefix('/')?.split('.');
        let (code, filed, erased) = (parts.next()?, parts.next()?, parts.next()?);
        let stamp = |text: &str| text.parse().ok().map(Stamp);
        Some(Self { code: code.to_owned(), filed: stamp(filed)?, erased: stamp(erased)? })
            .filter(|_| parts.next().is_none())
    }
}

/// Puts what was erased since the last time into the list; returns how many cases. Broken off it goes on from there, and what is
/// put twice is there once, by whichever node.
pub async fn note(app: &App) -> Result<usize> {
    let mut noted = 0;
    loop {
        let after = tails::checkpoint(&mut app.db.read(), CHECKPOINT).await?;
        let page = rows::erased_after(&mut app.db.read(), after, BATCH).await?;
        let Some(last) = page.last().map(|row| row.seq) else { return Ok(noted) };
        noted += page.len();
        for row in page {
            put(&app.evidence.files, &Erasure { code: row.code, filed: Stamp(row.filed_ms), erased: Stamp(row.at_ms) })
                .await?;
        }
        let mut tx = app.db.begin().await?;
        tails::set_checkpoint(&mut tx, CHECKPOINT, last).await?;
        tx.commit().await?;
    }
}

/// Puts an erasure into the list.
pub async fn put(files: &Files, erasure: &Erasure) -> std::result::Result<(), FilesError> {
    files.put(&erasure.name(), Bytes::new()).await
}

/// All that a storage of files knows of, the oldest first.
pub async fn all(files: &Files) -> std::result::Result<Vec<Erasure>, FilesError> {
    let mut names = pin!(files.names_below(FOLDER));
    let mut found = Vec::new();
    while let Some(name) = names.next().await {
        found.extend(Erasure::named(&name?));
    }
    found.sort_by(|a, b| (a.erased, &a.code).cmp(&(b.erased, &b.code)));
    Ok(found)
}

/// Reads a list that was printed, a line of JSON for each; what is wrong with which line otherwise.
pub fn read(text: &str) -> std::result::Result<Vec<Erasure>, String> {
    let lines = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    lines.map(|(line, n)| serde_json::from_str(line).map_err(|error| format!("line {n}: {error}"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_erasure_is_read_from_its_name_and_from_its_line() {
        let erasure =
            Erasure { code: "HA-7K3M-92QX".into(), filed: Stamp(1_794_794_400_123), erased: Stamp(1_794_880_800_007) };
        assert_eq!(Erasure::named(&erasure.name()), Some(erasure.clone()));
        let line = serde_json::to_string(&erasure).unwrap();
        assert_eq!(read(&format!("{line}\n\n{line}\n")), Ok(vec![erasure.clone(), erasure]));
        assert!(read(&format!("{line}\n{{}}")).unwrap_err().starts_with("line 2: "));
        for name in ["erased/HA-1.5", "erased/HA-1.5.x", "erased/HA-1.5.6.7", "files/HA-1.5.6"] {
            assert_eq!(Erasure::named(name), None, "{name}");
        }
    }
}

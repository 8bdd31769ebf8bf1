//! Signed heads: once a day, and whenever somebody asks, the end of the ledger is signed and published. A head names the
//! hash of its last event, which covers everything before it, the root of a tree over the events since the head before,
//! and that head. Whoever keeps a copy can show later that nothing was taken out or changed.

use super::merkle;
use super::note;
use super::sequencer;
use crate::domain::App;
use crate::domain::error::{AppError, Result};
use crate::secrets::{Keys, hex, sha256_hex};
use crate::store::heads::{self as rows, HeadRow};
use crate::store::{StoreError, events};
use hoiam_shared::Stamp;

/// The first line of what is signed.
pub(super) const KIND: &str = "hoiam.head@v1";
/// Events that one head covers at most: what has to be read for showing that one event is among them.
pub const MOST: i64 = 50_000;
/// A head is signed at the latest after so long.
const DAY_MS: i64 = 86_400_000;

/// What a head says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The first event it covers.
    pub from: i64,
    /// The last one.
    pub to: i64,
    /// When it was signed.
    pub at: Stamp,
    /// The hash of the last event.
    pub chain: String,
    /// The root over the hashes of the events covered.
    pub root: String,
    /// SHA-256 of the note of the head before; `-` for the first.
    pub previous: String,
}

impl Head {
    /// As it is signed, in the name of an installation.
    pub fn text(&self, origin: &str) -> String {
        let Self { from, to, at, chain, root, previous } = self;
        let at = at.to_rfc3339();
        format!("{KIND}\n{origin}\nevents {from} {to}\ntime {at}\nchain {chain}\nroot {root}\nprevious {previous}\n")
    }

    /// Reads what was signed.
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        if lines.next()? != KIND {
            return None;
        }
        lines.next()?;
        let mut field = |name: &str| lines.next()?.strip_prefix(name)?.strip_prefix(' ').map(str::to_owned);
        let (from, to) = field("events")?.split_once(' ').map(|(from, to)| (from.parse().ok(), to.parse().ok()))?;
        Some(Self {
            from: from?,
            to: to?,
            at: Stamp::parse(&field("time")?)?,
            chain: field("chain")?,
            root: field("root")?,
            previous: field("previous")?,
        })
    }

    /// How many events it covers.
    pub fn count(&self) -> usize {
        usize::try_from(self.to - self.from + 1).unwrap_or_default()
    }
}

/// Hashes of events as leaves of the tree; `None` when one is no hash.
pub(super) fn leaves(hashes: &[String]) -> Option<Vec<merkle::Hash>> {
    hashes.iter().map(|hash| merkle::from_hex(hash)).collect()
}

/// The root over some hashes of events, hex; `None` when there are none or one is no hash.
pub fn root_of(hashes: &[String]) -> Option<String> {
    merkle::root(&leaves(hashes)?).map(|root| hex(&root))
}

/// The key that heads and receipts are checked with, as it is published.
pub fn key(keys: &Keys) -> String {
    note::key_text(&keys.signer(), keys.public_key())
}

/// What a head says, if this installation signed it.
pub fn believed(keys: &Keys, note: &str) -> std::result::Result<Head, String> {
    let text = note::open(note, &key(keys)).map_err(|error| error.to_string())?;
    Head::parse(text).ok_or_else(|| "it cannot be read".to_owned())
}

/// A text signed in the name of this installation.
pub fn sign(app: &App, text: &str) -> String {
    note::signed(text, &app.keys.signer(), app.keys.public_key(), |text| app.keys.sign(text))
}

/// Signs the end of the ledger with all that is committed by now, in several steps when that is much; returns the last
/// head signed now, `None` when nothing is new.
pub async fn sign_now(app: &App) -> Result<Option<HeadRow>> {
    while sequencer::number_batch(&app.db, &app.numbered).await? == sequencer::BATCH {}
    let mut signed = None;
    while let Some(head) = sign_next(app).await? {
        signed = Some(head);
    }
    Ok(signed)
}

/// The same if a day has passed or much has come in since the last one.
pub async fn sign_when_due(app: &App) -> Result<Option<HeadRow>> {
    let mut read = app.db.read();
    let last = rows::last(&mut read).await?;
    let (end, _) = events::head(&mut read).await?;
    let (to, at_ms) = last.map_or((0, 0), |last| (last.to_seq, last.at_ms));
    let due = end > to && (app.now_ms() - at_ms >= DAY_MS || end - to >= MOST);
    if due { sign_now(app).await } else { Ok(None) }
}

async fn sign_next(app: &App) -> Result<Option<HeadRow>> {
    let mut read = app.db.read();
    let last = rows::last(&mut read).await?;
    let (end, _) = events::head(&mut read).await?;
    let from = last.as_ref().map_or(1, |last| last.to_seq + 1);
    if end < from {
        return Ok(None);
    }
    let to = end.min(from + MOST - 1);
    let hashes = events::hashes(&mut read, from, to).await?;
    let broken = || StoreError::Inconsistent { table: "events", what: format!("positions {from} to {to}") };
    let head = Head {
        from,
        to,
        at: Stamp(app.now_ms()),
        chain: hashes.last().cloned().ok_or_else(broken)?,
        root: root_of(&hashes).ok_or_else(broken)?,
        previous: last.map_or_else(|| "-".to_owned(), |last| sha256_hex(&last.note)),
    };
    // A head over fewer events than it says would be believed for ever.
    if hashes.len() != head.count() {
        return Err(AppError::from(broken()));
    }
    let row = HeadRow { to_seq: to, from_seq: from, at_ms: head.at.0, note: sign(app, &head.text(&app.keys.signer())) };
    let mut tx = app.db.begin().await?;
    let stored = rows::insert(&mut tx, &row).await?;
    tx.commit().await?;
    // Another node was faster: its head counts.
    Ok(stored.then_some(row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_as_it_was_written() {
        let head = Head {
            from: 11,
            to: 20,
            at: Stamp(1_795_316_400_000),
            chain: "aa".repeat(32),
            root: "bb".repeat(32),
            previous: "-".into(),
        };
        assert_eq!(Head::parse(&head.text("hoiam.example")).as_ref(), Some(&head));
        assert_eq!(head.count(), 10);
        assert_eq!(Head::parse(&head.text("hoiam.example").replace("root", "toor")), None);
        assert_eq!(Head::parse("hoiam.receipt@v1\n"), None);
    }
}

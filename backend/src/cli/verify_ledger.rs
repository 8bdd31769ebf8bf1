//! The chain of hashes and the heads that were signed over it: what was changed, taken out or put elsewhere, by name.

use super::verify::Report;
use crate::ledger::chain;
use crate::ledger::heads::{self, Head};
use crate::secrets::{Keys, sha256_hex};
use crate::server::StartError;
use crate::store::heads::{self as rows, HeadRow};
use crate::store::{Db, events};
use hoiam_shared::Stamp;
use std::path::Path;

/// What the ledger is held against, beyond itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Against<'a> {
    /// Only what came in since: a position, or a day.
    pub since: Option<&'a str>,
    /// Heads that somebody kept.
    pub heads: Option<&'a Path>,
}

/// The position before the first one to look at.
async fn begin(db: &Db, since: Option<&str>) -> Result<i64, StartError> {
    let Some(since) = since else { return Ok(0) };
    if let Ok(seq) = since.parse::<i64>() {
        return Ok(seq.max(1) - 1);
    }
    let day = Stamp::parse(&format!("{since}T00:00:00Z"));
    let day = day.ok_or_else(|| format!("`{since}` is neither a position nor a day (YYYY-MM-DD)"))?;
    let first = events::first_since(&mut db.read(), day.0).await?;
    Ok(match first {
        Some(first) => first - 1,
        None => events::head(&mut db.read()).await?.0,
    })
}

/// A head that the events are to lead to.
struct Expected {
    head: Head,
    /// Who says so.
    by: &'static str,
}

/// The heads behind a position, in order: those stored here and those that somebody kept.
async fn expected(
    db: &Db,
    keys: &Keys,
    after: i64,
    kept: Option<&Path>,
    report: &mut Report,
) -> Result<Vec<Expected>, StartError> {
    let mut all = Vec::new();
    let stored = rows::after(&mut db.read(), after).await?;
    let mut before: Option<&HeadRow> = None;
    for row in &stored {
        let place = format!("the signed head that ends at {}", row.to_seq);
        match heads::believed(keys, &row.note) {
            Ok(head) => {
                let chained = before
                    .is_none_or(|before| sha256_hex(&before.note) == head.previous && before.to_seq + 1 == head.from);
                if !chained {
                    report.differs(|| format!("{place} does not follow the one before it"));
                }
                all.push(Expected { head, by: "a head that was published" });
            }
            Err(why) => report.differs(|| format!("{place}: {why}")),
        }
        before = Some(row);
    }
    if let Some(path) = kept {
        let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        for (note, n) in notes(&text).into_iter().zip(1..) {
            match heads::believed(keys, &note) {
                Ok(head) if head.to > after => all.push(Expected { head, by: "a head that was kept" }),
                Ok(_) => {}
                Err(_) => report.differs(|| format!("head {n} of {} is not signed with our key", path.display())),
            }
        }
    }
    all.sort_by_key(|expected| expected.head.to);
    Ok(all)
}

/// The notes of a file: each ends with its signature.
fn notes(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut note = String::new();
    for line in text.lines() {
        if note.is_empty() && line.is_empty() {
            continue;
        }
        note.push_str(line);
        note.push('\n');
        if line.starts_with("\u{2014} ") {
            all.push(std::mem::take(&mut note));
        }
    }
    all
}

/// Follows the chain to its end. Without the keys, signed heads cannot be believed and are left aside.
pub(super) async fn follow(
    db: &Db,
    keys: Option<&Keys>,
    against: Against<'_>,
    report: &mut Report,
) -> Result<(), StartError> {
    let after = begin(db, against.since).await?;
    let heads = match keys {
        Some(keys) => expected(db, keys, after, against.heads, report).await?,
        None => Vec::new(),
    };
    let mut heads = heads.into_iter().peekable();
    let mut seq = after;
    let mut hash = match after {
        0 => String::new(),
        after => events::hashes(&mut db.read(), after, after).await?.pop().unwrap_or_default(),
    };
    loop {
        let page = events::after(&mut db.read(), seq, 5_000).await?;
        if page.is_empty() {
            break;
        }
        for event in &page {
            report.checked += 1;
            let found = event.seq.unwrap_or_default();
            if found != seq + 1 {
                report.differs(|| format!("positions {} to {} are missing", seq + 1, found - 1));
            }
            seq = found;
            let expected = chain::link(&hash, seq, event);
            let stored = event.hash.clone().unwrap_or_default();
            if stored != expected {
                report
                    .differs(|| format!("event {seq} (case {}, version {}) was changed", event.case_id, event.version));
            }
            hash = stored;
            while let Some(Expected { head, by }) = heads.next_if(|expected| expected.head.to <= seq) {
                let covered = events::hashes(&mut db.read(), head.from, head.to).await?;
                let same = head.to == seq && head.chain == hash && heads::root_of(&covered) == Some(head.root);
                if !same {
                    report.differs(|| format!("events {} to {seq} are not those of {by}", head.from));
                }
            }
        }
    }
    for Expected { head, by } in heads {
        report.differs(|| format!("the ledger ends at {seq}, {by} says {}", head.to));
    }
    let (end, sealed) = events::head(&mut db.read()).await?;
    if (end, &sealed) != (seq, &hash) {
        report.differs(|| format!("the ledger ends at {seq}, its head says {end}"));
    }
    Ok(())
}

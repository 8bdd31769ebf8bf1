//! What shows that nothing was taken out: the published heads of the ledger, and for the citizen a signed receipt with
//! the way from the filing up to a head.

use super::app::App;
use super::error::{AppError, Result};
use super::following;
use super::intake;
use super::people::Viewer;
use crate::ledger::heads::{self, Head};
use crate::ledger::{note, proof};
use crate::store::heads::{self as rows, HeadRow};
use crate::store::{StoreError, events};
use hoiam_shared::Stamp;
use hoiam_shared::case::Code;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::ledger::{HeadView, LedgerView};

/// Heads that are shown.
const SHOWN: i64 = 60;

/// The key and the last heads, newest first.
pub async fn ledger(app: &App) -> Result<LedgerView> {
    let heads = rows::newest(&mut app.db.read(), SHOWN).await?;
    Ok(LedgerView { key: heads::key(&app.keys), heads: heads.iter().map(view).collect::<Result<_>>()? })
}

/// All heads as they were signed, oldest first: the file that somebody keeps to compare it later.
pub async fn all_heads(app: &App) -> Result<String> {
    let heads = rows::after(&mut app.db.read(), 0).await?;
    Ok(heads.iter().map(|head| head.note.as_str()).collect::<Vec<_>>().join("\n"))
}

/// Signs the end of the ledger now; the last head there is when nothing is new.
pub async fn sign(app: &App, viewer: &Viewer) -> Result<HeadView> {
    // It concerns no case and no branch.
    if !viewer.grants.iter().any(|grant| grant.role.signs_ledger()) {
        return Err(ErrorCode::Denied.into());
    }
    let signed = match heads::sign_now(app).await? {
        Some(head) => Some(head),
        None => rows::last(&mut app.db.read()).await?,
    };
    view(&signed.ok_or(AppError::Code(ErrorCode::NotFound))?)
}

fn view(row: &HeadRow) -> Result<HeadView> {
    let head = read(row)?;
    Ok(HeadView { from: head.from, to: head.to, at: head.at, chain: head.chain, note: row.note.clone() })
}

fn read(row: &HeadRow) -> Result<Head> {
    // Whether the signature is right is for those who check; here it is only read.
    let head = note::parts(&row.note).and_then(|(text, _)| Head::parse(text));
    let broken =
        || StoreError::Inconsistent { table: "signed_heads", what: format!("the head that ends at {}", row.to_seq) };
    Ok(head.ok_or_else(broken)?)
}

/// The signed part of a receipt, for whoever has the secret. As soon as a head covers the filing, with the way to it.
pub async fn receipt(app: &App, code: &Code, secret: &str) -> Result<String> {
    let stored = following::opened(app, code, secret).await?;
    let mut read_only = app.db.read();
    let history = events::of_case(&mut read_only, stored.id).await?;
    let filed = intake::as_filed(app, stored.clone(), &history)?;
    let settings = app.settings();
    let agency = filed.case.agency.and_then(|id| settings.agency(id)).map_or("-", |agency| agency.code.as_str());
    let first = events::stored(&mut read_only, stored.id, 1).await?;
    let first = first.ok_or_else(|| AppError::defect(format!("case {} has no events", stored.id)))?;
    let statement = proof::Statement {
        code: stored.code.clone(),
        received: Stamp(first.at_ms).to_rfc3339(),
        kind: filed.case.kind.code().to_owned(),
        agency: agency.to_owned(),
        due: filed.due_ms.map_or_else(|| "-".to_owned(), |ms| Stamp(ms).to_rfc3339()),
        words: first.words_sha256.clone(),
    };
    let mut parts = vec![heads::sign(app, &statement.text(&app.keys.signer()))];
    if let Some(seq) = first.seq
        && let Some(row) = rows::covering(&mut read_only, seq).await?
    {
        let head = read(&row)?;
        let hashes = events::hashes(&mut read_only, (head.from - 1).max(1), head.to).await?;
        let before = usize::from(head.from > 1);
        let covered = hashes.get(before..).unwrap_or_default();
        let at = usize::try_from(seq - head.from).unwrap_or_default() + before;
        let previous = at.checked_sub(1).and_then(|at| hashes.get(at)).map_or("", String::as_str);
        parts.extend(proof::proof_text(&first, previous, &head, covered));
        parts.push(row.note);
    }
    Ok(proof::file(&parts))
}

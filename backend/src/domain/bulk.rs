//! The same act on many cases: each is looked at first, nothing stored; then it is done one by one, each case in a transaction
//! of its own with what became of it, so that a stop loses nothing and does nothing twice; and for ten minutes all of it
//! can be taken back. Rights, states and versions are asked of each case as for a single act.

use super::app::App;
use super::error::{AppError, Result};
use super::handling;
use super::notices::staff;
use super::people::Viewer;
use super::queue;
use super::settings::Settings;
use super::telling;
use super::undoing::{self, UNDO_MS};
use crate::store::Tx;
use crate::store::bulk::{self, ItemRow, JobRow};
use hoiam_shared::case::{Action, Actor, CaseState, Code, Event, What};
use hoiam_shared::error::{ErrorCode, FieldError};
use hoiam_shared::ids::UserId;
use hoiam_shared::limits;
use hoiam_shared::wire::bulk::{BulkCase, BulkCases, BulkCounts, BulkInput, BulkReason, BulkView};
use hoiam_shared::wire::case::ActionInput;
use hoiam_shared::{Lang, Stamp};
use std::collections::HashSet;

/// Cases in one go; then others have their turn.
const BATCH: i64 = 40;
/// Cases of a page.
const PAGE: i64 = 100;
/// Jobs are kept so long.
const KEPT_MS: i64 = 30 * 86_400_000;

/// What can be done to many at once.
pub const fn bulk(action: Action) -> bool {
    matches!(
        action,
        Action::Assign | Action::Transfer | Action::Accept | Action::Note | Action::Close | Action::Acknowledge
    )
}

/// Makes a job; nothing happens to any case.
pub async fn begin(app: &App, viewer: &Viewer, input: &BulkInput, lang: Lang) -> Result<BulkView> {
    if !bulk(input.action) {
        return Err(AppError::field("action", FieldError::NotSupported));
    }
    if !input.input.attachments.is_empty() {
        return Err(AppError::field("attachments", FieldError::NotSupported));
    }
    let (field, codes) = match &input.query {
        // One too many is enough to know that they are too many.
        Some(query) => ("query", queue::codes(app, viewer, query, limits::BULK_CASES + 1, lang).await?),
        None => ("codes", named(&input.codes)),
    };
    if codes.is_empty() {
        return Err(AppError::field(field, FieldError::Required));
    }
    if codes.len() > limits::BULK_CASES || (input.query.is_some() && !input.codes.is_empty()) {
        return Err(AppError::field(field, FieldError::OutOfRange));
    }
    let job = JobRow {
        id: 0,
        user_id: viewer.id.0,
        action: input.action.code().to_owned(),
        input: serde_json::to_string(&input.input).map_err(|error| AppError::Internal(error.into()))?,
        state: "looking".to_owned(),
        created_ms: app.now_ms(),
        done_ms: None,
    };
    let mut tx = app.db.begin().await?;
    bulk::forget(&mut tx, app.now_ms() - KEPT_MS).await?;
    let id = bulk::insert(&mut tx, &job, &codes).await?;
    tx.commit().await?;
    view(app, viewer, id, lang).await
}

/// Codes as they were sent, each once.
fn named(codes: &[String]) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut codes: Vec<String> = codes.iter().map(|code| code.trim().to_uppercase()).collect();
    codes.retain(|code| !code.is_empty() && seen.insert(code.clone()));
    codes
}

async fn own(app: &App, viewer: &Viewer, id: i64) -> Result<JobRow> {
    bulk::job(&mut app.db.read(), id, viewer.id.0).await?.ok_or(AppError::Code(ErrorCode::NotFound))
}

/// Moves a job of the person's on.
async fn go(app: &App, viewer: &Viewer, id: i64, steps: &[(&str, &str)], lang: Lang) -> Result<BulkView> {
    let job = own(app, viewer, id).await?;
    let next = steps.iter().find(|(from, _)| *from == job.state);
    let (from, to) = next.ok_or(AppError::Code(ErrorCode::NotAllowedNow))?;
    if *to == "undoing" && job.done_ms.is_none_or(|done| app.now_ms() > done + UNDO_MS) {
        return Err(ErrorCode::NotAllowedNow.into());
    }
    // What was stopped halfway can be taken back from then on.
    let done_ms = (*from == "running").then(|| app.now_ms());
    let mut tx = app.db.begin().await?;
    if !bulk::advance(&mut tx, id, from, to, done_ms).await? {
        return Err(ErrorCode::Stale.into());
    }
    tx.commit().await?;
    view(app, viewer, id, lang).await
}

/// Does what was looked at.
pub async fn start(app: &App, viewer: &Viewer, id: i64, lang: Lang) -> Result<BulkView> {
    go(app, viewer, id, &[("ready", "running")], lang).await
}

/// Takes back what was done.
pub async fn undo(app: &App, viewer: &Viewer, id: i64, lang: Lang) -> Result<BulkView> {
    go(app, viewer, id, &[("done", "undoing"), ("stopped", "undoing")], lang).await
}

/// Goes no further. What was done stays, and can be taken back.
pub async fn stop(app: &App, viewer: &Viewer, id: i64, lang: Lang) -> Result<BulkView> {
    go(app, viewer, id, &[("looking", "stopped"), ("ready", "stopped"), ("running", "stopped")], lang).await
}

/// How a job stands.
pub async fn view(app: &App, viewer: &Viewer, id: i64, lang: Lang) -> Result<BulkView> {
    let job = own(app, viewer, id).await?;
    let mut read = app.db.read();
    let counted = bulk::counts(&mut read, id).await?;
    let small = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    let of = |state: &str| counted.iter().find(|(code, _)| code == state).map_or(0, |(_, n)| small(*n));
    let counts = BulkCounts {
        total: small(counted.iter().map(|(_, n)| n).sum()),
        new: of("new"),
        can: of("can"),
        cannot: of("cannot"),
        done: of("done"),
        failed: of("failed"),
        undone: of("undone"),
        kept: of("kept"),
    };
    let reasons = bulk::reasons(&mut read, id).await?;
    let reason = |(why, n): &(String, i64)| BulkReason { text: in_words(why, lang), count: small(*n) };
    let until = job.done_ms.map(|done| done + UNDO_MS).filter(|until| *until >= app.now_ms() && counts.done > 0);
    Ok(BulkView {
        id,
        action: action_of(&job)?,
        undo_until: until.filter(|_| matches!(job.state.as_str(), "done" | "stopped")).map(Stamp),
        state: job.state,
        refused: reasons.iter().map(reason).collect(),
        counts,
    })
}

/// What happens to each case of a job.
pub async fn cases(app: &App, viewer: &Viewer, id: i64, after: i64, lang: Lang) -> Result<BulkCases> {
    own(app, viewer, id).await?;
    let settings = app.settings();
    let mut rows = bulk::items_after(&mut app.db.read(), id, after, PAGE + 1).await?;
    let more = rows.len() > usize::try_from(PAGE).unwrap_or(0);
    rows.truncate(usize::try_from(PAGE).unwrap_or(0));
    let next = rows.last().map(|row| row.place).filter(|_| more);
    let case = |row: ItemRow| BulkCase {
        text: told(&settings, viewer, &row, lang),
        before: CaseState::from_code(&row.before),
        after: CaseState::from_code(&row.after),
        why: (!row.why.is_empty()).then(|| in_words(&row.why, lang)),
        code: row.code,
        state: row.state,
    };
    Ok(BulkCases { cases: rows.into_iter().map(case).collect(), next })
}

fn told(settings: &Settings, viewer: &Viewer, row: &ItemRow, lang: Lang) -> String {
    let Ok(what) = serde_json::from_str::<What>(&row.what) else { return String::new() };
    let holder = viewer.grants.first().map(|grant| grant.agency);
    let event = Event { version: 0, at_ms: 0, actor: Actor::Staff(viewer.id), words_sha256: String::new(), what };
    match &event.what {
        // Who took it up is who holds it, which differs from case to case: the states say it.
        What::Accepted {} => String::new(),
        _ => telling::event(settings, &event, holder, lang, |_| String::new()),
    }
}

fn action_of(job: &JobRow) -> Result<Action> {
    Action::from_code(&job.action).ok_or_else(|| AppError::defect(format!("action of job {}", job.id)))
}

/// Why something was refused, to be stored: `not_allowed_now`, `invalid:agency:required`.
fn reason(error: &AppError) -> String {
    match error {
        AppError::Invalid(faults) => match faults.first() {
            Some(fault) => format!("invalid:{}:{}", fault.field, fault.error.code()),
            None => "invalid".to_owned(),
        },
        other => other.code().code().to_owned(),
    }
}

fn in_words(why: &str, lang: Lang) -> String {
    let mut parts = why.split(':');
    let code = parts.next().and_then(ErrorCode::from_code);
    let fault = parts.nth(1).and_then(FieldError::from_code);
    match (code, fault) {
        (Some(ErrorCode::Invalid), Some(fault)) => fault.text(lang).replace("{limit}", ""),
        (Some(code), _) => code.title(lang).to_owned(),
        (None, _) => why.to_owned(),
    }
}

/// A refusal that is of the case or of the person, to be told; anything else stops the job, and it is tried again.
fn refusal(error: AppError) -> Result<String> {
    match error {
        AppError::Unavailable(_) | AppError::Internal(_) | AppError::RateLimited(_) | AppError::Busy(_) => Err(error),
        other => Ok(reason(&other)),
    }
}

/// Does a part of the oldest job in which there is something to do; `true` while there may be more.
pub async fn work(app: &App) -> Result<bool> {
    let Some(job) = bulk::next(&mut app.db.read()).await? else { return Ok(false) };
    let viewer = staff::reader(&mut app.db.read(), UserId(job.user_id)).await?;
    let (from, over) = match job.state.as_str() {
        "looking" => ("new", "ready"),
        "running" => ("can", "done"),
        _ => ("done", "undone"),
    };
    let items = bulk::items_in(&mut app.db.read(), job.id, from, BATCH).await?;
    if items.is_empty() {
        let done_ms = (job.state == "running").then(|| app.now_ms());
        let mut tx = app.db.begin().await?;
        bulk::advance(&mut tx, job.id, &job.state, over, done_ms).await?;
        tx.commit().await?;
        return Ok(true);
    }
    for item in items {
        match job.state.as_str() {
            "looking" => look(app, viewer.as_ref(), &job, item).await?,
            "running" => act(app, viewer.as_ref(), &job, item).await?,
            _ => take_back(app, viewer.as_ref(), item).await?,
        }
    }
    app.written.ring();
    Ok(true)
}

/// Does it to a case within a transaction: which event it led to.
async fn attempt(app: &App, tx: &mut Tx, viewer: Option<&Viewer>, job: &JobRow, item: &mut ItemRow) -> Result<()> {
    let viewer = viewer.ok_or(AppError::Code(ErrorCode::Denied))?;
    let settings = app.settings();
    let code = Code::parse(&item.code).ok_or(AppError::Code(ErrorCode::NotFound))?;
    let input: ActionInput = serde_json::from_str(&job.input).map_err(|error| AppError::Internal(error.into()))?;
    let seen = (item.version > 0).then(|| u32::try_from(item.version).unwrap_or_default());
    let (before, moved) = handling::act_in(
        app,
        tx,
        &settings,
        viewer,
        &code,
        (action_of(job)?, &input),
        seen,
        handling::Brought::default(),
    )
    .await?;
    let made = moved.events.iter().find(|event| event.actor == Actor::Staff(viewer.id));
    item.version = i64::from(before.case.version);
    item.before = before.case.state.code().to_owned();
    item.after = moved.case.case.state.code().to_owned();
    if let Some(made) = made {
        item.made = i64::from(made.version);
        item.what = serde_json::to_string(&made.what).map_err(|error| AppError::Internal(error.into()))?;
    }
    Ok(())
}

/// What it would do: done within a transaction that is never committed.
async fn look(app: &App, viewer: Option<&Viewer>, job: &JobRow, mut item: ItemRow) -> Result<()> {
    let mut trial = app.db.begin().await?;
    let came = attempt(app, &mut trial, viewer, job, &mut item).await;
    drop(trial);
    match came {
        Ok(()) => "can".clone_into(&mut item.state),
        Err(error) => {
            item.why = refusal(error)?;
            "cannot".clone_into(&mut item.state);
        }
    }
    item.made = 0;
    let mut tx = app.db.begin().await?;
    bulk::settle(&mut tx, &item, "new").await?;
    Ok(tx.commit().await?)
}

/// Does it, with what became of it in one transaction.
async fn act(app: &App, viewer: Option<&Viewer>, job: &JobRow, item: ItemRow) -> Result<()> {
    let mut tx = app.db.begin().await?;
    let mut done = item.clone();
    let came = attempt(app, &mut tx, viewer, job, &mut done).await;
    let tx = match came {
        Ok(()) => {
            "done".clone_into(&mut done.state);
            tx
        }
        Err(error) => {
            drop(tx);
            done = item;
            done.why = refusal(error)?;
            "failed".clone_into(&mut done.state);
            app.db.begin().await?
        }
    };
    settle(tx, &done, "can").await
}

async fn take_back(app: &App, viewer: Option<&Viewer>, item: ItemRow) -> Result<()> {
    let settings = app.settings();
    let of = u32::try_from(item.made).unwrap_or_default();
    let mut tx = app.db.begin().await?;
    let came = match viewer {
        Some(viewer) => undoing::undo_in(app, &mut tx, &settings, viewer, &item.code, of).await,
        None => Err(ErrorCode::Denied.into()),
    };
    let mut after = item;
    let tx = match came {
        Ok(()) => {
            "undone".clone_into(&mut after.state);
            tx
        }
        Err(error) => {
            drop(tx);
            after.why = refusal(error)?;
            "kept".clone_into(&mut after.state);
            app.db.begin().await?
        }
    };
    settle(tx, &after, "done").await
}

/// Commits only if nobody else has settled the case of the job meanwhile.
async fn settle(mut tx: Tx, item: &ItemRow, from: &str) -> Result<()> {
    if bulk::settle(&mut tx, item, from).await? {
        tx.commit().await?;
    }
    Ok(())
}

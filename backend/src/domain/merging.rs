//! Merging many cases into one at once, and saying that cases are different matters. All or nothing: a case that
//! changed since it was seen stops the whole.

use super::app::App;
use super::error::{AppError, Result};
use super::handling;
use super::moving::{self, Step, Written};
use super::people::Viewer;
use crate::store::{cases, duplicates, events};
use hoiam_shared::case::{Action, Actor, Code, What};
use hoiam_shared::check::{self, Fault};
use hoiam_shared::error::{ErrorCode, FieldError};
use hoiam_shared::ids::CaseId;
use hoiam_shared::limits;
use hoiam_shared::wire::search::{ApartInput, CaseMergeInput};

/// Lets the cases follow one.
pub async fn merge(app: &App, viewer: &Viewer, input: &CaseMergeInput) -> Result<()> {
    let mut faults: Vec<Fault> = Vec::new();
    check::text("body", &input.body, 0, limits::REASON_CHARS, &mut faults);
    if !faults.is_empty() {
        return Err(AppError::Invalid(faults));
    }
    if !(1..=limits::MERGED_AT_ONCE).contains(&input.cases.len()) {
        return Err(AppError::field("cases", FieldError::OutOfRange));
    }
    let settings = app.settings();
    let mut tx = app.db.begin().await?;
    let ranges = viewer.ranges(&settings);
    let mut found: Vec<(CaseId, u32)> = Vec::with_capacity(input.cases.len());
    for seen in &input.cases {
        let code = Code::parse(&seen.code).ok_or(AppError::Code(ErrorCode::NotFound))?;
        let case = cases::by_code_in(&mut tx, &ranges, code.as_str()).await?;
        found.push((case.ok_or(AppError::Code(ErrorCode::NotFound))?.id, seen.version));
    }
    // In one order everywhere, so that two who merge at once wait for each other and do not stand still.
    found.sort_unstable();
    found.dedup_by_key(|(id, _)| *id);
    let now_ms = app.now_ms();
    for (id, version) in found {
        let before = cases::lock(&mut tx, id).await?.ok_or(AppError::Code(ErrorCode::NotFound))?;
        if !viewer.may(&settings, Action::Merge, &before.case) {
            return Err(ErrorCode::Denied.into());
        }
        if before.case.version != version {
            return Err(ErrorCode::Stale.into());
        }
        if Action::Merge.from_state(before.case.state).is_none() {
            return Err(ErrorCode::NotAllowedNow.into());
        }
        let into = handling::main_case(&mut tx, viewer, &settings, &before, &input.into).await?;
        let history = events::of_case(&mut tx, id).await?;
        let words = Written::text(&input.body);
        let step = Step::with_words(Actor::Staff(viewer.id), What::Merged { into }, words);
        let moved = moving::advance(&settings, &before, &history, vec![step], now_ms)?;
        moved.store(&mut tx, &before).await?;
    }
    tx.commit().await?;
    app.written.ring();
    Ok(())
}

/// Remembers that these are different matters: they are not offered as one again.
pub async fn set_apart(app: &App, viewer: &Viewer, input: &ApartInput) -> Result<()> {
    if !(2..=limits::MERGED_AT_ONCE).contains(&input.cases.len()) {
        return Err(AppError::field("cases", FieldError::OutOfRange));
    }
    let settings = app.settings();
    let ranges = viewer.ranges(&settings);
    let mut tx = app.db.begin().await?;
    let mut ids = Vec::with_capacity(input.cases.len());
    for code in &input.cases {
        let code = Code::parse(code).ok_or(AppError::Code(ErrorCode::NotFound))?;
        let found = cases::by_code_in(&mut tx, &ranges, code.as_str()).await?;
        let found = found.ok_or(AppError::Code(ErrorCode::NotFound))?;
        if !viewer.may(&settings, Action::Merge, &found.case) {
            return Err(ErrorCode::Denied.into());
        }
        ids.push(found.id);
    }
    ids.sort_unstable();
    ids.dedup();
    duplicates::set_apart(&mut tx, &ids, viewer.id, app.now_ms()).await?;
    Ok(tx.commit().await?)
}

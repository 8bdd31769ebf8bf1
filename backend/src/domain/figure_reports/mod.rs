//! Reports of figures: the numbers of a period are taken, remarked on, and signed off; from then on nothing changes them. A
//! correction is the next version, which says why and where it differs. What numbers they are is in [`numbers`].

pub mod forms;
mod numbers;
pub mod paper;
pub mod schedules;
pub mod sheet;
pub mod telling;

use super::app::App;
use super::breakdowns;
use super::error::{AppError, Result};
use super::facts::{month_from, month_text};
use super::people::Viewer;
use super::reports::{Wanted, chosen, counts_sealed, period};
use super::settings::{Agency, Settings};
use crate::store::figure_reports::{self as rows, CommentRow, ReportRow};
use crate::store::{StoreError, events};
use hoiam_shared::error::{ErrorCode, FieldError};
use hoiam_shared::ids::{AgencyId, UserId};
use hoiam_shared::rights::Role;
use hoiam_shared::wire::indicators::Dimension;
use hoiam_shared::wire::reports::{
    ReportComment, ReportInput, ReportLine, ReportRowView, ReportSignInput, ReportState, ReportView, ReportsView,
};
use hoiam_shared::{Lang, Stamp};
use std::time::{Duration, Instant};

/// How many are listed.
const LISTED: i64 = 100;
/// Longest remark or reason, in characters.
const LONGEST: usize = 4_000;
/// A report waits so long for the index.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// The newest reports of an agency and all below it.
pub async fn list(app: &App, viewer: &Viewer, agency: Option<String>, lang: Lang) -> Result<ReportsView> {
    let settings = app.settings();
    let agency = chosen(&settings, viewer, &Wanted { agency, ..Wanted::default() })?;
    let sealed = counts_sealed(&settings, viewer, agency);
    let found = rows::newest(&mut app.db.read(), agency.range, sealed, LISTED).await?;
    let reports = found.iter().filter_map(|row| view_of(&settings, row, lang)).collect();
    Ok(ReportsView { agency: agency.view(lang), reports })
}

/// Takes the numbers of a period: the first version, the same one anew while it is not signed, or the next after a signed
/// one. Returns its identity.
pub async fn prepare(app: &App, viewer: &Viewer, input: &ReportInput) -> Result<i64> {
    let settings = app.settings();
    // Both months are said: a report is about what it names.
    for (field, text) in [("from", &input.from), ("to", &input.to)] {
        month_from(text).ok_or_else(|| AppError::field(field, FieldError::UnknownValue))?;
    }
    let wanted =
        Wanted { agency: Some(input.agency.clone()), from: Some(input.from.clone()), to: Some(input.to.clone()) };
    let agency = chosen(&settings, viewer, &wanted)?;
    let (from, to) = period(app, &wanted)?;
    let reason = text(&input.reason, "reason", false)?;
    indexed(app).await?;
    let by_agency = breakdowns::of(app, viewer, &wanted, Dimension::Agency, input.lang).await?;
    let by_category = breakdowns::of(app, viewer, &wanted, Dimension::Category, input.lang).await?;
    let lines = numbers::lines(&by_agency, &by_category);
    let form = input.form.as_ref().map(|choice| forms::fill(choice, &lines, input.lang)).transpose()?;
    let mut row = ReportRow {
        id: 0,
        agency_id: agency.id.0,
        from_month: from,
        to_month: to,
        version: 1,
        lang: input.lang.code().to_owned(),
        sealed: i64::from(counts_sealed(&settings, viewer, agency)),
        content: serde_json::to_string(&lines).map_err(|error| AppError::Internal(error.into()))?,
        form: match form {
            Some(form) => serde_json::to_string(&form).map_err(|error| AppError::Internal(error.into()))?,
            None => String::new(),
        },
        reason: String::new(),
        prepared_ms: app.now_ms(),
        prepared_by: viewer.id.0,
        signed_ms: None,
        signed_by: None,
    };
    let mut tx = app.db.begin().await?;
    let last = rows::versions(&mut tx, row.agency_id, from, to).await?.into_iter().next();
    let id = match last {
        Some(last) if last.signed_ms.is_none() => {
            readable(&settings, viewer, &last)?;
            row.id = last.id;
            changed(rows::renew(&mut tx, &row).await?)?;
            last.id
        }
        last => {
            if let Some(last) = last {
                readable(&settings, viewer, &last)?;
                if reason.is_empty() {
                    return Err(AppError::field("reason", FieldError::Required));
                }
                row.version = last.version + 1;
                row.reason = reason;
            }
            match rows::insert(&mut tx, &row).await {
                // Somebody else was first.
                Err(StoreError::Duplicate(_)) => return Err(ErrorCode::NotAllowedNow.into()),
                made => made?,
            }
        }
    };
    tx.commit().await?;
    Ok(id)
}

/// Waits until the index holds what the ledger held a moment ago: what is signed must not be short of what is on its way.
async fn indexed(app: &App) -> Result<()> {
    let (head, _) = events::head(&mut app.db.read()).await?;
    let mut listener = app.indexed.listen();
    let until = Instant::now() + LONGEST_WAIT;
    while app.indexed_to().await? < head {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(ErrorCode::CatchingUp.into());
        }
        listener.wait(left).await;
    }
    Ok(())
}

/// One version, with where it differs from the one before.
pub async fn one(app: &App, viewer: &Viewer, id: i64, lang: Lang) -> Result<ReportView> {
    let settings = app.settings();
    let mut read = app.db.read();
    let row = rows::one(&mut read, id).await?.ok_or(AppError::Code(ErrorCode::NotFound))?;
    let agency = readable(&settings, viewer, &row)?;
    let all = rows::versions(&mut read, row.agency_id, row.from_month, row.to_month).await?;
    let comments = rows::comments(&mut read, id).await?;
    let lines = stored(&row)?;
    // A version that the reader may not know the sealed cases of is not compared with either.
    let versions: Vec<&ReportRow> = all.iter().filter(|one| readable(&settings, viewer, one).is_ok()).collect();
    let before = versions.iter().find(|one| one.version < row.version);
    let changes = match before {
        Some(before) => numbers::changes(&stored(before)?, &lines),
        None => Vec::new(),
    };
    let comment =
        |one: CommentRow| ReportComment { at: Stamp(one.at_ms), by: person(&settings, one.user_id), body: one.body };
    Ok(ReportView {
        report: view_of(&settings, &row, lang).ok_or(AppError::Code(ErrorCode::NotFound))?,
        versions: versions.into_iter().filter_map(|one| view_of(&settings, one, lang)).collect(),
        lines,
        changes,
        form: match row.form.as_str() {
            "" => None,
            filled => Some(serde_json::from_str(filled).map_err(|error| AppError::Internal(error.into()))?),
        },
        comments: comments.into_iter().map(comment).collect(),
        may_sign: row.signed_ms.is_none() && signs(&settings, viewer, agency),
    })
}

/// What the file of a report is called, without its ending.
pub fn file_name(report: &ReportRowView) -> String {
    format!("hoiam-report-{}-{}-{}-v{}", report.agency.code, report.from, report.to, report.version)
}

/// Adds a remark.
pub async fn comment(app: &App, viewer: &Viewer, id: i64, body: &str) -> Result<()> {
    let body = text(body, "body", true)?;
    let mut tx = app.db.begin().await?;
    let row = rows::one(&mut tx, id).await?.ok_or(AppError::Code(ErrorCode::NotFound))?;
    readable(&app.settings(), viewer, &row)?;
    let said = CommentRow { at_ms: app.now_ms(), user_id: viewer.id.0, body };
    changed(rows::comment(&mut tx, id, &said).await?)?;
    Ok(tx.commit().await?)
}

/// Signs one off, if its numbers are those that the person saw.
pub async fn sign(app: &App, viewer: &Viewer, id: i64, input: &ReportSignInput) -> Result<()> {
    let settings = app.settings();
    let mut tx = app.db.begin().await?;
    let row = rows::one(&mut tx, id).await?.ok_or(AppError::Code(ErrorCode::NotFound))?;
    let agency = readable(&settings, viewer, &row)?;
    if !signs(&settings, viewer, agency) {
        return Err(ErrorCode::Denied.into());
    }
    changed(rows::sign(&mut tx, id, input.prepared_at.ms(), app.now_ms(), viewer.id.0).await?)?;
    Ok(tx.commit().await?)
}

/// Nothing was changed: it is signed, or its numbers are others by now.
fn changed(rows: u64) -> Result<()> {
    if rows == 1 { Ok(()) } else { Err(ErrorCode::NotAllowedNow.into()) }
}

/// The agency of a report that the person may read; without the right to know of sealed cases, none that counts them.
fn readable<'s>(settings: &'s Settings, viewer: &Viewer, row: &ReportRow) -> Result<&'s Agency> {
    let agency = settings.agency(AgencyId(row.agency_id)).ok_or(AppError::Code(ErrorCode::NotFound))?;
    let knows = row.sealed == 0 || counts_sealed(settings, viewer, agency);
    match knows && viewer.reads_indicators(settings, agency.id) {
        true => Ok(agency),
        false => Err(ErrorCode::NotFound.into()),
    }
}

fn signs(settings: &Settings, viewer: &Viewer, agency: &Agency) -> bool {
    viewer.holds(settings, Some(agency.id), Role::signs_reports)
}

fn stored(row: &ReportRow) -> Result<Vec<ReportLine>> {
    serde_json::from_str(&row.content).map_err(|error| AppError::Internal(error.into()))
}

fn person(settings: &Settings, id: i64) -> String {
    settings.person(UserId(id)).map_or_else(String::new, |person| person.name.clone())
}

fn view_of(settings: &Settings, row: &ReportRow, lang: Lang) -> Option<ReportRowView> {
    Some(ReportRowView {
        id: row.id,
        agency: settings.agency(AgencyId(row.agency_id))?.view(lang),
        from: month_text(row.from_month),
        to: month_text(row.to_month),
        version: row.version,
        state: if row.signed_ms.is_some() { ReportState::Signed } else { ReportState::Prepared },
        lang: Lang::from_code(&row.lang).unwrap_or_default(),
        sealed: row.sealed != 0,
        reason: row.reason.clone(),
        prepared_at: Stamp(row.prepared_ms),
        prepared_by: person(settings, row.prepared_by),
        signed_at: row.signed_ms.map(Stamp),
        signed_by: row.signed_by.map(|id| person(settings, id)),
    })
}

/// What was written, without what cannot be stored or shown.
fn text(said: &str, field: &'static str, needed: bool) -> Result<String> {
    let said = said.trim().replace("\r\n", "\n");
    if needed && said.is_empty() {
        return Err(AppError::field(field, FieldError::Required));
    }
    if said.chars().count() > LONGEST {
        return Err(AppError::field(field, FieldError::TooLong));
    }
    if said.chars().any(|c| c.is_control() && c != '\n') {
        return Err(AppError::field(field, FieldError::BadCharacters));
    }
    Ok(said)
}

//! Recalculations as administrators ask for them: tried out, begun, followed, stopped. How they are done is in
//! `recalculating`.

use super::app::App;
use super::calendars::{looks, may_know};
use super::error::{AppError, Result};
use super::people::Viewer;
use super::policies::keeps;
use super::recalculating::{self, Plan};
use super::settings::Settings;
use crate::store::recalculations::{RecalculationRow, by_id, latest};
use hoiam_shared::catalogue::admin::Admin;
use hoiam_shared::check::{self, Fault};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::ids::{CalendarId, PolicyId, UserId};
use hoiam_shared::limits;
use hoiam_shared::unfit::{Unfit, Why};
use hoiam_shared::wire::clock::{MovesView, RecalculationInput, RecalculationView};
use hoiam_shared::{Lang, Stamp};
use std::collections::BTreeSet;

/// Shown of the past.
const SHOWN: i64 = 50;

/// What it would do. Nothing is written.
pub async fn preview(app: &App, viewer: &Viewer, input: &RecalculationInput) -> Result<MovesView> {
    let settings = app.settings();
    keeps(&settings, viewer)?;
    let plan = plan(&settings, input)?;
    recalculating::preview(app, &settings.shelf(), &plan, &|stored| may_know(&settings, viewer, stored)).await
}

/// Begins it. The reason is needed: it stands in each case, and the citizen reads it where the date moves.
pub async fn begin(app: &App, viewer: &Viewer, input: &RecalculationInput, lang: Lang) -> Result<RecalculationView> {
    let settings = app.settings();
    keeps(&settings, viewer)?;
    let mut faults: Vec<Fault> = Vec::new();
    check::text("reason", &input.reason, 1, limits::REASON_CHARS, &mut faults);
    if !faults.is_empty() {
        return Err(AppError::Invalid(faults));
    }
    let plan = plan(&settings, input)?;
    let id = recalculating::begin(app, Some(viewer.id), &plan, &input.reason).await?;
    one(app, viewer, id, lang).await
}

/// The last ones, newest first.
pub async fn list(app: &App, viewer: &Viewer, lang: Lang) -> Result<Vec<RecalculationView>> {
    looks(viewer)?;
    let settings = app.settings();
    let rows = latest(&mut app.db.read(), SHOWN).await?;
    Ok(rows.into_iter().map(|row| view(&settings, row, lang)).collect())
}

/// One of them.
pub async fn one(app: &App, viewer: &Viewer, id: i64, lang: Lang) -> Result<RecalculationView> {
    looks(viewer)?;
    let row = by_id(&mut app.db.read(), id).await?.ok_or(AppError::Code(ErrorCode::NotFound))?;
    Ok(view(&app.settings(), row, lang))
}

/// Stops one that runs.
pub async fn stop(app: &App, viewer: &Viewer, id: i64, lang: Lang) -> Result<RecalculationView> {
    keeps(&app.settings(), viewer)?;
    one(app, viewer, id, lang).await?;
    recalculating::stop(app, viewer.id, id).await?;
    one(app, viewer, id, lang).await
}

fn plan(settings: &Settings, input: &RecalculationInput) -> Result<Plan> {
    let calendars: Vec<CalendarId> = input.calendars.iter().map(|id| CalendarId(*id)).collect();
    let policies: Vec<PolicyId> = input.policies.iter().map(|id| PolicyId(*id)).collect();
    let mut faults = Vec::new();
    for (number, id) in calendars.iter().enumerate() {
        if settings.calendars.written(*id).is_none() {
            faults.push(Unfit::new(format!("calendars[{number}]"), Why::UnknownValue, id.to_string()));
        }
    }
    for (number, id) in policies.iter().enumerate() {
        if settings.policy(*id).is_none() {
            faults.push(Unfit::new(format!("policies[{number}]"), Why::UnknownValue, id.to_string()));
        }
    }
    if calendars.is_empty() && policies.is_empty() {
        faults.push(Unfit::new("calendars", Why::Required, ""));
    }
    if !faults.is_empty() {
        return Err(AppError::Unfit(faults));
    }
    Plan::to(&settings.shelf(), &calendars, &policies).ok_or(AppError::Code(ErrorCode::NotFound))
}

fn view(settings: &Settings, row: RecalculationRow, lang: Lang) -> RecalculationView {
    let plan: Plan = serde_json::from_str(&row.plan).unwrap_or_default();
    let calendars: BTreeSet<i64> = plan.calendars.into_values().collect();
    let policies: BTreeSet<i64> = plan.policies.into_values().collect();
    let pick = |vi: &str, en: &str| if lang == Lang::Vi { vi.to_owned() } else { en.to_owned() };
    let calendar = |id: i64| settings.calendars.written(CalendarId(id)).map(|c| pick(&c.name_vi, &c.name_en));
    let policy = |id: i64| settings.policy(PolicyId(id)).map(|p| pick(&p.name_vi, &p.name_en));
    let numbered = |name: Option<String>, id: i64| format!("{} ({id})", name.unwrap_or_default());
    let to = calendars.iter().map(|id| numbered(calendar(*id), *id));
    let state_text = match row.state.as_str() {
        "running" => Admin::StateRunning,
        "done" => Admin::StateDone,
        _ => Admin::StateStopped,
    };
    let by = row.user_id.map(|id| settings.person(UserId(id)).map_or_else(|| id.to_string(), |p| p.name.clone()));
    RecalculationView {
        id: row.id,
        created_at: Stamp(row.created_ms),
        made_by: by.unwrap_or_else(|| Admin::CommandLine.text(lang).to_owned()),
        reason: row.reason,
        to: to.chain(policies.iter().map(|id| numbered(policy(*id), *id))).collect(),
        state: row.state,
        state_text: state_text.text(lang).to_owned(),
        looked: row.looked,
        changed: row.changed,
        moved: row.moved,
        finished_at: row.finished_ms.map(Stamp),
    }
}

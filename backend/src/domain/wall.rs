//! The screen on a wall: what a supervisor of the branch sees, as numbers alone. Whoever walks by reads it, so nothing on it
//! leads to a case, and sealed cases are in none of its numbers.

use super::app::App;
use super::error::{AppError, Result};
use super::facts::{date_of, month_of, month_text};
use super::people::Viewer;
use super::reports::{self, Wanted};
use super::settings::Settings;
use super::{breakdowns, due_board};
use crate::search::Index;
use crate::store::tails;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::query::parse;
use hoiam_shared::rights::{Grant, Role};
use hoiam_shared::wire::wall::{WallAgency, WallBar, WallMonth, WallToday, WallView};
use hoiam_shared::{Lang, Stamp};
use std::sync::Arc;

/// Agencies on the board at most: so many can be read from afar.
const LISTED: usize = 8;

/// What the screen of this token, or of this person, shows.
pub async fn of(app: &App, viewer: &Viewer, lang: Lang) -> Result<WallView> {
    let settings = app.settings();
    let top = viewer.tops(Role::reads_wall).into_iter().next().ok_or(AppError::Code(ErrorCode::Denied))?;
    let agency = settings.agency(top).ok_or(AppError::Code(ErrorCode::NotFound))?;
    // The figures of those who supervise the branch, whoever looks.
    let seen = Viewer { grants: vec![Grant { role: Role::Supervisor, agency: top }], ..viewer.clone() };
    let now_ms = app.now_ms();
    let month = month_text(month_of(now_ms));
    let year = Wanted { agency: Some(agency.code.clone()), ..Wanted::default() };
    let present = Wanted { from: Some(month.clone()), to: Some(month.clone()), ..year.clone() };
    let year = reports::indicators(app, &seen, &year, lang).await?;
    let present = reports::indicators(app, &seen, &present, lang).await?.total;
    let (y, m, d) = date_of(now_ms);
    let day = format!("{y:04}-{m:02}-{d:02}");
    let received = counted(app, &settings, &seen, &format!("agency:{} received:{day} sealed:no", agency.code)).await?;
    let answered = counted(app, &settings, &seen, &format!("agency:{} answered:{day} sealed:no", agency.code)).await?;
    let due = due_board::of(app, &seen, Some(agency.code.clone()), lang).await?.total;
    let mut late: Vec<WallAgency> = year
        .rows
        .iter()
        .map(|row| WallAgency { name: row.agency.name.clone(), late: row.overdue.value, open: row.backlog.value })
        .filter(|row| row.late > 0)
        .collect();
    late.sort_by(|a, b| b.late.cmp(&a.late).then_with(|| a.name.cmp(&b.name)));
    late.truncate(LISTED);
    Ok(WallView {
        agency: agency.name(lang).to_owned(),
        at: Stamp(now_ms),
        today: WallToday {
            received,
            answered,
            due: due.today.value,
            late: due.late.value,
            open: year.total.backlog.value,
        },
        month: WallMonth {
            month,
            received: present.received.value,
            resolved: present.resolution_rate.part.value,
            on_time: present.on_time_rate.part.value,
            on_time_of: present.on_time_rate.of.value,
            satisfaction_centi: present.satisfaction_centi,
        },
        late,
        months: year
            .months
            .into_iter()
            .map(|one| WallBar { month: one.month, received: one.received.value, resolved: one.resolved.value })
            .collect(),
    })
}

/// How many cases a query means that the supervisor may see.
async fn counted(app: &App, settings: &Settings, viewer: &Viewer, query: &str) -> Result<i64> {
    let tree = parse(query).map_err(|_| AppError::defect("a query of ours"))?;
    let compiled = settings.compile(&tree, app.now_ms(), None);
    let (index, scope): (Arc<Index>, _) = (app.index.clone(), breakdowns::scope(viewer));
    let measured = tokio::task::spawn_blocking(move || index.measure(&compiled, &scope)).await;
    let measured = measured.map_err(|error| AppError::Internal(error.into()))?;
    let received = measured.map_err(|error| AppError::Internal(error.into()))?.received;
    Ok(i64::try_from(received).unwrap_or(i64::MAX))
}

/// Moves whenever the figures may have: where in the ledger they stand.
pub async fn moved(app: &App) -> Result<i64> {
    Ok(tails::checkpoint(&mut app.db.read(), reports::TAIL).await?)
}

//! Alerts as their owners keep them: listed, added, changed, tried, removed, and when each fired.

use super::{Window, asked, asked_in, counted, named};
use crate::domain::app::App;
use crate::domain::error::{AppError, Result};
use crate::domain::people::Viewer;
use crate::domain::settings::Settings;
use crate::store::alerts::{self, AlertRow, FiringRow};
use crate::store::{counters, notices};
use hoiam_shared::alert::AlertBy;
use hoiam_shared::check::{self, Fault};
use hoiam_shared::error::{ErrorCode, FieldError};
use hoiam_shared::query::{Node, parse};
use hoiam_shared::rights::Role;
use hoiam_shared::wire::alerts::{AlertInput, AlertTrial, AlertView, AlertsView, FiringView};
use hoiam_shared::{Lang, Stamp, limits};

/// Windows that a trial looks at: thirty days of days, five of hours.
const TRIAL_WINDOWS: i64 = 120;
const TRIAL_HOURS: i64 = 30 * 24;
/// Groups that a trial names.
const TRIAL_GROUPS: usize = 5;

/// Whoever sees no cases has nothing to count.
fn may(viewer: &Viewer) -> Result<()> {
    if viewer.tops(Role::reads_cases).is_empty() { Err(ErrorCode::Denied.into()) } else { Ok(()) }
}

/// Those of the reader, each with when it fired last.
pub async fn list(app: &App, viewer: &Viewer, lang: Lang) -> Result<AlertsView> {
    may(viewer)?;
    let settings = app.settings();
    let mut read = app.db.read();
    let mut views = Vec::new();
    for row in alerts::of(&mut read, viewer.id).await? {
        let last = alerts::firings(&mut read, row.id, 1).await?;
        views.push(view(&settings, row, last, lang));
    }
    Ok(AlertsView { alerts: views, mail: by_mail(app, viewer).await? })
}

/// One of them, with all the times that it fired.
pub async fn history(app: &App, viewer: &Viewer, id: i64, lang: Lang) -> Result<AlertsView> {
    may(viewer)?;
    let mut read = app.db.read();
    let row = alerts::by_id_of(&mut read, viewer.id, id).await?.ok_or(AppError::Code(ErrorCode::NotFound))?;
    let firings = alerts::firings(&mut read, id, limits::ALERT_FIRINGS as i64).await?;
    Ok(AlertsView { alerts: vec![view(&app.settings(), row, firings, lang)], mail: by_mail(app, viewer).await? })
}

/// Whether a letter would reach the person.
async fn by_mail(app: &App, viewer: &Viewer) -> Result<bool> {
    let address = notices::staff_address(&mut app.db.read(), viewer.id).await?;
    Ok(app.mailer.is_some() && address.is_some_and(|row| row.wanted != 0))
}

fn view(settings: &Settings, row: AlertRow, firings: Vec<FiringRow>, lang: Lang) -> AlertView {
    let small = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    AlertView {
        id: row.id,
        firings: firings.into_iter().map(|firing| firing_view(settings, firing, lang)).collect(),
        alert: AlertInput {
            name: row.name,
            query: row.query,
            more_than: small(row.more_than),
            hours: small(row.hours),
            by: AlertBy::from_code(&row.counted_by),
            mail: row.mail != 0,
            webhook: row.webhook != 0,
            paused: row.paused != 0,
        },
    }
}

fn firing_view(settings: &Settings, firing: FiringRow, lang: Lang) -> FiringView {
    let by = AlertBy::from_code(&firing.counted_by);
    FiringView {
        at: Stamp(firing.fired_ms),
        // What is called nothing any more keeps its code.
        group: by.map(|by| named(settings, by, &firing.value, lang).unwrap_or(firing.value)),
        count: u32::try_from(firing.cases).unwrap_or(u32::MAX),
        more_than: u32::try_from(firing.more_than).unwrap_or(u32::MAX),
        from: Stamp(firing.from_ms),
        to: Stamp(firing.to_ms),
        query: firing.query,
    }
}

/// What it asks for, once everything is in order.
fn checked(input: &AlertInput, lang: Lang) -> Result<Node> {
    let mut faults: Vec<Fault> = Vec::new();
    check::text("name", &input.name, 1, limits::SEARCH_NAME_CHARS, &mut faults);
    check::text("query", &input.query, 0, limits::QUERY_CHARS, &mut faults);
    if !(1..=limits::ALERT_CASES).contains(&input.more_than) {
        faults.push(Fault::new("more_than", FieldError::OutOfRange));
    }
    if !(1..=limits::ALERT_HOURS).contains(&input.hours) {
        faults.push(Fault::new("hours", FieldError::OutOfRange));
    }
    if !input.mail && !input.webhook {
        faults.push(Fault::new("mail", FieldError::Required));
    }
    if !faults.is_empty() {
        return Err(AppError::Invalid(faults));
    }
    parse(&input.query).map_err(|error| AppError::bad_query(&input.query, &error, lang))
}

fn filled(row: AlertRow, input: &AlertInput, now_ms: i64) -> AlertRow {
    AlertRow {
        // One line: it stands in subjects.
        name: input.name.split_whitespace().collect::<Vec<_>>().join(" "),
        query: input.query.trim().to_owned(),
        more_than: i64::from(input.more_than),
        hours: i64::from(input.hours),
        counted_by: input.by.map_or("", AlertBy::code).to_owned(),
        mail: i64::from(input.mail),
        webhook: i64::from(input.webhook),
        paused: i64::from(input.paused),
        // Looked at next, by whichever node comes first.
        next_ms: now_ms,
        seen_seq: -1,
        changed_ms: now_ms,
        ..row
    }
}

/// Keeps a new one.
pub async fn add(app: &App, viewer: &Viewer, input: &AlertInput, lang: Lang) -> Result<AlertView> {
    may(viewer)?;
    checked(input, lang)?;
    let mut tx = app.db.begin().await?;
    if alerts::of(&mut tx, viewer.id).await?.len() >= limits::ALERTS {
        return Err(AppError::field("name", FieldError::OutOfRange));
    }
    let empty = AlertRow {
        id: counters::take(&mut tx, "alert", 1).await?,
        owner_id: viewer.id.0,
        name: String::new(),
        query: String::new(),
        more_than: 0,
        hours: 0,
        counted_by: String::new(),
        mail: 0,
        webhook: 0,
        paused: 0,
        next_ms: 0,
        seen_seq: 0,
        changed_ms: 0,
    };
    let row = filled(empty, input, app.now_ms());
    alerts::put(&mut tx, &row).await?;
    tx.commit().await?;
    Ok(view(&app.settings(), row, Vec::new(), lang))
}

/// Changes one. Where it means something else than before, it has fired nowhere yet; a letter that waits is of what it was.
pub async fn change(app: &App, viewer: &Viewer, id: i64, input: &AlertInput, lang: Lang) -> Result<AlertView> {
    may(viewer)?;
    checked(input, lang)?;
    let mut tx = app.db.begin().await?;
    let before = alerts::by_id_of(&mut tx, viewer.id, id).await?.ok_or(AppError::Code(ErrorCode::NotFound))?;
    let row = filled(before.clone(), input, app.now_ms().max(before.changed_ms + 1));
    let means = |row: &AlertRow| (row.query.clone(), row.more_than, row.hours, row.counted_by.clone());
    if means(&row) != means(&before) {
        alerts::rearm(&mut tx, id).await?;
    }
    alerts::put(&mut tx, &row).await?;
    let last = alerts::firings(&mut tx, id, 1).await?;
    tx.commit().await?;
    Ok(view(&app.settings(), row, last, lang))
}

/// Forgets one, with its history.
pub async fn forget(app: &App, viewer: &Viewer, id: i64) -> Result<()> {
    let mut tx = app.db.begin().await?;
    alerts::by_id_of(&mut tx, viewer.id, id).await?.ok_or(AppError::Code(ErrorCode::NotFound))?;
    alerts::remove(&mut tx, id).await?;
    Ok(tx.commit().await?)
}

/// What one would say now, and how often it would have had something to say in windows back to back before that.
pub async fn trial(app: &App, viewer: &Viewer, input: &AlertInput, lang: Lang) -> Result<AlertTrial> {
    may(viewer)?;
    let tree = checked(input, lang)?;
    let settings = app.settings();
    let hours = i64::from(input.hours);
    let windows = (TRIAL_HOURS / hours).clamp(1, TRIAL_WINDOWS);
    let newest = Window::before(app.now_ms(), hours);
    let windows: Vec<Window> =
        std::iter::successors(Some(newest), |window| Some(window.earlier())).take(windows as usize).collect();
    let queries: Vec<Node> = windows.iter().map(|window| asked(&tree, *window)).collect();
    let counts = counted(app, viewer, &queries, input.by).await?;
    let over = |count: u64| count > u64::from(input.more_than);
    let fired = counts.iter().flatten().filter(|(_, count)| over(*count)).count();
    let now = counts.first().map(Vec::as_slice).unwrap_or_default();
    let group = |(value, count): &(String, u64)| {
        let (group, listed) = match input.by {
            None => (None, queries.first()?.clone()),
            Some(by) => (Some(named(&settings, by, value, lang)?), asked_in(&settings, queries.first()?, by, value)?),
        };
        Some(FiringView {
            at: Stamp(app.now_ms()),
            group,
            count: u32::try_from(*count).unwrap_or(u32::MAX),
            more_than: input.more_than,
            from: Stamp(newest.from_ms),
            to: Stamp(newest.to_ms),
            query: listed.to_string(),
        })
    };
    let counted = now.iter().filter(|(_, count)| *count > 0);
    Ok(AlertTrial {
        now: counted.clone().take(TRIAL_GROUPS).filter_map(group).collect(),
        more: u32::try_from(counted.count().saturating_sub(TRIAL_GROUPS)).unwrap_or(u32::MAX),
        windows: u32::try_from(windows.len()).unwrap_or(u32::MAX),
        from: Stamp(windows.last().map_or(newest.from_ms, |window| window.from_ms)),
        fired: u32::try_from(fired).unwrap_or(u32::MAX),
    })
}

//! Endpoints as administrators keep them: adding one (its secret is shown once), changing it, a new secret beside the old
//! one for a day, trying it, forgetting it.

use super::webhooks::{self, ALERT, KINDS};
use crate::domain::app::App;
use crate::domain::audit::{self, Entry};
use crate::domain::error::{AppError, Result};
use crate::domain::people::Viewer;
use crate::domain::settings::{Agency, Settings};
use crate::secrets::webhook_secret;
use crate::store::endpoints::{self as rows, EndpointRow};
use crate::store::{Tx, counters};
use hoiam_shared::audit::{Act, Thing};
use hoiam_shared::check::{self, Fault};
use hoiam_shared::error::{ErrorCode, FieldError};
use hoiam_shared::ids::{AgencyId, UserId};
use hoiam_shared::limits;
use hoiam_shared::query::parse;
use hoiam_shared::rights::Role;
use hoiam_shared::wire::notices::{EndpointInput, EndpointTrial, EndpointView, EndpointsView};
use hoiam_shared::{Lang, Stamp};
use serde_json::json;

/// How long the secret before the present one still signs.
const OLD_SIGNS_MS: i64 = 24 * 3_600_000;

/// The branches whose endpoints the person keeps.
fn branches(settings: &Settings, viewer: &Viewer) -> Result<Vec<(i64, i64)>> {
    let branches = viewer.ranges_where(settings, Role::changes_notices, Role::changes_notices).cases;
    if branches.is_empty() { Err(ErrorCode::Denied.into()) } else { Ok(branches) }
}

/// All of them.
pub async fn list(app: &App, viewer: &Viewer, lang: Lang) -> Result<EndpointsView> {
    let settings = app.settings();
    let branches = branches(&settings, viewer)?;
    let all = rows::of(&mut app.db.read(), &branches).await?;
    let endpoints = all.into_iter().map(|row| view(app, &settings, row, None, lang)).collect();
    Ok(EndpointsView { endpoints, kinds: offered().map(str::to_owned).collect() })
}

fn view(app: &App, settings: &Settings, row: EndpointRow, secret: Option<String>, lang: Lang) -> EndpointView {
    EndpointView {
        id: row.id,
        agency: settings.agency(AgencyId(row.agency_id)).map(|agency| agency.view(lang)),
        name: row.name,
        url: row.url,
        query: row.query,
        events: row.events.split_ascii_whitespace().map(str::to_owned).collect(),
        state: row.state,
        secret,
        old_signs_until: row.old_until_ms.filter(|until| *until > app.now_ms()).map(Stamp),
        changed_at: Stamp(row.changed_ms),
        changed_by: settings.person(UserId(row.user_id)).map(|person| person.name.clone()),
    }
}

/// The agency of an endpoint, once everything is in order.
fn checked<'s>(
    app: &App,
    settings: &'s Settings,
    viewer: &Viewer,
    input: &EndpointInput,
    lang: Lang,
) -> Result<&'s Agency> {
    let mut faults: Vec<Fault> = Vec::new();
    check::text("name", &input.name, 1, limits::NAME_CHARS, &mut faults);
    check::text("url", &input.url, 1, limits::REASON_CHARS, &mut faults);
    if faults.is_empty() && app.poster.address(input.url.trim()).is_none() {
        faults.push(Fault::new("url", FieldError::UnknownValue));
    }
    if input.events.iter().any(|kind| offered().all(|known| known != kind)) {
        faults.push(Fault::new("events", FieldError::UnknownValue));
    }
    let agency = settings.agency_by_code(&input.agency);
    let agency = agency.filter(|agency| viewer.holds(settings, Some(agency.id), Role::changes_notices));
    if agency.is_none() {
        faults.push(Fault::new("agency", FieldError::UnknownValue));
    }
    if let (true, Some(agency)) = (faults.is_empty(), agency) {
        let query = input.query.trim();
        if !query.is_empty() {
            parse(query).map_err(|error| AppError::bad_query(query, &error, lang))?;
        }
        return Ok(agency);
    }
    Err(AppError::Invalid(faults))
}

/// Kinds of events that an endpoint may ask for.
fn offered() -> impl Iterator<Item = &'static str> {
    KINDS.iter().copied().chain([ALERT])
}

fn filled(row: EndpointRow, agency: &Agency, input: &EndpointInput, viewer: &Viewer, now_ms: i64) -> EndpointRow {
    EndpointRow {
        agency_id: agency.id.0,
        name: input.name.trim().to_owned(),
        url: input.url.trim().to_owned(),
        query: input.query.trim().to_owned(),
        events: input.events.join(" "),
        state: if input.on { "on" } else { "off" }.to_owned(),
        changed_ms: now_ms,
        user_id: viewer.id.0,
        ..row
    }
}

/// Adds one; its secret is in this answer and in no other.
pub async fn add(app: &App, viewer: &Viewer, input: &EndpointInput, lang: Lang) -> Result<EndpointView> {
    let settings = app.settings();
    branches(&settings, viewer)?;
    let agency = checked(app, &settings, viewer, input, lang)?;
    let secret = webhook_secret(app.random.as_ref());
    let now_ms = app.now_ms();
    let mut tx = app.db.begin().await?;
    let id = counters::take(&mut tx, "endpoint", 1).await?;
    let (key_id, sealed) = app.keys.seal_notice(app.random.as_ref(), &webhooks::row_of(id), &secret);
    let empty = EndpointRow {
        id,
        agency_id: 0,
        name: String::new(),
        url: String::new(),
        query: String::new(),
        events: String::new(),
        key_id,
        sealed,
        old_sealed: None,
        old_until_ms: None,
        state: String::new(),
        created_ms: now_ms,
        changed_ms: now_ms,
        user_id: viewer.id.0,
    };
    let row = filled(empty, agency, input, viewer, now_ms);
    rows::put(&mut tx, &row).await?;
    note(app, &mut tx, viewer, Act::Created, &row).await?;
    tx.commit().await?;
    Ok(view(app, &settings, row, Some(secret), lang))
}

/// Writes an act down. The address may hold a token of the other side: only its host is told.
async fn note(app: &App, tx: &mut Tx, viewer: &Viewer, act: Act, row: &EndpointRow) -> Result<()> {
    let host = row.url.split_once("://").map_or("", |(_, rest)| rest).split(['/', '?']).next().unwrap_or_default();
    let told = json!({ "name": row.name, "host": host, "query": row.query, "events": row.events, "state": row.state });
    let entry = Entry::of(act, Thing::Endpoint, row.id.to_string(), AgencyId(row.agency_id));
    audit::by(app, tx, viewer, entry.with(json!(null), told)).await
}

/// Changes one, or switches it on again.
pub async fn change(app: &App, viewer: &Viewer, id: i64, input: &EndpointInput, lang: Lang) -> Result<EndpointView> {
    let settings = app.settings();
    let branches = branches(&settings, viewer)?;
    let agency = checked(app, &settings, viewer, input, lang)?;
    let mut tx = app.db.begin().await?;
    let row = rows::by_id_in(&mut tx, &branches, id).await?.ok_or(AppError::Code(ErrorCode::NotFound))?;
    let row = filled(row, agency, input, viewer, app.now_ms());
    rows::put(&mut tx, &row).await?;
    note(app, &mut tx, viewer, Act::Changed, &row).await?;
    tx.commit().await?;
    Ok(view(app, &settings, row, None, lang))
}

/// Gives one a new secret, shown in this answer only; the one before signs beside it for a day.
pub async fn rotate(app: &App, viewer: &Viewer, id: i64, lang: Lang) -> Result<EndpointView> {
    let settings = app.settings();
    let branches = branches(&settings, viewer)?;
    let secret = webhook_secret(app.random.as_ref());
    let mut tx = app.db.begin().await?;
    let row = rows::by_id_in(&mut tx, &branches, id).await?.ok_or(AppError::Code(ErrorCode::NotFound))?;
    let now_ms = app.now_ms();
    // One name of a key stands for both; what opens may have learned of a newer one.
    let old = app.keys.open_notice(&webhooks::row_of(id), &row.key_id, &row.sealed).ok();
    let (key_id, sealed) = app.keys.seal_notice(app.random.as_ref(), &webhooks::row_of(id), &secret);
    let row = EndpointRow {
        old_sealed: old.map(|old| app.keys.seal_notice(app.random.as_ref(), &webhooks::row_of(id), &old).1),
        old_until_ms: Some(now_ms + OLD_SIGNS_MS),
        key_id,
        sealed,
        changed_ms: now_ms,
        user_id: viewer.id.0,
        ..row
    };
    rows::put(&mut tx, &row).await?;
    note(app, &mut tx, viewer, Act::Rotated, &row).await?;
    tx.commit().await?;
    Ok(view(app, &settings, row, Some(secret), lang))
}

/// Forgets one. What waits for it is not sent any more.
pub async fn forget(app: &App, viewer: &Viewer, id: i64) -> Result<()> {
    let settings = app.settings();
    let branches = branches(&settings, viewer)?;
    let mut tx = app.db.begin().await?;
    let row = rows::by_id_in(&mut tx, &branches, id).await?.ok_or(AppError::Code(ErrorCode::NotFound))?;
    rows::remove(&mut tx, id).await?;
    note(app, &mut tx, viewer, Act::Removed, &row).await?;
    Ok(tx.commit().await?)
}

/// Posts a trial to one at once, and says what came of it.
pub async fn attempt(app: &App, viewer: &Viewer, id: i64, lang: Lang) -> Result<EndpointTrial> {
    let settings = app.settings();
    let branches = branches(&settings, viewer)?;
    let row = rows::by_id_in(&mut app.db.read(), &branches, id).await?.ok_or(AppError::Code(ErrorCode::NotFound))?;
    let mut name = [0u8; 8];
    app.random.fill(&mut name);
    let body = json!({ "type": webhooks::TEST, "timestamp": Stamp(app.now_ms()), "data": { "endpoint": row.name } });
    let sent = webhooks::post(app, &row, &format!("msg_test_{}", crate::secrets::hex(&name)), &body).await;
    Ok(match sent {
        Ok(()) => EndpointTrial { taken: true, trouble_text: None, said: String::new() },
        Err(failed) => {
            EndpointTrial { taken: false, trouble_text: Some(failed.trouble.text(lang).to_owned()), said: failed.said }
        }
    })
}

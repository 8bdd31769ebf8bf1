//! Deliveries as administrators see them: which there are, why some were not taken, and sending them again.

use super::Recipient;
use crate::domain::app::App;
use crate::domain::audit::{self, Entry};
use crate::domain::error::{AppError, Result};
use crate::domain::people::Viewer;
use crate::domain::settings::Settings;
use crate::store::cases::Ranges;
use crate::store::deliveries::{self, Delivery, Wanted};
use crate::store::{Run, Tx, alerts, cases, endpoints, events, petitions, report_schedules};
use hoiam_shared::audit::{Act, Thing};
use hoiam_shared::case::Code;
use hoiam_shared::catalogue::notices::Notices;
use hoiam_shared::error::{ErrorCode, FieldError};
use hoiam_shared::ids::{AgencyId, CaseId};
use hoiam_shared::limits;
use hoiam_shared::notice::{DeliveryState, Via};
use hoiam_shared::rights::Role;
use hoiam_shared::wire::notices::{DeliveriesView, DeliveryCounts, DeliveryView, SentAgain};
use hoiam_shared::{Lang, Stamp};
use std::collections::{BTreeSet, HashMap};

/// What a reader asks for, as it came.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Code of a state.
    pub state: Option<String>,
    /// Code of a way.
    pub via: Option<String>,
    /// Tracking code.
    pub code: Option<String>,
    /// Older than this one.
    pub before: Option<i64>,
}

/// The branches whose deliveries the person may know of; those of sealed cases only with the right to sealed cases.
fn ranges(settings: &Settings, viewer: &Viewer) -> Ranges {
    viewer.ranges_where(settings, Role::reads_deliveries, |role| role.reads_deliveries() && role.reads_sealed())
}

/// The branches in which the person may send again.
fn resend_ranges(settings: &Settings, viewer: &Viewer) -> Ranges {
    viewer.ranges_where(settings, Role::sends_again, |role| role.sends_again() && role.reads_sealed())
}

fn refuse_nobody(ranges: &Ranges) -> Result<()> {
    if ranges.cases.is_empty() { Err(ErrorCode::Denied.into()) } else { Ok(()) }
}

/// A page of deliveries, newest first.
pub async fn page(app: &App, viewer: &Viewer, asked: &Asked, lang: Lang) -> Result<DeliveriesView> {
    let settings = app.settings();
    let ranges = ranges(&settings, viewer);
    refuse_nobody(&ranges)?;
    let mut read = app.db.read();
    let wanted = wanted(&mut read, asked).await?;
    let counts = counted(deliveries::counts(&mut read, &ranges).await?);
    let may_send_again = !resend_ranges(&settings, viewer).cases.is_empty();
    let mail = app.mailer.is_some();
    let none = DeliveriesView { deliveries: Vec::new(), next: None, counts, may_send_again, mail };
    // A code of no case has no deliveries.
    let Some(wanted) = wanted else { return Ok(none) };
    let limit = limits::PAGE_ROWS / 2;
    let mut rows = deliveries::page(&mut read, &ranges, &wanted, limit as i64 + 1).await?;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().map(|row| row.id).filter(|_| more);
    Ok(DeliveriesView { deliveries: views(app, &settings, rows, lang).await?, next, ..none })
}

async fn wanted(read: &mut impl Run, asked: &Asked) -> Result<Option<Wanted>> {
    let unknown = |field| AppError::field(field, FieldError::UnknownValue);
    let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let state = match given(&asked.state) {
        None => None,
        Some(code) => Some(DeliveryState::from_code(&code).ok_or_else(|| unknown("state"))?),
    };
    let via = match given(&asked.via) {
        None => None,
        Some(code) => Some(Via::from_code(&code).ok_or_else(|| unknown("via"))?),
    };
    let case = match given(&asked.code) {
        None => None,
        Some(text) => {
            let Some(code) = Code::parse(&text) else { return Err(unknown("code")) };
            // Whether the reader may know of it is a condition of the list itself.
            match cases::by_code(read, code.as_str()).await? {
                None => return Ok(None),
                Some(case) => Some(case.id),
            }
        }
    };
    Ok(Some(Wanted { state, via, case, before: asked.before }))
}

fn counted(rows: Vec<(String, i64)>) -> DeliveryCounts {
    let of = |state: DeliveryState| {
        let found = rows.iter().find(|(code, _)| code == state.code());
        found.map_or(0, |(_, n)| u32::try_from(*n).unwrap_or(u32::MAX))
    };
    DeliveryCounts {
        waiting: of(DeliveryState::Waiting),
        sent: of(DeliveryState::Sent),
        dead: of(DeliveryState::Dead),
        dropped: of(DeliveryState::Dropped),
    }
}

async fn views(app: &App, settings: &Settings, rows: Vec<Delivery>, lang: Lang) -> Result<Vec<DeliveryView>> {
    let ids: Vec<CaseId> = rows.iter().map(|row| row.what.case).collect();
    let found = cases::by_ids(&mut app.db.read(), &ids).await?;
    let mut codes: HashMap<CaseId, String> = found.into_iter().map(|case| (case.id, case.code)).collect();
    for id in ids.iter().filter(|id| !codes.contains_key(*id)).copied().collect::<BTreeSet<_>>() {
        codes.extend(petitions::by_id(&mut app.db.read(), id.0).await?.map(|petition| (id, petition.code)));
        codes.extend(alerts::name_of(&mut app.db.read(), id.0).await?.map(|name| (id, name)));
        let report = report_schedules::sent(&mut app.db.read(), id.0).await?;
        let agency = report.and_then(|row| settings.agency(AgencyId(row.agency_id)));
        codes.extend(agency.map(|agency| (id, agency.name(lang).to_owned())));
    }
    let named: HashMap<i64, String> = match rows.iter().any(|row| row.what.via == Via::Webhook) {
        true => endpoints::names(&mut app.db.read()).await?.into_iter().collect(),
        false => HashMap::new(),
    };
    let happened: Vec<(CaseId, u32)> = rows.iter().map(|row| (row.what.case, row.what.version)).collect();
    let kinds = events::kinds(&mut app.db.read(), &happened).await?;
    let kinds: HashMap<(i64, i64), String> =
        kinds.into_iter().map(|(case, version, kind)| ((case, version), kind)).collect();
    let view = |row: Delivery| {
        let what = &row.what;
        let kind = kinds.get(&(what.case.0, i64::from(what.version)));
        let to = match Recipient::from_code(&what.recipient) {
            Some(Recipient::Citizen(_)) => Notices::ToCitizen.text(lang).to_owned(),
            Some(Recipient::Bell(_)) => Notices::ToDevice.text(lang).to_owned(),
            Some(Recipient::Signer(_)) => Notices::ToSigner.text(lang).to_owned(),
            Some(Recipient::Staff(user)) => {
                settings.person(user).map_or_else(|| user.to_string(), |person| person.name.clone())
            }
            Some(Recipient::Endpoint(id)) => named.get(&id).unwrap_or(&what.recipient).clone(),
            None => what.recipient.clone(),
        };
        DeliveryView {
            id: row.id,
            code: codes.get(&what.case).cloned().unwrap_or_default(),
            event: what.version,
            event_kind: kind.cloned().unwrap_or_default(),
            agency: what.agency.and_then(|id| settings.agency(AgencyId(id))).map(|agency| agency.view(lang)),
            topic: what.topic,
            topic_text: what.topic.name(lang).to_owned(),
            via: what.via,
            via_text: what.via.name(lang).to_owned(),
            to,
            state: row.state,
            state_text: row.state.name(lang).to_owned(),
            tries: row.tries,
            trouble: row.trouble,
            trouble_text: row.trouble.map(|trouble| trouble.text(lang).to_owned()),
            said: row.said,
            created_at: Stamp(row.created_ms),
            due_at: (row.state == DeliveryState::Waiting).then_some(Stamp(what.due_ms)),
            settled_at: row.settled_ms.map(Stamp),
        }
    };
    Ok(rows.into_iter().map(view).collect())
}

/// Sends one again that was given up or sent.
pub async fn again(app: &App, viewer: &Viewer, id: i64, lang: Lang) -> Result<DeliveryView> {
    let settings = app.settings();
    let ranges = resend_ranges(&settings, viewer);
    refuse_nobody(&ranges)?;
    let mut tx = app.db.begin().await?;
    let row = deliveries::by_id(&mut tx, &ranges, id).await?.ok_or(AppError::Code(ErrorCode::NotFound))?;
    note(app, &mut tx, viewer, Act::SentAgain, id.to_string(), row.what.agency).await?;
    if deliveries::again(&mut tx, &[id], app.now_ms()).await? == 0 {
        return Err(ErrorCode::NotAllowedNow.into());
    }
    tx.commit().await?;
    one(app, &settings, &ranges, id, lang).await
}

/// Gives up for good on one that could not be sent: whoever does so knows of it.
pub async fn dismiss(app: &App, viewer: &Viewer, id: i64, lang: Lang) -> Result<DeliveryView> {
    let settings = app.settings();
    let ranges = resend_ranges(&settings, viewer);
    refuse_nobody(&ranges)?;
    let mut tx = app.db.begin().await?;
    let row = deliveries::by_id(&mut tx, &ranges, id).await?.ok_or(AppError::Code(ErrorCode::NotFound))?;
    note(app, &mut tx, viewer, Act::Dismissed, id.to_string(), row.what.agency).await?;
    if !deliveries::dismiss(&mut tx, id, app.now_ms()).await? {
        return Err(ErrorCode::NotAllowedNow.into());
    }
    tx.commit().await?;
    one(app, &settings, &ranges, id, lang).await
}

/// Writes an act down; what is about all is the installation's.
async fn note(app: &App, tx: &mut Tx, viewer: &Viewer, act: Act, item: String, agency: Option<i64>) -> Result<()> {
    let agency = agency.map_or_else(|| audit::all(&app.settings()), AgencyId);
    audit::by(app, tx, viewer, Entry::of(act, Thing::Delivery, item, agency)).await
}

async fn one(app: &App, settings: &Settings, ranges: &Ranges, id: i64, lang: Lang) -> Result<DeliveryView> {
    let row = deliveries::by_id(&mut app.db.read(), ranges, id).await?;
    let view = views(app, settings, row.into_iter().collect(), lang).await?.pop();
    view.ok_or(AppError::Code(ErrorCode::NotFound))
}

/// Most that are put back at once; who has more presses again.
const AT_ONCE: i64 = 1_000;

/// Sends all again that were given up.
pub async fn all_again(app: &App, viewer: &Viewer) -> Result<SentAgain> {
    let settings = app.settings();
    let ranges = resend_ranges(&settings, viewer);
    refuse_nobody(&ranges)?;
    let mut tx = app.db.begin().await?;
    let wanted = Wanted { state: Some(DeliveryState::Dead), ..Wanted::default() };
    let dead = deliveries::page(&mut tx, &ranges, &wanted, AT_ONCE).await?;
    let ids: Vec<i64> = dead.iter().map(|row| row.id).collect();
    let count = deliveries::again(&mut tx, &ids, app.now_ms()).await?;
    note(app, &mut tx, viewer, Act::SentAgain, format!("{count}×"), None).await?;
    tx.commit().await?;
    Ok(SentAgain { count: u32::try_from(count).unwrap_or(u32::MAX) })
}

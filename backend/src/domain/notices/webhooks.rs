//! What other systems are told: which endpoints an event concerns, what is posted to them, and how it is signed (Standard
//! Webhooks 1.0.0). Nothing that a person wrote and nobody's name goes out, and nothing of sealed cases.

use super::Recipient;
use super::delivering::Outcome;
use crate::domain::alerts;
use crate::domain::app::App;
use crate::domain::error::Result;
use crate::domain::facts;
use crate::domain::settings::{Asked, Settings};
use crate::outside::Failed;
use crate::secrets::sign_webhook;
use crate::store::cases::StoredCase;
use crate::store::deliveries::{Delivery, NewDelivery};
use crate::store::endpoints::{self, EndpointRow};
use crate::store::events::Passed;
use crate::store::words::Words;
use crate::store::{Read, cases, events};
use hoiam_shared::Stamp;
use hoiam_shared::case::{Event, What};
use hoiam_shared::ids::AgencyId;
use hoiam_shared::notice::{Topic, Trouble, Via};
use hoiam_shared::query::CaseFacts;
use hoiam_shared::text::plan::Body;
use serde_json::{Value, json};

/// Kinds of events that other systems may be told of: those that citizens may read of, and warnings.
pub const KINDS: &[&str] = &[
    "received",
    "passed",
    "routed",
    "accepted",
    "started",
    "transferred",
    "referred",
    "info_requested",
    "messaged",
    "answered",
    "closed",
    "rejected",
    "withdrawn",
    "reopened",
    "rated",
    "extended",
    "recalculated",
    "warned",
    "breached",
    "merged",
    "unmerged",
    "undone",
];

/// That an alert has fired: of no case, so an endpoint hears of it that asks for it, or for everything.
pub const ALERT: &str = "alert_fired";

/// What a test sends.
pub const TEST: &str = "hoiam.test";

/// Endpoints that are told, with their queries read.
pub struct Listening(Vec<(EndpointRow, Option<Asked>)>);

impl Listening {
    /// Those that are on.
    pub async fn load(read: &mut Read<'_>, settings: &Settings) -> Result<Self> {
        let rows = endpoints::on(read).await?;
        // A query that was good when it was stored and is not any more means nothing, rather than everything.
        let ready = |row: EndpointRow| {
            let asked = if row.query.is_empty() { None } else { Some(settings.asked(&row.query).ok()?) };
            Some((row, asked))
        };
        Ok(Self(rows.into_iter().filter_map(ready).collect()))
    }

    /// Nobody listens.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Somebody may want to hear of such an event.
    pub fn hears(&self, kind: &str) -> bool {
        KINDS.contains(&kind) && self.0.iter().any(|(row, _)| wants(row, kind))
    }

    /// The deliveries that an event leads to.
    pub fn told(
        &self,
        settings: &Settings,
        case: &StoredCase,
        words: Option<&Words>,
        event: &Passed,
        now_ms: i64,
    ) -> Vec<NewDelivery> {
        let holder = case.case.agency.or_else(|| settings.site_by_id(case.case.site).map(|site| site.agency));
        let Some(holder) = holder.filter(|_| !case.case.sealed) else { return Vec::new() };
        let hears = |(row, asked): &&(EndpointRow, Option<Asked>)| {
            // An endpoint hears of nothing that was before it.
            event.at_ms >= row.created_ms
                && wants(row, &event.kind)
                && settings.within(holder, AgencyId(row.agency_id))
                && asked.as_ref().is_none_or(|asked| means(settings, asked, case, words, now_ms))
        };
        let delivery = |(row, _): &(EndpointRow, Option<Asked>)| NewDelivery {
            case: case.id,
            version: u32::try_from(event.version).unwrap_or_default(),
            step: 0,
            recipient: Recipient::Endpoint(row.id).code(),
            via: Via::Webhook,
            topic: Topic::Event,
            agency: Some(holder.0),
            sealed: false,
            due_ms: now_ms,
        };
        self.0.iter().filter(hears).map(delivery).collect()
    }
}

/// The endpoints that hear of alerts of whoever sees the cases of these branches, and their agencies. A count tells of all of
/// them, so an endpoint must stand above them all; one that is narrowed to some cases hears of it only when it asks by name.
pub async fn hearing_alerts(
    read: &mut Read<'_>,
    settings: &Settings,
    branches: &[AgencyId],
) -> Result<Vec<(i64, AgencyId)>> {
    let hears = |row: &EndpointRow| {
        let agency = AgencyId(row.agency_id);
        wants(row, ALERT)
            && (row.query.is_empty() || !row.events.is_empty())
            && branches.iter().all(|top| settings.within(*top, agency))
    };
    let rows = endpoints::on(read).await?;
    Ok(rows.iter().filter(|row| hears(row)).map(|row| (row.id, AgencyId(row.agency_id))).collect())
}

fn wants(row: &EndpointRow, kind: &str) -> bool {
    row.events.is_empty() || row.events.split(' ').any(|wanted| wanted == kind)
}

/// Whether a query means a case as it is now. Its words are those it was filed with.
fn means(settings: &Settings, asked: &Asked, case: &StoredCase, words: Option<&Words>, now_ms: i64) -> bool {
    let Ok(clocks) = case.clocks() else { return false };
    let stated = &case.case;
    let body = words.map(|w| Body::new([w.title.as_str(), w.body.as_str(), w.address.as_str()]));
    let body = body.unwrap_or_else(|| Body::new(["", "", ""]));
    let branch: Vec<AgencyId> =
        stated.agency.into_iter().flat_map(|id| settings.line(id)).map(|agency| agency.id).collect();
    let areas = stated.area.as_deref().map(|code| settings.area_line(code)).unwrap_or_default();
    let facts = CaseFacts {
        code: &case.code,
        state: stated.state,
        branch: &branch,
        areas: &areas,
        category: stated.category.as_deref(),
        assignee: stated.assignee,
        flags: &stated.flags,
        sealed: stated.sealed,
        accepted: stated.accepted_ms.is_some(),
        replied: stated.first_answered_ms.is_some(),
        appeal: stated.appeal,
        due_ms: facts::running_due_ms(&clocks),
        answered_ms: stated.answered_ms,
        on_time: facts::on_time(case, &clocks),
        rating: stated.rating,
        transfers: stated.transfers,
        reopened: stated.reopened,
        bounces: stated.bounces,
        ..CaseFacts::filed(stated.kind, stated.channel, stated.site, stated.received_ms, &body)
    };
    asked.matches(settings, &facts, now_ms)
}

/// What is posted about an event: codes, states and times.
fn payload(app: &App, settings: &Settings, case: &StoredCase, event: &Event) -> Value {
    let stated = &case.case;
    let agency = |id: AgencyId| settings.agency(id).map(|agency| agency.code.clone());
    let mut data = json!({
        "code": case.code,
        "event": event.version,
        "kind": stated.kind,
        "state": stated.state,
        "agency": stated.agency.and_then(agency),
        "area": stated.area,
        "category": stated.category,
        "channel": stated.channel,
        "language": stated.language,
        "received_at": Stamp(stated.received_ms),
        "due_at": case.due_ms.map(Stamp),
        "answered_at": stated.answered_ms.map(Stamp),
        "rating": stated.rating,
        "transfers": stated.transfers,
        "reopened": stated.reopened,
        "url": format!("{}/console/cases/{}", app.public_url, case.code),
    });
    if let What::Warned { track, target, due_ms, .. } | What::Breached { track, target, due_ms } = &event.what {
        data["promise"] = json!({ "track": track, "target": target, "due_at": Stamp(*due_ms) });
    }
    if let What::Warned { share, .. } = &event.what {
        data["promise"]["share"] = (*share).into();
    }
    json!({ "type": format!("case.{}", event.what.kind()), "timestamp": Stamp(event.at_ms), "data": data })
}

/// How the secrets of an endpoint are named when they are sealed.
pub fn row_of(id: i64) -> String {
    Recipient::Endpoint(id).code()
}

/// The secrets that sign for an endpoint now, newest first; `None` when they cannot be opened.
pub fn secrets(app: &App, row: &EndpointRow) -> Option<Vec<String>> {
    let open = |sealed: &str| app.keys.open_notice(&row_of(row.id), &row.key_id, sealed).ok();
    let mut all = vec![open(&row.sealed)?];
    if row.old_until_ms.is_some_and(|until| until > app.now_ms()) {
        all.extend(row.old_sealed.as_deref().and_then(open));
    }
    Some(all)
}

/// Posts something to an endpoint, signed.
pub async fn post(app: &App, row: &EndpointRow, id: &str, body: &Value) -> std::result::Result<(), Failed> {
    let secrets = secrets(app, row).ok_or(Failed::for_good(Trouble::Sealed))?;
    let body = body.to_string();
    // Of this try, not of the event: whoever receives it refuses old ones, so that nobody can send them once more.
    let timestamp = (app.now_ms() / 1_000).to_string();
    let signed: Vec<String> = secrets.iter().filter_map(|secret| sign_webhook(secret, id, &timestamp, &body)).collect();
    let headers = [
        ("content-type", "application/json".to_owned()),
        ("webhook-id", id.to_owned()),
        ("webhook-timestamp", timestamp),
        ("webhook-signature", signed.join(" ")),
    ];
    app.poster.post(&row.url, &headers, body).await
}

/// One try of a delivery to an endpoint.
pub async fn deliver(app: &App, delivery: &Delivery, endpoint: i64) -> Result<Outcome> {
    let what = &delivery.what;
    let mut read = app.db.read();
    let Some(row) = endpoints::by_id(&mut read, endpoint).await? else {
        return Ok(Outcome::Needless(Trouble::Unwanted));
    };
    match row.state.as_str() {
        "on" => {}
        "gone" => return Ok(Outcome::Needless(Trouble::Gone)),
        _ => return Ok(Outcome::Needless(Trouble::Unwanted)),
    }
    let name = format!("msg_{}", delivery.id);
    if what.topic == Topic::Alert {
        return Ok(match alerts::telling::owed(app, what.case.0).await? {
            Ok(owed) => post(app, &row, &name, &owed.payload(app)).await.into(),
            Err(why) => Outcome::Needless(why),
        });
    }
    let case = cases::by_ids(&mut read, &[what.case]).await?.pop();
    let history = events::of_case(&mut read, what.case).await?;
    let event = history.iter().find(|event| event.version == what.version);
    let (Some(case), Some(event)) = (case, event) else {
        return Ok(Outcome::Needless(Trouble::Over));
    };
    // Sealed since this was made: other systems hear nothing of it any more.
    if case.case.sealed {
        return Ok(Outcome::Needless(Trouble::NoRight));
    }
    let body = payload(app, &app.settings(), &case, event);
    Ok(post(app, &row, &name, &body).await.into())
}

//! Sends what is due. A node claims deliveries for longer than a try can take, so that two nodes never send the same one
//! at once; a node that stops in between leaves a claim that lapses, and the delivery goes out once more under the same
//! name. So each is sent at least once, and twice only when a node ends between the other side's yes and its own commit.

use super::bells;
use super::delivering::{self, Outcome};
use super::heeding;
use super::letters::{self, Values, Written};
use super::staff;
use super::webhooks;
use super::{Recipient, stopping};
use crate::domain::alerts;
use crate::domain::app::{App, LiveEvent, LiveWhat};
use crate::domain::error::{AppError, Result};
use crate::domain::figure_reports;
use crate::domain::people::Viewer;
use crate::domain::petitions::letters as petition_letters;
use crate::fault;
use crate::outside::Failed;
use crate::outside::mail::Letter;
use crate::outside::text_message::Text;
use crate::store::cases::StoredCase;
use crate::store::deliveries::{self, Delivery};
use crate::store::{cases, endpoints, events, notices, words};
use crate::traces::step;
use hoiam_shared::Lang;
use hoiam_shared::case::{CaseState, Event, What};
use hoiam_shared::ids::{AgencyId, CaseId, UserId};
use hoiam_shared::notice::{DeliveryState, Topic, Trouble, Via};
use hoiam_shared::wire::intake::Contact;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;
use tracing::Instrument;

/// Deliveries that are sent at once.
const AT_ONCE: i64 = 16;
/// How long a try may take in all.
const TRY: Duration = Duration::from_secs(60);
/// How long a claim holds: longer than a try, so that nobody else begins while one goes on.
pub const CLAIM_MS: i64 = 150_000;

/// Sends until nothing is due any more; returns how many tries were made.
pub async fn send_due(app: &Arc<App>) -> Result<usize> {
    let mut done = 0;
    while any_due(app).await? {
        let claimed = claim(app).await?;
        if claimed.is_empty() {
            // Another node was quicker.
            break;
        }
        done += claimed.len();
        let mut tries = JoinSet::new();
        for delivery in claimed {
            let (app, step) = (app.clone(), step!("delivery", via = delivery.what.via.code()));
            tries.spawn(async move { attempt(&app, &delivery).await }.instrument(step));
        }
        while let Some(ended) = tries.join_next().await {
            // What could not be looked up or stored is left to its claim, and tried again when that has lapsed.
            ended.map_err(|error| AppError::Internal(error.into()))??;
        }
    }
    Ok(done)
}

async fn any_due(app: &App) -> Result<bool> {
    let now_ms = app.now_ms();
    Ok(deliveries::any_due(&mut app.db.read(), now_ms, now_ms + CLAIM_MS).await?)
}

/// Claims some of what is due.
pub async fn claim(app: &App) -> Result<Vec<Delivery>> {
    let mut name = [0u8; 16];
    app.random.fill(&mut name);
    let now_ms = app.now_ms();
    let mut tx = app.db.begin().await?;
    let claimed = deliveries::claim(&mut tx, &crate::secrets::hex(&name), now_ms, now_ms + CLAIM_MS, AT_ONCE).await?;
    tx.commit().await?;
    Ok(claimed)
}

/// One try of a claimed delivery, and how it stands afterwards.
pub async fn attempt(app: &App, delivery: &Delivery) -> Result<()> {
    fault::point("delivery.claimed");
    let outcome = match tokio::time::timeout(TRY, outcome(app, delivery)).await {
        Ok(outcome) => outcome?,
        Err(_) => Outcome::Failed(Failed::for_now(Trouble::TimedOut)),
    };
    fault::point("delivery.sent");
    let mut jitter = [0u8; 2];
    app.random.fill(&mut jitter);
    let now_ms = app.now_ms();
    let how = delivering::after(delivery.tries, &outcome, now_ms, u16::from_le_bytes(jitter));
    let mut tx = app.db.begin().await?;
    let mine = deliveries::settle(&mut tx, delivery.id, &delivery.claim, &how, now_ms).await?;
    if let (DeliveryState::Dead, Some(Trouble::Gone), Some(Recipient::Endpoint(id))) =
        (how.state, how.trouble, Recipient::from_code(&delivery.what.recipient))
    {
        endpoints::set_gone(&mut tx, id, now_ms).await?;
    }
    tx.commit().await?;
    if let (DeliveryState::Sent, Via::Console, Some(Recipient::Staff(user))) =
        (how.state, delivery.what.via, Recipient::from_code(&delivery.what.recipient))
    {
        ring(app, delivery, user);
    }
    metrics::counter!("hoiam_deliveries_total", "via" => delivery.what.via.code(), "state" => how.state.code())
        .increment(1);
    let (id, trouble) = (delivery.id, how.trouble.map_or("", Trouble::code));
    match how.state {
        _ if !mine => tracing::warn!(delivery = id, "delivery.late"),
        DeliveryState::Dead => tracing::warn!(delivery = id, trouble, said = how.said, "delivery.given_up"),
        DeliveryState::Waiting => tracing::info!(delivery = id, trouble, said = how.said, "delivery.retry"),
        DeliveryState::Sent | DeliveryState::Dropped => tracing::debug!(delivery = id, trouble, "delivery.settled"),
    }
    Ok(())
}

/// Lets the pages that somebody has open know that their inbox has something new. Nobody listening is no failure.
fn ring(app: &App, delivery: &Delivery, user: UserId) {
    let what = &delivery.what;
    let (case, agency, sealed) = (what.case, what.agency.map(AgencyId), what.sealed);
    drop(app.live.send(LiveEvent { what: LiveWhat::Notice(user), case, agency, sealed }));
}

async fn outcome(app: &App, delivery: &Delivery) -> Result<Outcome> {
    let letter = match (delivery.what.via, Recipient::from_code(&delivery.what.recipient)) {
        (Via::Mail, Some(Recipient::Citizen(case))) => to_citizen(app, delivery, case).await?,
        (Via::Mail, Some(Recipient::Staff(user))) if delivery.what.topic == Topic::Alert => {
            to_owner(app, delivery, user).await?
        }
        (Via::Mail, Some(Recipient::Staff(user))) if delivery.what.topic == Topic::Report => {
            with_report(app, delivery, user).await?
        }
        (Via::Mail, Some(Recipient::Staff(user))) => to_staff(app, delivery, user).await?,
        (Via::Mail, Some(Recipient::Signer(id))) => to_signer(app, delivery, id).await?,
        (Via::Sms, Some(Recipient::Signer(id))) => return text_to_signer(app, delivery, id).await,
        (Via::Webhook, Some(Recipient::Endpoint(id))) => {
            return webhooks::deliver(app, delivery, id).await;
        }
        (Via::Push, Some(Recipient::Bell(id))) => {
            if told(app, delivery, delivery.what.case).await?.is_none() {
                return Ok(Outcome::Needless(Trouble::Over));
            }
            return bells::ring(app, id).await;
        }
        // In the console there is nothing to send: what was checked is what is read.
        (Via::Console, Some(Recipient::Staff(user))) => {
            return Ok(match for_staff(app, delivery, user).await? {
                Ok(_) => Outcome::Taken,
                Err(why) => Outcome::Needless(why),
            });
        }
        (Via::Mail | Via::Sms | Via::Webhook | Via::Console | Via::Push, _) => {
            Err(Outcome::Failed(Failed::for_good(Trouble::NotSetUp)))
        }
    };
    let letter = match letter {
        Ok(letter) => letter,
        Err(outcome) => return Ok(outcome),
    };
    // The node that made it could send it; another may not be set up alike.
    let Some(mailer) = &app.mailer else { return Ok(Outcome::Failed(Failed::for_now(Trouble::NotSetUp))) };
    Ok(mailer.send(&letter).await.into())
}

type Made = std::result::Result<Letter, Outcome>;

fn needless(why: Trouble) -> Result<Made> {
    Ok(Err(Outcome::Needless(why)))
}

fn given_up(why: Trouble) -> Result<Made> {
    Ok(Err(Outcome::Failed(Failed::for_good(why))))
}

/// What a letter is made from.
struct Told {
    /// The case that the letter is about.
    case: StoredCase,
    /// The events of the case in which something happened.
    history: Vec<Event>,
    /// What was written with it.
    words: String,
    /// Title of the case.
    title: String,
}

async fn told(app: &App, delivery: &Delivery, about: CaseId) -> Result<Option<Told>> {
    let mut read = app.db.read();
    let what = &delivery.what;
    let Some(case) = cases::by_ids(&mut read, &[about]).await?.pop() else { return Ok(None) };
    let history = events::of_case(&mut read, what.case).await?;
    if history.iter().any(|event| matches!(event.what, What::Undone { of, .. } if of == what.version)) {
        return Ok(None);
    }
    let written = words::of_cases(&mut read, &[what.case]).await?;
    let words = written.iter().find(|w| w.version == i64::from(what.version)).map(|w| w.body.clone());
    let title = words::filed(&mut read, &[about]).await?.pop().map(|w| w.title);
    Ok(Some(Told { case, history, words: words.unwrap_or_default(), title: title.unwrap_or_default() }))
}

async fn to_citizen(app: &App, delivery: &Delivery, about: CaseId) -> Result<Made> {
    let topic = delivery.what.topic;
    let Some(told) = told(app, delivery, about).await? else { return needless(Trouble::Over) };
    let Some(contact) = words::contact(&mut app.db.read(), about).await? else { return needless(Trouble::NoAddress) };
    if contact.notify == 0 {
        return needless(Trouble::Unwanted);
    }
    // A question that was answered meanwhile is not asked again.
    if topic == Topic::Question && told.case.case.state != CaseState::WaitingCitizen {
        return needless(Trouble::Over);
    }
    let Ok(plain) = app.keys.open(about.0, &contact.key_id, &contact.sealed) else {
        return given_up(Trouble::Sealed);
    };
    let address = serde_json::from_str::<Contact>(&plain).ok().and_then(|contact| contact.email);
    let Some(address) = address else { return needless(Trouble::NoAddress) };
    let lang = told.case.case.language;
    let link = format!("{}/t/{}?lang={lang}", app.public_url, told.case.code);
    letter(app, delivery, &told, address, link, String::new(), lang).await
}

async fn to_signer(app: &App, delivery: &Delivery, id: i64) -> Result<Made> {
    let ready = match petition_letters::ready(app, delivery, id).await? {
        Ok(ready) => ready,
        Err(why) => return needless(why),
    };
    Ok(Ok(written(app, delivery, Some(ready.agency), &ready.values, ready.to, ready.lang).await?))
}

async fn text_to_signer(app: &App, delivery: &Delivery, id: i64) -> Result<Outcome> {
    let ready = match petition_letters::ready(app, delivery, id).await? {
        Ok(ready) => ready,
        Err(why) => return Ok(Outcome::Needless(why)),
    };
    // The node that made it could send it; another may not be set up alike.
    let Some(texter) = &app.texter else { return Ok(Outcome::Failed(Failed::for_now(Trouble::NotSetUp))) };
    let text = petition_letters::text(delivery.what.topic, &ready.values, ready.lang);
    let message = Text { id: format!("{}-{}", delivery.id, delivery.what.version), to: ready.to, text };
    Ok(texter.send(&message).await.into())
}

/// What somebody of staff is told and who they are, or why they need not be told any more.
async fn for_staff(
    app: &App,
    delivery: &Delivery,
    user: UserId,
) -> Result<std::result::Result<(Told, Viewer), Trouble>> {
    let Some(told) = told(app, delivery, delivery.what.case).await? else { return Ok(Err(Trouble::Over)) };
    let case = &told.case.case;
    let Some(reader) = staff::reader(&mut app.db.read(), user).await? else { return Ok(Err(Trouble::NoRight)) };
    if !reader.sees(&app.settings(), case.agency, case.sealed) {
        return Ok(Err(Trouble::NoRight));
    }
    Ok(match settled_meanwhile(delivery, &told, user) {
        Some(why) => Err(why),
        None => Ok((told, reader)),
    })
}

async fn to_staff(app: &App, delivery: &Delivery, user: UserId) -> Result<Made> {
    let (told, reader) = match for_staff(app, delivery, user).await? {
        Ok(both) => both,
        Err(why) => return needless(why),
    };
    let (address, lang) = match reached(app, user).await? {
        Ok(both) => both,
        Err(outcome) => return Ok(Err(outcome)),
    };
    let link = format!("{}/console/cases/{}", app.public_url, told.case.code);
    letter(app, delivery, &told, address, link, reader.name, lang).await
}

/// Where somebody of staff is reached by letter and in which language, or why they are not.
async fn reached(app: &App, user: UserId) -> Result<std::result::Result<(String, Lang), Outcome>> {
    let Some(row) = notices::staff_address(&mut app.db.read(), user).await? else {
        return Ok(Err(Outcome::Needless(Trouble::NoAddress)));
    };
    if row.wanted == 0 {
        return Ok(Err(Outcome::Needless(Trouble::Unwanted)));
    }
    let opened = app.keys.open_notice(&staff::row_of(user), &row.key_id, &row.sealed);
    let address = opened.map_err(|_| Outcome::Failed(Failed::for_good(Trouble::Sealed)));
    Ok(address.map(|address| (address, Lang::from_code(&row.lang).unwrap_or_default())))
}

/// The letter about an alert that fired.
async fn to_owner(app: &App, delivery: &Delivery, user: UserId) -> Result<Made> {
    let owed = match alerts::telling::owed(app, delivery.what.case.0).await? {
        Ok(owed) => owed,
        Err(why) => return needless(why),
    };
    let (address, lang) = match reached(app, user).await? {
        Ok(both) => both,
        Err(outcome) => return Ok(Err(outcome)),
    };
    Ok(Ok(written(app, delivery, owed.agency(), &owed.values(app, lang), address, lang).await?))
}

/// The letter with a report that goes out by itself.
async fn with_report(app: &App, delivery: &Delivery, user: UserId) -> Result<Made> {
    let (address, lang) = match reached(app, user).await? {
        Ok(both) => both,
        Err(outcome) => return Ok(Err(outcome)),
    };
    let owed = match figure_reports::telling::owed(app, delivery.what.case.0, lang).await? {
        Ok(owed) => owed,
        Err(why) => return needless(why),
    };
    let letter = written(app, delivery, Some(owed.agency), &owed.values(app), address, lang).await?;
    Ok(Ok(Letter { enclosed: owed.enclosed().await?, ..letter }))
}

/// What a letter to staff says may be over by the time it is sent.
fn settled_meanwhile(delivery: &Delivery, told: &Told, user: UserId) -> Option<Trouble> {
    let case = &told.case.case;
    let over = match delivery.what.topic {
        Topic::Assigned | Topic::Reply => case.assignee != Some(user),
        Topic::Warning | Topic::Breach | Topic::Escalation => !case.state.open() || case.answered_ms.is_some(),
        Topic::Alert
        | Topic::Report
        | Topic::Receipt
        | Topic::Question
        | Topic::Extension
        | Topic::DueMoved
        | Topic::Transfer
        | Topic::Answer
        | Topic::Rejection
        | Topic::Reopened
        | Topic::Signature
        | Topic::PetitionNews
        | Topic::PetitionAnswer
        | Topic::Event => false,
    };
    if over {
        return Some(Trouble::Over);
    }
    let heeded = delivery.what.topic == Topic::Escalation && heeding::stirred(&told.history, delivery.what.version);
    heeded.then_some(Trouble::Acknowledged)
}

async fn letter(
    app: &App,
    delivery: &Delivery,
    told: &Told,
    to: String,
    link: String,
    name: String,
    lang: Lang,
) -> Result<Made> {
    let settings = app.settings();
    let agency = told.case.case.agency.or_else(|| settings.site_by_id(told.case.case.site).map(|site| site.agency));
    let values = Values::of(&settings, &told.case, &told.title, &told.words, lang).telling(
        &settings,
        &told.history,
        delivery.what.version,
        lang,
    );
    let values = Values { link, name, ..values };
    Ok(Ok(written(app, delivery, agency, &values, to, lang).await?))
}

/// A letter in the words of an agency, in its envelope.
async fn written(
    app: &App,
    delivery: &Delivery,
    agency: Option<AgencyId>,
    values: &Values,
    to: String,
    lang: Lang,
) -> Result<Letter> {
    let topic = delivery.what.topic;
    let template = letters::template(&mut app.db.read(), &app.settings(), agency, topic, lang).await?;
    let stop = stopping::link(app, &delivery.what.recipient, lang);
    let Written { subject, text, html } = letters::write(&template, values, topic, &stop, lang);
    let id = format!("{}-{}", delivery.id, delivery.what.version);
    Ok(Letter { id, at_ms: app.now_ms(), to, subject, text, html, lang, stop, enclosed: Vec::new() })
}

//! What is owed for signatures. When a petition reaches a threshold, a case is opened at the agency that was asked, with the
//! ordinary policy and clock; its answer goes to everybody who signed. When signatures turn out not to be real, the
//! threshold is taken back and the case says so: what to do with it then is for people to decide.

use super::{letters, moving};
use crate::domain::app::App;
use crate::domain::error::{AppError, Result};
use crate::domain::intake::opening::Opening;
use crate::domain::intake::{opening, writer};
use crate::domain::moving::{self as cases_moving, Step, Written};
use crate::domain::settings::Settings;
use crate::domain::sla;
use crate::secrets::sha256_hex;
use crate::store::petitions::{self as rows, Petition, Reached};
use crate::store::signatures;
use crate::store::words::{SealedContact, Words};
use crate::store::{Tx, cases, events};
use hoiam_shared::case::event::{Received, RouteWhy};
use hoiam_shared::case::{Actor, CaseKind, Channel, What};
use hoiam_shared::catalogue::petitions::Petitions as T;
use hoiam_shared::catalogue::{fill, grouped};
use hoiam_shared::ids::CaseId;
use hoiam_shared::limits;
use hoiam_shared::petition::{PetitionState, PetitionWhat, Threshold};
use hoiam_shared::query::CaseFacts;
use hoiam_shared::text::plan::Body;
use hoiam_shared::wire::intake::Contact;
use std::sync::Arc;

/// Opens what is owed for signatures that have come in by now; how many cases.
pub async fn reach_due(app: &App) -> Result<usize> {
    let board = app.petitions.board.now(app).await?;
    let mut done = 0;
    for petition in board.petitions().filter(|petition| petition.state == PetitionState::Open) {
        let (count, reached) = (board.count(petition.id).0, board.reached(petition.id).len());
        let owed = petition.rules.thresholds.iter().skip(reached).take_while(|t| count >= t.count).count();
        for position in reached..reached + owed {
            done += usize::from(reach(app, petition.id, position).await?);
        }
    }
    Ok(done)
}

/// Opens the case for a threshold, unless it is not reached or was reached before.
async fn reach(app: &App, id: i64, position: usize) -> Result<bool> {
    let settings = app.settings();
    let case = CaseId(app.numbers.case(&app.db).await?);
    let now_ms = app.now_ms();
    let mut tx = app.db.begin().await?;
    let Some(mut petition) = rows::lock(&mut tx, id).await? else { return Ok(false) };
    let Some(threshold) = petition.rules.thresholds.get(position).copied() else { return Ok(false) };
    let (count, _) = signatures::total(&mut tx, id).await?;
    if petition.state != PetitionState::Open || count.unsigned_abs() < threshold.count {
        return Ok(false);
    }
    let place = i64::try_from(position).unwrap_or_default();
    let new = Reached {
        petition_id: id,
        position: place,
        reached_ms: now_ms,
        taken_back_ms: None,
        case_id: case.0,
        told: 0,
        told_ms: None,
    };
    if !rows::reach(&mut tx, &new).await? {
        return Ok(false);
    }
    let contact = author(app, &mut tx, &petition, case).await?;
    let prepared = prepare(app, &settings, &petition, threshold, case, contact)?;
    writer::store(&mut tx, &[&Arc::new(prepared)]).await?;
    let what = PetitionWhat::Reached {
        position: u32::try_from(position).unwrap_or_default(),
        count: threshold.count,
        duty: threshold.duty,
        case: case.0,
    };
    moving::advance(&mut tx, &mut petition, Actor::System, what, now_ms).await?;
    letters::news(&mut tx, app, &petition).await?;
    tx.commit().await?;
    app.written.ring();
    app.petitions.board.stale();
    Ok(true)
}

/// How to reach the author, sealed for the case.
async fn author(app: &App, tx: &mut Tx, petition: &Petition, case: CaseId) -> Result<Option<SealedContact>> {
    let Some(signature) = signatures::by_id(tx, petition.author).await? else { return Ok(None) };
    let Some(signer) = letters::signer(app, &signature) else { return Ok(None) };
    let contact = Contact {
        name: Some(signer.name),
        email: Some(signer.email).filter(|email| !email.is_empty()),
        phone: signer.phone,
        notify: true,
    };
    let plain = serde_json::to_string(&contact).map_err(|error| AppError::Internal(error.into()))?;
    let (key_id, sealed) = app.keys.seal(app.random.as_ref(), case.0, &plain);
    Ok(Some(SealedContact { case_id: case.0, key_id, sealed, notify: 1 }))
}

fn prepare(
    app: &App,
    settings: &Settings,
    petition: &Petition,
    threshold: Threshold,
    id: CaseId,
    contact: Option<SealedContact>,
) -> Result<crate::domain::intake::Prepared> {
    let (now_ms, lang) = (app.now_ms(), petition.language);
    let agency = settings.present(petition.agency).map_or(petition.agency, |agency| agency.id);
    let title: String =
        fill(T::CaseTitle.text(lang), &[("title", &petition.title)]).chars().take(limits::TITLE_CHARS).collect();
    let said = [
        ("code", petition.code.as_str()),
        ("n", &grouped(threshold.count, lang)),
        ("duty", threshold.duty.name(lang)),
        ("body", &petition.body),
    ];
    let body = fill(T::CaseBody.text(lang), &said);
    let words = Words { case_id: id.0, version: 1, title, body, address: String::new() };
    let text = Arc::new(Body::new([words.title.as_str(), words.body.as_str(), ""]));
    let areas = petition.area.as_deref().map(|code| settings.area_line(code)).unwrap_or_default();
    let facts = CaseFacts {
        areas: &areas,
        category: petition.category.as_deref(),
        ..CaseFacts::filed(CaseKind::Petition, Channel::Portal, petition.site, now_ms, &text)
    };
    let received = Received {
        kind: CaseKind::Petition,
        site: petition.site,
        channel: Channel::Portal,
        language: lang,
        area: petition.area.clone(),
        category: petition.category.clone(),
        flags: Vec::new(),
        held: false,
        policy: sla::choose_policy(settings, &facts, now_ms).map(|policy| policy.id),
        calendar: settings.calendar_of(agency, now_ms).ok_or_else(|| AppError::defect("no calendar"))?,
        public: None,
        by: None,
        appeals: None,
        split_from: None,
        sealed: false,
    };
    let opening = Opening {
        id,
        received,
        received_ms: now_ms,
        actor: Actor::System,
        agency,
        why: RouteWhy::Petition,
        body_sha256: sha256_hex(&words.body),
        words,
        text,
        contact,
        files: Vec::new(),
        key: format!("petition {} {}", petition.code, threshold.count),
    };
    opening::prepare(app, settings, opening)
}

/// After signatures were found not to be real, or to be real after all: thresholds that are not reached any more, or again.
/// Gives their counts.
pub(super) async fn settle(app: &App, tx: &mut Tx, petition: &mut Petition, by: Actor) -> Result<Vec<u64>> {
    let (count, _) = signatures::total(tx, petition.id).await?;
    let (now_ms, mut moved) = (app.now_ms(), Vec::new());
    for reached in rows::reached(tx, petition.id).await? {
        let position = u32::try_from(reached.position).unwrap_or_default();
        let Some(threshold) = petition.rules.thresholds.get(position as usize).copied() else { continue };
        let enough = count.unsigned_abs() >= threshold.count;
        let (what, said) = match (enough, reached.taken_back_ms) {
            (false, None) => (PetitionWhat::TakenBack { position }, T::ToldTakenBack),
            (true, Some(_)) => (PetitionWhat::ReachedAgain { position }, T::ToldReachedAgain),
            (true, None) | (false, Some(_)) => continue,
        };
        rows::set_taken_back(tx, petition.id, reached.position, (!enough).then_some(now_ms)).await?;
        moving::advance(tx, petition, by, what, now_ms).await?;
        let said = fill(said.text(petition.language), &[("n", &grouped(threshold.count, petition.language))]);
        note(app, tx, CaseId(reached.case_id), by, &said).await?;
        moved.push(threshold.count);
    }
    Ok(moved)
}

/// Writes it down where the answer is being worked on.
async fn note(app: &App, tx: &mut Tx, case: CaseId, by: Actor, said: &str) -> Result<()> {
    let Some(before) = cases::lock(tx, case).await? else { return Ok(()) };
    let history = events::of_case(tx, case).await?;
    let step = Step::with_words(by, What::Noted {}, Written::text(said));
    let moved = cases_moving::advance(&app.settings(), &before, &history, vec![step], app.now_ms())?;
    moved.store(tx, &before).await
}

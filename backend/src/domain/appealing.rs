//! Appeals: the citizen is not content with how a case ended. Once, and within the term, they may turn to the agency above
//! the one that answered (to the same one where there is none above). The appeal is a case of its own, with its own
//! code, secret, leg and clock, so that the figures of the first stay what they were; each of the two names the
//! other. Both are written in one transaction.

use super::app::App;
use super::error::{AppError, Result};
use super::evidence::giving::{self, Giver};
use super::intake::opening::{self, Opening};
use super::intake::{self, Prepared};
use super::moving::{self, Step};
use super::settings::{Agency, Settings};
use super::sla;
use crate::secrets::sha256_hex;
use crate::store::cases::StoredCase;
use crate::store::words::{SealedContact, Words};
use crate::store::{Read, cases, events, words};
use hoiam_shared::case::event::{Received, RouteWhy};
use hoiam_shared::case::{Actor, Case, CaseState, Event, What, appeal, parts};
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::story::Story;
use hoiam_shared::check::{self, Fault};
use hoiam_shared::clock::appeal_until;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::ids::CaseId;
use hoiam_shared::limits;
use hoiam_shared::query::CaseFacts;
use hoiam_shared::text::plan::Body;
use hoiam_shared::wire::intake::{AgencyRef, AppealView};
use hoiam_shared::{Lang, Stamp};
use std::collections::HashMap;
use std::sync::Arc;

/// Whom one appeals to: the agency above the one that answered, or itself where there is none above.
fn superior<'s>(settings: &'s Settings, case: &Case) -> Option<&'s Agency> {
    let answered = settings.agency(case.agency?)?;
    Some(answered.parent.and_then(|id| settings.agency(id)).unwrap_or(answered))
}

/// Until when and to whom an appeal can be made now.
fn open<'s>(settings: &'s Settings, stored: &StoredCase, history: &[Event], now_ms: i64) -> Option<(i64, &'s Agency)> {
    let ended = matches!(stored.case.state, CaseState::Answered | CaseState::Closed | CaseState::Rejected);
    let until = appeal_until(&settings.shelf(), stored.case.kind, history).filter(|until| ended && now_ms < *until)?;
    Some((until, superior(settings, &stored.case)?))
}

/// Whether an appeal can be made now.
pub fn possible(settings: &Settings, stored: &StoredCase, history: &[Event], now_ms: i64) -> bool {
    open(settings, stored, history, now_ms).is_some()
}

/// Files the appeal; gives the first case as it is then.
pub async fn file(app: &App, stored: &StoredCase, body: &str, ids: &[String]) -> Result<StoredCase> {
    let settings = app.settings();
    let mut faults: Vec<Fault> = Vec::new();
    check::text("body", body, limits::BODY_MIN_CHARS, limits::BODY_CHARS, &mut faults);
    check::attachments(ids, &mut faults);
    if !faults.is_empty() {
        return Err(AppError::Invalid(faults));
    }
    let files = giving::look_once(app, ids, Giver::Citizen).await?;
    let now_ms = app.now_ms();
    let id = CaseId(app.numbers.case(&app.db).await?);
    let mut tx = app.db.begin().await?;
    let before = cases::lock(&mut tx, stored.id).await?.ok_or(AppError::Code(ErrorCode::NotFound))?;
    let history = events::of_case(&mut tx, before.id).await?;
    let (_, agency) = open(&settings, &before, &history, now_ms).ok_or(AppError::Code(ErrorCode::NotAllowedNow))?;
    let filed = words::filed(&mut tx, &[before.id]).await?.pop().unwrap_or_default();
    let contact = words::contact(&mut tx, before.id).await?;
    let prepared = prepare(app, &settings, Appeal { id, first: &before, agency, body, filed, contact, files })?;
    let step = Step::silent(Actor::Citizen, What::Appealed { case: id, agency: agency.id });
    let moved = moving::advance(&settings, &before, &history, vec![step], now_ms)?;
    intake::writer::store(&mut tx, &[&Arc::new(prepared)]).await?;
    moved.store(&mut tx, &before).await?;
    tx.commit().await?;
    app.written.ring();
    Ok(moved.case)
}

/// What an appeal is made of.
struct Appeal<'a> {
    id: CaseId,
    first: &'a StoredCase,
    agency: &'a Agency,
    body: &'a str,
    filed: Words,
    contact: Option<SealedContact>,
    files: Vec<giving::Given>,
}

fn prepare(app: &App, settings: &Settings, appeal: Appeal<'_>) -> Result<Prepared> {
    let Appeal { id, first, agency, body, filed, contact, files } = appeal;
    let (now_ms, was) = (app.now_ms(), &first.case);
    let title = fill(Story::AppealTitle.text(was.language), &[("title", &filed.title)]);
    let written = Words { case_id: id.0, version: 1, title, body: body.trim().to_owned(), address: filed.address };
    let text = Arc::new(Body::new([written.title.as_str(), written.body.as_str(), written.address.as_str()]));
    let areas = was.area.as_deref().map(|code| settings.area_line(code)).unwrap_or_default();
    let facts = CaseFacts {
        areas: &areas,
        category: was.category.as_deref(),
        appeal: true,
        ..CaseFacts::filed(was.kind, was.channel, was.site, now_ms, &text)
    };
    let calendar = settings.calendar_of(agency.id, now_ms).ok_or_else(|| AppError::defect("no calendar"))?;
    let received = Received {
        kind: was.kind,
        site: was.site,
        channel: was.channel,
        language: was.language,
        area: was.area.clone(),
        category: was.category.clone(),
        // The first case was looked at; this one goes to where it must go.
        flags: Vec::new(),
        held: false,
        policy: sla::choose_policy_for_appeal(settings, &facts, now_ms).map(|policy| policy.id),
        calendar,
        public: was.wished,
        by: None,
        appeals: Some(first.id),
        split_from: None,
        sealed: was.sealed,
    };
    let contact = contact.and_then(|kept| opening::resealed(app, &kept, id));
    let (key, body_sha256) = (format!("appeal {}", first.code), sha256_hex(body));
    let (actor, why) = (Actor::Citizen, RouteWhy::Appeal);
    let agency = agency.id;
    let (received_ms, words) = (now_ms, written);
    let opening =
        Opening { id, received, received_ms, actor, agency, why, words, text, contact, files, key, body_sha256 };
    opening::prepare(app, settings, opening)
}

/// What the citizen is told of an appeal that can be made, was made, or is this one. With the secret of the first case one
/// opens the appeal, too: it is given here.
pub async fn view(
    app: &App,
    settings: &Settings,
    read: &mut Read<'_>,
    stored: &StoredCase,
    history: &[Event],
    lang: Lang,
) -> Result<Option<AppealView>> {
    let named = |agency: Option<&Agency>| {
        agency.map_or_else(|| AgencyRef { code: String::new(), name: String::new() }, |agency| agency.view(lang))
    };
    if let Some((id, agency)) = appeal::made(history) {
        let other = cases::by_ids(read, &[id]).await?.pop();
        let code = other.map(|case| case.code);
        return Ok(Some(AppealView {
            agency: named(settings.agency(agency)),
            until: None,
            secret: code.as_deref().map(|code| app.keys.secret_of(code)),
            code,
            against: None,
        }));
    }
    if let Some(id) = appeal::against(history) {
        let against = cases::by_ids(read, &[id]).await?.pop().map(|case| case.code);
        let agency = named(stored.case.agency.and_then(|id| settings.agency(id)));
        return Ok(Some(AppealView { agency, until: None, code: None, secret: None, against }));
    }
    let open = open(settings, stored, history, app.now_ms());
    Ok(open.map(|(until, agency)| AppealView {
        agency: agency.view(lang),
        until: Some(Stamp(until)),
        code: None,
        secret: None,
        against: None,
    }))
}

/// Tracking codes of the cases that a history names, those that its reader may know of: the one it follows, its appeal, the
/// one it appeals against, its parts, the one that it was a part of.
pub async fn codes(
    read: &mut Read<'_>,
    stored: &StoredCase,
    history: &[Event],
    known: impl Fn(&Case) -> bool,
) -> Result<HashMap<i64, String>> {
    let merged = stored.case.merged.map(|(id, _)| id);
    let mut ids = parts::split_off(history);
    ids.extend(merged.into_iter().chain(parts::part_of(history)));
    ids.extend(appeal::made(history).map(|(id, _)| id).into_iter().chain(appeal::against(history)));
    let found = cases::by_ids(read, &ids).await?;
    Ok(found.into_iter().filter(|one| known(&one.case)).map(|one| (one.id.0, one.code)).collect())
}

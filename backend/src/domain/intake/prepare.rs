//! From what was sent to a case ready to be stored: no I/O, so it runs on the request's own task.

use super::Submission;
use crate::domain::app::App;
use crate::domain::error::{AppError, Result};
use crate::domain::evidence::giving::{self, Files, Given};
use crate::domain::moving::clocks_of;
use crate::domain::settings::{Settings, Site};
use crate::domain::suggesting::text_of;
use crate::domain::{routing, screening, sites, sla, toll};
use crate::secrets::sha256_hex;
use crate::store::cases::StoredCase;
use crate::store::words::{SealedContact, Words};
use crate::words::words_digest;
use hoiam_shared::Stamp;
use hoiam_shared::case::event::{Flag, Received};
use hoiam_shared::case::{Actor, Case, Channel, Event, What};
use hoiam_shared::check::{self, Fault};
use hoiam_shared::error::FieldError;
use hoiam_shared::ids::{AgencyId, CaseId};
use hoiam_shared::query::CaseFacts;
use hoiam_shared::questions;
use hoiam_shared::text::plan::Body;
use hoiam_shared::wire::intake::{CaseNew, Contact};
use std::sync::Arc;

/// A case ready to be stored.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// Within which site the key holds.
    pub site: i64,
    /// The `Idempotency-Key`.
    pub key: String,
    /// Digest of what was sent.
    pub body_sha256: String,
    /// The case.
    pub stored: StoredCase,
    /// Its first events.
    pub events: Vec<Event>,
    /// Its words.
    pub words: Words,
    /// Title, text and address taken apart, as the rules and the index ask for them.
    pub body: Arc<Body>,
    /// How to reach the citizen, sealed.
    pub contact: Option<SealedContact>,
    /// Files sent along.
    pub files: Files,
}

/// Digest of what was sent. Files count by their content, so that the same form sent twice by a browser without
/// scripts, which uploads them anew, is the same.
pub(super) fn content_digest(new: &CaseNew, files: &[Given]) -> String {
    if files.is_empty() {
        return sha256_hex(&serde_json::to_string(new).unwrap_or_default());
    }
    let mut plain = CaseNew { attachments: Vec::new(), ..new.clone() };
    // Answers that are files name them by the ids of this sending.
    let ids = || new.attachments.iter().zip(files);
    for answer in &mut plain.answers {
        let named: Vec<&str> = questions::files(&answer.value)
            .filter_map(|id| ids().find(|(attached, _)| *attached == id).map(|(_, file)| file.sha256()))
            .collect();
        if !named.is_empty() {
            answer.value = named.join(" ");
        }
    }
    let mut text = serde_json::to_string(&plain).unwrap_or_default();
    for file in files {
        text.push('\n');
        text.push_str(file.sha256());
    }
    sha256_hex(&text)
}

pub(super) fn prepare(
    app: &App,
    settings: &Settings,
    site: &Site,
    submission: Submission,
    given: std::result::Result<Vec<Given>, Vec<Fault>>,
    id: i64,
) -> Result<Prepared> {
    let now_ms = app.now_ms();
    let new = &submission.case;
    let mut faults = check::case_new(new, Stamp(now_ms));
    let questions = sites::questions(settings, site.id, new.language);
    let category = new.category.as_deref();
    // A letter does not answer the questions of a form.
    if submission.by.is_none() {
        faults.extend(questions::check(
            &questions,
            category,
            &new.answers,
            Some(&new.attachments),
            sites::today(now_ms),
        ));
    }
    // A system that sends for somebody has asked them itself; a person is asked here.
    if submission.by.is_some() || matches!(submission.channel, Channel::Widget | Channel::Portal) {
        faults.extend(check::consent(new));
    }
    if let Some(contact) = &new.contact {
        check::mail(contact, &mut faults);
    }
    let chosen = looked_up(settings, site, new, &mut faults);
    let given = given.unwrap_or_else(|wrong| {
        let more: Vec<Fault> = wrong.into_iter().filter(|fault| !faults.contains(fault)).collect();
        faults.extend(more);
        Vec::new()
    });
    if !faults.is_empty() {
        return Err(AppError::Invalid(faults));
    }
    // Before anything is counted or remembered: the same is sent again.
    let unproven = toll::pass(app, site, &submission)?;
    let body_sha256 = content_digest(new, &given);
    let mut body = to_stored(&new.body);
    let title = title_of(&to_stored(&new.title), &body);
    // Answers stand below the text: found, read and sealed with it.
    let named: Vec<(&str, &str)> =
        new.attachments.iter().zip(&given).map(|(id, file)| (id.as_str(), file.name())).collect();
    let told = to_stored(&questions::told(&questions, category, &new.answers, &named, new.language));
    if !told.is_empty() {
        body.push_str("\n\n");
        body.push_str(&told);
    }
    let address = new.address.as_deref().map(to_stored).unwrap_or_default();

    let folded = hoiam_shared::text::fold(&body);
    let mut flags = screening::flags(new.kind, &title, &body, &folded);
    let repeated = app.recent.seen(&folded, now_ms);
    if repeated {
        flags.push(Flag::Repeated);
    }
    if submission.signs.is_some_and(|signs| signs.suspect(screening::links(&body) > 0, repeated)) {
        flags.push(Flag::Automated);
    }
    if unproven {
        flags.push(Flag::Unproven);
    }
    // What staff take down comes from one office, and a person has read it.
    if submission.by.is_none() {
        flags.extend(app.throttle.crowd(submission.client, site.id, app.clock.steady_ms()));
    }
    let held = flags.iter().any(|flag| flag.holds());
    let calendar = settings.calendar_of(site.agency, now_ms).ok_or_else(|| AppError::defect("no calendar"))?;
    let text = Arc::new(Body::new([title.as_str(), body.as_str(), address.as_str()]));
    // An old code means what is there today.
    let area = new.area.as_deref().and_then(|code| settings.area_today(code)).map(|area| area.code.clone());
    let category = category.and_then(|code| settings.category_today(code)).map(|category| category.code.clone());
    let area_line = area.as_deref().map(|code| settings.area_line(code)).unwrap_or_default();
    let facts = CaseFacts {
        areas: &area_line,
        category: category.as_deref(),
        flags: &flags,
        ..CaseFacts::filed(new.kind, submission.channel, site.id, now_ms, &text)
    };
    let policy = sla::choose_policy(settings, &facts, now_ms).map(|policy| policy.id);
    let suggest = || {
        // What is held or sealed is looked at by a person first.
        let open = !held && !new.kind.sealed();
        open.then(|| app.suggester.load().route(settings, &text_of(&title, &body), area.as_deref())).flatten()
    };
    let (agency, why) = routing::route(settings, site, chosen, area.as_deref(), &facts, now_ms, suggest);
    let agency_calendar = settings.calendar_of(agency, now_ms).unwrap_or(calendar);

    let received = Received {
        kind: new.kind,
        site: site.id,
        channel: submission.channel,
        language: new.language,
        area,
        category,
        flags: flags.clone(),
        held,
        policy,
        calendar,
        public: new.public.filter(|_| new.kind.publishable()),
        by: submission.by,
        appeals: None,
        split_from: None,
        sealed: false,
    };
    let mut case = Case::begin(&received, now_ms);
    let words = Words { case_id: id, version: 1, title, body, address };
    let mut events = vec![
        Event {
            version: 1,
            at_ms: now_ms,
            actor: Actor::Citizen,
            words_sha256: words_digest(&words.title, &words.body, &words.address),
            what: What::Received(received),
        },
        Event {
            version: 2,
            at_ms: now_ms,
            actor: Actor::System,
            words_sha256: String::new(),
            what: What::Routed { agency, calendar: agency_calendar, why },
        },
    ];
    case.apply(&events[1]).map_err(|refused| AppError::defect(format!("a new case refused {}", refused.event)))?;
    // Whoever finds their matter answered already joins that case: theirs follows it, and can stand by itself again.
    if let Some(into) = submission.joins {
        let what = What::Merged { into };
        let event = Event { version: 3, at_ms: now_ms, actor: Actor::Citizen, words_sha256: String::new(), what };
        case.apply(&event).map_err(|refused| AppError::defect(format!("a new case refused {}", refused.event)))?;
        events.push(event);
    }
    let mut files = Files::default();
    if !given.is_empty() {
        let (what, came) = giving::attach(CaseId(id), &events, 1, true, &[], &given);
        let version = case.version + 1;
        let event = Event { version, at_ms: now_ms, actor: Actor::Citizen, words_sha256: String::new(), what };
        case.apply(&event).map_err(|refused| AppError::defect(format!("a new case refused {}", refused.event)))?;
        events.push(event);
        files = came;
    }

    let mut stored = app.new_case(CaseId(id), case)?;
    let clocks = clocks_of(settings, &stored, &events)?;
    stored.set_clocks(&clocks);
    let contact = new.contact.as_ref().and_then(|contact| sealed(app, id, contact));
    Ok(Prepared {
        site: site.id.0,
        key: submission.key,
        body_sha256,
        stored,
        events,
        words,
        body: text,
        contact,
        files,
    })
}

/// Checks what must exist here; returns the agency the citizen chose.
fn looked_up(settings: &Settings, site: &Site, new: &CaseNew, faults: &mut Vec<Fault>) -> Option<AgencyId> {
    let unknown = |field| Fault::new(field, FieldError::UnknownValue);
    if !site.kinds.contains(&new.kind) {
        faults.push(unknown("kind"));
    }
    if new.category.as_deref().is_some_and(|code| settings.category_today(code).is_none()) {
        faults.push(unknown("category"));
    }
    if new.area.as_deref().is_some_and(|code| settings.area_today(code).is_none()) {
        faults.push(unknown("area"));
    }
    let chosen = new.agency.as_deref().map(|code| settings.agency_in_charge(code));
    if matches!(chosen, Some(None)) {
        faults.push(unknown("agency"));
    }
    chosen.flatten().map(|agency| agency.id)
}

/// As it is stored: composed characters, lines ended by LF, nothing around it; a text in a legacy Vietnamese
/// font is read as what was meant.
fn to_stored(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let plain = hoiam_shared::text::legacy::to_unicode(&lines).unwrap_or(lines);
    hoiam_shared::text::composed(plain.trim())
}

/// The title given, or the start of the text up to the end of a sentence or 80 characters.
fn title_of(given: &str, body: &str) -> String {
    if !given.is_empty() {
        return given.replace('\n', " ");
    }
    let first = body.split(['\n', '.', '!', '?']).map(str::trim).find(|part| part.chars().count() >= 3).unwrap_or(body);
    if first.chars().count() <= 80 {
        return first.to_owned();
    }
    let mut title = String::new();
    for word in first.split_whitespace() {
        if title.chars().count() + word.chars().count() >= 80 {
            break;
        }
        if !title.is_empty() {
            title.push(' ');
        }
        title.push_str(word);
    }
    if title.is_empty() {
        title = first.chars().take(80).collect();
    }
    title.push('…');
    title
}

fn sealed(app: &App, id: i64, contact: &Contact) -> Option<SealedContact> {
    let kept = |value: &Option<String>| value.as_deref().map(str::trim).filter(|v| !v.is_empty()).map(str::to_owned);
    let plain =
        Contact { name: kept(&contact.name), email: kept(&contact.email), phone: kept(&contact.phone), notify: false };
    if plain.name.is_none() && plain.email.is_none() && plain.phone.is_none() {
        return None;
    }
    let text = serde_json::to_string(&plain).ok()?;
    let (key_id, sealed) = app.keys.seal(app.random.as_ref(), id, &text);
    Some(SealedContact { case_id: id, key_id, sealed, notify: i64::from(contact.notify) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_made_from_the_text() {
        let check = |body: &str, expect: &str| {
            assert_eq!(title_of("", &to_stored(body)), expect);
        };
        check("Rác chất đống. Đã ba ngày rồi.", "Rác chất đống");
        check("\n\nMất nước\ntừ hôm qua", "Mất nước");
        check(
            &"đường hỏng ".repeat(20),
            "đường hỏng đường hỏng đường hỏng đường hỏng đường hỏng đường hỏng đường hỏng…",
        );
        check(&"a".repeat(100), &format!("{}…", "a".repeat(80)));
    }
}

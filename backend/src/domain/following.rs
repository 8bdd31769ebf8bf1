//! The citizen's side of a filed case: seeing where it stands with the code, and with code and secret reading
//! the answer, writing, rating, taking it back, reopening.

use super::app::App;
use super::error::{AppError, Result};
use super::facts;
use super::moving::{self, Step, Written};
use super::settings::Settings;
use super::telling;
use crate::secrets::{same, secret_hash};
use crate::store::cases::StoredCase;
use crate::store::words::Words;
use crate::store::{cases, events, words};
use hoiam_shared::case::{Action, Actor, CaseState, Code, Event, What};
use hoiam_shared::catalogue::story::Story;
use hoiam_shared::check::{self, Fault};
use hoiam_shared::error::{ErrorCode, FieldError};
use hoiam_shared::limits;
use hoiam_shared::wire::intake::{MessageView, StoryStep, TrackingView, WordsView};
use hoiam_shared::{Lang, Stamp};

/// Cases that follow each other are followed this far.
const MOST_MERGED: usize = 16;

/// What the citizen does.
#[derive(Debug, Clone)]
pub enum Reply {
    /// Writes.
    Message(String),
    /// Rates, with or without words.
    Rating(u8, String),
    /// Takes it back.
    Withdrawal(String),
    /// Asks to go on.
    Reopening(String),
}

/// Where a case stands. With the right secret everything that is the citizen's to read; with a wrong one an
/// error, so that a mistyped secret is not taken for an empty case.
pub async fn track(app: &App, code: &Code, secret: Option<&str>, lang: Lang) -> Result<TrackingView> {
    let settings = app.settings();
    let stored = find(app, code).await?;
    let unlocked = match secret {
        None => false,
        Some(secret) if opens(&stored, secret) => true,
        Some(_) => return Err(ErrorCode::BadSecret.into()),
    };
    view(app, &settings, &stored, unlocked, lang).await
}

/// Does what the citizen asks and shows the case as it is then.
pub async fn reply(app: &App, code: &Code, secret: &str, reply: Reply, lang: Lang) -> Result<TrackingView> {
    let settings = app.settings();
    let (what, words) = decide(reply)?;
    let stored = find(app, code).await?;
    if !opens(&stored, secret) {
        return Err(ErrorCode::BadSecret.into());
    }
    let mut tx = app.db.begin().await?;
    let before = cases::lock(&mut tx, stored.id).await?.ok_or(AppError::Code(ErrorCode::NotFound))?;
    let history = events::of_case(&mut tx, before.id).await?;
    let step = Step { actor: Actor::Citizen, what, words };
    let moved = moving::advance(&settings, &before, &history, vec![step], app.now_ms())?;
    moved.store(&mut tx, &before).await?;
    tx.commit().await?;
    app.written.ring();
    view(app, &settings, &moved.case, true, lang).await
}

async fn find(app: &App, code: &Code) -> Result<StoredCase> {
    cases::by_code(&mut app.db.read(), code.as_str()).await?.ok_or(AppError::Code(ErrorCode::NotFound))
}

fn opens(stored: &StoredCase, secret: &str) -> bool {
    same(&secret_hash(secret), &stored.secret_sha256)
}

fn decide(reply: Reply) -> Result<(What, Written)> {
    let (what, body, least, most) = match reply {
        Reply::Message(body) => (What::Messaged {}, body, 1, limits::BODY_CHARS),
        Reply::Rating(stars, _) if !(1..=5).contains(&stars) => {
            return Err(AppError::field("stars", FieldError::OutOfRange));
        }
        Reply::Rating(stars, body) => (What::Rated { stars }, body, 0, limits::REASON_CHARS),
        Reply::Withdrawal(body) => (What::Withdrawn {}, body, 0, limits::REASON_CHARS),
        Reply::Reopening(body) => (What::Reopened {}, body, limits::BODY_MIN_CHARS, limits::REASON_CHARS),
    };
    let mut faults: Vec<Fault> = Vec::new();
    check::text("body", &body, least, most, &mut faults);
    if faults.is_empty() { Ok((what, Written::text(&body))) } else { Err(AppError::Invalid(faults)) }
}

/// What the citizen can do now.
fn allowed(state: CaseState) -> Vec<Action> {
    let theirs = |action: &Action| matches!(action, Action::Message | Action::Rate | Action::Withdraw | Action::Reopen);
    Action::allowed(state).filter(theirs).collect()
}

async fn view(app: &App, settings: &Settings, stored: &StoredCase, unlocked: bool, lang: Lang) -> Result<TrackingView> {
    let mut read = app.db.read();
    let history = events::of_case(&mut read, stored.id).await?;
    // A merged case is answered with the case it follows.
    let main = match stored.case.merged {
        Some((main, _)) => cases::by_ids(&mut read, &[main]).await?.pop(),
        None => None,
    };
    let main_code = main.as_ref().map(|main| main.code.clone()).unwrap_or_default();
    let case = &stored.case;
    let agency = case.agency.and_then(|id| settings.agency(id)).map(|agency| agency.view(lang));
    let story = telling::holders(&history).filter(|(event, _)| event.what.public()).map(|(event, holder)| StoryStep {
        at: Stamp(happened_ms(event)),
        kind: event.what.kind().to_owned(),
        text: telling::event(settings, event, holder, lang, |_| main_code.clone()),
    });
    let now_ms = app.now_ms();
    let clocks = stored.clocks()?;
    let overdue = case.state.open() && facts::running_due_ms(&clocks).is_some_and(|due| due < now_ms);
    let mut shown = TrackingView {
        code: stored.code.clone(),
        kind: case.kind,
        status: case.state,
        status_text: case.state.name(lang).to_owned(),
        agency,
        received_at: Stamp(case.received_ms),
        due_at: stored.due_ms.map(Stamp),
        due_explained: telling::due_explained(settings, &history, lang),
        overdue,
        answered_at: case.answered_ms.map(Stamp),
        story: story.collect(),
        unlocked,
        words: None,
        answer: None,
        messages: Vec::new(),
        rating: None,
        allowed: Vec::new(),
    };
    if unlocked {
        let written = words::of_cases(&mut read, &[stored.id]).await?;
        shown.words = written
            .first()
            .filter(|w| w.version == 1)
            .map(|w| WordsView { title: w.title.clone(), body: w.body.clone() });
        shown.messages = messages(settings, &history, &written, lang);
        shown.answer = standing_answer(settings, &history, &written, lang);
        // The case it follows may follow another by now.
        let mut main = main;
        for _ in 0..MOST_MERGED {
            let Some(next) = main.filter(|_| shown.answer.is_none()) else { break };
            let history = events::of_case(&mut read, next.id).await?;
            let written = words::of_cases(&mut read, &[next.id]).await?;
            shown.answer = standing_answer(settings, &history, &written, lang);
            shown.answered_at =
                shown.answered_at.or(next.case.answered_ms.map(Stamp)).filter(|_| shown.answer.is_some());
            main = match next.case.merged {
                Some((main, _)) => cases::by_ids(&mut read, &[main]).await?.pop(),
                None => None,
            };
        }
        shown.rating = case.rating;
        shown.allowed = allowed(case.state);
    }
    Ok(shown)
}

/// When it happened: a breach when it became due, however late it was noticed.
const fn happened_ms(event: &Event) -> i64 {
    match event.what {
        What::Breached { due_ms, .. } => due_ms,
        _ => event.at_ms,
    }
}

/// The words of an event, as a message.
fn message(
    settings: &Settings,
    event: &Event,
    holder: Option<hoiam_shared::ids::AgencyId>,
    written: &[Words],
    lang: Lang,
) -> Option<MessageView> {
    let words = written.iter().find(|w| w.version == i64::from(event.version))?;
    let citizen = event.actor == Actor::Citizen;
    let agency = holder.and_then(|id| settings.agency(id)).map(|agency| agency.name(lang).to_owned());
    Some(MessageView {
        at: Stamp(event.at_ms),
        from: if citizen { "citizen" } else { "agency" }.to_owned(),
        name: if citizen { Story::You.text(lang).to_owned() } else { agency.unwrap_or_default() },
        body: words.body.clone(),
    })
}

/// Words both ways but the filing itself and the answer.
fn messages(settings: &Settings, history: &[Event], written: &[Words], lang: Lang) -> Vec<MessageView> {
    telling::holders(history)
        .filter(|(event, _)| event.what.public() && event.version > 1 && !matches!(event.what, What::Answered {}))
        .filter_map(|(event, holder)| message(settings, event, holder, written, lang))
        .collect()
}

/// The last answer, unless the case was reopened after it.
fn standing_answer(settings: &Settings, history: &[Event], written: &[Words], lang: Lang) -> Option<MessageView> {
    let mut standing = None;
    for (event, holder) in telling::holders(history) {
        match event.what {
            What::Answered {} => standing = message(settings, event, holder, written, lang),
            What::Reopened {} => standing = None,
            _ => {}
        }
    }
    standing
}

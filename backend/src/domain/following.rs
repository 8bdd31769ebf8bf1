//! The citizen's side of a filed case: seeing where it stands with the code, and with code and secret reading
//! the answer, writing, rating, taking it back, reopening.

use super::app::App;
use super::appealing;
use super::error::{AppError, Result};
use super::evidence::giving::{self, Giver};
use super::evidence::showing::Shown;
use super::moving::{self, Step, Written};
use super::publishing;
use super::settings::Settings;
use super::splitting;
use super::telling;
use crate::secrets::{same, secret_hash};
use crate::store::cases::StoredCase;
use crate::store::words::Words;
use crate::store::{Read, cases, events, publications, words};
use hoiam_shared::case::event::Target;
use hoiam_shared::case::history::standing;
use hoiam_shared::case::{Action, Actor, Code, Event, What, appeal};
use hoiam_shared::catalogue::story::Story;
use hoiam_shared::check::{self, Fault};
use hoiam_shared::error::{ErrorCode, FieldError};
use hoiam_shared::ids::SiteId;
use hoiam_shared::limits;
use hoiam_shared::wire::intake::{MessageView, StoryStep, TrackingView, WordsView};
use hoiam_shared::{Lang, Stamp};

/// Cases that follow each other are followed this far.
const MOST_MERGED: usize = 16;

/// What the citizen does.
#[derive(Debug, Clone)]
pub enum Reply {
    /// Writes, with the ids of uploads to send along.
    Message(String, Vec<String>),
    /// Rates, with or without words.
    Rating(u8, String),
    /// Takes it back.
    Withdrawal(String),
    /// Asks to go on, with the ids of uploads to send along.
    Reopening(String, Vec<String>),
    /// Appeals to the agency above, with the ids of uploads to send along.
    Appeal(String, Vec<String>),
    /// Says whether it may be public.
    Wish(bool),
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

/// All that the citizen may read of their case, for a file that says so.
pub(super) async fn unlocked(app: &App, stored: &StoredCase, lang: Lang) -> Result<TrackingView> {
    view(app, &app.settings(), stored, true, lang).await
}

/// Does what the citizen asks and shows the case as it is then.
pub async fn reply(app: &App, code: &Code, secret: &str, reply: Reply, lang: Lang) -> Result<TrackingView> {
    let settings = app.settings();
    if let Reply::Appeal(body, ids) = &reply {
        let stored = opened(app, code, secret).await?;
        let first = appealing::file(app, &stored, body, ids).await?;
        return view(app, &settings, &first, true, lang).await;
    }
    let (what, words, ids) = decide(reply)?;
    let stored = opened(app, code, secret).await?;
    let files = giving::look_once(app, &ids, Giver::Citizen).await?;
    let mut tx = app.db.begin().await?;
    let before = cases::lock(&mut tx, stored.id).await?.ok_or(AppError::Code(ErrorCode::NotFound))?;
    let history = events::of_case(&mut tx, before.id).await?;
    giving::room(&mut tx, before.id, &files).await?;
    let step = Step { files, ..Step::with_words(Actor::Citizen, what, words) };
    let moved = moving::advance(&settings, &before, &history, vec![step], app.now_ms())?;
    moved.store(&mut tx, &before).await?;
    tx.commit().await?;
    app.written.ring();
    view(app, &settings, &moved.case, true, lang).await
}

/// Through which website a case came.
pub async fn site_of(app: &App, code: &Code) -> Result<SiteId> {
    Ok(find(app, code).await?.case.site)
}

/// The case, for whoever has its secret.
pub(super) async fn opened(app: &App, code: &Code, secret: &str) -> Result<StoredCase> {
    let stored = find(app, code).await?;
    if opens(&stored, secret) { Ok(stored) } else { Err(ErrorCode::BadSecret.into()) }
}

async fn find(app: &App, code: &Code) -> Result<StoredCase> {
    cases::by_code(&mut app.db.read(), code.as_str()).await?.ok_or(AppError::Code(ErrorCode::NotFound))
}

fn opens(stored: &StoredCase, secret: &str) -> bool {
    same(&secret_hash(secret), &stored.secret_sha256)
}

fn decide(reply: Reply) -> Result<(What, Written, Vec<String>)> {
    let none = Vec::new();
    let (what, body, files, least, most) = match reply {
        // A photograph can say it all.
        Reply::Message(body, files) => {
            let least = usize::from(files.is_empty());
            (What::Messaged {}, body, files, least, limits::BODY_CHARS)
        }
        Reply::Rating(stars, _) if !(1..=5).contains(&stars) => {
            return Err(AppError::field("stars", FieldError::OutOfRange));
        }
        Reply::Rating(stars, body) => (What::Rated { stars }, body, none, 0, limits::REASON_CHARS),
        Reply::Withdrawal(body) => (What::Withdrawn {}, body, none, 0, limits::REASON_CHARS),
        // Files a case of its own, beside this.
        Reply::Appeal(..) => return Err(ErrorCode::NotAllowedNow.into()),
        Reply::Wish(public) => (What::Wished { public }, String::new(), none, 0, 0),
        Reply::Reopening(body, files) => (What::Reopened {}, body, files, limits::BODY_MIN_CHARS, limits::REASON_CHARS),
    };
    let mut faults: Vec<Fault> = Vec::new();
    check::text("body", &body, least, most, &mut faults);
    check::attachments(&files, &mut faults);
    if faults.is_empty() { Ok((what, Written::text(&body), files)) } else { Err(AppError::Invalid(faults)) }
}

/// What the citizen can do now.
fn allowed(settings: &Settings, stored: &StoredCase, history: &[Event], now_ms: i64) -> Vec<Action> {
    let theirs = |action: &Action| match action {
        _ if !stored.case.admits(*action) => false,
        Action::Message | Action::Rate | Action::Withdraw => true,
        // Whoever has appealed goes on there.
        Action::Reopen => appeal::made(history).is_none(),
        Action::Appeal => appealing::possible(settings, stored, history, now_ms),
        _ => false,
    };
    Action::allowed(stored.case.state).filter(theirs).collect()
}

async fn view(app: &App, settings: &Settings, stored: &StoredCase, unlocked: bool, lang: Lang) -> Result<TrackingView> {
    let mut read = app.db.read();
    let history = events::of_case(&mut read, stored.id).await?;
    let written = if unlocked { words::of_cases(&mut read, &[stored.id]).await? } else { Vec::new() };
    shown(app, settings, stored, (&history, &written), unlocked, lang).await
}

/// What the citizen would see with the secret if the case stood like this.
pub async fn seen(
    app: &App,
    settings: &Settings,
    stored: &StoredCase,
    history: &[Event],
    written: &[Words],
    lang: Lang,
) -> Result<TrackingView> {
    shown(app, settings, stored, (history, written), true, lang).await
}

async fn shown(
    app: &App,
    settings: &Settings,
    stored: &StoredCase,
    (history, written): (&[Event], &[Words]),
    unlocked: bool,
    lang: Lang,
) -> Result<TrackingView> {
    let mut read = app.db.read();
    // A merged case is answered with the case it follows.
    let main = match stored.case.merged {
        Some((main, _)) => cases::by_ids(&mut read, &[main]).await?.pop(),
        None => None,
    };
    let codes = appealing::codes(&mut read, stored, history, |_| true).await?;
    let code_of = |id: i64| codes.get(&id).cloned().unwrap_or_default();
    let case = &stored.case;
    let agency = case.agency.and_then(|id| settings.agency(id)).map(|agency| agency.view(lang));
    let story = telling::holders(history).filter(|(event, _)| event.what.public()).map(|(event, holder)| StoryStep {
        at: Stamp(happened_ms(event)),
        kind: event.what.kind().to_owned(),
        text: telling::marked(history, event, telling::event(settings, event, holder, lang, code_of), lang),
    });
    let now_ms = app.now_ms();
    let clocks = stored.clocks()?;
    let overdue = case.state.open() && clocks.citizen(Target::Resolve).is_some_and(|clock| clock.late_at(now_ms));
    let mut shown = TrackingView {
        code: stored.code.clone(),
        kind: case.kind,
        status: case.state,
        status_text: case.state.name(lang).to_owned(),
        agency,
        received_at: Stamp(case.received_ms),
        due_at: stored.due_ms.map(Stamp),
        due_explained: telling::due_explained(settings, history, lang),
        overdue,
        answered_at: case.answered_ms.map(Stamp),
        story: story.collect(),
        unlocked,
        words: None,
        files: Vec::new(),
        answer: None,
        messages: Vec::new(),
        rating: None,
        allowed: Vec::new(),
        public: None,
        appeal: None,
        part_of: None,
        parts: Vec::new(),
    };
    if unlocked {
        shown.words = written
            .first()
            .filter(|w| w.version == 1)
            .map(|w| WordsView { title: w.title.clone(), body: w.body.clone() });
        if case.erased {
            shown.words = Some(WordsView { title: String::new(), body: Story::ErasedWords.text(lang).to_owned() });
        }
        let files = Shown::to_citizen(app, stored.id).await?;
        shown.files = files.with(history, 1);
        let told = Told { settings, history, written, files: &files, lang };
        shown.messages = told.messages();
        shown.answer = told.standing_answer();
        // Whoever joined a public case by their own choice reads what everybody reads of it, and no word more.
        let joined = history.iter().any(|e| matches!(e.what, What::Merged { .. }) && e.actor == Actor::Citizen);
        if let Some(main) = main.as_ref().filter(|_| joined) {
            shown.answer = public_answer(&mut read, settings, main, lang).await?;
            shown.answered_at = main.case.answered_ms.map(Stamp).filter(|_| shown.answer.is_some());
        }
        // The case it follows may follow another by now.
        let mut main = main.filter(|_| !joined);
        for _ in 0..MOST_MERGED {
            let Some(next) = main.filter(|_| shown.answer.is_none()) else { break };
            let history = events::of_case(&mut read, next.id).await?;
            let written = words::of_cases(&mut read, &[next.id]).await?;
            // The files of another case are that case's citizen's; the words of the answer are for both.
            let files = Shown::default();
            let told = Told { settings, history: &history, written: &written, files: &files, lang };
            shown.answer = told.standing_answer();
            shown.answered_at =
                shown.answered_at.or(next.case.answered_ms.map(Stamp)).filter(|_| shown.answer.is_some());
            main = match next.case.merged {
                Some((main, _)) => cases::by_ids(&mut read, &[main]).await?.pop(),
                None => None,
            };
        }
        shown.rating = case.rating;
        shown.public = Some(publishing::standing_view(settings, case, history));
        shown.allowed = allowed(settings, stored, history, now_ms);
        (shown.part_of, shown.parts) = splitting::view(app, &mut read, history).await?;
        shown.appeal = appealing::view(app, settings, &mut read, stored, history, lang).await?;
    }
    Ok(shown)
}

/// The published answer of a case, as a message.
async fn public_answer(
    read: &mut Read<'_>,
    settings: &Settings,
    main: &StoredCase,
    lang: Lang,
) -> Result<Option<MessageView>> {
    let copy = publications::of_cases(read, &[main.id]).await?.pop();
    let agency = main.case.agency.and_then(|id| settings.agency(id));
    Ok(copy.map(|copy| MessageView {
        at: Stamp(main.case.answered_ms.unwrap_or(copy.published_ms)),
        from: "agency".to_owned(),
        name: agency.map(|agency| agency.name(lang).to_owned()).unwrap_or_default(),
        body: copy.answer,
        files: Vec::new(),
    }))
}

/// When it happened: a breach when it became due, however late it was noticed.
const fn happened_ms(event: &Event) -> i64 {
    match event.what {
        What::Breached { due_ms, .. } => due_ms,
        _ => event.at_ms,
    }
}

/// What a case has to tell its citizen.
struct Told<'a> {
    settings: &'a Settings,
    history: &'a [Event],
    written: &'a [Words],
    files: &'a Shown,
    lang: Lang,
}

impl Told<'_> {
    /// The words and files of an event, as a message.
    fn message(&self, event: &Event, holder: Option<hoiam_shared::ids::AgencyId>) -> Option<MessageView> {
        let words = self.written.iter().find(|w| w.version == i64::from(event.version));
        let files = self.files.with(self.history, event.version);
        if words.is_none() && files.is_empty() {
            return None;
        }
        let citizen = event.actor == Actor::Citizen;
        let agency = holder.and_then(|id| self.settings.agency(id)).map(|agency| agency.name(self.lang).to_owned());
        Some(MessageView {
            at: Stamp(event.at_ms),
            from: if citizen { "citizen" } else { "agency" }.to_owned(),
            name: if citizen { Story::You.text(self.lang).to_owned() } else { agency.unwrap_or_default() },
            body: words.map(|words| words.body.clone()).unwrap_or_default(),
            files,
        })
    }

    /// Words and files both ways but the filing itself and the answer.
    fn messages(&self) -> Vec<MessageView> {
        // What was taken back is told as such, and its words are not.
        let standing = standing(self.history);
        let stands = |event: &Event| standing.iter().any(|other| other.version == event.version);
        telling::holders(self.history)
            .filter(|(event, _)| {
                stands(event) && event.what.public() && event.version > 1 && !matches!(event.what, What::Answered {})
            })
            .filter_map(|(event, holder)| self.message(event, holder))
            .collect()
    }

    /// The last answer, unless the case was reopened after it.
    fn standing_answer(&self) -> Option<MessageView> {
        let mut standing = None;
        for (event, holder) in telling::holders(self.history) {
            match event.what {
                What::Answered {} => standing = self.message(event, holder),
                What::Reopened {} => standing = None,
                _ => {}
            }
        }
        standing
    }
}

//! What staff do to a case. One function for every action: found within the person's rights, checked against
//! the state table and the roles, moved, stored.

use super::answers::checking;
use super::answers::rules::Rule;
use super::app::App;
use super::bounce;
use super::covering::{self, Covered};
use super::error::{AppError, Result};
use super::evidence::giving::{self, Given, Giver};
use super::moving::{self, Moved, Step, Written};
use super::notices::heeding;
use super::people::{self, Viewer};
use super::publishing;
use super::settings::{Agency, Settings};
use super::splitting;
use super::undoing::{self, UNDO_MS};
use crate::store::cases::StoredCase;
use crate::store::{Tx, cases, events, words};
use hoiam_shared::case::event::{AttachedFile, RouteWhy, Target};
use hoiam_shared::case::history::standing;
use hoiam_shared::case::{Action, Actor, CaseState, Code, Event, Ground, What};
use hoiam_shared::check::{self, Fault};
use hoiam_shared::error::{ErrorCode, FieldError};
use hoiam_shared::ids::{CaseId, UserId};
use hoiam_shared::limits;
use hoiam_shared::publish::Retraction;
use hoiam_shared::wire::case::ActionInput;

/// Does it. `version` is the number of events the person has seen.
pub async fn act(
    app: &App,
    viewer: &Viewer,
    code: &Code,
    action: Action,
    input: &ActionInput,
    version: u32,
) -> Result<()> {
    let settings = app.settings();
    match action {
        Action::Undo => return undoing::undo(app, viewer, code, version).await,
        Action::Split => return splitting::split(app, viewer, code, input, version).await,
        _ => {}
    }
    if !input.attachments.is_empty() && !takes_files(action) {
        return Err(AppError::field("attachments", FieldError::NotSupported));
    }
    if !input.pictures.is_empty() && action != Action::Publish {
        return Err(AppError::field("pictures", FieldError::NotSupported));
    }
    let files = giving::look_once(app, &input.attachments, Giver::Staff(viewer.id)).await?;
    let brought = Brought { files, pictures: covering::make(app, viewer, code, &input.pictures).await? };
    let mut tx = app.db.begin().await?;
    act_in(app, &mut tx, &settings, viewer, code, (action, input), Some(version), brought).await?;
    tx.commit().await?;
    app.written.ring();
    Ok(())
}

/// What was made ready before the transaction of an act.
#[derive(Debug, Default)]
pub struct Brought {
    /// Files that go along with its words.
    pub files: Vec<Given>,
    /// Pictures that everybody will see.
    pub pictures: Vec<Covered>,
}

/// Does it within a transaction, whoever commits it: the case before, and what became of it. Without a version, on the case
/// as it is.
#[expect(
    clippy::too_many_arguments,
    reason = "what an act needs, for one caller with a transaction of its own and one without"
)]
pub async fn act_in(
    app: &App,
    tx: &mut Tx,
    settings: &Settings,
    viewer: &Viewer,
    code: &Code,
    (action, input): (Action, &ActionInput),
    version: Option<u32>,
    Brought { files, pictures }: Brought,
) -> Result<(StoredCase, Moved)> {
    let (before, whole) = open(tx, settings, viewer, code, action, version).await?;
    let history = standing(&whole);
    checking::before(tx, settings, viewer, action, &before, &history, (&input.body, &files)).await?;
    giving::room(tx, before.id, &files).await?;
    let carried = carried(action, &before, &history);
    let mut desk = Desk { app, settings, viewer, before: &before, history: &history, input, tx };
    let (what, words, copy) = match action {
        Action::Publish => {
            let (what, copy) =
                publishing::decide(desk.tx, settings, &before, &history, &input.hidden, pictures).await?;
            (what, Written::default(), Some(copy))
        }
        _ => {
            let (what, words) = desk.decide(action).await?;
            (what, words, None)
        }
    };
    let step = Step { files, carried, copy, ..Step::with_words(Actor::Staff(viewer.id), what, words) };
    let moved = moving::advance(settings, &before, &whole, vec![step], app.now_ms())?;
    moved.store(desk.tx, &before).await?;
    Ok((before, moved))
}

/// The case, locked, with its history, if the person may do this to it now and has seen all there is.
pub(super) async fn open(
    tx: &mut Tx,
    settings: &Settings,
    viewer: &Viewer,
    code: &Code,
    action: Action,
    version: Option<u32>,
) -> Result<(StoredCase, Vec<Event>)> {
    let before = cases::by_code_in(tx, &viewer.ranges(settings), code.as_str())
        .await?
        .ok_or(AppError::Code(ErrorCode::NotFound))?;
    let before = cases::lock(tx, before.id).await?.ok_or(AppError::Code(ErrorCode::NotFound))?;
    // First: whoever never may is not told to try again on another version or in another state.
    if !viewer.may(settings, action, &before.case) {
        return Err(ErrorCode::Denied.into());
    }
    let history = events::of_case(tx, before.id).await?;
    if version.is_some_and(|version| !seen(&history, before.case.version, version)) {
        return Err(ErrorCode::Stale.into());
    }
    if action.from_state(before.case.state).is_none() || !before.case.admits(action) {
        return Err(ErrorCode::NotAllowedNow.into());
    }
    Ok((before, history))
}

/// The agency that an act names.
pub(super) fn named_agency<'s>(settings: &'s Settings, input: &ActionInput) -> Result<&'s Agency> {
    let code = input.agency.as_deref().filter(|code| !code.is_empty());
    let code = code.ok_or_else(|| AppError::field("agency", FieldError::Required))?;
    settings.agency_in_charge(code).ok_or_else(|| AppError::field("agency", FieldError::UnknownValue))
}

/// Files go along with words that somebody writes about the case.
const fn takes_files(action: Action) -> bool {
    matches!(action, Action::Answer | Action::SubmitAnswer | Action::RequestInfo | Action::Note | Action::GiveOpinion)
}

/// The person has seen all there is, but for what moved nothing: what the program read for search, and who opened whose it is.
fn seen(history: &[Event], present: u32, version: u32) -> bool {
    version == present
        || (version < present
            && history
                .iter()
                .filter(|e| e.version > version)
                .all(|e| matches!(e.what, What::TextRead { .. } | What::Unsealed {})))
}

/// The files of the draft that is approved go out with the answer.
fn carried(action: Action, before: &StoredCase, history: &[Event]) -> Vec<AttachedFile> {
    if action != Action::Answer || before.case.state != CaseState::AnswerReview {
        return Vec::new();
    }
    let draft = history.iter().rev().find(|e| matches!(e.what, What::AnswerSubmitted {}));
    draft.map(|draft| giving::with(history, draft.version)).unwrap_or_default()
}

/// What the person can do to the case now, in the order of the buttons.
pub fn allowed(
    settings: &Settings,
    viewer: &Viewer,
    stored: &StoredCase,
    history: &[Event],
    rule: &Rule,
    now_ms: i64,
) -> Vec<Action> {
    Action::allowed(stored.case.state)
        .filter(|action| viewer.may(settings, *action, &stored.case))
        .filter(|action| stored.case.admits(*action) && publishing::possible(settings, *action, &stored.case))
        .filter(|action| *action != Action::Acknowledge || heeding::unheard(history).is_some())
        .filter(|action| *action != Action::Undo || undoable(viewer, history, now_ms))
        .filter(|action| checking::possible(settings, viewer, rule, *action, &stored.case, history).is_ok())
        .collect()
}

/// The last thing done to a case was done by this person, a short while ago.
fn undoable(viewer: &Viewer, history: &[Event], now_ms: i64) -> bool {
    undoing::last_of(history, Actor::Staff(viewer.id), now_ms - UNDO_MS).is_some()
}

/// Everything a decision looks at.
struct Desk<'a> {
    app: &'a App,
    settings: &'a Settings,
    viewer: &'a Viewer,
    before: &'a StoredCase,
    history: &'a [Event],
    input: &'a ActionInput,
    tx: &'a mut Tx,
}

impl Desk<'_> {
    /// The event an action leaves, and the words with it.
    async fn decide(&mut self, action: Action) -> Result<(What, Written)> {
        let silent = |what| Ok((what, Written::default()));
        match action {
            Action::Pass => Ok((What::Passed {}, self.optional_words()?)),
            Action::Accept => silent(What::Accepted {}),
            Action::Start => silent(What::Started {}),
            Action::Route => {
                let agency = self.agency()?;
                Ok((
                    What::Routed { agency: agency.id, calendar: self.calendar(agency)?, why: RouteWhy::Person },
                    self.optional_words()?,
                ))
            }
            Action::Assign => silent(What::Assigned { to: self.assignee().await? }),
            Action::Transfer => self.transfer(),
            Action::RequestInfo => Ok((What::InfoRequested {}, self.words(limits::BODY_CHARS)?)),
            Action::AskOpinion => {
                let agency = self.agency()?.id;
                let due_at = self.input.due_at.ok_or_else(|| AppError::field("due_at", FieldError::Required))?;
                if due_at.ms() <= self.app.now_ms() {
                    return Err(AppError::field("due_at", FieldError::OutOfRange));
                }
                Ok((What::OpinionAsked { agency, due_ms: due_at.ms() }, self.words(limits::BODY_CHARS)?))
            }
            Action::GiveOpinion => Ok((What::OpinionGiven {}, self.words(limits::ANSWER_CHARS)?)),
            Action::SubmitAnswer => Ok((What::AnswerSubmitted {}, self.words(limits::ANSWER_CHARS)?)),
            Action::ReturnAnswer => Ok((What::AnswerReturned {}, self.words(limits::REASON_CHARS)?)),
            Action::Answer => Ok((What::Answered {}, self.answer().await?)),
            Action::Close => Ok((What::Closed {}, self.optional_words()?)),
            Action::Reject => {
                let ground = self.input.ground.as_deref().and_then(Ground::from_code);
                let ground = ground.ok_or_else(|| AppError::field("ground", FieldError::UnknownValue))?;
                Ok((What::Rejected { ground: ground.code().to_owned() }, self.words(limits::REASON_CHARS)?))
            }
            Action::Extend => self.extend(),
            // Done beside this: each with what an act alone has not.
            Action::Undo | Action::Split => Err(ErrorCode::NotAllowedNow.into()),
            Action::Seal => Ok((What::Sealed {}, self.words(limits::REASON_CHARS)?)),
            Action::LiftSeal => Ok((What::SealLifted {}, self.words(limits::REASON_CHARS)?)),
            Action::Acknowledge if heeding::unheard(self.history).is_none() => Err(ErrorCode::NotAllowedNow.into()),
            Action::Acknowledge => silent(What::Acknowledged {}),
            Action::Note => Ok((What::Noted {}, self.words(limits::ANSWER_CHARS)?)),
            Action::Merge => {
                let into = self.input.into.as_deref().unwrap_or_default();
                let into = main_case(self.tx, self.viewer, self.settings, self.before, into).await?;
                Ok((What::Merged { into }, self.optional_words()?))
            }
            Action::Unmerge => Ok((What::Unmerged {}, self.optional_words()?)),
            Action::Unpublish => {
                if !publishing::possible(self.settings, action, &self.before.case) {
                    return Err(ErrorCode::NotAllowedNow.into());
                }
                let reason = self.input.ground.as_deref().and_then(Retraction::from_code);
                let reason = reason.ok_or_else(|| AppError::field("ground", FieldError::UnknownValue))?;
                Ok((What::Unpublished { reason: reason.code().to_owned() }, self.optional_words()?))
            }
            // The citizen's own, which `following` does; publishing brings a copy along and is decided beside this.
            Action::Message
            | Action::Withdraw
            | Action::Reopen
            | Action::Appeal
            | Action::Rate
            | Action::Wish
            | Action::Publish => Err(ErrorCode::Denied.into()),
        }
    }

    fn words(&self, most: usize) -> Result<Written> {
        self.checked(1, most)
    }

    fn optional_words(&self) -> Result<Written> {
        self.checked(0, limits::REASON_CHARS)
    }

    fn checked(&self, least: usize, most: usize) -> Result<Written> {
        let mut faults: Vec<Fault> = Vec::new();
        check::text("body", &self.input.body, least, most, &mut faults);
        if faults.is_empty() { Ok(Written::text(&self.input.body)) } else { Err(AppError::Invalid(faults)) }
    }

    fn agency(&self) -> Result<&Agency> {
        named_agency(self.settings, self.input)
    }

    fn calendar(&self, agency: &Agency) -> Result<hoiam_shared::ids::CalendarId> {
        self.settings
            .calendar_of(agency.id, self.app.now_ms())
            .ok_or_else(|| AppError::defect("an agency without a calendar"))
    }

    /// Passing it on needs a reason and the name of who is responsible. It can be sent back once. Passed on twice
    /// already, it goes up instead, with the question who is responsible.
    fn transfer(&self) -> Result<(What, Written)> {
        let agency = self.agency()?;
        if Some(agency.id) == self.before.case.agency {
            return Err(AppError::field("agency", FieldError::OutOfRange));
        }
        if let Some(up) = bounce::goes_up(self.settings, self.viewer, &self.before.case, self.history)
            && up.id != agency.id
        {
            let what = What::Referred { agency: up.id, calendar: self.calendar(up)?, named: agency.id };
            return Ok((what, self.words(limits::REASON_CHARS)?));
        }
        let back = Some(agency.id) == self.before.case.came_from;
        let sent_back_before = self.history.iter().any(|e| matches!(e.what, What::Transferred { back: true, .. }));
        if back && sent_back_before {
            return Err(ErrorCode::NotAllowedNow.into());
        }
        Ok((
            What::Transferred { agency: agency.id, calendar: self.calendar(agency)?, back },
            self.words(limits::REASON_CHARS)?,
        ))
    }

    async fn assignee(&mut self) -> Result<Option<UserId>> {
        let Some(login) = self.input.assignee.as_deref().filter(|login| !login.is_empty()) else { return Ok(None) };
        let id = self
            .settings
            .person_by_login(login)
            .ok_or_else(|| AppError::field("assignee", FieldError::UnknownValue))?;
        let agency = self.before.case.agency.and_then(|id| self.settings.agency(id));
        let low = agency.map_or(0, |agency| agency.range.0);
        let able = crate::store::people::holding(self.tx, hoiam_shared::rights::Role::Handler, low).await?;
        // Whoever may do it themselves may also take it themselves.
        if able.iter().any(|user| user.id == id) || id == self.viewer.id {
            Ok(Some(id))
        } else {
            Err(AppError::field("assignee", FieldError::UnknownValue))
        }
    }

    /// The text given, or the draft that waits for approval.
    async fn answer(&mut self) -> Result<Written> {
        if !self.input.body.trim().is_empty() || self.before.case.state != CaseState::AnswerReview {
            return self.words(limits::ANSWER_CHARS);
        }
        let draft = self.history.iter().rev().find(|e| matches!(e.what, What::AnswerSubmitted {}));
        let all = words::of_cases(self.tx, &[self.before.id]).await?;
        let text = draft.and_then(|event| all.iter().find(|w| w.version == i64::from(event.version)));
        text.map(|w| Written::text(&w.body)).ok_or_else(|| AppError::field("body", FieldError::Required))
    }

    fn extend(&self) -> Result<(What, Written)> {
        let policy = self.before.case.policy.and_then(|id| self.settings.policy(id));
        let allowed =
            policy.and_then(|p| p.target(Target::Resolve)).map_or(0, |spec| usize::from(spec.extensions_allowed));
        let used = self.history.iter().filter(|e| matches!(e.what, What::Extended { target: Target::Resolve })).count();
        if used >= allowed {
            return Err(ErrorCode::NotAllowedNow.into());
        }
        Ok((What::Extended { target: Target::Resolve }, self.words(limits::REASON_CHARS)?))
    }
}

/// The case to follow: one that the person sees, that stands by itself and is not this one.
pub(super) async fn main_case(
    tx: &mut Tx,
    viewer: &Viewer,
    settings: &Settings,
    before: &StoredCase,
    into: &str,
) -> Result<CaseId> {
    let wrong = || AppError::field("into", FieldError::UnknownValue);
    let code = Code::parse(into).ok_or_else(wrong)?;
    let main = cases::by_code_in(tx, &viewer.ranges(settings), code.as_str()).await?.ok_or_else(wrong)?;
    if main.id == before.id || main.case.state == CaseState::Merged || main.case.sealed != before.case.sealed {
        return Err(wrong());
    }
    Ok(main.id)
}

/// Who can be given the cases of an agency.
pub async fn assignable(app: &App, viewer: &Viewer, agency: &str) -> Result<Vec<(String, String)>> {
    let settings = app.settings();
    let agency = settings.agency_by_code(agency).ok_or(AppError::Code(ErrorCode::NotFound))?;
    if !viewer.sees(&settings, Some(agency.id), false) {
        return Err(ErrorCode::Denied.into());
    }
    let users = people::handlers(app, &settings, agency.id).await?;
    Ok(users.into_iter().map(|user| (user.login, user.name)).collect())
}

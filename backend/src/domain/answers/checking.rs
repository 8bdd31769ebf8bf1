//! Whether an answer may go to the approver or to the citizen: approved by somebody else where an agency asks for it, with the
//! evidence it asks for, and without blanks. What reads badly is said, and decided by people.

use super::rules::{Rule, Rules};
use crate::domain::error::{AppError, Result};
use crate::domain::evidence::giving::Given;
use crate::domain::people::Viewer;
use crate::domain::settings::Settings;
use crate::store::attachments::Attachment;
use crate::store::cases::StoredCase;
use crate::store::{Run, attachments, words};
use hoiam_shared::Stamp;
use hoiam_shared::answer::{self, Evidence};
use hoiam_shared::case::{Action, Actor, Case, CaseState, Event, What};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::rights::Role;
use hoiam_shared::unfit::{Unfit, Why};
use hoiam_shared::wire::answers::{AnsweringView, DraftView};

/// Whether a rule lets the person do this now. Where approval is asked for, only an approver answers, only a submitted draft,
/// and never their own.
pub fn possible(
    settings: &Settings,
    viewer: &Viewer,
    rule: &Rule,
    action: Action,
    case: &Case,
    history: &[Event],
) -> std::result::Result<(), ErrorCode> {
    if action != Action::Answer || !rule.approval {
        return Ok(());
    }
    if case.state != CaseState::AnswerReview {
        return Err(ErrorCode::NotAllowedNow);
    }
    let approves = viewer.holds(settings, case.agency, |role| role == Role::Approver);
    let own = submitted(history).is_some_and(|event| event.actor == Actor::Staff(viewer.id));
    if approves && !own { Ok(()) } else { Err(ErrorCode::Denied) }
}

/// The draft submitted last.
pub(super) fn submitted(history: &[Event]) -> Option<&Event> {
    history.iter().rev().find(|event| matches!(event.what, What::AnswerSubmitted {}))
}

/// Refuses an answer that may not go on: to the approver, or to the citizen.
pub async fn before(
    db: &mut impl Run,
    settings: &Settings,
    viewer: &Viewer,
    action: Action,
    stored: &StoredCase,
    history: &[Event],
    (text, files): (&str, &[Given]),
) -> Result<()> {
    if !matches!(action, Action::Answer | Action::SubmitAnswer) {
        return Ok(());
    }
    let case = &stored.case;
    let rule = Rules::load(db).await?.of(settings, case.agency, case.category.as_deref());
    possible(settings, viewer, &rule, action, case, history)?;
    let mut wrong: Vec<Unfit> =
        answer::blanks(text).into_iter().map(|name| Unfit::new("body", Why::BlankOpen, name)).collect();
    // What was submitted had its evidence; whoever approves it decides.
    if case.state != CaseState::AnswerReview {
        let there = attachments::of_cases(db, &[stored.id]).await?;
        let given = Files::of(history, &there).with(files);
        let units = units(settings, case);
        let units: Vec<&str> = units.iter().map(String::as_str).collect();
        let missing = rule.evidence.iter().filter(|one| !one.there(text, &units, given.picture, given.document));
        wrong.extend(missing.map(|one| Unfit::new("evidence", why(*one), "")));
    }
    if wrong.is_empty() { Ok(()) } else { Err(AppError::Unfit(wrong)) }
}

const fn why(evidence: Evidence) -> Why {
    match evidence {
        Evidence::Picture => Why::NoPicture,
        Evidence::Document => Why::NoDocument,
        Evidence::LegalBasis => Why::NoLegalBasis,
        Evidence::Date => Why::NoDate,
        Evidence::Unit => Why::NoUnit,
    }
}

/// Which sorts of files staff have given to a case.
#[derive(Debug, Clone, Copy, Default)]
struct Files {
    picture: bool,
    document: bool,
}

impl Files {
    fn of(history: &[Event], there: &[Attachment]) -> Self {
        let by_staff = |file: &Attachment| {
            let came = history.iter().find(|event| i64::from(event.version) == file.version);
            came.is_some_and(|event| matches!(event.actor, Actor::Staff(_)))
        };
        let sorts = there.iter().filter(|file| by_staff(file)).map(|file| file.media.as_str());
        sorts.fold(Self::default(), Self::and)
    }

    fn with(self, files: &[Given]) -> Self {
        files.iter().map(Given::media).fold(self, Self::and)
    }

    fn and(self, media: &str) -> Self {
        Self {
            picture: self.picture || media.starts_with("image/"),
            document: self.document || media.starts_with("application/") || media.starts_with("text/"),
        }
    }
}

/// Names of those who may be responsible: the agency that holds the case, in either language.
fn units(settings: &Settings, case: &Case) -> Vec<String> {
    let agency = case.agency.and_then(|id| settings.agency(id));
    agency.map(|agency| agency.names.to_vec()).unwrap_or_default()
}

/// What stands around the answer to a case, for those who may write or approve it.
pub async fn view(
    db: &mut impl Run,
    settings: &Settings,
    viewer: &Viewer,
    stored: &StoredCase,
    history: &[Event],
    rule: Rule,
) -> Result<AnsweringView> {
    let there = attachments::of_cases(db, &[stored.id]).await?;
    let files = Files::of(history, &there);
    Ok(AnsweringView {
        approval: rule.approval,
        evidence: rule.evidence,
        picture: files.picture,
        document: files.document,
        units: units(settings, &stored.case),
        draft: draft(db, settings, viewer, stored, history).await?,
    })
}

/// The draft that waits, or was sent back and not submitted anew.
async fn draft(
    db: &mut impl Run,
    settings: &Settings,
    viewer: &Viewer,
    stored: &StoredCase,
    history: &[Event],
) -> Result<Option<DraftView>> {
    let Some(event) = submitted(history) else { return Ok(None) };
    let later = || history.iter().filter(|other| other.version > event.version);
    if later().any(|other| matches!(other.what, What::Answered {})) {
        return Ok(None);
    }
    let written = words::of_cases(db, &[stored.id]).await?;
    let text =
        |version: u32| written.iter().find(|words| words.version == i64::from(version)).map(|words| words.body.clone());
    let returned = later().rfind(|other| matches!(other.what, What::AnswerReturned {}));
    let (by, mine) = match event.actor {
        Actor::Staff(id) => (settings.person(id).map(|person| person.name.clone()), id == viewer.id),
        Actor::Citizen | Actor::System => (None, false),
    };
    Ok(Some(DraftView {
        text: text(event.version).unwrap_or_default(),
        by: by.unwrap_or_default(),
        mine,
        at: Stamp(event.at_ms),
        waiting: stored.case.state == CaseState::AnswerReview,
        remark: returned.and_then(|event| text(event.version)),
    }))
}

/// The names of those who may be responsible for a case, for the remarks on an answer.
pub fn remarks(settings: &Settings, case: &Case, text: &str) -> Vec<answer::Remark> {
    let units = units(settings, case);
    let units: Vec<&str> = units.iter().map(String::as_str).collect();
    answer::remarks(text, &units)
}

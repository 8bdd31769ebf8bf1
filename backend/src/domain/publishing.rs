//! Letting everybody read an answered case: who may, what is hidden, and what the citizen wishes. What is public is
//! always a copy made here, of the words of the case and the stretches that a person said to hide.

use super::app::App;
use super::covering::{self, Covered};
use super::error::{AppError, Result};
use super::evidence::showing;
use super::looking;
use super::people::Viewer;
use super::personal;
use super::settings::Settings;
use super::unsealing;
use crate::store::cases::StoredCase;
use crate::store::publications::{PublicPicture, Publication};
use crate::store::words::Words;
use crate::store::{Run, cases, events, words};
use crate::words::words_digest;
use hoiam_shared::case::event::Flag;
use hoiam_shared::case::{Action, Case, CaseState, Code, Event, What};
use hoiam_shared::catalogue::publishing::Publishing;
use hoiam_shared::error::{ErrorCode, FieldError};
use hoiam_shared::publish::{self, MARKS, Mark, Part, Picture, Standing};
use hoiam_shared::wire::intake::Contact;
use hoiam_shared::wire::public::{FoundView, PartView, PublicationView, StandingView};
use hoiam_shared::{Lang, Stamp};
use std::ops::Range;

/// How a case stands with the public.
pub fn standing(settings: &Settings, case: &Case) -> Standing {
    let wished = case.wished.unwrap_or_else(|| settings.site_by_id(case.site).is_some_and(|site| site.publishes));
    if case.sealed || !case.kind.publishable() {
        Standing::Never
    } else if case.published.is_some() {
        Standing::Published
    } else if !wished {
        Standing::Refused
    } else if case.answered_ms.is_none() || !matches!(case.state, CaseState::Answered | CaseState::Closed) {
        Standing::Unanswered
    } else {
        Standing::Possible
    }
}

/// The same for whoever asks.
pub fn standing_view(settings: &Settings, case: &Case, history: &[Event]) -> StandingView {
    let published = case.published.and_then(|version| history.iter().find(|event| event.version == version));
    StandingView {
        standing: standing(settings, case),
        wished: case.wished,
        published_at: published.map(|event| Stamp(event.at_ms)),
    }
}

/// Whether this can be done to a case as it stands with the public: the state table knows only its state.
pub fn possible(settings: &Settings, action: Action, case: &Case) -> bool {
    match action {
        Action::Publish => matches!(standing(settings, case), Standing::Possible | Standing::Published),
        Action::Unpublish => case.published.is_some(),
        _ => true,
    }
}

/// The texts of a case that are published, whole.
struct Texts {
    title: String,
    body: String,
    answer: String,
    /// Version of the answer.
    version: u32,
}

impl Texts {
    /// `None` while no answer stands.
    fn of(history: &[Event], written: &[Words]) -> Option<Self> {
        let said = |version: u32| written.iter().find(|words| words.version == i64::from(version));
        let answered = history.iter().rev().find(|e| matches!(e.what, What::Answered {} | What::Reopened {}));
        let answer = answered.filter(|event| matches!(event.what, What::Answered {}))?;
        let (filed, told) = (said(1)?, said(answer.version)?);
        Some(Self {
            title: filed.title.clone(),
            body: filed.body.clone(),
            answer: told.body.clone(),
            version: answer.version,
        })
    }

    fn part(&self, part: Part) -> &str {
        match part {
            Part::Title => &self.title,
            Part::Body => &self.body,
            Part::Answer => &self.answer,
        }
    }
}

/// A copy for everybody that is not stored yet: it gets the version of the event it comes with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    title: String,
    body: String,
    answer: String,
    pictures: Vec<(u32, String)>,
}

impl Copy {
    fn of(texts: &Texts, hidden: &[Mark]) -> Self {
        let shown = |part| publish::redacted(texts.part(part), part, hidden);
        let (title, body, answer) = (shown(Part::Title), shown(Part::Body), shown(Part::Answer));
        Self { title, body, answer, pictures: Vec::new() }
    }

    fn digest(&self) -> String {
        words_digest(&self.title, &self.body, &self.answer)
    }

    /// As it is stored with the event of this version, and the pictures beside it.
    pub fn stored(self, case: &StoredCase, version: u32, at_ms: i64) -> (Publication, Vec<PublicPicture>) {
        let (case_id, version) = (case.id.0, i64::from(version));
        let Self { title, body, answer, pictures } = self;
        let picture = |(number, jpeg)| PublicPicture { case_id, number: i64::from(number), version, jpeg };
        let pictures = pictures.into_iter().map(picture).collect();
        (Publication { case_id, version, published_ms: at_ms, title, body, answer }, pictures)
    }
}

/// Digest of a stored copy, as its event has it.
pub fn digest_of(copy: &Publication) -> String {
    words_digest(&copy.title, &copy.body, &copy.answer)
}

/// The event and the copy of a publication in which `hidden` is hidden.
pub async fn decide(
    db: &mut impl Run,
    settings: &Settings,
    stored: &StoredCase,
    history: &[Event],
    hidden: &[Mark],
    covered: Vec<Covered>,
) -> Result<(What, Copy)> {
    if !possible(settings, Action::Publish, &stored.case) {
        return Err(ErrorCode::NotAllowedNow.into());
    }
    let written = words::of_cases(db, &[stored.id]).await?;
    let texts = Texts::of(history, &written).ok_or(AppError::Code(ErrorCode::NotAllowedNow))?;
    let fits = |mark: &Mark| mark.fits(texts.part(mark.part).chars().count());
    if hidden.len() > MARKS || !hidden.iter().all(fits) {
        return Err(AppError::field("hidden", FieldError::OutOfRange));
    }
    let hidden = publish::joined(hidden);
    let mut copy = Copy::of(&texts, &hidden);
    copy.pictures = covered.iter().map(Covered::kept).collect();
    let pictures = covered.into_iter().map(|one| one.made).collect();
    Ok((What::Published { answer: texts.version, sha256: copy.digest(), hidden, pictures }, copy))
}

/// The event and the copy of texts in which everything is hidden that [`view`] would mark: what a moderator makes who
/// follows each advice. `answer` is the version of the answer.
pub fn as_advised([title, body, told]: [&str; 3], answer: u32, contact: Option<&Contact>) -> (What, Copy) {
    let texts = Texts { title: title.to_owned(), body: body.to_owned(), answer: told.to_owned(), version: answer };
    let marks = |part: &Part| found(texts.part(*part), *part, contact, Lang::Vi).into_iter().map(|found| found.mark);
    let hidden = publish::joined(&Part::ALL.iter().flat_map(marks).collect::<Vec<_>>());
    let copy = Copy::of(&texts, &hidden);
    (What::Published { answer, sha256: copy.digest(), hidden, pictures: Vec::new() }, copy)
}

/// The texts of a case with what should be hidden in them, for whoever may publish it.
pub async fn view(app: &App, viewer: &Viewer, code: &Code, lang: Lang) -> Result<PublicationView> {
    let settings = app.settings();
    let mut read = app.db.read();
    let stored = cases::by_code_in(&mut read, &viewer.ranges(&settings), code.as_str()).await?;
    let stored = stored.ok_or(AppError::Code(ErrorCode::NotFound))?;
    if !viewer.may(&settings, Action::Publish, &stored.case) {
        return Err(ErrorCode::Denied.into());
    }
    if !possible(&settings, Action::Publish, &stored.case) {
        return Err(ErrorCode::NotAllowedNow.into());
    }
    looking::at(app, viewer, stored.id).await?;
    let history = events::of_case(&mut read, stored.id).await?;
    let written = words::of_cases(&mut read, &[stored.id]).await?;
    let texts = Texts::of(&history, &written).ok_or(AppError::Code(ErrorCode::NotAllowedNow))?;
    let contact = match words::contact(&mut read, stored.id).await? {
        Some(sealed) => unsealing::read(app, stored.id, &sealed)?,
        None => None,
    };
    let found = Part::ALL.iter().flat_map(|part| found(texts.part(*part), *part, contact.as_ref(), lang)).collect();
    let last = history.iter().rev().find_map(|event| match &event.what {
        What::Published { answer, hidden, pictures, .. } => {
            let pictures: Vec<Picture> = pictures.iter().map(|made| made.picture.clone()).collect();
            Some((*answer, hidden.clone(), pictures))
        }
        _ => None,
    });
    // What was hidden of an answer that was since replaced says nothing about the new one.
    let (answer, mut hidden, covered) = last.unwrap_or_default();
    hidden.retain(|mark| answer == texts.version || mark.part != Part::Answer);
    Ok(PublicationView {
        state: standing_view(&settings, &stored.case, &history),
        parts: Part::ALL.iter().map(|part| PartView { part: *part, text: texts.part(*part).to_owned() }).collect(),
        found,
        hidden,
        pictures: covering::possible(&mut read, stored.id).await?.iter().map(showing::view).collect(),
        covered,
    })
}

/// What in a text should not be public.
fn found(text: &str, part: Part, contact: Option<&Contact>, lang: Lang) -> Vec<FoundView> {
    let view = |(range, flag): (Range<usize>, Option<Flag>)| FoundView {
        mark: personal::mark(text, part, &range),
        why: flag.map_or_else(|| Publishing::NameFound.text(lang), |flag| flag.name(lang)).to_owned(),
    };
    personal::all(text, contact).into_iter().map(view).collect()
}

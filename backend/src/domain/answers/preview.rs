//! The page that the citizen would see if an answer went out now: the same events, the same view, nothing stored.

use super::checking;
use crate::domain::app::App;
use crate::domain::error::{AppError, Result};
use crate::domain::following;
use crate::domain::moving::{self, Step, Written};
use crate::domain::people::Viewer;
use crate::store::{cases, events, words};
use hoiam_shared::Lang;
use hoiam_shared::answer::Remark;
use hoiam_shared::case::{Action, Actor, Code, What};
use hoiam_shared::error::{ErrorCode, FieldError};
use hoiam_shared::limits;
use hoiam_shared::wire::intake::TrackingView;

/// What the citizen would see.
#[derive(Debug)]
pub struct Seen {
    /// The case as it would be.
    pub case: TrackingView,
    /// In whose language.
    pub lang: Lang,
    /// What is worth another look.
    pub remarks: Vec<Remark>,
}

/// Works it out; an empty text stands for the draft that waits.
pub async fn of(app: &App, viewer: &Viewer, code: &Code, text: &str) -> Result<Seen> {
    let settings = app.settings();
    let mut read = app.db.read();
    let stored = cases::by_code_in(&mut read, &viewer.ranges(&settings), code.as_str()).await?;
    let stored = stored.ok_or(AppError::Code(ErrorCode::NotFound))?;
    let writes = [Action::Answer, Action::SubmitAnswer, Action::ReturnAnswer];
    if !writes.iter().any(|action| viewer.may(&settings, *action, &stored.case)) {
        return Err(ErrorCode::Denied.into());
    }
    if text.chars().count() > limits::ANSWER_CHARS {
        return Err(AppError::field("body", FieldError::TooLong));
    }
    let mut history = events::of_case(&mut read, stored.id).await?;
    let mut written = words::of_cases(&mut read, &[stored.id]).await?;
    let draft = checking::submitted(&history)
        .and_then(|event| written.iter().find(|words| words.version == i64::from(event.version)));
    let text = match text.trim() {
        "" => draft.map(|words| words.body.clone()).unwrap_or_default(),
        text => text.to_owned(),
    };
    if text.is_empty() {
        return Err(AppError::field("body", FieldError::Required));
    }
    let step = Step::with_words(Actor::Staff(viewer.id), What::Answered {}, Written::text(&text));
    let moved = moving::advance(&settings, &stored, &history, vec![step], app.now_ms())?;
    history.extend(moved.events.iter().cloned());
    written.extend(moved.words.iter().cloned());
    let lang = stored.case.language;
    Ok(Seen {
        case: following::seen(app, &settings, &moved.case, &history, &written, lang).await?,
        lang,
        remarks: checking::remarks(&settings, &stored.case, &text),
    })
}

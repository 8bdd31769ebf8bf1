//! The letters of an agency: reading them, writing its own, seeing one with a real case before it is kept, and going back.

use super::letters::{self, Template, Values};
use super::stopping;
use crate::domain::app::App;
use crate::domain::audit::{self, Entry};
use crate::domain::error::{AppError, Result};
use crate::domain::people::Viewer;
use crate::domain::settings::{Agency, Settings};
use crate::domain::telling;
use crate::store::notices::{self, LetterRow};
use crate::store::{cases, events, words};
use hoiam_shared::audit::{Act, Thing};
use hoiam_shared::case::{CaseKind, CaseState, Code, Event};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::limits;
use hoiam_shared::notice::{Piece, Topic, pieces};
use hoiam_shared::rights::Role;
use hoiam_shared::unfit::{Unfit, Why};
use hoiam_shared::wire::notices::{LetterInput, LetterPreview, LetterTrial, LetterView, LettersView};
use hoiam_shared::{Lang, Stamp};
use serde_json::json;

const DAY_MS: i64 = 86_400_000;

/// The agency named, if the person keeps its letters.
fn kept_by<'s>(settings: &'s Settings, viewer: &Viewer, code: &str) -> Result<&'s Agency> {
    let agency = settings.agency_by_code(code).ok_or(AppError::Code(ErrorCode::NotFound))?;
    match viewer.holds(settings, Some(agency.id), Role::changes_notices) {
        true => Ok(agency),
        false => Err(ErrorCode::Denied.into()),
    }
}

fn topic(code: &str) -> Result<Topic> {
    let topic = Topic::from_code(code).filter(|topic| *topic != Topic::Event);
    topic.ok_or(AppError::Code(ErrorCode::NotFound))
}

fn in_lang(code: &str) -> Result<Lang> {
    Lang::from_code(code).ok_or(AppError::Code(ErrorCode::NotFound))
}

/// All letters as an agency sends them.
pub async fn list(app: &App, viewer: &Viewer, agency: &str, lang: Lang) -> Result<LettersView> {
    let settings = app.settings();
    let agency = kept_by(&settings, viewer, agency)?;
    let mut read = app.db.read();
    let own = notices::letters_of(&mut read, agency.id.0).await?;
    let mut all = Vec::new();
    for topic in Topic::letters() {
        for written in Lang::ALL {
            let used = letters::template(&mut read, &settings, Some(agency.id), topic, *written).await?;
            let mine = own.iter().find(|row| row.topic == topic.code() && row.lang == written.code());
            all.push(LetterView {
                topic,
                topic_text: topic.name(lang).to_owned(),
                lang: *written,
                subject: used.subject,
                body: used.body,
                from: used.agency.and_then(|id| settings.agency(id)).map(|agency| agency.view(lang)),
                own: mine.is_some(),
                to_citizen: topic.to_citizen(),
                places: topic.places().iter().map(|place| (*place).to_owned()).collect(),
                changed_at: mine.map(|row| Stamp(row.changed_ms)),
                changed_by: mine
                    .and_then(|row| settings.person(hoiam_shared::ids::UserId(row.user_id)))
                    .map(|p| p.name.clone()),
            });
        }
    }
    Ok(LettersView { agency: agency.view(lang), letters: all })
}

/// Keeps an agency's own letter.
pub async fn keep(app: &App, viewer: &Viewer, topic_code: &str, lang_code: &str, input: &LetterInput) -> Result<()> {
    let settings = app.settings();
    let agency = kept_by(&settings, viewer, &input.agency)?;
    let (topic, lang) = (topic(topic_code)?, in_lang(lang_code)?);
    check(topic, &input.subject, &input.body)?;
    let row = LetterRow {
        agency_id: agency.id.0,
        topic: topic.code().to_owned(),
        lang: lang.code().to_owned(),
        subject: input.subject.trim().to_owned(),
        body: input.body.trim().replace("\r\n", "\n"),
        changed_ms: app.now_ms(),
        user_id: viewer.id.0,
    };
    let mut tx = app.db.begin().await?;
    notices::put_letter(&mut tx, &row).await?;
    let entry = Entry::of(Act::Changed, Thing::Letter, agency.code.as_str(), agency.id);
    let told = json!({ "topic": row.topic, "lang": row.lang, "subject": row.subject, "body": row.body });
    audit::by(app, &mut tx, viewer, entry.with(json!(null), told)).await?;
    Ok(tx.commit().await?)
}

/// Goes back to the letter of the agency above, or the program's own.
pub async fn forget(app: &App, viewer: &Viewer, agency: &str, topic_code: &str, lang_code: &str) -> Result<()> {
    let settings = app.settings();
    let agency = kept_by(&settings, viewer, agency)?;
    let (topic, lang) = (topic(topic_code)?, in_lang(lang_code)?);
    let mut tx = app.db.begin().await?;
    if notices::remove_letter(&mut tx, agency.id.0, topic.code(), lang.code()).await? == 0 {
        return Err(ErrorCode::NotFound.into());
    }
    let entry = Entry::of(Act::Removed, Thing::Letter, agency.code.as_str(), agency.id);
    audit::by(app, &mut tx, viewer, entry.with(json!({ "topic": topic, "lang": lang.code() }), json!(null))).await?;
    Ok(tx.commit().await?)
}

/// Everything that is wrong with a letter: a place it cannot fill is named.
pub fn check(topic: Topic, subject: &str, body: &str) -> Result<()> {
    let mut wrong = Vec::new();
    for (field, text, most) in
        [("subject", subject, limits::LETTER_SUBJECT_CHARS), ("body", body, limits::LETTER_BODY_CHARS)]
    {
        if text.trim().is_empty() {
            wrong.push(Unfit::new(field, Why::Required, ""));
        }
        if text.chars().count() > most {
            wrong.push(Unfit::new(field, Why::TooLong, most.to_string()));
        }
        let strange = |c: char| c.is_control() && !(field == "body" && matches!(c, '\n' | '\r'));
        if text.trim().contains(strange) {
            wrong.push(Unfit::new(field, Why::Unreadable, ""));
        }
        for piece in pieces(text) {
            if let Piece::Place(name) = piece
                && !topic.places().contains(&name)
            {
                wrong.push(Unfit::new(field, Why::UnknownPlace, format!("{{{name}}}")));
            }
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(AppError::Unfit(wrong)) }
}

/// A letter as it would go out about a real case that the person may open, or about an invented one. The name of the
/// citizen and their address are not looked at.
pub async fn preview(app: &App, viewer: &Viewer, trial: &LetterTrial) -> Result<LetterPreview> {
    let settings = app.settings();
    let agency = kept_by(&settings, viewer, &trial.agency)?;
    check(trial.topic, &trial.subject, &trial.body)?;
    if trial.topic == Topic::Event {
        return Err(ErrorCode::NotFound.into());
    }
    let lang = trial.lang;
    let template = Template { agency: Some(agency.id), subject: trial.subject.clone(), body: trial.body.clone() };
    let code = trial.code.as_deref().map(str::trim).filter(|code| !code.is_empty());
    let values = match code {
        Some(code) => real(app, &settings, viewer, code, trial.topic, lang).await?,
        None => invented(app, agency, lang),
    };
    let place = match trial.topic.to_citizen() {
        true if trial.topic.to_signer() => format!("/petitions/{}?lang={lang}", values.code),
        true => format!("/t/{}?lang={lang}", values.code),
        false => format!("/console/cases/{}", values.code),
    };
    let values = Values { link: format!("{}{place}", app.public_url), name: viewer.name.clone(), ..values };
    // A link that stops nothing: the preview is nobody's letter.
    let stop = stopping::link(app, "citizen:0", lang);
    let written = letters::write(&template, &values, trial.topic, &stop, lang);
    Ok(LetterPreview { subject: written.subject, text: written.text, html: written.html, real: code.is_some() })
}

async fn real(app: &App, settings: &Settings, viewer: &Viewer, code: &str, topic: Topic, lang: Lang) -> Result<Values> {
    let missing = || AppError::Code(ErrorCode::NotFound);
    let code = Code::parse(code).ok_or_else(missing)?;
    let mut read = app.db.read();
    let case = cases::by_code_in(&mut read, &viewer.ranges(settings), code.as_str()).await?.ok_or_else(missing)?;
    let history = events::of_case(&mut read, case.id).await?;
    // The newest event that such a letter is about, or the newest of all.
    let about = |event: &&Event| super::deriving::topic_of(event) == Some(topic);
    let event = history.iter().rev().find(about).or(history.last());
    let version = event.map_or(0, |event| event.version);
    let written = words::of_cases(&mut read, &[case.id]).await?;
    let with = written.iter().find(|w| w.version == i64::from(version) && w.version > 1);
    let title = written.first().map_or("", |w| w.title.as_str());
    let with = with.map_or("", |w| w.body.as_str());
    Ok(Values::of(settings, &case, title, with, lang).telling(settings, &history, version, lang))
}

fn invented(app: &App, agency: &Agency, lang: Lang) -> Values {
    let said = |vi: &str, en: &str| if lang == Lang::Vi { vi } else { en }.to_owned();
    Values {
        code: "HA-26-00000-0000".to_owned(),
        title: said("Đèn đường hỏng trước số 12", "Street lamp out of order at number 12"),
        kind: CaseKind::Feedback.name(lang).to_owned(),
        agency: agency.name(lang).to_owned(),
        state: CaseState::InProgress.name(lang).to_owned(),
        due: telling::date(app.now_ms() + 15 * DAY_MS, lang),
        words: said(
            "Đèn nằm ở phía chẵn hay phía lẻ của đường?",
            "Is the lamp on the even or the odd side of the street?",
        ),
        event: said("Hồ sơ được chuyển đến {agency}", "The case went to {agency}")
            .replace("{agency}", agency.name(lang)),
        ..Values::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_a_letter_is_named() {
        let wrong = |topic, subject: &str, body: &str| match check(topic, subject, body) {
            Err(AppError::Unfit(all)) => {
                all.iter().map(|one| format!("{} {} {}", one.place, one.why, one.value)).collect::<Vec<_>>().join("; ")
            }
            Ok(()) => String::new(),
            Err(other) => panic!("{other:?}"),
        };
        assert_eq!(wrong(Topic::Receipt, "{code}", "Xin chào\n\n{link}"), "");
        assert_eq!(wrong(Topic::Receipt, "", " "), "subject required ; body required ");
        assert_eq!(
            wrong(Topic::Receipt, "{cod}", "{words} {"),
            "subject unknown_place {cod}; body unknown_place {words}"
        );
        assert_eq!(wrong(Topic::Receipt, "a\r\nBcc: b", "x"), "subject unreadable ");
        assert!(wrong(Topic::Answer, &"x".repeat(300), "x").starts_with("subject too_long"));
    }
}

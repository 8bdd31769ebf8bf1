//! Extra questions of a site: which of them are asked, what is wrong with the answers, when the form stops with
//! advice, and how answers are told. Questions are data; the browser and the server run the same code on them.
//!
//! A question is asked when its category is the chosen one (or it has none) and its condition holds. An answer to a
//! question that is not asked counts for nothing.

use crate::catalogue::questions::Questions as T;
use crate::check::{self, Fault};
use crate::clock::Day;
use crate::coded::coded;
use crate::error::FieldError;
use crate::lang::Lang;
use crate::limits;
use crate::wire::intake::AnswerInput;
use crate::wire::site::QuestionView;

coded! {
    /// What an answer looks like. Answers are text; this is how it is read.
    pub enum QuestionKind {
        /// Words.
        Text = "text",
        /// One of the choices, by its code.
        Choice = "choice",
        /// A date, `YYYY-MM-DD`.
        Date = "date",
        /// A whole number.
        Number = "number",
        /// `yes` or `no`.
        YesNo = "yes_no",
        /// Files: ids of uploads among the attachments of the case, a space between each.
        File = "file",
    }
}

/// Names of the fields of answers, by the position of their question.
pub const FIELDS: [&str; limits::QUESTIONS] = [
    "answers.0",
    "answers.1",
    "answers.2",
    "answers.3",
    "answers.4",
    "answers.5",
    "answers.6",
    "answers.7",
    "answers.8",
    "answers.9",
    "answers.10",
    "answers.11",
    "answers.12",
    "answers.13",
    "answers.14",
    "answers.15",
];

/// The answer to a question, without surrounding white space; empty when there is none.
pub fn answer<'a>(answers: &'a [AnswerInput], id: &str) -> &'a str {
    answers.iter().find(|answer| answer.question == id).map_or("", |answer| answer.value.trim())
}

/// The uploads that an answer to a question of kind `file` names.
pub fn files(given: &str) -> impl Iterator<Item = &str> {
    given.split(' ').filter(|id| !id.is_empty())
}

/// The questions that are asked, with their positions.
pub fn asked<'a>(
    questions: &'a [QuestionView],
    category: Option<&str>,
    answers: &[AnswerInput],
) -> Vec<(usize, &'a QuestionView)> {
    let mut asked: Vec<(usize, &QuestionView)> = Vec::new();
    for (at, question) in questions.iter().enumerate().take(limits::QUESTIONS) {
        let in_category = question.categories.is_empty()
            || category.is_some_and(|c| question.categories.iter().any(|own| own.as_str() == c));
        // A condition looks only at what is asked itself.
        let holds = question.when.as_ref().is_none_or(|when| {
            let there = asked.iter().any(|(_, other)| other.id == when.question);
            there && when.is.iter().any(|value| value == answer(answers, &when.question))
        });
        if in_category && holds {
            asked.push((at, question));
        }
    }
    asked
}

/// The advice to stop with, if an answer calls for it.
pub fn stopped<'a>(questions: &'a [QuestionView], category: Option<&str>, answers: &[AnswerInput]) -> Option<&'a str> {
    asked(questions, category, answers).into_iter().find_map(|(_, question)| {
        let stop = question.stop.as_ref()?;
        let given = answer(answers, &question.id);
        stop.is.iter().any(|value| value == given).then_some(stop.advice.as_str())
    })
}

/// Everything wrong with the answers. `today` bounds dates; `attachments` are the uploads that go along, `None` while some
/// are on their way, so that nothing can be said of answers that are files.
pub fn check(
    questions: &[QuestionView],
    category: Option<&str>,
    answers: &[AnswerInput],
    attachments: Option<&[String]>,
    today: Option<Day>,
) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (at, question) in asked(questions, category, answers) {
        let field = FIELDS[at];
        let given = answer(answers, &question.id);
        if given.is_empty() {
            if question.required && (question.kind != QuestionKind::File || attachments.is_some()) {
                faults.push(Fault::new(field, FieldError::Required));
            }
            continue;
        }
        let error = match question.kind {
            QuestionKind::Text => {
                check::text(field, given, 0, limits::ANSWER_FIELD_CHARS, &mut faults);
                None
            }
            QuestionKind::Choice => {
                (!question.choices.iter().any(|choice| choice.code == given)).then_some(FieldError::UnknownValue)
            }
            QuestionKind::YesNo => (!matches!(given, "yes" | "no")).then_some(FieldError::UnknownValue),
            QuestionKind::Date => match (Day::parse(given), today) {
                (None, _) => Some(FieldError::BadDate),
                (Some(day), Some(today)) if day > today => Some(FieldError::InFuture),
                (Some(_), _) => None,
            },
            QuestionKind::Number => match given.parse::<i64>() {
                Err(_) => Some(FieldError::BadNumber),
                Ok(n) if question.min.is_some_and(|min| n < min) || question.max.is_some_and(|max| n > max) => {
                    Some(FieldError::OutOfRange)
                }
                Ok(_) => None,
            },
            QuestionKind::File => {
                let there = |id: &str| attachments.is_none_or(|all| all.iter().any(|attached| attached == id));
                (!files(given).all(there)).then_some(FieldError::FileGone)
            }
        };
        faults.extend(error.map(|error| Fault::new(field, error)));
        if question.stop.as_ref().is_some_and(|stop| stop.is.iter().any(|value| value == given)) {
            faults.push(Fault::new(field, FieldError::Stopped));
        }
    }
    faults
}

/// The answer as a person reads it. `named`: uploads and their names.
pub fn said(question: &QuestionView, given: &str, named: &[(&str, &str)], lang: Lang) -> String {
    match question.kind {
        QuestionKind::YesNo => if given == "yes" { T::Yes } else { T::No }.text(lang).to_owned(),
        QuestionKind::Choice => {
            question.choices.iter().find(|choice| choice.code == given).map_or(given, |choice| &choice.name).to_owned()
        }
        QuestionKind::Date => {
            let mut parts = given.split('-');
            match (parts.next(), parts.next(), parts.next()) {
                (Some(year), Some(month), Some(day)) => [day, month, year].join("/"),
                _ => given.to_owned(),
            }
        }
        QuestionKind::Text | QuestionKind::Number => given.to_owned(),
        QuestionKind::File => {
            let mut names = String::new();
            for (_, name) in files(given).filter_map(|id| named.iter().find(|(upload, _)| *upload == id)) {
                if !names.is_empty() {
                    names.push_str("; ");
                }
                names.push_str(name);
            }
            names
        }
    }
}

/// All answers as lines, to stand below the text of the case; empty when nothing was answered. `named`: uploads and
/// their names.
pub fn told(
    questions: &[QuestionView],
    category: Option<&str>,
    answers: &[AnswerInput],
    named: &[(&str, &str)],
    lang: Lang,
) -> String {
    let mut out = String::new();
    for (_, question) in asked(questions, category, answers) {
        let given = answer(answers, &question.id);
        if given.is_empty() {
            continue;
        }
        if out.is_empty() {
            out.push_str(T::Heading.text(lang));
        }
        out.push('\n');
        out.push_str(question.ask.trim_end_matches(['?', ':', '.', ' ']));
        out.push_str(": ");
        out.push_str(&said(question, given, named, lang));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::site::{ChoiceView, StopView, WhenView};

    fn question(id: &str, kind: QuestionKind) -> QuestionView {
        QuestionView {
            id: id.into(),
            kind,
            ask: format!("{id}?"),
            hint: String::new(),
            required: false,
            choices: vec![],
            categories: vec![],
            min: None,
            max: None,
            when: None,
            stop: None,
        }
    }

    fn form() -> Vec<QuestionView> {
        let danger = QuestionView {
            required: true,
            stop: Some(StopView { is: vec!["yes".into()], advice: "Gọi 113".into() }),
            ..question("danger", QuestionKind::YesNo)
        };
        let choices = vec![ChoiceView { code: "a".into(), name: "Hằng ngày".into() }];
        let often = QuestionView { choices, categories: vec!["rac".into()], ..question("often", QuestionKind::Choice) };
        let days = QuestionView {
            min: Some(1),
            max: Some(365),
            when: Some(WhenView { question: "often".into(), is: vec!["a".into()] }),
            ..question("days", QuestionKind::Number)
        };
        let since = question("since", QuestionKind::Date);
        let bill =
            QuestionView { required: true, categories: vec!["dien".into()], ..question("bill", QuestionKind::File) };
        vec![danger, often, days, since, question("note", QuestionKind::Text), bill]
    }

    fn answers(all: &[(&str, &str)]) -> Vec<AnswerInput> {
        all.iter().map(|(q, v)| AnswerInput { question: (*q).into(), value: (*v).into() }).collect()
    }

    #[test]
    fn what_is_asked_follows_category_and_answers() {
        let check = |category, given: &[(&str, &str)], expect: &[usize]| {
            let form = form();
            let got: Vec<usize> = asked(&form, category, &answers(given)).into_iter().map(|(at, _)| at).collect();
            assert_eq!(got, expect, "{category:?} {given:?}");
        };
        check(None, &[], &[0, 3, 4]);
        check(Some("rac"), &[], &[0, 1, 3, 4]);
        check(Some("rac"), &[("often", "a")], &[0, 1, 2, 3, 4]);
        // The condition's own question is not asked: its old answer counts for nothing.
        check(None, &[("often", "a")], &[0, 3, 4]);
    }

    #[test]
    fn what_is_wrong_with_answers() {
        let today = Day::parse("2026-11-26");
        let check = |given: &[(&str, &str)], expect: &[(&str, FieldError)]| {
            let found = super::check(&form(), Some("rac"), &answers(given), Some(&[]), today);
            assert_eq!(found.iter().map(|f| (f.field, f.error)).collect::<Vec<_>>(), expect, "{given:?}");
        };
        check(&[], &[("answers.0", FieldError::Required)]);
        check(&[("danger", "no")], &[]);
        check(&[("danger", "maybe")], &[("answers.0", FieldError::UnknownValue)]);
        check(&[("danger", "yes")], &[("answers.0", FieldError::Stopped)]);
        check(&[("danger", "no"), ("often", "b")], &[("answers.1", FieldError::UnknownValue)]);
        check(&[("danger", "no"), ("days", "x")], &[]);
        check(&[("danger", "no"), ("often", "a"), ("days", "x")], &[("answers.2", FieldError::BadNumber)]);
        check(&[("danger", "no"), ("often", "a"), ("days", "0")], &[("answers.2", FieldError::OutOfRange)]);
        check(&[("danger", "no"), ("since", "2026-02-30")], &[("answers.3", FieldError::BadDate)]);
        check(&[("danger", "no"), ("since", "2026-11-27")], &[("answers.3", FieldError::InFuture)]);
        check(&[("danger", "no"), ("note", "a\0")], &[("answers.4", FieldError::BadCharacters)]);
    }

    #[test]
    fn files_that_answer_are_among_those_that_go_along() {
        let attached = ["t1".to_owned(), "t2".to_owned()];
        let check = |given: &str, expect: Option<FieldError>| {
            let given = answers(&[("danger", "no"), ("bill", given)]);
            let found = super::check(&form(), Some("dien"), &given, Some(&attached), None);
            assert_eq!(super::check(&form(), Some("dien"), &given, None, None), vec![], "on their way");
            assert_eq!(found.iter().map(|f| (f.field, f.error)).next(), expect.map(|e| ("answers.5", e)), "{given:?}");
            // Asked in this category alone: elsewhere the answer counts for nothing.
            assert_eq!(super::check(&form(), None, &given, Some(&[]), None), vec![]);
        };
        check("t1", None);
        check("t2  t1", None);
        check("", Some(FieldError::Required));
        check("t1 t3", Some(FieldError::FileGone));
        let given = answers(&[("danger", "no"), ("bill", "t2 t1 t9")]);
        let named = [("t1", "hóa đơn.pdf"), ("t2", "công tơ.jpg")];
        let lines = told(&form(), Some("dien"), &given, &named, Lang::Vi);
        assert_eq!(lines, "Trả lời thêm\ndanger: Không\nbill: công tơ.jpg; hóa đơn.pdf");
    }

    #[test]
    fn a_stop_gives_its_advice_and_answers_are_told_in_words() {
        assert_eq!(stopped(&form(), None, &answers(&[("danger", "yes")])), Some("Gọi 113"));
        assert_eq!(stopped(&form(), None, &answers(&[("danger", "no")])), None);
        let given = answers(&[("danger", "no"), ("often", "a"), ("since", "2026-11-02"), ("note", " ")]);
        let lines = told(&form(), Some("rac"), &given, &[], Lang::Vi);
        assert_eq!(lines, "Trả lời thêm\ndanger: Không\noften: Hằng ngày\nsince: 02/11/2026");
        assert_eq!(told(&form(), None, &[], &[], Lang::En), "");
    }

    #[test]
    fn fields_are_numbered() {
        for (at, name) in FIELDS.iter().enumerate() {
            assert_eq!(*name, format!("answers.{at}"));
        }
    }
}

//! What is wrong with the settings of a site, each place named. Whatever passes here can be read by
//! [`sites`](crate::domain::sites) and run by [`questions`](hoiam_shared::questions).

use super::keeps;
use crate::domain::error::{AppError, Result};
use crate::domain::people::Viewer;
use crate::domain::settings::{Agency, Settings};
use hoiam_shared::ids::SiteId;
use hoiam_shared::questions::QuestionKind;
use hoiam_shared::unfit::{Unfit, Why};
use hoiam_shared::wire::sites::{Bilingual, QuestionSpec, SiteInput};
use hoiam_shared::{limits, look};

/// Every page on this machine: only for demonstrations and trials.
const LOOPBACK: &str = "loopback";

/// The same with what nobody means taken away: space around words, capitals in names of hosts, a slash at their end.
pub(super) fn tidied(mut input: SiteInput) -> SiteInput {
    let tidy = |text: &mut String| *text = text.trim().to_owned();
    tidy(&mut input.key);
    tidy(&mut input.agency);
    let both = |words: &mut Bilingual| {
        tidy(&mut words.vi);
        tidy(&mut words.en);
    };
    both(&mut input.name);
    both(&mut input.label);
    input.colour = input.colour.trim().to_ascii_lowercase();
    for origin in &mut input.origins {
        *origin = origin.trim().trim_end_matches('/').to_ascii_lowercase();
    }
    input.origins.retain(|origin| !origin.is_empty());
    for question in &mut input.questions {
        tidy(&mut question.id);
        both(&mut question.ask);
        both(&mut question.hint);
        for choice in &mut question.choices {
            tidy(&mut choice.code);
            both(&mut choice.name);
        }
        if let Some(stop) = &mut question.stop {
            both(&mut stop.advice);
        }
    }
    input
}

pub(super) fn key_taken(key: &str) -> AppError {
    AppError::Unfit(vec![Unfit::new("key", Why::Taken, key)])
}

/// The agency of the site, once everything is in order. `known`: the site, when it is there already.
pub(super) fn checked<'s>(
    settings: &'s Settings,
    viewer: &Viewer,
    input: &SiteInput,
    known: Option<SiteId>,
) -> Result<&'s Agency> {
    let mut wrong = Vec::new();
    if !is_name(&input.key) || input.key.len() > limits::SITE_KEY_CHARS {
        wrong.push(Unfit::new("key", Why::NotAKey, &input.key));
    } else if settings.site(&input.key).is_some_and(|site| known != Some(site.id)) {
        wrong.push(Unfit::new("key", Why::Taken, &input.key));
    }
    let agency = settings.agency_by_code(&input.agency).filter(|agency| keeps(settings, viewer, agency));
    if agency.is_none() {
        let why = if input.agency.is_empty() { Why::Required } else { Why::UnknownValue };
        wrong.push(Unfit::new("agency", why, &input.agency));
    }
    both("name", &input.name, true, limits::NAME_CHARS, &mut wrong);
    both("label", &input.label, false, limits::LABEL_CHARS, &mut wrong);
    if look::parse(&input.colour).is_none() {
        wrong.push(Unfit::new("colour", Why::NotAColour, &input.colour));
    }
    if input.origins.len() > limits::SITE_ORIGINS {
        wrong.push(Unfit::new("origins", Why::TooMany, limits::SITE_ORIGINS.to_string()));
    }
    for (at, origin) in input.origins.iter().enumerate() {
        if !is_origin(origin) {
            wrong.push(Unfit::new(format!("origins[{at}]"), Why::NotAnOrigin, origin));
        } else if input.origins[..at].contains(origin) {
            wrong.push(Unfit::new(format!("origins[{at}]"), Why::Twice, origin));
        }
    }
    if input.kinds.is_empty() {
        wrong.push(Unfit::new("kinds", Why::Required, ""));
    }
    for (at, kind) in input.kinds.iter().enumerate() {
        if input.kinds[..at].contains(kind) {
            wrong.push(Unfit::new("kinds", Why::Twice, kind.code()));
        }
    }
    questions(settings, &input.questions, &mut wrong);
    match agency {
        Some(agency) if wrong.is_empty() => Ok(agency),
        _ => Err(AppError::Unfit(wrong)),
    }
}

/// Small letters, digits, and hyphens or underscores between them: what can stand in an address and in a name.
fn is_name(text: &str) -> bool {
    let inner = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_');
    let outer = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    text.bytes().all(inner) && outer(text.as_bytes().first()) && outer(text.as_bytes().last())
}

/// As a browser sends it (RFC 6454): scheme, host, and the port unless it is the usual one.
fn is_origin(text: &str) -> bool {
    if text == LOOPBACK {
        return true;
    }
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let (host, port) = rest.split_once(':').map_or((rest, None), |(host, port)| (host, Some(port)));
    let usual = match scheme {
        "https" => "443",
        "http" => "80",
        _ => return false,
    };
    let port_right = port.is_none_or(|port| port != usual && port.parse::<u16>().is_ok_and(|n| n > 0));
    let label = |label: &str| {
        !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') && !label.starts_with('-')
    };
    port_right && host.len() <= 253 && host.split('.').all(label)
}

/// A text in both languages or, where it may be left out, in none.
fn both(place: &str, words: &Bilingual, required: bool, most: usize, wrong: &mut Vec<Unfit>) {
    if words.is_empty() {
        if required {
            wrong.push(Unfit::new(place, Why::Required, ""));
        }
        return;
    }
    for (lang, text) in [("vi", &words.vi), ("en", &words.en)] {
        let place = format!("{place}.{lang}");
        if text.is_empty() {
            wrong.push(Unfit::new(place, Why::OneLanguage, ""));
        } else if text.chars().count() > most {
            wrong.push(Unfit::new(place, Why::TooLong, most.to_string()));
        } else if text.contains(|c: char| c.is_control() && c != '\n') {
            wrong.push(Unfit::new(place, Why::Unreadable, ""));
        }
    }
}

fn questions(settings: &Settings, own: &[QuestionSpec], wrong: &mut Vec<Unfit>) {
    let common: Vec<&QuestionSpec> = settings.questions.iter().filter(|q| q.site.is_none()).map(|q| &q.spec).collect();
    if common.len() + own.len() > limits::QUESTIONS {
        let left = limits::QUESTIONS.saturating_sub(common.len());
        wrong.push(Unfit::new("questions", Why::TooMany, left.to_string()));
    }
    for (at, question) in own.iter().enumerate() {
        let before: Vec<&QuestionSpec> = common.iter().copied().chain(&own[..at]).collect();
        question_of(settings, &before, question, &format!("questions[{at}]"), wrong);
    }
}

fn question_of(
    settings: &Settings,
    before: &[&QuestionSpec],
    question: &QuestionSpec,
    place: &str,
    wrong: &mut Vec<Unfit>,
) {
    let at = |part: &str| format!("{place}.{part}");
    if !is_name(&question.id) || question.id.len() > limits::SITE_KEY_CHARS {
        wrong.push(Unfit::new(at("id"), Why::NotAKey, &question.id));
    } else if before.iter().any(|other| other.id == question.id) {
        wrong.push(Unfit::new(at("id"), Why::Twice, &question.id));
    }
    both(&at("ask"), &question.ask, true, limits::QUESTION_CHARS, wrong);
    both(&at("hint"), &question.hint, false, limits::QUESTION_CHARS, wrong);
    choices(question, place, wrong);
    for code in &question.categories {
        if settings.category(code).is_none() {
            wrong.push(Unfit::new(at("categories"), Why::UnknownValue, code));
        }
    }
    let bounded = question.min.is_some() || question.max.is_some();
    if bounded && question.kind != QuestionKind::Number {
        wrong.push(Unfit::new(at("min"), Why::NotForKind, ""));
    }
    if let (Some(min), Some(max)) = (question.min, question.max)
        && min > max
    {
        wrong.push(Unfit::new(at("max"), Why::OutOfRange, format!("≥ {min}")));
    }
    if let Some(when) = &question.when {
        match before.iter().find(|other| other.id == when.question) {
            None => wrong.push(Unfit::new(at("when.question"), Why::NotBefore, &when.question)),
            Some(other) => possible(other, &when.is, &at("when.is"), wrong),
        }
    }
    if let Some(stop) = &question.stop {
        possible(question, &stop.is, &at("stop.is"), wrong);
        both(&at("stop.advice"), &stop.advice, true, limits::QUESTION_CHARS, wrong);
    }
}

fn choices(question: &QuestionSpec, place: &str, wrong: &mut Vec<Unfit>) {
    let at = |part: &str| format!("{place}.{part}");
    if question.kind != QuestionKind::Choice {
        if !question.choices.is_empty() {
            wrong.push(Unfit::new(at("choices"), Why::NotForKind, ""));
        }
        return;
    }
    if question.choices.is_empty() {
        wrong.push(Unfit::new(at("choices"), Why::Required, ""));
    }
    if question.choices.len() > limits::CHOICES {
        wrong.push(Unfit::new(at("choices"), Why::TooMany, limits::CHOICES.to_string()));
    }
    for (n, choice) in question.choices.iter().enumerate() {
        if !is_name(&choice.code) || choice.code.len() > limits::SITE_KEY_CHARS {
            wrong.push(Unfit::new(at(&format!("choices[{n}].code")), Why::NotAKey, &choice.code));
        } else if question.choices[..n].iter().any(|other| other.code == choice.code) {
            wrong.push(Unfit::new(at(&format!("choices[{n}].code")), Why::Twice, &choice.code));
        }
        both(&at(&format!("choices[{n}].name")), &choice.name, true, limits::NAME_CHARS, wrong);
    }
}

/// Whether a question can be answered so. Only where the answers are known beforehand can something hang on them.
fn possible(question: &QuestionSpec, answers: &[String], place: &str, wrong: &mut Vec<Unfit>) {
    if answers.is_empty() {
        wrong.push(Unfit::new(place, Why::Required, ""));
    }
    for given in answers {
        let there = match question.kind {
            QuestionKind::YesNo => matches!(given.as_str(), "yes" | "no"),
            QuestionKind::Choice => question.choices.iter().any(|choice| choice.code == *given),
            QuestionKind::Text | QuestionKind::Date | QuestionKind::Number | QuestionKind::File => false,
        };
        if !there {
            wrong.push(Unfit::new(place, Why::NoAnswer, given));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_as_browsers_send_them() {
        let check = |text: &str, good: bool| assert_eq!(is_origin(text), good, "{text}");
        check("https://xa.example.vn", true);
        check("https://xa.example.vn:8443", true);
        check("http://127.0.0.1:3000", true);
        check("loopback", true);
        check("https://xa.example.vn:443", false);
        check("http://xa.example.vn:80", false);
        check("https://xa.example.vn/lien-he", false);
        check("https://*.example.vn", false);
        check("https://-x.vn", false);
        check("https://", false);
        check("https://a b.vn", false);
        check("https://a.vn; script-src *", false);
        check("ftp://a.vn", false);
        check("xa.example.vn", false);
        check("null", false);
    }

    #[test]
    fn names_can_stand_in_an_address() {
        for (text, good) in [
            ("ubnd-79", true),
            ("a", true),
            ("", false),
            ("-a", false),
            ("a-", false),
            ("A", false),
            ("a/b", false),
            ("ủy", false),
        ] {
            assert_eq!(is_name(text), good, "{text}");
        }
    }

    #[test]
    fn a_condition_hangs_on_an_answer_that_can_be_given() {
        let question = |json: &str| serde_json::from_str::<QuestionSpec>(json).unwrap();
        let check = |question: &QuestionSpec, answers: &[&str], expect: &[Why]| {
            let answers: Vec<String> = answers.iter().map(|&a| a.to_owned()).collect();
            let mut wrong = Vec::new();
            possible(question, &answers, "x", &mut wrong);
            assert_eq!(wrong.iter().map(|w| w.why).collect::<Vec<_>>(), expect, "{answers:?}");
        };
        let yes_no = question(r#"{"id":"a","kind":"yes_no","ask":{"vi":"?","en":"?"}}"#);
        check(&yes_no, &["yes"], &[]);
        check(&yes_no, &[], &[Why::Required]);
        check(&yes_no, &["maybe", "no"], &[Why::NoAnswer]);
        let words = question(r#"{"id":"a","kind":"text","ask":{"vi":"?","en":"?"}}"#);
        check(&words, &["x"], &[Why::NoAnswer]);
    }
}

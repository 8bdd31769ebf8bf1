//! The sentences of the data files, sorted by what they are for.

use super::template::{Fillers, Template};
use crate::seed::SeedError;
use hoiam_shared::case::CaseKind;
use std::collections::HashMap;

/// What people write about one category, and what is done about it.
#[derive(Debug, Clone, Default)]
pub struct Matter {
    pub titles: Vec<Template>,
    pub bodies: Vec<Template>,
    pub deeds: Vec<Template>,
}

/// All sentences.
#[derive(Debug, Clone)]
pub struct Texts {
    pub fillers: Fillers,
    sections: HashMap<&'static str, Vec<Template>>,
    matters: HashMap<&'static str, Matter>,
    pub surnames: Vec<&'static str>,
    pub middles: Vec<&'static str>,
    pub givens: Vec<&'static str>,
}

const PHRASES: &str = "demo/phrases.txt";
const COMPLAINTS: &str = "demo/complaints.txt";

/// Sections that must be there, beside those of each kind.
const NEEDED: &[&str] = &[
    "more",
    "close",
    "short",
    "compliment",
    "data",
    "note",
    "info",
    "reply",
    "remind",
    "transfer",
    "transfer-back",
    "opinion-ask",
    "opinion-give",
    "extend",
    "return",
    "answer",
    "answer-question",
    "answer-complaint",
    "answer-denunciation",
    "answer-data",
    "answer-compliment",
    "reject",
    "reject-spam",
    "spam",
    "withdraw",
    "reopen",
    "rate-good",
    "rate-bad",
    "merge",
    "en-title",
    "en-body",
    "en-close",
    "title-data",
    "title-compliment",
];

impl Texts {
    /// Reads the files that are compiled in.
    pub fn read() -> Result<Self, SeedError> {
        let mut lists: HashMap<&'static str, Vec<&'static str>> = HashMap::new();
        for (section, line) in lines(include_str!("../../data/demo/phrases.txt")) {
            lists.entry(section).or_default().push(line);
        }
        let mut list = |name: &'static str| -> Result<Vec<&'static str>, SeedError> {
            let lines = lists.remove(name).ok_or_else(|| SeedError::new(PHRASES, format!("no section {name}")))?;
            Ok(lines.iter().flat_map(|line| line.split(';')).collect())
        };
        let templates = |lines: Vec<&'static str>| lines.into_iter().map(Template::parse).collect::<Vec<_>>();
        let fillers = Fillers {
            streets: list("streets")?,
            landmarks: templates(list("landmarks")?),
            names: list("names")?,
            times: list("times")?,
            since: templates(list("since")?),
            money: list("money")?,
            fees: list("fees")?,
        };
        let (surnames, middles, givens) = (list("surnames")?, list("middles")?, list("givens")?);
        let sections: HashMap<_, _> = lists.into_iter().map(|(name, lines)| (name, templates(lines))).collect();
        if let Some(missing) = NEEDED.iter().find(|name| !sections.contains_key(*name)) {
            return Err(SeedError::new(PHRASES, format!("no section {missing}")));
        }
        let mut matters: HashMap<&'static str, Matter> = HashMap::new();
        for (category, line) in lines(include_str!("../../data/demo/complaints.txt")) {
            let matter = matters.entry(category).or_default();
            match line.split_once(' ') {
                Some(("T", text)) => matter.titles.push(Template::parse(text)),
                Some(("B", text)) => matter.bodies.push(Template::parse(text)),
                Some(("A", text)) => matter.deeds.push(Template::parse(text)),
                _ => return Err(SeedError::new(COMPLAINTS, format!("{category}: {line}"))),
            }
        }
        let thin = |m: &Matter| m.titles.is_empty() || m.bodies.is_empty() || m.deeds.is_empty();
        if let Some((category, _)) = matters.iter().find(|(_, matter)| thin(matter)) {
            return Err(SeedError::new(COMPLAINTS, format!("{category}: a title, a body and a deed are needed")));
        }
        Ok(Self { fillers, sections, matters, surnames, middles, givens })
    }

    /// The sentences of a section; of `answer` where there is none of its own.
    pub fn of(&self, section: &str) -> &[Template] {
        self.sections.get(section).or_else(|| self.sections.get("answer")).map_or(&[], Vec::as_slice)
    }

    /// The sentences about a category.
    pub fn matter(&self, category: &str) -> Option<&Matter> {
        self.matters.get(category)
    }

    /// The section of an answer to a kind.
    pub const fn answer(kind: CaseKind) -> &'static str {
        match kind {
            CaseKind::Question => "answer-question",
            CaseKind::Complaint => "answer-complaint",
            CaseKind::Denunciation => "answer-denunciation",
            CaseKind::DataRequest => "answer-data",
            CaseKind::Compliment => "answer-compliment",
            CaseKind::Feedback | CaseKind::Suggestion | CaseKind::Petition => "answer",
        }
    }

    /// The sections of how a kind begins, what it asks for, and its title where the category does not give it.
    pub const fn frame(kind: CaseKind) -> (&'static str, &'static str, Option<&'static str>) {
        match kind {
            CaseKind::Suggestion => ("open-suggestion", "ask-suggestion", Some("title-suggestion")),
            CaseKind::Complaint => ("open-complaint", "ask-complaint", Some("title-complaint")),
            CaseKind::Denunciation => ("open-denunciation", "ask-denunciation", Some("title-denunciation")),
            CaseKind::Question => ("open-question", "ask-question", Some("title-question")),
            CaseKind::Petition => ("open-petition", "ask-petition", Some("title-petition")),
            CaseKind::Feedback | CaseKind::Compliment | CaseKind::DataRequest => {
                ("open-feedback", "ask-feedback", None)
            }
        }
    }
}

/// Lines with the section they stand in; `#` begins a remark.
fn lines(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut section = "";
    text.lines().filter_map(move |line| match line.strip_prefix("## ") {
        Some(name) => {
            section = name;
            None
        }
        None if line.is_empty() || line.starts_with('#') => None,
        None => Some((section, line)),
    })
}

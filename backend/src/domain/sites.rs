//! What a site asks beside the usual and how it looks: data in both languages, read into memory with the other
//! settings. And whom its cases would go to.

use super::app::App;
use super::routing;
use super::settings::{Settings, Site, ZONE};
use crate::store::settings::{LookRow, QuestionRow};
use hoiam_shared::case::event::RouteWhy;
use hoiam_shared::case::{CaseKind, Channel};
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::story::Story;
use hoiam_shared::clock::Day;
use hoiam_shared::ids::SiteId;
use hoiam_shared::query::CaseFacts;
use hoiam_shared::questions::QuestionKind;
use hoiam_shared::text::plan::Body;
use hoiam_shared::wire::site::{ChoiceView, QuestionView, RouteView, StopView, WhenView};
use hoiam_shared::{Lang, Stamp, limits};
use serde::Deserialize;

/// A text in both languages.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

impl Words {
    /// In a language.
    pub fn text(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.vi,
            Lang::En => &self.en,
        }
    }
}

/// An extra question.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Of which site; of every one when there is none.
    #[serde(skip)]
    pub site: Option<SiteId>,
    id: String,
    kind: QuestionKind,
    ask: Words,
    #[serde(default)]
    hint: Words,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    choices: Vec<Choice>,
    #[serde(default)]
    categories: Vec<String>,
    min: Option<i64>,
    max: Option<i64>,
    when: Option<When>,
    stop: Option<Stop>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Choice {
    code: String,
    name: Words,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct When {
    question: String,
    is: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stop {
    is: Vec<String>,
    advice: Words,
}

impl Question {
    /// Reads a row; the error says what is wrong with it.
    pub fn read(row: &QuestionRow) -> Result<Self, String> {
        let mut question: Self = serde_json::from_str(&row.spec).map_err(|error| error.to_string())?;
        if question.id.is_empty() || question.ask.vi.is_empty() || question.ask.en.is_empty() {
            return Err("a question needs an id and its words in both languages".to_owned());
        }
        if question.kind == QuestionKind::Choice && question.choices.is_empty() {
            return Err("a choice needs choices".to_owned());
        }
        question.site = row.site_id.map(SiteId);
        Ok(question)
    }

    fn view(&self, lang: Lang) -> QuestionView {
        let choice =
            |choice: &Choice| ChoiceView { code: choice.code.clone(), name: choice.name.text(lang).to_owned() };
        QuestionView {
            id: self.id.clone(),
            kind: self.kind,
            ask: self.ask.text(lang).to_owned(),
            hint: self.hint.text(lang).to_owned(),
            required: self.required,
            choices: self.choices.iter().map(choice).collect(),
            categories: self.categories.clone(),
            min: self.min,
            max: self.max,
            when: self.when.as_ref().map(|when| WhenView { question: when.question.clone(), is: when.is.clone() }),
            stop: self
                .stop
                .as_ref()
                .map(|stop| StopView { is: stop.is.clone(), advice: stop.advice.text(lang).to_owned() }),
        }
    }
}

/// How a site looks.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Look {
    /// Of which site.
    #[serde(skip)]
    pub site: Option<SiteId>,
    /// The side of the window the launcher stands at.
    #[serde(default)]
    pub corner: Corner,
    /// What stands on the launcher instead of our words.
    pub label: Option<Words>,
    /// Always the frame: for sites about things that no page around should be able to read.
    #[serde(default)]
    pub frame: bool,
}

/// Where a launcher stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Corner {
    /// Lower right.
    #[default]
    Right,
    /// Lower left.
    Left,
}

impl Look {
    /// Reads a row; the error says what is wrong with it.
    pub fn read(row: &LookRow) -> Result<Self, String> {
        let look: Self = serde_json::from_str(&row.spec).map_err(|error| error.to_string())?;
        let long = |text: &str| text.trim().is_empty() || text.chars().count() > limits::LABEL_CHARS;
        if look.label.as_ref().is_some_and(|label| long(&label.vi) || long(&label.en)) {
            return Err(format!("a label has 1 to {} characters in both languages", limits::LABEL_CHARS));
        }
        Ok(Self { site: Some(SiteId(row.site_id)), ..look })
    }
}

/// The questions of a site, as both sides run them.
pub fn questions(settings: &Settings, site: SiteId, lang: Lang) -> Vec<QuestionView> {
    let own = settings.questions.iter().filter(|question| question.site.is_none_or(|of| of == site));
    own.take(limits::QUESTIONS).map(|question| question.view(lang)).collect()
}

/// Today where the installation is.
pub fn today(now_ms: i64) -> Option<Day> {
    let (year, month, day, ..) = Stamp(now_ms).civil(ZONE.minutes);
    Day::new(year, month, day)
}

/// Who would get such a case from this site, and why, before anything is written. Rules about words in the text do
/// not speak yet; the receipt names who has it in the end.
pub fn route(
    app: &App,
    settings: &Settings,
    site: &Site,
    kind: CaseKind,
    category: Option<&str>,
    area: Option<&str>,
    lang: Lang,
) -> Option<RouteView> {
    let text = Body::new([""]);
    let areas = area.map(|code| settings.area_line(code)).unwrap_or_default();
    let now_ms = app.now_ms();
    let facts =
        CaseFacts { areas: &areas, category, ..CaseFacts::filed(kind, Channel::Widget, site.id, now_ms, &text) };
    // Nothing is written yet that the learned suggestion could go by.
    let (agency, why) = routing::route(settings, site, None, area, &facts, now_ms, || None);
    let why = match why {
        RouteWhy::Chosen => Story::WhyChosen.text(lang).to_owned(),
        RouteWhy::Rule(_) | RouteWhy::Person => Story::WhyPlaceAndTopic.text(lang).to_owned(),
        RouteWhy::Suggested(share) => fill(Story::WhySuggested.text(lang), &[("share", &(share / 10).to_string())]),
        RouteWhy::Site => Story::WhySite.text(lang).to_owned(),
    };
    Some(RouteView { agency: settings.agency(agency)?.view(lang), why })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_read_strictly() {
        let check = |spec: &str, good: bool| {
            let row = QuestionRow { id: 1, site_id: None, position: 0, active: 1, spec: spec.into() };
            assert_eq!(Question::read(&row).is_ok(), good, "{spec}");
        };
        check(r#"{"id":"a","kind":"text","ask":{"vi":"Gì?","en":"What?"}}"#, true);
        check(r#"{"id":"a","kind":"text","ask":{"vi":"Gì?","en":""}}"#, false);
        check(r#"{"id":"a","kind":"choice","ask":{"vi":"Gì?","en":"What?"}}"#, false);
        check(r#"{"id":"a","kind":"essay","ask":{"vi":"Gì?","en":"What?"}}"#, false);
        check(r#"{"id":"a","kind":"text","ask":{"vi":"Gì?","en":"What?"},"requried":true}"#, false);
    }

    #[test]
    fn looks_are_read_strictly() {
        let check = |spec: &str, good: bool| {
            let row = LookRow { site_id: 1, spec: spec.into() };
            assert_eq!(Look::read(&row).is_ok(), good, "{spec}");
        };
        check("{}", true);
        check(r#"{"corner":"left","label":{"vi":"Góp ý","en":"Feedback"},"frame":true}"#, true);
        check(r#"{"corner":"top"}"#, false);
        check(r#"{"label":{"vi":"","en":"Feedback"}}"#, false);
        check(r#"{"label":{"vi":"Một nhãn dài đến mức không nút nào chứa nổi","en":"x"}}"#, false);
    }
}

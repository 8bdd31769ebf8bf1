//! What a site asks beside the usual and how it looks: data in both languages, read into memory with the other
//! settings. And whom its cases would go to.

use super::app::App;
use super::routing;
use super::settings::{Category, Settings, ZONE};
use crate::store::settings::{LookRow, QuestionRow};
use hoiam_shared::case::event::RouteWhy;
use hoiam_shared::case::{CaseKind, Channel};
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::story::Story;
use hoiam_shared::clock::Day;
use hoiam_shared::ids::{AgencyId, SiteId};
use hoiam_shared::look;
use hoiam_shared::query::CaseFacts;
use hoiam_shared::questions::QuestionKind;
use hoiam_shared::text::plan::Body;
use hoiam_shared::wire::site::{CategoryView, ChoiceView, QuestionView, RouteView, SiteView, StopView, WhenView};
use hoiam_shared::wire::sites::{Bilingual, ChoiceSpec, LogoView, LookView, QuestionSpec};
use hoiam_shared::{Lang, Stamp, limits};
use serde::{Deserialize, Serialize};

/// An embedding website.
#[derive(Debug, Clone)]
pub struct Site {
    /// Identity.
    pub id: SiteId,
    /// Key in the snippet.
    pub key: String,
    /// Whose.
    pub agency: AgencyId,
    /// Names: Vietnamese, English.
    pub names: [String; 2],
    /// Allowed origins; `loopback` stands for every origin on this machine.
    pub origins: Vec<String>,
    /// Kinds on offer.
    pub kinds: Vec<CaseKind>,
    /// Accent colour.
    pub colour: String,
    /// Answered cases become public unless the citizen says no, or only if yes.
    pub publishes: bool,
}

impl Site {
    /// Its name.
    pub fn name(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.names[0],
            Lang::En => &self.names[1],
        }
    }

    /// Whether a page at this origin may send. No origin at all is another server or a command line, which no
    /// list of origins can keep out.
    pub fn allows(&self, origin: Option<&str>) -> bool {
        let Some(origin) = origin else { return true };
        self.origins.iter().any(|allowed| allowed == origin || (allowed == "loopback" && is_loopback(origin)))
    }
}

fn is_loopback(origin: &str) -> bool {
    let Some((_, host)) = origin.split_once("://") else { return false };
    let name = host.rsplit_once(':').map_or(
        host,
        |(name, port)| {
            if port.bytes().all(|b| b.is_ascii_digit()) { name } else { host }
        },
    );
    matches!(name, "localhost" | "127.0.0.1" | "[::1]") || name.ends_with(".localhost")
}

/// An extra question.
#[derive(Debug, Clone)]
pub struct Question {
    /// Of which site; of every one when there is none.
    pub site: Option<SiteId>,
    /// As it is kept.
    pub spec: QuestionSpec,
}

impl Question {
    /// Reads a row; the error says what is wrong with it.
    pub fn read(row: &QuestionRow) -> Result<Self, String> {
        let spec: QuestionSpec = serde_json::from_str(&row.spec).map_err(|error| error.to_string())?;
        if spec.id.is_empty() || spec.ask.vi.is_empty() || spec.ask.en.is_empty() {
            return Err("a question needs an id and its words in both languages".to_owned());
        }
        if spec.kind == QuestionKind::Choice && spec.choices.is_empty() {
            return Err("a choice needs choices".to_owned());
        }
        Ok(Self { site: row.site_id.map(SiteId), spec })
    }
}

/// A question as forms need it.
fn question_view(spec: &QuestionSpec, lang: Lang) -> QuestionView {
    let choice =
        |choice: &ChoiceSpec| ChoiceView { code: choice.code.clone(), name: choice.name.text(lang).to_owned() };
    QuestionView {
        id: spec.id.clone(),
        kind: spec.kind,
        ask: spec.ask.text(lang).to_owned(),
        hint: spec.hint.text(lang).to_owned(),
        required: spec.required,
        choices: spec.choices.iter().map(choice).collect(),
        categories: spec.categories.clone(),
        min: spec.min,
        max: spec.max,
        when: spec.when.as_ref().map(|when| WhenView { question: when.question.clone(), is: when.is.clone() }),
        stop: spec
            .stop
            .as_ref()
            .map(|stop| StopView { is: stop.is.clone(), advice: stop.advice.text(lang).to_owned() }),
    }
}

/// How a site looks.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Look {
    /// Of which site.
    #[serde(skip)]
    pub site: Option<SiteId>,
    /// The side of the window the launcher stands at.
    #[serde(default)]
    pub corner: Corner,
    /// What stands on the launcher instead of our words.
    pub label: Option<Bilingual>,
    /// Always the frame: for sites about things that no page around should be able to read.
    #[serde(default)]
    pub frame: bool,
    /// Its logo, whose bytes are in a table of their own.
    #[serde(default)]
    pub logo: Option<Logo>,
}

/// A logo, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Logo {
    /// Part of the digest of its bytes, for an address that never changes its content.
    pub name: String,
    /// Dots across.
    pub width: u32,
    /// Dots down.
    pub height: u32,
}

/// Where a launcher stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    own.take(limits::QUESTIONS).map(|question| question_view(&question.spec, lang)).collect()
}

/// A site as forms need it.
pub fn view(settings: &Settings, site: &Site, lang: Lang) -> Option<SiteView> {
    view_asking(settings, site, questions(settings, site.id, lang), lang)
}

/// The same with other questions than those that are kept.
fn view_asking(settings: &Settings, site: &Site, questions: Vec<QuestionView>, lang: Lang) -> Option<SiteView> {
    let agency = settings.agency(site.agency)?;
    let category =
        |c: &Category| CategoryView { code: c.code.clone(), parent: c.parent.clone(), name: c.name(lang).to_owned() };
    Some(SiteView {
        key: site.key.clone(),
        agency: agency.view(lang),
        kinds: site.kinds.clone(),
        categories: settings.categories_today().map(category).collect(),
        area: agency.area.clone(),
        colour: site.colour.clone(),
        questions,
        sheet: look::sheet(&site.colour),
        publishes: site.publishes,
    })
}

/// A site as it would be with questions that are not kept, behind those that every site asks.
pub fn trial(settings: &Settings, site: &Site, own: &[QuestionSpec], lang: Lang) -> Option<SiteView> {
    let common = settings.questions.iter().filter(|question| question.site.is_none()).map(|question| &question.spec);
    let asked = common.chain(own).take(limits::QUESTIONS).map(|spec| question_view(spec, lang)).collect();
    view_asking(settings, site, asked, lang)
}

/// What the loader of a site has to know before anybody shows intent. `host`: where our files are.
pub fn look_view(site: &Site, look: Option<&Look>, host: &str) -> LookView {
    let label = look.and_then(|look| look.label.as_ref());
    LookView {
        css: look::sheet(&site.colour),
        corner: look.filter(|look| look.corner == Corner::Left).map(|_| "left".to_owned()),
        frame: look.is_some_and(|look| look.frame),
        vi: label.map(|label| label.vi.clone()),
        en: label.map(|label| label.en.clone()),
        logo: look.and_then(|look| look.logo.as_ref()).map(|logo| logo_view(&site.key, logo, host)),
    }
}

/// Where a logo is found.
pub fn logo_view(key: &str, logo: &Logo, host: &str) -> LogoView {
    LogoView { href: format!("{host}/embed/{key}/logo-{}.png", logo.name), width: logo.width, height: logo.height }
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
        RouteWhy::Rule(_) | RouteWhy::Person | RouteWhy::Appeal | RouteWhy::Petition => {
            Story::WhyPlaceAndTopic.text(lang).to_owned()
        }
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

    #[test]
    fn origins_on_this_machine() {
        for origin in ["http://localhost:8080", "http://127.0.0.1:3000", "https://[::1]:1", "http://a.localhost"] {
            assert!(is_loopback(origin), "{origin}");
        }
        for origin in ["https://localhost.example.vn", "null", "http://127.0.0.1.example.vn:80", "https://example.vn"] {
            assert!(!is_loopback(origin), "{origin}");
        }
    }
}

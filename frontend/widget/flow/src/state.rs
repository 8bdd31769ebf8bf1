//! What the widget knows. Drawn from, never changed, outside [`crate::step()`].

use crate::draft::{Draft, Field};
use crate::event::Refusal;
use crate::page::Page;
use hoiam_shared::Lang;
use hoiam_shared::case::{Action, CaseKind};
use hoiam_shared::files::Chosen;
use hoiam_shared::wire::intake::{CaseNew, Receipt, TrackingView};
use hoiam_shared::wire::problem::FieldProblem;
use hoiam_shared::wire::site::{AreaView, SiteView};

/// The site's facts.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Load {
    /// Asked for.
    #[default]
    Pending,
    /// Here.
    Ready(SiteView),
    /// Not to be had.
    Failed(Refusal),
}

/// The look-up: what is typed, what was found, what is planned.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Following {
    /// Tracking code as typed.
    pub code: String,
    /// Secret as typed.
    pub secret: String,
    /// The case.
    pub view: Option<Box<TrackingView>>,
    /// The action whose panel is open.
    pub plan: Option<Action>,
    /// Stars chosen; 0: none yet.
    pub stars: u8,
    /// Words typed in the panel.
    pub reply: String,
    /// Files that are uploaded to go along with them.
    pub files: Vec<Chosen>,
}

/// Everything.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct State {
    /// Language.
    pub lang: Lang,
    /// The site's facts.
    pub site: Load,
    /// Where the person is.
    pub page: Page,
    /// Where the form was left for the look-up.
    pub left_at: Page,
    /// What they typed.
    pub draft: Draft,
    /// The draft came from an earlier visit.
    pub restored: bool,
    /// Areas on offer.
    pub areas: Vec<AreaView>,
    /// What is wrong with which field.
    pub faults: Vec<FieldProblem>,
    /// What went wrong with the last call.
    pub refusal: Option<Refusal>,
    /// Files are on their way.
    pub uploading: bool,
    /// A call that the person waits for is under way.
    pub busy: bool,
    /// What was sent without an answer: it may be stored.
    pub unsure: Option<Box<CaseNew>>,
    /// The receipt.
    pub receipt: Option<Box<Receipt>>,
    /// The look-up.
    pub following: Following,
}

impl State {
    /// At the start: `stored` is what was kept from an earlier visit, `key` a fresh key.
    pub fn new(lang: Lang, stored: Option<&str>, key: String) -> Self {
        let kept = stored.and_then(Draft::restore);
        let restored = kept.is_some();
        let draft = kept.unwrap_or_else(|| Draft::new(key));
        Self { lang, draft, restored, ..Self::default() }
    }

    /// What is wrong with a field, in words.
    pub fn fault(&self, field: Field) -> Option<&str> {
        self.faults.iter().find(|f| f.field == field.id()).map(|f| f.message.as_str())
    }

    /// The kinds on offer.
    pub fn kinds(&self) -> &[CaseKind] {
        if let Load::Ready(site) = &self.site { &site.kinds } else { &[] }
    }

    /// The kind in the making asks for a name and a way to reach the person.
    pub fn needs_identity(&self) -> bool {
        self.draft.kind.is_some_and(CaseKind::needs_identity)
    }

    /// The present text of a field.
    pub fn text(&self, field: Field) -> &str {
        let draft = &self.draft;
        match field {
            Field::Title => &draft.title,
            Field::Body => &draft.body,
            Field::Category => &draft.category,
            Field::Area => &draft.area_name,
            Field::Address => &draft.address,
            Field::Name => &draft.name,
            Field::Email => &draft.email,
            Field::Phone => &draft.phone,
            Field::Code => &self.following.code,
            Field::Secret => &self.following.secret,
            Field::Reply => &self.following.reply,
            Field::Files => "",
        }
    }
}

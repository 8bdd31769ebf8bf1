//! What the widget knows. Drawn from, never changed, outside [`crate::step()`].

use crate::draft::{Draft, Field};
use crate::event::Refusal;
use crate::page::Page;
use hoiam_shared::Lang;
use hoiam_shared::case::{Action, CaseKind};
use hoiam_shared::files::Chosen;
use hoiam_shared::questions;
use hoiam_shared::wire::intake::{CaseNew, Receipt, TrackingView};
use hoiam_shared::wire::problem::FieldProblem;
use hoiam_shared::wire::public::SuggestionView;
use hoiam_shared::wire::site::{AreaView, QuestionView, RouteView, SiteView};
use std::sync::Arc;

/// The site's facts.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Load {
    /// Asked for.
    #[default]
    Pending,
    /// Here.
    Ready(Arc<SiteView>),
    /// Not to be had.
    Failed(Refusal),
}

/// The part of the program that filing does not need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Part {
    /// Not loaded.
    #[default]
    No,
    /// On its way.
    Asked,
    /// Here.
    Here,
}

/// Whether the device keeps the draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Keeping {
    /// From the first letter on.
    #[default]
    On,
    /// It would, but storage is forbidden or full.
    Refused,
    /// The person asked for nothing to be kept: others use this device.
    Off,
}

/// Where this device is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Locating {
    /// Nobody asked.
    #[default]
    No,
    /// Asked.
    Asked,
    /// It would not say.
    Failed,
}

/// Sent without success, and tried again by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// How often it was tried.
    pub tries: u32,
    /// Seconds until the next try.
    pub seconds: u32,
    /// Sooner, when the network is back.
    pub offline: bool,
}

/// A case that this device remembers because it was asked to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Tracking code.
    pub code: String,
    /// Secret.
    pub secret: String,
}

/// What files go along with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum For {
    /// The case in the making.
    #[default]
    Draft,
    /// The answer to the extra question at this position.
    Answer(u8),
    /// A message about a case.
    Reply,
}

/// Files that are not uploaded yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Uploads {
    /// Some are under way.
    pub busy: bool,
    /// This many could not be uploaded and wait for a person.
    pub left: u32,
    /// Where the first of those is.
    pub left_at: For,
}

/// The look-up: what is typed, what was found, what is planned.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Following {
    /// Tracking code as typed.
    pub code: String,
    /// Secret as typed.
    pub secret: String,
    /// The case.
    pub view: Option<Arc<TrackingView>>,
    /// The action whose panel is open.
    pub plan: Option<Action>,
    /// Stars chosen; 0: none yet.
    pub stars: u8,
    /// Words typed in the panel.
    pub reply: String,
    /// Files that go along with them.
    pub files: Vec<Chosen>,
    /// Those not uploaded yet.
    pub uploads: Uploads,
}

/// Everything.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct State {
    /// Language.
    pub lang: Lang,
    /// The site's facts.
    pub site: Load,
    /// The part that is loaded when it is needed.
    pub part: Part,
    /// Where the person is.
    pub page: Page,
    /// Where the form was left for the look-up.
    pub left_at: Page,
    /// What they typed.
    pub draft: Draft,
    /// Files of the draft that are not uploaded yet, those of answers included.
    pub uploads: Uploads,
    /// Send was pressed while files are on their way: it is sent when they are here.
    pub sends: bool,
    /// The draft came from an earlier visit.
    pub restored: bool,
    /// Whether the device keeps it.
    pub keeping: Keeping,
    /// Drawn on our own origin, where the page around it cannot look.
    pub secluded: bool,
    /// Sent, not arrived, and going to be tried again.
    pub waiting: Option<Waiting>,
    /// What is on offer for the field that is being typed into.
    pub hits: Vec<AreaView>,
    /// That field.
    pub hits_for: Option<Field>,
    /// The one that arrows have reached.
    pub hit_at: usize,
    /// Public cases that read like what is typed.
    pub alike: Vec<SuggestionView>,
    /// Code of the one that is being joined.
    pub joins: Option<String>,
    /// Who would get the case, and why.
    pub route: Option<RouteView>,
    /// Another agency is being chosen.
    pub rerouting: bool,
    /// The device is being asked where it is; or it would not say.
    pub locating: Locating,
    /// Cases this device remembers.
    pub known: Vec<Known>,
    /// What is wrong with which field.
    pub faults: Vec<FieldProblem>,
    /// What went wrong with the last call.
    pub refusal: Option<Refusal>,
    /// A call that the person waits for is under way.
    pub busy: bool,
    /// The device works before the case is taken.
    pub works: bool,
    /// What was sent without an answer: it may be stored.
    pub unsure: Option<Arc<CaseNew>>,
    /// The receipt.
    pub receipt: Option<Arc<Receipt>>,
    /// Its QR code: path and side.
    pub qr: Option<(String, String)>,
    /// It was copied, or could not be.
    pub copied: Option<bool>,
    /// The look-up.
    pub following: Following,
}

impl State {
    /// At the start: `stored` is what was kept from an earlier visit, `key` a fresh key.
    pub fn new(lang: Lang, stored: Option<&str>, key: String) -> Self {
        let kept = stored.and_then(Draft::restore);
        let restored = kept.is_some();
        let draft = kept.unwrap_or_else(|| Draft::new(key));
        // Back to where the tab was closed; what had been sent goes on from where it is sent.
        let page = if draft.queued { Page::Review } else { draft.page };
        Self { lang, draft, restored, page, left_at: page, ..Self::default() }
    }

    /// On our own origin. `begun` is what was begun outside: the code of a kind, and a stored draft behind a space.
    pub fn secluded(mut self, begun: &str) -> Self {
        self.secluded = true;
        let (kind, stored) = begun.split_once(' ').unwrap_or((begun, ""));
        let mut kind = CaseKind::from_code(kind);
        let mut page = Page::What;
        if let Some(draft) = Draft::restore(stored) {
            // What was chosen outside stays what it is: a page that took letters away had it brought here, too.
            kind = draft.kind.or(kind);
            if draft.page != Page::Kind {
                page = draft.page;
            }
            (self.draft, self.restored) = (draft, false);
        }
        if kind.is_some() {
            (self.draft.kind, self.page, self.left_at) = (kind, page, page);
        }
        self
    }

    /// What typing can change beside the words themselves: what is wrong, what is on offer, whether something waits to be
    /// sent, whether the words are kept. While it stays the same, only what shows the words has to look at them again.
    pub fn looks(&self) -> (usize, usize, bool, Keeping) {
        (self.faults.len(), self.hits.len(), self.waiting.is_some(), self.keeping)
    }

    /// What is wrong with a field, in words.
    pub fn fault(&self, field: Field) -> Option<&str> {
        self.faults.iter().find(|f| f.field == field.id()).map(|f| f.message.as_str())
    }

    /// With the cases that this device remembers.
    pub fn knowing(mut self, known: Vec<Known>) -> Self {
        self.known = known;
        self
    }

    /// The case just filed is on this device's list.
    pub fn remembered(&self) -> bool {
        let code = self.receipt.as_ref().map(|receipt| &receipt.code);
        self.known.iter().any(|known| Some(&known.code) == code)
    }

    /// The extra questions of the site.
    pub fn questions(&self) -> &[QuestionView] {
        if let Load::Ready(site) = &self.site { &site.questions } else { &[] }
    }

    /// The category chosen.
    pub fn category(&self) -> Option<&str> {
        Some(self.draft.category.as_str()).filter(|code| !code.is_empty())
    }

    /// Whether the question at this position is asked.
    pub fn asks(&self, at: usize) -> bool {
        questions::asked(self.questions(), self.category(), &self.draft.answers).iter().any(|(n, _)| *n == at)
    }

    /// The answer to the question at this position.
    pub fn answer(&self, at: usize) -> &str {
        self.questions().get(at).map_or("", |question| questions::answer(&self.draft.answers, &question.id))
    }

    /// The field that files are chosen in.
    pub const fn field_of(whose: For) -> Field {
        if let For::Answer(at) = whose { Field::Answer(at) } else { Field::Files }
    }

    /// The pages of the form as they are for this site and these answers.
    pub fn steps(&self) -> impl Iterator<Item = Page> + '_ {
        let asks = !questions::asked(self.questions(), self.category(), &self.draft.answers).is_empty();
        Page::STEPS.into_iter().filter(move |page| asks || *page != Page::Questions)
    }

    /// The kinds on offer.
    pub fn kinds(&self) -> &[CaseKind] {
        if let Load::Ready(site) = &self.site { &site.kinds } else { &[] }
    }

    /// Answered cases become public here unless the citizen says no.
    pub fn publishes(&self) -> bool {
        matches!(&self.site, Load::Ready(site) if site.publishes)
    }

    /// The kind in the making can be public, and so be asked for among what is.
    pub fn publishable(&self) -> bool {
        self.draft.kind.is_some_and(CaseKind::publishable)
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
            Field::Answer(n) => self.answer(n.into()),
            Field::Agency => &draft.agency_name,
            Field::Consent | Field::Files => "",
            Field::Name => &draft.name,
            Field::Email => &draft.email,
            Field::Phone => &draft.phone,
            Field::Code => &self.following.code,
            Field::Secret => &self.following.secret,
            Field::Reply => &self.following.reply,
        }
    }
}

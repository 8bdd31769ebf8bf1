//! The lines of every form: a labelled input, and a labelled text of several lines. One of each for all pages, whichever
//! catalogue their words are in.

use hoiam_desk::state::app;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::agencies::AgencyPage;
use hoiam_shared::catalogue::answers::AnswerPage;
use hoiam_shared::catalogue::audit::{AuditPage, LooksPage};
use hoiam_shared::catalogue::keeping::Keeping;
use hoiam_shared::catalogue::notices::NoticePage;
use hoiam_shared::catalogue::people::PeoplePage;
use hoiam_shared::catalogue::personal::{ErasingPage, PersonPage, RetentionPage};
use hoiam_shared::catalogue::petition_rules::PetitionRulesPage;
use hoiam_shared::catalogue::places::PlacePage;
use hoiam_shared::catalogue::routing::Routing;
use hoiam_shared::catalogue::sites::SitePage;
use hoiam_shared::catalogue::telling::{LadderPage, LetterPage};
use hoiam_shared::catalogue::tokens::TokenPage;
use leptos::ev::Event;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A text of one of the catalogues that forms take their words from.
#[derive(Debug, Clone, Copy)]
pub enum Label {
    /// Calendars and policies.
    Keeping(Keeping),
    /// Routing.
    Routing(Routing),
    /// Deliveries and webhooks.
    Notice(NoticePage),
    /// Letters.
    Letter(LetterPage),
    /// Ladders.
    Ladder(LadderPage),
    /// Templates and approval.
    Answer(AnswerPage),
    /// Rules for petitions.
    Petition(PetitionRulesPage),
    /// People and roles.
    People(PeoplePage),
    /// The record of changes.
    Audit(AuditPage),
    /// Who looked at which case.
    Looks(LooksPage),
    /// Areas and categories.
    Place(PlacePage),
    /// Agencies.
    Agency(AgencyPage),
    /// Sites.
    Site(SitePage),
    /// Tokens.
    Token(TokenPage),
    /// For how long personal data are kept.
    Retention(RetentionPage),
    /// What is stored about somebody.
    Person(PersonPage),
    /// Erasing it.
    Erasing(ErasingPage),
}

impl Label {
    /// In words.
    pub const fn text(self, lang: Lang) -> &'static str {
        match self {
            Self::Keeping(key) => key.text(lang),
            Self::Routing(key) => key.text(lang),
            Self::Notice(key) => key.text(lang),
            Self::Letter(key) => key.text(lang),
            Self::Ladder(key) => key.text(lang),
            Self::Answer(key) => key.text(lang),
            Self::Petition(key) => key.text(lang),
            Self::People(key) => key.text(lang),
            Self::Audit(key) => key.text(lang),
            Self::Looks(key) => key.text(lang),
            Self::Place(key) => key.text(lang),
            Self::Agency(key) => key.text(lang),
            Self::Site(key) => key.text(lang),
            Self::Token(key) => key.text(lang),
            Self::Retention(key) => key.text(lang),
            Self::Person(key) => key.text(lang),
            Self::Erasing(key) => key.text(lang),
        }
    }
}

impl From<Keeping> for Label {
    fn from(key: Keeping) -> Self {
        Self::Keeping(key)
    }
}

impl From<Routing> for Label {
    fn from(key: Routing) -> Self {
        Self::Routing(key)
    }
}

impl From<NoticePage> for Label {
    fn from(key: NoticePage) -> Self {
        Self::Notice(key)
    }
}

impl From<LetterPage> for Label {
    fn from(key: LetterPage) -> Self {
        Self::Letter(key)
    }
}

impl From<LadderPage> for Label {
    fn from(key: LadderPage) -> Self {
        Self::Ladder(key)
    }
}

impl From<AnswerPage> for Label {
    fn from(key: AnswerPage) -> Self {
        Self::Answer(key)
    }
}

impl From<PetitionRulesPage> for Label {
    fn from(key: PetitionRulesPage) -> Self {
        Self::Petition(key)
    }
}

impl From<PeoplePage> for Label {
    fn from(key: PeoplePage) -> Self {
        Self::People(key)
    }
}

impl From<AgencyPage> for Label {
    fn from(key: AgencyPage) -> Self {
        Self::Agency(key)
    }
}

impl From<PlacePage> for Label {
    fn from(key: PlacePage) -> Self {
        Self::Place(key)
    }
}

impl From<LooksPage> for Label {
    fn from(key: LooksPage) -> Self {
        Self::Looks(key)
    }
}

impl From<AuditPage> for Label {
    fn from(key: AuditPage) -> Self {
        Self::Audit(key)
    }
}

impl From<SitePage> for Label {
    fn from(key: SitePage) -> Self {
        Self::Site(key)
    }
}

impl From<RetentionPage> for Label {
    fn from(key: RetentionPage) -> Self {
        Self::Retention(key)
    }
}

impl From<PersonPage> for Label {
    fn from(key: PersonPage) -> Self {
        Self::Person(key)
    }
}

impl From<ErasingPage> for Label {
    fn from(key: ErasingPage) -> Self {
        Self::Erasing(key)
    }
}

impl From<TokenPage> for Label {
    fn from(key: TokenPage) -> Self {
        Self::Token(key)
    }
}

/// A labelled line of input.
#[component]
pub fn Line(
    /// Of the input.
    id: String,
    /// What it is.
    #[prop(into)]
    label: Label,
    /// What to write there.
    #[prop(optional, into)]
    help: Option<Label>,
    /// `date`, `number`, `time`; text when not said.
    #[prop(default = "text")]
    kind: &'static str,
    /// It must not be left empty.
    #[prop(optional)]
    required: bool,
    /// So many characters at most; any number when not said.
    #[prop(optional)]
    most: usize,
    /// What stands there.
    value: Signal<String>,
    /// What was typed.
    change: impl Fn(String) + 'static,
) -> impl IntoView {
    let change: Box<dyn Fn(Event)> = Box::new(move |event| change(event_target_value(&event)));
    let described = help.map(|_| format!("{id}-help"));
    let most = (most > 0).then(|| most.to_string());
    let input = view! {
        <input id=id.clone() type=kind required=required maxlength=most autocomplete="off" spellcheck="false"
            aria-describedby=described prop:value=value on:input=change/>
    };
    around(id, label, help, input.into_any())
}

/// A labelled text of several lines.
#[component]
pub fn Area(
    /// Of the field.
    id: String,
    /// What it is.
    #[prop(into)]
    label: Label,
    /// What to write there.
    #[prop(optional, into)]
    help: Option<Label>,
    /// Lines shown.
    rows: u32,
    /// What stands there.
    value: Signal<String>,
    /// What was typed.
    change: impl Fn(String) + 'static,
) -> impl IntoView {
    let change: Box<dyn Fn(Event)> = Box::new(move |event| change(event_target_value(&event)));
    let described = help.map(|_| format!("{id}-help"));
    let input = view! { <textarea id=id.clone() rows=rows.to_string() aria-describedby=described prop:value=value on:input=change></textarea> };
    around(id, label, help, input.into_any())
}

/// A text with something put in where the caret of its field is; the field gets the focus.
pub fn insert_at_caret(id: &str, text: &str, place: &str) -> String {
    let field = document().get_element_by_id(id);
    let field = field.and_then(|e| e.dyn_into::<web_sys::HtmlTextAreaElement>().ok());
    // The browser counts in UTF-16.
    let caret = field.as_ref().and_then(|field| field.selection_start().ok().flatten());
    let at = caret.map_or(usize::MAX, |caret| caret as usize);
    let mut units = 0;
    let found = text.char_indices().find(|(_, c)| {
        let here = units >= at;
        units += c.len_utf16();
        here
    });
    let (before, after) = text.split_at(found.map_or(text.len(), |(byte, _)| byte));
    if let Some(field) = field {
        field.focus().ok();
    }
    format!("{before}{place}{after}")
}

fn around(id: String, label: Label, help: Option<Label>, input: AnyView) -> AnyView {
    let lang = app().lang;
    let described = format!("{id}-help");
    view! {
        <div class="line-of">
            <label for=id>{move || label.text(lang.get())}</label>
            {input}
            {help.map(|help| view! { <p class="soft" id=described>{move || help.text(lang.get())}</p> })}
        </div>
    }
    .into_any()
}

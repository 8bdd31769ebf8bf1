//! The pages of administration: which there are, the list of them, and the pages in the files beside it.

mod account;
mod agencies;
mod agency;
mod answers;
mod audit;
mod clock;
mod deliveries;
mod erasing;
mod inherited;
mod ladder;
mod learning;
mod letters;
mod line;
mod looks;
mod older;
mod passkeys;
mod people;
mod person;
mod petitions;
mod places;
mod retention;
mod rules;
mod second_step;
mod sites;
mod tables;
mod tokens;

use crate::api_places::Kind;
use hoiam_desk::frame::Nowhere;
use hoiam_desk::parts::icon::Icon;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::place::Place;
use hoiam_desk::state::{Who, app, t};
use hoiam_shared::Lang;
use hoiam_shared::catalogue::agencies::AgencyPage;
use hoiam_shared::catalogue::answers::AnswerPage;
use hoiam_shared::catalogue::audit::{AuditPage, LooksPage};
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::catalogue::keeping::Keeping;
use hoiam_shared::catalogue::notices::NoticePage;
use hoiam_shared::catalogue::people::{Account, PeoplePage};
use hoiam_shared::catalogue::personal::{PersonPage, RetentionPage};
use hoiam_shared::catalogue::petition_rules::PetitionRulesPage;
use hoiam_shared::catalogue::places::{PlacePage, TablesPage};
use hoiam_shared::catalogue::routing::Routing;
use hoiam_shared::catalogue::sites::SitePage;
use hoiam_shared::catalogue::telling::{LadderPage, LetterPage};
use hoiam_shared::catalogue::tokens::TokenPage;
use hoiam_shared::rights::Role;
use leptos::prelude::*;

/// A text of routing that follows the language.
fn r(key: Routing) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let lang = app().lang;
    move || key.text(lang.get())
}

/// A text of calendars and policies that follows the language.
fn k(key: Keeping) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let lang = app().lang;
    move || key.text(lang.get())
}

/// A page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// The list of all others.
    List,
    /// The routing rules.
    Rules,
    /// The learned suggestion.
    Learning,
    /// Working calendars, or one of them.
    Calendars,
    /// Deadline policies, or one of them.
    Policies,
    /// Recalculations of open cases.
    Recalculations,
    /// What was told to whom, and which systems are told.
    Deliveries,
    /// The words of letters.
    Letters,
    /// Who is told when nobody stirs.
    Ladder,
    /// Templates of answers, approval, evidence.
    Answers,
    /// How agencies take petitions.
    Petitions,
    /// People, or one of them.
    People,
    /// The record of changes.
    Audit,
    /// Who looked at which case.
    Looks,
    /// The tree of agencies, or one of them.
    Agencies,
    /// Areas.
    Areas,
    /// Categories.
    Categories,
    /// Tables as files.
    Tables,
    /// One's own account.
    Account,
    /// Sites that carry the widget, or one of them.
    Sites,
    /// Tokens of other programs.
    Tokens,
    /// For how long personal data are kept.
    Retention,
    /// What is stored about somebody.
    Person,
}

/// What a page is called, and what it is for.
type Words = fn(Lang) -> (&'static str, &'static str);

impl Page {
    /// Those in the list.
    const LISTED: &[Self] = &[
        Self::People,
        Self::Agencies,
        Self::Areas,
        Self::Categories,
        Self::Tables,
        Self::Rules,
        Self::Learning,
        Self::Calendars,
        Self::Policies,
        Self::Recalculations,
        Self::Answers,
        Self::Petitions,
        Self::Ladder,
        Self::Letters,
        Self::Deliveries,
        Self::Audit,
        Self::Looks,
        Self::Sites,
        Self::Tokens,
        Self::Retention,
        Self::Person,
    ];

    /// Its name in the address, below that of administration.
    const fn name(self) -> &'static str {
        match self {
            Self::List => "",
            Self::Rules => "rules",
            Self::Learning => "learning",
            Self::Calendars => "calendars",
            Self::Policies => "policies",
            Self::Recalculations => "recalculations",
            Self::Deliveries => "deliveries",
            Self::Letters => "letters",
            Self::Ladder => "escalation",
            Self::Answers => "answers",
            Self::Petitions => "petitions",
            Self::People => "people",
            Self::Agencies => "agencies",
            Self::Audit => "audit",
            Self::Looks => "looks",
            Self::Areas => "areas",
            Self::Categories => "categories",
            Self::Tables => "tables",
            Self::Account => "account",
            Self::Sites => "sites",
            Self::Tokens => "tokens",
            Self::Retention => "retention",
            Self::Person => "personal-data",
        }
    }

    /// What it is called, and what it is for; the list is called as administration is.
    fn words(self) -> Option<Words> {
        Some(match self {
            Self::List => return None,
            Self::Rules => |lang| (Routing::RulesTitle.text(lang), Routing::RulesIntro.text(lang)),
            Self::Learning => |lang| (Routing::LearningTitle.text(lang), Routing::LearningIntro.text(lang)),
            Self::Calendars => |lang| (Keeping::CalendarsTitle.text(lang), Keeping::CalendarsIntro.text(lang)),
            Self::Policies => |lang| (Keeping::PoliciesTitle.text(lang), Keeping::PoliciesIntro.text(lang)),
            Self::Recalculations => {
                |lang| (Keeping::RecalculationTitle.text(lang), Keeping::RecalculationIntro.text(lang))
            }
            Self::Deliveries => |lang| (NoticePage::Title.text(lang), NoticePage::Intro.text(lang)),
            Self::Letters => |lang| (LetterPage::Title.text(lang), LetterPage::Intro.text(lang)),
            Self::Ladder => |lang| (LadderPage::Title.text(lang), LadderPage::Intro.text(lang)),
            Self::Answers => |lang| (AnswerPage::Title.text(lang), AnswerPage::Intro.text(lang)),
            Self::Petitions => |lang| (PetitionRulesPage::Title.text(lang), PetitionRulesPage::Intro.text(lang)),
            Self::People => |lang| (PeoplePage::Title.text(lang), PeoplePage::Intro.text(lang)),
            Self::Agencies => |lang| (AgencyPage::Title.text(lang), AgencyPage::Intro.text(lang)),
            Self::Audit => |lang| (AuditPage::Title.text(lang), AuditPage::Intro.text(lang)),
            Self::Looks => |lang| (LooksPage::Title.text(lang), LooksPage::Intro.text(lang)),
            Self::Areas => |lang| (PlacePage::AreasTitle.text(lang), PlacePage::AreasIntro.text(lang)),
            Self::Categories => |lang| (PlacePage::CategoriesTitle.text(lang), PlacePage::CategoriesIntro.text(lang)),
            Self::Tables => |lang| (TablesPage::Title.text(lang), TablesPage::Intro.text(lang)),
            Self::Account => |lang| (Account::Title.text(lang), Account::Intro.text(lang)),
            Self::Sites => |lang| (SitePage::Title.text(lang), SitePage::Intro.text(lang)),
            Self::Tokens => |lang| (TokenPage::Title.text(lang), TokenPage::Intro.text(lang)),
            Self::Retention => |lang| (RetentionPage::Title.text(lang), RetentionPage::Intro.text(lang)),
            Self::Person => |lang| (PersonPage::Title.text(lang), PersonPage::Intro.text(lang)),
        })
    }

    /// What it is called.
    pub fn title(self, lang: Lang) -> Option<&'static str> {
        self.words().map(|words| words(lang).0)
    }

    /// The page at a place.
    pub fn of(place: &Place) -> Option<Self> {
        let Place::Admin { page } = place else { return None };
        let name = page.split('/').next().unwrap_or_default();
        [Self::List, Self::Account].iter().chain(Self::LISTED).copied().find(|known| known.name() == name)
    }

    /// Who reads it, as the server has it; others are not led there.
    const fn reads(self, role: Role) -> bool {
        match self {
            Self::List => role.reads_routing() || role.keeps_personal_data(),
            Self::Rules | Self::Learning => role.reads_routing(),
            Self::Calendars | Self::Policies | Self::Recalculations => matches!(role, Role::Administrator),
            Self::Deliveries => role.reads_deliveries(),
            Self::Letters | Self::Ladder => role.changes_notices(),
            Self::Answers => role.changes_answers(),
            Self::Petitions => role.changes_petitions(),
            Self::People | Self::Tokens => role.keeps_people(),
            Self::Agencies | Self::Areas | Self::Categories | Self::Tables => role.keeps_agencies(),
            Self::Audit => role.reads_audit(),
            Self::Looks => role.reads_looks(),
            Self::Account => true,
            Self::Sites => role.changes_sites(),
            Self::Retention => role.keeps_retention(),
            Self::Person => role.keeps_personal_data(),
        }
    }

    /// The address of one thing on it.
    fn at(self, item: &str) -> Place {
        Place::admin(&format!("{}/{item}", self.name()))
    }
}

/// Which one of the things on a page is open.
fn item(place: &Place) -> Option<String> {
    let Place::Admin { page } = place else { return None };
    page.split_once('/').map(|(_, item)| item.to_owned())
}

/// What is at a place.
pub fn draw(place: &Place) -> AnyView {
    match Page::of(place) {
        Some(Page::List) => view! { <List/> }.into_any(),
        Some(Page::Rules) => view! { <rules::RulesPage/> }.into_any(),
        Some(Page::Learning) => view! { <learning::LearningPage/> }.into_any(),
        Some(Page::Calendars) => match item(place) {
            None => view! { <clock::calendars::CalendarsPage/> }.into_any(),
            Some(code) => view! { <clock::calendar::CalendarPage code/> }.into_any(),
        },
        Some(Page::Policies) => view! { <clock::policies::PoliciesPage/> }.into_any(),
        Some(Page::Recalculations) => view! { <clock::recalculations::RecalculationsPage/> }.into_any(),
        Some(Page::Deliveries) => view! { <deliveries::DeliveriesPage/> }.into_any(),
        Some(Page::Letters) => view! { <letters::LettersPage/> }.into_any(),
        Some(Page::Answers) => view! { <answers::AnswersPage/> }.into_any(),
        Some(Page::Petitions) => view! { <petitions::PetitionRulesPage/> }.into_any(),
        Some(Page::People) => match item(place) {
            None => view! { <people::PeopleList/> }.into_any(),
            Some(id) => view! { <people::person::PersonPage id/> }.into_any(),
        },
        Some(Page::Agencies) => match item(place) {
            None => view! { <agencies::AgencyTree/> }.into_any(),
            Some(code) => view! { <agencies::one::OnePage code/> }.into_any(),
        },
        Some(Page::Audit) => view! { <audit::AuditList/> }.into_any(),
        Some(Page::Looks) => view! { <looks::LooksList code=item(place).unwrap_or_default()/> }.into_any(),
        Some(Page::Areas) => view! { <places::PlacesPage kind=Kind::Areas/> }.into_any(),
        Some(Page::Categories) => view! { <places::PlacesPage kind=Kind::Categories/> }.into_any(),
        Some(Page::Tables) => view! { <tables::TablesPage/> }.into_any(),
        Some(Page::Account) => view! { <account::AccountPage/> }.into_any(),
        Some(Page::Sites) => match item(place) {
            None => view! { <sites::SitesPage/> }.into_any(),
            Some(key) => view! { <sites::site::SitePage key/> }.into_any(),
        },
        Some(Page::Tokens) => view! { <tokens::TokensPage/> }.into_any(),
        Some(Page::Retention) => view! { <retention::RetentionList/> }.into_any(),
        Some(Page::Person) => match item(place) {
            None => view! { <person::PersonFinder/> }.into_any(),
            Some(code) => view! { <erasing::Erasing code/> }.into_any(),
        },
        Some(Page::Ladder) => view! { <ladder::LadderPage/> }.into_any(),
        None => view! { <Nowhere/> }.into_any(),
    }
}

/// All pages.
#[component]
fn List() -> impl IntoView {
    let lang = app().lang;
    let roles: Vec<Role> = app().who.with_untracked(|who| match who {
        Who::Person(session) => session.grants.iter().map(|grant| grant.role).collect(),
        Who::Asking | Who::Unreachable(_) | Who::Nobody => Vec::new(),
    });
    let entry = |page: Page| {
        page.words().map(|words| {
            view! {
                <li>
                    <a href=Place::admin(page.name()).href()>{move || words(lang.get()).0}</a>
                    <p class="soft">{move || words(lang.get()).1}</p>
                </li>
            }
        })
    };
    view! {
        <main id="main" class="admin" tabindex="-1">
            <h1>{t(Desk::AdminTitle)}</h1>
            <ul class="pages" role="list">{Page::LISTED.iter().copied().filter(|page| roles.iter().any(|role| page.reads(*role))).filter_map(entry).views()}</ul>
        </main>
    }
}

/// The way back to the list of pages.
#[component]
fn Back() -> impl IntoView {
    view! { <p class="back"><a href=Place::admin("").href()>{Icon::Back.view()}{t(Desk::AdminTitle)}</a></p> }
}

/// Forgets a value when what it was of changes: a preview of what is no longer in a form, an answer in another language.
fn forget<V: Send + Sync + 'static, T: PartialEq + 'static>(value: RwSignal<Option<V>>, of: impl Fn() -> T + 'static) {
    Effect::new(move |before: Option<T>| {
        let now = of();
        if before.is_some_and(|before| before != now) {
            value.set(None);
        }
        now
    });
}

/// A share as a percentage, as the language writes it.
fn percent(share: f64, lang: Lang) -> String {
    let text = format!("{:.1}%", share * 100.0);
    match lang {
        Lang::Vi => text.replace('.', ","),
        Lang::En => text,
    }
}

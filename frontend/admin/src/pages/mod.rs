//! The pages of administration: which there are, the list of them, and the pages in the files beside it.

mod deliveries;
mod learning;
mod rules;

use hoiam_desk::frame::Nowhere;
use hoiam_desk::parts::icon::Icon;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::place::Place;
use hoiam_desk::state::{app, t};
use hoiam_shared::Lang;
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::catalogue::notices::NoticePage;
use hoiam_shared::catalogue::routing::Routing;
use leptos::prelude::*;

/// A text of routing that follows the language.
fn r(key: Routing) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
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
    /// What was told to whom, and which systems are told.
    Deliveries,
}

/// A text in the language of the screen.
type Said = fn(Lang) -> &'static str;

impl Page {
    /// Those in the list.
    const LISTED: [Self; 3] = [Self::Rules, Self::Learning, Self::Deliveries];

    /// Its name in the address, below that of administration.
    const fn name(self) -> &'static str {
        match self {
            Self::List => "",
            Self::Rules => "rules",
            Self::Learning => "learning",
            Self::Deliveries => "deliveries",
        }
    }

    /// What it is called, and what it is for; the list is called as administration is.
    fn words(self) -> Option<(Said, Said)> {
        match self {
            Self::List => None,
            Self::Rules => Some((|lang| Routing::RulesTitle.text(lang), |lang| Routing::RulesIntro.text(lang))),
            Self::Learning => {
                Some((|lang| Routing::LearningTitle.text(lang), |lang| Routing::LearningIntro.text(lang)))
            }
            Self::Deliveries => Some((|lang| NoticePage::Title.text(lang), |lang| NoticePage::Intro.text(lang))),
        }
    }

    /// What it is called.
    pub fn title(self, lang: Lang) -> Option<&'static str> {
        self.words().map(|(title, _)| title(lang))
    }

    /// The page at a place.
    pub fn of(place: &Place) -> Option<Self> {
        let Place::Admin { page } = place else { return None };
        [Self::List].into_iter().chain(Self::LISTED).find(|known| known.name() == page)
    }
}

/// What is at a place.
pub fn draw(place: &Place) -> AnyView {
    match Page::of(place) {
        Some(Page::List) => view! { <List/> }.into_any(),
        Some(Page::Rules) => view! { <rules::RulesPage/> }.into_any(),
        Some(Page::Learning) => view! { <learning::LearningPage/> }.into_any(),
        Some(Page::Deliveries) => view! { <deliveries::DeliveriesPage/> }.into_any(),
        None => view! { <Nowhere/> }.into_any(),
    }
}

/// All pages.
#[component]
fn List() -> impl IntoView {
    let lang = app().lang;
    let entry = move |page: Page| {
        page.words().map(|(title, about)| {
            view! {
                <li>
                    <a href=Place::admin(page.name()).href()>{move || title(lang.get())}</a>
                    <p class="soft">{move || about(lang.get())}</p>
                </li>
            }
        })
    };
    view! {
        <main id="main" class="admin" tabindex="-1">
            <h1>{t(Desk::AdminTitle)}</h1>
            <ul class="pages" role="list">{Page::LISTED.into_iter().filter_map(entry).views()}</ul>
        </main>
    }
}

/// The way back to the list of pages.
#[component]
fn Back() -> impl IntoView {
    view! { <p class="back"><a href=Place::admin("").href()>{Icon::Back.view()}{t(Desk::AdminTitle)}</a></p> }
}

/// A share as a percentage, as the language writes it.
fn percent(share: f64, lang: Lang) -> String {
    let text = format!("{:.1}%", share * 100.0);
    match lang {
        Lang::Vi => text.replace('.', ","),
        Lang::En => text,
    }
}

//! The pages: which there are, the way from one to the other, and what is at a place.

mod alerts;
mod due;
mod durations;
mod flow;
mod map;
mod overview;
mod ranking;
mod reports;
mod satisfaction;
mod unusual;

pub use overview::Asked;

use hoiam_desk::frame::{self, Nowhere, Program};
use hoiam_desk::parts::header::Header;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::place::{BASE, Part, Place};
use hoiam_desk::state::known::Known;
use hoiam_desk::state::{app, t};
use hoiam_shared::Lang;
use hoiam_shared::catalogue::alerts::Alerts;
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::catalogue::due::Due;
use hoiam_shared::catalogue::durations::Durations;
use hoiam_shared::catalogue::figures::Figures;
use hoiam_shared::catalogue::flow::Flow;
use hoiam_shared::catalogue::map::Map;
use hoiam_shared::catalogue::ranking::Ranking;
use hoiam_shared::catalogue::reports::Reports;
use hoiam_shared::catalogue::satisfaction::Satisfaction;
use hoiam_shared::catalogue::spikes::Spikes;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::session::SessionView;
use leptos::prelude::*;

/// A page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Page {
    /// The figures of a period.
    Overview,
    /// What is due.
    Due,
    /// Backlog and flow.
    Flow,
    /// How long it takes.
    Durations,
    /// Where the cases come from.
    Map,
    /// Where more came in than is usual.
    Unusual,
    /// Agencies ranked.
    Ranking,
    /// What people thought of the answers.
    Satisfaction,
    /// Reports, or one of them.
    Reports,
    /// Alerts, or one of them.
    Alerts,
}

impl Page {
    const ALL: [Self; 10] = [
        Self::Overview,
        Self::Due,
        Self::Unusual,
        Self::Flow,
        Self::Durations,
        Self::Map,
        Self::Satisfaction,
        Self::Ranking,
        Self::Reports,
        Self::Alerts,
    ];

    /// Its name in the address, below that of figures.
    const fn name(self) -> &'static str {
        match self {
            Self::Overview => "",
            Self::Due => "due",
            Self::Flow => "flow",
            Self::Durations => "durations",
            Self::Map => "map",
            Self::Unusual => "unusual",
            Self::Satisfaction => "satisfaction",
            Self::Ranking => "ranking",
            Self::Reports => "reports",
            Self::Alerts => "alerts",
        }
    }

    /// What it is called.
    const fn title(self, lang: Lang) -> &'static str {
        match self {
            Self::Overview => Desk::FiguresTitle.text(lang),
            Self::Due => Due::Title.text(lang),
            Self::Flow => Flow::Title.text(lang),
            Self::Durations => Durations::Title.text(lang),
            Self::Map => Map::Title.text(lang),
            Self::Unusual => Spikes::Title.text(lang),
            Self::Satisfaction => Satisfaction::Title.text(lang),
            Self::Ranking => Ranking::Title.text(lang),
            Self::Reports => Reports::Title.text(lang),
            Self::Alerts => Alerts::Title.text(lang),
        }
    }

    /// The page at an address, and which of the things on it is open.
    fn of(address: &str) -> Option<(Self, &str)> {
        let (name, item) = address.split_once('/').unwrap_or((address, ""));
        let page = Self::ALL.into_iter().find(|page| page.name() == name)?;
        Some((page, item))
    }
}

/// Puts the program into the page.
pub fn start() {
    frame::start(Program { part: Part::Figures, title, pages: |session| view! { <Desktop session/> }.into_any() });
}

/// What a signed-in person sees. The server decides what they may read; here is only said that there is nothing for them.
#[component]
fn Desktop(
    /// Who.
    session: SessionView,
) -> impl IntoView {
    let app = app();
    let may = session.grants.iter().any(|grant| grant.role.reads_indicators());
    // Which page; of what its figures are is its own business.
    let page = Known::new(move || match app.place.get() {
        Place::Figures { page, .. } => Some(page),
        _ => None,
    });
    view! {
        <Header session/>
        {move || match page.get() {
            Some(_) if !may => view! { <NotForYou/> }.into_any(),
            Some(page) => draw(&page),
            None => view! { <Nowhere/> }.into_any(),
        }}
    }
}

/// Words in place of a page, and the way to the queue.
#[component]
fn NotForYou() -> impl IntoView {
    let lang = app().lang;
    view! {
        <main id="main" class="narrow" tabindex="-1">
            <h1>{move || ErrorCode::Denied.title(lang.get())}</h1>
            <p>{move || ErrorCode::Denied.detail(lang.get())}</p>
            <p><a class="button" href=BASE>{t(Desk::ToQueue)}</a></p>
        </main>
    }
}

fn title(place: &Place, lang: Lang) -> String {
    let all = Page::Overview.title(lang);
    let page = match place {
        Place::Figures { page, .. } => Page::of(page).map(|(page, _)| page),
        _ => None,
    };
    match page {
        Some(page) if page != Page::Overview => format!("{} – {all} – Hồi Âm", page.title(lang)),
        _ => format!("{all} – Hồi Âm"),
    }
}

/// What is at a place.
fn draw(address: &str) -> AnyView {
    let Some((page, item)) = Page::of(address) else { return view! { <Nowhere/> }.into_any() };
    let item = item.to_owned();
    let shown = match page {
        Page::Overview => view! { <overview::FiguresPage/> }.into_any(),
        Page::Due => view! { <due::DuePage/> }.into_any(),
        Page::Flow => view! { <flow::FlowPage/> }.into_any(),
        Page::Durations => view! { <durations::DurationsPage/> }.into_any(),
        Page::Map => view! { <map::MapPage/> }.into_any(),
        Page::Satisfaction => view! { <satisfaction::SatisfactionPage/> }.into_any(),
        Page::Ranking => view! { <ranking::RankingPage item/> }.into_any(),
        Page::Reports if item.is_empty() => view! { <reports::ReportsPage/> }.into_any(),
        Page::Reports => view! { <reports::one::ReportPage item/> }.into_any(),
        Page::Unusual => view! { <unusual::UnusualPage/> }.into_any(),
        Page::Alerts => view! { <alerts::AlertsPage item/> }.into_any(),
    };
    view! { {sections(page)}{shown} }.into_any()
}

/// The way to the other pages, of the same agency.
fn sections(here: Page) -> AnyView {
    let app = app();
    let entry = move |page: Page| {
        let href = move || match app.place.get() {
            Place::Figures { agency, .. } => Place::figures_page(page.name(), &agency).href(),
            _ => Place::figures_page(page.name(), "").href(),
        };
        view! {
            <a href=href aria-current=(page == here).then_some("page")>{move || page.title(app.lang.get())}</a>
        }
    };
    view! {
        <nav class="sections" aria-label=move || Figures::Sections.text(app.lang.get())>{Page::ALL.into_iter().map(entry).views()}</nav>
    }
    .into_any()
}

//! What administrators keep: the list of pages, and the pages in the files beside it.

mod learning;
mod rules;

use crate::pure::place::Place;
use crate::state::{app, t};
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::catalogue::routing::Routing;
use leptos::prelude::*;

/// A text of routing that follows the language.
fn r(key: Routing) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let lang = app().lang;
    move || key.text(lang.get())
}

/// The page with this name; the list for anything else.
#[component]
pub fn AdminPage(
    /// Its name in the address.
    page: String,
) -> impl IntoView {
    match page.as_str() {
        "rules" => view! { <rules::RulesPage/> }.into_any(),
        "learning" => view! { <learning::LearningPage/> }.into_any(),
        _ => view! { <Pages/> }.into_any(),
    }
}

/// All pages.
#[component]
fn Pages() -> impl IntoView {
    let entry = |page: &'static str, title: Routing, about: Routing| {
        view! {
            <li>
                <a href=Place::admin(page).href()>{r(title)}</a>
                <p class="soft">{r(about)}</p>
            </li>
        }
    };
    view! {
        <main id="main" class="admin" tabindex="-1">
            <h1>{t(Desk::AdminTitle)}</h1>
            <ul class="pages" role="list">
                {entry("rules", Routing::RulesTitle, Routing::RulesIntro)}
                {entry("learning", Routing::LearningTitle, Routing::LearningIntro)}
            </ul>
        </main>
    }
}

/// The way back to the list of pages.
#[component]
fn Back() -> impl IntoView {
    view! { <p class="back"><a href=Place::admin("").href()>{crate::parts::icon::Icon::Back.view()}{t(Desk::AdminTitle)}</a></p> }
}

/// A share as a percentage, as the language writes it.
fn percent(share: f64, lang: hoiam_shared::Lang) -> String {
    let text = format!("{:.1}%", share * 100.0);
    match lang {
        hoiam_shared::Lang::Vi => text.replace('.', ","),
        hoiam_shared::Lang::En => text,
    }
}

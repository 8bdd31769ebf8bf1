//! Deliveries and webhooks: what was told to whom and what could not be, and the other systems that are told.

mod endpoints;
mod list;

use super::Back;
use hoiam_desk::state::{Who, app};
use hoiam_shared::catalogue::notices::NoticePage;
use leptos::prelude::*;

/// A text of this page that follows the language.
fn n(key: NoticePage) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let lang = app().lang;
    move || key.text(lang.get())
}

/// The page.
#[component]
pub fn DeliveriesPage() -> impl IntoView {
    let app = app();
    let keeps = app.who.with_untracked(|who| match who {
        Who::Person(session) => session.grants.iter().any(|grant| grant.role.changes_notices()),
        _ => false,
    });
    view! {
        <main id="main" class="admin deliveries" tabindex="-1">
            <Back/>
            <h1>{n(NoticePage::Title)}</h1>
            <p>{n(NoticePage::Intro)}</p>
            <list::List/>
            {keeps.then(|| view! { <endpoints::Endpoints/> })}
        </main>
    }
}

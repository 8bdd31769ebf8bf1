//! Sites that carry the widget: the list of them here, one of them in the files beside it.

mod embedding;
mod health;
mod look;
mod preview;
mod questions;
pub mod site;

use super::{Back, Page};
use crate::api;
use hoiam_desk::parts::load::Load;
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::{app, nav};
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::sites::SitePage as T;
use hoiam_shared::wire::sites::SiteLine;
use hoiam_shared::{Lang, limits};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// A text of these pages that follows the language.
fn s(key: T) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let lang = app().lang;
    move || key.text(lang.get())
}

/// The page.
#[component]
pub fn SitesPage() -> impl IntoView {
    let app = app();
    let again = RwSignal::new(0);
    let loaded = Loaded::new(move || {
        again.track();
        api::sites(app, app.lang.get())
    });
    view! {
        <main id="main" class="admin" tabindex="-1">
            <Back/>
            <h1>{s(T::Title)}</h1>
            <p>{s(T::Intro)}</p>
            <Load value=move || loaded.get() retry=move |()| again.update(|n| *n += 1) view=move |view| {
                view! {
                    <Show when=move || view.with(|v| v.sites.is_empty())><p class="soft">{s(T::None)}</p></Show>
                    <ul class="pages" role="list">{move || {
                        let lang = app.lang.get();
                        view.with(|v| v.sites.clone()).into_iter().map(|line| entry(line, lang)).views()
                    }}</ul>
                    <New/>
                }.into_any()
            }/>
        </main>
    }
}

fn entry(line: SiteLine, lang: Lang) -> impl IntoView {
    let SiteLine { key, name, agency, origins, week, .. } = line;
    let counts = [("opened", week.opened + week.plain), ("filed", week.filed)].map(|(name, n)| (name, n.to_string()));
    let counts = counts.each_ref().map(|(name, n)| (*name, n.as_str()));
    let troubled = week.fell + week.foreign + week.failed > 0;
    let origins = if origins.is_empty() { T::NowhereYet.text(lang).to_owned() } else { origins.join(" · ") };
    view! {
        <li>
            <p class="line"><a href=Page::Sites.at(&key).href()>{name}</a>
                {troubled.then(|| view! { <span class="pill">{T::WeekTrouble.text(lang)}</span> })}</p>
            <p class="soft"><code>{key}</code>" · "{agency.name}</p>
            <p class="soft">{origins}</p>
            <p class="soft">{fill(T::Week.text(lang), &counts)}</p>
        </li>
    }
}

/// The key of a new site; the rest is written on its own page.
#[component]
fn New() -> impl IntoView {
    let app = app();
    let key = RwSignal::new(String::new());
    let begin = move |event: SubmitEvent| {
        event.prevent_default();
        let key = key.get_untracked().trim().to_owned();
        if !key.is_empty() {
            nav::go(app, Page::Sites.at(&key));
        }
    };
    view! {
        <form class="rule-form" on:submit=begin>
            <label for="new-site">{s(T::Key)}</label>
            <input id="new-site" required pattern="[a-z0-9]([a-z0-9_\\-]*[a-z0-9])?" maxlength=limits::SITE_KEY_CHARS.to_string()
                autocomplete="off" spellcheck="false" aria-describedby="new-site-help"
                prop:value=key on:input=move |e| key.set(event_target_value(&e))/>
            <p class="soft" id="new-site-help">{s(T::KeyHelp)}</p>
            <div class="buttons"><button>{s(T::New)}</button></div>
        </form>
    }
}

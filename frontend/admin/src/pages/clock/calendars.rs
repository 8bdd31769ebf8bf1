//! All working calendars, and beginning a new one.

use super::super::{Back, Page, k};
use super::day;
use crate::api;
use hoiam_desk::parts::load::Load;
use hoiam_desk::parts::views::Views;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::{app, nav};
use hoiam_shared::Lang;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::keeping::Keeping;
use hoiam_shared::wire::clock::CalendarRow;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The page.
#[component]
pub fn CalendarsPage() -> impl IntoView {
    let app = app();
    let again = RwSignal::new(0);
    let loaded = Loaded::new(move || {
        again.track();
        api::calendars(app, app.lang.get())
    });
    view! {
        <main id="main" class="admin" tabindex="-1">
            <Back/>
            <h1>{k(Keeping::CalendarsTitle)}</h1>
            <p>{k(Keeping::CalendarsIntro)}</p>
            <Load value=move || loaded.get() retry=move |()| again.update(|n| *n += 1) view=move |rows| {
                view! {
                    <ul class="pages" role="list">{move || {
                        let lang = app.lang.get();
                        rows.get().into_iter().map(|row| entry(row, lang)).views()
                    }}</ul>
                    <New/>
                }.into_any()
            }/>
        </main>
    }
}

fn entry(row: CalendarRow, lang: Lang) -> impl IntoView {
    let since = fill(
        Keeping::InForceSince.text(lang),
        &[("n", &row.version.to_string()), ("date", &day(&row.valid_from, lang))],
    );
    let versions = fill(Keeping::VersionsN.text(lang), &[("n", &row.versions.to_string())]);
    let over = row.base.map(|base| fill(Keeping::Over.text(lang), &[("base", &base)]));
    let names: Vec<String> = row.agencies.into_iter().map(|agency| agency.name).collect();
    view! {
        <li>
            <a href=Page::Calendars.at(&row.code).href()>{row.name}</a>
            <p class="soft"><code>{row.code}</code>" · "{row.zone}" · "{since}" · "{versions}</p>
            {over.map(|over| view! { <p class="soft">{over}</p> })}
            {(!names.is_empty()).then(|| view! { <p class="soft">{format!("{}: {}", Keeping::UsedBy.text(lang), names.join("; "))}</p> })}
        </li>
    }
}

/// The code of a new calendar; the rest is written on its own page.
#[component]
fn New() -> impl IntoView {
    let app = app();
    let code = RwSignal::new(String::new());
    let begin = move |event: SubmitEvent| {
        event.prevent_default();
        let code = code.get_untracked().trim().to_owned();
        if !code.is_empty() {
            nav::go(app, Page::Calendars.at(&code));
        }
    };
    view! {
        <form class="rule-form" on:submit=begin>
            <label for="new-calendar">{k(Keeping::CalendarCode)}</label>
            <input id="new-calendar" required pattern="[a-z0-9-]{1,60}" autocomplete="off" spellcheck="false"
                aria-describedby="new-calendar-help" prop:value=code on:input=move |e| code.set(event_target_value(&e))/>
            <p class="soft" id="new-calendar-help">{k(Keeping::CalendarCodeHelp)}</p>
            <div class="buttons"><button>{k(Keeping::CalendarNew)}</button></div>
        </form>
    }
}

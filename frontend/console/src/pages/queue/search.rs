//! The query box with what is asked for as removable chips, quick views and the order.

use super::calendars::Calendars;
use super::complete::QueryField;
use super::kept::Kept;
use super::store::Queue;
use crate::pure::query;
use hoiam_desk::parts::icon::Icon;
use hoiam_desk::parts::load::Words;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::place::{OPEN, Place, Sort};
use hoiam_desk::state::{App, app, nav, t, tf};
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::catalogue::finding::Finding;
use hoiam_shared::error::ErrorCode;
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;

/// The box.
#[component]
pub fn SearchBox() -> impl IntoView {
    let app = app();
    let queue = expect_context::<Queue>();
    let input = NodeRef::<html::Input>::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(input) = input.get_untracked() {
            ask(app, queue, input.value().trim());
        }
    };
    view! {
        <form role="search" class="search" on:submit=submit>
            <label class="sr" for="q">{t(Desk::SearchLabel)}</label>
            <div class="box">
                {Icon::Search.view()}
                <QueryField input/>
                <button class="primary">{t(Desk::SearchGo)}</button>
            </div>
            <p id="q-hint" class="hint">{t(Desk::SearchHint)}</p>
        </form>
        {move || queue.failure().filter(|f| f.is(ErrorCode::BadQuery)).map(|trouble| view! {
            <div id="q-error" class="trouble" role="alert">
                <Words trouble=trouble.clone()/>
                {trouble.suggestion.map(|q| {
                    let q = *q;
                    let href = queue.id.get_untracked().asking(q.clone()).href();
                    view! { <p>{tf(Finding::Correct)}" "<a href=href><code>{q}</code></a></p> }
                })}
            </div>
        })}
        <Views/>
        <Kept/>
        <Calendars/>
    }
}

/// Shows the list for a query.
pub fn ask(app: App, queue: Queue, q: &str) {
    let place = queue.id.get_untracked().asking(q);
    if place == app.place.get_untracked() { queue.reload() } else { nav::go(app, place) }
}

/// Lists that people start their day with.
#[component]
fn Views() -> impl IntoView {
    let queue = expect_context::<Queue>();
    let views = [
        (Desk::ViewOpen, OPEN.to_owned()),
        (Desk::ViewMine, "state:open assigned:me".to_owned()),
        (Desk::ViewNobody, "state:open assigned:none".to_owned()),
        (Desk::ViewSoon, "state:open due:<2d".to_owned()),
        (Desk::ViewAll, String::new()),
    ];
    view! {
        <nav class="views" aria-label=t(Desk::Views)>
            {views.map(|(name, q)| {
                let href = Place::queue(q.clone()).href();
                view! { <a href=href aria-current=move || (queue.id.get().q == q).then_some("true")>{t(name)}</a> }
            }).into_iter().views()}
        </nav>
    }
}

/// What is asked for, each part removable.
#[component]
pub fn Chips() -> impl IntoView {
    let queue = expect_context::<Queue>();
    let chips = move || {
        let id = queue.id.get();
        let terms = query::terms(&id.q);
        terms
            .iter()
            .enumerate()
            .map(|(i, term)| {
                let href = id.asking(query::without(&id.q, i)).href();
                view! {
                    <li><a class="chip" href=href>
                        <span class="sr">{Desk::Remove.text(id.lang)}" "</span>{(*term).to_owned()}{Icon::Close.view()}
                    </a></li>
                }
            })
            .views()
    };
    view! { <ul class="chips" aria-label=t(Desk::AskedFor)>{chips}</ul> }
}

/// The order of the list.
#[component]
pub fn Order() -> impl IntoView {
    let app = app();
    let queue = expect_context::<Queue>();
    let name = |sort| match sort {
        Sort::Due => Desk::SortDue,
        Sort::Newest => Desk::SortNewest,
        Sort::Relevance => Desk::SortRelevance,
    };
    let choose = move |event| {
        let sort = Sort::from_code(&event_target_value(&event));
        nav::go(app, Place::Queue { q: Some(queue.id.get_untracked().q), sort });
    };
    view! {
        <label class="order">
            <span>{t(Desk::SortLabel)}</span>
            <select on:change=choose>
                {Sort::ALL.map(|sort| view! {
                    <option value=sort.code() selected=move || queue.id.get().sort == sort>{t(name(sort))}</option>
                }).into_iter().views()}
            </select>
        </label>
    }
}

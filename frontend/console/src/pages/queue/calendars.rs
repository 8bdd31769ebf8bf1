//! The due dates of the present list as a calendar to subscribe to: making one, its address shown once, taking it back.

use super::store::Queue;
use crate::state::api;
use hoiam_desk::parts::load::Alert;
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::state::app;
use hoiam_desk::state::loaded::Loaded;
use hoiam_kit::Trouble;
use hoiam_shared::catalogue::notices::Feeds;
use hoiam_shared::wire::notices::{FeedInput, FeedView};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Behind a heading, since it is wanted once.
#[component]
pub fn Calendars() -> impl IntoView {
    let app = app();
    let open = RwSignal::new(false);
    view! {
        <details class="calendars" on:toggle=move |_| open.set(true)>
            <summary>{move || Feeds::Title.text(app.lang.get())}</summary>
            <Show when=move || open.get()><Inside/></Show>
        </details>
    }
}

#[component]
fn Inside() -> impl IntoView {
    let app = app();
    let queue = expect_context::<Queue>();
    let again = RwSignal::new(0u32);
    let made = RwSignal::new(None::<FeedView>);
    let trouble = RwSignal::new(None::<Trouble>);
    let feeds = Loaded::new(move || {
        again.track();
        api::feeds(app, app.lang.get())
    });
    let make = move |_| {
        let query = queue.id.get_untracked().q;
        let name =
            if query.is_empty() { Feeds::AllCases.text(app.lang.get_untracked()).to_owned() } else { query.clone() };
        let name = name.chars().take(hoiam_shared::limits::SEARCH_NAME_CHARS).collect();
        spawn_local(async move {
            match api::add_feed(app, &FeedInput { name, query }).await {
                Ok(feed) => {
                    trouble.set(None);
                    made.set(Some(feed));
                    again.update(|n| *n += 1);
                }
                Err(found) => trouble.set(Some(found)),
            }
        });
    };
    let one = move |feed: FeedView| {
        let (id, name) = (feed.id, feed.name);
        let label = format!("{}: {name}", Feeds::Forget.text(app.lang.get()));
        let forget = move |_| {
            let id = id.clone();
            spawn_local(async move {
                match api::forget_feed(app, &id).await {
                    Ok(()) => made.set(None),
                    Err(found) => trouble.set(Some(found)),
                }
                again.update(|n| *n += 1);
            });
        };
        view! { <li><code>{name}</code>" "<button type="button" class="quiet" aria-label=label on:click=forget>{Feeds::Forget.text(app.lang.get())}</button></li> }
    };
    view! {
        <p class="soft">{move || Feeds::Intro.text(app.lang.get())}</p>
        <p><button type="button" on:click=make>{move || Feeds::Make.text(app.lang.get())}</button></p>
        <Alert trouble/>
        <div role="status">{move || made.get().and_then(|feed| feed.address).map(|address| view! {
            <p>{Feeds::Address.text(app.lang.get())}</p>
            <p><code class="address">{address}</code></p>
        })}</div>
        <ul role="list">{move || feeds.good().unwrap_or_default().into_iter().map(one).views()}</ul>
    }
}

//! Cases that are likely one matter, in groups: looked through, merged into one at once, or told apart. This file
//! loads the page; a group is in `group`.

mod group;

use crate::state::api;
use group::Group;
use hoiam_desk::parts::load::Load;
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::place::Place;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::{app, filled_f, nav, tf};
use hoiam_shared::catalogue::finding::Finding;
use hoiam_shared::catalogue::grouped;
use hoiam_shared::wire::search::DuplicatesView;
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;

/// The page.
#[component]
pub fn DuplicatesPage() -> impl IntoView {
    let app = app();
    let q = Known::after(move |before: Option<&String>| match app.place.get() {
        Place::Duplicates { q } => q,
        _ => before.cloned().unwrap_or_default(),
    });
    let asked = RwSignal::new(0u32);
    let found = Loaded::new(move || {
        asked.track();
        q.with(|q| api::duplicates(app, q, app.lang.get()))
    });
    let again = Callback::new(move |()| asked.update(|n| *n += 1));
    let input = NodeRef::<html::Input>::new();
    let compare = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(input) = input.get_untracked() {
            let place = Place::Duplicates { q: input.value().trim().to_owned() };
            if place == app.place.get_untracked() { again.run(()) } else { nav::go(app, place) }
        }
    };
    view! {
        <main id="main" class="duplicates" tabindex="-1">
            <h1>{tf(Finding::DuplicatesTitle)}</h1>
            <p class="lead">{tf(Finding::DuplicatesLead)}</p>
            <form role="search" class="narrow-by" on:submit=compare>
                <label for="narrow">{tf(Finding::NarrowLabel)}</label>
                <input id="narrow" node_ref=input autocomplete="off" spellcheck="false" prop:value=move || q.get()
                    placeholder="area:79 received:<30d"/>
                <button>{tf(Finding::Compare)}</button>
            </form>
            <Load value=move || found.get() retry=again view=move |view| view! { <Groups view again/> }.into_any()/>
        </main>
    }
}

#[component]
fn Groups(view: Known<DuplicatesView>, again: Callback<()>) -> impl IntoView {
    let app = app();
    let compared = move || {
        let lang = app.lang.get();
        let number = |n: u64| grouped(n, lang);
        let (n, total) = view.with(|v| (u64::from(v.compared), v.total));
        filled_f(Finding::Compared, lang, &[("n", &number(n)), ("total", &number(total))])
    };
    view! {
        <p class="soft" role="status">{compared}</p>
        <Show when=move || view.with(|v| v.groups.is_empty())>
            <div class="empty"><p>{tf(Finding::NoDuplicates)}</p><p class="soft">{tf(Finding::NoDuplicatesDetail)}</p></div>
        </Show>
        {move || view.get().groups.into_iter().map(|group| view! { <Group group again/> }).views()}
    }
}

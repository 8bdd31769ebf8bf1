//! Searches that people keep: their own and those shared with them, each with what it finds now; and keeping the
//! present one.

use super::store::Queue;
use crate::state::api;
use hoiam_desk::parts::icon::Icon;
use hoiam_desk::parts::load::Alert;
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::place::{Place, Sort};
use hoiam_desk::state::known::Known;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::{Who, app, filled_f, tf};
use hoiam_kit::Trouble;
use hoiam_shared::catalogue::finding::Finding;
use hoiam_shared::catalogue::grouped;
use hoiam_shared::wire::search::{SearchInput, SearchView};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The list and the form.
#[component]
pub fn Kept() -> impl IntoView {
    let app = app();
    let queue = expect_context::<Queue>();
    let asked = RwSignal::new(0u32);
    let kept = Loaded::new(move || {
        asked.track();
        // A list that is loaded anew has new counts.
        queue.id.track();
        api::searches(app, app.lang.get())
    });
    // Without an answer there is no list; what is wrong with the line is said elsewhere.
    let all = Known::new(move || kept.good().unwrap_or_default());
    let open = RwSignal::new(false);
    let changed = Callback::new(move |()| asked.update(|n| *n += 1));
    view! {
        <div class="kept">
            <Show when=move || !all.with(Vec::is_empty)>
                <nav aria-label=tf(Finding::KeptTitle)>
                    <ul>{move || all.get().into_iter().map(|search| view! { <One search changed/> }).views()}</ul>
                </nav>
            </Show>
            {move || if open.get() {
                view! { <Form open changed/> }.into_any()
            } else {
                view! {
                    <button type="button" class="quiet" on:click=move |_| open.set(true)>{tf(Finding::KeepThis)}</button>
                }.into_any()
            }}
        </div>
    }
}

#[component]
fn One(search: SearchView, changed: Callback<()>) -> impl IntoView {
    let app = app();
    let queue = expect_context::<Queue>();
    let lang = app.lang.get_untracked();
    let (id, name, q) = (search.id, search.name.clone(), search.query.clone());
    let href = Place::Queue { q: Some(q.clone()), sort: Sort::from_code(&search.sort) }.href();
    let shared = search
        .shared
        .as_ref()
        .map(|agency| filled_f(Finding::SharedBy, lang, &[("owner", &search.owner), ("agency", &agency.name)]));
    let n = search.count.map(|n| grouped(n, lang));
    let forget = move |_| {
        let name = name.clone();
        spawn_local(async move {
            match api::forget_search(app, id).await {
                Ok(()) => app.say(filled_f(Finding::Forgotten, app.lang.get_untracked(), &[("name", &name)])),
                Err(trouble) => app.say(trouble.title),
            }
            changed.run(());
        });
    };
    let label = filled_f(Finding::Forget, lang, &[("name", &search.name)]);
    view! {
        <li>
            <a class="chip" href=href title=shared aria-current=move || (queue.id.get().q == q).then_some("true")>
                {search.name}{n.map(|n| view! { " "<span class="n">{n}</span> })}
            </a>
            {search.mine.then(|| view! {
                <button type="button" class="quiet" aria-label=label on:click=forget>{Icon::Close.view()}</button>
            })}
        </li>
    }
}

#[component]
fn Form(open: RwSignal<bool>, changed: Callback<()>) -> impl IntoView {
    let app = app();
    let queue = expect_context::<Queue>();
    let name = RwSignal::new(String::new());
    let share = RwSignal::new(String::new());
    let trouble = RwSignal::new(None::<Trouble>);
    let agencies = app.who.with_untracked(|who| match who {
        Who::Person(session) => {
            let mut agencies: Vec<_> = session.grants.iter().map(|grant| grant.agency.clone()).collect();
            agencies.dedup_by(|a, b| a.code == b.code);
            agencies
        }
        _ => Vec::new(),
    });
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let id = queue.id.get_untracked();
        let input = SearchInput {
            name: name.get_untracked(),
            query: id.q,
            sort: id.sort.code().to_owned(),
            share: Some(share.get_untracked()).filter(|code| !code.is_empty()),
        };
        spawn_local(async move {
            match api::keep_search(app, &input).await {
                Ok(kept) => {
                    app.say(filled_f(Finding::Kept, app.lang.get_untracked(), &[("name", &kept.name)]));
                    open.set(false);
                    changed.run(());
                }
                Err(found) => trouble.set(Some(found)),
            }
        });
    };
    view! {
        <form class="keep" on:submit=send>
            <label><span>{tf(Finding::KeepName)}</span>
                <input required maxlength="80" autofocus prop:value=name
                    on:input=move |e| name.set(event_target_value(&e))/></label>
            <label><span>{tf(Finding::KeepFor)}</span>
                <select on:change=move |e| share.set(event_target_value(&e))>
                    <option value="">{tf(Finding::KeepForMe)}</option>
                    {agencies.into_iter().map(|a| view! { <option value=a.code>{a.name}</option> }).views()}
                </select></label>
            <button class="primary">{tf(Finding::Keep)}</button>
            <button type="button" class="quiet" on:click=move |_| open.set(false)>{tf(Finding::Cancel)}</button>
            <Alert trouble/>
        </form>
    }
}

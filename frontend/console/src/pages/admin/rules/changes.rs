//! Who changed what.

use super::super::r;
use super::Rules;
use crate::parts::load::Load;
use crate::pure::dates;
use crate::state::{api_routing, app};
use hoiam_shared::catalogue::routing::Routing;
use hoiam_shared::wire::routing::RuleChange;
use leptos::prelude::*;

/// The list, newest first; loaded when it is opened.
#[component]
pub fn Changes(
    /// The page.
    rules: Rules,
) -> impl IntoView {
    let app = app();
    let open = RwSignal::new(false);
    view! {
        <details class="changes" on:toggle=move |_| open.set(true)>
            <summary>{r(Routing::ChangesTitle)}</summary>
            <Show when=move || open.get()><List rules app/></Show>
        </details>
    }
}

#[component]
fn List(rules: Rules, app: crate::state::App) -> impl IntoView {
    let again = RwSignal::new(0);
    let loaded = LocalResource::new(move || {
        again.track();
        rules.own.track();
        let lang = app.lang.get();
        async move { api_routing::changes(app, lang).await }
    });
    let one = move |change: RuleChange| {
        let lang = app.lang.get();
        view! {
            <li>
                <p><strong>{change.text}</strong>" · "{change.who}" · "{dates::date_time(change.at, lang)}</p>
                {(!change.before.is_empty()).then(|| view! { <p class="soft">{r(Routing::Before)}": "<code>{change.before}</code></p> })}
                {(!change.after.is_empty()).then(|| view! { <p class="soft">{r(Routing::After)}": "<code>{change.after}</code></p> })}
            </li>
        }
    };
    view! {
        <Load value=move || loaded.get() retry=move |()| again.update(|n| *n += 1) view=move |view| {
            view! {
                <Show when=move || view.with(|v| v.changes.is_empty())><p class="soft">{r(Routing::ChangesNone)}</p></Show>
                <ol class="findings" role="list">{move || view.with(|v| v.changes.clone()).into_iter().map(one).collect_view()}</ol>
            }.into_any()
        }/>
    }
}

//! Who changed what.

use super::super::r;
use super::Rules;
use crate::api;
use hoiam_desk::parts::load::Load;
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::{App, app};
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
fn List(rules: Rules, app: App) -> impl IntoView {
    let again = RwSignal::new(0);
    let loaded = Loaded::new(move || {
        again.track();
        rules.own.track();
        api::changes(app, app.lang.get())
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
                <ol class="findings" role="list">{move || view.with(|v| v.changes.clone()).into_iter().map(one).views()}</ol>
            }.into_any()
        }/>
    }
}

//! Typing a code: of a device, or one of those for whoever has lost it.

use super::load::Alert;
use crate::state::app;
use crate::state::request::Request;
use hoiam_kit::Trouble;
use hoiam_shared::Lang;
use hoiam_shared::wire::people::CodeInput;
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;

/// The form; what comes of the code is the caller's.
#[component]
pub fn CodeForm<T, F>(
    /// What the code is called.
    label: fn(Lang) -> &'static str,
    /// What the button says.
    go: fn(Lang) -> &'static str,
    /// Where it is sent.
    send: F,
    /// What is done with the answer.
    done: Callback<T>,
) -> impl IntoView
where
    T: DeserializeOwned + Send + Sync + 'static,
    F: Fn(CodeInput) -> Request<T> + Copy + 'static,
{
    let lang = app().lang;
    let field = NodeRef::<html::Input>::new();
    let trouble = RwSignal::new(None::<Trouble>);
    let busy = RwSignal::new(false);
    // `autofocus` works once for a page, and this comes behind the form of the password.
    Effect::new(move || {
        if let Some(input) = field.get() {
            input.focus().ok();
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(input) = field.get_untracked().filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            let answer = send(CodeInput { code: input.value() }).await;
            busy.set(false);
            match answer {
                Ok(view) => done.run(view),
                Err(found) => {
                    trouble.set(Some(found));
                    input.select();
                }
            }
        });
    };
    view! {
        <form class="rule-form" method="post" on:submit=submit>
            <div class="line-of">
                <label for="code">{move || label(lang.get())}</label>
                <input id="code" autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" required
                    node_ref=field/>
            </div>
            <Alert trouble=trouble/>
            <div class="buttons"><button class="primary" disabled=move || busy.get()>{move || go(lang.get())}</button></div>
        </form>
    }
}

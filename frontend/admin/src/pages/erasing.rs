//! Erasing the personal data of a case: the reason, and a tick that says that it cannot be taken back.

use super::Back;
use super::line::Area;
use crate::api_personal as api;
use hoiam_desk::parts::load::Alert;
use hoiam_desk::pure::place::Place;
use hoiam_desk::state::app;
use hoiam_kit::Trouble;
use hoiam_shared::catalogue::personal::ErasingPage as P;
use hoiam_shared::wire::personal::ErasureInput;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The page.
#[component]
pub fn Erasing(
    /// Tracking code.
    code: String,
) -> impl IntoView {
    let app = app();
    let p = move |key: P| move || key.text(app.lang.get());
    let reason = RwSignal::new(String::new());
    let trouble = RwSignal::new(None::<Trouble>);
    let (busy, done) = (RwSignal::new(false), RwSignal::new(false));
    let case = Place::case(&code).href();
    let of = StoredValue::new(code.clone());
    let erase = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        trouble.set(None);
        let input = ErasureInput { reason: reason.get_untracked() };
        spawn_local(async move {
            let answer = api::erase(app, &of.get_value(), &input).await;
            if busy.try_set(false).is_some() {
                // The page is gone.
                return;
            }
            match answer {
                Ok(()) => done.set(true),
                Err(found) => trouble.set(Some(found)),
            }
        });
    };
    let form = move || {
        view! {
            <p>{p(P::Note)}</p>
            <form class="rule-form day-lines" on:submit=erase>
                <Area id="erase-reason".to_owned() label=P::Reason rows=3 value=reason.into() change=move |v| reason.set(v)/>
                <label class="check"><input type="checkbox" required/>{p(P::Sure)}</label>
                <Alert trouble/>
                <div class="buttons"><button class="primary" aria-disabled=move || busy.get().to_string()>{p(P::Erase)}</button></div>
            </form>
        }
    };
    view! {
        <main id="main" class="admin" tabindex="-1">
            <Back/>
            <h1>{p(P::Title)}": "{code}</h1>
            {move || (!done.get()).then(form)}
            <p role="status">{move || done.get().then(p(P::Done))}</p>
            <p><a href=case>{p(P::Back)}</a></p>
        </main>
    }
}

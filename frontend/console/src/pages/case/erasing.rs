//! Erasing the personal data of a case: the reason, and a second step that says that it cannot be taken back.

use super::File;
use crate::state::api;
use hoiam_desk::parts::load::Alert;
use hoiam_desk::parts::show::Show;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::{app, t};
use hoiam_kit::Trouble;
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::wire::case::CaseView;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The section: that they are gone, or the way to erase them for whoever may.
#[component]
pub fn Erasing(
    /// Whose.
    view: Known<CaseView>,
    /// The same as a handle.
    file: File,
) -> impl IntoView {
    let erased = Known::new(move || view.with(|v| v.erased));
    let erasable = Known::new(move || view.with(|v| v.erasable));
    view! {
        <Show when=move || erased.get()><p class="banner news">{t(Desk::ErasedNote)}</p></Show>
        <Show when=move || erasable.get()><Form file/></Show>
    }
}

#[component]
fn Form(file: File) -> impl IntoView {
    let app = app();
    let reason = RwSignal::new(String::new());
    let sure = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let busy = RwSignal::new(false);
    let erase = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        trouble.set(None);
        let (code, reason) = (file.code(), reason.get_untracked());
        spawn_local(async move {
            let answer = api::erase(app, &code, reason).await;
            if busy.try_set(false).is_some() {
                // The page is gone.
                return;
            }
            match answer {
                Ok(()) => {
                    app.say(Desk::ErasedDone.text(app.lang.get_untracked()).to_owned());
                    file.reload();
                }
                Err(found) => trouble.set(Some(found)),
            }
        });
    };
    view! {
        <section aria-labelledby="erase-title">
            <h2 id="erase-title">{t(Desk::EraseTitle)}</h2>
            <details>
                <summary>{t(Desk::Erase)}</summary>
                <form on:submit=erase>
                    <p id="erase-note" class="soft">{t(Desk::EraseNote)}</p>
                    <label for="erase-reason">{t(Desk::EraseReason)}</label>
                    <textarea id="erase-reason" rows="3" required aria-describedby="erase-note"
                        prop:value=move || reason.get() on:input=move |e| reason.set(event_target_value(&e))></textarea>
                    <label class="check"><input type="checkbox" required prop:checked=move || sure.get()
                        on:change=move |e| sure.set(event_target_checked(&e))/>{t(Desk::EraseSure)}</label>
                    <Alert trouble/>
                    <button aria-disabled=move || busy.get().to_string()>{t(Desk::Erase)}</button>
                </form>
            </details>
        </section>
    }
}

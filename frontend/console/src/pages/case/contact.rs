//! How to reach the citizen. Who sent a sealed case is opened with a reason, shown until the page is left, and kept nowhere.

use super::File;
use crate::state::api;
use hoiam_desk::parts::load::Alert;
use hoiam_desk::parts::show::Show;
use hoiam_desk::pure::place::Place;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::{app, t};
use hoiam_kit::Trouble;
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::wire::case::CaseView;
use hoiam_shared::wire::intake;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The section: the contact, the way to open a sealed one, the ways to who looked at the case and to erasing what is personal.
#[component]
pub fn Contact(
    /// Whose.
    view: Known<CaseView>,
    /// The same as a handle.
    file: File,
) -> impl IntoView {
    let opened = RwSignal::new(None::<intake::Contact>);
    let contact = move || opened.get().or_else(|| view.with(|v| v.contact.clone()));
    let sealed = Known::new(move || view.with(|v| v.sealed_contact));
    let looks = Known::new(move || view.with(|v| v.looks));
    let erased = Known::new(move || view.with(|v| v.erased));
    let erasable = Known::new(move || view.with(|v| v.erasable));
    let admin = move |page: &str| Place::admin(&format!("{page}/{}", file.code())).href();
    view! {
        <section aria-labelledby="contact-title">
            <h2 id="contact-title">{t(Desk::ContactTitle)}</h2>
            {move || match contact() {
                None if sealed.get() => view! { <Sealed file opened/> }.into_any(),
                None if erased.get() => view! { <p class="soft">{t(Desk::ErasedNote)}</p> }.into_any(),
                None => view! { <p class="soft">{t(Desk::NoContact)}</p> }.into_any(),
                Some(c) => view! {
                    <ul class="contact" role="list">
                        {c.name.map(|name| view! { <li><strong>{name}</strong></li> })}
                        {c.phone.map(|p| link(format!("tel:{}", dialled(&p)), p))}
                        {c.email.map(|m| link(format!("mailto:{m}"), m))}
                    </ul>
                }.into_any(),
            }}
            <Show when=move || looks.get()>
                <p><a href=admin("looks")>{t(Desk::WhoLooked)}</a></p>
            </Show>
            <Show when=move || erasable.get()>
                <p><a href=admin("personal-data")>{t(Desk::EraseTitle)}</a></p>
            </Show>
        </section>
    }
}

/// Asks for the reason.
#[component]
fn Sealed(file: File, opened: RwSignal<Option<intake::Contact>>) -> impl IntoView {
    let app = app();
    let reason = RwSignal::new(String::new());
    let trouble = RwSignal::new(None::<Trouble>);
    let busy = RwSignal::new(false);
    let open = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        trouble.set(None);
        let (code, reason) = (file.code(), reason.get_untracked());
        spawn_local(async move {
            let answer = api::unseal(app, &code, reason).await;
            if busy.try_set(false).is_some() {
                // The page is gone.
                return;
            }
            match answer {
                Ok(contact) => {
                    opened.set(Some(contact));
                    app.say(Desk::ContactTitle.text(app.lang.get_untracked()).to_owned());
                }
                Err(found) => trouble.set(Some(found)),
            }
        });
    };
    view! {
        <details>
            <summary>{t(Desk::SealedContact)}</summary>
            <form on:submit=open>
                <p id="unseal-note" class="soft">{t(Desk::SealedNote)}</p>
                <label for="unseal-reason">{t(Desk::ReasonText)}</label>
                <textarea id="unseal-reason" rows="3" required aria-describedby="unseal-note"
                    prop:value=move || reason.get() on:input=move |e| reason.set(event_target_value(&e))></textarea>
                <Alert trouble/>
                <button aria-disabled=move || busy.get().to_string()>{t(Desk::Unseal)}</button>
            </form>
        </details>
    }
}

fn link(href: String, text: String) -> impl IntoView {
    view! { <li><a href=href>{text}</a></li> }
}

fn dialled(phone: &str) -> String {
    phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
}

//! The one way to show what comes from the server: waiting, failed with a way to try again, or there. What is
//! there stays in place while it is asked for anew; only a definite refusal replaces it.

use crate::parts::views::Views;
use crate::state::known::Known;
use crate::state::request::Answer;
use crate::state::{app, t};
use hoiam_kit::{Cause, Trouble};
use hoiam_shared::Lang;
use hoiam_shared::catalogue::console::Desk;
use leptos::prelude::*;

#[derive(Clone, PartialEq)]
enum Phase {
    Waiting,
    Failed(Trouble),
    There,
}

/// Shows `value`. `view` is called once when it is first there and follows it from then on.
#[component]
pub fn Load<T, V, N>(
    /// What came, if it came.
    value: V,
    /// Asks again.
    #[prop(into)]
    retry: Callback<()>,
    /// The page.
    view: N,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
    V: Fn() -> Option<Answer<T>> + Copy + Send + Sync + 'static,
    N: Fn(Known<T>) -> AnyView + Send + 'static,
{
    let phase = Known::after(move |before: Option<&Phase>| match value() {
        None => Phase::Waiting,
        Some(Ok(_)) => Phase::There,
        // The line is down, the page is not: it stays, the header says so.
        Some(Err(trouble)) if trouble.passing() && before == Some(&Phase::There) => Phase::There,
        Some(Err(trouble)) => Phase::Failed(trouble),
    });
    let there = move || {
        view(Known::after(move |before: Option<&T>| match value() {
            Some(Ok(value)) => value,
            _ => before.cloned().expect("the phase is There only after a value came"),
        }))
    };
    phased(phase, retry, Box::new(there))
}

/// The half of [`Load`] that is the same whatever comes.
fn phased(phase: Known<Phase>, retry: Callback<()>, there: Box<dyn Fn() -> AnyView + Send>) -> impl IntoView {
    move || match phase.get() {
        Phase::Waiting => view! { <p class="waiting" role="status">{t(Desk::Loading)}</p> }.into_any(),
        Phase::Failed(trouble) => view! { <Failed trouble retry/> }.into_any(),
        Phase::There => there(),
    }
}

/// What happened, what was kept, what to do, and a button to try again.
#[component]
pub fn Failed(
    /// What went wrong.
    trouble: Trouble,
    /// Asks again.
    retry: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="trouble" role="alert">
            <Words trouble/>
            <button type="button" on:click=move |_| retry.run(())>{t(Desk::TryAgain)}</button>
        </div>
    }
}

/// What the person's own doing ran into, while there is something.
#[component]
pub fn Alert(
    /// What went wrong.
    trouble: RwSignal<Option<Trouble>>,
) -> impl IntoView {
    move || {
        let trouble = trouble.get()?;
        Some(view! { <div class="trouble" role="alert"><Words trouble/></div> }.into_any())
    }
}

/// Title and detail in the language of the screen, which may have changed since it happened. Words that only
/// the server can say stay in the language they were said in.
fn said(trouble: &Trouble, lang: Lang) -> (String, String) {
    match trouble.cause {
        Cause::Refused(Some(code)) => {
            let detail = code.detail(lang);
            let detail = if detail.contains('{') { &trouble.detail } else { detail };
            (code.title(lang).to_owned(), detail.to_owned())
        }
        Cause::Refused(None) => (trouble.title.clone(), trouble.detail.clone()),
        Cause::Offline | Cause::Timeout | Cause::Unreadable => {
            let local = Trouble::local(trouble.cause, trouble.status, lang);
            (local.title, local.detail)
        }
    }
}

/// The words of a trouble, with what is wrong with each field.
#[component]
pub fn Words(
    /// What went wrong.
    trouble: Trouble,
) -> impl IntoView {
    let lang = app().lang;
    let fields: Vec<String> = trouble.fields.iter().map(|f| f.message.clone()).collect();
    let id = trouble.request_id.clone();
    view! {
        <p>{move || {
            let (title, detail) = said(&trouble, lang.get());
            view! { <strong>{title}</strong>" "{detail} }
        }}</p>
        {(!id.is_empty()).then(|| view! { <p class="soft">{t(Desk::RequestId)}" "<code>{id}</code></p> })}
        {(!fields.is_empty()).then(|| view! {
            <ul>{fields.into_iter().map(|f| view! { <li>{f}</li> }).views()}</ul>
        })}
    }
}

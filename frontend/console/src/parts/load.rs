//! The one way to show what comes from the server: waiting, failed with a way to try again, or there. What is
//! there stays in place while it is asked for anew; only a definite refusal replaces it.

use crate::state::net::Trouble;
use crate::state::{app, t};
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
    V: Fn() -> Option<Result<T, Trouble>> + Copy + Send + Sync + 'static,
    N: Fn(Memo<T>) -> AnyView + Send + 'static,
{
    let phase = Memo::new(move |before: Option<&Phase>| match value() {
        None => Phase::Waiting,
        Some(Ok(_)) => Phase::There,
        // The line is down, the page is not: it stays, the header says so.
        Some(Err(Trouble::Offline)) if before == Some(&Phase::There) => Phase::There,
        Some(Err(trouble)) => Phase::Failed(trouble),
    });
    move || match phase.get() {
        Phase::Waiting => view! { <p class="waiting" role="status">{t(Desk::Loading)}</p> }.into_any(),
        Phase::Failed(trouble) => view! { <Failed trouble retry/> }.into_any(),
        Phase::There => {
            let there = Memo::new(move |before: Option<&T>| match value() {
                Some(Ok(value)) => value,
                _ => before.cloned().expect("the phase is There only after a value came"),
            });
            view(there)
        }
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

/// The words of a trouble, with what is wrong with each field.
#[component]
pub fn Words(
    /// What went wrong.
    trouble: Trouble,
) -> impl IntoView {
    let lang = app().lang;
    let fields = match &trouble {
        Trouble::Problem(p) => p.errors.iter().map(|e| e.message.clone()).collect(),
        Trouble::Offline | Trouble::Garbled => Vec::new(),
    };
    let (first, second) = (trouble.clone(), trouble);
    view! {
        <p><strong>{move || first.title(lang.get())}</strong>" "{move || second.detail(lang.get())}</p>
        {(!fields.is_empty()).then(|| view! {
            <ul>{fields.into_iter().map(|f| view! { <li>{f}</li> }).collect_view()}</ul>
        })}
    }
}

//! Choosing an agency: typing offers what is meant, choosing loads what is of it. Begins with the agency whose
//! administrator the reader is.

use crate::api;
use hoiam_desk::parts::views::Views;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::{Who, app};
use hoiam_shared::catalogue::telling::LetterPage;
use hoiam_shared::wire::case::AgencyHit;
use leptos::prelude::*;

/// The code of the agency whose settings the reader keeps; administrators keep all that coordinators do.
pub fn own() -> String {
    app().who.with_untracked(|who| match who {
        Who::Person(session) => {
            let kept = session.grants.iter().find(|grant| grant.role.changes_answers());
            kept.map(|grant| grant.agency.code.clone()).unwrap_or_default()
        }
        Who::Asking | Who::Unreachable(_) | Who::Nobody => String::new(),
    })
}

/// The field.
#[component]
pub fn AgencyField(
    /// Code of the agency that was chosen.
    chosen: RwSignal<String>,
) -> impl IntoView {
    let app = app();
    let typed = RwSignal::new(String::new());
    let found = Loaded::when(move || {
        let typed = typed.get();
        let q = typed.trim();
        (!q.is_empty()).then(|| api::agencies(app, app.lang.get(), q))
    });
    let options = move || {
        let hits = found.good().unwrap_or_default();
        let option = |hit: AgencyHit| {
            let name = if hit.above.is_empty() { hit.name } else { format!("{} – {}", hit.name, hit.above) };
            view! { <option value=hit.code>{name}</option> }
        };
        hits.into_iter().map(option).views()
    };
    let choose = move |e| {
        let code = event_target_value(&e).trim().to_owned();
        if !code.is_empty() {
            chosen.set(code);
        }
    };
    view! {
        <div class="line-of">
            <label for="agency">{move || LetterPage::Agency.text(app.lang.get())}</label>
            <input id="agency" list="agencies" autocomplete="off" spellcheck="false" aria-describedby="agency-help"
                prop:value=move || chosen.get() on:input=move |e| typed.set(event_target_value(&e)) on:change=choose/>
            <datalist id="agencies">{options}</datalist>
            <p class="soft" id="agency-help">{move || LetterPage::AgencyHelp.text(app.lang.get())}</p>
        </div>
    }
}

//! Choosing an agency: typing offers what is meant, choosing loads what is of it. Begins with the agency whose
//! administrator the reader is.

use super::line::Label;
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
    /// Of the input; pages with several give each its own.
    #[prop(default = "agency")]
    id: &'static str,
    /// What it is; the agency whose settings are shown when not said.
    #[prop(optional, into)]
    label: Option<Label>,
) -> impl IntoView {
    let app = app();
    let (list, help) = (format!("{id}-list"), format!("{id}-help"));
    let named = label.is_none();
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
            <label for=id>{move || label.unwrap_or(LetterPage::Agency.into()).text(app.lang.get())}</label>
            <input id=id list=list.clone() autocomplete="off" spellcheck="false" aria-describedby=named.then(|| help.clone())
                prop:value=move || chosen.get() on:input=move |e| typed.set(event_target_value(&e)) on:change=choose/>
            <datalist id=list>{options}</datalist>
            {named.then(|| view! { <p class="soft" id=help>{move || LetterPage::AgencyHelp.text(app.lang.get())}</p> })}
        </div>
    }
}

//! Choosing an agency: typing offers what is meant.

use crate::parts::views::Views;
use crate::state::app;
use crate::state::loaded::Loaded;
use crate::state::request::Request;
use hoiam_shared::Lang;
use hoiam_shared::wire::case::AgencyHit;
use leptos::prelude::*;

/// A text in whichever language it is asked for.
pub type Text = Box<dyn Fn(Lang) -> &'static str + Send>;

/// The field.
#[component]
pub fn AgencyField(
    /// Code of the agency that was chosen.
    chosen: Signal<String>,
    /// Hears of another.
    choose: Callback<String>,
    /// Of the input; pages with several give each its own.
    id: &'static str,
    /// What it is.
    label: Text,
    /// What to write there.
    help: Option<Text>,
    /// It may be left empty, and emptied.
    #[prop(optional)]
    may_be_empty: bool,
) -> impl IntoView {
    let app = app();
    let (list, described) = (format!("{id}-list"), format!("{id}-help"));
    let typed = RwSignal::new(String::new());
    let found = Loaded::when(move || {
        let typed = typed.get();
        let q = typed.trim();
        let path = |q| format!("/api/v1/agencies{}", crate::pure::place::search(&[("q", q)]));
        (!q.is_empty()).then(|| Request::<Vec<AgencyHit>>::get(app, app.lang.get(), path(q)))
    });
    let options = move || {
        let hits = found.good().unwrap_or_default();
        let option = |hit: AgencyHit| {
            let name = if hit.above.is_empty() { hit.name } else { format!("{} – {}", hit.name, hit.above) };
            view! { <option value=hit.code>{name}</option> }
        };
        hits.into_iter().map(option).views()
    };
    let change = move |e| {
        let code = event_target_value(&e).trim().to_owned();
        if may_be_empty || !code.is_empty() {
            choose.run(code);
        }
    };
    let describes = help.is_some().then(|| described.clone());
    view! {
        <div class="line-of">
            <label for=id>{move || label(app.lang.get())}</label>
            <input id=id list=list.clone() autocomplete="off" spellcheck="false" aria-describedby=describes
                prop:value=move || chosen.get() on:input=move |e| typed.set(event_target_value(&e)) on:change=change/>
            <datalist id=list>{options}</datalist>
            {help.map(|help| view! { <p class="soft" id=described>{move || help(app.lang.get())}</p> })}
        </div>
    }
}

//! Choosing an agency by typing and a person from a list. The server does the matching, accents or not.

use super::form::Form;
use crate::state::api;
use hoiam_desk::parts::load::Load;
use hoiam_desk::parts::views::Views;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::{app, t};
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::wire::case::{AgencyHit, UserHit};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// A combobox (WAI-ARIA practices): typing lists, arrows walk, Enter takes, Escape closes. What stands in it is the name; the
/// code is what is sent.
#[component]
pub fn AgencyPicker(
    /// Identity of the field.
    id: &'static str,
    /// Name of the agency that is chosen.
    name: Box<dyn Fn() -> String + Send + Sync>,
    /// Told what was chosen, and that what was chosen is no more.
    choose: Callback<Option<AgencyHit>>,
    /// Identity of what is said about the field.
    #[prop(default = "")]
    about: &'static str,
) -> impl IntoView {
    let app = app();
    let typed = RwSignal::new(None::<String>);
    let at = RwSignal::new(0usize);
    let found = Loaded::when(move || {
        let typed = typed.get()?;
        let q = typed.trim();
        (!q.is_empty()).then(|| api::agencies(app, q, app.lang.get()))
    });
    let hits = move || if typed.with(Option::is_some) { found.good().unwrap_or_default() } else { Vec::new() };
    let take = move |hit: AgencyHit| {
        typed.set(None);
        choose.run(Some(hit));
    };
    let shown = move || typed.get().unwrap_or_else(&name);
    let type_in = move |e| {
        at.set(0);
        typed.set(Some(event_target_value(&e)));
        // What was chosen before is no longer what the field says.
        choose.run(None);
    };
    let key = move |e: KeyboardEvent| {
        let hits = untrack(hits);
        match e.key().as_str() {
            "ArrowDown" => at.update(|i| *i = (*i + 1).min(hits.len().saturating_sub(1))),
            "ArrowUp" => at.update(|i| *i = i.saturating_sub(1)),
            "Enter" if !hits.is_empty() => hits.get(at.get_untracked()).cloned().map(take).unwrap_or_default(),
            "Escape" if !hits.is_empty() => typed.set(None),
            _ => return,
        }
        e.prevent_default();
    };
    let list = format!("{id}-choices");
    view! {
        <div class="combo">
            <input id=id role="combobox" autocomplete="off" spellcheck="false" aria-autocomplete="list"
                aria-controls=list.clone() aria-expanded=move || (!hits().is_empty()).to_string()
                aria-describedby=(!about.is_empty()).then_some(about)
                aria-activedescendant=move || (!hits().is_empty()).then(|| format!("{id}-{}", at.get()))
                placeholder=t(Desk::AgencyPlaceholder) prop:value=shown on:input=type_in on:keydown=key/>
            <ul id=list role="listbox" aria-label=t(Desk::AgencyLabel)>
                {move || hits().into_iter().enumerate().map(|(i, hit)| {
                    view! { <Hit id=format!("{id}-{i}") hit i at take=Callback::new(take)/> }
                }).views()}
            </ul>
        </div>
    }
}

#[component]
fn Hit(id: String, hit: AgencyHit, i: usize, at: RwSignal<usize>, take: Callback<AgencyHit>) -> impl IntoView {
    let chosen = hit.clone();
    view! {
        <li id=id role="option" aria-selected=move || (at.get() == i).to_string()
            // Before the field loses the focus.
            on:mousedown=move |e| {
                e.prevent_default();
                take.run(chosen.clone());
            }>
            <span>{hit.name}</span><span class="soft">{hit.above}</span>
        </li>
    }
}

/// Who handles it; "nobody" puts it back into the queue.
#[component]
pub fn PersonPicker(
    /// The form it belongs to.
    form: Form,
    /// Whose people.
    agency: String,
    /// Who has it now.
    assignee: Option<String>,
) -> impl IntoView {
    let app = app();
    let asked = RwSignal::new(0);
    let people = Loaded::new(move || {
        asked.track();
        api::users(app, &agency, app.lang.get())
    });
    // Taking it oneself is what happens most: it is what the form starts with.
    let me = app.login();
    let start =
        form.draft.with_untracked(|d| d.input.assignee.clone()).or(Some(me).filter(|m| Some(m) != assignee.as_ref()));
    form.draft.update_untracked(|d| d.input.assignee = start);
    view! {
        <label for="act-person">{t(Desk::PersonLabel)}</label>
        <Load value=move || people.get() retry=move |()| asked.update(|n| *n += 1) view=move |people| {
            view! { <People form people/> }.into_any()
        }/>
    }
}

#[component]
fn People(form: Form, people: Known<Vec<UserHit>>) -> impl IntoView {
    let app = app();
    // Whoever was proposed but does not work there is not proposed.
    let works_here = |login: &String| people.with_untracked(|all| all.iter().any(|hit| hit.user == *login));
    form.draft.update_untracked(|d| d.input.assignee = d.input.assignee.take().filter(works_here));
    let chosen = move || form.draft.with(|d| d.input.assignee.clone());
    let choose = move |e| {
        let value = event_target_value(&e);
        form.change(|d| d.input.assignee = (!value.is_empty()).then_some(value));
    };
    let options = move || {
        let (me, chosen) = (app.login(), chosen());
        let option = |hit: UserHit| {
            let mine = (hit.user == me).then(|| view! { " "{t(Desk::ThatIsMe)} });
            view! { <option value=hit.user.clone() selected=chosen.as_ref() == Some(&hit.user)>{hit.name}{mine}</option> }
        };
        people.get().into_iter().map(option).views()
    };
    view! {
        <select id="act-person" on:change=choose>
            <option value="" selected=move || chosen().is_none()>{t(Desk::NobodyOption)}</option>
            {options}
        </select>
    }
}

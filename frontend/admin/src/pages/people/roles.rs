//! The roles of a person: those held, each with where, and a line to add one more.

use super::super::agency::{AgencyField, own};
use super::p;
use hoiam_desk::parts::views::Views;
use hoiam_desk::state::app;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::people::PeoplePage as P;
use hoiam_shared::rights::Role;
use hoiam_shared::wire::intake::AgencyRef;
use hoiam_shared::wire::session::GrantView;
use leptos::prelude::*;

/// The list and the line.
#[component]
pub fn Roles(
    /// What is held; changed here, kept by the form around it.
    held: RwSignal<Vec<GrantView>>,
) -> impl IntoView {
    let app = app();
    let role = RwSignal::new(Role::Handler);
    let agency = RwSignal::new(own());
    let add = move |_| {
        let code = agency.get_untracked();
        let chosen = role.get_untracked();
        held.update(|held| {
            if !code.is_empty() && !held.iter().any(|grant| grant.role == chosen && grant.agency.code == code) {
                // The name comes with what the server says of it.
                let name =
                    held.iter().find(|g| g.agency.code == code).map_or_else(|| code.clone(), |g| g.agency.name.clone());
                held.push(GrantView { role: chosen, agency: AgencyRef { code, name } });
            }
        });
    };
    let line = move |grant: GrantView| {
        let lang = app.lang.get();
        let label = fill(P::RoleRemove.text(lang), &[("role", grant.role.name(lang)), ("agency", &grant.agency.name)]);
        let (text, gone) = (format!("{} · {}", grant.role.name(lang), grant.agency.name), grant);
        let remove = move |_| held.update(|held| held.retain(|other| *other != gone));
        view! { <li><span>{text}</span><button type="button" aria-label=label on:click=remove>"×"</button></li> }
    };
    let choice = move |one: Role| {
        view! { <option value=one.code() selected=move || role.get() == one>{move || one.name(app.lang.get())}</option> }
    };
    view! {
        <fieldset class="kinds">
            <legend>{p(P::Roles)}</legend>
            <p class="soft">{p(P::RolesIntro)}</p>
            <ul class="roles-held" role="list">{move || held.get().into_iter().map(line).views()}</ul>
            <div class="day-lines">
                <div class="line-of">
                    <label for="role">{p(P::Role)}</label>
                    <select id="role" on:change=move |e| {
                        if let Some(chosen) = Role::from_code(&event_target_value(&e)) { role.set(chosen); }
                    }>{Role::ALL.iter().copied().filter(|one| one.of_people()).map(choice).views()}</select>
                </div>
                <AgencyField chosen=agency label=P::RoleAgency/>
                <div class="buttons"><button type="button" on:click=add>{p(P::RoleAdd)}</button></div>
            </div>
        </fieldset>
    }
}

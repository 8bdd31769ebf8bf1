//! People and roles: the list, and in the files beside it one person and their roles.

pub mod person;
mod roles;
pub mod sessions;

use super::{Back, Page};
use crate::api_people as api;
use hoiam_desk::parts::load::Load;
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::state::app;
use hoiam_desk::state::loaded::Loaded;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::people::PeoplePage as P;
use hoiam_shared::rights::Role;
use hoiam_shared::wire::people::PersonRow;
use leptos::prelude::*;

/// A text of these pages that follows the language.
fn p(key: P) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let lang = app().lang;
    move || key.text(lang.get())
}

/// The list.
#[component]
pub fn PeopleList() -> impl IntoView {
    let app = app();
    let (q, role, disabled) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    // Pages before the present one, and where it begins.
    let (earlier, after) = (RwSignal::new(Vec::<PersonRow>::new()), RwSignal::new(String::new()));
    let again = RwSignal::new(0_u32);
    let loaded = Loaded::new(move || {
        again.track();
        let (q, role, disabled, after) = (q.get(), role.get(), disabled.get(), after.get());
        api::people(
            app,
            app.lang.get(),
            &[("q", q.trim()), ("role", &role), ("disabled", &disabled), ("after", &after)],
        )
    });
    let anew = move || {
        earlier.set(Vec::new());
        after.set(String::new());
    };
    let roles = Role::ALL.iter().filter(|one| one.of_people()).map(|one| {
        let code = one.code();
        view! { <option value=code selected=move || role.with(|r| r == code)>{move || one.name(app.lang.get())}</option> }
    });
    let state = move |value: &'static str, text: P| {
        view! { <option value=value selected=move || disabled.with(|d| d == value)>{p(text)}</option> }
    };
    view! {
        <main id="main" class="admin people" tabindex="-1">
            <Back/>
            <div class="bar">
                <h1>{p(P::Title)}</h1>
                <a class="button primary" href=Page::People.at("new").href()>{p(P::New)}</a>
            </div>
            <p>{p(P::Intro)}</p>
            <div class="day-lines" role="search">
                <div class="line-of">
                    <label for="people-q">{p(P::Search)}</label>
                    <input id="people-q" type="search" autocomplete="off" spellcheck="false" prop:value=q
                        on:input=move |e| { anew(); q.set(event_target_value(&e)); }/>
                </div>
                <div class="line-of">
                    <label for="people-role">{p(P::Role)}</label>
                    <select id="people-role" on:change=move |e| { anew(); role.set(event_target_value(&e)); }>
                        <option value="">{p(P::RoleAll)}</option>
                        {roles.views()}
                    </select>
                </div>
                <div class="line-of">
                    <label for="people-state">{p(P::State)}</label>
                    <select id="people-state" on:change=move |e| { anew(); disabled.set(event_target_value(&e)); }>
                        {state("", P::StateAll)}{state("false", P::StateOn)}{state("true", P::StateOff)}
                    </select>
                </div>
            </div>
            <Load value=move || loaded.get() retry=move |()| again.update(|n| *n += 1) view=move |page| {
                let more = move |_| {
                    let (rows, next) = page.with_untracked(|page| (page.people.clone(), page.next.clone()));
                    if let Some(next) = next {
                        earlier.update(|all| all.extend(rows));
                        after.set(next);
                    }
                };
                let rows = move || {
                    let lang = app.lang.get();
                    let mut all = earlier.get();
                    page.with(|page| all.extend(page.people.iter().filter(|row| !earlier.with_untracked(|e| e.iter().any(|x| x.id == row.id))).cloned()));
                    all.into_iter().map(move |row| one(row, lang)).views()
                };
                view! {
                    <p role="status">{move || fill(P::Count.text(app.lang.get()), &[("n", &page.with(|page| page.total).to_string())])}</p>
                    <Show when=move || page.with(|page| page.total == 0)><p class="empty">{p(P::None)}</p></Show>
                    <ul class="found" role="list">{rows}</ul>
                    <Show when=move || page.with(|page| page.next.is_some())>
                        <div class="buttons"><button type="button" on:click=more>{p(P::More)}</button></div>
                    </Show>
                }.into_any()
            }/>
        </main>
    }
}

fn one(row: PersonRow, lang: Lang) -> AnyView {
    let seen = match row.seen_at {
        Some(at) => fill(P::Seen.text(lang), &[("date", &dates::date_time(at, lang))]),
        None => P::SeenNever.text(lang).to_owned(),
    };
    let roles: Vec<String> =
        row.grants.iter().map(|grant| format!("{} · {}", grant.role.name(lang), grant.agency.name)).collect();
    view! {
        <li class="person" class:off=row.disabled>
            <p>
                <a href=Page::People.at(&row.id.to_string()).href()>{row.name}</a>" "<span class="soft">{row.login}</span>
                {row.disabled.then(|| view! { " "<span class="pill off">{P::Disabled.text(lang)}</span> })}
            </p>
            <p>{roles.join("; ")}</p>
            <p class="soft">{seen}</p>
        </li>
    }
    .into_any()
}

//! The desk: petitions in a state, those that wait for a moderator first, with what is late and who looks at what.

use super::{number, p, say, shade, switches};
use crate::api;
use hoiam_desk::parts::icon::Icon;
use hoiam_desk::parts::load::Load;
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::pure::place::Place;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::{app, nav};
use hoiam_shared::Lang;
use hoiam_shared::catalogue::petition_desk::PetitionDesk as P;
use hoiam_shared::petition::PetitionState;
use hoiam_shared::wire::petitions::{PetitionDesk, PetitionDeskRow};
use leptos::prelude::*;

/// Value of the filter for all states.
const ALL: &str = "all";

/// As the server is asked: an address without a state means those that wait.
fn asked(state: &str) -> &str {
    match state {
        "" => PetitionState::Moderation.code(),
        ALL => "",
        other => other,
    }
}

/// The page.
#[component]
pub fn DeskPage() -> impl IntoView {
    let app = app();
    let state = Known::new(move || match app.place.get() {
        Place::Petitions { state, .. } => state,
        _ => String::new(),
    });
    let again = RwSignal::new(0_u32);
    let after = RwSignal::new(String::new());
    let earlier = RwSignal::new(Vec::<PetitionDeskRow>::new());
    let loaded = Loaded::new(move || {
        again.track();
        api::desk(app, app.lang.get(), asked(&state.get()), &after.get())
    });
    let choose = move |event| {
        after.set(String::new());
        earlier.set(Vec::new());
        nav::go(app, Place::Petitions { page: String::new(), state: event_target_value(&event) });
    };
    let option = move |value: &'static str, name: fn(Lang) -> &'static str| {
        view! { <option value=value selected=move || state.with(|s| s == value)>{move || name(app.lang.get())}</option> }
            .into_any()
    };
    let others = PetitionState::ALL.iter().filter(|one| !matches!(one, PetitionState::Moderation)).map(|one| {
        let (code, one) = (one.code(), *one);
        view! { <option value=code selected=move || state.with(|s| s == code)>{move || one.name(app.lang.get())}</option> }
    });
    view! {
        <main id="main" class="desk" tabindex="-1">
            <h1>{p(P::Title)}</h1>
            <div class="period">
                <label>{p(P::Which)}
                    <select id="petition-state" on:change=choose>
                        {option("", |lang| P::WhichModeration.text(lang))}
                        {option(ALL, |lang| P::WhichAll.text(lang))}
                        {others.views()}
                    </select>
                </label>
            </div>
            <Load value=move || loaded.get() retry=move |()| again.update(|n| *n += 1) view=move |view| {
                let more = move |_| {
                    let (rows, next) = view.with_untracked(|view| (view.petitions.clone(), view.next.clone()));
                    if let Some(next) = next {
                        earlier.update(|all| all.extend(rows));
                        after.set(next);
                    }
                };
                let rows = move || {
                    let lang = app.lang.get();
                    let mut all = earlier.get();
                    view.with(|view| {
                        let fresh = |row: &&PetitionDeskRow| !all.iter().any(|known| known.code == row.code);
                        let new: Vec<_> = view.petitions.iter().filter(fresh).cloned().collect();
                        all.extend(new);
                    });
                    all.into_iter().map(move |row| one(row, lang)).views()
                };
                view! {
                    <p role="status">{move || waiting(view, app.lang.get())}</p>
                    <Show when=move || view.with(|view| view.petitions.is_empty()) && earlier.with(Vec::is_empty)>
                        <p class="empty">{p(P::None)}</p>
                    </Show>
                    <ol class="rows" role="list">{rows}</ol>
                    <Show when=move || view.with(|view| view.next.is_some())>
                        <div class="buttons"><button type="button" on:click=more>{p(P::More)}</button></div>
                    </Show>
                    <switches::Switches view again/>
                }.into_any()
            }/>
        </main>
    }
}

fn waiting(view: Known<PetitionDesk>, lang: Lang) -> AnyView {
    let (waiting, overdue) = view.with(|view| (view.waiting, view.overdue));
    let text = match waiting {
        1 => P::WaitingOne.text(lang).to_owned(),
        n => say(P::Waiting, lang, "n", &number(n, lang)),
    };
    let late = (overdue > 0).then(|| {
        view! { " "<span class="pill bad">{say(P::Overdue, lang, "n", &number(overdue, lang))}</span> }
    });
    view! { {text}{late} }.into_any()
}

fn one(row: PetitionDeskRow, lang: Lang) -> AnyView {
    let (class, mark) = match (row.overdue, row.soon) {
        (true, _) => ("row late", Some(("pill bad", P::Late))),
        (false, true) => ("row soon", Some(("pill", P::Soon))),
        (false, false) => ("row", None),
    };
    let mark = mark.map(|(class, text)| view! { <span class=class>{Icon::Clock.view()}" "{text.text(lang)}</span> });
    let due = row.due_at.map(|at| view! { <span>{say(P::DueAt, lang, "date", &dates::due(at, lang))}</span> });
    let suspects = (row.suspects > 0)
        .then(|| view! { <span class="pill">{say(P::Suspects, lang, "n", &number(row.suspects, lang))}</span> });
    let held = row.held_by.map(|who| {
        view! { <span class="pill">{Icon::Person.view()}" "{say(P::HeldBy, lang, "who", &who)}</span> }
    });
    view! {
        <li class=class>
            <h2><a href=Place::petitions(&row.code).href() dir="auto">{row.title}</a></h2>
            <p class="marks"><span class=shade(row.state)>{row.state_text}</span>{mark}{due}{held}{suspects}</p>
            <p class="soft">
                <code>{row.code}</code>" · "<bdi>{row.agency.name}</bdi>" · "{say(P::Counts, lang, "n", &number(row.count, lang))}
                " · "{say(P::Since, lang, "date", &dates::date_time(row.since, lang))}
            </p>
        </li>
    }
    .into_any()
}

//! The head of every page: where to go, who is here, in which language and light.

use super::icon::Icon;
use super::password::a;
use super::views::Views;
use crate::parts::show::Show;
use crate::pure::place::Place;
use crate::state::{App, Theme, Who, api, app, storage, t};
use hoiam_shared::Lang;
use hoiam_shared::case::Action;
use hoiam_shared::catalogue::behalf::Behalf;
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::catalogue::finding::Finding;
use hoiam_shared::catalogue::people::Account as AccountText;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::rights::Role;
use hoiam_shared::wire::session::SessionView;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A text in a language.
pub type Name = fn(Lang) -> &'static str;

/// The pages that somebody may open, in the order of the head.
pub fn pages(session: &SessionView) -> Vec<(Place, Name)> {
    let may = |right: fn(Role) -> bool| session.grants.iter().any(|g| right(g.role));
    let all: [(bool, Place, Name); 6] = [
        (true, Place::Queue { q: None, sort: Default::default() }, |lang| Desk::QueueTitle.text(lang)),
        (may(Role::takes_down), Place::Intake, |lang| Behalf::Title.text(lang)),
        (may(|role| role.may(Action::Merge)), Place::Duplicates { q: String::new() }, |lang| {
            Finding::DuplicatesTitle.text(lang)
        }),
        (may(Role::reads_indicators), Place::figures(), |lang| Desk::FiguresTitle.text(lang)),
        (may(Role::reads_petitions), Place::petitions(""), |lang| Desk::PetitionsTitle.text(lang)),
        (may(|role| role.reads_routing() || role.keeps_personal_data()), Place::admin(""), |lang| {
            Desk::AdminTitle.text(lang)
        }),
    ];
    all.into_iter().filter(|(may, ..)| *may).map(|(_, place, name)| (place, name)).collect()
}

/// The header.
#[component]
pub fn Header(
    /// Who is signed in.
    session: SessionView,
    /// What the program adds to the tools at the end.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let app = app();
    let pages = pages(&session).into_iter().map(|(place, name)| {
        let href = place.href();
        // A case is part of the list.
        let here = move || match app.place.get() {
            Place::Case { .. } => matches!(place, Place::Queue { .. }),
            at => std::mem::discriminant(&at) == std::mem::discriminant(&place),
        };
        view! { <a href=href aria-current=move || here().then_some("page")>{move || name(app.lang.get())}</a> }
    });
    view! {
        <header class="top">
            <a class="skip" href="#main">{t(Desk::SkipToContent)}</a>
            <a class="brand" href=Place::Queue { q: None, sort: Default::default() }.href()>"Hồi Âm"</a>
            <nav aria-label=t(Desk::Pages)>
                {pages.views()}
            </nav>
            <div class="tools">
                <Languages/>
                <Themes/>
                {children.map(|children| children())}
                <Account session/>
            </div>
        </header>
        <Show when=move || !app.connected.get()>
            <p class="banner warn" role="status">{Icon::Alert.view()}{t(Desk::LiveLost)}</p>
        </Show>
    }
}

/// Both languages, the present one pressed.
#[component]
pub fn Languages() -> impl IntoView {
    let app = app();
    // The name holds what is seen (WCAG 2.5.3), so that somebody who speaks to the computer can say it.
    let button = move |lang: Lang, short: &'static str, name: &'static str| {
        view! {
            <button type="button" lang=lang.code() title=name aria-label=format!("{short} – {name}")
                aria-pressed=move || (app.lang.get() == lang).to_string()
                on:click=move |_| choose_language(app, lang)>{short}</button>
        }
    };
    view! {
        <div class="switch" role="group" aria-label=t(Desk::Language)>
            {button(Lang::Vi, "VI", "VI · Tiếng Việt")}
            {button(Lang::En, "EN", "EN · English")}
        </div>
    }
}

fn choose_language(app: App, lang: Lang) {
    storage::set("hoiam.lang", lang.code());
    app.lang.set(lang);
}

/// Light, dark, or as the device says.
#[component]
pub fn Themes() -> impl IntoView {
    let app = app();
    let name = |theme| match theme {
        Theme::Auto => Desk::ThemeAuto,
        Theme::Light => Desk::ThemeLight,
        Theme::Dark => Desk::ThemeDark,
    };
    let choose = move |event| {
        let theme = Theme::from_code(&event_target_value(&event));
        storage::set("hoiam.theme", theme.code());
        app.theme.set(theme);
    };
    view! {
        <select class="theme" aria-label=t(Desk::ThemeLabel) on:change=choose>
            {Theme::ALL.map(|theme| view! {
                <option value=theme.code() selected=move || app.theme.get() == theme>{t(name(theme))}</option>
            }).into_iter().views()}
        </select>
    }
}

/// The person, their roles and where these hold, and the way out.
#[component]
fn Account(
    /// Who.
    session: SessionView,
) -> impl IntoView {
    let app = app();
    let grants = session.grants.clone();
    let roles = move || {
        let lang = app.lang.get();
        let line = |g: &hoiam_shared::wire::session::GrantView| {
            let text = format!("{} · {}", g.role.name(lang), g.agency.name);
            view! { <li>{text}</li> }
        };
        grants.iter().map(line).views()
    };
    let leave = move |_| {
        spawn_local(async move {
            match api::sign_out(app).await {
                Ok(()) => app.who.set(Who::Nobody),
                Err(trouble) if trouble.is(ErrorCode::Unauthenticated) => app.who.set(Who::Nobody),
                Err(trouble) => app.say(trouble.title),
            }
        });
    };
    view! {
        <details class="account">
            <summary>{Icon::Person.view()}<span>{session.name.clone()}</span></summary>
            <div class="sheet">
                <p><strong>{session.name}</strong><br/><span class="soft">{session.user}</span></p>
                <ul>{roles}</ul>
                <a href=Place::admin("account").href()>{a(AccountText::Title)}</a>
                <button type="button" on:click=leave>{t(Desk::SignOut)}</button>
            </div>
        </details>
    }
}

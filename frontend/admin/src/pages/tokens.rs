//! Tokens of other programs: the list, a form for a new one, and what opens, shown once.

use super::Back;
use super::agency::{AgencyField, own};
use super::line::Line;
use crate::api_tokens as api;
use hoiam_desk::parts::load::{Alert, Load};
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::{App, app};
use hoiam_kit::Trouble;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::tokens::TokenPage as P;
use hoiam_shared::rights::Role;
use hoiam_shared::wire::tokens::{TokenMade, TokenNew, TokenView};
use hoiam_shared::{Lang, limits};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A text of this page that follows the language.
fn p(key: P) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let lang = app().lang;
    move || key.text(lang.get())
}

/// What the page works with; copies are the same.
#[derive(Clone, Copy)]
struct Desk {
    app: App,
    again: RwSignal<u32>,
    making: RwSignal<bool>,
    made: RwSignal<Option<TokenMade>>,
    said: RwSignal<String>,
    trouble: RwSignal<Option<Trouble>>,
    /// The token whose taking back was pressed once.
    sure: RwSignal<i64>,
}

/// The page.
#[component]
pub fn TokensPage() -> impl IntoView {
    let app = app();
    let desk = Desk {
        app,
        again: RwSignal::new(0),
        making: RwSignal::new(false),
        made: RwSignal::new(None),
        said: RwSignal::new(String::new()),
        trouble: RwSignal::new(None),
        sure: RwSignal::new(0),
    };
    let loaded = Loaded::new(move || {
        desk.again.track();
        api::tokens(app, app.lang.get())
    });
    view! {
        <main id="main" class="admin tokens" tabindex="-1">
            <Back/>
            <div class="bar">
                <h1>{p(P::Title)}</h1>
                <button type="button" class="primary" on:click=move |_| { desk.made.set(None); desk.making.set(true); }>{p(P::New)}</button>
            </div>
            <p>{p(P::Intro)}</p>
            <p role="status" class="soft">{move || desk.said.get()}</p>
            <Show when=move || desk.making.get()><New desk/></Show>
            <div role="status">{move || desk.made.get().map(|made| once(desk, made))}</div>
            <Show when=move || !desk.making.get()><Alert trouble=desk.trouble/></Show>
            <section aria-labelledby="tokens-title">
                <h2 id="tokens-title">{p(P::ListTitle)}</h2>
                <Load value=move || loaded.get() retry=move |()| desk.again.update(|n| *n += 1) view=move |view| {
                    view! {
                        <Show when=move || view.with(|view| view.tokens.is_empty())><p class="empty">{p(P::None)}</p></Show>
                        <ul class="rule-list" role="list">{move || {
                            let lang = app.lang.get();
                            view.with(|view| view.tokens.clone()).into_iter().map(move |token| one(desk, token, lang)).views()
                        }}</ul>
                    }.into_any()
                }/>
            </section>
        </main>
    }
}

/// What opens, until it was copied.
fn once(desk: Desk, made: TokenMade) -> AnyView {
    let (name, secret) = (made.token.name, made.secret);
    let title = move || fill(P::SecretTitle.text(desk.app.lang.get()), &[("name", &name)]);
    // Behind the # it stays in the browser: no server and no log sees it.
    let screen = (made.token.role == Role::Display).then(|| {
        let address = format!("{}/wall#{secret}", window().location().origin().unwrap_or_default());
        view! { <p>{p(P::ScreenText)}" "<a href=address.clone() target="_blank" rel="noopener">{address.clone()}</a></p> }
    });
    view! {
        <section class="once" aria-labelledby="secret-title">
            <h2 id="secret-title">{title}</h2>
            <p><code>{secret}</code></p>
            <p>{p(P::SecretText)}</p>
            {screen}
            <div class="buttons"><button type="button" on:click=move |_| desk.made.set(None)>{p(P::SecretKept)}</button></div>
        </section>
    }
    .into_any()
}

fn one(desk: Desk, token: TokenView, lang: Lang) -> AnyView {
    let id = token.id;
    let dated = |text: P, date: &str| fill(text.text(lang), &[("date", date)]);
    let used = match token.used_at {
        Some(at) => dated(P::Used, &dates::date_time(at, lang)),
        None => P::Unused.text(lang).to_owned(),
    };
    let (until, state) = match token.revoked_at {
        Some(at) => (dated(P::RevokedOn, &dates::date_time(at, lang)), Some(P::Revoked)),
        None if token.opens => (dated(P::Until, &dates::date_time(token.expires_at, lang)), None),
        None => (dated(P::Ended, &dates::date_time(token.expires_at, lang)), Some(P::Over)),
    };
    let made = [("who", token.made_by.as_str()), ("date", &dates::date_time(token.created_at, lang))];
    let made = fill(P::MadeBy.text(lang), &made);
    let held = fill(P::At.text(lang), &[("role", token.role.name(lang)), ("agency", &token.agency.name)]);
    let label = fill(P::RevokeOf.text(lang), &[("name", &token.name)]);
    let sure = move || desk.sure.get() == id;
    let revoke = move |_| {
        if desk.sure.get_untracked() != id {
            return desk.sure.set(id);
        }
        desk.trouble.set(None);
        spawn_local(async move {
            match api::revoke(desk.app, id).await {
                Ok(_) => {
                    desk.said.set(P::RevokedSaid.text(desk.app.lang.get_untracked()).to_owned());
                    desk.sure.set(0);
                    desk.again.update(|n| *n += 1);
                }
                Err(cause) => desk.trouble.set(Some(cause)),
            }
        });
    };
    view! {
        <li class="rule" class:off=!token.opens>
            <div class="what">
                <p class="line"><strong>{token.name}</strong>{state.map(|text| view! { <span class="pill off">{text.text(lang)}</span> })}</p>
                <p>{held}</p>
                <p class="soft">{until}" · "{used}" · "{made}</p>
            </div>
            {token.opens.then(|| view! {
                <div class="buttons"><button type="button" aria-label=move || (!sure()).then(|| label.clone()) on:click=revoke>
                    {move || if sure() { P::RevokeSure } else { P::Revoke }.text(lang)}
                </button></div>
            })}
        </li>
    }
    .into_any()
}

/// The form; what is not accepted stays in it.
#[component]
fn New(desk: Desk) -> impl IntoView {
    let app = desk.app;
    let (name, days) = (RwSignal::new(String::new()), RwSignal::new("90".to_owned()));
    let (role, agency) = (RwSignal::new(Role::Supervisor), RwSignal::new(own()));
    let make = move |event: SubmitEvent| {
        event.prevent_default();
        let new = TokenNew {
            name: name.get_untracked(),
            role: role.get_untracked(),
            agency: agency.get_untracked(),
            days: days.with_untracked(|days| days.trim().parse().unwrap_or(0)),
        };
        desk.trouble.set(None);
        spawn_local(async move {
            match api::make(app, &new).await {
                Ok(made) => {
                    desk.made.set(Some(made));
                    desk.making.set(false);
                    desk.said.set(String::new());
                    desk.again.update(|n| *n += 1);
                }
                Err(cause) => desk.trouble.set(Some(cause)),
            }
        });
    };
    let choice = move |one: Role| {
        view! { <option value=one.code() selected=move || role.get() == one>{move || one.name(app.lang.get())}</option> }
    };
    let roles = Role::ALL.iter().copied().filter(|role| role.of_tokens());
    let leave = move |_| {
        desk.making.set(false);
        desk.trouble.set(None);
    };
    view! {
        <form class="rule-form day-lines" on:submit=make>
            <Line id="token-name".to_owned() label=P::Name help=P::NameHelp required=true most=limits::NAME_CHARS value=name.into() change=move |v| name.set(v)/>
            <div class="line-of">
                <label for="token-role">{p(P::Role)}</label>
                <select id="token-role" on:change=move |e| {
                    if let Some(chosen) = Role::from_code(&event_target_value(&e)) { role.set(chosen); }
                }>{roles.map(choice).views()}</select>
            </div>
            <AgencyField chosen=agency id="token-agency" label=P::Agency/>
            <Line id="token-days".to_owned() label=P::Days help=P::DaysHelp kind="number" required=true value=days.into() change=move |v| days.set(v)/>
            <Alert trouble=desk.trouble/>
            <div class="buttons">
                <button class="primary">{p(P::Make)}</button>
                <button type="button" on:click=leave>{p(P::Cancel)}</button>
            </div>
        </form>
    }
}

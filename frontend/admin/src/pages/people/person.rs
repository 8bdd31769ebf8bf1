//! One person: name, roles, how they sign in, where they are signed in; or somebody new.

use super::super::line::Line;
use super::super::{Back, Page};
use super::p;
use super::roles::Roles;
use super::sessions::Sessions;
use crate::api_people as api;
use hoiam_desk::parts::load::{Alert, Load};
use hoiam_desk::parts::password::a;
use hoiam_desk::parts::show::Show;
use hoiam_desk::pure::dates;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::request::{Answer, Request};
use hoiam_desk::state::{App, app};
use hoiam_kit::Trouble;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::people::{Account as A, PeoplePage as P};
use hoiam_shared::limits;
use hoiam_shared::wire::people::{GrantInput, MailState, OneTime, PersonInput, PersonNew, PersonView};
use hoiam_shared::wire::session::GrantView;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What the page works with; copies are the same.
#[derive(Clone, Copy)]
struct Desk {
    app: App,
    again: RwSignal<u32>,
    said: RwSignal<String>,
    trouble: RwSignal<Option<Trouble>>,
    /// A password just made.
    once: RwSignal<Option<OneTime>>,
    /// What was pressed once.
    sure: RwSignal<&'static str>,
}

impl Desk {
    fn new(app: App) -> Self {
        Self {
            app,
            again: RwSignal::new(0),
            said: RwSignal::new(String::new()),
            trouble: RwSignal::new(None),
            once: RwSignal::new(None),
            sure: RwSignal::new(""),
        }
    }

    /// Sends something; what came of it is said, and the page asks anew.
    fn send(self, request: Request<PersonView>, said: P) {
        self.trouble.set(None);
        self.sure.set("");
        spawn_local(async move { self.came(request.await.map(|_| ()), said) });
    }

    fn came(self, answer: Answer<()>, said: P) {
        match answer {
            Ok(()) => {
                self.said.set(said.text(self.app.lang.get_untracked()).to_owned());
                self.again.update(|n| *n += 1);
            }
            Err(cause) => self.trouble.set(Some(cause)),
        }
    }
}

/// The page of a person, or of somebody new (`new`).
#[component]
pub fn PersonPage(
    /// Number of the person.
    id: String,
) -> impl IntoView {
    let app = app();
    let desk = Desk::new(app);
    let new = id == "new";
    let loaded = Loaded::when(move || {
        desk.again.track();
        (!new).then(|| api::person(app, app.lang.get(), &id))
    });
    let page = move || {
        if new {
            return view! { <h1>{p(P::NewTitle)}</h1><Show when=move || desk.once.with(Option::is_none)><New desk/></Show> }.into_any();
        }
        view! {
            <Load value=move || loaded.get() retry=move |()| desk.again.update(|n| *n += 1) view=move |view| {
                view! { <Whole desk view/> }.into_any()
            }/>
        }
        .into_any()
    };
    view! {
        <main id="main" class="admin person-page" tabindex="-1">
            <Back/>
            <p class="back"><a href=super::super::Page::People.at("").href()>{p(P::Title)}</a></p>
            {page()}
            <p role="status" class="soft">{move || desk.said.get()}</p>
            <Alert trouble=desk.trouble/>
            <div role="status">{move || desk.once.get().map(|made| view! { <Once made/> })}</div>
        </main>
    }
}

/// A password that is shown once.
#[component]
fn Once(made: OneTime) -> impl IntoView {
    let app = app();
    let until = made.until;
    let text = move || {
        let lang = app.lang.get();
        fill(P::OneTimeText.text(lang), &[("date", &dates::date(until, lang))])
    };
    view! {
        <section class="once" aria-labelledby="once-title">
            <h2 id="once-title">{p(P::OneTimeTitle)}</h2>
            <p><code>{made.password}</code></p>
            <p>{text}</p>
            <p><a href=Page::People.at(&made.person.row.id.to_string()).href()>{made.person.row.name}" ("{made.person.row.login}")"</a></p>
        </section>
    }
}

fn inputs(held: RwSignal<Vec<GrantView>>) -> Vec<GrantInput> {
    held.with_untracked(|held| {
        held.iter().map(|grant| GrantInput { role: grant.role, agency: grant.agency.code.clone() }).collect()
    })
}

#[component]
fn New(desk: Desk) -> impl IntoView {
    let (login, name, email) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let held = RwSignal::new(Vec::<GrantView>::new());
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let email = email.get_untracked();
        let new = PersonNew {
            login: login.get_untracked(),
            name: name.get_untracked(),
            email: (!email.trim().is_empty()).then_some(email),
            grants: inputs(held),
        };
        desk.trouble.set(None);
        spawn_local(async move {
            match api::add(desk.app, &new).await {
                Ok(made) => desk.once.set(Some(made)),
                Err(cause) => desk.trouble.set(Some(cause)),
            }
        });
    };
    view! {
        <form class="rule-form" on:submit=save>
            <Line id="person-login".to_owned() label=P::Login help=P::LoginHelp required=true most=60
                value=login.into() change=move |v| login.set(v)/>
            <Line id="person-name".to_owned() label=P::Name required=true most=limits::NAME_CHARS
                value=name.into() change=move |v| name.set(v)/>
            <Line id="person-email".to_owned() label=P::Email help=P::EmailHelp kind="email" most=limits::EMAIL_CHARS
                value=email.into() change=move |v| email.set(v)/>
            <Roles held/>
            <div class="buttons">
                <button class="primary">{p(P::Create)}</button>
                <a class="button" href=Page::People.at("").href()>{p(P::Cancel)}</a>
            </div>
        </form>
    }
}

#[component]
fn Whole(desk: Desk, view: Known<PersonView>) -> impl IntoView {
    let app = desk.app;
    let first = view.with_untracked(PersonView::clone);
    let id = first.row.id;
    let name = RwSignal::new(first.row.name.clone());
    let (email, forget) = (RwSignal::new(String::new()), RwSignal::new(false));
    let held = RwSignal::new(first.row.grants.clone());
    // What the server says of it is what is in the form, whenever it was asked anew.
    Effect::new(move |_| {
        let row = view.with(|view| view.row.clone());
        name.set(row.name);
        held.set(row.grants);
        email.set(String::new());
        forget.set(false);
    });
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = email.get_untracked();
        let email =
            if forget.get_untracked() { Some(String::new()) } else { Some(typed).filter(|t| !t.trim().is_empty()) };
        let version = view.with_untracked(|view| view.version);
        let input = PersonInput { version, name: name.get_untracked(), email, grants: inputs(held) };
        desk.send(api::change(app, id, &input), P::Saved);
    };
    let keeps = move || view.with(|view| view.keeps);
    let mail = move || {
        match view.with(|view| view.mail) {
            MailState::None => P::EmailNone,
            MailState::On => P::EmailOn,
            MailState::Stopped => P::EmailStopped,
        }
        .text(app.lang.get())
    };
    view! {
        <h1>
            {move || view.with(|view| view.row.name.clone())}" "
            <span class="soft">{move || view.with(|view| view.row.login.clone())}</span>
            {move || view.with(|view| view.row.disabled).then(|| view! { " "<span class="pill off">{p(P::Disabled)}</span> })}
        </h1>
        <form class="rule-form" on:submit=save>
            <Show when=keeps>
                <Line id="person-name".to_owned() label=P::Name required=true most=limits::NAME_CHARS
                    value=name.into() change=move |v| name.set(v)/>
                <p class="soft">{mail}</p>
                <Line id="person-email".to_owned() label=P::Email help=P::EmailHelp kind="email" most=limits::EMAIL_CHARS
                    value=email.into() change=move |v| email.set(v)/>
                <Show when=move || view.with(|view| view.mail != MailState::None)>
                    <label class="check">
                        <input type="checkbox" prop:checked=forget on:change=move |e| forget.set(event_target_checked(&e))/>
                        {p(P::EmailRemove)}
                    </label>
                </Show>
            </Show>
            <Roles held/>
            {move || view.with(|view| (view.elsewhere > 0).then(|| fill(P::RolesElsewhere.text(app.lang.get()), &[("n", &view.elsewhere.to_string())])))
                .map(|text| view! { <p class="soft">{text}</p> })}
            <div class="buttons"><button class="primary">{p(P::Save)}</button></div>
        </form>
        <Show when=keeps><SigningIn desk view id/></Show>
    }
}

/// How they sign in, and where they are.
#[component]
fn SigningIn(desk: Desk, view: Known<PersonView>, id: i64) -> impl IntoView {
    let app = desk.app;
    let sure = move |what: &'static str| {
        let sure = desk.sure.get_untracked() == what;
        desk.sure.set(if sure { "" } else { what });
        sure
    };
    let label = move |what: &'static str, first: P, second: P| {
        move || if desk.sure.get() == what { second } else { first }.text(app.lang.get())
    };
    let reset = move |_| {
        if !sure("password") {
            return;
        }
        desk.trouble.set(None);
        spawn_local(async move {
            match api::reset_password(app, id).await {
                Ok(made) => {
                    desk.once.set(Some(made));
                    desk.again.update(|n| *n += 1);
                }
                Err(cause) => desk.trouble.set(Some(cause)),
            }
        });
    };
    let disable = move |_| {
        if sure("disable") {
            desk.send(api::act(app, id, "disable"), P::DisabledSaid);
        }
    };
    let remove = move |_| {
        if sure("step") {
            desk.send(api::remove_step_of(app, id), P::StepRemoved);
        }
    };
    let passkeys = move || {
        let n = view.with(|view| view.passkeys.to_string());
        fill(P::PasskeysHas.text(app.lang.get()), &[("n", &n)])
    };
    let seen = move || {
        let lang = app.lang.get();
        match view.with(|view| view.row.seen_at) {
            Some(at) => fill(P::Seen.text(lang), &[("date", &dates::date_time(at, lang))]),
            None => P::SeenNever.text(lang).to_owned(),
        }
    };
    let sessions = Signal::derive(move || view.with(|view| view.sessions.clone()));
    view! {
        <section aria-labelledby="signing-in">
            <h2 id="signing-in">{p(P::Actions)}</h2>
            <p class="soft">{seen}</p>
            <Show when=move || view.with(|view| view.one_time)><p>{p(P::OneTimeStill)}</p></Show>
            <Show when=move || view.with(|view| view.waits)>
                <div class="flags">
                    <p>{p(P::Waits)}</p>
                    <div class="buttons"><button type="button" on:click=move |_| desk.send(api::act(app, id, "unlock"), P::Unlocked)>{p(P::Unlock)}</button></div>
                </div>
            </Show>
            <Show when=move || view.with(|view| view.second_step)><p>{p(P::StepHas)}</p></Show>
            <Show when=move || view.with(|view| view.passkeys > 0)><p>{passkeys}</p></Show>
            <div class="buttons">
                <Show when=move || view.with(|view| view.second_step || view.passkeys > 0)>
                    <button type="button" on:click=remove>{label("step", P::StepRemove, P::StepSure)}</button>
                </Show>
                <button type="button" on:click=reset>{label("password", P::PasswordReset, P::PasswordSure)}</button>
                <Show when=move || view.with(|view| !view.row.disabled)
                    fallback=move || view! { <button type="button" on:click=move |_| desk.send(api::act(app, id, "enable"), P::EnabledSaid)>{p(P::Enable)}</button> }>
                    <button type="button" on:click=disable>{label("disable", P::Disable, P::DisableSure)}</button>
                </Show>
            </div>
        </section>
        <section aria-labelledby="sessions-title">
            <h2 id="sessions-title">{a(A::SessionsTitle)}</h2>
            <Sessions all=sessions end=Callback::new(move |session: String| desk.send(api::end_of(app, id, Some(&session)), P::SessionsEnded))/>
            <Show when=move || sessions.with(|all| !all.is_empty())>
                <div class="buttons"><button type="button" on:click=move |_| desk.send(api::end_of(app, id, None), P::SessionsEnded)>{p(P::SessionsEnd)}</button></div>
            </Show>
        </section>
    }
}

//! The sign-in page: two fields with the names password managers know, the ways besides, and errors in words.

use crate::parts::header::{Languages, Themes};
use crate::parts::load::Words;
use crate::parts::passkey::{self, Deed};
use crate::parts::password::a;
use crate::pure::place::search;
use crate::state::request::Answer;
use crate::state::{Who, api, app, nav, t};
use hoiam_kit::Trouble;
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::people::Account as A;
use hoiam_shared::wire::passkeys::PasskeyAnswer;
use hoiam_shared::wire::session::{SessionNew, SessionView};
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::pin::Pin;

/// What signs in, once it is asked.
type Asked = Pin<Box<dyn Future<Output = Answer<SessionView>>>>;

/// The page. The address stays what it was: after signing in, the person is where they wanted to be.
#[component]
pub fn SignIn() -> impl IntoView {
    let app = app();
    let user = NodeRef::<html::Input>::new();
    let password = NodeRef::<html::Input>::new();
    let trouble = RwSignal::new(None::<Trouble>);
    let busy = RwSignal::new(false);
    // Opens the page, or says why not.
    let open = move |answer: Asked, refused: Box<dyn FnOnce()>| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            let answer = answer.await;
            busy.set(false);
            match answer {
                Ok(session) => app.who.set(Who::Person(session)),
                Err(found) => {
                    trouble.set(Some(found));
                    refused();
                }
            }
        });
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        // Read from the fields, not from signals: password managers fill in without events we could trust.
        let (Some(name), Some(secret)) = (user.get_untracked(), password.get_untracked()) else { return };
        let input = SessionNew { user: name.value().trim().to_owned(), password: secret.value() };
        open(Box::pin(async move { api::sign_in(app, &input).await }), Box::new(move || secret.select()));
    };
    let (provider, passkeys) = (RwSignal::new(None::<String>), RwSignal::new(false));
    spawn_local(async move {
        // Whoever is not told of them signs in with a password.
        if let Ok(view) = api::provider(app).await {
            provider.set(view.name);
            passkeys.set(view.passkeys && passkey::can());
        }
    });
    let by_passkey = move |_| {
        let answer = async move {
            let asked = passkey::answered(api::ask_passkey(app), Deed::Use, app.lang.get_untracked());
            let (id, credential) = asked.await?;
            api::sign_in_passkey(app, &PasskeyAnswer { id, credential }).await
        };
        open(Box::pin(answer), Box::new(|| ()));
    };
    let by_provider = move || {
        provider.get().map(|name| {
            let to = nav::current().href();
            let href = move || format!("/identity/staff/go{}", search(&[("to", &to), ("lang", app.lang.get().code())]));
            let words = move || fill(t(Desk::SignInBy)(), &[("name", &name)]);
            view! { <p class="by-provider"><a class="button" href=href>{words}</a></p> }.into_any()
        })
    };
    view! {
        <main id="main" class="sign-in">
            <h1>"Hồi Âm"</h1>
            <p class="soft">{t(Desk::SignInLead)}</p>
            <form method="post" on:submit=submit>
                <label for="user">{t(Desk::UserName)}</label>
                <input id="user" name="username" autocomplete="username" autocapitalize="none" spellcheck="false"
                    required autofocus node_ref=user/>
                <label for="password">{t(Desk::Password)}</label>
                <input id="password" name="password" type="password" autocomplete="current-password" required
                    node_ref=password/>
                <div role="alert">
                    {move || trouble.get().map(|trouble| view! { <div class="trouble"><Words trouble/></div> }.into_any())}
                </div>
                <button class="primary" disabled=move || busy.get()>
                    {move || if busy.get() { t(Desk::SigningIn)() } else { t(Desk::SignIn)() }}
                </button>
            </form>
            {move || passkeys.get().then(|| view! {
                <p class="by-provider"><button type="button" disabled=move || busy.get() on:click=by_passkey>{a(A::PasskeySignIn)}</button></p>
            }.into_any())}
            {by_provider}
            <div class="tools"><Languages/><Themes/></div>
        </main>
    }
}

//! One's own account: where one is signed in, the password, passkeys and the second step. For everybody, administrator or not.

use super::passkeys::Passkeys;
use super::people::sessions::Sessions;
use super::second_step::SecondStep;
use crate::api_people as api;
use hoiam_desk::parts::load::{Alert, Load};
use hoiam_desk::parts::password::{PasswordForm, a};
use hoiam_desk::parts::show::Show;
use hoiam_desk::state::app;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::request::Request;
use hoiam_kit::Trouble;
use hoiam_shared::catalogue::people::Account as A;
use hoiam_shared::wire::people::SessionsView;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The page.
#[component]
pub fn AccountPage() -> impl IntoView {
    let app = app();
    let again = RwSignal::new(0_u32);
    let said = RwSignal::new(String::new());
    let trouble = RwSignal::new(None::<Trouble>);
    let loaded = Loaded::new(move || {
        again.track();
        api::sessions(app, app.lang.get())
    });
    let done = move |text: A| {
        said.set(text.text(app.lang.get_untracked()).to_owned());
        again.update(|n| *n += 1);
    };
    let end = move |request: Request<SessionsView>| {
        trouble.set(None);
        spawn_local(async move {
            match request.await {
                Ok(_) => done(A::Ended),
                Err(cause) => trouble.set(Some(cause)),
            }
        });
    };
    view! {
        <main id="main" class="admin account-page" tabindex="-1">
            <h1>{a(A::Title)}</h1>
            <p role="status" class="soft">{move || said.get()}</p>
            <Alert trouble/>
            <section aria-labelledby="sessions-title">
                <h2 id="sessions-title">{a(A::SessionsTitle)}</h2>
                <Load value=move || loaded.get() retry=move |()| again.update(|n| *n += 1) view=move |view| {
                    let all = Signal::derive(move || view.with(|view| view.sessions.clone()));
                    view! {
                        <Sessions all end=Callback::new(move |id: String| end(api::end_own(app, Some(&id))))/>
                        <Show when=move || all.with(|all| all.len() > 1)>
                            <div class="buttons"><button type="button" on:click=move |_| end(api::end_own(app, None))>{a(A::EndOthers)}</button></div>
                        </Show>
                    }.into_any()
                }/>
            </section>
            <section aria-labelledby="password-title">
                <h2 id="password-title">{a(A::PasswordTitle)}</h2>
                <PasswordForm old=A::PasswordNow done=Callback::new(move |()| done(A::PasswordSaved))/>
            </section>
            <Passkeys said/>
            <SecondStep said/>
        </main>
    }
}

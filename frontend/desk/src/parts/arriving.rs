//! What comes between the password and the first page: the code of a device, choosing a password of one's own.

use super::code::CodeForm;
use super::header::{Languages, Themes};
use super::password::{PasswordForm, a};
use crate::state::{Who, api, app};
use hoiam_shared::catalogue::people::Account as A;
use hoiam_shared::wire::session::Need;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The page; what is done on it opens the one whose address is there.
#[component]
pub fn Arriving(
    /// What is still to be done.
    need: Need,
) -> impl IntoView {
    let app = app();
    let leave = move |_| {
        spawn_local(async move {
            // Whatever comes of it: the next sign-in is a new session.
            api::sign_out(app).await.ok();
            app.who.set(Who::Nobody);
        });
    };
    let step = match need {
        Need::Code => view! {
            <h1>{a(A::CodeTitle)}</h1>
            <p>{a(A::CodeIntro)}</p>
            <CodeForm label=|lang| A::Code.text(lang) go=|lang| A::CodeGo.text(lang) send=move |input| api::pass(app, &input)
                done=Callback::new(move |session| app.who.set(Who::Person(session)))/>
        }
        .into_any(),
        Need::Password => view! {
            <h1>{a(A::ChooseTitle)}</h1>
            <p>{a(A::ChooseIntro)}</p>
            <PasswordForm old=A::PasswordOnce done=Callback::new(|()| {})/>
        }
        .into_any(),
    };
    view! {
        <main id="main" class="sign-in arriving">
            {step}
            <div class="tools"><Languages/><Themes/><button type="button" on:click=leave>{a(A::Leave)}</button></div>
        </main>
    }
}

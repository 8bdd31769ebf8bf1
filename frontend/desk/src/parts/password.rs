//! Choosing a password: one's own account, and right after signing in with one that somebody else made.

use super::load::Alert;
use crate::state::{Who, api, app};
use hoiam_kit::Trouble;
use hoiam_shared::catalogue::people::Account as A;
use hoiam_shared::wire::people::PasswordInput;
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A text about one's account that follows the language.
pub fn a(key: A) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let lang = app().lang;
    move || key.text(lang.get())
}

/// The form.
#[component]
pub fn PasswordForm(
    /// What the present one is called.
    old: A,
    /// What is done when it was changed.
    done: Callback<()>,
) -> impl IntoView {
    let app = app();
    let fields: [NodeRef<html::Input>; 3] = std::array::from_fn(|_| NodeRef::new());
    let trouble = RwSignal::new(None::<Trouble>);
    let differs = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        // Read from the fields: password managers fill in without events we could trust.
        let value = |n: usize| fields[n].get_untracked().map(|field| field.value()).unwrap_or_default();
        differs.set(value(1) != value(2));
        trouble.set(None);
        if differs.get_untracked() || busy.get_untracked() {
            return;
        }
        busy.set(true);
        let input = PasswordInput { old: value(0), new: value(1) };
        spawn_local(async move {
            let answer = api::change_password(app, &input).await;
            busy.set(false);
            match answer {
                Ok(session) => {
                    for field in fields {
                        if let Some(field) = field.get_untracked() {
                            field.set_value("");
                        }
                    }
                    app.who.set(Who::Person(session));
                    done.run(());
                }
                Err(found) => trouble.set(Some(found)),
            }
        });
    };
    let field = move |n: usize, id: &'static str, label: A, complete: &'static str| {
        let described = (n == 1).then_some("password-help");
        view! {
            <div class="line-of">
                <label for=id>{a(label)}</label>
                <input id=id type="password" autocomplete=complete required aria-describedby=described node_ref=fields[n]/>
                {described.map(|id| view! { <p class="soft" id=id>{a(A::PasswordHelp)}</p> })}
            </div>
        }
    };
    view! {
        <form class="rule-form" method="post" on:submit=submit>
            // For password managers: whose it is.
            <input class="sr" type="text" autocomplete="username" tabindex="-1" aria-hidden="true" readonly prop:value=app.login()/>
            {field(0, "password-old", old, "current-password")}
            {field(1, "password-new", A::PasswordNew, "new-password")}
            {field(2, "password-again", A::PasswordAgain, "new-password")}
            <div role="alert">{move || differs.get().then(|| view! { <p class="trouble">{a(A::PasswordDiffers)}</p> }.into_any())}</div>
            <Alert trouble=trouble/>
            <div class="buttons"><button class="primary" disabled=move || busy.get()>{a(A::PasswordSave)}</button></div>
        </form>
    }
}

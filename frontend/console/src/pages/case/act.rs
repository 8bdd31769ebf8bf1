//! What can be done now: only what the server says is allowed, the next right step first.

use super::File;
use super::answering::DraftPanel;
use super::form::ActionForm;
use super::unheard::Unheard;
use crate::pages::queue::Chosen;
use crate::pure::form;
use crate::pure::keys::{Command, Keys, TABLE};
use crate::state::drafts;
use crate::state::keyboard::Keyboard;
use hoiam_desk::parts::icon::Icon;
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::{app, t};
use hoiam_shared::case::Action;
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::wire::case::CaseView;
use leptos::prelude::*;

/// The panel.
#[component]
pub fn Actions(
    /// Of which case.
    view: Known<CaseView>,
    /// The same as a handle.
    file: File,
) -> impl IntoView {
    let allowed = Known::new(move || {
        // Taking notice and taking back have buttons of their own.
        let ours = |a: &Action| form::shape(*a).is_some() && !matches!(a, Action::Acknowledge | Action::Undo);
        view.with(|v| v.allowed.iter().copied().filter(ours).collect::<Vec<_>>())
    });
    let doing = Known::new(move || file.doing());
    let may_undo = Known::new(move || view.with(|v| v.allowed.contains(&Action::Undo)));
    let (app, chosen) = (app(), expect_context::<Chosen>());
    let undo_key = expect_context::<Keyboard>().key(Command::Undo);
    view! {
        <section class="actions" aria-labelledby="actions-title">
            <h2 id="actions-title">{t(Desk::ActionsTitle)}</h2>
            <Unheard view file/>
            <DraftPanel view/>
            <Show when=move || file.outdated()>
                <div class="banner news" role="status">
                    <p>{t(Desk::ChangedMeanwhile)}</p>
                    <button type="button" on:click=move |_| file.reload()>{t(Desk::ShowChanges)}</button>
                </div>
            </Show>
            {move || match doing.get() {
                // A form whose action was taken away stays open: it holds the draft and says why it cannot go.
                Some(action) if form::shape(action).is_some() => view! { <ActionForm action file view/> }.into_any(),
                _ => view! { <Buttons allowed file/> }.into_any(),
            }}
            <Show when=move || may_undo.get() && doing.with(Option::is_none)>
                <p><button type="button" class="quiet" aria-keyshortcuts=undo_key on:click=move |_| super::undo(chosen, file)>
                    {move || Action::Undo.name(app.lang.get())}<kbd aria-hidden="true">{undo_key}</kbd>
                </button></p>
            </Show>
        </section>
    }
}

#[component]
fn Buttons(allowed: Known<Vec<Action>>, file: File) -> impl IntoView {
    let app = app();
    let keyboard: Keyboard = expect_context();
    let buttons = move || {
        let (lang, keys) = (app.lang.get(), keyboard.keys.get());
        let all = allowed.get();
        let first = form::primary(&all);
        let (login, code) = (app.login(), file.code());
        let mut ordered: Vec<Action> = all.clone();
        if let Some(at) = ordered.iter().position(|action| Some(*action) == first) {
            ordered[..=at].rotate_right(1);
        }
        let button = |action: Action| {
            let draft = drafts::exists(&login, &code, action);
            let class = if Some(action) == first { "primary" } else { "" };
            let key = key(action, &all, &keys);
            let sign = key.clone().map(|key| view! { <kbd aria-hidden="true">{key}</kbd> });
            view! {
                <button type="button" class=class aria-keyshortcuts=key on:click=move |_| file.begin(Some(action))>
                    {action.name(lang)}
                    {sign}
                    {draft.then(|| view! { <span class="pill">{Desk::DraftPill.text(lang)}</span> })}
                </button>
            }
        };
        ordered.into_iter().map(button).views()
    };
    view! {
        <div class="buttons">{buttons}</div>
        <Show when=move || allowed.with(Vec::is_empty)><p class="soft">{t(Desk::NothingAllowed)}</p></Show>
    }
}

/// The key that opens the form of an action: a key with several takes the first that is allowed.
fn key(action: Action, allowed: &[Action], keys: &Keys) -> Option<String> {
    TABLE.iter().map(|line| line.command).find_map(|command| match command {
        Command::Do(actions) if actions.iter().find(|a| allowed.contains(a)) == Some(&action) => {
            Some(keys.of(command).to_owned())
        }
        _ => None,
    })
}

/// "The citizen reads this", or "staff only".
#[component]
pub fn Audience(
    /// The citizen reads it.
    public: bool,
) -> impl IntoView {
    let (icon, key) = if public { (Icon::Eye, Desk::CitizenWillRead) } else { (Icon::Lock, Desk::OnlyStaffRead) };
    view! { <p class=if public { "audience public" } else { "audience internal" }>{icon.view()}{t(key)}</p> }
}

//! The list of keys: each can be another, and all can be switched off.

use super::modal::Modal;
use crate::pure::keys::{Command, NotThisKey, Shortcut, TABLE, shown};
use crate::state::keyboard::Keyboard;
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::state::{app, t};
use hoiam_shared::Lang;
use hoiam_shared::catalogue::bulk::Bulk;
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::catalogue::fill;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// The button that opens it.
#[component]
pub fn HelpButton() -> impl IntoView {
    let keyboard: Keyboard = expect_context();
    view! {
        <button type="button" class="quiet" on:click=move |_| keyboard.help.set(true) aria-keyshortcuts=keyboard.key(Command::Help)
            aria-label=t(Desk::Keys) title=t(Desk::Keys)>"?"</button>
    }
}

/// A dialog while [`Keyboard::help`] is set.
#[component]
pub fn Help() -> impl IntoView {
    let app = app();
    let keyboard: Keyboard = expect_context();
    // The command that waits for its new key, and why it did not get one.
    let waiting = RwSignal::new(None::<Command>);
    let said = RwSignal::new(None::<NotThisKey>);
    let wait = move |command: Option<Command>| {
        said.set(None);
        waiting.set(command);
    };
    let press = move |event: KeyboardEvent| {
        let Some(command) = waiting.get_untracked() else { return };
        let key = event.key();
        // Tab leads on as everywhere, and Shift alone is the beginning of a key.
        if matches!(key.as_str(), "Tab" | "Shift") || event.is_composing() {
            return;
        }
        event.prevent_default();
        event.stop_propagation();
        match keyboard.change(command, &key) {
            _ if key == "Escape" => wait(None),
            Ok(()) => wait(None),
            Err(why) => said.set(Some(why)),
        }
    };
    let why = move || {
        let lang = app.lang.get();
        match said.get()? {
            NotThisKey::NoSign => Some(Desk::KeyNoSign.text(lang).to_owned()),
            NotThisKey::Taken(by) => Some(fill(Desk::KeyTaken.text(lang), &[("what", meaning(by, lang))])),
        }
    };
    let row = move |line: &'static Shortcut| {
        let command = line.command;
        let key = keyboard.key(command);
        let waits = move || waiting.get() == Some(command);
        let change = (command != Command::Escape).then(|| {
            let label =
                move || format!("{}: {}", Desk::KeyChange.text(app.lang.get()), meaning(command, app.lang.get()));
            view! {
                <button type="button" class="quiet" aria-label=label aria-pressed=move || waits().to_string()
                    on:click=move |_| wait((!waits()).then_some(command))>{t(Desk::KeyChange)}</button>
            }
        });
        view! {
            <div>
                <dt><kbd>{move || shown(&key())}</kbd></dt>
                <dd>{move || meaning(command, app.lang.get())}{change}</dd>
            </div>
        }
    };
    let changed = move || keyboard.keys.with(|keys| !keys.kept().is_empty());
    view! {
        <Modal open=keyboard.help title=Desk::Keys class="help">
            <div on:keydown=press>
                <dl class="keys">
                    {TABLE.iter().map(row).views()}
                    <div><dt><kbd>"Enter"</kbd></dt><dd>{t(Desk::KeyOpen)}</dd></div>
                    <div><dt><kbd>"Ctrl Enter"</kbd></dt><dd>{t(Desk::KeySend)}</dd></div>
                </dl>
                <p class="pressing" role="status">
                    {move || waiting.get().map(|command| {
                        let lang = app.lang.get();
                        fill(Desk::KeyPress.text(lang), &[("what", meaning(command, lang))])
                    })}
                    {move || why().map(|why| view! { <strong>" "{why}</strong> })}
                </p>
                <Show when=changed>
                    <button type="button" class="quiet" on:click=move |_| { wait(None); keyboard.reset(); }>{t(Desk::KeysReset)}</button>
                </Show>
            </div>
            <label class="check">
                <input type="checkbox" prop:checked=move || keyboard.on.get()
                    on:change=move |event| keyboard.choose(event_target_checked(&event))/>
                {t(Desk::KeysOn)}
            </label>
        </Modal>
    }
}

/// What a command does, in words.
pub fn meaning(command: Command, lang: Lang) -> &'static str {
    use hoiam_shared::case::Action as A;
    let key = match command {
        Command::Select => return Bulk::KeySelect.text(lang),
        Command::SelectTo => return Bulk::KeySelectTo.text(lang),
        Command::Undo => return Bulk::KeyUndo.text(lang),
        Command::Next => Desk::KeyNext,
        Command::Previous => Desk::KeyPrevious,
        Command::Search => Desk::KeySearch,
        Command::Help => Desk::KeyHelp,
        Command::Palette => Desk::KeyPalette,
        Command::Escape => Desk::KeyEscape,
        Command::Queue => Desk::KeyQueue,
        Command::Suggestion => Desk::KeySuggestion,
        Command::Do([A::Assign, ..]) => Desk::KeyAssign,
        Command::Do([A::Transfer, ..]) => Desk::KeyTransfer,
        Command::Do([A::Note, ..]) => Desk::KeyNote,
        Command::Do([A::Close, ..]) => Desk::KeyClose,
        Command::Do(_) => Desk::KeyReply,
    };
    key.text(lang)
}

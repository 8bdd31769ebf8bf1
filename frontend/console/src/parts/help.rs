//! The list of keys, and the switch that turns them off.

use crate::pure::keys::{Command, TABLE};
use crate::state::keyboard::Keyboard;
use hoiam_desk::parts::views::Views;
use hoiam_desk::state::{app, t};
use hoiam_shared::Lang;
use hoiam_shared::catalogue::bulk::Bulk;
use hoiam_shared::catalogue::console::Desk;
use leptos::html;
use leptos::prelude::*;

/// The button that opens it.
#[component]
pub fn HelpButton() -> impl IntoView {
    let Keyboard { help, .. } = expect_context();
    view! {
        <button type="button" class="quiet" on:click=move |_| help.set(true) aria-keyshortcuts="?"
            aria-label=t(Desk::Keys) title=t(Desk::Keys)>"?"</button>
    }
}

/// A modal dialog while [`Keyboard::help`] is set.
#[component]
pub fn Help() -> impl IntoView {
    let keyboard: Keyboard = expect_context();
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        let open = keyboard.help.get();
        if let Some(dialog) = dialog.get() {
            if open && !dialog.open() {
                // Refused only when the dialog is not in the page, and then there is nothing to show.
                dialog.show_modal().ok();
            } else if !open {
                dialog.close();
            }
        }
    });
    let lang = app().lang;
    let rows = TABLE.iter().map(|(key, command)| {
        let name = if *key == "Escape" { "Esc" } else { key };
        let name = if *key == "X" { "Shift X" } else { name };
        view! { <div><dt><kbd>{name}</kbd></dt><dd>{move || meaning(*command, lang.get())}</dd></div> }
    });
    view! {
        <dialog class="help" node_ref=dialog aria-labelledby="help-title" on:close=move |_| keyboard.help.set(false)>
            <h2 id="help-title">{t(Desk::Keys)}</h2>
            <dl class="keys">
                {rows.views()}
                <div><dt><kbd>"Enter"</kbd></dt><dd>{t(Desk::KeyOpen)}</dd></div>
            </dl>
            <label class="check">
                <input type="checkbox" prop:checked=move || keyboard.on.get()
                    on:change=move |event| keyboard.choose(event_target_checked(&event))/>
                {t(Desk::KeysOn)}
            </label>
            <form method="dialog"><button>{t(Desk::CloseWindow)}</button></form>
        </dialog>
    }
}

fn meaning(command: Command, lang: Lang) -> &'static str {
    use hoiam_shared::case::Action as A;
    let key = match command {
        Command::Select => return Bulk::KeySelect.text(lang),
        Command::SelectTo => return Bulk::KeySelectTo.text(lang),
        Command::Undo => return Bulk::KeyUndo.text(lang),
        Command::Next => Desk::KeyNext,
        Command::Previous => Desk::KeyPrevious,
        Command::Search => Desk::KeySearch,
        Command::Help => Desk::KeyHelp,
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

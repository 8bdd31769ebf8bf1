//! The list of keys, and the switch that turns them off.

use crate::pure::keys::{Command, TABLE};
use crate::state::{app, storage, t};
use hoiam_shared::catalogue::console::Desk;
use leptos::html;
use leptos::prelude::*;

/// A modal dialog while `App::help` is set.
#[component]
pub fn Help() -> impl IntoView {
    let app = app();
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let open = app.help.get();
        if let Some(dialog) = dialog.get() {
            if open && !dialog.open() {
                // Refused only when the dialog is not in the page, and then there is nothing to show.
                dialog.show_modal().ok();
            } else if !open {
                dialog.close();
            }
        }
    });
    let switch = move |event| {
        let on = event_target_checked(&event);
        storage::set("hoiam.keys", if on { "on" } else { "off" });
        app.keys_on.set(on);
    };
    let rows = TABLE.iter().map(|(key, command)| {
        let name = if *key == "Escape" { "Esc" } else { key };
        view! { <div><dt><kbd>{name}</kbd></dt><dd>{t(meaning(*command))}</dd></div> }
    });
    view! {
        <dialog class="help" node_ref=dialog aria-labelledby="help-title" on:close=move |_| app.help.set(false)>
            <h2 id="help-title">{t(Desk::Keys)}</h2>
            <dl class="keys">
                {rows.collect_view()}
                <div><dt><kbd>"Enter"</kbd></dt><dd>{t(Desk::KeyOpen)}</dd></div>
            </dl>
            <label class="check">
                <input type="checkbox" prop:checked=move || app.keys_on.get() on:change=switch/>
                {t(Desk::KeysOn)}
            </label>
            <form method="dialog"><button>{t(Desk::CloseWindow)}</button></form>
        </dialog>
    }
}

fn meaning(command: Command) -> Desk {
    use hoiam_shared::case::Action as A;
    match command {
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
    }
}

//! A modal dialog that is open while a signal says so: the browser's own, which keeps the focus inside and gives it back.

use hoiam_desk::state::t;
use hoiam_shared::catalogue::console::Desk;
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

/// The dialog.
#[component]
pub fn Modal(
    /// Whether it is open; its own ways out set it.
    open: RwSignal<bool>,
    /// Its heading.
    title: Desk,
    /// For the style sheet.
    class: &'static str,
    /// What stands between the heading and the way out.
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        let open = open.get();
        if let Some(dialog) = dialog.get() {
            if open && !dialog.open() {
                // Refused only when the dialog is not in the page, and then there is nothing to show.
                dialog.show_modal().ok();
            } else if !open {
                dialog.close();
            }
        }
    });
    // Escape closes the dialog and nothing behind it.
    let key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
        }
    };
    // That it was closed is said a moment later; by then it may be open again.
    let closed = move |_| {
        if dialog.get_untracked().is_none_or(|dialog| !dialog.open()) {
            open.set(false);
        }
    };
    view! {
        <dialog class=class node_ref=dialog on:keydown=key aria-labelledby=format!("{class}-title")
            on:cancel=move |_: leptos::ev::Event| open.set(false) on:close=closed>
            <h2 id=format!("{class}-title")>{t(title)}</h2>
            {children()}
            <form method="dialog"><button>{t(Desk::CloseWindow)}</button></form>
        </dialog>
    }
}

//! One listener for keys; pages say what they do with a command. The page mounted last is asked first.

use crate::pure::keys::{self, Command};
use hoiam_desk::state::storage;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// What a page does with a command: `true` when it was for it.
type Handler = Callback<Command, bool>;

/// Where the person's choice is kept.
const KEPT: &str = "hoiam.keys";

/// Who listens, and the person's choice; copies are the same.
#[derive(Clone, Copy)]
pub struct Keyboard {
    handlers: StoredValue<Vec<(u32, Handler)>>,
    /// One-key commands are on.
    pub on: RwSignal<bool>,
    /// The list of keys is open.
    pub help: RwSignal<bool>,
}

impl Keyboard {
    /// Listens until the present component goes.
    pub fn listen() -> Self {
        let on = RwSignal::new(storage::get(KEPT).as_deref() != Some("off"));
        let keyboard = Self { handlers: StoredValue::new(Vec::new()), on, help: RwSignal::new(false) };
        let listening = window_event_listener(ev::keydown, move |event: KeyboardEvent| {
            if event.default_prevented() || event.is_composing() {
                return;
            }
            let modifier = event.ctrl_key() || event.alt_key() || event.meta_key();
            let on = keyboard.on.get_untracked();
            let Some(command) = keys::command(&event.key(), in_field(&event), modifier, on) else { return };
            let handlers = keyboard.handlers.get_value();
            if handlers.iter().rev().any(|(_, handler)| handler.run(command)) {
                event.prevent_default();
            }
        });
        on_cleanup(move || listening.remove());
        keyboard
    }

    /// Turns one-key commands on or off, for this browser.
    pub fn choose(self, on: bool) {
        storage::set(KEPT, if on { "on" } else { "off" });
        self.on.set(on);
    }
}

/// Takes part until the present component goes.
pub fn on_command(handler: impl Fn(Command) -> bool + Send + Sync + 'static) {
    let Keyboard { handlers, .. } = expect_context();
    let id = handlers.with_value(|all| all.iter().map(|(id, _)| id + 1).max().unwrap_or(0));
    handlers.update_value(|all| all.push((id, Callback::new(handler))));
    on_cleanup(move || {
        handlers.try_update_value(|all| all.retain(|(other, _)| *other != id));
    });
}

fn in_field(event: &KeyboardEvent) -> bool {
    event
        .target()
        .and_then(|t| t.dyn_into::<Element>().ok())
        .is_some_and(|e| e.closest("input, textarea, select, dialog[open], [contenteditable]").ok().flatten().is_some())
}

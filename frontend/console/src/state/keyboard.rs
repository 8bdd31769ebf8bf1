//! One listener for keys; pages say what they do with a command. The page mounted last is asked first.

use super::App;
use crate::pure::keys::{self, Command};
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// What a page does with a command: `true` when it was for it.
type Handler = Callback<Command, bool>;

/// Who listens.
#[derive(Clone, Copy)]
pub struct Keyboard(StoredValue<Vec<(u32, Handler)>>);

impl Keyboard {
    /// Starts to listen.
    pub fn new(app: App) -> Self {
        let keyboard = Self(StoredValue::new(Vec::new()));
        let _listening = window_event_listener(ev::keydown, move |event: KeyboardEvent| {
            if event.default_prevented() || event.is_composing() {
                return;
            }
            let modifier = event.ctrl_key() || event.alt_key() || event.meta_key();
            let on = app.keys_on.get_untracked();
            let Some(command) = keys::command(&event.key(), in_field(&event), modifier, on) else { return };
            let handlers = keyboard.0.get_value();
            if handlers.iter().rev().any(|(_, handler)| handler.run(command)) {
                event.prevent_default();
            }
        });
        keyboard
    }
}

/// Takes part until the present component goes.
pub fn on_command(handler: impl Fn(Command) -> bool + Send + Sync + 'static) {
    let Keyboard(handlers) = expect_context();
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

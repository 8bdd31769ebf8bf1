//! One listener for keys; pages say what they do with a command. The page mounted last is asked first.

use crate::pure::keys::{Command, Held, Keys, NotThisKey};
use hoiam_desk::state::storage;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// What a page does with a command: `true` when it was for it.
type Handler = Callback<Command, bool>;

/// Where it is kept whether there are one-key commands.
const SWITCH: &str = "hoiam.keys";
/// Where a person's own keys are kept.
const OWN: &str = "hoiam.own-keys";

/// Who listens, and the person's choice; copies are the same.
#[derive(Clone, Copy)]
pub struct Keyboard {
    handlers: StoredValue<Vec<(u32, Handler)>>,
    /// One-key commands are on.
    pub on: RwSignal<bool>,
    /// Which key is which command.
    pub keys: RwSignal<Keys>,
    /// The list of keys is open.
    pub help: RwSignal<bool>,
    /// The palette is open.
    pub palette: RwSignal<bool>,
}

impl Keyboard {
    /// Listens until the present component goes.
    pub fn listen() -> Self {
        let keyboard = Self {
            handlers: StoredValue::new(Vec::new()),
            on: RwSignal::new(storage::get(SWITCH).as_deref() != Some("off")),
            keys: RwSignal::new(storage::get(OWN).map(|kept| Keys::read(&kept)).unwrap_or_default()),
            help: RwSignal::new(false),
            palette: RwSignal::new(false),
        };
        let listening = window_event_listener(ev::keydown, move |event: KeyboardEvent| {
            if event.default_prevented() || event.is_composing() {
                return;
            }
            let held = match (event.ctrl_key() || event.meta_key(), event.alt_key()) {
                (false, false) => Held::Nothing,
                (true, false) if !event.shift_key() => Held::Ctrl,
                _ => Held::Other,
            };
            let (in_field, on) = (in_field(&event), keyboard.on.get_untracked());
            let command = keyboard.keys.with_untracked(|keys| keys.command(&event.key(), held, in_field, on));
            if command.is_some_and(|command| keyboard.run(command)) {
                event.prevent_default();
            }
        });
        on_cleanup(move || listening.remove());
        keyboard
    }

    /// Does what a command asks for; `false` when nobody can here.
    pub fn run(self, command: Command) -> bool {
        let handlers = self.handlers.get_value();
        handlers.iter().rev().any(|(_, handler)| handler.run(command))
    }

    /// The key of a command, as an attribute or a text that follows.
    pub fn key(self, command: Command) -> impl Fn() -> String + Copy + Send + Sync + 'static {
        move || self.keys.with(|keys| keys.of(command).to_owned())
    }

    /// Turns one-key commands on or off, for this browser.
    pub fn choose(self, on: bool) {
        storage::set(SWITCH, if on { "on" } else { "off" });
        self.on.set(on);
    }

    /// Gives a command another key, in this browser.
    pub fn change(self, command: Command, key: &str) -> Result<(), NotThisKey> {
        let mut keys = self.keys.get_untracked();
        keys.change(command, key)?;
        storage::set(OWN, &keys.kept());
        self.keys.set(keys);
        Ok(())
    }

    /// Gives every command its first key again.
    pub fn reset(self) {
        storage::remove(OWN);
        self.keys.set(Keys::default());
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

//! The field of the search box with what may be typed next: a combobox (WAI-ARIA practices). Typing lists, arrows
//! walk, Enter or Tab takes, Escape closes; with nothing chosen, Enter searches as ever.

use super::store::Queue;
use crate::pure::keys::Command;
use crate::pure::typing::{byte_at, put, units_at};
use crate::state::api;
use crate::state::keyboard::Keyboard;
use hoiam_desk::parts::views::Views;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::{app, filled_f, nav, t, tf};
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::catalogue::finding::Finding;
use hoiam_shared::catalogue::grouped;
use hoiam_shared::wire::search::{CompletionChoice, CompletionsView};
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

/// Letters typed faster than this are asked about together.
const PAUSE: Duration = Duration::from_millis(120);

/// A query and the cursor in it, in bytes.
type Asked = (String, usize);

/// The choices as data; copies are the same.
#[derive(Clone, Copy)]
struct Choices {
    input: NodeRef<html::Input>,
    /// What choices are wanted for; `None` while the list is closed.
    asked: RwSignal<Option<Asked>>,
    found: Loaded<(Asked, CompletionsView)>,
    /// The choice that Enter takes.
    at: RwSignal<Option<usize>>,
    pause: StoredValue<Option<TimeoutHandle>>,
}

impl Choices {
    fn shown(self) -> Vec<CompletionChoice> {
        let asked = self.asked.get();
        match self.found.good() {
            // What came for an older text stays until the next is there, so that the list does not flicker.
            Some((_, view)) if asked.is_some() => view.choices,
            _ => Vec::new(),
        }
    }

    fn ask(self) {
        let Some(input) = self.input.get_untracked() else { return };
        let (text, units) = (input.value(), input.selection_start().ok().flatten());
        let at = units.map_or(text.len(), |units| byte_at(&text, units));
        self.at.set(None);
        self.asked.set(Some((text, at)));
    }

    fn ask_soon(self) {
        if let Some(pause) = self.pause.get_value() {
            pause.clear();
        }
        self.pause.set_value(set_timeout_with_handle(move || self.ask(), PAUSE).ok());
    }

    fn close(self) {
        if let Some(pause) = self.pause.get_value() {
            pause.clear();
        }
        self.asked.set(None);
        self.at.set(None);
    }

    fn take(self, i: usize) {
        let Some(((text, _), view)) = untrack(|| self.found.good()) else { return };
        let (Some(choice), Some(input)) = (view.choices.get(i), self.input.get_untracked()) else { return };
        // Somebody who types on while choosing keeps what they typed.
        if input.value() != text {
            return self.ask();
        }
        let (text, end) = put(&text, view.from as usize, view.to as usize, &choice.insert);
        input.set_value(&text);
        let end = units_at(&text, end);
        input.set_selection_range(end, end).ok();
        if choice.kind == "field" { self.ask() } else { self.close() }
    }

    fn key(self, event: &KeyboardEvent) {
        let many = untrack(|| self.shown()).len();
        let at = self.at.get_untracked();
        match event.key().as_str() {
            _ if event.is_composing() => return,
            "ArrowDown" if many == 0 => self.ask(),
            "ArrowDown" => self.at.set(Some(at.map_or(0, |i| (i + 1) % many))),
            "ArrowUp" if many > 0 => self.at.set(Some(at.map_or(many - 1, |i| (i + many - 1) % many))),
            "Enter" | "Tab" if at.is_some_and(|i| i < many) => self.take(at.unwrap_or_default()),
            "Escape" if many > 0 => {
                self.close();
                event.stop_propagation();
            }
            "Enter" => return self.close(),
            _ => return,
        }
        event.prevent_default();
    }
}

/// Goes to the field, ready for one more word; whether it is there.
pub fn begin() -> bool {
    if let Some(field) = document().get_element_by_id("q").and_then(|e| e.dyn_into::<HtmlInputElement>().ok()) {
        let text = field.value();
        if !text.is_empty() && !text.ends_with(' ') {
            field.set_value(&(text + " "));
        }
    }
    nav::focus("q")
}

/// The field.
#[component]
pub fn QueryField(
    /// The field itself.
    input: NodeRef<html::Input>,
) -> impl IntoView {
    let app = app();
    let queue = expect_context::<Queue>();
    let keyboard: Keyboard = expect_context();
    let asked = RwSignal::new(None::<Asked>);
    let found = Loaded::tagged(
        move || {
            let (text, at) = asked.get()?;
            let request = api::completions(app, &text, at, app.lang.get());
            Some(((text, at), request))
        },
        |asked, view| Ok((asked, view?)),
    );
    let choices = Choices { input, asked, found, at: RwSignal::new(None), pause: StoredValue::new(None) };
    let open = move || !choices.shown().is_empty();
    let at = choices.at;
    view! {
        <div class="combo">
            <input id="q" name="q" type="search" node_ref=input autocomplete="off" spellcheck="false" enterkeyhint="search"
                role="combobox" aria-autocomplete="list" aria-controls="q-choices" aria-keyshortcuts=keyboard.key(Command::Search)
                aria-expanded=move || open().to_string() aria-describedby="q-hint q-error"
                aria-activedescendant=move || at.get().filter(|_| open()).map(|i| format!("q-choice-{i}"))
                aria-invalid=move || queue.failure().is_some().then_some("true")
                prop:value=move || queue.id.get().q placeholder=t(Desk::SearchPlaceholder)
                on:input=move |_| choices.ask_soon() on:keydown=move |event| choices.key(&event)
                on:blur=move |_| choices.close()/>
            <ul id="q-choices" class="choices" role="listbox" aria-label=tf(Finding::Choices)>
                {move || choices.shown().into_iter().enumerate().map(|(i, choice)| view! { <Choice choice i choices/> }).views()}
            </ul>
        </div>
    }
}

#[component]
fn Choice(choice: CompletionChoice, i: usize, choices: Choices) -> impl IntoView {
    let app = app();
    let at = choices.at;
    let tail = move || {
        let lang = app.lang.get();
        match choice.count {
            Some(n) => filled_f(Finding::CasesLeft, lang, &[("n", &grouped(n, lang))]),
            None => Finding::FieldWord.text(lang).to_owned(),
        }
    };
    let same = choice.insert == choice.label;
    view! {
        <li id=format!("q-choice-{i}") role="option" class:nothing=choice.count == Some(0)
            aria-selected=move || (at.get() == Some(i)).to_string()
            // Before the field loses the focus.
            on:mousedown=move |event| {
                event.prevent_default();
                choices.take(i);
            }>
            <code>{choice.insert}</code>
            {(!same).then(|| view! { <span>{choice.label}</span> })}
            <span class="n">{tail}</span>
        </li>
    }
}

//! Fields: label, hint, error, control, tied together for a screen reader. Controls are never written to while a
//! person types (an input method would lose its place): they start with the kept text and only report.

use crate::app::App;
use crate::ui::{El, View, checked, div, el, live, nothing, value_of};
use hoiam_flow::{Event, Field};
use hoiam_shared::catalogue::widget::Widget as T;
use wasm_bindgen::{JsCast, JsValue};

/// How a field is asked.
pub struct Asked {
    /// The field.
    pub field: Field,
    /// Its label.
    pub label: T,
    /// A hint below the label.
    pub hint: Option<T>,
    /// Says so when it may stay empty.
    pub optional: bool,
}

impl Asked {
    /// A field that must be filled, without a hint.
    pub const fn new(field: Field, label: T) -> Self {
        Self { field, label, hint: None, optional: false }
    }

    /// May stay empty.
    pub const fn optional(mut self, optional: bool) -> Self {
        self.optional = optional;
        self
    }

    /// With a hint.
    pub const fn hint(mut self, hint: T) -> Self {
        self.hint = Some(hint);
        self
    }
}

/// `base` and a suffix, for the ids that tie a field together.
fn id(field: Field, suffix: &str) -> String {
    let mut id = field.id().to_owned();
    id.push_str(suffix);
    id
}

/// What stands around a control, in words.
pub struct Text<'a> {
    /// Its label.
    pub label: &'a str,
    /// A hint below it.
    pub hint: Option<&'a str>,
    /// Says so when it may stay empty.
    pub optional: bool,
}

/// The field around a control, with `more` below it.
pub fn field(app: App, asked: &Asked, control: El, more: View) -> View {
    let text = Text { label: app.t(asked.label), hint: asked.hint.map(|key| app.t(key)), optional: asked.optional };
    around(app, asked.field, &text, control, more)
}

/// The same, with words that are not of the catalogue.
pub fn around(app: App, field: Field, text: &Text, control: El, more: View) -> View {
    let name = named(app, el("label").at("for", field.id()), text);
    let (hint, error) = below(app, field, text);
    let control = described(app, field, text, control.at("id", field.id()));
    div("field").has(name).with(hint).with(error).has(control).with(more).view()
}

/// Several choices as one field.
pub fn group(app: App, field: Field, text: &Text, choices: Vec<El>, more: View) -> View {
    let (hint, error) = below(app, field, text);
    let mut set = el("fieldset").class("field").at("id", field.id()).at("tabindex", "-1");
    set = described(app, field, text, set).has(named(app, el("legend"), text)).with(hint).with(error);
    for choice in choices {
        set = set.has(choice);
    }
    set.with(more).view()
}

fn named(app: App, name: El, text: &Text) -> El {
    let name = name.text(text.label);
    if text.optional { name.has(el("span").class("optional").text(app.t(T::Optional))) } else { name }
}

/// Hint and message.
fn below(app: App, field: Field, text: &Text) -> (View, View) {
    let hint = match text.hint {
        Some(hint) => el("p").class("hint").at("id", &id(field, "-hint")).text(hint).view(),
        None => nothing(),
    };
    (hint, error(app, field))
}

/// The message at a field, while there is one.
#[inline(never)]
pub fn error(app: App, field: Field) -> View {
    live(move || match app.read(|state| state.fault(field).map(str::to_owned)) {
        Some(message) => el("p").class("error").at("id", &id(field, "-error")).text(&message).view(),
        None => nothing(),
    })
}

/// A control that says itself that something is wrong with it.
#[inline(never)]
pub fn invalid(app: App, field: Field, control: El) -> El {
    control.at_live("aria-invalid", move || app.read(|state| state.fault(field).map(|_| "true".to_owned())))
}

/// A box to tick, with its label.
#[inline(never)]
pub fn tick(app: App, input: El, label: T, on: bool, said: fn(bool) -> Event) -> El {
    let input =
        input.at("type", "checkbox").flag("checked", on).on("change", move |event| app.send(said(checked(&event))));
    el("label").class("tick").has(input).text(app.t(label))
}

/// Ties a control to its hint and message.
fn described(app: App, field: Field, text: &Text, control: El) -> El {
    let hinted = text.hint.is_some();
    invalid(app, field, control).at_live("aria-describedby", move || {
        let wrong = app.read(|state| state.fault(field).is_some());
        let mut ids = if hinted { id(field, "-hint") } else { String::new() };
        if wrong {
            ids.push(' ');
            ids.push_str(&id(field, "-error"));
        }
        (!ids.is_empty()).then_some(ids)
    })
}

/// Reports every change of a control.
pub fn typed(app: App, field: Field, control: El) -> El {
    control.on("input", move |event| app.send(Event::Typed(field, value_of(&event))))
}

/// One line. Enter means `enter`; not while an input method is composing.
pub fn line(app: App, asked: &Asked, kind: &str, autocomplete: &str, enter: fn() -> Event) -> View {
    let field = asked.field;
    let control = el("input")
        .at("type", kind)
        .at("name", field.id())
        .at("autocomplete", autocomplete)
        .at("value", &app.peek(|state| state.text(field).to_owned()))
        .on("keydown", move |event| {
            if key(&event) == "Enter" && !composing(&event) {
                event.prevent_default();
                app.send(enter());
            }
        });
    crate::fields::field(app, asked, typed(app, field, control), nothing())
}

/// Several lines.
pub fn lines(app: App, asked: &Asked, rows: &str, more: View) -> View {
    let field = asked.field;
    let text = app.peek(|state| state.text(field).to_owned());
    let control = el("textarea").at("rows", rows).at("name", field.id()).at("autocomplete", "off").text(&text);
    crate::fields::field(app, asked, typed(app, field, control), more)
}

/// Which key.
pub fn key(event: &web_sys::Event) -> String {
    let value = js_sys::Reflect::get(event, &JsValue::from_str("key"));
    value.ok().and_then(|value| value.as_string()).unwrap_or_default()
}

/// An input method is at work: Enter and arrows are its own.
pub fn composing(event: &web_sys::Event) -> bool {
    let value = js_sys::Reflect::get(event.unchecked_ref::<JsValue>(), &JsValue::from_str("isComposing"));
    value.is_ok_and(|value| value.is_truthy())
}

/// A button. `class`: `primary`, `plain` or `link`.
pub fn button(class: &str, label: &str, press: impl FnMut(web_sys::Event) + 'static) -> El {
    el("button").at("type", "button").class(class).text(label).on("click", press)
}

/// The button that a person waits behind: while busy it says so and takes no second press.
pub fn main_button(app: App, label: T, waiting: T, event: fn() -> Event) -> View {
    el("button")
        .at("type", "button")
        .class("primary")
        .at_live("aria-disabled", move || app.read(|state| state.busy.then(|| "true".to_owned())))
        .on("click", move |_| {
            if !app.peek(|state| state.busy) {
                app.send(event());
            }
        })
        .with(live(move || {
            crate::ui::text(app.t(match app.read(|state| (state.busy, state.sends, state.works)) {
                (true, true, _) => T::FilesWait,
                (true, _, true) => T::Working,
                (true, ..) => waiting,
                (false, ..) => label,
            }))
        }))
        .view()
}

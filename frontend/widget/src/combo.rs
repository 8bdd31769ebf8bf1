//! A field with a list of what fits what is typed (an ARIA combobox): areas and agencies. What is typed but not
//! picked is kept as it is.

use crate::app::App;
use crate::fields::{self, Asked, composing, key, typed};
use crate::ui::{View, el, keyed, nothing};
use hoiam_flow::{Event, Field, State};
use hoiam_shared::catalogue::digits;
use hoiam_shared::wire::site::AreaView;

/// The list on show is this field's.
fn shown(state: &State, field: Field) -> bool {
    state.hits_for == Some(field) && !state.hits.is_empty()
}

fn truth(is: bool) -> String {
    String::from(if is { "true" } else { "false" })
}

fn option_id(i: usize) -> String {
    let mut id = String::from("hit-");
    id.push_str(&digits(i as u64));
    id
}

/// The field: arrows move, Enter takes, Escape closes the list and nothing else.
pub fn combo(app: App, asked: &Asked, list_name: &'static str) -> View {
    let field = asked.field;
    let label = asked.label;
    let keys = move |event: web_sys::Event| {
        if composing(&event) || app.peek(|state| state.hits.is_empty()) {
            return;
        }
        app.send(match key(&event).as_str() {
            "ArrowDown" => Event::HitMoved(true),
            "ArrowUp" => Event::HitMoved(false),
            "Enter" => Event::HitTaken,
            "Escape" => Event::ListClosed,
            _ => return,
        });
        event.prevent_default();
        event.stop_propagation();
    };
    let control = el("input")
        .at("type", "text")
        .at("role", "combobox")
        .at("name", list_name)
        .at("autocomplete", "off")
        .at("aria-autocomplete", "list")
        .at("aria-controls", list_name)
        .at("value", &app.peek(|state| state.text(field).to_owned()))
        .at_live("aria-expanded", move || Some(truth(app.read(|state| shown(state, field)))))
        .at_live("aria-activedescendant", move || {
            app.read(|state| shown(state, field).then(|| option_id(state.hit_at)))
        })
        .on("keydown", keys)
        .on("blur", move |_| app.send(Event::ListClosed));
    let key = move || {
        app.read(|state| {
            let mut key = String::new();
            for hit in state.hits.iter().filter(|_| state.hits_for == Some(field)) {
                key.push_str(&hit.code);
                key.push(' ');
            }
            key
        })
    };
    let list = keyed(key, move || {
        let found = app.peek(|state| if shown(state, field) { state.hits.clone() } else { Vec::new() });
        if found.is_empty() {
            return nothing();
        }
        let items = found.into_iter().enumerate().map(|(i, hit)| option(app, field, hit, i)).collect();
        el("ul")
            .class("list")
            .at("id", list_name)
            .at("role", "listbox")
            .at("aria-label", app.t(label))
            .with_all(items)
            .view()
    });
    fields::field(app, asked, typed(app, field, control), list)
}

fn option(app: App, field: Field, hit: AreaView, i: usize) -> View {
    let (name, province) = (hit.name.clone(), hit.province.clone());
    el("li")
        .at("id", &option_id(i))
        .at("role", "option")
        .at_live("aria-selected", move || Some(truth(app.read(|state| state.hit_at == i))))
        // Before the field loses the focus, which would close the list.
        .on("mousedown", move |event| {
            event.prevent_default();
            app.send(Event::Picked(field, hit.clone()));
        })
        .has(el("b").text(&name))
        .has(el("span").text(&province))
        .view()
}

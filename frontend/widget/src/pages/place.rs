//! Where, and what about: area by typing (an ARIA combobox), the exact place, the topic. All optional.

use crate::app::App;
use crate::fields::{self, Asked, composing, key, line, typed};
use crate::frame::heading;
use crate::ui::{View, div, el, live, nothing, value_of};
use hoiam_flow::{Event, Field, Load};
use hoiam_shared::catalogue::widget::Widget as T;
use hoiam_shared::wire::site::AreaView;
use reactive_graph::signal::RwSignal;
use reactive_graph::traits::{Get, GetUntracked, Set};

/// The page.
pub fn view(app: App) -> View {
    let address = Asked::new(Field::Address, T::AddressLabel).hint(T::AddressHint).optional(true);
    div("")
        .has(heading(app.t(T::WhereAsk)))
        .has(el("p").class("lead").text(app.t(T::WhereHint)))
        .with(area(app))
        .with(line(app, &address, "text", "street-address", Event::Next))
        .with(category(app))
        .with(super::actions(app))
        .view()
}

const LIST: &str = "areas";

/// The area: arrows move, Enter takes, Escape closes the list and nothing else.
fn area(app: App) -> View {
    let active = RwSignal::new(0usize);
    let count = move || app.peek(|state| state.areas.len());
    let option_id = |i: usize| {
        let mut id = String::from("area-");
        id.push_str(&i.to_string());
        id
    };
    let keys = move |event: web_sys::Event| {
        if composing(&event) || count() == 0 {
            return;
        }
        let (at, last) = (active.get_untracked().min(count() - 1), count() - 1);
        match key(&event).as_str() {
            "ArrowDown" => active.set(if at == last { 0 } else { at + 1 }),
            "ArrowUp" => active.set(if at == 0 { last } else { at - 1 }),
            "Enter" => {
                if let Some(area) = app.peek(|state| state.areas.get(at).cloned()) {
                    app.send(Event::Picked(area));
                }
            }
            "Escape" => app.send(Event::ListClosed),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let control = el("input")
        .at("type", "text")
        .at("role", "combobox")
        .at("name", "area")
        .at("autocomplete", "off")
        .at("aria-autocomplete", "list")
        .at("aria-controls", LIST)
        .at("value", &app.peek(|state| state.draft.area_name.clone()))
        .at_live("aria-expanded", move || Some(app.read(|state| !state.areas.is_empty()).to_string()))
        .at_live("aria-activedescendant", move || {
            let count = app.read(|state| state.areas.len());
            (count > 0).then(|| option_id(active.get().min(count - 1)))
        })
        .on("keydown", keys)
        .on("blur", move |_| app.send(Event::ListClosed));
    let list = live(move || {
        let areas = app.read(|state| state.areas.clone());
        if areas.is_empty() {
            active.set(0);
            return nothing();
        }
        let items =
            areas.into_iter().enumerate().map(|(i, area)| option(app, area, i, &option_id(i), active)).collect();
        el("ul")
            .class("list")
            .at("id", LIST)
            .at("role", "listbox")
            .at("aria-label", app.t(T::AreaLabel))
            .with_all(items)
            .view()
    });
    let asked = Asked::new(Field::Area, T::AreaLabel).hint(T::AreaHint).optional(true);
    fields::field(app, &asked, typed(app, Field::Area, control), list)
}

fn option(app: App, area: AreaView, i: usize, id: &str, active: RwSignal<usize>) -> View {
    let (name, province) = (area.name.clone(), area.province.clone());
    el("li")
        .at("id", id)
        .at("role", "option")
        .at_live("aria-selected", move || Some((active.get() == i).to_string()))
        // Before the field loses the focus, which would close the list.
        .on("mousedown", move |event| {
            event.prevent_default();
            app.send(Event::Picked(area.clone()));
        })
        .has(el("b").text(&name))
        .has(el("span").text(&province))
        .view()
}

/// The topic; topics below another one are set off.
fn category(app: App) -> View {
    let (categories, chosen) = app.peek(|state| {
        let all = if let Load::Ready(site) = &state.site { site.categories.clone() } else { Vec::new() };
        (all, state.draft.category.clone())
    });
    if categories.is_empty() {
        return nothing();
    }
    let mut select = el("select")
        .at("name", "category")
        .on("change", move |event| app.send(Event::Typed(Field::Category, value_of(&event))))
        .has(el("option").at("value", "").text(app.t(T::CategoryNone)));
    for category in categories {
        let mut name = String::from(if category.parent.is_some() { "\u{2003}– " } else { "" });
        name.push_str(&category.name);
        let option = el("option").at("value", &category.code).flag("selected", category.code == chosen);
        select = select.has(option.text(&name));
    }
    fields::field(app, &Asked::new(Field::Category, T::CategoryLabel).optional(true), select, nothing())
}

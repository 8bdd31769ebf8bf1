//! Where, and what about: area by typing, the exact place, where this device is if it is asked, the topic. All
//! optional.

use crate::app::App;
use crate::combo::combo;
use crate::fields::{self, Asked, button, line};
use crate::frame::heading;
use crate::ui::{View, div, el, live, nothing, text, value_of};
use hoiam_flow::{Event, Field, Load, Locating};
use hoiam_shared::catalogue::widget::Widget as T;

/// The page.
pub fn view(app: App) -> View {
    let area = Asked::new(Field::Area, T::AreaLabel).hint(T::AreaHint).optional(true);
    let address = Asked::new(Field::Address, T::AddressLabel).hint(T::AddressHint).optional(true);
    div("")
        .has(heading(app.t(T::WhereAsk)))
        .has(el("p").class("lead").text(app.t(T::WhereHint)))
        .with(combo(app, &area, "areas"))
        .with(line(app, &address, "text", "street-address", || Event::Next))
        .with(here(app))
        .with(category(app))
        .with(super::actions(app))
        .view()
}

/// Where this device is: asked only when this is pressed.
fn here(app: App) -> View {
    let said = live(move || match app.read(|state| state.locating) {
        Locating::No => nothing(),
        Locating::Asked => text(app.t(T::Locating)),
        Locating::Failed => text(app.t(T::LocateFailed)),
    });
    div("here")
        .has(button("link", app.t(T::Locate), move |_| app.send(Event::Locate)))
        .has(el("span").class("hint").at("role", "status").with(said))
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

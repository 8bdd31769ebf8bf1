//! How to reach the person: optional, unless the kind needs to know who asks; then it says why.

use crate::app::App;
use crate::fields::{Asked, line};
use crate::frame::heading;
use crate::ui::{View, div, el, nothing};
use hoiam_flow::{Event, Field};
use hoiam_shared::catalogue::widget::Widget as T;

/// The page.
pub fn view(app: App) -> View {
    let needed = app.peek(|state| state.needs_identity());
    let why = app.peek(|state| state.draft.kind).and_then(super::kind::identity);
    let lead = match why {
        Some(why) => el("p").class("notice info").text(app.t(why)).view(),
        None => el("p").class("lead").text(app.t(T::ContactHint)).view(),
    };
    let one_of = if needed { el("p").class("lead").text(app.t(T::ContactOneOf)).view() } else { nothing() };
    let name = Asked::new(Field::Name, T::NameLabel).optional(!needed);
    // With identity either of the two will do, so neither is called optional.
    let phone = Asked::new(Field::Phone, T::PhoneLabel).optional(!needed);
    let email = Asked::new(Field::Email, T::EmailLabel).optional(!needed);
    div("")
        .has(heading(app.t(T::ContactAsk)))
        .with(lead)
        .with(line(app, &name, "text", "name", Event::Next))
        .with(one_of)
        .with(line(app, &phone, "tel", "tel", Event::Next))
        .with(line(app, &email, "email", "email", Event::Next))
        .has(el("p").class("kept lock").text(app.t(T::ContactKept)))
        .with(super::actions(app))
        .view()
}

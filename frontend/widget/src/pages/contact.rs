//! How to reach the person: optional, unless the kind needs to know who asks; then it says why.

use crate::app::App;
use crate::fields::{Asked, line};
use crate::frame::heading;
use crate::ui::{View, checked, div, el, keyed, live, nothing, yes};
use hoiam_flow::{Event, Field, State};
use hoiam_shared::catalogue::widget::Widget as T;

/// The consent, by itself and never ticked beforehand; asked once there is something it is about.
fn consent(app: App) -> View {
    keyed(
        move || app.read(|state| yes(state.draft.reachable())),
        move || {
            if !app.peek(|state| state.draft.reachable()) {
                return nothing();
            }
            let field = Field::Consent;
            let tick = el("input")
                .at("id", field.id())
                .at("type", "checkbox")
                .flag("checked", app.peek(|state| state.draft.consent))
                .at_live("aria-invalid", move || app.read(|state| state.fault(field).map(|_| "true".to_owned())))
                .on("change", move |event| app.send(Event::Consented(checked(&event))));
            let error = live(move || match app.read(|state| state.fault(field).map(str::to_owned)) {
                Some(message) => el("p").class("error").text(&message).view(),
                None => nothing(),
            });
            div("field").with(error).has(el("label").class("tick").has(tick).text(app.t(T::Consent))).view()
        },
    )
}

/// The wish to be told by e-mail: by itself, and asked once there is an address.
fn notify(app: App) -> View {
    let reachable = |state: &State| !state.draft.email.trim().is_empty();
    keyed(
        move || app.read(|state| yes(reachable(state))),
        move || {
            if !app.peek(reachable) {
                return nothing();
            }
            let tick = el("input")
                .at("type", "checkbox")
                .flag("checked", app.peek(|state| state.draft.notify))
                .on("change", move |event| app.send(Event::Notified(checked(&event))));
            div("field").has(el("label").class("tick").has(tick).text(app.t(T::Notify))).view()
        },
    )
}

/// Whether the case may be public: the box says what is not the rule of the site, and is never ticked beforehand.
fn wish(app: App) -> View {
    if !app.peek(|state| state.publishable()) {
        return nothing();
    }
    let tick = el("input")
        .at("type", "checkbox")
        .flag("checked", app.peek(|state| state.draft.wish.is_some()))
        .on("change", move |event| app.send(Event::Wished(checked(&event))));
    let label = if app.peek(|state| state.publishes()) { T::WishNo } else { T::WishYes };
    div("field").has(el("label").class("tick").has(tick).text(app.t(label))).view()
}

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
        .with(line(app, &name, "text", "name", || Event::Next))
        .with(one_of)
        .with(line(app, &phone, "tel", "tel", || Event::Next))
        .with(line(app, &email, "email", "email", || Event::Next))
        .with(notify(app))
        .with(consent(app))
        .with(wish(app))
        .has(el("p").class("kept lock").text(app.t(T::ContactKept)))
        .with(super::actions(app))
        .view()
}

//! How to reach the person: optional, unless the kind needs to know who asks; then it says why.

use crate::app::App;
use crate::fields::{Asked, error, invalid, line, tick};
use crate::frame::heading;
use crate::ui::{View, div, el, keyed, nothing, yes};
use hoiam_flow::{Event, Field, State};
use hoiam_shared::catalogue::widget::Widget as T;

/// The consent, by itself and never ticked beforehand; asked once there is something it is about.
fn consent(app: App) -> View {
    keyed(
        move || app.read_words(|state| yes(state.draft.reachable())),
        move || {
            if !app.peek(|state| state.draft.reachable()) {
                return nothing();
            }
            let field = Field::Consent;
            let input = invalid(app, field, el("input").at("id", field.id()));
            let on = app.peek(|state| state.draft.consent);
            div("field").with(error(app, field)).has(tick(app, input, T::Consent, on, Event::Consented)).view()
        },
    )
}

/// The wish to be told by e-mail: by itself, and asked once there is an address.
fn notify(app: App) -> View {
    let reachable = |state: &State| !state.draft.email.trim().is_empty();
    keyed(
        move || app.read_words(|state| yes(reachable(state))),
        move || {
            if !app.peek(reachable) {
                return nothing();
            }
            let on = app.peek(|state| state.draft.notify);
            div("field").has(tick(app, el("input"), T::Notify, on, Event::Notified)).view()
        },
    )
}

/// Whether the case may be public: the box says what is not the rule of the site, and is never ticked beforehand.
fn wish(app: App) -> View {
    if !app.peek(|state| state.publishable()) {
        return nothing();
    }
    let label = if app.peek(|state| state.publishes()) { T::WishNo } else { T::WishYes };
    let on = app.peek(|state| state.draft.wish.is_some());
    div("field").has(tick(app, el("input"), label, on, Event::Wished)).view()
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

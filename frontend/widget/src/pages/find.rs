//! Looking a case up by its code, and with the secret if there is one.

use crate::app::App;
use crate::fields::{Asked, button, line, main_button};
use crate::frame::heading;
use crate::ui::{View, div, el, nothing};
use hoiam_flow::{Event, Field};
use hoiam_shared::catalogue::widget::Widget as T;

/// Cases that this device remembers, because it was asked to.
fn known(app: App) -> View {
    let known = app.peek(|state| state.known.clone());
    if known.is_empty() {
        return nothing();
    }
    let item = |known: hoiam_flow::Known| {
        let (open, forget) = (known.code.clone(), known.code.clone());
        let mut spoken = app.t(T::ForgetCase).to_owned();
        spoken.push_str(": ");
        spoken.push_str(&known.code);
        el("li")
            .has(
                button("plain code", &known.code, move |_| app.send(Event::OpenKnown(open.clone())))
                    .at("translate", "no"),
            )
            .has(
                button("link", app.t(T::ForgetCase), move |_| app.send(Event::Unremember(forget.clone())))
                    .at("aria-label", &spoken),
            )
            .view()
    };
    div("known")
        .has(el("h4").text(app.t(T::KnownTitle)))
        .has(el("ul").with_all(known.into_iter().map(item).collect()))
        .has(el("h4").text(app.t(T::OtherCase)))
        .view()
}

/// The page.
#[inline(never)]
pub fn later_find(app: App) -> View {
    let code = Asked::new(Field::Code, T::CodeLabel).hint(T::CodeHint);
    let secret = Asked::new(Field::Secret, T::SecretLabel).hint(T::SecretHint).optional(true);
    div("find")
        .has(heading(app.t(T::FindAsk)))
        .with(known(app))
        .with(line(app, &code, "text", "off", || Event::Look))
        .with(line(app, &secret, "text", "off", || Event::Look))
        .has(div("actions").with(main_button(app, T::Look, T::Looking, || Event::Look)))
        .view()
}

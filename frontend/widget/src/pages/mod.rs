//! One file per page. A page draws what the state says and sends events; it decides nothing.

mod alike;
mod case;
mod contact;
mod find;
mod kind;
mod place;
mod questions;
mod review;
mod sent;
mod what;

use crate::app::App;
use crate::fields::button;
use crate::ui::{View, div, el, nothing};
use hoiam_flow::{Event, Page};
use hoiam_shared::catalogue::widget::Widget as T;

pub use what::clear;

/// The page.
pub fn view(app: App, page: Page) -> View {
    match page {
        Page::Kind => kind::view(app),
        Page::What => what::view(app),
        Page::Where => place::view(app),
        Page::Questions => questions::later_questions(app),
        Page::Contact => contact::view(app),
        Page::Review => review::view(app),
        Page::Sent => sent::view(app),
        Page::Find => find::later_find(app),
        Page::Case => case::later_case(app),
    }
}

/// Back and on; the usual end of a question.
fn actions(app: App) -> View {
    let back = button("plain", app.t(T::Back), move |_| app.send(Event::Back));
    let back = if app.peek(|state| state.page != Page::Kind) { back.view() } else { nothing() };
    let next = button("primary", app.t(T::Next), move |_| app.send(Event::Next));
    div("actions").with(back).has(next).view()
}

/// A small fact with its name.
fn fact(name: &str, value: View) -> View {
    div("fact").has(el("dt").text(name)).has(el("dd").with(value)).view()
}

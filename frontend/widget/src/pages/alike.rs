//! Below the text while it is being written: public cases that read alike, with the start of their answers. One press
//! joins one of them instead of filing another. Nothing here writes to the field, so no input method is disturbed.

use crate::app::App;
use crate::fields::button;
use crate::ui::{El, View, div, el, live, nothing, text};
use hoiam_flow::{Event, Part, State};
use hoiam_shared::catalogue::widget::Widget as T;
use hoiam_shared::wire::public::SuggestionView;

/// What is alike, as it comes. That there is something is also said to those who do not see it.
pub fn view(app: App) -> View {
    let shown = |state: &State| state.part == Part::Here && !state.alike.is_empty();
    let said = live(move || match app.read(shown) {
        true => text(app.t(T::AlikeTitle)),
        false => nothing(),
    });
    let list = live(move || if app.read(shown) { later_alike(app) } else { nothing() });
    div("").has(el("p").class("alike-title").at("role", "status").with(said)).with(list).view()
}

#[inline(never)]
fn later_alike(app: App) -> View {
    let items = app.peek(|state| state.alike.clone()).iter().map(|case| item(app, case).view()).collect();
    div("").has(el("p").class("hint").text(app.t(T::AlikeHint))).has(el("ul").class("alike").with_all(items)).view()
}

fn item(app: App, case: &SuggestionView) -> El {
    let code = case.code.clone();
    let join = button("plain", app.t(T::AlikeJoin), move |_| app.send(Event::Join(code.clone())));
    let read = el("a").class("link").at("href", &case.url).at("target", "_blank").at("rel", "noopener");
    el("li")
        .has(el("b").text(&case.title))
        .has(el("p").class("hint").text(&case.agency))
        .has(el("p").text(&case.answer))
        .has(div("keep").has(join).has(read.text(app.t(T::AlikeRead))))
}

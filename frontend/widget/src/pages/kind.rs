//! What kind of case: plain words first, the formal kinds apart, and what a formal one will ask.

use crate::app::App;
use crate::frame::heading;
use crate::ui::{View, div, el, live, nothing};
use hoiam_flow::Event;
use hoiam_flow::step::kind_order;
use hoiam_shared::case::CaseKind;
use hoiam_shared::catalogue::widget::Widget as T;

/// The page.
pub fn view(app: App) -> View {
    let (free, formal) = kind_order(&app.peek(|state| state.kinds().to_vec()));
    let mut set = el("fieldset").at("id", "kind").at("tabindex", "-1").at("aria-labelledby", "heading");
    set = set.with_all(free.into_iter().map(|kind| choice(app, kind)).collect());
    if !formal.is_empty() {
        set = set.has(el("p").class("divider").text(app.t(T::KindFormal)));
        set = set.with_all(formal.into_iter().map(|kind| choice(app, kind)).collect());
    }
    let why = live(move || match app.read(|state| state.draft.kind).and_then(identity) {
        Some(key) => el("p").class("notice info").at("role", "status").text(app.t(key)).view(),
        None => nothing(),
    });
    div("").with(restored(app)).has(heading(app.t(T::KindAsk))).has(set).with(why).with(super::actions(app)).view()
}

/// Why this kind needs identity; `None` when it does not.
pub fn identity(kind: CaseKind) -> Option<T> {
    match kind {
        CaseKind::Complaint => Some(T::IdentityComplaint),
        CaseKind::Denunciation => Some(T::IdentityDenunciation),
        CaseKind::DataRequest => Some(T::IdentityData),
        CaseKind::Feedback | CaseKind::Suggestion | CaseKind::Question | CaseKind::Petition | CaseKind::Compliment => {
            None
        }
    }
}

fn choice(app: App, kind: CaseKind) -> View {
    let chosen = app.peek(|state| state.draft.kind == Some(kind));
    let lang = app.lang();
    let radio = el("input")
        .at("type", "radio")
        .at("name", "kind")
        .at("value", kind.code())
        .flag("checked", chosen)
        .on("change", move |_| app.send(Event::Chose(kind)));
    el("label")
        .class("choice")
        .has(radio)
        .with(el("span").has(el("b").text(kind.name(lang))).has(el("span").class("hint").text(kind.hint(lang))).view())
        .view()
}

/// A draft from an earlier visit is said to be one, and can be thrown away.
fn restored(app: App) -> View {
    if !app.peek(|state| state.restored) {
        return nothing();
    }
    div("notice info").has(el("p").text(app.t(T::Restored))).with(super::what::clear(app)).view()
}

//! What kind of case: plain words first, the formal kinds apart, and what a formal one will ask.

use crate::app::App;
use crate::frame::heading;
use crate::ui::{View, div, el, keyed, nothing};
use hoiam_flow::step::kind_order;
use hoiam_flow::{Event, words};
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
    let key = move || app.read(|state| state.draft.kind.map_or("", CaseKind::code).to_owned());
    let why = keyed(key, move || {
        let Some(kind) = app.peek(|state| state.draft.kind) else { return nothing() };
        let mut said = div("notice info").has(el("p").text(app.t(track(kind))));
        if let Some(key) = identity(kind) {
            said = said.has(el("p").text(app.t(key)));
        }
        said.view()
    });
    let why = div("").at("role", "status").with(why).view();
    div("").has(heading(app.t(T::KindAsk))).has(set).with(why).with(super::actions(app)).view()
}

/// The legal track a kind is on, in plain words: what it is for, and how long it takes at most.
fn track(kind: CaseKind) -> T {
    match kind {
        CaseKind::Feedback => T::TrackFeedback,
        CaseKind::Suggestion | CaseKind::Petition => T::TrackSuggestion,
        CaseKind::Complaint => T::TrackComplaint,
        CaseKind::Denunciation => T::TrackDenunciation,
        CaseKind::Question => T::TrackQuestion,
        CaseKind::Compliment => T::TrackCompliment,
        CaseKind::DataRequest => T::TrackData,
    }
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
    let (name, hint) = words::kind(kind, app.lang());
    let radio = el("input")
        .at("type", "radio")
        .at("name", "kind")
        .at("value", kind.code())
        .flag("checked", chosen)
        .on("change", move |_| app.send(Event::Chose(kind)));
    el("label")
        .class("choice")
        .has(radio)
        .with(el("span").has(el("b").text(name)).has(el("span").class("hint").text(hint)).view())
        .view()
}

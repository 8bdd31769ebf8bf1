//! What happened: the text, its length counted as the server counts it, and a line that sums it up.

use crate::app::App;
use crate::evidence;
use crate::fields::{Asked, button, line, lines, tick};
use crate::frame::heading;
use crate::ui::{View, div, el, live, text};
use hoiam_flow::{Event, Field, For, Keeping};
use hoiam_shared::case::CaseKind;
use hoiam_shared::catalogue::widget::Widget as T;
use hoiam_shared::catalogue::{digits, fill};
use hoiam_shared::{check, limits};

/// The page.
pub fn view(app: App) -> View {
    let ask = match app.peek(|state| state.draft.kind) {
        Some(CaseKind::Suggestion | CaseKind::Petition) => T::WhatAskSuggestion,
        Some(CaseKind::Question | CaseKind::DataRequest) => T::WhatAskQuestion,
        Some(CaseKind::Compliment) => T::WhatAskCompliment,
        Some(CaseKind::Feedback | CaseKind::Complaint | CaseKind::Denunciation) | None => T::WhatAsk,
    };
    div("")
        .on("paste", move |event| evidence::take(app, For::Draft, &event))
        .has(heading(app.t(ask)))
        .with(lines(app, &Asked::new(Field::Body, T::BodyLabel).hint(T::WhatHint), "7", counter(app)))
        .with(super::alike::view(app))
        .with(evidence::field(app, For::Draft, Some(T::FilesHint)))
        .with(line(app, &Asked::new(Field::Title, T::TitleLabel).optional(true), "text", "off", || Event::Next))
        .with(kept(app))
        .with(super::actions(app))
        .view()
}

/// What the device keeps, and the choice that it keeps nothing.
fn kept(app: App) -> View {
    let words = live(move || {
        text(app.t(match app.read(|state| state.keeping) {
            Keeping::On => T::DraftKept,
            Keeping::Refused => T::DraftRefused,
            Keeping::Off => T::DraftOff,
        }))
    });
    let off = app.peek(|state| state.keeping == Keeping::Off);
    div("kept")
        .has(el("span").at("role", "status").with(words))
        .with(clear(app))
        .has(tick(app, el("input"), T::SharedDevice, off, Event::Share))
        .view()
}

/// Throws the draft away.
pub fn clear(app: App) -> View {
    button("link", app.t(T::ClearDevice), move |_| app.send(Event::Forget(crate::browser::random_key()))).view()
}

/// How much is written; how much is missing or too much, when something is.
fn counter(app: App) -> View {
    let words = live(move || {
        let chars = app.read_words(|state| check::chars(state.draft.body.trim()));
        let say = |key: T, n: usize| {
            fill(app.t(key), &[("n", &digits(n as u64)), ("max", &digits(limits::BODY_CHARS as u64))])
        };
        let (words, class) = if chars > limits::BODY_CHARS {
            (say(T::CountOver, chars - limits::BODY_CHARS), "bad")
        } else if chars > 0 && chars < limits::BODY_MIN_CHARS {
            (say(T::CountShort, limits::BODY_MIN_CHARS - chars), "")
        } else {
            (say(T::Count, chars), "")
        };
        el("span").class(class).text(&words).view()
    });
    el("p").class("count").with(words).view()
}

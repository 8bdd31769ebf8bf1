//! The extra questions of the site, each drawn while it is asked, with the advice of an answer that stops the form.

use crate::app::App;
use crate::evidence;
use crate::fields::{self, Text};
use crate::frame::heading;
use crate::ui::{El, View, div, el, keyed, live, nothing, value_of, yes};
use hoiam_flow::{Event, Field, For};
use hoiam_shared::catalogue::questions::Questions as Q;
use hoiam_shared::catalogue::widget::Widget as T;
use hoiam_shared::questions::QuestionKind;
use hoiam_shared::wire::site::QuestionView;

/// The page.
#[inline(never)]
pub fn later_questions(app: App) -> View {
    let questions = app.peek(|state| state.questions().to_vec());
    // Each by itself: an answer that brings another question does not draw its own anew, and keeps the focus.
    let each = questions.into_iter().enumerate().map(|(at, question)| {
        let asked = move || app.read_words(|state| yes(state.asks(at)));
        keyed(asked, move || if app.peek(|state| state.asks(at)) { one(app, at, &question) } else { nothing() })
    });
    div("").has(heading(app.t(T::QuestionsAsk))).with_all(each.collect()).with(super::actions(app)).view()
}

fn one(app: App, at: usize, question: &QuestionView) -> View {
    let field = Field::Answer(at as u8);
    let given = app.peek(|state| state.answer(at).to_owned());
    let input = |kind: &str| {
        let input = el("input").at("type", kind).at("name", field.id()).at("autocomplete", "off").at("value", &given);
        fields::typed(app, field, input)
    };
    let text = Text {
        label: &question.ask,
        hint: Some(question.hint.as_str()).filter(|hint| !hint.is_empty()),
        optional: !question.required,
    };
    let advice = advice(app, at, question);
    match question.kind {
        QuestionKind::Text => {
            let area = el("textarea").at("rows", "3").at("name", field.id()).text(&given);
            fields::around(app, field, &text, fields::typed(app, field, area), advice)
        }
        QuestionKind::Date => fields::around(app, field, &text, input("date"), advice),
        QuestionKind::Number => fields::around(app, field, &text, input("text").at("inputmode", "numeric"), advice),
        QuestionKind::YesNo => {
            let names = [("yes", app.say(Q::Yes)), ("no", app.say(Q::No))];
            let all = names.map(|(code, name)| choice(app, field, code, name, given == code));
            fields::group(app, field, &text, all.into(), advice)
        }
        QuestionKind::Choice => {
            let all = question.choices.iter().map(|c| choice(app, field, &c.code, &c.name, given == c.code));
            fields::group(app, field, &text, all.collect(), advice)
        }
        QuestionKind::File => evidence::around(app, For::Answer(at as u8), &text),
    }
}

fn choice(app: App, field: Field, code: &str, name: &str, chosen: bool) -> El {
    let radio = el("input")
        .at("type", "radio")
        .at("name", field.id())
        .at("value", code)
        .flag("checked", chosen)
        .on("change", move |event| app.send(Event::Typed(field, value_of(&event))));
    el("label").class("choice").has(radio).has(el("span").text(name))
}

/// What to do instead, as soon as the answer calls for it.
fn advice(app: App, at: usize, question: &QuestionView) -> View {
    let Some(stop) = question.stop.clone() else { return nothing() };
    let words = live(move || {
        let stopped = app.read_words(|state| stop.is.iter().any(|value| value == state.answer(at)));
        if stopped { el("p").class("notice warn").text(&stop.advice).view() } else { nothing() }
    });
    div("").at("role", "status").with(words).view()
}

//! Extra questions of a site: a list that is written, ordered and checked by the server. What is typed into a field stays
//! as it is typed; the list is drawn anew only when a question comes, goes or moves.

use super::s;
use super::site::Kept;
use crate::pages::line::{Area, Label, Line};
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::state::known::Known;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::sites::SitePage as T;
use hoiam_shared::questions::QuestionKind;
use hoiam_shared::wire::sites::{Bilingual, ChoiceSpec, QuestionSpec, StopSpec, WhenSpec};
use leptos::prelude::*;

/// The list.
#[component]
pub fn Questions(kept: Kept) -> impl IntoView {
    let lang = kept.app.lang;
    let drawn = Known::new(move || (kept.turn.get(), kept.input.with(|i| i.questions.len())));
    let common = move || {
        let list: Vec<String> = kept.there.with(|site| {
            let all = site.as_ref().map(|site| site.common.iter().map(|q| q.ask.text(lang.get()).to_owned()).collect());
            all.unwrap_or_default()
        });
        (!list.is_empty()).then(|| fill(T::QuestionsCommon.text(lang.get()), &[("list", &list.join(" "))]))
    };
    let add = move |_| {
        kept.input.update(|i| {
            let free = (1..).map(|n| format!("q{n}")).find(|id| i.questions.iter().all(|q| q.id != *id));
            i.questions.push(QuestionSpec {
                id: free.unwrap_or_default(),
                kind: QuestionKind::Text,
                ask: Bilingual::default(),
                hint: Bilingual::default(),
                required: false,
                choices: Vec::new(),
                categories: Vec::new(),
                min: None,
                max: None,
                when: None,
                stop: None,
            });
        });
    };
    view! {
        <fieldset class="trial">
            <legend>{s(T::Questions)}</legend>
            <p class="soft">{s(T::QuestionsHelp)}</p>
            <p class="soft">{common}</p>
            <Show when=move || drawn.with(|(_, count)| *count == 0)><p class="soft">{s(T::QuestionsNone)}</p></Show>
            {move || (0..drawn.get().1).map(|n| one(kept, n)).views()}
            <div class="buttons"><button type="button" on:click=add>{s(T::QuestionNew)}</button></div>
        </fieldset>
    }
}

/// Changes the question at a place.
fn edit(kept: Kept, n: usize, put: impl FnOnce(&mut QuestionSpec)) {
    kept.input.update(|input| {
        if let Some(question) = input.questions.get_mut(n) {
            put(question);
        }
    });
}

fn line(kept: Kept, n: usize, name: &str, label: T, text: String, put: fn(&mut QuestionSpec, String)) -> AnyView {
    let value = Signal::stored(text);
    view! { <Line id=format!("question-{n}-{name}") label value change=move |v| edit(kept, n, |q| put(q, v))/> }
        .into_any()
}

/// The same with a word of help, in one line.
fn helped(
    kept: Kept,
    n: usize,
    name: &str,
    (label, help): (T, T),
    text: String,
    put: fn(&mut QuestionSpec, String),
) -> AnyView {
    let value = Signal::stored(text);
    let (label, help): (Label, Label) = (label.into(), help.into());
    view! { <Line id=format!("question-{n}-{name}") label help value change=move |v| edit(kept, n, |q| put(q, v))/> }
        .into_any()
}

const fn kind_text(kind: QuestionKind) -> T {
    match kind {
        QuestionKind::Text => T::KindText,
        QuestionKind::Choice => T::KindChoice,
        QuestionKind::Date => T::KindDate,
        QuestionKind::Number => T::KindNumber,
        QuestionKind::YesNo => T::KindYesNo,
        QuestionKind::File => T::KindFile,
    }
}

fn one(kept: Kept, n: usize) -> AnyView {
    let lang = kept.app.lang;
    let Some(question) = kept.input.with_untracked(|i| i.questions.get(n).cloned()) else { return ().into_any() };
    let kind = Known::new(move || kept.input.with(|i| i.questions.get(n).map(|q| q.kind)));
    let choose = move |e| {
        if let Some(kind) = QuestionKind::from_code(&event_target_value(&e)) {
            edit(kept, n, |q| q.kind = kind);
        }
    };
    let option = move |one: QuestionKind| {
        view! { <option value=one.code() selected=move || kind.get() == Some(one)>{s(kind_text(one))}</option> }
    };
    let step = move |by: isize| {
        move |_| {
            kept.input.update(|input| {
                let to = n.checked_add_signed(by).filter(|to| *to < input.questions.len());
                if let Some(to) = to {
                    input.questions.swap(n, to);
                }
            });
            kept.turn.update(|turn| *turn += 1);
        }
    };
    let remove = move |_| {
        kept.input.update(|input| {
            input.questions.remove(n);
        });
        kept.turn.update(|turn| *turn += 1);
    };
    let title = move || fill(T::QuestionNth.text(lang.get()), &[("n", &(n + 1).to_string())]);
    let named = move |what: T| move || format!("{}: {}", title(), what.text(lang.get()));
    let required = question.required;
    let begun = !question.categories.is_empty() || question.when.is_some() || question.stop.is_some();
    view! {
        <fieldset class="trial question">
            <legend>{title}</legend>
            {line(kept, n, "ask-vi", T::AskVi, question.ask.vi.clone(), |q, v| q.ask.vi = v)}
            {line(kept, n, "ask-en", T::AskEn, question.ask.en.clone(), |q, v| q.ask.en = v)}
            <div class="line-of">
                <label for=format!("question-{n}-kind")>{s(T::QuestionKind)}</label>
                <select id=format!("question-{n}-kind") on:change=choose>{QuestionKind::ALL.iter().copied().map(option).views()}</select>
            </div>
            <Show when=move || kind.get() == Some(QuestionKind::Choice)>{choices(kept, n)}</Show>
            <label class="check"><input type="checkbox" checked=required
                on:change=move |e| edit(kept, n, |q| q.required = event_target_checked(&e))/>{s(T::Required)}</label>
            <details open=begun>
                <summary>{s(T::More)}</summary>
                {more(kept, n, &question, kind)}
            </details>
            <div class="buttons">
                <button type="button" aria-label=named(T::Up) on:click=step(-1)>{s(T::Up)}</button>
                <button type="button" aria-label=named(T::Down) on:click=step(1)>{s(T::Down)}</button>
                <button type="button" aria-label=named(T::QuestionRemove) on:click=remove>{s(T::QuestionRemove)}</button>
            </div>
        </fieldset>
    }
    .into_any()
}

fn choices(kept: Kept, n: usize) -> AnyView {
    let lines = |q: &QuestionSpec| {
        let line = |c: &ChoiceSpec| format!("{} | {} | {}", c.code, c.name.vi, c.name.en);
        q.choices.iter().map(line).collect::<Vec<_>>().join("\n")
    };
    let text = kept.input.with_untracked(|i| i.questions.get(n).map(lines).unwrap_or_default());
    let change = move |typed: String| edit(kept, n, |q| q.choices = read_choices(&typed));
    view! { <Area id=format!("question-{n}-choices") label=T::Choices help=T::ChoicesHelp rows=4 value=Signal::stored(text) change/> }.into_any()
}

/// `code | Vietnamese | English`, one a line.
fn read_choices(typed: &str) -> Vec<ChoiceSpec> {
    let part = |parts: &mut std::str::Split<'_, char>| parts.next().unwrap_or_default().trim().to_owned();
    let line = |line: &str| {
        let mut parts = line.split('|');
        let code = part(&mut parts);
        ChoiceSpec { code, name: Bilingual { vi: part(&mut parts), en: part(&mut parts) } }
    };
    typed.lines().filter(|text| !text.trim().is_empty()).map(line).collect()
}

/// Words with spaces between them.
fn words(typed: &str) -> Vec<String> {
    typed.split([' ', ',']).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn more(kept: Kept, n: usize, question: &QuestionSpec, kind: Known<Option<QuestionKind>>) -> AnyView {
    let (when, stop) = (question.when.clone().unwrap_or_default(), question.stop.clone().unwrap_or_default());
    let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    let (least, most) = (number(question.min), number(question.max));
    view! {
        {line(kept, n, "id", T::QuestionId, question.id.clone(), |q, v| q.id = v)}
        {line(kept, n, "hint-vi", T::HintVi, question.hint.vi.clone(), |q, v| q.hint.vi = v)}
        {line(kept, n, "hint-en", T::HintEn, question.hint.en.clone(), |q, v| q.hint.en = v)}
        <Show when=move || kind.get() == Some(QuestionKind::Number)>
            {line(kept, n, "min", T::Least, least.clone(), |q, v| q.min = v.trim().parse().ok())}
            {line(kept, n, "max", T::Most, most.clone(), |q, v| q.max = v.trim().parse().ok())}
        </Show>
        {helped(kept, n, "categories", (T::Categories, T::CategoriesHelp), question.categories.join(" "), |q, v| q.categories = words(&v))}
        {line(kept, n, "when", T::WhenQuestion, when.question, |q, v| with_when(q, |when| when.question = v.trim().to_owned()))}
        {helped(kept, n, "when-is", (T::WhenIs, T::WhenHelp), when.is.join(" "), |q, v| with_when(q, |when| when.is = words(&v)))}
        {line(kept, n, "stop", T::StopIs, stop.is.join(" "), |q, v| with_stop(q, |stop| stop.is = words(&v)))}
        {line(kept, n, "advice-vi", T::AdviceVi, stop.advice.vi, |q, v| with_stop(q, |stop| stop.advice.vi = v))}
        {line(kept, n, "advice-en", T::AdviceEn, stop.advice.en, |q, v| with_stop(q, |stop| stop.advice.en = v))}
    }
    .into_any()
}

/// A condition is there as long as something of it is written.
fn with_when(question: &mut QuestionSpec, put: impl FnOnce(&mut WhenSpec)) {
    let mut when = question.when.take().unwrap_or_default();
    put(&mut when);
    question.when = (when != WhenSpec::default()).then_some(when);
}

fn with_stop(question: &mut QuestionSpec, put: impl FnOnce(&mut StopSpec)) {
    let mut stop = question.stop.take().unwrap_or_default();
    put(&mut stop);
    question.stop = (stop != StopSpec::default()).then_some(stop);
}

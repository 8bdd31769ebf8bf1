//! Controls of a form and the summary of what is wrong with it (GOV.UK patterns): label above, hint below the
//! label, message above the control, "(optional)" instead of asterisks. Texts come from the pages.

use crate::Page;
use hoiam_shared::catalogue::portal::Portal as T;
use leptos::prelude::*;

/// What stands around a control.
pub(crate) struct Field<'a> {
    /// Id of the control; those of hint and message derive from it.
    pub id: &'a str,
    /// Name it is sent under.
    pub name: &'static str,
    /// Its label.
    pub label: &'a str,
    /// How to fill it in.
    pub hint: Option<&'a str>,
    /// What is wrong with it.
    pub error: Option<&'a str>,
    /// It may stay empty, and says so.
    pub optional: bool,
}

/// What a line of text holds.
#[derive(Clone, Copy)]
pub(crate) struct Line {
    /// `type`.
    pub kind: &'static str,
    /// `autocomplete` (HTML, 4.10.18.7).
    pub autocomplete: &'static str,
    /// `inputmode`.
    pub inputmode: &'static str,
    /// Width: `w-full`, `w-half`, `w-code`.
    pub class: &'static str,
}

impl Line {
    /// Words, as wide as the column.
    pub const TEXT: Self = Self { kind: "text", autocomplete: "off", inputmode: "text", class: "w-full" };
    /// A code or a secret: nothing that a keyboard should correct.
    pub const CODE: Self = Self { kind: "text", autocomplete: "off", inputmode: "text", class: "w-code" };
}

/// One choice.
pub(crate) struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// It is the present one.
    pub chosen: bool,
    /// Below the label.
    pub hint: Option<String>,
    /// A mark behind the label.
    pub tag: Option<String>,
}

impl Choice {
    /// A choice without hint and mark.
    pub fn new(value: impl Into<String>, label: impl Into<String>, chosen: bool) -> Self {
        Self { value: value.into(), label: label.into(), chosen, hint: None, tag: None }
    }
}

/// What is wrong, with the id of the control to go to.
pub(crate) struct Wrong {
    /// Id of the control.
    pub id: String,
    /// In words.
    pub message: String,
}

/// The message at a control, if it has one.
pub(crate) fn message<'a>(wrongs: &'a [Wrong], id: &str) -> Option<&'a str> {
    wrongs.iter().find(|wrong| wrong.id == id).map(|wrong| wrong.message.as_str())
}

/// The summary of errors, focused when the page opens. Nothing when nothing is wrong.
pub(crate) fn summary(page: &Page, wrongs: &[Wrong]) -> AnyView {
    if wrongs.is_empty() {
        return ().into_any();
    }
    let items = wrongs
        .iter()
        .map(|wrong| view! { <li><a href=format!("#{}", wrong.id) dir="auto">{wrong.message.clone()}</a></li> })
        .collect::<Vec<_>>();
    view! {
        <div class="summary" role="alert" tabindex="-1" autofocus aria-labelledby="summary-title">
            <h2 id="summary-title">{page.t(T::ErrorSummary)}</h2>
            <p>{page.t(T::ErrorKept)}</p>
            <ul>{items}</ul>
        </div>
    }
    .into_any()
}

/// A line of text.
pub(crate) fn line(page: &Page, field: &Field, value: &str, line: Line) -> AnyView {
    let code = line.class == "w-code";
    view! {
        <div class="field" class:wrong=field.error.is_some()>
            {above(page, field)}
            <input
                id=field.id.to_owned() name=field.name type=line.kind value=value.to_owned() class=line.class
                autocomplete=line.autocomplete inputmode=line.inputmode dir=(!code).then_some("auto")
                autocapitalize=code.then_some("characters") spellcheck=code.then_some("false")
                aria-describedby=described(field) aria-invalid=field.error.map(|_| "true")
            />
        </div>
    }
    .into_any()
}

/// Several lines of text.
pub(crate) fn lines(page: &Page, field: &Field, value: &str, rows: u8) -> AnyView {
    // The parser drops one line feed at the start of a textarea (HTML, 13.2.6.4.7): this one, not the person's.
    // Leptos 0.8 writes what stands in a textarea as it is, so it is escaped here; `tests/pages.rs` watches over it.
    let content = format!("\n{}", value.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"));
    view! {
        <div class="field" class:wrong=field.error.is_some()>
            {above(page, field)}
            <textarea
                id=field.id.to_owned() name=field.name rows=rows.to_string() dir="auto"
                aria-describedby=described(field) aria-invalid=field.error.map(|_| "true")
            >{content}</textarea>
        </div>
    }
    .into_any()
}

/// Files.
pub(crate) fn files(page: &Page, field: &Field) -> AnyView {
    view! {
        <div class="field" class:wrong=field.error.is_some()>
            {above(page, field)}
            <input
                id=field.id.to_owned() name=field.name type="file" multiple accept=hoiam_shared::files::ACCEPT
                aria-describedby=described(field) aria-invalid=field.error.map(|_| "true")
            />
        </div>
    }
    .into_any()
}

/// One of a list.
pub(crate) fn select(page: &Page, field: &Field, choices: Vec<Choice>) -> AnyView {
    let options = choices
        .into_iter()
        .map(|c| view! { <option value=c.value selected=c.chosen>{c.label}</option> })
        .collect::<Vec<_>>();
    view! {
        <div class="field" class:wrong=field.error.is_some()>
            {above(page, field)}
            <select
                id=field.id.to_owned() name=field.name
                aria-describedby=described(field) aria-invalid=field.error.map(|_| "true")
            >{options}</select>
        </div>
    }
    .into_any()
}

/// One of a few, all in sight. The first one has the id of the field, so that the summary can point at it.
pub(crate) fn radios(page: &Page, field: &Field, class: &'static str, choices: Vec<Choice>) -> AnyView {
    let radio = |(n, choice): (usize, Choice)| {
        let id = if n == 0 { field.id.to_owned() } else { format!("{}-{n}", field.id) };
        let hint_id = format!("{id}-note");
        let described = choice.hint.is_some().then(|| hint_id.clone());
        let hint = choice.hint.map(|text| view! { <span class="hint" id=hint_id>{text}</span> });
        let tag = choice.tag.map(|text| view! { <span class="tag">{text}</span> });
        view! {
            <div class="radio">
                <input
                    id=id.clone() name=field.name type="radio" value=choice.value checked=choice.chosen
                    aria-describedby=described
                />
                <label for=id>{choice.label}</label>
                {hint}
                {tag}
            </div>
        }
    };
    let items = choices.into_iter().enumerate().map(radio).collect::<Vec<_>>();
    view! {
        <fieldset class="field" class:wrong=field.error.is_some() aria-describedby=described(field)>
            <legend>{field.label.to_owned()}{optional(page, field)}</legend>
            {below(page, field)}
            <div class=class>{items}</div>
        </fieldset>
    }
    .into_any()
}

fn above(page: &Page, field: &Field) -> AnyView {
    view! {
        <label for=field.id.to_owned()>{field.label.to_owned()}{optional(page, field)}</label>
        {below(page, field)}
    }
    .into_any()
}

/// Hint and message.
fn below(page: &Page, field: &Field) -> AnyView {
    let hint = field.hint.map(|text| view! { <p class="hint" id=format!("{}-hint", field.id)>{text.to_owned()}</p> });
    let error = field.error.map(|text| {
        view! {
            <p class="error" id=format!("{}-error", field.id)>
                <span class="vh">{page.t(T::ErrorBefore)}" "</span>
                <bdi>{text.to_owned()}</bdi>
            </p>
        }
    });
    view! { {hint}{error} }.into_any()
}

fn optional(page: &Page, field: &Field) -> AnyView {
    if field.optional {
        view! { <span class="optional">" "{page.t(T::Optional)}</span> }.into_any()
    } else {
        ().into_any()
    }
}

/// Ids of hint and message.
fn described(field: &Field) -> Option<String> {
    let hint = field.hint.map(|_| format!("{}-hint", field.id));
    let error = field.error.map(|_| format!("{}-error", field.id));
    match (hint, error) {
        (Some(a), Some(b)) => Some(format!("{a} {b}")),
        (a, b) => a.or(b),
    }
}

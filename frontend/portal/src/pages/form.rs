//! `GET` and `POST /f/{key}`: the plain form, for browsers without JavaScript and for everybody else too. One
//! page, one column; what was typed is never lost, whichever button was pressed.

use crate::Page;
use crate::fields::{self, Choice, Field, Line, Wrong};
use crate::input::{AREA_OTHER, FormInput, Place, area_label};
use crate::page::{Doc, Switch, document};
use crate::pages::files::{self, KeptFile};
use crate::pages::{alike, encode, wish};
use hoiam_shared::catalogue::portal::Portal as T;
use hoiam_shared::catalogue::publishing::Publishing;
use hoiam_shared::catalogue::questions::Questions as Q;
use hoiam_shared::questions::{self, QuestionKind};
use hoiam_shared::wire::problem::FieldProblem;
use hoiam_shared::wire::public::SuggestionView;
use hoiam_shared::wire::site::{AreaView, QuestionView, SiteView};
use hoiam_shared::wire::sites::LogoView;
use leptos::prelude::*;

/// What the form shows.
#[derive(Debug, Clone)]
pub struct FormView {
    /// Where it goes.
    pub site: SiteView,
    /// The logo of the site, if it has one.
    pub logo: Option<LogoView>,
    /// What was typed; empty at first.
    pub input: FormInput,
    /// What is wrong with it, with the names of `CaseNew` (`body`, `contact.email`).
    pub errors: Vec<FieldProblem>,
    /// Files that are here already.
    pub kept: Vec<KeptFile>,
    /// Answered cases that read like this one, to choose from before it is sent.
    pub alike: Vec<SuggestionView>,
    /// The place typed was looked up and is not clear: the candidates, best first; none when nothing was found.
    pub areas: Option<Vec<AreaView>>,
}

/// Id of the form, and the start of the ids of its controls.
const FORM: &str = "case";

/// The plain form.
pub fn form(view: &FormView, page: &Page) -> String {
    let wrongs = wrongs(view, page);
    let action = page.href(&format!("/f/{}", encode(&view.site.key)));
    let offered = !view.alike.is_empty();
    let token = if view.input.token.is_empty() { &page.token } else { &view.input.token };
    let body = view! {
        {fields::summary(page, &wrongs)}
        // Whose form it is stands in words below it.
        {view.logo.as_ref().map(|logo| view! {
            <p class="site-logo"><img src=logo.href.clone() alt="" width=logo.width.to_string() height=logo.height.to_string()/></p>
        })}
        <p class="over">{page.say(T::FormTo, &[("agency", &view.site.agency.name)])}</p>
        <h1>{page.t(T::FormTitle)}</h1>
        <p class="lead">{page.t(T::FormLead)}</p>
        <form id=FORM method="post" action=action enctype="multipart/form-data" novalidate class="sections">
            <input type="hidden" name="token" value=token.clone()/>
            {trap(view, page)}
            {alike::offer(&view.alike, page)}
            {kinds(view, page, &wrongs)}
            {what(view, page, &wrongs)}
            {place(view, page, &wrongs)}
            {asked(view, page, &wrongs)}
            {contact(view, page, &wrongs)}
            {evidence(view, page, &wrongs)}
            <div class="send">
                // Whoever has seen what is alike and read on has decided.
                <button class="button big" name=offered.then_some("go") value=offered.then_some("anyway")>{page.t(T::Send)}</button>
                <p class="hint">{page.t(T::SendNote)}</p>
            </div>
        </form>
    }
    .into_any();
    let title = page.t(T::FormTitle).to_owned();
    document(
        page,
        Doc { title, failed: !wrongs.is_empty(), class: "narrow", switch: Switch::Typed(FORM), listed: false, body },
    )
}

/// A field for programs that fill in whatever they find. The sheet hides it from everybody, and without the sheet its label
/// says what to do.
fn trap(view: &FormView, page: &Page) -> AnyView {
    view! {
        <p class="trap">
            <label for="case-website">{page.t(T::TrapLabel)}</label>
            <input id="case-website" type="text" name="website" value=view.input.website.clone() tabindex="-1" autocomplete="off"/>
        </p>
    }
    .into_any()
}

/// Each problem at the control it belongs to; what has no control here points at the form.
fn wrongs(view: &FormView, page: &Page) -> Vec<Wrong> {
    let id = |field: &str| match field {
        "kind" | "body" | "title" | "category" | "address" => format!("case-{field}"),
        "area" if view.areas.is_some() => "case-area".to_owned(),
        "area" => "case-area_text".to_owned(),
        "contact.name" => "case-name".to_owned(),
        "contact.email" => "case-email".to_owned(),
        "contact.phone" => "case-phone".to_owned(),
        "attachments" | "file" => "case-files".to_owned(),
        "consent" => "case-consent".to_owned(),
        answer if answer.starts_with("answers.") => format!("case-{}", answer.replace('.', "-")),
        _ => FORM.to_owned(),
    };
    let message = |problem: &FieldProblem| match problem.field.as_str() {
        "kind" => page.t(T::KindMissing).to_owned(),
        "area" if view.areas.is_some() => page.t(T::AreaMissing).to_owned(),
        _ => problem.message.clone(),
    };
    view.errors.iter().map(|problem| Wrong { id: id(&problem.field), message: message(problem) }).collect()
}

fn kinds(view: &FormView, page: &Page, wrongs: &[Wrong]) -> AnyView {
    let chosen = view.input.kind();
    let choice = |&kind: &hoiam_shared::case::CaseKind| {
        let mut choice = Choice::new(kind.code(), kind.name(page.lang), chosen == Some(kind));
        choice.hint = Some(kind.hint(page.lang).to_owned());
        choice.tag = kind.needs_identity().then(|| page.t(T::KindIdentity).to_owned());
        choice
    };
    let field = Field {
        id: "case-kind",
        name: "kind",
        label: page.t(T::KindAsk),
        hint: None,
        error: fields::message(wrongs, "case-kind"),
        optional: false,
    };
    let choices = view.site.kinds.iter().map(choice).collect();
    view! { <div class="section">{fields::radios(page, &field, "radios kinds", choices)}</div> }.into_any()
}

fn what(view: &FormView, page: &Page, wrongs: &[Wrong]) -> AnyView {
    let body = Field {
        id: "case-body",
        name: "body",
        label: page.t(T::BodyLabel),
        hint: Some(page.t(T::BodyHint)),
        error: fields::message(wrongs, "case-body"),
        optional: false,
    };
    let title = Field {
        id: "case-title",
        name: "title",
        label: page.t(T::TitleLabel),
        hint: None,
        error: fields::message(wrongs, "case-title"),
        optional: true,
    };
    view! {
        <section class="section" aria-labelledby="what">
            <h2 id="what">{page.t(T::WhatAsk)}</h2>
            {fields::lines(page, &body, &view.input.body, 8)}
            {fields::line(page, &title, &view.input.title, Line::TEXT)}
        </section>
    }
    .into_any()
}

fn place(view: &FormView, page: &Page, wrongs: &[Wrong]) -> AnyView {
    let address = Field {
        id: "case-address",
        name: "address",
        label: page.t(T::AddressLabel),
        hint: Some(page.t(T::AddressHint)),
        error: fields::message(wrongs, "case-address"),
        optional: true,
    };
    let category = Field {
        id: "case-category",
        name: "category",
        label: page.t(T::CategoryLabel),
        hint: None,
        error: fields::message(wrongs, "case-category"),
        optional: true,
    };
    let line = Line { autocomplete: "street-address", ..Line::TEXT };
    view! {
        <section class="section" aria-labelledby="place">
            <h2 id="place">{page.t(T::WhereAsk)}</h2>
            <p class="hint">{page.t(T::WhereHint)}</p>
            {area(view, page, wrongs)}
            {fields::line(page, &address, &view.input.address, line)}
            {(!view.site.categories.is_empty()).then(|| fields::select(page, &category, categories(view, page)))}
        </section>
    }
    .into_any()
}

/// The place: words, a button that looks them up, and the candidates once that was done.
fn area(view: &FormView, page: &Page, wrongs: &[Wrong]) -> AnyView {
    let input = &view.input;
    let text = Field {
        id: "case-area_text",
        name: "area_text",
        label: page.t(T::AreaLabel),
        hint: Some(page.t(T::AreaHint)),
        error: fields::message(wrongs, "case-area_text"),
        optional: true,
    };
    let settled = matches!(input.place(), Place::Chosen(_) | Place::Words(_));
    let rest = match &view.areas {
        Some(candidates) => candidates_of(input, candidates, page, wrongs),
        None if settled => view! {
            <input type="hidden" name="area" value=input.area.clone()/>
            <input type="hidden" name="area_for" value=input.area_for.clone()/>
        }
        .into_any(),
        None => ().into_any(),
    };
    view! {
        <div class="with-button">
            {fields::line(page, &text, &input.area_text, Line { autocomplete: "address-level2", ..Line::TEXT })}
            <button class="button second" name="go" value="areas">{page.t(T::AreaFind)}</button>
        </div>
        {rest}
    }
    .into_any()
}

fn candidates_of(input: &FormInput, candidates: &[AreaView], page: &Page, wrongs: &[Wrong]) -> AnyView {
    let typed = input.area_text.trim();
    let n = candidates.len().to_string();
    let hint = if candidates.is_empty() {
        page.say(T::AreaNotFound, &[("typed", typed)])
    } else {
        page.say(T::AreaFound, &[("n", &n), ("typed", typed)])
    };
    let field = Field {
        id: "case-area",
        name: "area",
        label: page.t(T::AreaChoose),
        hint: None,
        error: fields::message(wrongs, "case-area"),
        optional: false,
    };
    let mut choices = vec![Choice::new("", page.t(T::AreaPick), input.area.is_empty())];
    choices.extend(candidates.iter().map(|area| Choice::new(&area.code, area_label(area), area.code == input.area)));
    choices.push(Choice::new(AREA_OTHER, page.t(T::AreaOther), input.area == AREA_OTHER));
    view! {
        <div class="found">
            <p role="status" dir="auto">{hint}</p>
            <input type="hidden" name="area_for" value=typed.to_owned()/>
            {fields::select(page, &field, choices)}
        </div>
    }
    .into_any()
}

/// Categories in their order, those below another set in.
fn categories(view: &FormView, page: &Page) -> Vec<Choice> {
    let chosen = view.input.category.as_str();
    let mut choices = vec![Choice::new("", page.t(T::CategoryNone), chosen.is_empty())];
    choices.extend(view.site.categories.iter().map(|category| {
        let label = match category.parent {
            Some(_) => format!("\u{2003}{}", category.name),
            None => category.name.clone(),
        };
        Choice::new(&category.code, label, category.code == chosen)
    }));
    choices
}

/// The extra questions that may be asked: all of the chosen topic, since a page without a script cannot follow the
/// answers; those that do not apply count for nothing. An answer that stops the form brings its advice.
fn asked(view: &FormView, page: &Page, wrongs: &[Wrong]) -> AnyView {
    let all = questions_of(view, page, wrongs, |kind| kind != QuestionKind::File);
    if all.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="section" aria-labelledby="asked">
            <h2 id="asked">{page.t(T::QuestionsAsk)}</h2>
            <p class="hint">{page.t(T::QuestionsHint)}</p>
            {all}
        </section>
    }
    .into_any()
}

/// Those of the chosen topic whose kind is wanted.
fn questions_of(view: &FormView, page: &Page, wrongs: &[Wrong], wanted: fn(QuestionKind) -> bool) -> Vec<AnyView> {
    let chosen = &view.input.category;
    let fits = |question: &QuestionView| question.categories.is_empty() || question.categories.contains(chosen);
    questions::FIELDS
        .iter()
        .zip(&view.site.questions)
        .filter(|(_, question)| fits(question) && wanted(question.kind))
        .map(|(&name, question)| one_question(view, page, wrongs, name, question))
        .collect()
}

fn one_question(
    view: &FormView,
    page: &Page,
    wrongs: &[Wrong],
    name: &'static str,
    question: &QuestionView,
) -> AnyView {
    let id = format!("case-{}", name.replace('.', "-"));
    let typed = view.input.answers.get(name).map_or("", String::as_str);
    let field = Field {
        id: &id,
        name,
        label: &question.ask,
        hint: Some(question.hint.as_str()).filter(|hint| !hint.is_empty()),
        error: fields::message(wrongs, &id),
        optional: !question.required,
    };
    let line = |kind, inputmode| {
        let line = Line { kind, inputmode, class: "w-half", ..Line::TEXT };
        fields::line(page, &field, typed, line)
    };
    let control = match question.kind {
        QuestionKind::Text => fields::lines(page, &field, typed, 3),
        QuestionKind::Date => line("date", "text"),
        QuestionKind::Number => line("text", "numeric"),
        QuestionKind::YesNo => {
            let choice = |code: &str, text: Q| Choice::new(code, text.text(page.lang), typed == code);
            fields::radios(page, &field, "radios", vec![choice("yes", Q::Yes), choice("no", Q::No)])
        }
        QuestionKind::Choice => {
            let choices = question.choices.iter().map(|c| Choice::new(&c.code, c.name.clone(), typed == c.code));
            fields::radios(page, &field, "radios", choices.collect())
        }
        QuestionKind::File => files::question(&field, &view.kept, page),
    };
    let stop = question.stop.as_ref().filter(|stop| stop.is.iter().any(|value| value == typed));
    let advice = stop.map(|stop| {
        view! { <div class="late-note"><p><strong>{page.t(T::Stop)}</strong></p><p>{stop.advice.clone()}</p></div> }
    });
    view! { {control}{advice} }.into_any()
}

/// The consent, and the wish to be told: each by itself, never ticked beforehand.
fn consent(view: &FormView, page: &Page, wrongs: &[Wrong]) -> AnyView {
    let error = fields::message(wrongs, "case-consent").map(|text| view! { <p class="error">{text.to_owned()}</p> });
    view! {
        <div class="field">
            <div class="radio">
                <input id="case-notify" name="notify" type="checkbox" value="yes" checked=view.input.notify == "yes"/>
                <label for="case-notify">{page.t(T::Notify)}</label>
            </div>
        </div>
        <div class="field">
            {error}
            <div class="radio">
                <input id="case-consent" name="consent" type="checkbox" value="yes" checked=view.input.consent == "yes"/>
                <label for="case-consent">{page.t(T::Consent)}</label>
            </div>
        </div>
    }
    .into_any()
}

fn contact(view: &FormView, page: &Page, wrongs: &[Wrong]) -> AnyView {
    let input = &view.input;
    let needed = input.kind().is_some_and(|kind| kind.needs_identity());
    let one = |id: &'static str, name: &'static str, label: T, value: &str, line: Line| {
        let label = page.t(label);
        let field = Field { id, name, label, hint: None, error: fields::message(wrongs, id), optional: !needed };
        fields::line(page, &field, value, line)
    };
    let line = |kind, autocomplete, inputmode| Line { kind, autocomplete, inputmode, class: "w-half" };
    view! {
        <section class="section" aria-labelledby="contact">
            <h2 id="contact">{page.t(T::ContactAsk)}</h2>
            <p class="hint">{page.t(T::ContactHint)}</p>
            {one("case-name", "name", T::NameLabel, &input.name, line("text", "name", "text"))}
            {one("case-phone", "phone", T::PhoneLabel, &input.phone, line("tel", "tel", "tel"))}
            {one("case-email", "email", T::EmailLabel, &input.email, line("email", "email", "email"))}
            {consent(view, page, wrongs)}
            <p class="kept">{page.t(T::ContactKept)}</p>
        </section>
        <section class="section" aria-labelledby="wish">
            <h2 id="wish">{Publishing::WishTitle.text(page.lang)}</h2>
            {wish::choice(view, page)}
        </section>
    }
    .into_any()
}

fn evidence(view: &FormView, page: &Page, wrongs: &[Wrong]) -> AnyView {
    // Here and not among the other questions: everything typed arrives before the first file begins to.
    let asked = questions_of(view, page, wrongs, |kind| kind == QuestionKind::File).into_any();
    view! {
        <section class="section" aria-labelledby="evidence">
            <h2 id="evidence">{page.t(T::FilesAsk)}</h2>
            {files::chooser("case", T::FilesLabel, &view.kept, view.input.keeps_metadata(), asked, page, wrongs)}
        </section>
    }
    .into_any()
}

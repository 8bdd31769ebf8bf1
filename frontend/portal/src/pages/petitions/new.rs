//! `GET` and `POST /petitions/new?site=KEY`: writing a petition, without a script. Petitions and answered cases like it are
//! offered before it is sent; whoever reads on and presses the button has decided. What was typed is never lost.

use super::parts::{card, say, tick};
use super::sign::{message, provinces};
use crate::Page;
use crate::fields::{self, Choice, Field, Line, Wrong};
use crate::input::petitions::{AgencyAsked, NewInput};
use crate::page::{Doc, Switch, document};
use crate::pages::encode;
use crate::pages::search::masked;
use hoiam_shared::catalogue::petitions::Petitions as P;
use hoiam_shared::catalogue::public::Open as O;
use hoiam_shared::wire::intake::AgencyRef;
use hoiam_shared::wire::petitions::PetitionCard;
use hoiam_shared::wire::problem::FieldProblem;
use hoiam_shared::wire::public::SuggestionView;
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone, Default)]
pub struct NewPage {
    /// Key of the site.
    pub site_key: String,
    /// Its name.
    pub site_name: String,
    /// Who is asked when nobody else is named.
    pub agency_name: String,
    /// What was typed; empty at first.
    pub input: NewInput,
    /// What is wrong with it, with the names of `PetitionNew` (`title`, `author.email`).
    pub errors: Vec<FieldProblem>,
    /// Petitions that ask for something alike.
    pub alike: Vec<PetitionCard>,
    /// Answered cases about something alike.
    pub cases: Vec<SuggestionView>,
    /// The authority typed was looked up and is not clear: the candidates; none when nothing was found.
    pub agencies: Option<Vec<AgencyRef>>,
    /// Code and name of each province.
    pub areas: Vec<(String, String)>,
    /// People who must support it, its author included.
    pub sponsors: u32,
    /// Days after its end in which names and addresses are deleted.
    pub keep_days: u32,
    /// Why none can be begun just now.
    pub paused: Option<String>,
}

/// Id of the form, and the start of the ids of its controls.
const FORM: &str = "petition";

/// The form.
pub fn new(view: &NewPage, page: &Page) -> String {
    let lang = page.lang;
    let title = P::NewTitle.text(lang).to_owned();
    if let Some(paused) = &view.paused {
        let body = view! {
            <h1>{title.clone()}</h1>
            <section class="card" role="status"><p>{paused.clone()}</p></section>
            <p><a class="button second" href=page.href("/petitions")>{P::BackToList.text(lang)}</a></p>
        }
        .into_any();
        return document(
            page,
            Doc { title, failed: false, class: "narrow", switch: Switch::Link, listed: false, body },
        );
    }
    let wrongs = wrongs(view, page);
    let offered = !view.alike.is_empty() || !view.cases.is_empty();
    let action = page.href(&format!("/petitions/new?site={}", encode(&view.site_key)));
    let token = if view.input.token.is_empty() { &page.token } else { &view.input.token };
    let body = view! {
        {fields::summary(page, &wrongs)}
        <p class="over"><bdi>{say(page, P::NewFor, &[("site", &view.site_name)])}</bdi></p>
        <h1>{title.clone()}</h1>
        <p class="lead">{say(page, P::NewLead, &[("n", &view.sponsors.to_string())])}</p>
        <form id=FORM method="post" action=action novalidate class="sections" tabindex="-1">
            <input type="hidden" name="token" value=token.clone()/>
            {offered.then(|| alike(view, page))}
            {what(view, page, &wrongs)}
            {about(view, page, &wrongs)}
            <div class="send">
                <button class="button big" name=offered.then_some("go") value=offered.then_some("anyway")>
                    {if offered { P::NewAnyway } else { P::NewGo }.text(lang)}
                </button>
            </div>
        </form>
    }
    .into_any();
    let failed = !wrongs.is_empty();
    document(page, Doc { title, failed, class: "narrow", switch: Switch::Typed(FORM), listed: false, body })
}

/// Each problem at the control it belongs to; what has no control here points at the form.
fn wrongs(view: &NewPage, page: &Page) -> Vec<Wrong> {
    let id = |field: &str| match field {
        "title" | "body" | "area" => format!("{FORM}-{field}"),
        "agency" if view.agencies.is_some() => "petition-agency".to_owned(),
        "agency" => "petition-agency_text".to_owned(),
        "author.name" | "author.email" | "author.consent" => format!("{FORM}-{}", &field["author.".len()..]),
        "author.area" => "petition-home".to_owned(),
        _ => FORM.to_owned(),
    };
    view.errors.iter().map(|problem| Wrong { id: id(&problem.field), message: message(problem, page) }).collect()
}

fn alike(view: &NewPage, page: &Page) -> AnyView {
    let lang = page.lang;
    let petitions = (!view.alike.is_empty()).then(|| {
        view! {
            <h2 id="alike">{P::AlikeTitle.text(lang)}</h2>
            <p class="hint">{P::AlikeLead.text(lang)}</p>
            <ol class="petitions">{view.alike.iter().map(|petition| card(petition, true, page)).collect::<Vec<_>>()}</ol>
        }
    });
    let case = |case: &SuggestionView| {
        let href = page.href(&format!("/p/{}", encode(&case.code)));
        view! {
            <li>
                <h3><a href=href dir="auto" target="_blank" rel="noopener">{masked(&case.title, page)}</a></h3>
                <p class="said" dir="auto"><strong>{O::AnswerStarts.text(lang)}</strong>" "{masked(&case.answer, page)}</p>
            </li>
        }
    };
    let only_cases = view.alike.is_empty();
    let cases = (!view.cases.is_empty()).then(|| {
        view! {
            <h2 id=only_cases.then_some("alike")>{P::AlikeCases.text(lang)}</h2>
            <ol class="answers">{view.cases.iter().map(case).collect::<Vec<_>>()}</ol>
        }
    });
    view! {
        <section class="section alike" aria-labelledby="alike" tabindex="-1" autofocus>
            {petitions}
            {cases}
            <button class="button" name="go" value="anyway">{P::NewAnyway.text(lang)}</button>
        </section>
    }
    .into_any()
}

fn field<'a>(
    id: &'static str,
    name: &'static str,
    label: P,
    hint: Option<&'a str>,
    page: &Page,
    wrongs: &'a [Wrong],
) -> Field<'a> {
    Field { id, name, label: label.text(page.lang), hint, error: fields::message(wrongs, id), optional: false }
}

fn what(view: &NewPage, page: &Page, wrongs: &[Wrong]) -> AnyView {
    let (input, lang) = (&view.input, page.lang);
    let title = field("petition-title", "title", P::NewAsk, Some(P::NewAskHint.text(lang)), page, wrongs);
    let body = field("petition-body", "body", P::NewWhy, Some(P::NewWhyHint.text(lang)), page, wrongs);
    let area = Field { optional: true, ..field("petition-area", "area", P::NewArea, None, page, wrongs) };
    view! {
        <section class="section" aria-labelledby="what">
            <h2 id="what">{P::NewWhat.text(lang)}</h2>
            {fields::line(page, &title, &input.title, Line::TEXT)}
            {fields::lines(page, &body, &input.body, 8)}
            {agency(view, page, wrongs)}
            {(!view.areas.is_empty()).then(|| fields::select(page, &area, provinces(&view.areas, &input.area, P::NewAreaNone, page)))}
        </section>
    }
    .into_any()
}

/// Who is asked: words, a button that looks them up, and the candidates once that was done.
fn agency(view: &NewPage, page: &Page, wrongs: &[Wrong]) -> AnyView {
    let (input, lang) = (&view.input, page.lang);
    let hint = say(page, P::NewAgencyHint, &[("agency", &view.agency_name)]);
    let text = Field {
        optional: true,
        ..field("petition-agency_text", "agency_text", P::NewAgency, Some(&hint), page, wrongs)
    };
    let rest = match &view.agencies {
        Some(candidates) => candidates_of(input, candidates, page, wrongs),
        None if matches!(input.asked(), AgencyAsked::Chosen(_)) => view! {
            <input type="hidden" name="agency" value=input.agency.clone()/>
            <input type="hidden" name="agency_for" value=input.agency_for.clone()/>
        }
        .into_any(),
        None => ().into_any(),
    };
    view! {
        <div class="with-button">
            {fields::line(page, &text, &input.agency_text, Line::TEXT)}
            <button class="button second" name="go" value="agency">{P::NewAgencyFind.text(lang)}</button>
        </div>
        {rest}
    }
    .into_any()
}

fn candidates_of(input: &NewInput, candidates: &[AgencyRef], page: &Page, wrongs: &[Wrong]) -> AnyView {
    let typed = input.agency_text.trim();
    if candidates.is_empty() {
        let none = say(page, P::NewAgencyNone, &[("typed", typed)]);
        return view! { <div class="found" id="petition-agency" tabindex="-1"><p role="status" dir="auto">{none}</p></div> }
            .into_any();
    }
    let found = say(page, P::NewAgencyFound, &[("n", &candidates.len().to_string()), ("typed", typed)]);
    let mut choices = vec![Choice::new("", P::NewAgencyPick.text(page.lang), input.agency.is_empty())];
    choices.extend(candidates.iter().map(|one| Choice::new(&one.code, &one.name, one.code == input.agency)));
    view! {
        <div class="found">
            <p role="status" dir="auto">{found}</p>
            <input type="hidden" name="agency_for" value=typed.to_owned()/>
            {fields::select(page, &field("petition-agency", "agency", P::NewAgencyChoose, None, page, wrongs), choices)}
        </div>
    }
    .into_any()
}

fn about(view: &NewPage, page: &Page, wrongs: &[Wrong]) -> AnyView {
    let (input, lang) = (&view.input, page.lang);
    let name = field("petition-name", "name", P::Name, Some(P::NameHint.text(lang)), page, wrongs);
    let email = field("petition-email", "email", P::Email, None, page, wrongs);
    let home = field("petition-home", "home", P::Area, None, page, wrongs);
    let line = |kind, autocomplete, inputmode| Line { kind, autocomplete, inputmode, class: "w-half" };
    let consent = say(page, P::Consent, &[("days", &view.keep_days.to_string())]);
    view! {
        <section class="section" aria-labelledby="about">
            <h2 id="about">{P::NewAbout.text(lang)}</h2>
            <p class="hint">{P::NewAboutHint.text(lang)}</p>
            {fields::line(page, &name, &input.name, line("text", "name", "text"))}
            {fields::line(page, &email, &input.email, line("email", "email", "email"))}
            {(!view.areas.is_empty()).then(|| fields::select(page, &home, provinces(&view.areas, &input.home, P::AreaNone, page)))}
            {tick("petition-tell", "tell", P::Tell.text(lang).to_owned(), input.tell == "yes", wrongs, page)}
            {tick("petition-consent", "consent", consent, input.consent == "yes", wrongs, page)}
        </section>
    }
    .into_any()
}

/// Written, and waits for its author to confirm the address. The answer to a form: it could not be drawn again.
pub fn new_done(email: &str, page: &Page) -> String {
    let lang = page.lang;
    let title = P::NewDoneTitle.text(lang).to_owned();
    let body = view! {
        <div class="done">
            <h1>{title.clone()}</h1>
            <p dir="auto">{say(page, P::NewDoneLead, &[("email", email)])}</p>
        </div>
        <p class="hint">{P::NoLetter.text(lang)}</p>
        <p><a class="button second" href=page.href("/petitions")>{P::BackToList.text(lang)}</a></p>
    }
    .into_any();
    document(page, Doc { title, failed: false, class: "narrow", switch: Switch::None, listed: false, body })
}

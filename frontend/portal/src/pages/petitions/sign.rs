//! The form that signs, on the petition's page and in the frame. It posts to the page it stands on, so that what is wrong is
//! said right there and nothing typed is lost.

use super::one::OnePage;
use super::parts::{shown, tick};
use super::vouched;
use crate::Page;
use crate::fields::{self, Choice, Field, Line, Wrong};
use hoiam_shared::catalogue::identity::Identity as I;
use hoiam_shared::catalogue::petitions::Petitions as P;
use hoiam_shared::petition::PetitionState;
use hoiam_shared::wire::problem::FieldProblem;
use leptos::prelude::*;

/// Id of the form, and the start of the ids of its controls.
pub(crate) const FORM: &str = "sign";

/// Each problem at the control it belongs to; what has no control here points at the form.
pub(crate) fn wrongs(errors: &[FieldProblem], page: &Page) -> Vec<Wrong> {
    let id = |field: &str| match field.rsplit('.').next().unwrap_or_default() {
        known if field.starts_with("identity.") => format!("{}-{known}", vouched::FORM),
        known @ ("name" | "email" | "area" | "consent") => format!("{FORM}-{known}"),
        "phone" => format!("{FORM}-email"),
        _ => FORM.to_owned(),
    };
    errors.iter().map(|problem| Wrong { id: id(&problem.field), message: message(problem, page) }).collect()
}

/// In words. Of consent there is more to say here than of a case, which can do without a name.
pub(crate) fn message(problem: &FieldProblem, page: &Page) -> String {
    match problem.field.as_str() {
        "consent" | "author.consent" => P::ConsentMissing.text(page.lang).to_owned(),
        "identity.consent" => I::ConsentMissing.text(page.lang).to_owned(),
        _ => problem.message.clone(),
    }
}

/// The section; where nothing can be signed now it says so, and why.
pub(crate) fn section(view: &OnePage, page: &Page, wrongs: &[Wrong]) -> AnyView {
    let (petition, lang) = (&view.petition, page.lang);
    let sponsoring = petition.state == PetitionState::Sponsoring;
    let title = if sponsoring { P::Support } else { P::Sign };
    let note = |text: &str| {
        view! { <section class="section" id=FORM tabindex="-1"><p role="status">{text.to_owned()}</p></section> }
            .into_any()
    };
    // Paused for everybody comes first: it will go on.
    if let Some(paused) = view.paused.as_ref().filter(|_| petition.state.signs()) {
        return note(paused);
    }
    if !petition.signs {
        let why = if shown(petition) { P::NotOpen } else { P::NotYet };
        return note(why.text(lang));
    }
    view! {
        <section class="section" aria-labelledby="sign-title">
            <h2 id="sign-title">{title.text(lang)}</h2>
            <form id=FORM method="post" action=page.href(&page.path) novalidate tabindex="-1">
                {controls(view, page, wrongs)}
                <button class="button big">{P::SignGo.text(lang)}</button>
            </form>
        </section>
        {vouched::section(view, page, wrongs)}
    }
    .into_any()
}

fn controls(view: &OnePage, page: &Page, wrongs: &[Wrong]) -> AnyView {
    let (input, lang) = (&view.input, page.lang);
    let field = |id: &'static str, name: &'static str, label: P, hint: P| Field {
        id,
        name,
        label: label.text(lang),
        hint: Some(hint.text(lang)),
        error: fields::message(wrongs, id),
        optional: false,
    };
    let line = |kind, autocomplete, inputmode| Line { kind, autocomplete, inputmode, class: "w-half" };
    let name = field("sign-name", "name", P::Name, P::NameHint);
    let (label, hint, kind) = match view.phones {
        true => (P::EmailOrPhone, P::EmailOrPhoneHint, "text"),
        false => (P::Email, P::EmailHint, "email"),
    };
    let email = field("sign-email", "email", label, hint);
    let area = field("sign-area", "area", P::Area, P::AreaHint);
    let days = view.keep_days.to_string();
    view! {
        {fields::line(page, &name, &input.name, line("text", "name", "text"))}
        {fields::line(page, &email, &input.email, line(kind, "email", "email"))}
        {(!view.provinces.is_empty()).then(|| fields::select(page, &area, provinces(&view.provinces, &input.area, P::AreaNone, page)))}
        {tick("sign-tell", "tell", P::Tell.text(lang).to_owned(), input.tell == "yes", wrongs, page)}
        {tick("sign-consent", "consent", super::parts::say(page, P::Consent, &[("days", &days)]), input.consent == "yes", wrongs, page)}
    }
    .into_any()
}

/// The provinces, behind the choice not to say.
pub(crate) fn provinces(all: &[(String, String)], chosen: &str, none: P, page: &Page) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", none.text(page.lang), chosen.is_empty())];
    choices.extend(all.iter().map(|(code, name)| Choice::new(code, name, code == chosen)));
    choices
}

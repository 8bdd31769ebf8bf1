//! The fields of a form, drawn from its shape.

use super::form::Form;
use super::marking::Marking;
use super::picker::{AgencyPicker, PersonPicker};
use crate::pure::form::{self, Body, Missing};
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::{app, filled, t};
use hoiam_shared::case::{Action, CaseState, Ground};
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::catalogue::publishing::Publishing;
use hoiam_shared::publish::Retraction;
use hoiam_shared::wire::case::{AgencyHit, CaseView};
use leptos::prelude::*;

/// All fields of the form.
#[component]
pub fn Fields(
    /// Which.
    form: Form,
    /// The case.
    view: Known<CaseView>,
) -> impl IntoView {
    let state = view.with_untracked(|v| v.row.status);
    let shape = form::shape_at(form.action, state)?;
    let waits = form.action == Action::Answer && state == CaseState::AnswerReview;
    let agency = view.with_untracked(|v| v.row.agency.as_ref().map(|a| a.code.clone()).unwrap_or_default());
    Some(view! {
        {shape.agency.then(|| view! { {agency_field(form)}<Fault form of=Missing::Agency/> })}
        {shape.person.then(|| view! { <PersonPicker form agency assignee=view.with_untracked(|v| v.row.assignee.clone())/> })}
        {shape.ground.then(|| view! { <Grounds form view/><Fault form of=Missing::Ground/> })}
        {shape.hides.then(|| view! { <Marking form/> })}
        {shape.into.then(|| view! { <Into form/><Fault form of=Missing::Into/> })}
        {shape.due.then(|| view! { <DueDate form/><Fault form of=Missing::Due/> })}
        {waits.then(|| view! { <p class="soft">{t(Desk::AnswerDraft)}</p> })}
        {match shape.body {
            Body::None => None,
            Body::Required(max) => Some(view! { <Text form required=true max/> }),
            Body::Optional(max) => Some(view! { <Text form required=false max/> }),
        }}
    })
}

/// What is missing or was refused, said below the field that it is about.
#[component]
fn Fault(form: Form, of: Missing) -> impl IntoView {
    let app = app();
    let text = move || {
        let lang = app.lang.get();
        let Some(found) = form.missing.with(|all| all.iter().copied().find(|m| same(*m, of))) else {
            return form.refused(field(of));
        };
        Some(match found {
            Missing::Agency => Desk::MissingAgency.text(lang).to_owned(),
            Missing::Ground => Desk::MissingGround.text(lang).to_owned(),
            Missing::Into => Desk::MissingInto.text(lang).to_owned(),
            Missing::Due => Desk::MissingDue.text(lang).to_owned(),
            Missing::Body => Desk::MissingBody.text(lang).to_owned(),
            Missing::TooLong(max) => filled(Desk::BodyTooLong, lang, "n", &max.to_string()),
        })
    };
    view! { <p class="fault" role="alert">{text}</p> }
}

/// What the server calls it.
const fn field(of: Missing) -> &'static str {
    match of {
        Missing::Agency => "agency",
        Missing::Ground => "ground",
        Missing::Into => "into",
        Missing::Due => "due_at",
        Missing::Body | Missing::TooLong(_) => "body",
    }
}

/// The text is one field, whatever is wrong with it.
fn same(a: Missing, b: Missing) -> bool {
    let text = |m| matches!(m, Missing::Body | Missing::TooLong(_));
    a == b || (text(a) && text(b))
}

fn agency_field(form: Form) -> AnyView {
    let name = Box::new(move || form.draft.with(|d| d.agency_name.clone()));
    let choose = Callback::new(move |hit: Option<AgencyHit>| {
        form.change(|d| {
            (d.input.agency, d.agency_name) = hit.map(|hit| (Some(hit.code), hit.name)).unwrap_or_default();
        });
    });
    view! {
        <label for="act-agency">{t(Desk::AgencyLabel)}</label>
        <AgencyPicker id="act-agency" name choose/>
    }
    .into_any()
}

#[component]
fn Text(form: Form, required: bool, max: usize) -> impl IntoView {
    let app = app();
    let label = match form.action {
        Action::Answer | Action::SubmitAnswer => Desk::AnswerText,
        Action::RequestInfo => Desk::RequestText,
        Action::Note => Desk::NoteText,
        Action::Split => Desk::SplitText,
        Action::GiveOpinion => Desk::OpinionText,
        Action::AskOpinion => Desk::AskOpinionText,
        Action::ReturnAnswer => Desk::RemarkText,
        _ => Desk::ReasonText,
    };
    let long = matches!(
        form.action,
        Action::Answer | Action::SubmitAnswer | Action::RequestInfo | Action::GiveOpinion | Action::Split
    );
    // Counting 50,000 characters at each key is cheap; saying so before it matters would be noise.
    let left = move || {
        let used = form.draft.with(|d| d.input.body.chars().count());
        (used * 10 > max * 9).then(|| filled(Desk::CharactersUsed, app.lang.get(), "n", &format!("{used}/{max}")))
    };
    view! {
        <label for="act-body">{t(label)}{(!required).then(|| view! { <span class="soft">" "{t(Desk::OptionalField)}</span> })}</label>
        <textarea id="act-body" rows=if long { "9" } else { "4" } aria-describedby="act-body-fault"
            prop:value=move || form.draft.with(|d| d.input.body.clone())
            on:input=move |e| form.change(|d| d.input.body = event_target_value(&e))></textarea>
        <p class="soft">{left}</p>
        <div id="act-body-fault"><Fault form of=Missing::Body/></div>
    }
}

#[component]
fn Grounds(form: Form, view: Known<CaseView>) -> impl IntoView {
    let app = app();
    let chosen = move || form.draft.with(|d| d.input.ground.clone().unwrap_or_default());
    let retracts = form.action == Action::Unpublish;
    let held = view.with_untracked(|v| matches!(v.row.status, CaseState::Screening | CaseState::Received));
    let written = view.with_untracked(|v| v.language);
    let options = move || {
        let lang = app.lang.get();
        let option = |(code, name): (&'static str, &'static str)| {
            view! { <option value=code selected=chosen() == code>{name}</option> }
        };
        if retracts {
            Retraction::ALL.iter().map(|r| option((r.code(), r.name(lang)))).views()
        } else {
            // A moderator decides by other reasons than an agency.
            let all = if held { &Ground::MODERATION[..] } else { Ground::ALL };
            all.iter().map(|g| option((g.code(), g.name(lang)))).views()
        }
    };
    let choose = move |e| {
        let value = event_target_value(&e);
        form.change(|d| {
            // The standard reason, in the citizen's language, unless something else was written.
            let standard = |code: Option<&str>| code.and_then(Ground::from_code).map(|ground| ground.standard(written));
            let before = standard(d.input.ground.as_deref());
            if !retracts && (d.input.body.trim().is_empty() || Some(d.input.body.as_str()) == before) {
                d.input.body = standard(Some(value.as_str())).unwrap_or_default().to_owned();
            }
            d.input.ground = (!value.is_empty()).then_some(value);
        });
    };
    view! {
        <label for="act-ground">{move || match retracts {
            true => Publishing::ReasonLabel.text(app.lang.get()),
            false => Desk::GroundLabel.text(app.lang.get()),
        }}</label>
        <select id="act-ground" on:change=choose><option value="">{t(Desk::Choose)}</option>{options}</select>
    }
}

#[component]
fn Into(form: Form) -> impl IntoView {
    view! {
        <label for="act-into">{t(Desk::IntoLabel)}</label>
        <input id="act-into" class="code" autocomplete="off" spellcheck="false" placeholder="HA-26-XXXXX-XXXX"
            prop:value=move || form.draft.with(|d| d.input.into.clone().unwrap_or_default())
            on:input=move |e| {
                let value = event_target_value(&e);
                form.change(|d| d.input.into = (!value.trim().is_empty()).then_some(value));
            }/>
    }
}

#[component]
fn DueDate(form: Form) -> impl IntoView {
    let choose = move |e| {
        let at = dates::end_of_day(&event_target_value(&e));
        form.change(|d| d.input.due_at = at);
    };
    view! {
        <label for="act-due">{t(Desk::DueLabel)}</label>
        <input id="act-due" type="date" on:change=choose
            prop:value=move || form.draft.with(|d| d.input.due_at.map(dates::input_date).unwrap_or_default())/>
    }
}

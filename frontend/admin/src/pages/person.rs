//! What is stored about somebody: their cases by a contact, for a reason, and a file for each.

use super::Back;
use super::line::{Area, Line};
use crate::api_personal as api;
use hoiam_desk::parts::load::Alert;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::state::app;
use hoiam_kit::Trouble;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::personal::PersonPage as P;
use hoiam_shared::limits;
use hoiam_shared::wire::personal::{DataSubjectInput, DataSubjectView, PersonCase};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A text of this page that follows the language.
fn p(key: P) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let lang = app().lang;
    move || key.text(lang.get())
}

/// The page.
#[component]
pub fn PersonFinder() -> impl IntoView {
    let app = app();
    let (contact, reason) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let found = RwSignal::new(None::<DataSubjectView>);
    let trouble = RwSignal::new(None::<Trouble>);
    let busy = RwSignal::new(false);
    let find = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        trouble.set(None);
        found.set(None);
        let input = DataSubjectInput { contact: contact.get_untracked(), reason: reason.get_untracked() };
        spawn_local(async move {
            let answer = api::find_person(app, &input).await;
            if busy.try_set(false).is_some() {
                // The page is gone.
                return;
            }
            match answer {
                Ok(view) => found.set(Some(view)),
                Err(cause) => trouble.set(Some(cause)),
            }
        });
    };
    view! {
        <main id="main" class="admin" tabindex="-1">
            <Back/>
            <h1>{p(P::Title)}</h1>
            <p>{p(P::Intro)}</p>
            <form class="rule-form day-lines" on:submit=find>
                <Line id="person-contact".to_owned() label=P::Contact help=P::ContactHelp required=true most=limits::EMAIL_CHARS
                    value=contact.into() change=move |v| contact.set(v)/>
                <Area id="person-reason".to_owned() label=P::Reason rows=3 value=reason.into() change=move |v| reason.set(v)/>
                <Alert trouble/>
                <div class="buttons"><button class="primary" aria-disabled=move || busy.get().to_string()>{p(P::Find)}</button></div>
            </form>
            <div role="status">{move || found.get().map(|view| list(view, app.lang.get()))}</div>
        </main>
    }
}

fn list(view: DataSubjectView, lang: Lang) -> AnyView {
    if view.cases.is_empty() {
        return view! { <p class="empty">{P::None.text(lang)}</p> }.into_any();
    }
    let count = fill(P::Found.text(lang), &[("n", &view.cases.len().to_string())]);
    view! {
        <h2>{count}</h2>
        <p class="soft">{P::Hour.text(lang)}</p>
        <ul class="rule-list" role="list">{view.cases.into_iter().map(|case| one(case, lang)).views()}</ul>
    }
    .into_any()
}

fn one(case: PersonCase, lang: Lang) -> AnyView {
    let file = api::person_file(&case.code, lang);
    let agency = case.agency.map(|agency| format!(" · {}", agency.name));
    let label = format!("{}: {}", P::Download.text(lang), case.code);
    view! {
        <li class="rule">
            <div class="what">
                <p class="line"><strong>{case.code.clone()}</strong></p>
                <p class="soft">{case.kind.name(lang)}" · "{case.status.name(lang)}" · "{dates::date_time(case.received_at, lang)}{agency}</p>
            </div>
            <div class="buttons"><a class="button" href=file download=format!("{}.zip", case.code) aria-label=label>{P::Download.text(lang)}</a></div>
        </li>
    }
    .into_any()
}

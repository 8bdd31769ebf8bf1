//! The record of changes: who changed which setting when, and what it was before and after.

use super::Back;
use super::line::Line;
use super::older::Older;
use crate::api_people as api;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::state::app;
use hoiam_shared::Lang;
use hoiam_shared::audit::Thing;
use hoiam_shared::catalogue::audit::AuditPage as P;
use hoiam_shared::wire::people::AuditEntry;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// A text of this page that follows the language.
fn p(key: P) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let lang = app().lang;
    move || key.text(lang.get())
}

/// What is asked for: login, kind of thing, first day, last day.
type Filter = [String; 4];

/// The page.
#[component]
pub fn AuditList() -> impl IntoView {
    let app = app();
    let typed: [RwSignal<String>; 4] = std::array::from_fn(|_| RwSignal::new(String::new()));
    let asked = RwSignal::new(Filter::default());
    let list = Older::new(move |before| {
        asked.with(|[who, thing, from, to]| {
            let query = [("who", who.trim()), ("thing", thing), ("from", from), ("to", to), ("before", before)];
            api::audit(app, app.lang.get(), &query)
        })
    });
    let filter = move |event: SubmitEvent| {
        event.prevent_default();
        list.anew();
        asked.set(typed.map(|one| one.get_untracked()));
    };
    let file = move || {
        asked.with(|[who, thing, from, to]| {
            api::audit_file(app.lang.get(), &[("who", who.trim()), ("thing", thing), ("from", from), ("to", to)])
        })
    };
    let things = Thing::ALL.iter().map(|one| {
        let code = one.code();
        view! { <option value=code selected=move || typed[1].with(|t| t == code)>{move || one.name(app.lang.get())}</option> }
    });
    view! {
        <main id="main" class="admin audit" tabindex="-1">
            <Back/>
            <h1>{p(P::Title)}</h1>
            <p>{p(P::Intro)}</p>
            <form class="day-lines" role="search" on:submit=filter>
                <Line id="audit-who".to_owned() label=P::Who value=typed[0].into() change=move |v| typed[0].set(v)/>
                <div class="line-of">
                    <label for="audit-thing">{p(P::Thing)}</label>
                    <select id="audit-thing" on:change=move |e| typed[1].set(event_target_value(&e))>
                        <option value="">{p(P::All)}</option>
                        {things.views()}
                    </select>
                </div>
                <Line id="audit-from".to_owned() label=P::From kind="date" value=typed[2].into() change=move |v| typed[2].set(v)/>
                <Line id="audit-to".to_owned() label=P::To kind="date" value=typed[3].into() change=move |v| typed[3].set(v)/>
                <div class="buttons">
                    <button class="primary">{p(P::Show)}</button>
                    <a class="button" href=file download="audit.csv">{p(P::Export)}</a>
                </div>
            </form>
            {list.view(|lang| P::Count.text(lang), one)}
        </main>
    }
}

fn one(entry: AuditEntry, lang: Lang) -> AnyView {
    let item = if entry.name.is_empty() { entry.item } else { entry.name };
    let who = if entry.login.is_empty() { entry.who } else { format!("{} ({})", entry.who, entry.login) };
    let lines = |label: P, lines: Vec<String>| {
        (!lines.is_empty()).then(|| {
            let all = lines.into_iter().map(|line| view! { <code>{line}</code><br/> }).views();
            view! { <p><span class="soft">{label.text(lang)}": "</span><br/>{all}</p> }
        })
    };
    view! {
        <li class="act">
            <p><strong>{entry.text}</strong>" · "{item}</p>
            <p class="soft">{dates::date_time(entry.at, lang)}" · "{who}" · "{P::Place.text(lang)}" "{entry.agency.name}</p>
            {lines(P::Before, entry.before)}
            {lines(P::After, entry.after)}
        </li>
    }
    .into_any()
}

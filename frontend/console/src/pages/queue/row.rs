//! One row: what it is about first, when it is due second, the rest in one quiet line.

use super::chosen::Pick;
use super::store::Queue;
use crate::parts::due::Due;
use crate::parts::marked::marked;
use hoiam_desk::parts::icon::Icon;
use hoiam_desk::pure::dates;
use hoiam_desk::pure::place::Place;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::{app, filled, filled_f, t};
use hoiam_shared::catalogue::console::{self, Desk};
use hoiam_shared::catalogue::finding::Finding;
use hoiam_shared::wire::case::CaseRow;
use leptos::prelude::*;

/// The row; follows its case without moving.
#[component]
pub fn Row(
    /// As it was loaded.
    row: CaseRow,
) -> impl IntoView {
    let queue = expect_context::<Queue>();
    let lang = app().lang;
    let code = row.code.clone();
    let id = format!("case-{code}");
    let href = Place::case(&*code).href();
    let (at, picked) = (code.clone(), code.clone());
    let current = move || queue.cursor.with(|c| c.as_deref() == Some(&*at)).then_some("true");
    let latest = Known::new(move || queue.latest(&row));
    view! {
        <li class="row" aria-current=current on:focusin=move |_| queue.cursor.set(Some(code.clone()))>
            <Pick code=picked/>
            <h2><a id=id href=href>
                {move || latest.with(|r| marked(&r.title, &r.title_marks))}
            </a></h2>
            <p class="snippet">
                {move || latest.with(|r| r.found_in.clone()).map(|name| view! {
                    <span class="found-in">{move || filled_f(Finding::FoundIn, lang.get(), &[("name", &name)])}" "</span>
                })}
                {move || latest.with(|r| marked(&r.snippet, &r.snippet_marks))}
            </p>
            <div class="when"><Due row=latest/><State row=latest/></div>
            <Facts row=latest/>
        </li>
    }
}

/// Where it stands.
#[component]
pub fn State(
    /// Whose.
    row: Known<CaseRow>,
) -> impl IntoView {
    let app = app();
    let class = move || format!("state {}", console::state_tone(row.with(|r| r.status)));
    view! { <span class=class>{move || console::state_name(row.with(|r| r.status), app.lang.get())}</span> }
}

/// Code, kind, place, who has it.
#[component]
fn Facts(row: Known<CaseRow>) -> impl IntoView {
    let app = app();
    let facts = move || {
        let (lang, now) = (app.lang.get(), app.now.get());
        let row = row.get();
        let who = match row.assignee {
            Some(login) => view! { <li class="who">{Icon::Person.view()}{login}</li> }.into_any(),
            None => view! { <li class="who soft">{Desk::NobodyYet.text(lang)}</li> }.into_any(),
        };
        view! {
            <li class="code">{row.code}</li>
            {row.sealed.then(|| view! { <li>{Icon::Lock.view()}{Desk::SealedMark.text(lang)}</li> })}
            <li>{row.kind.name(lang)}</li>
            {row.agency.map(|a| view! { <li>{a.name}</li> })}
            {row.category.map(|c| view! { <li>{c}</li> })}
            {row.area.map(|a| view! { <li>{a}</li> })}
            <li>{filled(Desk::FiledOn, lang, "date", &dates::short_date(row.received_at, now, lang))}</li>
            {who}
        }
    };
    view! { <ul class="facts" aria-label=t(Desk::FactsTitle)>{facts}</ul> }
}

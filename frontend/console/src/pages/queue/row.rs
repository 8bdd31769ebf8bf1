//! One row: what it is about first, when it is due second, the rest in one quiet line.

use super::chosen::Pick;
use super::columns::Columns;
use super::store::Queue;
use crate::parts::due::Due;
use crate::parts::marked::marked;
use hoiam_desk::parts::icon::Icon;
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::pure::place::Place;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::{app, filled, filled_f, t};
use hoiam_shared::catalogue::console::{self, Desk};
use hoiam_shared::catalogue::finding::Finding;
use hoiam_shared::columns::Column;
use hoiam_shared::wire::case::CaseRow;
use leptos::prelude::*;

/// The row; follows its case without moving.
#[component]
pub fn Row(
    /// As it was loaded.
    row: CaseRow,
    /// Which row of the table it is, from 1.
    place: usize,
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
        <div class="row" role="row" aria-rowindex=place.to_string() aria-current=current on:focusin=move |_| queue.cursor.set(Some(code.clone()))>
            <div class="cell" role="cell">
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
            </div>
            <div class="when" role="cell"><Due row=latest/><State row=latest/><Sealed row=latest/></div>
            <Facts row=latest/>
        </div>
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

/// That not everybody knows of it.
#[component]
pub fn Sealed(
    /// Whose.
    row: Known<CaseRow>,
) -> impl IntoView {
    let sealed = Known::new(move || row.with(|r| r.sealed));
    view! {
        <Show when=move || sealed.get()><span class="pill">{Icon::Lock.view()}{t(Desk::SealedMark)}</span></Show>
    }
}

/// What the person wants to read of it, in their order.
#[component]
fn Facts(row: Known<CaseRow>) -> impl IntoView {
    let app = app();
    let columns = expect_context::<Columns>();
    let facts = move || {
        let (lang, now) = (app.lang.get(), app.now.get());
        let row = row.get();
        let dated = |key: Desk, at| filled(key, lang, "date", &dates::short_date(at, now, lang));
        let fact = |column| {
            let text = match column {
                Column::Code => return view! { <span role="cell" class="code">{row.code.clone()}</span> }.into_any(),
                Column::Assignee => {
                    let soft = row.assignee.is_none();
                    let who = row.assignee.clone().unwrap_or_else(|| Desk::NobodyYet.text(lang).to_owned());
                    return view! { <span role="cell" class="who" class:soft=soft>{Icon::Person.view()}{who}</span> }
                        .into_any();
                }
                Column::Kind => Some(row.kind.name(lang).to_owned()),
                Column::Agency => row.agency.as_ref().map(|agency| agency.name.clone()),
                Column::Category => row.category.clone(),
                Column::Area => row.area.clone(),
                Column::Filed => Some(dated(Desk::FiledOn, row.received_at)),
                Column::Answered => row.answered_at.map(|at| dated(Desk::AnsweredOn, at)),
            };
            view! { <span role="cell">{text}</span> }.into_any()
        };
        columns.shown().into_iter().map(fact).views()
    };
    view! { <div class="facts" role="none">{facts}</div> }
}

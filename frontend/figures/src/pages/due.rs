//! The board: what must be done today, what breaks this week, what is late, and who can still save it.

use super::Page;
use crate::api;
use crate::parts::{behind, branch, grid, link, page, path, put, small};
use crate::pure::{count, left};
use hoiam_desk::pure::dates;
use hoiam_desk::pure::place::Place;
use hoiam_desk::state::app;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::catalogue::due::Due as T;
use hoiam_shared::catalogue::fill;
use hoiam_shared::wire::case::CaseRow;
use hoiam_shared::wire::due::{DueRow, DueView};
use hoiam_shared::wire::indicators::Figure;
use leptos::prelude::*;

/// The page.
#[component]
pub fn DuePage() -> impl IntoView {
    let app = app();
    let (agency, field) = branch(Page::Due.name(), Box::new(|lang| T::Show.text(lang)));
    page(
        "due-board",
        [|lang| T::Title.text(lang), |lang| T::Intro.text(lang)],
        field,
        move |lang| agency.with(|agency| api::due(app, agency, lang)),
        drawn,
        ().into_any(),
    )
}

/// All of it. Drawn as a whole: it changes as a whole.
fn drawn(v: &DueView, lang: Lang) -> AnyView {
    let day = |day: &str| dates::end_of_day(day).map_or_else(String::new, |end| dates::due(end, lang));
    let total = &v.total;
    let number = |figure: &Figure| count(figure.value, lang);
    let said = [
        ("agency", v.agency.name.clone()),
        ("late", number(&total.late)),
        ("today", number(&total.today)),
        ("week", number(&total.week)),
        ("unassigned", number(&total.unassigned)),
    ];
    let tiles = [
        ("late", T::Late, &total.late, T::LateMeans.text(lang).to_owned()),
        ("today", T::Today, &total.today, fill(T::TodayMeans.text(lang), &[("day", &day(&v.today))])),
        ("week", T::Week, &total.week, fill(T::WeekMeans.text(lang), &[("day", &day(&v.until))])),
        ("unassigned", T::Unassigned, &total.unassigned, T::UnassignedMeans.text(lang).to_owned()),
    ];
    let tile = |(class, name, figure, means): (&'static str, T, &Figure, String)| {
        let class = if figure.value > 0 { format!("tile {class}") } else { "tile".to_owned() };
        view! {
            <li class=class>
                <span class="name">{name.text(lang)}</span>
                <span class="number">{behind(figure, number(figure))}</span>
                <small>{means}</small>
            </li>
        }
        .into_any()
    };
    let tiles: Vec<AnyView> = tiles.into_iter().map(tile).collect();
    let people = v.people.iter().map(|row| match row.code.is_empty() {
        true => DueRow { name: T::Nobody.text(lang).to_owned(), ..row.clone() },
        false => row.clone(),
    });
    let people: Vec<DueRow> = people.collect();
    vec![
        path(&v.path, &v.agency, Page::Due.name(), lang),
        view! {
            <p class="summary">{put(T::Summary.text(lang), &said)}</p>
            <ul class="tiles" role="list">{tiles}</ul>
        }
        .into_any(),
        next(v, lang),
        rows("desks", T::Desks, T::Agency, &v.desks, v.more_desks, lang),
        rows("people", T::People, T::Person, &people, v.more_people, lang),
        view! { <p class="soft">{fill(T::At.text(lang), &[("at", &dates::date_time(v.at, lang))])}</p> }.into_any(),
        view! {
            <div class="buttons">
                <button type="button" class="print" on:click=|_| { window().print().ok(); }>{Desk::Print.text(lang)}</button>
            </div>
        }
        .into_any(),
    ]
    .into_any()
}

/// Who holds what.
fn rows(id: &'static str, title: T, first: T, rows: &[DueRow], more: i64, lang: Lang) -> AnyView {
    let heads = [first, T::Today, T::Week, T::Unassigned, T::Late].iter().map(|head| head.text(lang)).collect();
    let line = |row: &DueRow| {
        let cell = |figure: &Figure| behind(figure, count(figure.value, lang));
        vec![row.name.clone().into_any(), cell(&row.today), cell(&row.week), cell(&row.unassigned), cell(&row.late)]
    };
    let body = match rows.is_empty() {
        true => view! { <p class="empty">{T::Fine.text(lang)}</p> }.into_any(),
        false => grid(id, title.text(lang), heads, rows.iter().map(line).collect(), 0),
    };
    let more = (more > 0).then(|| fill(T::More.text(lang), &[("n", &count(more, lang))]));
    view! {
        <section>
            <h2>{title.text(lang)}</h2>
            {body}
            {more.map(|text| view! { <p class="soft">{text}</p> })}
        </section>
    }
    .into_any()
}

/// The cases themselves.
fn next(v: &DueView, lang: Lang) -> AnyView {
    let heads = [T::Case, T::DueAt, T::Left, T::Agency, T::Person].iter().map(|head| head.text(lang)).collect();
    let line = |row: &CaseRow| {
        let title = if row.title.is_empty() { row.snippet.clone() } else { row.title.clone() };
        let name = vec![link(Place::case(&*row.code).href(), row.code.clone()), small(title)];
        let due = row.due_at.map_or_else(String::new, |at| dates::due(at, lang));
        let time = row.due_at.map_or_else(String::new, |at| left(at.ms() - v.at.ms(), lang));
        let who = row.assignee.as_ref().map_or(T::Nobody.text(lang), |login| {
            v.people.iter().find(|person| person.code == *login).map_or(&**login, |person| &*person.name)
        });
        let who = who.to_owned();
        let agency = row.agency.as_ref().map_or_else(String::new, |agency| agency.name.clone());
        vec![name.into_any(), due.into_any(), time.into_any(), agency.into_any(), who.into_any()]
    };
    let body = match v.next.is_empty() {
        true => view! { <p class="empty">{T::Nothing.text(lang)}</p> }.into_any(),
        false => grid("next", T::Next.text(lang), heads, v.next.iter().map(line).collect(), 0),
    };
    view! { <section class="next-due"><h2>{T::Next.text(lang)}</h2>{body}</section> }.into_any()
}

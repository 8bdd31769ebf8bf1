//! The agencies and their figures, sortable by every column.

use super::Asked;
use crate::parts::behind;
use crate::pure::{Column, count, percent, sort, stars};
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::place::Place;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::{app, t};
use hoiam_shared::Lang;
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::ranking::Ranking;
use hoiam_shared::wire::indicators::{IndicatorRow, IndicatorsView, Rate};
use leptos::prelude::*;

const COLUMNS: [(Column, Desk); 7] = [
    (Column::Agency, Desk::Agency),
    (Column::Received, Desk::Received),
    (Column::Resolution, Desk::ResolutionRate),
    (Column::OnTime, Desk::OnTimeRate),
    (Column::Backlog, Desk::Backlog),
    (Column::Overdue, Desk::Overdue),
    (Column::Satisfaction, Desk::Satisfaction),
];

/// The table.
#[component]
pub fn Table(
    /// The figures.
    view: Known<IndicatorsView>,
    /// What was asked for.
    asked: Known<Asked>,
) -> impl IntoView {
    let app = app();
    let order = RwSignal::new(None::<(Column, bool)>);
    let rows = Known::new(move || {
        let mut rows = view.with(|v| v.rows.clone());
        if let Some((by, descending)) = order.get() {
            sort(&mut rows, by, descending);
        }
        rows
    });
    let body = move || {
        let (lang, here) = (app.lang.get(), asked.get());
        rows.get().into_iter().map(|r| line(r, false, lang, &here)).views()
    };
    let total = move || line(view.with(|v| v.total.clone()), true, app.lang.get(), &asked.get());
    let ranking = move || {
        let of = view.with(|v| format!("ranking/{}/{}/{}/on_time", v.total.agency.code, v.from, v.to));
        Place::figures_page(&of, "").href()
    };
    view! {
        <div class="scroll" tabindex="0" role="region" aria-labelledby="table-title">
            <table class="numbers">
                <caption id="table-title">{t(Desk::TableTitle)}</caption>
                <thead><tr>{COLUMNS.map(|(column, name)| view! { <Head column name order/> }).into_iter().views()}</tr></thead>
                <tbody>{total}{body}</tbody>
            </table>
        </div>
        <p><a href=ranking>{move || Ranking::ToRanking.text(app.lang.get())}</a></p>
    }
}

#[component]
fn Head(column: Column, name: Desk, order: RwSignal<Option<(Column, bool)>>) -> impl IntoView {
    let sorted = move || match order.get() {
        Some((by, true)) if by == column => Some("descending"),
        Some((by, false)) if by == column => Some("ascending"),
        _ => None,
    };
    // Large numbers first, names from A; the third click brings back the order it came in.
    let first = column != Column::Agency;
    let next = move |_| {
        order.update(|o| {
            *o = match *o {
                Some((by, descending)) if by == column && descending == first => Some((column, !first)),
                Some((by, _)) if by == column => None,
                _ => Some((column, first)),
            };
        });
    };
    view! {
        <th scope="col" aria-sort=sorted>
            <button type="button" on:click=next>{t(name)}<span class="arrow" aria-hidden="true"></span></button>
        </th>
    }
}

fn line(row: IndicatorRow, total: bool, lang: Lang, here: &Asked) -> AnyView {
    let name = row.agency.name.clone();
    let down = (row.expandable && !total).then(|| Asked { agency: row.agency.code.clone(), ..here.clone() }.href());
    let name = match down {
        Some(href) => view! { <a href=href>{name}</a> }.into_any(),
        None => name.into_any(),
    };
    let late = row.overdue.value > 0;
    view! {
        <tr class=if total { "sum" } else { "" }>
            <th scope="row">{name}</th>
            <td>{behind(&row.received, count(row.received.value, lang))}</td>
            <td>{share(&row.resolution_rate, lang)}</td>
            <td>{share(&row.on_time_rate, lang)}</td>
            <td>{behind(&row.backlog, count(row.backlog.value, lang))}</td>
            <td class=if late { "bad" } else { "" }>{behind(&row.overdue, count(row.overdue.value, lang))}</td>
            <td>{satisfaction(&row, lang)}</td>
        </tr>
    }
    .into_any()
}

/// "62,5% của 48": both numbers lead to their cases.
fn share(rate: &Rate, lang: Lang) -> AnyView {
    match percent(rate, lang) {
        None => view! { <span class="soft">{Desk::NoFigure.text(lang)}</span> }.into_any(),
        Some(text) => view! {
            {behind(&rate.part, text)}
            <small>{Desk::OutOf.text(lang)}" "{behind(&rate.of, count(rate.of.value, lang))}</small>
        }
        .into_any(),
    }
}

fn satisfaction(row: &IndicatorRow, lang: Lang) -> AnyView {
    match row.satisfaction_centi {
        None => view! { <span class="soft">{Desk::NoFigure.text(lang)}</span> }.into_any(),
        Some(centi) => {
            let rated = fill(Desk::Ratings.text(lang), &[("n", &count(row.rated.value, lang))]);
            view! { {stars(centi, lang)}"/5"<small>{behind(&row.rated, rated)}</small> }.into_any()
        }
    }
}

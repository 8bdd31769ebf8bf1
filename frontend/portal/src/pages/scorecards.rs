//! `GET /scorecards`: how well agencies answer, with what each figure means beside it. What is about few cases is not shown.

use crate::Page;
use crate::page::{Doc, Switch, document};
use crate::pages::encode;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::public::Open as O;
use hoiam_shared::wire::public::{ScorecardsView, Scores};
use hoiam_shared::wire::ranking::Placing;
use leptos::prelude::*;

/// Where the page is.
const PATH: &str = "/scorecards";

/// The address of an agency's figures.
fn address(code: &str) -> String {
    format!("{PATH}?agency={}", encode(code))
}

/// The page.
pub fn scorecards(view: &ScorecardsView, page: &Page) -> String {
    let lang = page.lang;
    let above = view.path.iter().map(|agency| {
        view! { <li><a href=page.href(&address(&agency.code))><bdi>{agency.name.clone()}</bdi></a></li> }
    });
    let above = above.collect::<Vec<_>>();
    let total = match &view.total {
        Some(scores) => figures(scores, page),
        None => view! { <p class="hint">{fill(O::Few.text(lang), &[("n", &view.few.to_string())])}</p> }.into_any(),
    };
    let period = fill(O::Period.text(lang), &[("from", &view.from), ("to", &view.to)]);
    let csv = page.href(&format!("/scorecards.csv?agency={}", encode(&view.agency.code)));
    let json = page.href(&format!("/api/v1/public/scorecards?agency={}", encode(&view.agency.code)));
    let body = view! {
        {(!above.is_empty()).then(|| view! { <nav aria-label=O::Above.text(lang)><ul class="filters">{above}</ul></nav> })}
        <h1>{O::ScoresTitle.text(lang)}</h1>
        <p class="lead"><bdi>{view.agency.name.clone()}</bdi>" · "{period}</p>
        <section class="card">{total}</section>
        {table(view, page)}
        <section aria-labelledby="means">
            <h2 id="means">{O::Means.text(lang)}</h2>
            <ul class="ways">
                {[O::ReceivedMeans, O::ResolvedMeans, O::OnTimeMeans].into_iter().map(|key| view! { <li>{key.text(lang)}</li> }).collect::<Vec<_>>()}
                <li>{fill(O::StandingMeans.text(lang), &[("n", &view.few.to_string())])}</li>
                <li>{fill(O::FewMeans.text(lang), &[("n", &view.few.to_string())])}</li>
            </ul>
        </section>
        <p class="quiet small">{view.licence.clone()}</p>
        <p class="quiet small screen-only">
            <a href=csv>{O::AsCsv.text(lang)}</a>" · "<a href=json>{O::AsJson.text(lang)}</a>
        </p>
    }
    .into_any();
    let title = O::ScoresTitle.text(lang).to_owned();
    document(page, Doc { title, failed: false, class: "wide", switch: Switch::Link, listed: true, body })
}

fn figures(scores: &Scores, page: &Page) -> AnyView {
    let one =
        |label: O, value: String| view! { <div><dt>{label.text(page.lang)}</dt><dd class="strong">{value}</dd></div> };
    view! {
        <dl class="facts">
            {one(O::CasesReceived, scores.received.to_string())}
            {one(O::Resolved, share(scores.resolved, scores.received))}
            {one(O::KeptTime, share(scores.on_time, scores.on_time_of))}
        </dl>
    }
    .into_any()
}

/// `87 % (130/150)`; a dash where there is nothing to divide by.
fn share(part: i64, of: i64) -> String {
    if of <= 0 { "–".to_owned() } else { format!("{} % ({part}/{of})", (part * 200 + of) / (2 * of)) }
}

/// `2–5`; a dash where there are too few cases.
fn place(placing: Option<&Placing>) -> String {
    match placing {
        None => "–".to_owned(),
        Some(at) if at.first == at.last => at.first.to_string(),
        Some(at) => format!("{}–{}", at.first, at.last),
    }
}

fn table(view: &ScorecardsView, page: &Page) -> AnyView {
    if view.rows.is_empty() {
        return ().into_any();
    }
    let lang = page.lang;
    let rows = view.rows.iter().map(|row| {
        let name = row.agency.name.clone();
        let name = match row.expandable && row.scores.is_some() {
            true => view! { <a href=page.href(&address(&row.agency.code))><bdi>{name}</bdi></a> }.into_any(),
            false => view! { <bdi>{name}</bdi> }.into_any(),
        };
        let cells = match &row.scores {
            Some(s) => [
                s.received.to_string(),
                share(s.resolved, s.received),
                share(s.on_time, s.on_time_of),
                place(row.placing.as_ref()),
            ],
            None => [O::TooFew.text(lang).to_owned(), "–".to_owned(), "–".to_owned(), "–".to_owned()],
        };
        view! { <tr><th scope="row">{name}</th>{cells.into_iter().map(|cell| view! { <td>{cell}</td> }).collect::<Vec<_>>()}</tr> }
    });
    let heads = [O::Agency, O::CasesReceived, O::Resolved, O::KeptTime, O::Place];
    view! {
        <section aria-labelledby="below">
            <h2 id="below">{O::Below.text(lang)}</h2>
            <div class="scroll" tabindex="0" role="region" aria-labelledby="below">
                <table class="scores">
                    <thead><tr>{heads.into_iter().map(|key| view! { <th scope="col">{key.text(lang)}</th> }).collect::<Vec<_>>()}</tr></thead>
                    <tbody>{rows.collect::<Vec<_>>()}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// The same as CSV (RFC 4180): one line an agency; what is not shown stays empty. The ends of the interval of the on-time
/// rate are in hundredths of a percent.
pub fn scorecards_csv(view: &ScorecardsView) -> String {
    // A cell that begins like a formula would be one in a spreadsheet.
    let cell = |text: &str| {
        let safe =
            if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() };
        format!("\"{}\"", safe.replace('"', "\"\""))
    };
    let mut out = String::from(
        "agency,name,from,to,received,resolved,on_time,on_time_of,on_time_low,on_time_high,place_first,place_last,licence\r\n",
    );
    let all = core::iter::once((&view.agency, &view.total, &None))
        .chain(view.rows.iter().map(|row| (&row.agency, &row.scores, &row.placing)));
    for (agency, scores, placing) in all {
        let numbers = scores.as_ref().map_or_else(
            || ",,,".to_owned(),
            |s| format!("{},{},{},{}", s.received, s.resolved, s.on_time, s.on_time_of),
        );
        let places = placing
            .as_ref()
            .map_or_else(|| ",,,".to_owned(), |at| format!("{},{},{},{}", at.low, at.high, at.first, at.last));
        let (code, name) = (cell(&agency.code), cell(&agency.name));
        out.push_str(&format!("{code},{name},{},{},{numbers},{places},CC-BY-4.0\r\n", view.from, view.to));
    }
    out
}

//! What is unusual: where, and about what, far more came in than in the weeks before, why that is said, and the cases.

use super::Page;
use crate::api;
use crate::parts::{behind, branch, grid, page, path, put, small};
use crate::pure::{count, decimal};
use hoiam_desk::pure::dates;
use hoiam_desk::state::app;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::spikes::Spikes as T;
use hoiam_shared::wire::indicators::Dimension;
use hoiam_shared::wire::spikes::{SpikeView, SpikesView};
use leptos::prelude::*;

/// The page.
#[component]
pub fn UnusualPage() -> impl IntoView {
    let app = app();
    let (agency, field) = branch(Page::Unusual.name(), Box::new(|lang| T::Show.text(lang)));
    page(
        "unusual",
        [|lang| T::Title.text(lang), |lang| T::Intro.text(lang)],
        field,
        move |lang| agency.with(|agency| api::spikes(app, agency, lang)),
        drawn,
        ().into_any(),
    )
}

/// All of it. Drawn as a whole: it changes as a whole.
fn drawn(v: &SpikesView, lang: Lang) -> AnyView {
    let said = [
        ("agency", v.agency.name.clone()),
        ("from", dates::date_time(v.from, lang)),
        ("to", dates::date_time(v.to, lang)),
        ("n", count(v.received.value, lang)),
        ("rows", v.rows.len().to_string()),
    ];
    let weeks = [("weeks", v.weeks.to_string()), ("needed", v.needed.to_string())];
    let rows = if v.weeks < v.needed {
        view! { <p class="empty">{put(T::TooYoung.text(lang), &weeks)}</p> }.into_any()
    } else if v.rows.is_empty() {
        view! { <p class="empty">{T::None.text(lang)}</p> }.into_any()
    } else {
        let heads = [T::What, T::Count, T::Usual, T::Score, T::Why].iter().map(|head| head.text(lang)).collect();
        let table = v.rows.iter().map(|row| line(row, v.weeks, lang)).collect();
        grid("unusual", T::Table.text(lang), heads, table, 0)
    };
    vec![
        path(&v.path, &v.agency, Page::Unusual.name(), lang),
        view! {
            <p class="summary">{put(T::Summary.text(lang), &said)}</p>
            {rows}
            <details class="definitions"><summary>{T::Method.text(lang)}</summary><p>{T::MethodText.text(lang)}</p></details>
        }
        .into_any(),
    ]
    .into_any()
}

fn line(row: &SpikeView, weeks: u32, lang: Lang) -> Vec<AnyView> {
    let by = match row.by {
        Dimension::Area => T::ByArea,
        Dimension::Category => T::ByCategory,
        _ => T::ByAgency,
    };
    let why = [("weeks", weeks.to_string()), ("least", count(row.least, lang)), ("most", count(row.most, lang))];
    vec![
        vec![row.name.clone().into_any(), small(by.text(lang).to_owned())].into_any(),
        behind(&row.count, count(row.count.value, lang)),
        decimal(row.usual_tenths, lang).into_any(),
        decimal(row.score_tenths, lang).into_any(),
        put(T::Reason.text(lang), &why).into_any(),
    ]
}

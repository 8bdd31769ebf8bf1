//! What people thought of the answers: how many rated, how many stars they gave, by agency, and what they wrote.

use super::Page;
use crate::api;
use crate::charts::{Bars, Series};
use crate::parts::{asked, behind, branch, chart, choice_by, grid, link, page, path, period, put};
use crate::pure::{count, percent_of, stars};
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::pure::place::Place;
use hoiam_desk::state::app;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::satisfaction::Satisfaction as T;
use hoiam_shared::wire::indicators::Measured;
use hoiam_shared::wire::satisfaction::{RatedWords, SatisfactionView};
use leptos::prelude::*;

/// Fewer ratings say little about all.
const FEW: i64 = 30;

/// The page.
#[component]
pub fn SatisfactionPage() -> impl IntoView {
    let app = app();
    let (agency, field) = branch(Page::Satisfaction.name(), Box::new(|lang| T::Show.text(lang)));
    let asked = asked();
    page(
        "satisfaction",
        [|lang| T::Title.text(lang), |lang| T::Intro.text(lang)],
        field,
        move |lang| {
            let [from, to, by] = asked.get();
            agency.with(|agency| api::satisfaction(app, [agency, &from, &to, &by], lang))
        },
        move |view, lang| drawn(view, asked.get_untracked()[2].as_str(), lang),
        ().into_any(),
    )
}

/// All of it. Drawn as a whole: it changes as a whole.
fn drawn(v: &SatisfactionView, only: &str, lang: Lang) -> AnyView {
    let figures = &v.figures;
    let total = &figures.total;
    let above = path(&v.path, &figures.agency, Page::Satisfaction.name(), lang);
    let months = period(Page::Satisfaction.name(), only, &figures.agency, (&figures.from, &figures.to), lang);
    if total.rated.value == 0 {
        return vec![above, months, view! { <p class="empty">{T::Nobody.text(lang)}</p> }.into_any()].into_any();
    }
    let said = [
        ("agency", figures.agency.name.clone()),
        ("rated", count(total.rated.value, lang)),
        ("answered", count(total.answered.value, lang)),
        ("response", response(total, lang)),
        ("mean", mean(total, lang)),
        ("before", mean(&figures.before, lang)),
        ("year", mean(&figures.year_before, lang)),
    ];
    let few = (total.rated.value < FEW).then(|| {
        let text = put(T::Few.text(lang), &[("rated", count(total.rated.value, lang))]);
        view! { <p class="soft">{text}</p> }.into_any()
    });
    vec![
        above,
        months,
        view! { <p class="summary">{put(T::Summary.text(lang), &said)}</p> }.into_any(),
        few.unwrap_or_else(|| ().into_any()),
        by_stars(v, lang),
        by_agency(&figures.rows, lang),
        words(v, only, lang),
    ]
    .into_any()
}

fn mean(of: &Measured, lang: Lang) -> String {
    of.satisfaction_centi.map_or_else(|| T::Nothing.text(lang).to_owned(), |centi| stars(centi, lang))
}

fn response(of: &Measured, lang: Lang) -> String {
    percent_of(of.rated.value, of.answered.value, lang).unwrap_or_else(|| T::Nothing.text(lang).to_owned())
}

fn star(n: usize, lang: Lang) -> String {
    put(T::Star.text(lang), &[("n", n.to_string())])
}

fn by_stars(v: &SatisfactionView, lang: Lang) -> AnyView {
    let sum = |from: usize, to: usize| {
        let some = v.stars.iter().skip(from - 1).take(to + 1 - from);
        count(some.map(|figure| figure.value).sum(), lang)
    };
    let summary = [("low", sum(1, 2)), ("middle", sum(3, 3)), ("high", sum(4, 5))];
    let named = || v.stars.iter().zip(1..).map(|(figure, n)| (star(n, lang), figure));
    let bars = Bars {
        title: T::Stars.text(lang),
        label: T::Chart.text(lang).to_owned(),
        of: T::Stars.text(lang),
        series: vec![Series { class: "resolved", fill: "#0b6e99", name: T::Ratings.text(lang) }],
        groups: named().map(|(name, figure)| (name, vec![figure.value])).collect(),
    };
    let row = |(name, figure): (String, _)| vec![name.into_any(), behind(figure, count(figure.value, lang))];
    chart("stars", put(T::StarsSummary.text(lang), &summary), &bars, named().map(row).collect(), lang)
}

fn by_agency(rows: &[Measured], lang: Lang) -> AnyView {
    let heads = [T::Agency, T::Answered, T::Ratings, T::Response, T::Mean];
    let row = |of: &Measured| {
        vec![
            link(Place::figures_page(Page::Satisfaction.name(), &of.code).href(), of.name.clone()),
            behind(&of.answered, count(of.answered.value, lang)),
            behind(&of.rated, count(of.rated.value, lang)),
            response(of, lang).into_any(),
            mean(of, lang).into_any(),
        ]
    };
    let heads = heads.iter().map(|head| head.text(lang)).collect();
    grid("by-agency", T::Table.text(lang), heads, rows.iter().map(row).collect(), 0)
}

/// What people wrote, of all ratings or those of so many stars.
fn words(v: &SatisfactionView, only: &str, lang: Lang) -> AnyView {
    let mut options = vec![(String::new(), T::AnyStars.text(lang).to_owned())];
    options.extend((1..=v.stars.len()).map(|n| (n.to_string(), star(n, lang))));
    let (figures, name) = (&v.figures, ("words-with", T::WordsOf.text(lang)));
    let period = (&*figures.from, &*figures.to);
    let choice = choice_by(Page::Satisfaction.name(), name, options, only, &figures.agency, period);
    let list = match v.words.is_empty() {
        true => view! { <p class="empty">{T::NoWords.text(lang)}</p> }.into_any(),
        false => view! { <ul class="words" role="list">{v.words.iter().map(|one| written(one, lang)).views()}</ul> }
            .into_any(),
    };
    let more = v.more.then(|| view! { <p class="soft">{T::More.text(lang)}</p> }.into_any());
    view! {
        <section aria-labelledby="words-title">
            <h2 id="words-title">{T::Words.text(lang)}</h2>
            <div class="choices no-print">{choice}</div>
            <p class="soft">{T::WordsNote.text(lang)}</p>
            {list}
            {more}
        </section>
    }
    .into_any()
}

fn written(one: &RatedWords, lang: Lang) -> AnyView {
    let given = usize::from(one.stars);
    let drawing = format!("{}{}", "★".repeat(given), "☆".repeat(5_usize.saturating_sub(given)));
    let agency = one.agency.as_ref().map(|agency| agency.name.clone());
    let category = Some(one.category.clone()).filter(|name| !name.is_empty());
    let facts: Vec<String> = core::iter::once(dates::date(one.at, lang)).chain(agency).chain(category).collect();
    let code = one.code.as_ref().map(|code| link(Place::case(code.as_str()).href(), code.clone()));
    view! {
        <li>
            <p><span class="given" role="img" aria-label=star(given, lang)>{drawing}</span></p>
            <blockquote dir="auto">{one.body.clone()}</blockquote>
            <p class="soft">{facts.join(" · ")}" "{code}</p>
        </li>
    }
    .into_any()
}

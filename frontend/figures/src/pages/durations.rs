//! How long it took until cases were taken up and answered, on the citizen's clock and on the agency's.

use super::Page;
use crate::api;
use crate::charts::{Bars, Series};
use crate::parts::{asked, behind, branch, chart, choice_by, grid, link, page, path, period, put};
use crate::pure::{count, days};
use hoiam_desk::pure::place::Place;
use hoiam_desk::state::app;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::durations::Durations as T;
use hoiam_shared::catalogue::figures::Figures;
use hoiam_shared::wire::durations::{DurationBand, DurationRow, DurationStep, DurationsView, SpreadView, StepView};
use hoiam_shared::wire::indicators::Dimension;
use leptos::prelude::*;

/// Within so many days: the term that most cases have.
const TERM: u32 = 15;

/// The page.
#[component]
pub fn DurationsPage() -> impl IntoView {
    let app = app();
    let (agency, field) = branch(Page::Durations.name(), Box::new(|lang| T::Show.text(lang)));
    let asked = asked();
    page(
        "durations",
        [|lang| T::Title.text(lang), |lang| T::Intro.text(lang)],
        field,
        move |lang| {
            let [from, to, by] = asked.get();
            agency.with(|agency| api::durations(app, [agency, &from, &to, &by], lang))
        },
        drawn,
        ().into_any(),
    )
}

/// All of it. Drawn as a whole: it changes as a whole.
fn drawn(v: &DurationsView, lang: Lang) -> AnyView {
    let mut all = vec![
        path(&v.path, &v.agency, Page::Durations.name(), lang),
        period(Page::Durations.name(), v.by.code(), &v.agency, (&v.from, &v.to), lang),
    ];
    let (Some(answer), Some(held)) = (step(v, DurationStep::Answer), step(v, DurationStep::Held)) else {
        return all.into_any();
    };
    if answer.now.count.value == 0 {
        all.push(view! { <p class="empty">{T::None.text(lang)}</p> }.into_any());
    } else {
        let said = [
            ("agency", v.agency.name.clone()),
            ("median", told(answer.now.median_minutes, lang)),
            ("p90", told(answer.now.p90_minutes, lang)),
            ("held", told(held.now.median_minutes, lang)),
        ];
        all.push(view! { <p class="summary">{put(T::Summary.text(lang), &said)}</p> }.into_any());
    }
    all.extend([
        steps(&v.steps, lang),
        spread(answer, held, lang),
        by(v, lang),
        parts(v, lang),
        view! { <p class="soft">{T::Means.text(lang)}</p> }.into_any(),
    ]);
    all.into_any()
}

fn step(v: &DurationsView, which: DurationStep) -> Option<&StepView> {
    v.steps.iter().find(|one| one.step == which)
}

fn told(minutes: Option<u32>, lang: Lang) -> String {
    minutes.map_or_else(|| T::Nothing.text(lang).to_owned(), |minutes| days(i64::from(minutes), lang))
}

fn steps(steps: &[StepView], lang: Lang) -> AnyView {
    let heads = [T::Step, T::Cases, T::Median, T::P90, T::Before, T::YearBefore].map(|head| head.text(lang));
    let row = |one: &StepView| {
        vec![
            one.step.name().text(lang).into_any(),
            behind(&one.now.count, count(one.now.count.value, lang)),
            told(one.now.median_minutes, lang).into_any(),
            told(one.now.p90_minutes, lang).into_any(),
            told(one.before.median_minutes, lang).into_any(),
            told(one.year_before.median_minutes, lang).into_any(),
        ]
    };
    grid("steps", T::Steps.text(lang), heads.into(), steps.iter().map(row).collect(), 0)
}

fn spread(answer: &StepView, held: &StepView, lang: Lang) -> AnyView {
    let name = |band: &DurationBand| match band.to_days {
        Some(to) => format!("{}–{to}", band.over_days),
        None => put(T::Over.text(lang), &[("n", band.over_days.to_string())]),
    };
    let most = answer.bands.last().map_or(0, |band| band.over_days);
    let sum = |of: &StepView, fits: fn(&DurationBand) -> bool| {
        count(of.bands.iter().filter(|band| fits(band)).map(|band| band.count).sum(), lang)
    };
    let quick = |band: &DurationBand| band.to_days.is_some_and(|to| to <= TERM);
    let slow = |band: &DurationBand| band.to_days.is_none();
    let summary = [
        ("days", TERM.to_string()),
        ("most", most.to_string()),
        ("citizen", sum(answer, quick)),
        ("agency", sum(held, quick)),
        ("long", sum(answer, slow)),
        ("held", sum(held, slow)),
    ];
    let both = || answer.bands.iter().zip(&held.bands);
    let bars = Bars {
        title: T::Spread.text(lang),
        label: T::Chart.text(lang).to_owned(),
        of: T::Days.text(lang),
        series: vec![
            Series { class: "received", fill: "#8a94a0", name: T::Citizen.text(lang) },
            Series { class: "resolved", fill: "#0b6e99", name: T::Agency.text(lang) },
        ],
        groups: both().map(|(citizen, agency)| (name(citizen), vec![citizen.count, agency.count])).collect(),
    };
    let row = |(citizen, agency): (&DurationBand, &DurationBand)| {
        vec![name(citizen).into_any(), count(citizen.count, lang).into_any(), count(agency.count, lang).into_any()]
    };
    chart("spread", put(T::SpreadSummary.text(lang), &summary), &bars, both().map(row).collect(), lang)
}

/// By what the rows below are.
fn by(v: &DurationsView, lang: Lang) -> AnyView {
    let options = Dimension::ALL.iter().map(|by| (by.code().to_owned(), by.name().text(lang).to_owned()));
    let (page, name) = (Page::Durations.name(), ("durations-by", Figures::By.text(lang)));
    let choice = choice_by(page, name, options.collect(), v.by.code(), &v.agency, (&v.from, &v.to));
    view! { <div class="narrow-by">{choice}</div> }.into_any()
}

fn parts(v: &DurationsView, lang: Lang) -> AnyView {
    let heads = DurationStep::ALL.iter().map(|step| step.name().text(lang));
    let heads = core::iter::once(v.by.name().text(lang)).chain(heads).collect();
    let cell = |spread: &SpreadView| behind(&spread.count, told(spread.median_minutes, lang));
    let name = |row: &DurationRow| match v.by {
        Dimension::Agency => link(Place::figures_page(Page::Durations.name(), &row.code).href(), row.name.clone()),
        Dimension::Category
        | Dimension::Province
        | Dimension::Area
        | Dimension::Kind
        | Dimension::Channel
        | Dimension::Site => row.name.clone().into_any(),
    };
    let row = |row: &DurationRow| core::iter::once(name(row)).chain(row.steps.iter().map(cell)).collect();
    grid("parts", T::Parts.text(lang), heads, v.rows.iter().map(row).collect(), 0)
}

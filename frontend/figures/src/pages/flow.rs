//! How old the open cases are, and what came, was answered and was left month by month.

use super::Page;
use crate::api;
use crate::charts::{Bars, Series};
use crate::parts::{asked, behind, branch, chart, page, path, period, put};
use crate::pure::count;
use hoiam_desk::pure::dates;
use hoiam_desk::state::app;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::flow::Flow as T;
use hoiam_shared::wire::flow::{AgeBand, FlowMonth, FlowView};
use hoiam_shared::wire::indicators::Figure;
use leptos::prelude::*;

/// The page.
#[component]
pub fn FlowPage() -> impl IntoView {
    let app = app();
    let (agency, field) = branch(Page::Flow.name(), Box::new(|lang| T::Show.text(lang)));
    let asked = asked();
    page(
        "flow",
        [|lang| T::Title.text(lang), |lang| T::Intro.text(lang)],
        field,
        move |lang| {
            let [from, to, _] = asked.get();
            agency.with(|agency| api::flow(app, agency, &from, &to, lang))
        },
        drawn,
        ().into_any(),
    )
}

/// All of it. Drawn as a whole: it changes as a whole.
fn drawn(v: &FlowView, lang: Lang) -> AnyView {
    vec![
        path(&v.path, &v.agency, Page::Flow.name(), lang),
        ages(&v.ages, lang),
        period(Page::Flow.name(), "", &v.agency, (&v.from, &v.to), lang),
        flow(v, lang),
        backlog(v, lang),
        view! { <p class="soft">{T::Means.text(lang)}" "{fill(T::At.text(lang), &[("at", &dates::date_time(v.at, lang))])}</p> }
            .into_any(),
    ]
    .into_any()
}

fn said(key: T, values: &[(&str, String)], lang: Lang) -> String {
    put(key.text(lang), values)
}

fn number(figure: &Figure, lang: Lang) -> AnyView {
    behind(figure, count(figure.value, lang))
}

fn bars(title: T, of: T, series: Vec<Series>, groups: Vec<(String, Vec<i64>)>, lang: Lang) -> Bars {
    let title = title.text(lang);
    Bars { label: fill(T::Chart.text(lang), &[("title", title)]), title, of: of.text(lang), series, groups }
}

fn ages(ages: &[AgeBand], lang: Lang) -> AnyView {
    let name = |band: &AgeBand| match band.to_days {
        Some(to) => said(T::Band, &[("from", band.from_days.to_string()), ("to", to.to_string())], lang),
        None => said(T::Oldest, &[("from", (band.from_days - 1).to_string())], lang),
    };
    let sum = |of: fn(&AgeBand) -> i64, from: i64| {
        count(ages.iter().filter(|band| band.from_days >= from).map(of).sum(), lang)
    };
    let summary =
        [("open", sum(|b| b.open.value, 0)), ("late", sum(|b| b.late.value, 0)), ("old", sum(|b| b.open.value, 31))];
    let series = vec![
        Series { class: "resolved", fill: "#0b6e99", name: T::Open.text(lang) },
        Series { class: "overdue", fill: "#b42318", name: T::Late.text(lang) },
    ];
    let groups = ages.iter().map(|band| (name(band), vec![band.open.value, band.late.value])).collect();
    let rows = ages.iter().map(|b| vec![name(b).into_any(), number(&b.open, lang), number(&b.late, lang)]).collect();
    chart("ages", said(T::AgesSummary, &summary, lang), &bars(T::Ages, T::Age, series, groups, lang), rows, lang)
}

fn month(one: &FlowMonth, lang: Lang) -> String {
    dates::month(&one.month, lang)
}

fn flow(v: &FlowView, lang: Lang) -> AnyView {
    let sum = |of: fn(&FlowMonth) -> i64| count(v.months.iter().map(of).sum(), lang);
    let summary = [
        ("from", dates::month(&v.from, lang)),
        ("to", dates::month(&v.to, lang)),
        ("received", sum(|m| m.received.value)),
        ("answered", sum(|m| m.answered.value)),
    ];
    let series = vec![
        Series { class: "received", fill: "#8a94a0", name: T::Received.text(lang) },
        Series { class: "resolved", fill: "#0b6e99", name: T::Answered.text(lang) },
    ];
    let groups = v.months.iter().map(|m| (month(m, lang), vec![m.received.value, m.answered.value])).collect();
    let row = |m: &FlowMonth| vec![month(m, lang).into_any(), number(&m.received, lang), number(&m.answered, lang)];
    let drawing = bars(T::Flow, T::Month, series, groups, lang);
    chart("flow", said(T::FlowSummary, &summary, lang), &drawing, v.months.iter().map(row).collect(), lang)
}

fn backlog(v: &FlowView, lang: Lang) -> AnyView {
    let at = |one: Option<&FlowMonth>| one.map_or(0, |m| m.backlog.value);
    let summary = [
        ("from", dates::month(&v.from, lang)),
        ("to", dates::month(&v.to, lang)),
        ("first", count(at(v.months.first()), lang)),
        ("last", count(at(v.months.last()), lang)),
    ];
    let series = vec![Series { class: "resolved", fill: "#0b6e99", name: T::Backlog.text(lang) }];
    let groups = v.months.iter().map(|m| (month(m, lang), vec![m.backlog.value])).collect();
    let row = |m: &FlowMonth| vec![month(m, lang).into_any(), number(&m.backlog, lang)];
    let drawing = bars(T::BacklogTitle, T::Month, series, groups, lang);
    chart("backlog", said(T::BacklogSummary, &summary, lang), &drawing, v.months.iter().map(row).collect(), lang)
}

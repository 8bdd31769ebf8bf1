//! `GET /`: what this is, where to send, where a case stands, how well it goes.

use crate::Page;
use crate::page::{Doc, Switch, document};
use crate::pages::{encode, find};
use hoiam_shared::catalogue::petitions::Petitions as P;
use hoiam_shared::catalogue::portal::Portal as T;
use hoiam_shared::wire::indicators::{IndicatorsView, Rate};
use leptos::prelude::*;

/// What the home page shows.
#[derive(Debug, Clone, Default)]
pub struct HomeView {
    /// Where a case can be sent, the main one first.
    pub sites: Vec<SiteLink>,
    /// How well it goes; not shown while there are none.
    pub figures: Option<Figures>,
}

/// One place to send to.
#[derive(Debug, Clone)]
pub struct SiteLink {
    /// Key of the site, for `/f/{key}`.
    pub key: String,
    /// Name of the agency in the reader's language.
    pub name: String,
}

/// Figures that anyone may see.
#[derive(Debug, Clone)]
pub struct Figures {
    /// First and last month, `2026-01`.
    pub from: String,
    /// Last month, inclusive.
    pub to: String,
    /// Cases received in the period.
    pub received: i64,
    /// Of these, answered or closed: part and whole.
    pub resolved: (i64, i64),
    /// Answered on time, out of answered and overdue: part and whole.
    pub on_time: (i64, i64),
}

impl From<&IndicatorsView> for Figures {
    fn from(view: &IndicatorsView) -> Self {
        let pair = |rate: &Rate| (rate.part.value, rate.of.value);
        Self {
            from: view.from.clone(),
            to: view.to.clone(),
            received: view.total.received.value,
            resolved: pair(&view.total.resolution_rate),
            on_time: pair(&view.total.on_time_rate),
        }
    }
}

/// The home page.
pub fn home(view: &HomeView, page: &Page) -> String {
    let start = match view.sites.as_slice() {
        [] => None,
        [only] => Some(page.href(&format!("/f/{}", encode(&only.key)))),
        _ => Some("#where".to_owned()),
    };
    let body = view! {
        <section class="hero">
            <div class="hero-text">
                <h1><span>{page.t(T::HomeTitle1)}</span>" "<span>{page.t(T::HomeTitle2)}</span></h1>
                <p class="lead">{page.t(T::HomeLead)}</p>
                {start.map(|href| view! { <p><a class="button big" href=href>{page.t(T::HomeSend)}</a></p> })}
            </div>
            <div class="card hero-find">
                <h2>{page.t(T::HomeFind)}</h2>
                {find::code_form(page, "", None)}
            </div>
        </section>
        <section aria-labelledby="how">
            <h2 id="how">{page.t(T::HowTitle)}</h2>
            <ol class="steps">
                {step(page, T::How1, T::How1Text)}
                {step(page, T::How2, T::How2Text)}
                {step(page, T::How3, T::How3Text)}
            </ol>
        </section>
        {sites(view, page)}
        <section aria-labelledby="petitions">
            <h2 id="petitions">{P::Title.text(page.lang)}</h2>
            <p>{P::Lead.text(page.lang)}</p>
            <p class="more"><a class="button second" href=page.href("/petitions")>{P::HomeSee.text(page.lang)}</a></p>
        </section>
        {view.figures.as_ref().filter(|f| f.received > 0).map(|f| figures(f, page))}
    }
    .into_any();
    document(page, Doc { title: String::new(), failed: false, class: "wide", switch: Switch::Link, listed: true, body })
}

fn step(page: &Page, title: T, text: T) -> AnyView {
    view! { <li><h3>{page.t(title)}</h3><p>{page.t(text)}</p></li> }.into_any()
}

fn sites(view: &HomeView, page: &Page) -> AnyView {
    let items = view
        .sites
        .iter()
        .map(|site| {
            let href = page.href(&format!("/f/{}", encode(&site.key)));
            view! { <li><a class="row-link" href=href>{site.name.clone()}</a></li> }
        })
        .collect::<Vec<_>>();
    let content = if items.is_empty() {
        view! { <p>{page.t(T::SitesNone)}</p> }.into_any()
    } else {
        view! { <p class="hint">{page.t(T::SitesHint)}</p><ul class="offices">{items}</ul> }.into_any()
    };
    view! {
        <section aria-labelledby="where">
            <h2 id="where">{page.t(T::SitesTitle)}</h2>
            {content}
        </section>
    }
    .into_any()
}

fn figures(figures: &Figures, page: &Page) -> AnyView {
    let period =
        page.say(T::FiguresPeriod, &[("from", &month(page, &figures.from)), ("to", &month(page, &figures.to))]);
    view! {
        <section class="figures" aria-labelledby="figures">
            <h2 id="figures">{page.t(T::FiguresTitle)}</h2>
            <p class="hint">{period}". "{page.t(T::FigureOnTimeNote)}</p>
            <dl>
                {figure(page.t(T::FigureReceived), Some(number(page, figures.received)), None)}
                {rate(page, T::FigureResolved, figures.resolved)}
                {rate(page, T::FigureOnTime, figures.on_time)}
            </dl>
        </section>
    }
    .into_any()
}

/// A share with the numbers it is made of; nothing when there is nothing to divide by.
fn rate(page: &Page, label: T, (part, of): (i64, i64)) -> AnyView {
    let share = (of > 0).then(|| {
        // Rounded down, so that 100 % is said only when it is so.
        let permille = part.saturating_mul(1000) / of;
        let (whole, tenth) = (permille / 10, permille % 10);
        let comma = if page.lang == hoiam_shared::Lang::Vi { ',' } else { '.' };
        if tenth == 0 { format!("{whole}%") } else { format!("{whole}{comma}{tenth}%") }
    });
    let detail = page.say(T::OutOf, &[("part", &number(page, part)), ("of", &number(page, of))]);
    let known = share.is_some();
    figure(page.t(label), share, known.then_some(detail))
}

fn figure(label: &'static str, value: Option<String>, detail: Option<String>) -> AnyView {
    view! {
        <div>
            <dt>{label}</dt>
            <dd>
                <strong>{value.unwrap_or_else(|| "–".to_owned())}</strong>
                {detail.map(|text| view! { <span class="quiet">{text}</span> })}
            </dd>
        </div>
    }
    .into_any()
}

/// Thousands parted as the language does.
pub(crate) fn number(page: &Page, n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mark = if page.lang == hoiam_shared::Lang::Vi { '.' } else { ',' };
    let mut out = if n < 0 { "−".to_owned() } else { String::new() };
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(mark);
        }
        out.push(c);
    }
    out
}

/// `2026-01` as `tháng 1/2026`, `January 2026`; anything else as it is.
fn month(page: &Page, code: &str) -> String {
    let parts = code.split_once('-').and_then(|(y, m)| m.parse::<usize>().ok().map(|m| (y, m)));
    match parts {
        Some((year, m @ 1..=12)) => page.say(T::MonthOf, &[("month", page.t(T::month(m))), ("year", year)]),
        _ => code.to_owned(),
    }
}

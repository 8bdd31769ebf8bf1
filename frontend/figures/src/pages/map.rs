//! The cases of a period by place, as squares of a map: the provinces, then what lies in one of them, each with the cases
//! behind it. What is shown stands in the address: the area as `in`, what colours it as `by`.

use super::Page;
use crate::api::{self, Mapped};
use crate::parts::{Drawing, behind, branch, choice, drawing, grid, link, months, page, path};
use crate::pure::{count, days, percent};
use crate::squares::{Square, Squares};
use hoiam_desk::pure::place::Place;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::{app, nav};
use hoiam_shared::Lang;
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::map::Map as T;
use hoiam_shared::wire::indicators::{Figure, MapPlace, MapView, Measured, Rate};
use leptos::prelude::*;

/// By what the squares are coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    Received,
    Overdue,
    OnTime,
    Resolved,
    Median,
}

impl By {
    const ALL: [Self; 5] = [Self::Received, Self::Overdue, Self::OnTime, Self::Resolved, Self::Median];

    const fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Overdue => "overdue",
            Self::OnTime => "on_time",
            Self::Resolved => "resolved",
            Self::Median => "median",
        }
    }

    const fn name(self) -> T {
        match self {
            Self::Received => T::Received,
            Self::Overdue => T::Overdue,
            Self::OnTime => T::OnTime,
            Self::Resolved => T::Resolved,
            Self::Median => T::Median,
        }
    }

    fn read(code: &str) -> Self {
        Self::ALL.into_iter().find(|by| by.code() == code).unwrap_or(Self::Received)
    }

    /// The number: of shares, millionths.
    fn value(self, of: &Measured) -> Option<i64> {
        let share = |rate: &Rate| (rate.of.value > 0).then(|| rate.part.value * 1_000_000 / rate.of.value);
        match self {
            Self::Received => Some(of.received.value).filter(|n| *n > 0),
            Self::Overdue => Some(of.overdue.value).filter(|n| *n > 0),
            Self::OnTime => share(&of.on_time_rate),
            Self::Resolved => share(&of.resolution_rate),
            Self::Median => of.median_minutes.map(i64::from),
        }
    }

    /// The same in words.
    fn said(self, value: i64, lang: Lang) -> String {
        match self {
            Self::Received | Self::Overdue => count(value, lang),
            Self::OnTime | Self::Resolved => {
                let whole = |value| Figure { value, query: String::new() };
                percent(&Rate { part: whole(value), of: whole(1_000_000) }, lang).unwrap_or_default()
            }
            Self::Median => days(value, lang),
        }
    }

    /// The cases that the number is of.
    fn cases(self, of: &Measured) -> &Figure {
        match self {
            Self::Received => &of.received,
            Self::Overdue => &of.overdue,
            Self::OnTime => &of.on_time_rate.part,
            Self::Resolved => &of.resolution_rate.part,
            Self::Median => &of.answered,
        }
    }
}

/// The page.
#[component]
pub fn MapPage() -> impl IntoView {
    let app = app();
    let (agency, field) = branch(Page::Map.name(), Box::new(|lang| T::Show.text(lang)));
    let asked = Known::after(move |before: Option<&(Mapped, By)>| match app.place.get() {
        Place::Figures { page, from, to, by, .. } => {
            let inside = page.split_once('/').map(|(_, inside)| inside.to_owned()).unwrap_or_default();
            (Mapped { agency: agency.get(), from, to, inside }, By::read(&by))
        }
        _ => before.cloned().unwrap_or((Mapped::default(), By::Received)),
    });
    // What colours it is in each answer: nothing is asked anew for it.
    let of = Known::new(move || asked.with(|(mapped, _)| mapped.clone()));
    page(
        "map",
        [|lang| T::Title.text(lang), |lang| T::Intro.text(lang)],
        field,
        move |lang| of.with(|of| api::map(app, of, lang)),
        move |v: &MapView, lang| drawn(v, asked.with(|(_, by)| *by), lang),
        ().into_any(),
    )
}

/// What is shown, as an address.
#[derive(Clone)]
struct Shown {
    agency: String,
    from: String,
    to: String,
    by: By,
}

impl Shown {
    fn place(&self, inside: &str) -> Place {
        let page = format!("{}/{inside}", Page::Map.name()).trim_end_matches('/').to_owned();
        let (agency, from, to) = (self.agency.clone(), self.from.clone(), self.to.clone());
        Place::Figures { page, agency, from, to, by: self.by.code().to_owned() }
    }
}

/// All of it. Drawn as a whole: it changes as a whole.
fn drawn(v: &MapView, by: By, lang: Lang) -> AnyView {
    let shown = Shown { agency: v.agency.code.clone(), from: v.from.clone(), to: v.to.clone(), by };
    let none = Desk::NoFigure.text(lang);
    let text = |of: &Measured| by.value(of).map_or(none.to_owned(), |value| by.said(value, lang));
    let href = |one: &MapPlace| match one.parted {
        true => shown.place(&one.figures.code).href(),
        false => Place::queue(&*by.cases(&one.figures).query).href(),
    };
    let square = |one: &MapPlace| Square {
        label: one.label.clone(),
        name: one.figures.name.clone(),
        column: one.column,
        row: one.row,
        value: by.value(&one.figures),
        text: text(&one.figures),
        href: href(one),
    };
    let title = by.name().text(lang);
    let squares = Squares {
        title,
        label: fill(T::Label.text(lang), &[("by", title)]),
        heads: [T::Place.text(lang), title],
        none: T::None.text(lang),
        all: v.places.iter().map(square).collect(),
    };
    let mut sorted: Vec<&MapPlace> = v.places.iter().collect();
    sorted.sort_by_key(|one| core::cmp::Reverse(by.value(&one.figures)));
    let row = |one: &&MapPlace| {
        let name = match one.parted {
            true => link(href(one), one.figures.name.clone()),
            false => one.figures.name.clone().into_any(),
        };
        vec![name, behind(by.cases(&one.figures), text(&one.figures))]
    };
    let table = grid("map", title, vec![T::Place.text(lang), title], sorted.iter().map(row).collect(), 0);
    let svg = squares.svg(|value| by.said(value, lang));
    let summary = summary(v, &sorted, by, lang);
    let kept = Drawing { id: "map", title, summary, csv: squares.csv(), svg };
    vec![
        path(&v.path, &v.agency, Page::Map.name(), lang),
        choices(&shown, v, lang),
        up(&shown, v, lang),
        drawing(kept, table, false, lang),
        view! { <p class="soft">{T::Means.text(lang)}</p> }.into_any(),
    ]
    .into_any()
}

/// The highest, the lowest, and those that are on no square.
fn summary(v: &MapView, sorted: &[&MapPlace], by: By, lang: Lang) -> String {
    let known: Vec<&&MapPlace> = sorted.iter().filter(|one| by.value(&one.figures).is_some()).collect();
    let told = |one: &MapPlace| {
        let value = by.value(&one.figures).map(|value| by.said(value, lang)).unwrap_or_default();
        format!("{} ({value})", one.figures.name)
    };
    let mut out = match (known.first(), known.last()) {
        (Some(most), Some(least)) => fill(T::Summary.text(lang), &[("most", &told(most)), ("least", &told(least))]),
        _ => T::Nothing.text(lang).to_owned(),
    };
    let placed: i64 = v.places.iter().map(|one| one.figures.received.value).sum();
    let without = v.total.received.value - placed;
    if without > 0 {
        out = format!("{out} {}", fill(T::Without.text(lang), &[("n", &count(without, lang))]));
    }
    out
}

/// From which month to which, and what colours it.
fn choices(shown: &Shown, v: &MapView, lang: Lang) -> AnyView {
    let app = app();
    let inside = v.total.code.clone();
    let go = move |shown: Shown| nav::go(app, shown.place(&inside));
    let change = |change: fn(&mut Shown, String)| {
        let (shown, go) = (shown.clone(), go.clone());
        Callback::new(move |chosen: String| {
            let mut next = shown.clone();
            change(&mut next, chosen);
            go(next);
        })
    };
    let from = change(|shown, month| {
        shown.to = shown.to.clone().max(month.clone());
        shown.from = month;
    });
    let to = change(|shown, month| {
        shown.from = shown.from.clone().min(month.clone());
        shown.to = month;
    });
    let by = change(|shown, code| shown.by = By::read(&code));
    let ways = By::ALL.map(|by| (by.code().to_owned(), by.name().text(lang).to_owned())).into();
    let all = vec![
        choice("map-from", Desk::FromMonth.text(lang), months(app, &shown.from, lang), &shown.from, from),
        choice("map-to", Desk::ToMonth.text(lang), months(app, &shown.to, lang), &shown.to, to),
        choice("map-by", T::By.text(lang), ways, shown.by.code(), by),
    ];
    view! { <div class="choices no-print" role="group" aria-label=Desk::PeriodLabel.text(lang)>{all}</div> }.into_any()
}

/// Where the squares lie, and the way back to all.
fn up(shown: &Shown, v: &MapView, lang: Lang) -> AnyView {
    if v.total.code.is_empty() {
        return ().into_any();
    }
    let within = fill(T::Within.text(lang), &[("name", &v.total.name)]);
    view! { <p>{link(shown.place("").href(), format!("‹ {}", T::Everywhere.text(lang)))}" · "<strong>{within}</strong></p> }
        .into_any()
}

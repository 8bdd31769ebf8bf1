//! `GET /s`: published cases and their answers, found with or without accents, narrowed down by links. A page of
//! addresses only, so it can be bookmarked, read by machines and used without a script.

use crate::Page;
use crate::fields::{self, Field, Line};
use crate::page::{Doc, Switch, document};
use crate::pages::encode;
use crate::when;
use hoiam_shared::catalogue::public::Open as O;
use hoiam_shared::publish::MASK;
use hoiam_shared::wire::case::Facet;
use hoiam_shared::wire::public::{PublicPage, PublicRow};
use leptos::prelude::*;

/// The question as it stands in the address: name and value of each part that is there, `page` apart.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// `q`, `kind`, `area`, `category`, `agency`, in this order, with the value and its name in words.
    pub parts: Vec<(&'static str, String, String)>,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct SearchView {
    /// What is looked for.
    pub asked: Asked,
    /// What was found.
    pub found: PublicPage,
    /// Where nothing was found: parts that stand in the way, and the cases without each.
    pub without: Vec<(&'static str, u64)>,
}

/// Where search is.
pub const PATH: &str = "/s";

impl Asked {
    fn words(&self) -> &str {
        self.parts.iter().find(|(name, ..)| *name == "q").map_or("", |(_, value, _)| value)
    }

    /// The address of these parts but `except`, with `more` added.
    fn address(&self, except: &str, more: Option<(&str, &str)>) -> String {
        let kept = self.parts.iter().filter(|(name, ..)| *name != except).map(|(n, v, _)| (*n, v.as_str()));
        let pairs: Vec<String> = kept.chain(more).map(|(name, value)| format!("{name}={}", encode(value))).collect();
        if pairs.is_empty() { PATH.to_owned() } else { format!("{PATH}?{}", pairs.join("&")) }
    }

    /// The address of a page of the same list; what `Page::path` holds.
    pub fn page(&self, number: u32) -> String {
        let number = number.to_string();
        self.address("page", (number != "1").then_some(("page", number.as_str())))
    }
}

/// The page.
pub fn search(view: &SearchView, page: &Page) -> String {
    let found = &view.found;
    let lang = page.lang;
    let nothing_asked = view.asked.parts.is_empty();
    let body = view! {
        <h1>{O::Title.text(lang)}</h1>
        <p class="lead">{O::Lead.text(lang)}</p>
        {form(view, page)}
        {chosen(view, page)}
        {found.did_you_mean.as_ref().map(|meant| {
            let href = page.href(&view.asked.address("q", Some(("q", meant))));
            view! { <p class="meant">{O::DidYouMean.text(lang)}" "<a href=href dir="auto">{meant.clone()}</a></p> }
        })}
        {match (found.cases.is_empty(), nothing_asked) {
            (true, true) => empty(O::NothingYet, O::NothingYetText, page),
            (true, false) => nothing(view, page),
            (false, _) => list(view, page),
        }}
        {near(view, page)}
        {(!found.cases.is_empty()).then(|| narrow(view, page))}
        <p class="quiet small screen-only"><a href=page.href("/feed.atom")>{O::Feed.text(lang)}</a></p>
    }
    .into_any();
    let words = view.asked.words();
    let title =
        if words.is_empty() { O::Title.text(lang).to_owned() } else { format!("{words} · {}", O::Title.text(lang)) };
    let listed = nothing_asked && found.page == 1;
    document(page, Doc { title, failed: false, class: "narrow", switch: Switch::Link, listed, body })
}

fn form(view: &SearchView, page: &Page) -> AnyView {
    let field = Field {
        id: "q",
        name: "q",
        label: O::Label.text(page.lang),
        hint: Some(O::Hint.text(page.lang)),
        error: None,
        optional: false,
    };
    let kept = view.asked.parts.iter().filter(|(name, ..)| *name != "q").map(|(name, value, _)| {
        view! { <input type="hidden" name=*name value=value.clone()/> }
    });
    view! {
        <form method="get" action=PATH novalidate role="search" class="find screen-only">
            <input type="hidden" name="lang" value=page.lang.code()/>
            {kept.collect::<Vec<_>>()}
            {fields::line(page, &field, view.asked.words(), Line { kind: "search", ..Line::TEXT })}
            <button class="button">{O::Go.text(page.lang)}</button>
        </form>
    }
    .into_any()
}

/// What the list is narrowed to, each with a link that takes it away.
fn chosen(view: &SearchView, page: &Page) -> AnyView {
    let all = view.asked.parts.iter().filter(|(name, ..)| *name != "q").map(|(name, _, label)| {
        let href = page.href(&view.asked.address(name, None));
        let remove = hoiam_shared::catalogue::fill(O::Remove.text(page.lang), &[("what", label)]);
        view! { <li><a class="filter" href=href aria-label=remove><bdi>{label.clone()}</bdi>" "<span aria-hidden="true">"×"</span></a></li> }
    });
    let all = all.collect::<Vec<_>>();
    if all.is_empty() {
        return ().into_any();
    }
    view! { <div class="chosen"><h2 class="vh">{O::Chosen.text(page.lang)}</h2><ul class="filters">{all}</ul></div> }
        .into_any()
}

fn counted(n: u64, page: &Page) -> String {
    match n {
        1 => O::OneCase.text(page.lang).to_owned(),
        n => hoiam_shared::catalogue::fill(O::Cases.text(page.lang), &[("n", &n.to_string())]),
    }
}

fn list(view: &SearchView, page: &Page) -> AnyView {
    let found = &view.found;
    let heading = if view.asked.words().is_empty() { O::Newest } else { O::Results };
    let place = (found.pages > 1).then(|| {
        let values = [("page", &*found.page.to_string()), ("pages", &*found.pages.to_string())];
        format!(", {}", hoiam_shared::catalogue::fill(O::PageOf.text(page.lang), &values))
    });
    view! {
        <section aria-labelledby="results">
            <h2 id="results">{heading.text(page.lang)}" "<span class="count">{counted(found.total, page)}{place}</span></h2>
            <ol class="answers">{found.cases.iter().map(|row| item(row, page)).collect::<Vec<_>>()}</ol>
            {turn(view, page)}
        </section>
    }
    .into_any()
}

fn item(row: &PublicRow, page: &Page) -> AnyView {
    let kept = row.on_time.map(|kept| chip(kept, page));
    let answered = row.answered_at.map(|at| {
        let date = when::date(page, at);
        hoiam_shared::catalogue::fill(O::Answered.text(page.lang), &[("date", &date)])
    });
    let facts = [row.agency.as_ref().map(|a| a.name.clone()), row.area.clone(), answered].into_iter().flatten();
    view! {
        <li>
            <h3><a href=page.href(&format!("/p/{}", encode(&row.code))) dir="auto">{marked(&row.title, &row.title_marks, page)}</a></h3>
            <p class="hint"><span dir="auto">{facts.collect::<Vec<_>>().join(" · ")}</span>{kept}</p>
            <p dir="auto">{marked(&row.snippet, &row.snippet_marks, page)}</p>
            <p class="said" dir="auto"><strong>{O::AnswerStarts.text(page.lang)}</strong>" "{marked(&row.answer, &row.answer_marks, page)}</p>
        </li>
    }
    .into_any()
}

/// Whether the deadline was kept.
pub(crate) fn chip(kept: bool, page: &Page) -> AnyView {
    let (class, text) = if kept { ("chip good", O::OnTime) } else { ("chip late", O::Late) };
    view! { " "<span class=class>{text.text(page.lang)}</span> }.into_any()
}

/// A text with the words found marked (byte ranges) and what is hidden said to those who do not see it.
pub(crate) fn marked(text: &str, marks: &[(u32, u32)], page: &Page) -> AnyView {
    let mut out: Vec<AnyView> = Vec::new();
    let mut done = 0;
    for &(from, to) in marks {
        let (from, to) = (from as usize, to as usize);
        let (Some(before), Some(word)) = (text.get(done..from), text.get(from..to)) else { continue };
        out.push(masked(before, page));
        out.push(view! { <mark>{word.to_owned()}</mark> }.into_any());
        done = to;
    }
    out.push(masked(text.get(done..).unwrap_or_default(), page));
    out.into_any()
}

/// A text in which the masks are pictures with a name.
pub(crate) fn masked(text: &str, page: &Page) -> AnyView {
    let hidden = O::Hidden.text(page.lang);
    let mut out: Vec<AnyView> = Vec::new();
    for (i, part) in text.split(MASK).enumerate() {
        if i > 0 {
            out.push(view! { <span class="mask" role="img" aria-label=hidden>{MASK}</span> }.into_any());
        }
        out.push(part.to_owned().into_any());
    }
    out.into_any()
}

fn turn(view: &SearchView, page: &Page) -> AnyView {
    let (at, last) = (view.found.page, view.found.pages);
    let link = |number: u32, rel: &'static str, text: O| {
        view! { <a class="button second" rel=rel href=page.href(&view.asked.page(number))>{text.text(page.lang)}</a> }
    };
    let before = (at > 1).then(|| link(at - 1, "prev", O::Previous));
    let after = (at < last).then(|| link(at + 1, "next", O::Next));
    if before.is_none() && after.is_none() {
        return ().into_any();
    }
    view! { <nav class="buttons turn screen-only" aria-label=O::Turn.text(page.lang)>{before}{after}</nav> }.into_any()
}

fn empty(title: O, text: O, page: &Page) -> AnyView {
    view! {
        <section class="card" role="status">
            <h2>{title.text(page.lang)}</h2>
            <p>{text.text(page.lang)}</p>
            <p><a class="button second" href=page.href("/")>{O::Send.text(page.lang)}</a></p>
        </section>
    }
    .into_any()
}

/// Nothing found: what would be, without a part of the question.
fn nothing(view: &SearchView, page: &Page) -> AnyView {
    let ways = view.without.iter().filter_map(|(name, n)| {
        let (_, _, label) = view.asked.parts.iter().find(|(part, ..)| part == name)?;
        let part = if *name == "q" { O::PartWords.text(page.lang) } else { label.as_str() };
        let values = [("part", part), ("n", &*n.to_string())];
        let text = hoiam_shared::catalogue::fill(O::Without.text(page.lang), &values);
        let href = page.href(&view.asked.address(name, None));
        Some(view! { <li><a href=href>{text}</a></li> })
    });
    let ways = ways.collect::<Vec<_>>();
    view! {
        {empty(O::Nothing, O::NothingText, page)}
        {(!ways.is_empty()).then(|| view! { <ul class="ways">{ways}</ul> })}
    }
    .into_any()
}

fn near(view: &SearchView, page: &Page) -> AnyView {
    let near = &view.found.near;
    if near.is_empty() {
        return ().into_any();
    }
    view! {
        <section aria-labelledby="near">
            <h2 id="near">{O::Near.text(page.lang)}</h2>
            <ol class="answers">{near.iter().take(5).map(|row| item(row, page)).collect::<Vec<_>>()}</ol>
        </section>
    }
    .into_any()
}

/// Ways to narrow the list down. What would leave it as it is, is no way.
fn narrow(view: &SearchView, page: &Page) -> AnyView {
    let total = view.found.total;
    let group = |facet: &Facet| {
        let values = facet.values.iter().filter(|value| value.count < total).filter_map(|value| {
            let (name, code) = value.value.split_once(':')?;
            let href = page.href(&view.asked.address(name, Some((name, code))));
            let count = value.count.to_string();
            Some(view! { <li><a href=href><bdi>{value.label.clone()}</bdi></a>" "<span class="count">{count}</span></li> })
        });
        let values = values.collect::<Vec<_>>();
        (!values.is_empty()).then(|| view! { <section><h3>{facet.label.clone()}</h3><ul>{values}</ul></section> })
    };
    let groups = view.found.facets.iter().filter_map(group).collect::<Vec<_>>();
    if groups.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="narrow-by screen-only" aria-labelledby="narrow">
            <h2 id="narrow">{O::Narrow.text(page.lang)}</h2>
            <div class="groups">{groups}</div>
        </section>
    }
    .into_any()
}

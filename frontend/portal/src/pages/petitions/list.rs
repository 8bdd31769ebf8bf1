//! `GET /petitions?order=&words=&page=`: petitions in an order, found by words. Addresses only: works without a script, can be
//! kept as a bookmark, and is the same page for everybody, so that it can be cached.

use super::parts::{card, say};
use crate::Page;
use crate::fields::{self, Field, Line};
use crate::page::{Doc, Switch, document};
use crate::pages::encode;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::petitions::Petitions as P;
use hoiam_shared::catalogue::public::Open as O;
use hoiam_shared::wire::petitions::PetitionList;
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct ListPage {
    /// The petitions.
    pub list: PetitionList,
    /// Key of the site through which a new one is begun; `None` where there is none.
    pub site: Option<String>,
}

const ORDERS: [(&str, P); 6] = [
    ("trending", P::OrderTrending),
    ("most", P::OrderMost),
    ("newest", P::OrderNewest),
    ("closing", P::OrderClosing),
    ("answered", P::OrderAnswered),
    ("closed", P::OrderClosed),
];

/// The address of a list; what `Page::path` holds.
pub fn list_path(order: &str, words: &str, number: u32) -> String {
    let number = number.to_string();
    let parts = [("order", order), ("words", words), ("page", if number == "1" { "" } else { &number })];
    let pairs: Vec<_> =
        parts.iter().filter(|(_, v)| !v.is_empty()).map(|(n, v)| format!("{n}={}", encode(v))).collect();
    if pairs.is_empty() { "/petitions".to_owned() } else { format!("/petitions?{}", pairs.join("&")) }
}

/// The page.
pub fn list(view: &ListPage, page: &Page) -> String {
    let (list, lang) = (&view.list, page.lang);
    let begin = view.site.as_ref().filter(|_| list.creating).map(|site| {
        let href = page.href(&format!("/petitions/new?site={}", encode(site)));
        view! { <p><a class="button" href=href>{P::Begin.text(lang)}</a></p> }
    });
    let paused = (!list.creating).then(|| view! { <p class="late-note">{P::PausedCreating.text(lang)}</p> });
    let body = view! {
        <h1>{P::Title.text(lang)}</h1>
        <p class="lead">{P::Lead.text(lang)}</p>
        {begin}
        {paused}
        {form(list, page)}
        {orders(list, page)}
        {found(list, page)}
    }
    .into_any();
    let title = if list.words.is_empty() {
        P::Title.text(lang).to_owned()
    } else {
        format!("{} · {}", list.words, P::Title.text(lang))
    };
    let listed = list.words.is_empty() && list.page == 1;
    document(page, Doc { title, failed: false, class: "narrow", switch: Switch::Link, listed, body })
}

fn form(list: &PetitionList, page: &Page) -> AnyView {
    let label = P::Search.text(page.lang);
    let field = Field { id: "words", name: "words", label, hint: None, error: None, optional: false };
    view! {
        <form method="get" action="/petitions" novalidate role="search" class="find screen-only">
            <input type="hidden" name="lang" value=page.lang.code()/>
            <input type="hidden" name="order" value=list.order.clone()/>
            {fields::line(page, &field, &list.words, Line { kind: "search", ..Line::TEXT })}
            <button class="button">{P::SearchGo.text(page.lang)}</button>
        </form>
    }
    .into_any()
}

fn orders(list: &PetitionList, page: &Page) -> AnyView {
    let one = |(code, name): &(&'static str, P)| {
        let here = (*code == list.order).then_some("page");
        let href = page.href(&list_path(code, &list.words, 1));
        view! { <li><a href=href aria-current=here>{name.text(page.lang)}</a></li> }
    };
    view! {
        <nav class="tabs screen-only" aria-label=P::Orders.text(page.lang)>
            <ul>{ORDERS.iter().map(one).collect::<Vec<_>>()}</ul>
        </nav>
    }
    .into_any()
}

fn found(list: &PetitionList, page: &Page) -> AnyView {
    let lang = page.lang;
    if list.petitions.is_empty() {
        return view! { <section class="card" role="status"><p>{P::NoneFound.text(lang)}</p></section> }.into_any();
    }
    let order = ORDERS.iter().find(|(code, _)| *code == list.order).map_or(P::Title, |(_, name)| *name);
    let many = match list.total {
        1 => P::FoundOne.text(lang).to_owned(),
        n => say(page, P::FoundMany, &[("n", &super::parts::number(page, n))]),
    };
    let place = (list.pages > 1).then(|| {
        let values = [("page", &*list.page.to_string()), ("pages", &*list.pages.to_string())];
        format!(", {}", fill(O::PageOf.text(lang), &values))
    });
    view! {
        <section aria-labelledby="results">
            <h2 id="results">{order.text(lang)}" "<span class="count">{many}{place}</span></h2>
            <ol class="petitions">{list.petitions.iter().map(|petition| card(petition, false, page)).collect::<Vec<_>>()}</ol>
            {turn(list, page)}
        </section>
    }
    .into_any()
}

fn turn(list: &PetitionList, page: &Page) -> AnyView {
    let link = |number: u32, rel: &'static str, text: O| {
        let href = page.href(&list_path(&list.order, &list.words, number));
        view! { <a class="button second" rel=rel href=href>{text.text(page.lang)}</a> }
    };
    let before = (list.page > 1).then(|| link(list.page - 1, "prev", O::Previous));
    let after = (list.page < list.pages).then(|| link(list.page + 1, "next", O::Next));
    if before.is_none() && after.is_none() {
        return ().into_any();
    }
    view! { <nav class="buttons turn screen-only" aria-label=O::Turn.text(page.lang)>{before}{after}</nav> }.into_any()
}

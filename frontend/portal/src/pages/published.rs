//! `GET /p/{code}`: one published case, as everybody reads it: what was brought up, the answer, who gave it and whether
//! the deadline was kept.

use crate::Page;
use crate::page::{Doc, Switch, document};
use crate::pages::search::{PATH, chip, masked};
use crate::when;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::portal::Portal as T;
use hoiam_shared::catalogue::public::Open as O;
use hoiam_shared::wire::public::PublicCase;
use leptos::prelude::*;

/// The page of a published case.
pub fn published(case: &PublicCase, page: &Page) -> String {
    let lang = page.lang;
    // The citizen's words are in the language they were written in, whoever reads them.
    let written = case.language.code();
    let body = view! {
        <p class="over screen-only"><a href=page.href(PATH)>{O::Back.text(lang)}</a></p>
        <h1 lang=written dir="auto">{masked(&case.title, page)}</h1>
        <section class="card" aria-labelledby="question">
            <h2 id="question">{O::Question.text(lang)}</h2>
            <div class="words" lang=written dir="auto">{masked(&case.body, page)}</div>
        </section>
        <section class="card answer" aria-labelledby="answer">
            <h2 id="answer">{O::Answer.text(lang)}</h2>
            {by(case, page)}
            <div class="words" lang=written dir="auto">{masked(&case.answer, page)}</div>
        </section>
        {pictures(case, page)}
        {case.redacted.then(|| view! { <p class="hint">{O::HiddenNote.text(lang)}</p> })}
        {joined(case, page)}
        {facts(case, page)}
        <section class="screen-only" aria-labelledby="same">
            <h2 id="same">{O::Same.text(lang)}</h2>
            <p class="hint">{O::SameText.text(lang)}</p>
            <p><a class="button second" href=page.href("/")>{O::Send.text(lang)}</a></p>
        </section>
    }
    .into_any();
    let title = case.title.clone();
    document(page, Doc { title, failed: false, class: "narrow", switch: Switch::Link, listed: true, body })
}

fn pictures(case: &PublicCase, page: &Page) -> AnyView {
    if case.pictures.is_empty() {
        return ().into_any();
    }
    let one = |(n, address): (usize, &String)| {
        let said = fill(O::PictureOf.text(page.lang), &[("n", &(n + 1).to_string())]);
        view! { <li><img src=address.clone() alt=said loading="lazy"/></li> }
    };
    let all: Vec<_> = case.pictures.iter().enumerate().map(one).collect();
    view! {
        <section class="card" aria-labelledby="pictures">
            <h2 id="pictures">{O::PicturesTitle.text(page.lang)}</h2>
            <ul class="pictures">{all}</ul>
        </section>
    }
    .into_any()
}

fn by(case: &PublicCase, page: &Page) -> AnyView {
    let Some(at) = case.answered_at else { return ().into_any() };
    let name = case.agency.as_ref().map(|agency| agency.name.clone()).unwrap_or_default();
    let kept = case.on_time.map(|kept| chip(kept, page));
    view! { <p class="by"><bdi><strong>{name}</strong></bdi>" · "<time datetime=at.to_rfc3339()>{when::date(page, at)}</time>{kept}</p> }
        .into_any()
}

fn facts(case: &PublicCase, page: &Page) -> AnyView {
    let lang = page.lang;
    let place = |name: &Option<String>, code: &Option<String>, field: &str, label: O| {
        let (name, code) = (name.clone()?, code.clone()?);
        let href = page.href(&format!("{PATH}?{field}={}", super::encode(&code)));
        Some(view! { <div><dt>{label.text(lang)}</dt><dd><a href=href>{name}</a></dd></div> })
    };
    let agency = case.agency.as_ref().map(|agency| {
        let href = page.href(&format!("{PATH}?agency={}", super::encode(&agency.code)));
        view! { <div class="span"><dt>{O::Agency.text(lang)}</dt><dd class="strong"><a href=href>{agency.name.clone()}</a></dd></div> }
    });
    let due = case.due_at.map(|at| {
        view! { <div><dt>{O::Due.text(lang)}</dt><dd>{when::due(page, at)}</dd></div> }
    });
    let answered = case.answered_at.map(|at| {
        view! { <div><dt>{O::AnsweredOn.text(lang)}</dt><dd>{when::date(page, at)}</dd></div> }
    });
    view! {
        <dl class="facts">
            {agency}
            {answered}
            {due}
            <div><dt>{O::Received.text(lang)}</dt><dd>{when::date(page, case.received_at)}</dd></div>
            <div><dt>{page.t(T::KindLabel)}</dt><dd>{case.kind.name(lang)}</dd></div>
            {place(&case.area_name, &case.area, "area", O::Area)}
            {place(&case.category_name, &case.category, "category", O::Category)}
            <div><dt>{page.t(T::CodeLabel)}</dt><dd><code>{case.code.clone()}</code></dd></div>
        </dl>
    }
    .into_any()
}

fn joined(case: &PublicCase, page: &Page) -> AnyView {
    let text = match case.joined {
        0 => return ().into_any(),
        1 => O::JoinedOne.text(page.lang).to_owned(),
        n => fill(O::JoinedMany.text(page.lang), &[("n", &n.to_string())]),
    };
    view! { <p><strong>{text}</strong></p> }.into_any()
}

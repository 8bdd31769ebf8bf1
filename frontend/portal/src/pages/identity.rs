//! The way to an identity provider and back: the page that sends there, and the one that says why nothing came of it. Both
//! work without a script. Shown as the answer to a form or to a way back that is good once, so they offer no other language.

use crate::Page;
use crate::page::{Doc, Switch, document};
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::identity::Identity as I;
use leptos::prelude::*;

/// Where somebody is sent.
#[derive(Debug, Clone)]
pub struct GoingPage {
    /// How people call the provider.
    pub name: String,
    /// Its address, whole. Who sends this page also sends it as a `Refresh` header: a policy of where forms may lead would
    /// hold whatever the provider redirects to, and this does not.
    pub url: String,
}

/// The page that sends there.
pub fn going(view: &GoingPage, page: &Page) -> String {
    let say = |key: I| fill(key.text(page.lang), &[("name", &view.name)]);
    let title = say(I::GoingTitle);
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="lead">{say(I::GoingLead)}</p>
        <p class="buttons"><a class="button big" href=view.url.clone() rel="noreferrer">{say(I::GoingLink)}</a></p>
    }
    .into_any();
    document(page, Doc { title, failed: false, class: "narrow", switch: Switch::None, listed: false, body })
}

/// Why nothing came of it.
#[derive(Debug, Clone)]
pub struct FailedPage {
    /// What happened.
    pub title: String,
    /// What was kept and what to do.
    pub detail: String,
    /// Where to go on: path and words.
    pub back: (String, String),
}

/// The page that says so.
pub fn failed(view: &FailedPage, page: &Page) -> String {
    let (href, words) = view.back.clone();
    let body = view! {
        <h1>{view.title.clone()}</h1>
        <p class="lead">{view.detail.clone()}</p>
        <p class="buttons"><a class="button" href=page.href(&href)>{words}</a></p>
    }
    .into_any();
    let title = view.title.clone();
    document(page, Doc { title, failed: true, class: "narrow", switch: Switch::None, listed: false, body })
}

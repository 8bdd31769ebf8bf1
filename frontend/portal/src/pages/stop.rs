//! `GET /stop/{token}`: what a person sees who follows the link in a letter that stops them, before and after.

use crate::Page;
use crate::page::{Doc, Switch, document};
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::notices::Notices as N;
use leptos::prelude::*;

/// Whose letters, and whether they are stopped.
#[derive(Debug, Clone)]
pub struct StopView {
    /// Where the button posts to.
    pub address: String,
    /// The citizen's case; none for a member of staff.
    pub code: Option<String>,
    /// They are stopped.
    pub done: bool,
}

/// The page.
pub fn stop(view: &StopView, page: &Page) -> String {
    let lang = page.lang;
    let about = match &view.code {
        Some(code) => fill(N::StopCitizen.text(lang), &[("code", code)]),
        None => N::StopStaff.text(lang).to_owned(),
    };
    let rest = if view.done {
        view! { <p class="flash good" role="status">{N::StopDone.text(lang)}</p> }.into_any()
    } else {
        view! {
            <form method="post" action=page.href(&view.address)>
                <button class="button">{N::StopButton.text(lang)}</button>
            </form>
        }
        .into_any()
    };
    let body = view! {
        <h1>{N::StopTitle.text(lang)}</h1>
        <p class="lead">{about}</p>
        {rest}
    }
    .into_any();
    let title = N::StopTitle.text(lang).to_owned();
    let switch = if view.done { Switch::None } else { Switch::Link };
    document(page, Doc { title, failed: false, class: "narrow", switch, listed: false, body })
}

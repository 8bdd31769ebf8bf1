//! The first half of the answer to `POST /f/{key}` while unusually many file: a page that says so and goes on by itself, with
//! the page that any form gets. See [`crate::opened`].

use crate::Page;
use crate::input::FormInput;
use crate::page::{Doc, Switch, document};
use crate::pages::{KeptFile, encode};
use hoiam_shared::catalogue::portal::Portal as T;
use leptos::prelude::*;

/// What the page shows while the form waits.
#[derive(Debug, Clone)]
pub struct WaitView {
    /// Key of the site.
    pub site_key: String,
    /// How long it waits, in seconds.
    pub seconds: u64,
    /// What was typed.
    pub input: FormInput,
    /// Files that are here already.
    pub kept: Vec<KeptFile>,
}

/// The page. Whoever does not want to wait sends the same again, for a moderator to read first.
pub fn waiting(view: &WaitView, page: &Page) -> String {
    let hidden = |(name, value): (String, String)| view! { <input type="hidden" name=name value=value/> };
    let files = view.kept.iter().map(|file| (format!("kept-{}", file.field), file.id.clone()));
    let fields: Vec<_> = view.input.typed().into_iter().chain(files).map(hidden).collect();
    let action = page.href(&format!("/f/{}", encode(&view.site_key)));
    let body = view! {
        <section class="waits">
            <h1>{page.say(T::WaitTitle, &[("n", &view.seconds.to_string())])}</h1>
            <p class="lead">{page.t(T::WaitLead)}</p>
            <form method="post" action=action enctype="multipart/form-data">
                {fields}
                <button class="button second" name="work" value="none">{page.t(T::WaitSkip)}</button>
                <p class="hint">{page.t(T::WaitSkipNote)}</p>
            </form>
        </section>
    }
    .into_any();
    let title = page.t(T::FormTitle).to_owned();
    document(page, Doc { title, failed: false, class: "narrow", switch: Switch::None, listed: false, body })
}

//! `GET /about`: what happens with a person's data, in short. Says only what the program does.

use crate::Page;
use crate::page::{Doc, Switch, document};
use hoiam_shared::catalogue::portal::Portal as T;
use leptos::prelude::*;

/// The page on privacy.
pub fn about(page: &Page) -> String {
    let part = |title: T, text: T| view! { <section><h2>{page.t(title)}</h2><p>{page.t(text)}</p></section> };
    let body = view! {
        <h1>{page.t(T::AboutTitle)}</h1>
        <p class="lead">{page.t(T::AboutLead)}</p>
        <div class="prose">
            {part(T::AboutWho, T::AboutWhoText)}
            {part(T::AboutContact, T::AboutContactText)}
            {part(T::AboutSealed, T::AboutSealedText)}
            {part(T::AboutTrace, T::AboutTraceText)}
            {part(T::AboutBell, T::AboutBellText)}
            {part(T::AboutHistory, T::AboutHistoryText)}
            {part(T::AboutRights, T::AboutRightsText)}
        </div>
    }
    .into_any();
    let title = page.t(T::AboutTitle).to_owned();
    document(page, Doc { title, failed: false, class: "narrow", switch: Switch::Link, listed: true, body })
}

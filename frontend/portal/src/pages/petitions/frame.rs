//! `GET` and `POST /petitions/{code}/frame`: the page that stands in a frame on somebody else's: title, count, the form, and the
//! way to the whole petition. Without header and footer (`Page::bare`), and with the one script that tells how high it is.

use super::one::OnePage;
use super::parts::{address, hidden};
use super::{sign, thresholds};
use crate::Page;
use crate::fields;
use crate::page::{Doc, Switch, document};
use hoiam_shared::catalogue::petitions::Petitions as P;
use hoiam_shared::catalogue::portal::Portal as T;
use leptos::prelude::*;

/// The page.
pub fn frame(view: &OnePage, page: &Page) -> String {
    let page = &Page { bare: true, ..page.clone() };
    let (petition, lang) = (&view.petition, page.lang);
    let wrongs = sign::wrongs(&view.errors);
    let href = page.href(&address(&petition.code));
    let refused = hidden(petition);
    let title = if refused { P::RefusedTitle.text(lang).to_owned() } else { petition.title.clone() };
    let rest = if refused {
        view! { <p>{P::HiddenWords.text(lang)}" "<strong>{petition.ground_text.clone()}</strong></p> }.into_any()
    } else {
        view! { {thresholds::count(petition, page)}{sign::section(view, page, &wrongs)} }.into_any()
    };
    let body = view! {
        {fields::summary(page, &wrongs)}
        <p class="over"><bdi>{super::parts::say(page, P::AskedOf, &[("agency", &petition.agency.name)])}</bdi></p>
        <h1 dir="auto">{title.clone()}</h1>
        {rest}
        <p><a href=href target="_blank" rel="noopener">{P::FramePage.text(lang)}</a></p>
        <p class="quiet small">{super::parts::say(page, P::FrameBy, &[("service", page.t(T::Service))])}</p>
    }
    .into_any();
    let failed = !wrongs.is_empty();
    document(page, Doc { title, failed, class: "narrow", switch: Switch::None, listed: false, body })
}

//! What several pages of petitions draw: counts, progress, boxes to tick, cards.

use crate::Page;
use crate::fields::{self, Wrong};
use crate::pages::encode;
use crate::when;
use hoiam_shared::catalogue::petitions::Petitions as P;
use hoiam_shared::catalogue::{fill, grouped};
use hoiam_shared::petition::PetitionState;
use hoiam_shared::wire::petitions::{PetitionCard, PetitionView};
use leptos::prelude::*;

/// Thousands parted as the language does.
pub(crate) fn number(page: &Page, n: u64) -> String {
    grouped(n, page.lang)
}

/// A text of petitions with its places filled.
pub(crate) fn say(page: &Page, key: P, values: &[(&str, &str)]) -> String {
    fill(key.text(page.lang), values)
}

/// `1.204 chữ ký`.
pub(crate) fn signatures(page: &Page, n: u64) -> String {
    if n == 1 {
        P::CardCountOne.text(page.lang).to_owned()
    } else {
        say(page, P::CardCount, &[("n", &number(page, n))])
    }
}

/// Everybody may read its words: one in the archive as well, unless it was hidden; then the server gives none.
pub(crate) fn shown(petition: &PetitionView) -> bool {
    let kept = petition.state == PetitionState::Archived && !petition.title.is_empty();
    petition.state.public() || kept
}

/// That it was there is all that everybody reads of it.
pub(crate) fn hidden(petition: &PetitionView) -> bool {
    petition.state.refused() || petition.title.is_empty()
}

/// The address of a petition's page.
pub(crate) fn address(code: &str) -> String {
    format!("/petitions/{}", encode(code))
}

/// The address of its figures as a file: `.csv`, or nothing for JSON.
pub(crate) fn counts_of(code: &str, kind: &str) -> String {
    format!("/api/v1/petitions/{}/counts{kind}", encode(code))
}

/// How far it is to a threshold, as a bar; `label` says it in words.
pub(crate) fn bar(count: u64, of: u64, label: String) -> AnyView {
    let (value, max) = (count.min(of).to_string(), of.max(1).to_string());
    view! { <progress class="toward" value=value max=max aria-label=label></progress> }.into_any()
}

/// A box that is never ticked beforehand, with its message.
pub(crate) fn tick(
    id: &'static str,
    name: &'static str,
    label: String,
    ticked: bool,
    wrongs: &[Wrong],
    page: &Page,
) -> AnyView {
    let error = fields::message(wrongs, id);
    let described = error.map(|_| format!("{id}-error"));
    let wrong = error.is_some();
    let error = error.map(|text| {
        view! {
            <p class="error" id=format!("{id}-error")>
                <span class="vh">{page.t(hoiam_shared::catalogue::portal::Portal::ErrorBefore)}" "</span>
                <bdi>{text.to_owned()}</bdi>
            </p>
        }
    });
    view! {
        <div class="field" class:wrong=wrong>
            {error}
            <div class="radio">
                <input id=id name=name type="checkbox" value="yes" checked=ticked aria-describedby=described/>
                <label for=id>{label}</label>
            </div>
        </div>
    }
    .into_any()
}

/// A petition in a list. `away` opens it beside a form that is being written.
pub(crate) fn card(petition: &PetitionCard, away: bool, page: &Page) -> AnyView {
    let href = page.href(&address(&petition.code));
    let next = petition.next.filter(|next| *next > petition.count).map(|next| {
        let label = say(page, P::ProgressTo, &[("m", &number(page, petition.count)), ("n", &number(page, next))]);
        let needed = say(page, P::CardNext, &[("n", &number(page, next))]);
        view! { {bar(petition.count, next, label)}<p class="hint">{needed}</p> }
    });
    let today = (petition.today > 0).then(|| say(page, P::CardToday, &[("n", &number(page, petition.today))]));
    let closes = petition
        .closes_at
        .filter(|_| petition.state.signs())
        .map(|at| say(page, P::CardCloses, &[("date", &when::day(page, when::last_day(page, at)))]));
    let state = (!petition.state.signs()).then(|| petition.state_text.clone());
    let facts =
        [Some(petition.agency.name.clone()), today, closes, state].into_iter().flatten().filter(|f| !f.is_empty());
    let answered = petition.answered_at.map(|at| {
        let text = say(page, P::CardAnswered, &[("date", &when::date(page, at))]);
        view! { " "<span class="chip good">{text}</span> }
    });
    view! {
        <li class="petition">
            <h3>
                <a href=href dir="auto" target=away.then_some("_blank") rel=away.then_some("noopener")>{petition.title.clone()}</a>
            </h3>
            <p><strong class="so-many">{signatures(page, petition.count)}</strong>{answered}</p>
            {next}
            <p class="hint" dir="auto">{facts.collect::<Vec<_>>().join(" · ")}</p>
        </li>
    }
    .into_any()
}

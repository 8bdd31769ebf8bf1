//! The pages: the desk, one petition, its signatures.

mod acts;
mod desk;
mod filter;
mod one;
mod reviews;
mod signatures;
mod switches;
mod words;

use hoiam_desk::frame::Nowhere;
use hoiam_desk::parts::icon::Icon;
use hoiam_desk::pure::place::Place;
use hoiam_desk::state::app;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::grouped as number;
use hoiam_shared::catalogue::petition_desk::PetitionDesk as P;
use hoiam_shared::petition::PetitionState;
use leptos::prelude::*;

/// A text of this program that follows the language.
fn p(key: P) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let lang = app().lang;
    move || key.text(lang.get())
}

/// A text with one place filled.
fn say(key: P, lang: Lang, name: &str, value: &str) -> String {
    fill(key.text(lang), &[(name, value)])
}

/// The colour of a state.
const fn shade(state: PetitionState) -> &'static str {
    match state {
        PetitionState::Draft | PetitionState::Sponsoring => "state new",
        PetitionState::Moderation => "state wait",
        PetitionState::Open => "state work",
        PetitionState::Closed => "state done",
        PetitionState::Rejected
        | PetitionState::Withdrawn
        | PetitionState::Lapsed
        | PetitionState::TakenDown
        | PetitionState::Archived => "state over",
    }
}

/// What is at a place.
pub fn draw(page: &str) -> AnyView {
    match page.split_once('/') {
        None if page.is_empty() => view! { <desk::DeskPage/> }.into_any(),
        None => view! { <one::OnePage code=page.to_owned()/> }.into_any(),
        Some((code, "signatures")) => view! { <signatures::SignaturesPage code=code.to_owned()/> }.into_any(),
        Some(_) => view! { <Nowhere/> }.into_any(),
    }
}

/// The way back to the list, or to the petition.
#[component]
fn Back(
    /// Code of the petition; the list without.
    #[prop(optional)]
    code: String,
) -> impl IntoView {
    let (lang, text) = (app().lang, code.clone());
    view! {
        <p class="back">
            <a href=Place::petitions(&code).href()>
                {Icon::Back.view()}
                {move || if text.is_empty() { P::Back.text(lang.get()).to_owned() } else { text.clone() }}
            </a>
        </p>
    }
}

//! Petitions as moderators work on them, a program of its own below `/console/petitions`: whoever does not moderate never
//! loads it. The frame around the pages is `hoiam-desk`. No business rule lives here: what may be done comes with each petition.

mod api;
mod pages;

use hoiam_desk::frame::{self, Nowhere, Program};
use hoiam_desk::parts::header::Header;
use hoiam_desk::pure::place::{Part, Place};
use hoiam_desk::state::app;
use hoiam_desk::state::known::Known;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::petition_desk::PetitionDesk as P;
use hoiam_shared::wire::session::SessionView;
use leptos::prelude::*;

/// Called by the glue when the module is loaded.
#[wasm_bindgen::prelude::wasm_bindgen(start)]
pub fn start() {
    frame::start(Program { part: Part::Petitions, title, pages: |session| view! { <Desktop session/> }.into_any() });
}

/// What a signed-in person sees.
#[component]
fn Desktop(
    /// Who.
    session: SessionView,
) -> impl IntoView {
    let app = app();
    // Which page; in which state those of the list are is the list's own business.
    let page = Known::new(move || match app.place.get() {
        Place::Petitions { page, .. } => Some(page),
        _ => None,
    });
    view! {
        <Header session/>
        {move || match page.get() {
            Some(page) => pages::draw(&page),
            None => view! { <Nowhere/> }.into_any(),
        }}
    }
}

fn title(place: &Place, lang: Lang) -> String {
    let all = P::Title.text(lang);
    match place {
        Place::Petitions { page, .. } if !page.is_empty() => {
            format!("{} – {all} – Hồi Âm", page.split('/').next().unwrap_or_default())
        }
        _ => format!("{all} – Hồi Âm"),
    }
}

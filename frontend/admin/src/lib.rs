//! What administrators keep, as a program of its own below `/console/admin`: whoever handles cases never loads it.
//! The frame around the pages is `hoiam-desk`. No business rule lives here.

mod api;
mod api_agencies;
mod api_people;
mod api_personal;
mod api_petitions;
mod api_places;
mod api_tokens;
mod pages;

use hoiam_desk::frame::{self, Instead, Program};
use hoiam_desk::parts::header::Header;
use hoiam_desk::pure::place::{Part, Place};
use hoiam_desk::state::app;
use hoiam_desk::state::known::Known;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::wire::session::SessionView;
use leptos::prelude::*;
use pages::Page;

/// Called by the glue when the module is loaded.
#[wasm_bindgen::prelude::wasm_bindgen(start)]
pub fn start() {
    frame::start(Program { part: Part::Admin, title, pages: |session| view! { <Desktop session/> }.into_any() });
}

/// What a signed-in person sees. The server decides what they may read and change; here is only said that there is
/// nothing for them.
#[component]
fn Desktop(
    /// Who.
    session: SessionView,
) -> impl IntoView {
    let app = app();
    let may = session.grants.iter().any(|grant| grant.role.reads_routing() || grant.role.keeps_personal_data());
    let page = Known::new(move || app.place.get());
    view! {
        <Header session/>
        {move || if may || Page::of(&page.get()) == Some(Page::Account) {
            pages::draw(&page.get())
        } else {
            view! { <Instead title=Desk::NotForYou detail=Desk::NotForYouDetail/> }.into_any()
        }}
    }
}

fn title(place: &Place, lang: Lang) -> String {
    let admin = Desk::AdminTitle.text(lang);
    match Page::of(place).and_then(|page| page.title(lang)) {
        Some(page) => format!("{page} – {admin} – Hồi Âm"),
        None => format!("{admin} – Hồi Âm"),
    }
}

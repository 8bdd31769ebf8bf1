//! What an agency keeps of its own or has from above: the frame of such a page, whose it is, and the way back.

use super::Back;
use super::agency::AgencyField;
use super::line::Label;
use hoiam_desk::state::app;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::fill;
use hoiam_shared::wire::intake::AgencyRef;
use leptos::prelude::*;

/// The words of such a page.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    /// What it is called.
    pub title: Label,
    /// What it is for.
    pub intro: Label,
    /// It is the agency's own.
    pub own: Label,
    /// It is `{agency}`'s.
    pub whose: Label,
    /// It is as the program comes.
    pub program: Label,
    /// Back to what is above.
    pub forget: Label,
    /// The same, pressed once.
    pub forget_sure: Label,
}

/// The page around what was loaded.
#[component]
pub fn Frame(
    /// Of the page.
    class: &'static str,
    /// What it says.
    words: Words,
    /// Code of the agency that is shown.
    agency: RwSignal<String>,
    /// What was done.
    said: RwSignal<String>,
    /// What was loaded.
    children: Children,
) -> impl IntoView {
    let lang = app().lang;
    view! {
        <main id="main" class=class tabindex="-1">
            <Back/>
            <h1>{move || words.title.text(lang.get())}</h1>
            <p>{move || words.intro.text(lang.get())}</p>
            <div class="day-lines"><AgencyField chosen=agency/></div>
            <p role="status" class="soft">{move || said.get()}</p>
            {children()}
        </main>
    }
}

/// Whose it is that is in force.
pub fn whose(words: Words, own: bool, from: Option<&AgencyRef>, lang: Lang) -> String {
    match (from, own) {
        (_, true) => words.own.text(lang).to_owned(),
        (Some(agency), false) => fill(words.whose.text(lang), &[("agency", &agency.name)]),
        (None, false) => words.program.text(lang).to_owned(),
    }
}

/// The button that gives up what is its own; it asks twice.
#[component]
pub fn GoBack(
    /// What it says.
    words: Words,
    /// Gives it up.
    forget: impl Fn() + 'static,
) -> impl IntoView {
    let lang = app().lang;
    let sure = RwSignal::new(false);
    let press = move |_| match sure.get_untracked() {
        true => forget(),
        false => sure.set(true),
    };
    let label = move || if sure.get() { words.forget_sure } else { words.forget }.text(lang.get());
    view! { <button type="button" on:click=press>{label}</button> }
}

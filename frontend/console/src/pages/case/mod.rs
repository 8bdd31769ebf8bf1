//! One case, whole. This file loads it and composes the page; the columns are in the files beside it.

mod act;
mod answering;
mod aside;
mod clocks;
mod contact;
mod counted;
mod covering;
mod fields;
mod file;
mod files;
mod form;
mod marking;
mod picker;
mod presence;
mod public;
mod stale;
mod suggestion;
mod timeline;
mod unheard;

pub use aside::Reasons;
pub use file::File;
pub use files::AttachTo;
pub use picker::AgencyPicker;

use crate::pages::queue::{Chosen, Queue, Sealed, begin_search};
use crate::parts::due::Due;
use crate::pure::keys::Command;
use crate::state::inbox::Unseen;
use crate::state::keyboard::on_command;
use hoiam_desk::parts::icon::Icon;
use hoiam_desk::parts::later::Later;
use hoiam_desk::parts::load::Load;
use hoiam_desk::pure::place::Place;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::{app, nav, t};
use hoiam_shared::case::Action;
use hoiam_shared::catalogue::console::{self, Desk};
use hoiam_shared::wire::case::CaseView;
use leptos::prelude::*;

/// The page of the case `code`.
#[component]
pub fn CasePage(
    /// Tracking code.
    code: String,
) -> impl IntoView {
    let app = app();
    let queue = expect_context::<Queue>();
    let chosen = expect_context::<Chosen>();
    let file = File::open(app, queue, code.clone());
    queue.cursor.set(Some(code.clone()));
    let unseen: Unseen = expect_context();
    let seen = code.clone();
    Effect::new(move || {
        if unseen.count.get() > 0 {
            unseen.saw(Some(seen.clone()));
        }
    });
    on_command(move |command| match command {
        Command::Next | Command::Previous => {
            let by = if command == Command::Next { 1 } else { -1 };
            if let Some(code) = queue.neighbour(Some(&code), by) {
                nav::go(app, Place::case(code));
            }
            true
        }
        Command::Do(actions) => file.begin_first(actions),
        Command::Escape => file.put_away(),
        Command::Search => {
            nav::go(app, queue.place());
            request_animation_frame(|| {
                begin_search();
            });
            true
        }
        Command::Undo => {
            undo(chosen, file);
            true
        }
        Command::Help
        | Command::Palette
        | Command::Queue
        | Command::Suggestion
        | Command::Select
        | Command::SelectTo => false,
    });
    view! {
        <main id="main" class="case" tabindex="-1">
            <p class="back"><a href=move || queue_href(queue)>{Icon::Back.view()}{t(Desk::ToQueue)}</a></p>
            <Load value=move || file.loaded() retry=move |()| file.reload() view=move |view| {
                view! { <Whole view file/> }.into_any()
            }/>
        </main>
    }
}

/// Takes back what the person did last to this case, or else what they did last at all.
fn undo(chosen: Chosen, file: File) {
    let Some(Ok(view)) = untrack(|| file.loaded()) else { return };
    let again = move || file.reload();
    match view.allowed.contains(&Action::Undo) {
        true => chosen.take_back(view.row.code, view.row.version, again),
        false => chosen.undo(again),
    }
}

fn queue_href(queue: Queue) -> String {
    queue.id.track();
    queue.place().href()
}

#[component]
fn Whole(view: Known<CaseView>, file: File) -> impl IntoView {
    let row = Known::new(move || view.with(|v| v.row.clone()));
    view! {
        <header class="head">
            <p class="line">
                <span class="code">{move || row.with(|r| r.code.clone())}</span>
                <Status row/>
                <Due row/>
                <Sealed row/>
            </p>
            <h1 tabindex="-1">{move || row.with(|r| r.title.clone())}</h1>
            <presence::Presence file/>
        </header>
        <div class="columns">
            <Words view/>
            // Before the timeline also on a telephone: what to do comes before what was done.
            <Later>
                <div class="aside">
                    <suggestion::Suggestion view file/>
                    <act::Actions view file/>
                    <public::Public view/>
                    <clocks::Clocks view/>
                    <aside::Facts view/>
                    <contact::Contact view file/>
                    <aside::Family view/>
                    <aside::Similar view file/>
                </div>
                <timeline::TimelineList file/>
            </Later>
        </div>
    }
}

#[component]
fn Status(row: Known<hoiam_shared::wire::case::CaseRow>) -> impl IntoView {
    let app = app();
    let class = move || format!("state {}", console::state_tone(row.with(|r| r.status)));
    view! { <span class=class>{move || console::state_name(row.with(|r| r.status), app.lang.get())}</span> }
}

/// What the citizen wrote, as they wrote it.
#[component]
fn Words(view: Known<CaseView>) -> impl IntoView {
    // Drawn anew only when a file came.
    let all = Known::new(move || view.with(|v| (v.row.code.clone(), v.files.clone())));
    view! {
        <section class="words" aria-labelledby="words-title">
            <h2 id="words-title">{t(Desk::CitizenWords)}</h2>
            <blockquote>{move || view.with(|v| v.body.clone())}</blockquote>
            {move || {
                let (code, all) = all.get();
                view! { <files::FileList code all/> }
            }}
        </section>
    }
}

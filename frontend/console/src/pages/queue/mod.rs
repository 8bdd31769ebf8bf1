//! The queue: what there is to do, by due date. This file composes the page; the list itself is in `store`.

mod bulk;
mod calendars;
mod chosen;
mod columns;
mod complete;
mod facets;
mod help;
mod kept;
mod list;
mod row;
mod search;
mod store;
mod window;

pub use chosen::Chosen;
pub use columns::Columns;
pub use complete::begin as begin_search;
pub use row::Sealed;
pub use store::Queue;

use crate::pure::keys::Command;
use crate::state::keyboard::on_command;
use hoiam_desk::parts::load::Failed;
use hoiam_desk::pure::place::Place;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::{app, nav, t};
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::error::ErrorCode;
use leptos::prelude::*;

/// The page.
#[component]
pub fn QueuePage() -> impl IntoView {
    let app = app();
    let queue = expect_context::<Queue>();
    let chosen = expect_context::<Chosen>();
    let at_cursor = move |act: fn(Chosen, &str)| {
        let code = queue.cursor.get_untracked();
        if let Some(code) = &code {
            act(chosen, code);
        }
        code.is_some()
    };
    on_command(move |command| match command {
        Command::Next => list::move_focus(queue, 1),
        Command::Previous => list::move_focus(queue, -1),
        Command::Search => begin_search(),
        Command::Do(actions) => {
            let Some(code) = queue.cursor.get_untracked() else { return false };
            // Rights are known once the case is there; what its state allows, already here.
            let Some(row) = queue.row(&code) else { return false };
            let doing = actions.iter().copied().find(|action| action.from_state(row.status).is_some());
            nav::go(app, Place::Case { code, doing });
            true
        }
        Command::Escape => list::leave_field(),
        Command::Select => at_cursor(Chosen::toggle),
        Command::SelectTo => at_cursor(Chosen::up_to),
        Command::Undo => {
            chosen.undo(|| ());
            true
        }
        Command::Help | Command::Palette | Command::Queue | Command::Suggestion => false,
    });
    // What is wrong with the query is said below the box, by the box.
    let other = Known::new(move || queue.failure().filter(|f| !f.is(ErrorCode::BadQuery)));
    view! {
        <main id="main" class="queue" tabindex="-1">
            <h1 class="sr">{t(Desk::QueueTitle)}</h1>
            <search::SearchBox/>
            {move || other.get().map(|trouble| view! { <Failed trouble retry=Callback::new(move |()| queue.reload())/> })}
            <div class="columns">
                <facets::Facets/>
                <list::List/>
            </div>
        </main>
    }
}

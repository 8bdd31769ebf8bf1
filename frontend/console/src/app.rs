//! The program: its pages by place, its keys, and the queue that outlives them. No page content.

use crate::pages::case::CasePage;
use crate::pages::duplicates::DuplicatesPage;
use crate::pages::inbox::InboxPage;
use crate::pages::intake::IntakePage;
use crate::pages::queue::{Chosen, Columns, Queue, QueuePage};
use crate::parts::bell::Bell;
use crate::parts::help::{Help, HelpButton};
use crate::parts::palette::Palette;
use crate::pure::keys::Command;
use crate::state::inbox::Unseen;
use crate::state::keyboard::{Keyboard, on_command};
use crate::state::live::Live;
use hoiam_desk::frame::{self, Nowhere, Program};
use hoiam_desk::parts::header::Header;
use hoiam_desk::pure::place::{Part, Place};
use hoiam_desk::state::known::Known;
use hoiam_desk::state::{app, nav};
use hoiam_shared::Lang;
use hoiam_shared::catalogue::behalf::Behalf;
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::catalogue::finding::Finding;
use hoiam_shared::catalogue::notices::Inbox;
use hoiam_shared::wire::session::SessionView;
use leptos::prelude::*;

/// Puts the console into the page.
pub fn start() {
    frame::start(Program { part: Part::Console, title, pages: |session| view! { <Desktop session/> }.into_any() });
}

/// What a signed-in person sees. The queue lives here, so that it is still there when they come back from a case.
#[component]
fn Desktop(
    /// Who.
    session: SessionView,
) -> impl IntoView {
    let app = app();
    let keyboard = Keyboard::listen();
    provide_context(keyboard);
    provide_context(Live::open(app));
    provide_context(Unseen::follow(app));
    let queue = Queue::new(app);
    provide_context(queue);
    provide_context(Chosen::new(app, queue));
    provide_context(Columns::load(app));
    on_command(move |command| match command {
        Command::Help => {
            keyboard.help.set(true);
            true
        }
        Command::Palette => {
            keyboard.palette.set(true);
            true
        }
        Command::Queue => {
            nav::go(app, queue.place());
            true
        }
        _ => false,
    });
    // A form that opens or a query that changes is no new page.
    let page = Known::new(move || match app.place.get() {
        Place::Queue { .. } => Place::Queue { q: None, sort: Default::default() },
        Place::Case { code, .. } => Place::case(code),
        Place::Duplicates { .. } => Place::Duplicates { q: String::new() },
        Place::Intake => Place::Intake,
        Place::Inbox => Place::Inbox,
        Place::Admin { .. } | Place::Petitions { .. } | Place::Figures { .. } | Place::Unknown => Place::Unknown,
    });
    view! {
        <Header session=session.clone()><Bell/><HelpButton/></Header>
        {drawn_anew(move || match page.get() {
            Place::Queue { .. } => view! { <QueuePage/> }.into_any(),
            Place::Case { code, .. } => view! { <CasePage code/> }.into_any(),
            Place::Duplicates { .. } => view! { <DuplicatesPage/> }.into_any(),
            Place::Intake => view! { <IntakePage/> }.into_any(),
            Place::Inbox => view! { <InboxPage/> }.into_any(),
            Place::Admin { .. } | Place::Petitions { .. } | Place::Figures { .. } | Place::Unknown => view! { <Nowhere/> }.into_any(),
        })}
        <Help/>
        <Palette session/>
    }
}

/// Each page is made anew. Leptos would change a page into the next one of its kind: what was opened, written and in focus there
/// would stay, and to take the attributes off an element in focus costs a layout of the page that goes.
fn drawn_anew(page: impl Fn() -> AnyView + Send + 'static) -> impl IntoView {
    let mut odd = false;
    move || {
        odd = !odd;
        // Only what is of another type is not changed into.
        if odd { vec![page()].into_any() } else { page() }
    }
}

fn title(place: &Place, lang: Lang) -> String {
    let page = match place {
        Place::Queue { .. } => Desk::QueueTitle.text(lang),
        Place::Case { code, .. } => code,
        Place::Duplicates { .. } => Finding::DuplicatesTitle.text(lang),
        Place::Intake => Behalf::Title.text(lang),
        Place::Inbox => Inbox::Title.text(lang),
        Place::Admin { .. } | Place::Petitions { .. } | Place::Figures { .. } | Place::Unknown => {
            Desk::NoSuchPage.text(lang)
        }
    };
    format!("{page} – Hồi Âm")
}

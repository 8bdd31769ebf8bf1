//! The root: shared signals, who is signed in, which page. No page content.

use crate::pages::admin::AdminPage;
use crate::pages::case::CasePage;
use crate::pages::duplicates::DuplicatesPage;
use crate::pages::figures::FiguresPage;
use crate::pages::queue::{Queue, QueuePage};
use crate::pages::session::sign_in::SignIn;
use crate::parts::header::Header;
use crate::parts::help::Help;
use crate::parts::load::Failed;
use crate::pure::keys::Command;
use crate::pure::place::Place;
use crate::state::keyboard::{Keyboard, on_command};
use crate::state::live::Live;
use crate::state::{App, Theme, Who, api, app, device_now, nav, storage, t};
use hoiam_shared::Lang;
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::catalogue::finding::Finding;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::session::SessionView;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// Countdowns are by the minute; half of one keeps them right.
const TICK: Duration = Duration::from_secs(30);

/// Puts the console into the page.
pub fn start() {
    if let Some(shell) = document().get_element_by_id("boot") {
        shell.remove();
    }
    mount_to_body(Root);
}

#[component]
fn Root() -> impl IntoView {
    let app = App {
        lang: RwSignal::new(first_language()),
        theme: RwSignal::new(Theme::from_code(&storage::get("hoiam.theme").unwrap_or_default())),
        place: RwSignal::new(nav::current()),
        who: RwSignal::new(Who::Asking),
        now: RwSignal::new(device_now()),
        keys_on: RwSignal::new(storage::get("hoiam.keys").as_deref() != Some("off")),
        said: RwSignal::new(String::new()),
        connected: RwSignal::new(true),
        help: RwSignal::new(false),
    };
    provide_context(app);
    provide_context(Keyboard::new(app));
    nav::listen(app);
    set_interval(move || app.now.set(device_now()), TICK);
    // The document itself is outside of our views: these three follow the signals into it.
    Effect::new(move |_| set_root("lang", app.lang.get().code()));
    Effect::new(move |_| set_root("data-scheme", app.theme.get().code()));
    Effect::new(move |_| document().set_title(&title(&app.place.get(), app.lang.get())));
    ask(app);
    // Only another person, or none, builds the page anew; a fresh CSRF token does not.
    let who = Memo::new(move |_| app.who.get());
    view! {
        {move || match who.get() {
            Who::Asking => view! { <p class="waiting" role="status">{t(Desk::Loading)}</p> }.into_any(),
            Who::Unreachable(trouble) => {
                view! { <main id="main" class="narrow"><Failed trouble retry=Callback::new(move |()| ask(app))/></main> }.into_any()
            }
            Who::Nobody => view! { <SignIn/> }.into_any(),
            Who::Person(session) => view! { <Desktop session/> }.into_any(),
        }}
        <div class="sr" role="status" aria-live="polite">{move || app.said.get()}</div>
    }
}

/// What a signed-in person sees. The queue lives here, so that it is still there when they come back from a case.
#[component]
fn Desktop(
    /// Who.
    session: SessionView,
) -> impl IntoView {
    let app = app();
    provide_context(Live::open(app));
    let queue = Queue::new(app);
    provide_context(queue);
    on_command(move |command| match command {
        Command::Help => {
            app.help.set(true);
            true
        }
        Command::Queue => {
            nav::go(app, queue.place());
            true
        }
        _ => false,
    });
    // A form that opens or a query that changes is no new page.
    let page = Memo::new(move |_| match app.place.get() {
        Place::Queue { .. } => Place::Queue { q: None, sort: Default::default() },
        Place::Case { code, .. } => Place::case(code),
        Place::Figures { .. } => Place::Figures { agency: String::new(), from: String::new(), to: String::new() },
        Place::Duplicates { .. } => Place::Duplicates { q: String::new() },
        Place::Admin { page } => Place::Admin { page },
        Place::Unknown => Place::Unknown,
    });
    view! {
        <Header session/>
        {move || match page.get() {
            Place::Queue { .. } => view! { <QueuePage/> }.into_any(),
            Place::Case { code, .. } => view! { <CasePage code/> }.into_any(),
            Place::Figures { .. } => view! { <FiguresPage/> }.into_any(),
            Place::Duplicates { .. } => view! { <DuplicatesPage/> }.into_any(),
            Place::Admin { page } => view! { <AdminPage page/> }.into_any(),
            Place::Unknown => view! {
                <main id="main" class="narrow" tabindex="-1">
                    <h1>{t(Desk::NoSuchPage)}</h1>
                    <p>{t(Desk::NoSuchPageDetail)}</p>
                    <p><a class="button" href=crate::pure::place::BASE>{t(Desk::ToQueue)}</a></p>
                </main>
            }.into_any(),
        }}
        <Help/>
    }
}

/// Asks who is signed in.
fn ask(app: App) {
    spawn_local(async move {
        app.who.set(match api::session(app).await {
            Ok(session) => Who::Person(session),
            Err(trouble) if trouble.is(ErrorCode::Unauthenticated) => Who::Nobody,
            Err(trouble) => Who::Unreachable(trouble),
        });
    });
}

/// What the person chose before, else what the browser asks for, else Vietnamese.
fn first_language() -> Lang {
    storage::get("hoiam.lang")
        .and_then(|code| Lang::from_code(&code))
        .or_else(|| Lang::from_accept(&window().navigator().language()?))
        .unwrap_or_default()
}

fn set_root(name: &str, value: &str) {
    if let Some(root) = document().document_element() {
        // Names are constants above; only a malformed one is refused.
        root.set_attribute(name, value).ok();
    }
}

fn title(place: &Place, lang: Lang) -> String {
    let page = match place {
        Place::Queue { .. } => Desk::QueueTitle.text(lang),
        Place::Case { code, .. } => code,
        Place::Figures { .. } => Desk::FiguresTitle.text(lang),
        Place::Duplicates { .. } => Finding::DuplicatesTitle.text(lang),
        Place::Admin { .. } => Desk::AdminTitle.text(lang),
        Place::Unknown => Desk::NoSuchPage.text(lang),
    };
    format!("{page} – Hồi Âm")
}

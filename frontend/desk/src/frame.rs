//! The frame of a program: shared signals, who is signed in, and what is shown until somebody is. Which pages there
//! are is the program's business.

use crate::parts::arriving::Arriving;
use crate::parts::load::Failed;
use crate::parts::sign_in::SignIn;
use crate::pure::place::{BASE, Part, Place};
use crate::state::known::Known;
use crate::state::{App, Theme, Who, api, device_now, nav, storage, t};
use hoiam_shared::Lang;
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::session::SessionView;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::PageTransitionEvent;

/// Countdowns are by the minute; half of one keeps them right.
const TICK: Duration = Duration::from_secs(30);

/// What one program adds to the frame.
#[derive(Clone, Copy)]
pub struct Program {
    /// Which it is.
    pub part: Part,
    /// What the window is called at a place.
    pub title: fn(&Place, Lang) -> String,
    /// What a signed-in person sees.
    pub pages: fn(SessionView) -> AnyView,
}

/// Puts the program into the page.
pub fn start(program: Program) {
    if let Some(shell) = document().get_element_by_id("boot") {
        shell.remove();
    }
    mount_to_body(move || root(program));
}

fn root(program: Program) -> impl IntoView {
    let app = App {
        part: program.part,
        lang: RwSignal::new(first_language()),
        theme: RwSignal::new(first_theme()),
        place: RwSignal::new(nav::current()),
        who: RwSignal::new(Who::Asking),
        now: RwSignal::new(device_now()),
        said: RwSignal::new(String::new()),
        connected: RwSignal::new(true),
    };
    provide_context(app);
    nav::listen(app);
    set_interval(move || app.now.set(device_now()), TICK);
    // The document itself is outside of our views: these three follow the signals into it.
    Effect::new(move || set_root("lang", app.lang.get().code()));
    Effect::new(move || set_root("data-scheme", app.theme.get().code()));
    Effect::new(move || document().set_title(&(program.title)(&app.place.get(), app.lang.get())));
    come_back(app);
    ask(app);
    // Only another person, or none, builds the page anew; a fresh CSRF token does not.
    let who = Known::new(move || app.who.get());
    view! {
        {move || match who.get() {
            Who::Asking => view! { <p class="waiting" role="status">{t(Desk::Loading)}</p> }.into_any(),
            Who::Unreachable(trouble) => {
                view! { <main id="main" class="narrow"><Failed trouble retry=Callback::new(move |()| ask(app))/></main> }.into_any()
            }
            Who::Nobody => view! { <SignIn/> }.into_any(),
            Who::Person(session) => match session.need {
                Some(need) => view! { <Arriving need/> }.into_any(),
                None => (program.pages)(session),
            },
        }}
        <div class="sr" role="status" aria-live="polite">{move || app.said.get()}</div>
    }
}

/// There is no such page.
#[component]
pub fn Nowhere() -> impl IntoView {
    view! { <Instead title=Desk::NoSuchPage detail=Desk::NoSuchPageDetail/> }
}

/// Words in place of a page, and the way to the queue.
#[component]
pub fn Instead(
    /// What it is.
    title: Desk,
    /// What to do.
    detail: Desk,
) -> impl IntoView {
    view! {
        <main id="main" class="narrow" tabindex="-1">
            <h1>{t(title)}</h1>
            <p>{t(detail)}</p>
            <p><a class="button" href=BASE>{t(Desk::ToQueue)}</a></p>
        </main>
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

/// The browser may keep a page as it was while the person was in another program; what they changed there counts.
fn come_back(app: App) {
    let _shown = window_event_listener_untyped("pageshow", move |event| {
        if event.dyn_ref::<PageTransitionEvent>().is_some_and(PageTransitionEvent::persisted) {
            app.lang.set(first_language());
            app.theme.set(first_theme());
            ask(app);
        }
    });
}

/// What the person chose before, else what the browser asks for, else Vietnamese.
fn first_language() -> Lang {
    storage::get("hoiam.lang")
        .and_then(|code| Lang::from_code(&code))
        .or_else(|| Lang::from_accept(&window().navigator().language()?))
        .unwrap_or_default()
}

fn first_theme() -> Theme {
    Theme::from_code(&storage::get("hoiam.theme").unwrap_or_default())
}

fn set_root(name: &str, value: &str) {
    if let Some(root) = document().document_element() {
        // Names are constants above; only a malformed one is refused.
        root.set_attribute(name, value).ok();
    }
}

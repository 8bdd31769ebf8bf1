//! The rows with what stands above and below them: the exact total, the order, what arrived meanwhile, the
//! next page.

use super::bulk::Bar;
use super::columns::choose_columns;
use super::help::{Near, Without};
use super::search::{Chips, Order};
use super::store::Queue;
use super::window::{Rows, focus_row};
use hoiam_desk::parts::load::Failed;
use hoiam_desk::parts::show::Show;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::{app, filled, t};
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::catalogue::grouped;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The list.
#[component]
pub fn List() -> impl IntoView {
    let queue = expect_context::<Queue>();
    // A language or a reload is another list: its rows are drawn anew, everything else is kept.
    let some = Known::new(move || !queue.rows().is_empty());
    let list_key = Known::new(move || queue.shown_id());
    restore_focus(queue);
    view! {
        <section class="list" aria-label=t(Desk::QueueTitle) aria-busy=move || queue.waiting().to_string()>
            <div class="bar">{total()}<Order/>{choose_columns()}</div>
            <Bar/>
            <Chips/>
            {meanwhile()}
            <Meant/>
            {move || {
                list_key.get();
                view! { <Show when=move || some.get()><Rows/></Show> }
            }}
            <Show when=move || queue.page().is_some_and(|p| p.cases.is_empty())>
                <div class="empty"><p>{t(Desk::NothingFound)}</p><p class="soft">{t(Desk::NothingFoundDetail)}</p></div>
            </Show>
            <Without/>
            {below()}
            <Near/>
        </section>
    }
}

/// "1.234 hồ sơ".
fn total() -> AnyView {
    let app = app();
    let queue = expect_context::<Queue>();
    let text = move || {
        let lang = app.lang.get();
        match queue.total() {
            None if queue.failure().is_some() => String::new(),
            None => Desk::Loading.text(lang).to_owned(),
            Some(1) => Desk::OneCase.text(lang).to_owned(),
            Some(n) => filled(Desk::Cases, lang, "n", &grouped(n, lang)),
        }
    };
    view! { <p class="total" role="status">{text}</p> }.into_any()
}

/// "3 hồ sơ mới": says it, and waits to be asked.
fn meanwhile() -> AnyView {
    let app = app();
    let queue = expect_context::<Queue>();
    let text = move || {
        let lang = app.lang.get();
        match queue.unseen() {
            0 => None,
            1 => Some(Desk::OneNewCase.text(lang).to_owned()),
            n => Some(filled(Desk::NewCases, lang, "n", &n.to_string())),
        }
    };
    view! {
        <div role="status">
            {move || text().map(|text| view! {
                <button type="button" class="banner news" on:click=move |_| queue.reload()>
                    <strong>{text}</strong>" "{t(Desk::ShowThem)}
                </button>
            })}
        </div>
    }
    .into_any()
}

/// "Tìm theo: …?"
#[component]
fn Meant() -> impl IntoView {
    let queue = expect_context::<Queue>();
    move || {
        let page = queue.page()?;
        let meant = page.did_you_mean?;
        let place = queue.id.get().asking(meant.clone());
        Some(view! { <p class="meant">{t(Desk::DidYouMean)}" "<a href=place.href()>{meant}</a></p> })
    }
}

/// The next page.
fn below() -> AnyView {
    let queue = expect_context::<Queue>();
    view! {
        {move || queue.more_failed().map(|trouble| {
            view! { <Failed trouble retry=Callback::new(move |()| queue.load_more())/> }
        })}
        <Show when=move || queue.has_more() && queue.more_failed().is_none()>
            <button type="button" class="more" aria-disabled=move || queue.loading_more().to_string()
                on:click=move |_| queue.load_more()>
                {move || if queue.loading_more() { t(Desk::Loading)() } else { t(Desk::LoadMore)() }}
            </button>
        </Show>
    }
    .into_any()
}

/// Moves the focus by rows: the browser's own focus, so that Enter opens and a screen reader reads.
pub fn move_focus(queue: Queue, by: i64) -> bool {
    let from = queue.cursor.get_untracked();
    if let Some(code) = queue.neighbour(from.as_deref(), by)
        && !focus_row(&code)
    {
        // Its rows are drawn once the person is at them.
        queue.cursor.set(Some(code));
        restore_focus(queue);
    }
    true
}

/// The focus goes to the row the person is at, once it is drawn: after a key that went further than what is drawn, and for
/// whoever comes back from a case. Keys may be faster than pictures, so where the person is is asked only then.
fn restore_focus(queue: Queue) {
    request_animation_frame(move || {
        if let Some(code) = queue.cursor.try_get_untracked().flatten() {
            focus_row(&code);
        }
    });
}

/// Leaves the field that has the focus.
pub fn leave_field() -> bool {
    let active = document().active_element().and_then(|e| e.dyn_into::<HtmlElement>().ok());
    if let Some(element) = active {
        element.blur().ok();
    }
    true
}

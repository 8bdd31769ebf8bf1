//! Moving between pages: the address bar is the state, links are plain `<a href>`. Written by hand because a handful of
//! pages do not need a router library. What another program draws is left to the browser, which loads it.

use super::App;
use crate::pure::place::{BASE, Place};
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlAnchorElement, HtmlElement};

/// The place in the address bar.
pub fn current() -> Place {
    let location = window().location();
    Place::parse(&location.pathname().unwrap_or_default(), &location.search().unwrap_or_default())
}

/// Goes to a place; the back button leads back.
pub fn go(app: App, place: Place) {
    let from = app.place.get_untracked();
    if place == from {
        return;
    }
    if elsewhere(app, &place) {
        // Refused only for an address that is none; ours are.
        window().location().set_href(&place.href()).ok();
        return;
    }
    write(&place, false);
    let another = !same_page(&from, &place);
    app.place.set(place);
    if another {
        // A screen reader goes on where the new page begins; a page that knows better takes the focus after. Both need to know
        // where everything is, so they wait until the new page is there.
        request_animation_frame(|| {
            window().scroll_to_with_x_and_y(0.0, 0.0);
            focus("main");
        });
    }
}

/// Another program draws it.
fn elsewhere(app: App, place: &Place) -> bool {
    place.part().is_some_and(|part| part != app.part)
}

/// A query, a period or a form that changes leaves the person where they are.
fn same_page(a: &Place, b: &Place) -> bool {
    match (a, b) {
        (Place::Case { code: a, .. }, Place::Case { code: b, .. }) => a == b,
        (Place::Admin { page: a }, Place::Admin { page: b })
        | (Place::Figures { page: a, .. }, Place::Figures { page: b, .. })
        | (Place::Petitions { page: a, .. }, Place::Petitions { page: b, .. }) => a == b,
        _ => std::mem::discriminant(a) == std::mem::discriminant(b),
    }
}

/// Puts the focus on an element; `false` when there is none with this id.
pub fn focus(id: &str) -> bool {
    let found = document().get_element_by_id(id).and_then(|e| e.dyn_into::<HtmlElement>().ok());
    if let Some(element) = &found {
        // A detached element cannot be focused; then there is nothing to see either.
        element.focus().ok();
    }
    found.is_some()
}

/// Scrolls as little as is needed to show an element.
pub fn reveal(element: &Element) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Goes to a place without a step in the history: opening and closing a form is not a journey.
pub fn replace(app: App, place: Place) {
    write(&place, true);
    app.place.set(place);
}

fn write(place: &Place, replace: bool) {
    let href = place.href();
    // A browser refuses only when flooded with calls; the page still changes, the address follows next time.
    if let Ok(history) = window().history() {
        let done = if replace {
            history.replace_state_with_url(&JsValue::NULL, "", Some(&href))
        } else {
            history.push_state_with_url(&JsValue::NULL, "", Some(&href))
        };
        done.ok();
    }
}

/// Lets links to our own pages change the place, and the back button too.
pub fn listen(app: App) {
    let _popped = window_event_listener(ev::popstate, move |_| app.place.set(current()));
    let _clicked = window_event_listener(ev::click, move |event| {
        if event.default_prevented() || event.button() != 0 || event.ctrl_key() || event.meta_key() || event.shift_key()
        {
            return;
        }
        let Some(link) = event.target().and_then(|t| t.dyn_into::<Element>().ok()).and_then(closest_link) else {
            return;
        };
        let ours = link.origin() == window().location().origin().unwrap_or_default()
            && link.target().is_empty()
            && (link.pathname().starts_with(BASE) || link.pathname() == BASE.trim_end_matches('/'));
        if !ours || !link.hash().is_empty() {
            return;
        }
        let place = Place::parse(&link.pathname(), &link.search());
        if !elsewhere(app, &place) {
            event.prevent_default();
            go(app, place);
        }
    });
}

fn closest_link(element: Element) -> Option<HtmlAnchorElement> {
    element.closest("a[href]").ok().flatten()?.dyn_into().ok()
}

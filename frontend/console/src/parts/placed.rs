//! Where an element stands, as its style says it: set through the object of the style, which no policy forbids.

use leptos::html::ElementType;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// For the element that stands where `style` says.
pub fn placed<E>(style: impl Fn() -> String + 'static) -> NodeRef<E>
where
    E: ElementType,
    E::Output: JsCast + Clone + AsRef<HtmlElement> + 'static,
{
    let node = NodeRef::<E>::new();
    follow(Box::new(move || node.get().map(|element| AsRef::<HtmlElement>::as_ref(&element).clone())), Box::new(style));
    node
}

/// Without the type of the element, so that it is in the program once.
fn follow(element: Box<dyn Fn() -> Option<HtmlElement>>, style: Box<dyn Fn() -> String>) {
    Effect::new(move || {
        if let Some(element) = element() {
            element.style().set_css_text(&style());
        }
    });
}

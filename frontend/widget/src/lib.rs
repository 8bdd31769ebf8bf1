//! The embeddable form.
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

/// Shows the widget in `host`.
#[wasm_bindgen]
pub fn show(host: web_sys::HtmlElement) {
    leptos::mount::mount_to(host, || leptos::html::div().child("x")).forget();
}

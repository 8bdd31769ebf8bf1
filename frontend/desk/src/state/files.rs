//! A file that a person chose, as text.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

/// The text of the file chosen in an input; `None` when there is none or the browser cannot read it.
pub async fn text_of(id: &str) -> Option<String> {
    let input = document().get_element_by_id(id)?.dyn_into::<HtmlInputElement>().ok()?;
    let file = input.files()?.get(0)?;
    wasm_bindgen_futures::JsFuture::from(file.text()).await.ok()?.as_string()
}

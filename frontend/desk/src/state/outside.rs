//! What a page does with the browser around it: telling a frame of ours something, hearing of it, the clipboard, a chosen
//! file as base64.

use js_sys::{Array, Function, JSON, Promise, Reflect, Uint8Array};
use leptos::prelude::{document, window, window_event_listener};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlInputElement;

fn member(of: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(of, &JsValue::from_str(name)).ok().filter(|value| !value.is_undefined() && !value.is_null())
}

fn call(of: &JsValue, name: &str, with: &Array) -> Option<JsValue> {
    member(of, name)?.dyn_into::<Function>().ok()?.apply(of, with).ok()
}

/// Posts what a text of JSON says to a frame of this page, which must be one of our own.
pub fn tell_frame(id: &str, json: &str) {
    let frame = document().get_element_by_id(id).and_then(|frame| member(&frame, "contentWindow"));
    let origin = window().location().origin();
    if let (Some(frame), Ok(message), Ok(origin)) = (frame, JSON::parse(json), origin) {
        call(&frame, "postMessage", &Array::of2(&message, &JsValue::from_str(&origin)));
    }
}

/// Calls `heard` whenever a window of our own posts this text, as long as the present component is there.
pub fn when_told(text: &'static str, heard: impl Fn() + 'static) {
    let listener = window_event_listener(leptos::ev::message, move |event| {
        let own = window().location().origin().is_ok_and(|origin| origin == event.origin());
        if own && event.data().as_string().as_deref() == Some(text) {
            heard();
        }
    });
    leptos::prelude::on_cleanup(move || listener.remove());
}

/// Puts a text on the clipboard; `false` when the browser does not allow it.
pub async fn copy(text: &str) -> bool {
    let clipboard = member(&window().navigator(), "clipboard");
    let asked = clipboard.and_then(|board| call(&board, "writeText", &Array::of1(&JsValue::from_str(text))));
    match asked.and_then(|asked| asked.dyn_into::<Promise>().ok()) {
        Some(promise) => JsFuture::from(promise).await.is_ok(),
        None => false,
    }
}

/// The file chosen in an input, base64; `None` when there is none or the browser cannot read it.
pub async fn base64_of(id: &str) -> Option<String> {
    let input = document().get_element_by_id(id)?.dyn_into::<HtmlInputElement>().ok()?;
    let file = input.files()?.get(0)?;
    let bytes = Uint8Array::new(&JsFuture::from(file.array_buffer()).await.ok()?).to_vec();
    input.set_value("");
    // Each byte one letter: what `btoa` takes.
    let letters: String = bytes.into_iter().map(char::from).collect();
    window().btoa(&letters).ok()
}

//! Small services of the browser, each of which a page or a person may forbid: storage, randomness, clipboard,
//! printing, dates. Nothing here fails loudly; what cannot be done is left undone or reported.

use hoiam_shared::{Lang, Stamp};
use js_sys::{Date, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Name of the kept draft. Storage belongs to the page's origin, hence the prefix.
fn name_of(site: &str) -> String {
    let mut name = String::from("hoiam:");
    name.push_str(site);
    name
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// The draft kept from an earlier visit.
pub fn stored(site: &str) -> Option<String> {
    storage()?.get_item(&name_of(site)).ok().flatten()
}

/// Keeps the draft, where that is allowed.
pub fn store(site: &str, draft: &str) {
    if let Some(storage) = storage() {
        // A full or forbidden storage only means that the draft lives as long as the page.
        let _ = storage.set_item(&name_of(site), draft);
    }
}

/// Removes the kept draft.
pub fn erase(site: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&name_of(site));
    }
}

/// 128 random bits in hexadecimal, for an `Idempotency-Key`.
pub fn random_key() -> String {
    let mut bytes = [0u8; 16];
    let filled = web_sys::window().and_then(|w| w.crypto().ok()).map(|c| c.get_random_values_with_u8_array(&mut bytes));
    if !matches!(filled, Some(Ok(_))) {
        // Not a secret, only distinct: a browser without `crypto` gets the clock and `Math.random`.
        bytes[..8].copy_from_slice(&Date::now().to_le_bytes());
        bytes[8..].copy_from_slice(&js_sys::Math::random().to_le_bytes());
    }
    let digit = |n: u8| char::from_digit(u32::from(n), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// Waits. Also lets everything that is due be drawn first, even with 0.
pub async fn pause(ms: i32) {
    let promise = Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(resolve.unchecked_ref(), ms);
        }
    });
    let _ = JsFuture::from(promise).await;
}

/// Copies a text; `false` when the page or the person forbids it.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let clipboard = window.navigator().clipboard();
    // Missing on pages without https.
    if clipboard.is_undefined() {
        return false;
    }
    JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// Prints a text from a window of its own, so that the page around the widget stays out of it.
pub fn print(text: &str) -> Option<()> {
    let window = web_sys::window()?.open_with_url_and_target("", "_blank").ok()??;
    let document = window.document()?;
    let sheet = document.create_element("pre").ok()?;
    sheet.set_text_content(Some(text));
    document.body()?.append_child(&sheet).ok()?;
    window.print().ok()
}

/// A date in words, in the reader's time zone; with the time of day when `clock`.
pub fn date(at: Stamp, lang: Lang, clock: bool) -> String {
    let options = Object::new();
    let set = |name: &str, value: &str| {
        // Setting a member of a plain object cannot fail.
        let _ = Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(value));
    };
    set("dateStyle", if clock { "medium" } else { "full" });
    if clock {
        set("timeStyle", "short");
    }
    let locale = match lang {
        Lang::Vi => "vi-VN",
        Lang::En => "en-GB",
    };
    // Precise to a millisecond for the next 285,000 years.
    let date = Date::new(&JsValue::from_f64(at.ms() as f64));
    let text =
        if clock { date.to_locale_string(locale, &options) } else { date.to_locale_date_string(locale, &options) };
    text.into()
}

/// The day a term ends on: terms end at 24:00, which clocks show as the day after.
pub fn last_day(due: Stamp, lang: Lang) -> String {
    date(Stamp(due.ms() - 1), lang, false)
}

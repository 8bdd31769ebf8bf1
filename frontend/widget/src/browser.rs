//! Small services of the browser, each of which a page or a person may forbid: storage, randomness, clipboard,
//! printing, dates. Nothing here fails loudly; what cannot be done is left undone or reported.

use hoiam_flow::Known;
use hoiam_flow::words;
use hoiam_shared::catalogue::widget::Widget as T;
use hoiam_shared::{Lang, Stamp};
use js_sys::{Date, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
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

/// Keeps the draft; `false` where storage is forbidden or full.
pub fn store(site: &str, draft: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(&name_of(site), draft).is_ok())
}

/// Name of the list of cases.
fn known_name(site: &str) -> String {
    let mut name = name_of(site);
    name.push_str(":cases");
    name
}

/// Cases that this device was asked to remember: code and secret, a line each.
pub fn known(site: &str) -> Vec<Known> {
    let kept = storage().and_then(|storage| storage.get_item(&known_name(site)).ok().flatten()).unwrap_or_default();
    let read =
        |line: &str| line.split_once(' ').map(|(code, secret)| Known { code: code.into(), secret: secret.into() });
    kept.lines().filter_map(read).collect()
}

/// Remembers these cases, and no others.
pub fn keep_known(site: &str, known: &[Known]) {
    let Some(storage) = storage() else { return };
    let mut lines = String::new();
    for Known { code, secret } in known {
        for part in [code, " ", secret, "\n"] {
            lines.push_str(part);
        }
    }
    let _ = if known.is_empty() {
        storage.remove_item(&known_name(site))
    } else {
        storage.set_item(&known_name(site), &lines)
    };
}

/// Where this device is, in words, if the person lets it say so: coordinates and how exact they are.
pub async fn place(lang: Lang) -> Option<String> {
    let navigator: JsValue = web_sys::window()?.navigator().into();
    let geolocation = Reflect::get(&navigator, &JsValue::from_str("geolocation")).ok()?;
    let ask: js_sys::Function =
        Reflect::get(&geolocation, &JsValue::from_str("getCurrentPosition")).ok()?.dyn_into().ok()?;
    let options = Object::new();
    let _ = Reflect::set(&options, &JsValue::from_str("timeout"), &JsValue::from_f64(15_000.0));
    let promise = Promise::new(&mut |yes, no| {
        let _ = ask.call3(&geolocation, &yes, &no, &options);
    });
    let position = JsFuture::from(promise).await.ok()?;
    let coordinates = Reflect::get(&position, &JsValue::from_str("coords")).ok()?;
    // By the browser's own formatting of numbers: ours would cost more than this page.
    let number = |name: &str, digits: u8| {
        let value = Reflect::get(&coordinates, &JsValue::from_str(name)).ok()?.as_f64()?;
        js_sys::Number::from(value).to_fixed(digits).ok().map(String::from)
    };
    let mut out = String::from(words::say(T::LocatedAt, lang));
    for part in [" ", &number("latitude", 5)?, ", ", &number("longitude", 5)?, " (±", &number("accuracy", 0)?, " m)"] {
        out.push_str(part);
    }
    Some(out)
}

/// Removes the kept draft.
pub fn erase(site: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&name_of(site));
    }
}

/// Where somebody goes who must not be seen here: a page that anybody may have open.
const HARMLESS: &str = "https://www.google.com/";

/// Leaves the page around us, too, and keeps it out of the history as far as a page can.
pub fn escape() {
    let Some(window) = web_sys::window() else { return };
    let top = window.top().ok().flatten().unwrap_or(window);
    let _ = top.location().replace(HARMLESS);
}

/// Calls back whenever the network is there again, until it is dropped.
pub struct WhenOnline(Closure<dyn FnMut()>);

/// See [`WhenOnline`].
pub fn when_online(back: impl FnMut() + 'static) -> WhenOnline {
    let back: Box<dyn FnMut()> = Box::new(back);
    let closure = Closure::wrap(back);
    if let Some(window) = web_sys::window() {
        let _ = window.add_event_listener_with_callback("online", closure.as_ref().unchecked_ref());
    }
    WhenOnline(closure)
}

impl Drop for WhenOnline {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            let _ = window.remove_event_listener_with_callback("online", self.0.as_ref().unchecked_ref());
        }
    }
}

/// 128 random bits in hexadecimal, for an `Idempotency-Key`.
pub fn random_key() -> String {
    let mut bytes = [0u8; 16];
    // Whatever can run this has it, on pages without https, too.
    if let Some(crypto) = web_sys::window().and_then(|window| window.crypto().ok()) {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
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

//! Which language a person is spoken to in: what the address says, else what the page says, else the browser.

use hoiam_shared::Lang;
use wasm_bindgen::JsValue;

/// `explicit` (an attribute, a saved choice) → `?lang=` → `<html lang>` → the browser's list → Vietnamese.
pub fn choose(explicit: Option<&str>) -> Lang {
    explicit.and_then(Lang::from_accept).or_else(from_page).unwrap_or_default()
}

fn from_page() -> Option<Lang> {
    let window = web_sys::window()?;
    let query = window.location().search().ok().and_then(|search| {
        let params = web_sys::UrlSearchParams::new_with_str(&search).ok()?;
        Lang::from_accept(&params.get("lang")?)
    });
    let page = || Lang::from_accept(&window.document()?.document_element()?.get_attribute("lang")?);
    let browser = || {
        let list = window.navigator().languages();
        list.iter().find_map(|tag: JsValue| Lang::from_accept(&tag.as_string()?))
    };
    query.or_else(page).or_else(browser)
}

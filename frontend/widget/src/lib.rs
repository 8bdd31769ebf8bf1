//! The form that citizens meet on other people's pages: drawn into the shadow root that the loader made.
//! How it behaves is in `hoiam-flow`; here is only how it looks (`pages`, `parts`, `ui`) and what it does to the
//! browser (`run`). The crate's dependency list is its size budget.

mod app;
mod browser;
mod combo;
mod fields;
mod frame;
mod pages;
mod receipt;
mod run;
mod ui;

use app::{App, Ground, Shape};
use hoiam_flow::words;
use hoiam_shared::Lang;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// The style sheet of tokens and widget, for the loader to adopt.
#[wasm_bindgen]
#[must_use]
pub fn css() -> String {
    include_str!(concat!(env!("OUT_DIR"), "/widget.css")).to_owned()
}

thread_local! {
    /// Brings the texts of a language and gives them to [`learn`].
    static MORE: RefCell<Option<js_sys::Function>> = const { RefCell::new(None) };
}

/// Takes the texts of a language, which come in a file of their own, and what brings those of the other.
#[wasm_bindgen]
pub fn learn(lang: &str, texts: String, more: js_sys::Function) {
    words::learn(Lang::from_code(lang).unwrap_or_default(), texts);
    MORE.with(|kept| *kept.borrow_mut() = Some(more));
}

/// Brings the texts of a language; `false` when they do not come.
async fn spoken(lang: Lang) -> bool {
    let more = MORE.with(|kept| kept.borrow().clone());
    let asked = more.and_then(|more| more.call1(&JsValue::NULL, &JsValue::from_str(lang.code())).ok());
    let promise = asked.and_then(|asked| asked.dyn_into::<js_sys::Promise>().ok());
    match promise {
        Some(promise) => wasm_bindgen_futures::JsFuture::from(promise).await.is_ok(),
        None => false,
    }
}

/// A widget on the page.
#[wasm_bindgen]
pub struct Widget {
    app: App,
    unmount: Option<Box<dyn FnOnce()>>,
}

/// Draws the widget into `root`, not yet shown. `base`: address of the server with a slash at the end. `shape`:
/// `dialog`, `inline`, or `frame` for the dialog that a page draws around our frame. `tell` is called with what the
/// loader has to know: `sent`, `close`, and `seclude` with a draft. `begun`: the code of a kind, and behind a space a
/// draft, to go on with; given only on our own origin.
#[wasm_bindgen]
#[must_use]
pub fn mount(
    root: web_sys::ShadowRoot,
    base: String,
    site: String,
    lang: &str,
    shape: &str,
    tell: js_sys::Function,
    begun: Option<String>,
) -> Widget {
    let lang = Lang::from_code(lang).unwrap_or_default();
    let shape = match shape {
        "dialog" => Shape::Dialog,
        "frame" => Shape::Frame,
        _ => Shape::Inline,
    };
    let (app, unmount) = app::mount(Ground { root, base, site, shape, tell }, lang, begun.as_deref());
    Widget { app, unmount: Some(unmount) }
}

#[wasm_bindgen]
impl Widget {
    /// Shows it: the dialog, or the heading when it stands in the page.
    pub fn open(&self) {
        self.app.open();
    }

    /// Hides the dialog. What was typed stays.
    pub fn hide(&self) {
        self.app.hide();
    }

    /// The draft, as it is kept.
    pub fn draft(&self) -> String {
        self.app.peek(|state| state.draft.store())
    }

    /// Takes it off the page. The draft stays where it is kept.
    pub fn close(&mut self) {
        if let Some(unmount) = self.unmount.take() {
            unmount();
        }
    }
}

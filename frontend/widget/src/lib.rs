//! The form that citizens meet on other people's pages: drawn into the shadow root that the loader made.
//! How it behaves is in `hoiam-flow`; here is only how it looks (`pages`, `parts`, `ui`) and what it does to the
//! browser (`run`). The crate's dependency list is its size budget.

mod app;
mod browser;
mod fields;
mod frame;
mod pages;
mod receipt;
mod run;
mod ui;

use app::App;
use hoiam_shared::Lang;
use wasm_bindgen::prelude::*;

/// The style sheet of tokens and widget, for the loader to adopt.
#[wasm_bindgen]
#[must_use]
pub fn css() -> String {
    include_str!(concat!(env!("OUT_DIR"), "/widget.css")).to_owned()
}

/// A widget on the page.
#[wasm_bindgen]
pub struct Widget {
    app: App,
    unmount: Option<Box<dyn FnOnce()>>,
}

/// Draws the widget into `root`, not yet shown. `base`: address of the server with a slash at the end.
#[wasm_bindgen]
#[must_use]
pub fn mount(root: web_sys::ShadowRoot, base: String, site: String, lang: &str, inline: bool) -> Widget {
    let lang = Lang::from_code(lang).unwrap_or_default();
    let (app, unmount) = app::mount(root, base, site, lang, inline);
    Widget { app, unmount: Some(unmount) }
}

#[wasm_bindgen]
impl Widget {
    /// Shows it: the dialog, or the heading when it stands in the page.
    pub fn open(&self) {
        self.app.open();
    }

    /// Takes it off the page. The draft stays where it is kept.
    pub fn close(&mut self) {
        if let Some(unmount) = self.unmount.take() {
            unmount();
        }
    }
}

//! The form that citizens meet on other people's pages: drawn into the shadow root that the loader made.
//! How it behaves is in `hoiam-flow`; here is only how it looks (`pages`, `parts`, `ui`) and what it does to the
//! browser (`run`). The crate's dependency list is its size budget.

mod app;
mod browser;
mod combo;
mod evidence;
mod fields;
mod frame;
mod held;
mod pages;
mod receipt;
mod run;
mod ui;

use app::{App, Ground, Shape};
use hoiam_flow::{Event, Part, words};
use hoiam_shared::Lang;
use std::cell::{Cell, RefCell};
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
    /// Brings the texts of a language and gives them to [`learn`]; by their names the parts that come later.
    static MORE: RefCell<Option<js_sys::Function>> = const { RefCell::new(None) };
    /// The sheet of what comes later.
    static SHEET: RefCell<String> = const { RefCell::new(String::new()) };
    static PART: Cell<bool> = const { Cell::new(false) };
}

/// Takes the texts of a language, which come in a file of their own, and what brings those of the other. Without the
/// latter: the texts that come later, behind which stands the sheet.
#[wasm_bindgen]
pub fn learn(lang: &str, texts: String, more: Option<js_sys::Function>) {
    let lang = Lang::from_code(lang).unwrap_or_default();
    if more.is_some() {
        words::learn(lang, texts);
        MORE.set(more);
    } else if let Some((texts, sheet)) = texts.rsplit_once('\n') {
        words::learn_later(lang, texts.to_owned());
        SHEET.set(sheet.to_owned());
    }
}

/// Brings the texts of a language, the part `later` of the program, the script for `files`, or what the script for `work` finds
/// for a challenge; nothing when they do not come.
async fn bring(what: &str, challenge: &str) -> Option<JsValue> {
    let more = MORE.with_borrow(Clone::clone)?;
    let asked = more.call2(&JsValue::NULL, &JsValue::from_str(what), &JsValue::from_str(challenge)).ok()?;
    wasm_bindgen_futures::JsFuture::from(asked.dyn_into::<js_sys::Promise>().ok()?).await.ok()
}

/// Whether the part that comes later is here.
fn part_is_here() -> bool {
    PART.get()
}

/// Brings the part that comes later, puts its sheet on and tells the widget; `false` when it does not come.
async fn bring_part(app: App) -> bool {
    let came = PART.get() || bring("later", "").await.is_some();
    PART.set(came);
    if came && app.here() && app.peek(|state| state.part != Part::Here) {
        dress(app);
        app.send(Event::PartCame(None));
    }
    came
}

/// Puts the sheet of the part that comes later on a widget.
fn dress(app: App) {
    SHEET.with_borrow(|sheet| app.tell("dress", sheet));
}

/// A widget on the page.
#[wasm_bindgen]
pub struct Widget {
    app: App,
    unmount: Option<Box<dyn FnOnce()>>,
}

/// Draws the widget into `root`, not yet shown. `base`: address of the server with a slash at the end. `shape`:
/// the element it is, `dialog` or `div` in the page itself, or `frame` for the dialog that a page draws around our frame. `tell` is called with what the
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
    let (app, unmount) =
        app::mount(Ground { root, base, site, shape, tell, choices: RefCell::default() }, lang, begun.as_deref());
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

    /// The draft, as it is kept, to go on with elsewhere; here it is kept no longer.
    pub fn draft(&self) -> String {
        self.app.ground(|g| browser::erase(&g.site));
        self.app.peek(|state| state.draft.store())
    }

    /// Takes it off the page. The draft stays where it is kept.
    pub fn close(&mut self) {
        if let Some(unmount) = self.unmount.take() {
            unmount();
        }
    }
}

//! The console of those who handle cases: queue, case, duplicates; the frame around the pages is `hoiam-desk`.
//! `pure` is the half without a browser; everything else is built for wasm32 only. No business rule lives here: what is
//! allowed comes from the server with each case.

pub mod pure;

#[cfg(target_arch = "wasm32")]
mod app;
#[cfg(target_arch = "wasm32")]
mod pages;
#[cfg(target_arch = "wasm32")]
mod parts;
#[cfg(target_arch = "wasm32")]
mod state;

/// Called by the glue when the module is loaded.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen(start)]
pub fn start() {
    app::start();
}

//! Figures as supervisors read them, a program of its own below `/console/figures`: whoever handles cases never loads it.
//! The frame around the pages is `hoiam-desk`; [`pure`], [`charts`] and [`squares`] are the half without a browser, tested on the host. No
//! business rule lives here: each figure comes with the query that lists its cases.

pub mod charts;
pub mod pure;
pub mod squares;

#[cfg(target_arch = "wasm32")]
mod api;
#[cfg(target_arch = "wasm32")]
mod pages;
#[cfg(target_arch = "wasm32")]
mod parts;

/// Called by the glue when the module is loaded.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen(start)]
pub fn start() {
    pages::start();
}

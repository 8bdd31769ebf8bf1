//! What the programs of staff have in common: who is signed in, language and light, addresses, talking to the server,
//! and the frame around every page. `console` and `admin` each are this with pages of their own.
//! `pure` is the half without a browser; everything else is built for wasm32 only. No business rule lives here.

pub mod pure;

#[cfg(target_arch = "wasm32")]
pub mod frame;
#[cfg(target_arch = "wasm32")]
pub mod parts;
#[cfg(target_arch = "wasm32")]
pub mod state;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

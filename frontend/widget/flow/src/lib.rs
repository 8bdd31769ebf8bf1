//! How the widget behaves, without a browser: one state, one pure function `step(state, event) -> (state,
//! effects)`. The widget draws the state and carries the effects out; everything worth testing is here.
//!
//! No DOM, no network, no clock, no randomness: what comes from outside arrives in events.

pub mod draft;
pub mod event;
pub mod following;
pub mod page;
mod sending;
pub mod state;
pub mod step;
pub mod words;

#[cfg(test)]
mod files;
#[cfg(test)]
mod joining;
#[cfg(test)]
mod tests;

pub use draft::{Draft, Field};
pub use event::{Again, Effect, Event, Refusal, Target};
pub use page::Page;
pub use state::{Following, For, Keeping, Known, Load, Locating, Part, State, Uploads, Waiting};
pub use step::step;

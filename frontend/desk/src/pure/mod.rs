//! The half that needs no browser: addresses and dates. Tested on the host; nothing here may name leptos or web-sys.

pub mod dates;
pub mod diff;
pub mod place;

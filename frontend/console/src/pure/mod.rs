//! The half of the console that needs no browser: editing queries, countdowns, highlights, keys, the shapes of
//! forms. Tested on the host; nothing here may name leptos or web-sys.

pub mod columns;
pub mod countdown;
pub mod covers;
pub mod form;
pub mod held;
pub mod keys;
pub mod marking;
pub mod marks;
pub mod query;
pub mod typing;

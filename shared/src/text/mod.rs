//! How Vietnamese (and any other) text is read: the one analyzer under the index, the query, highlights,
//! duplicates and the router. Pure functions; nothing here reads a file, a clock or a setting.
//!
//! Stages: legacy fonts ([`legacy`]), characters (`chars`), identifiers (`ident`), tokens in an exact and a
//! folded form and pairs of neighbours ([`token`]). A query adds abbreviations ([`abbr`]) and becomes a
//! [`plan`]. [`fold`] is the small one for pickers in the browser.

pub mod abbr;
pub mod bare;
mod chars;
pub mod common;
pub mod fold;
pub mod highlight;
mod ident;
pub mod legacy;
mod letters;
pub mod plan;
pub mod syllable;
pub mod telex;
pub mod token;

pub use chars::composed;
/// What the forms of a word are kept in: most are so short that nothing is allocated for them.
pub use compact_str::CompactString;
pub use fold::fold;
pub use letters::is_word;
pub use token::{Token, Word, has_marks, neighbours, pairs, tokens};

//! The public pages, rendered on the server: home, plain form, receipt, tracking, look-up, problems, privacy, API.
//!
//! Pure functions from view structs to complete HTML documents. No I/O, no routes, no clock reading, no business
//! decision: `backend::http` calls these and sends what they return. The pages work without JavaScript, carry no
//! inline style or script, and stand under `default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'`.

pub mod feed;
mod fields;
mod icons;
pub mod input;
mod page;
pub mod pages;
pub mod papers;
mod when;

pub use page::{Flash, Mood, Page, Shell, continued, opened};

/// The style sheet of the pages; builds on the design tokens of the kit, which come before it.
pub const STYLES: &str = include_str!("../portal.css");

//! The query language: the search box, saved views, routing rules, deadline policies, webhook filters and
//! the link behind every figure.
//!
//! `kind:complaint state:open agency:so-xay-dung due:<2d -assigned:none "sổ đỏ"`: words and tests side by
//! side must all hold, `OR` offers alternatives, `-` denies, parentheses group. Parsed once to a [`Node`];
//! compiled against a clock and the names of an installation to [`Compiled`], which either answers for one
//! case in memory or is what the index and SQL are written from.

mod compile;
mod complete;
mod cover;
mod error;
mod eval;
mod field;
mod lex;
mod near;
mod parse;
mod period;
#[cfg(test)]
mod tests;
mod tree;

pub use compile::{Compiled, Context, Names, NoNames, Step, code_key};
pub use complete::{Completing, What as Typed, completing, written};
pub use cover::{Cover, cover};
pub use error::{QueryError, QueryFault};
pub use eval::CaseFacts;
pub use field::{Field, allowed};
pub use parse::{parse, plain_text};
pub use period::{Bounds, Clock, Day, FixedOffset, Period, Time, Unit, Zone};
pub use tree::{Assigned, Mark, Node, NumberField, Numbers, StateValue, Test, TimeField};

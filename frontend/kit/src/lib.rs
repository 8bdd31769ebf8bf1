//! What every browser part shares: calls to the server with timeouts and abort, problems in plain words, the
//! choice of language, the design tokens. Small enough for the widget: no serde_json unless `json` asks for it.
//!
//! No views here; those are the widget's and the console's own.

pub mod call;
pub mod citizen;
pub mod files;
#[cfg(feature = "json")]
pub mod json;
pub mod lang;
pub mod read;
pub mod tokens;
#[cfg(any(test, feature = "json"))]
mod tree;
pub mod trouble;
pub mod write;

pub use call::{Call, Credentials, Reply};
pub use citizen::Citizen;
#[cfg(feature = "json")]
pub use json::Client;
pub use trouble::{Cause, Trouble};

//! One file per page: a view struct and a function from it to a whole HTML document. Nothing here looks anything
//! up or decides; what is missing from a view is not shown.

mod about;
mod act;
mod alike;
mod api;
mod api_model;
mod files;
mod find;
mod form;
mod home;
pub mod identity;
mod ledger;
pub mod petitions;
mod problem;
mod published;
mod receipt;
mod scorecards;
mod search;
mod stop;
mod timeline;
mod tracking;
mod waiting;
mod wish;

pub use about::about;
pub use api::{api, api_try};
pub use files::KeptFile;
pub use find::{FindProblem, FindView, find};
pub use form::{FormView, form};
pub use home::{Figures, HomeView, SiteLink, home};
pub use ledger::ledger;
pub use problem::problem;
pub use published::published;
pub use receipt::{ReceiptView, receipt};
pub use scorecards::{scorecards, scorecards_csv};
pub use search::{Asked, SearchView, search};
pub use stop::{StopView, stop};
pub use tracking::{TrackView, tracking};
pub use waiting::{WaitView, waiting};

/// Percent-encodes what goes into one segment of a path or one value of a query (RFC 3986, unreserved stays).
pub(crate) fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for nibble in [byte >> 4, byte & 15] {
                out.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0').to_ascii_uppercase());
            }
        }
    }
    out
}

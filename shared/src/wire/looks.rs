//! Who of staff looked at which case, and who opened a sealed identity for which reason.

use super::wire;
use crate::Stamp;
use crate::wire::intake::AgencyRef;

wire! {
    /// `POST /api/v1/cases/{code}/contact`: why somebody opens who sent it.
    pub struct UnsealInput {
        /// The reason. It stays with the case, and auditors read it.
        pub reason: String,
    }

    /// `GET /api/v1/admin/looks`.
    pub struct LooksView {
        /// Newest first.
        pub looks: Vec<CaseLook>,
        /// How many there are, on all pages.
        pub total: u64,
        /// For the next page; none on the last.
        pub next: Option<i64>,
    }

    /// Somebody looked at a case: once for each hour in which they did.
    pub struct CaseLook {
        /// When first within that hour.
        pub at: Stamp,
        /// Display name of who did.
        pub who: String,
        /// Their login.
        pub login: String,
        /// Tracking code of the case.
        pub code: String,
        /// Who holds it now.
        pub agency: Option<AgencyRef>,
        /// They opened who sent it.
        pub unsealed: bool,
        /// The reason they gave for that.
        pub reason: String,
    }
}

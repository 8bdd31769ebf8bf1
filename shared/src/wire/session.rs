//! Signing in.

use super::wire;
use crate::rights::Role;

wire! {
    /// `POST /api/v1/session`.
    pub struct SessionNew {
        /// Login name.
        pub user: String,
        /// Password.
        pub password: String,
    }

    /// `GET /api/v1/session`, and the answer to signing in. The session itself is an HttpOnly cookie.
    pub struct SessionView {
        /// Login name.
        pub user: String,
        /// Display name.
        pub name: String,
        /// Roles and where they hold.
        pub grants: Vec<GrantView>,
        /// To be sent as `X-CSRF-Token` with everything that changes something.
        pub csrf: String,
    }

    /// A role in a branch.
    pub struct GrantView {
        /// The role.
        pub role: Role,
        /// Top of the branch.
        pub agency: crate::wire::intake::AgencyRef,
    }
}

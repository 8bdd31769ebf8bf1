//! Tokens with which other programs use the API of staff.

use super::wire;
use crate::Stamp;
use crate::rights::Role;
use crate::wire::intake::AgencyRef;

wire! {
    /// `GET /api/v1/admin/tokens`.
    pub struct TokensView {
        /// The newest first.
        pub tokens: Vec<TokenView>,
    }

    /// A token of another program.
    pub struct TokenView {
        /// Identity.
        pub id: i64,
        /// What it is for.
        pub name: String,
        /// What it may do.
        pub role: Role,
        /// At the top of the branch in which it may do so.
        pub agency: AgencyRef,
        /// Display name of who made it.
        pub made_by: String,
        /// When.
        pub created_at: Stamp,
        /// Until when it opens.
        pub expires_at: Stamp,
        /// Used last, to some minutes.
        pub used_at: Option<Stamp>,
        /// When it was taken back.
        pub revoked_at: Option<Stamp>,
        /// It still opens: neither taken back nor run out.
        pub opens: bool,
    }

    /// `POST /api/v1/admin/tokens`.
    pub struct TokenNew {
        /// What it is for.
        pub name: String,
        /// What it may do; anything but administer.
        pub role: Role,
        /// Code of the agency at the top of the branch.
        pub agency: String,
        /// Days that it opens, 1 to 366.
        pub days: u32,
    }

    /// A token just made.
    pub struct TokenMade {
        /// As in the list.
        pub token: TokenView,
        /// For `Authorization: Bearer`; in no other answer.
        pub secret: String,
    }
}

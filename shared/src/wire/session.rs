//! Signing in.

use super::wire;
use crate::coded::coded;
use crate::rights::Role;

coded! {
    /// What is still to be done before a session opens anything else.
    pub enum Need {
        /// Type the code that a device shows: the password alone opens nothing.
        Code = "code",
        /// Choose a password of one's own.
        Password = "password",
    }
}

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
        /// What is still to be done first; nothing when the session is open.
        #[serde(default)]
        pub need: Option<Need>,
    }

    /// The ways in besides the password.
    pub struct ProviderView {
        /// How the identity provider is called, as on the button; nothing when there is none.
        #[serde(default)]
        pub name: Option<String>,
        /// Whether passkeys can be used here: the public address is a name that browsers make passkeys for.
        pub passkeys: bool,
    }

    /// A role in a branch.
    pub struct GrantView {
        /// The role.
        pub role: Role,
        /// Top of the branch.
        pub agency: crate::wire::intake::AgencyRef,
    }
}

//! Passkeys of staff. What only the browser and the server understand goes through as text.

use super::wire;
use crate::Stamp;

wire! {
    /// A question for the browser, to be answered once, within five minutes.
    pub struct PasskeyAsked {
        /// Names the question in the answer.
        pub id: String,
        /// JSON as `PublicKeyCredential.parseCreationOptionsFromJSON` or `…parseRequestOptionsFromJSON` reads it (WebAuthn Level 3).
        pub options: String,
    }

    /// `POST /api/v1/session/passkey`: signs in.
    pub struct PasskeyAnswer {
        /// The question.
        pub id: String,
        /// JSON as the browser's `PublicKeyCredential.toJSON` writes it.
        pub credential: String,
    }

    /// `POST /api/v1/session/passkeys`: one more.
    pub struct PasskeyNew {
        /// The question.
        pub id: String,
        /// JSON as the browser's `PublicKeyCredential.toJSON` writes it.
        pub credential: String,
        /// What the person calls it; empty for the kind of browser and system.
        pub name: String,
    }

    /// `GET /api/v1/session/passkeys`: one's own.
    pub struct PasskeysView {
        /// Whether passkeys can be used here.
        pub offered: bool,
        /// The oldest first.
        pub passkeys: Vec<PasskeyRow>,
    }

    /// A passkey.
    pub struct PasskeyRow {
        /// Its name here; opens nothing.
        pub id: String,
        /// What the person calls it.
        pub name: String,
        /// Made then.
        pub since: Stamp,
        /// Signed in with last.
        #[serde(default)]
        pub used: Option<Stamp>,
    }
}

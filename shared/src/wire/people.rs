//! Members of staff as administrators keep them, their sessions, and the record of what administrators did.

use super::wire;
use crate::Stamp;
use crate::audit::{Act, Thing};
use crate::coded::coded;
use crate::rights::Role;
use crate::wire::intake::AgencyRef;
use crate::wire::session::GrantView;

coded! {
    /// Whether a person is told by e-mail.
    pub enum MailState {
        /// There is no address.
        None = "none",
        /// They are.
        On = "on",
        /// They have stopped it.
        Stopped = "stopped",
    }
}

wire! {
    /// `GET /api/v1/admin/people`.
    pub struct PeoplePage {
        /// By login.
        pub people: Vec<PersonRow>,
        /// How many there are, on all pages.
        pub total: u64,
        /// For the next page; none on the last.
        pub next: Option<String>,
    }

    /// A person in the list.
    pub struct PersonRow {
        /// Identity.
        pub id: i64,
        /// What they sign in with.
        pub login: String,
        /// Display name.
        pub name: String,
        /// May not sign in any more.
        pub disabled: bool,
        /// Their roles, as far as the reader may know.
        pub grants: Vec<GrantView>,
        /// Signed in last.
        pub seen_at: Option<Stamp>,
    }

    /// `GET /api/v1/admin/people/{id}`.
    pub struct PersonView {
        /// As in the list.
        pub row: PersonRow,
        /// To be named when the person is changed.
        pub version: i64,
        /// The reader may keep the person out and give new passwords: all of their roles lie in the reader's branch.
        pub keeps: bool,
        /// Roles elsewhere, which the reader does not see.
        pub elsewhere: u32,
        /// They still have a password that somebody else made.
        pub one_time: bool,
        /// Somebody tried too often with this login and has to wait.
        pub waits: bool,
        /// Whether they are told by e-mail.
        pub mail: MailState,
        /// Signing in takes them a second step.
        #[serde(default)]
        pub second_step: bool,
        /// How many passkeys they have.
        #[serde(default)]
        pub passkeys: u32,
        /// Where they are signed in; empty where the reader may not end it.
        pub sessions: Vec<SessionRow>,
    }

    /// `POST /api/v1/admin/people`.
    pub struct PersonNew {
        /// What they will sign in with.
        pub login: String,
        /// Display name.
        pub name: String,
        /// Where they are told by e-mail, if they are to be.
        #[serde(default)]
        pub email: Option<String>,
        /// Their roles, at least one.
        pub grants: Vec<GrantInput>,
    }

    /// `PUT /api/v1/admin/people/{id}`.
    pub struct PersonInput {
        /// The version that was looked at.
        pub version: i64,
        /// Display name.
        pub name: String,
        /// A new address for e-mail; `""` takes it away, nothing leaves it.
        #[serde(default)]
        pub email: Option<String>,
        /// All their roles within the reader's branch.
        pub grants: Vec<GrantInput>,
    }

    /// A role to be given.
    pub struct GrantInput {
        /// The role.
        pub role: Role,
        /// Code of the agency at the top of the branch.
        pub agency: String,
    }

    /// A password that is shown once.
    pub struct OneTime {
        /// The person.
        pub person: PersonView,
        /// To be handed over; they choose their own with it.
        pub password: String,
        /// Until when it can be used.
        pub until: Stamp,
    }

    /// `GET /api/v1/session/second-step`: one's own.
    pub struct SecondStepView {
        /// Since when it is asked for; nothing when it is not.
        #[serde(default)]
        pub since: Option<Stamp>,
        /// Codes left for whoever loses the device.
        pub recovery: u32,
    }

    /// A secret for a device that shows codes. Shown once; nothing is asked for until a code has shown that the device has it.
    pub struct SecondStepNew {
        /// As the device reads it: `otpauth://…`.
        pub address: String,
        /// As it is typed into a device without a camera.
        pub secret: String,
        /// The address as a picture.
        pub qr: super::intake::QrView,
    }

    /// A code that is typed: of the device, or of those for whoever has lost it.
    pub struct CodeInput {
        /// The code.
        pub code: String,
    }

    /// Codes for whoever loses the device. Shown once; each is good once.
    pub struct RecoveryCodes {
        /// The codes.
        pub codes: Vec<String>,
    }

    /// A session.
    pub struct SessionRow {
        /// Its name; opens nothing.
        pub id: String,
        /// Since when.
        pub since: Stamp,
        /// Used last.
        pub seen: Stamp,
        /// Kind of browser and system.
        pub agent: String,
        /// The one that asks.
        pub here: bool,
    }

    /// `GET /api/v1/sessions`.
    pub struct SessionsView {
        /// The one used last first.
        pub sessions: Vec<SessionRow>,
    }

    /// `PUT /api/v1/session/password`.
    pub struct PasswordInput {
        /// The present one.
        pub old: String,
        /// The new one.
        pub new: String,
    }

    /// `GET /api/v1/admin/audit`.
    pub struct AuditView {
        /// Newest first.
        pub entries: Vec<AuditEntry>,
        /// How many match, on all pages.
        pub total: u64,
        /// For the older ones; none on the last page.
        pub next: Option<i64>,
    }

    /// An act.
    pub struct AuditEntry {
        /// Identity.
        pub id: i64,
        /// When.
        pub at: Stamp,
        /// Display name of who did it.
        pub who: String,
        /// Their login; empty for the command line.
        pub login: String,
        /// What was done.
        pub act: Act,
        /// To what.
        pub thing: Thing,
        /// Which one: a code, or a number.
        pub item: String,
        /// The same in words, where it is known.
        pub name: String,
        /// Whose it is.
        pub agency: AgencyRef,
        /// Both of the above as one line.
        pub text: String,
        /// What it was before, one `name: value` a line, only what differs.
        pub before: Vec<String>,
        /// What it is now.
        pub after: Vec<String>,
    }
}

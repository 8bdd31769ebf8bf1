//! The personal data of cases: erasing them, for how long they are kept, and putting together what is stored about somebody.

use super::wire;
use crate::Stamp;
use crate::case::{CaseKind, CaseState};
use crate::wire::intake::AgencyRef;

wire! {
    /// `POST /api/v1/cases/{code}/erasure`: why the personal data of a case are erased.
    pub struct ErasureInput {
        /// The reason. It stays with the case, and its citizen reads it: it names nobody.
        pub reason: String,
    }

    /// `GET /api/v1/admin/retention`.
    pub struct RetentionView {
        /// By kind and end.
        pub rules: Vec<RetentionRow>,
        /// The reader may change them.
        pub editable: bool,
    }

    /// For how long the personal data of some cases are kept.
    pub struct RetentionRow {
        /// Identity.
        pub id: i64,
        /// Of this kind.
        pub kind: CaseKind,
        /// That ended like this: `answered`, `closed`, `rejected`, `withdrawn`.
        pub state: CaseState,
        /// Months since they ended.
        pub months: u32,
        /// They are erased by it. One that is off erases nothing.
        pub active: bool,
        /// When it was changed last.
        pub changed_at: Stamp,
    }

    /// `POST` and `PUT` to it.
    pub struct RetentionInput {
        /// Of this kind.
        pub kind: CaseKind,
        /// That ended like this.
        pub state: CaseState,
        /// Months since they ended, 1 to 600.
        pub months: u32,
        /// They are erased by it from now on.
        pub active: bool,
    }

    /// `POST /api/v1/admin/retention/preview`: what would be erased now. Nothing is.
    pub struct RetentionPreview {
        /// How many cases.
        pub cases: u64,
        /// Those that ended first, in that order. Sealed ones are counted and not named.
        pub first: Vec<RetentionCase>,
        /// When the first of them ended.
        pub oldest: Option<Stamp>,
        /// Cases that ended before this instant.
        pub before: Stamp,
    }

    /// A case whose time has come.
    pub struct RetentionCase {
        /// Tracking code.
        pub code: String,
        /// Who holds it.
        pub agency: Option<AgencyRef>,
        /// When it ended.
        pub ended_at: Stamp,
    }

    /// `POST /api/v1/personal-data`: whose data are put together, and why.
    pub struct DataSubjectInput {
        /// Their telephone number or e-mail address, as they left it.
        pub contact: String,
        /// The reason. It stays in the record of acts: it names nobody.
        pub reason: String,
    }

    /// What was found.
    pub struct DataSubjectView {
        /// The cases with this contact, oldest first. Sealed ones are never among them. For an hour,
        /// `GET /api/v1/cases/{code}/personal-data` gives what is stored about each to the same person.
        pub cases: Vec<PersonCase>,
    }

    /// One of these cases.
    pub struct PersonCase {
        /// Tracking code.
        pub code: String,
        /// What it is.
        pub kind: CaseKind,
        /// Where it stands.
        pub status: CaseState,
        /// Who holds it.
        pub agency: Option<AgencyRef>,
        /// When it was filed.
        pub received_at: Stamp,
    }
}

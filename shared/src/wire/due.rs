//! What is due: what can still be kept, what is broken already, and who holds it.

use super::wire;
use crate::Stamp;
use crate::wire::case::CaseRow;
use crate::wire::indicators::Figure;
use crate::wire::intake::AgencyRef;

wire! {
    /// `GET /api/v1/indicators/due?agency=&lang=`: the open cases of an agency and all below it, by when they are due.
    pub struct DueView {
        /// Whose.
        pub agency: AgencyRef,
        /// The agencies above, top first, to go back up.
        pub path: Vec<AgencyRef>,
        /// Now.
        pub at: Stamp,
        /// Today, `2026-11-27`.
        pub today: String,
        /// Last day of the week that begins today.
        pub until: String,
        /// All of them.
        pub total: DueRow,
        /// By the agency that holds them: most to be saved first.
        pub desks: Vec<DueRow>,
        /// Agencies that are not among them.
        pub more_desks: i64,
        /// By who handles them; nobody has no code.
        pub people: Vec<DueRow>,
        /// People who are not among them.
        pub more_people: i64,
        /// Those that can still be kept and are due first.
        pub next: Vec<CaseRow>,
    }

    /// Open cases by when they are due.
    pub struct DueRow {
        /// Code of the agency, or login of the person.
        pub code: String,
        /// In words.
        pub name: String,
        /// Past their date already.
        pub late: Figure,
        /// Due today, and not yet past it.
        pub today: Figure,
        /// Due on one of the six days after.
        pub week: Figure,
        /// Of those due today and on the six days after: in nobody's hands.
        pub unassigned: Figure,
    }
}

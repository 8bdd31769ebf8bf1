//! Appeals: against how a case ended, to the agency above, once and within a term ([`crate::clock::appeal`]). The appeal is
//! a case of its own, with its own code and clock; here is what the histories of the two say of each other.

use crate::case::event::{Event, Received, What};
use crate::case::history::standing;
use crate::ids::{AgencyId, CaseId};

/// The appeal that was made, and to whom.
pub fn made(history: &[Event]) -> Option<(CaseId, AgencyId)> {
    standing(history).iter().find_map(|event| match event.what {
        What::Appealed { case, agency } => Some((case, agency)),
        _ => None,
    })
}

/// The case against whose end this one appeals.
pub fn against(history: &[Event]) -> Option<CaseId> {
    match history.first().map(|event| &event.what) {
        Some(What::Received(Received { appeals, .. })) => *appeals,
        _ => None,
    }
}

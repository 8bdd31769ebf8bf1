//! Parts: a letter may hold two matters, and one of them goes on as a case of its own. Here is what the histories of the two
//! say of each other.

use crate::case::event::{Event, Received, What};
use crate::case::history::standing;
use crate::ids::CaseId;

/// The cases that were parts of this one.
pub fn split_off(history: &[Event]) -> Vec<CaseId> {
    let part = |event: &Event| match event.what {
        What::Split { case } => Some(case),
        _ => None,
    };
    standing(history).iter().filter_map(part).collect()
}

/// The case that this one was a part of.
pub fn part_of(history: &[Event]) -> Option<CaseId> {
    match history.first().map(|event| &event.what) {
        Some(What::Received(Received { split_from, .. })) => *split_from,
        _ => None,
    }
}

//! What happened to a petition. Its row is what these add up to; each is hashed over the one before it.

use super::ground::PetitionGround;
use super::rules::{Duty, PetitionRules};
use super::state::{PetitionAction, PetitionNext, PetitionState};
use crate::case::Actor;
use crate::ids::AgencyId;
use serde::{Deserialize, Serialize};

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PetitionWhat {
    /// It was written.
    Begun {
        /// Who is asked.
        agency: AgencyId,
        /// The rules it goes by.
        rules: PetitionRules,
        /// Digest of its words.
        words_sha256: String,
    },
    /// Its author confirmed their address.
    Confirmed,
    /// Enough people support it.
    Submitted,
    /// A moderator changed its words.
    Amended {
        /// Digest of its words since.
        words_sha256: String,
        /// Why.
        reason: String,
    },
    /// It is open until then.
    Published {
        /// Milliseconds UTC.
        closes_ms: i64,
    },
    /// It was not admitted.
    Rejected {
        /// Why.
        ground: PetitionGround,
        /// In words.
        reason: String,
    },
    /// Its author took it back.
    Withdrawn,
    /// Not enough supporters in time.
    Lapsed,
    /// The gathering ended.
    Closed {
        /// Why, when a person ended it.
        reason: String,
    },
    /// It was hidden.
    TakenDown {
        /// Why.
        ground: PetitionGround,
        /// In words.
        reason: String,
    },
    /// A refusal was taken back, or that it was hidden.
    Restored {
        /// Why.
        reason: String,
    },
    /// A threshold was reached.
    Reached {
        /// Its place among the thresholds.
        position: u32,
        /// Signatures that it asks for.
        count: u64,
        /// What is owed.
        duty: Duty,
        /// The case by which it is owed.
        case: i64,
    },
    /// Signatures were found not to be real, and a threshold is not reached any more.
    TakenBack {
        /// Its place among the thresholds.
        position: u32,
    },
    /// Signatures were found to be real after all, and a threshold is reached again.
    ReachedAgain {
        /// Its place among the thresholds.
        position: u32,
    },
    /// Signatures were looked at.
    Reviewed {
        /// Which review.
        review: i64,
        /// How many signatures it meant.
        count: u64,
        /// It was taken back.
        undone: bool,
    },
    /// The data of those who signed were deleted; the counts stay.
    Archived {
        /// Signatures that counted at the end.
        count: u64,
    },
}

impl PetitionWhat {
    /// The action whose event this is; none for those that leave the state alone.
    pub const fn action(&self) -> Option<PetitionAction> {
        Some(match self {
            Self::Confirmed => PetitionAction::Confirm,
            Self::Submitted => PetitionAction::Submit,
            Self::Amended { .. } => PetitionAction::Amend,
            Self::Published { .. } => PetitionAction::Publish,
            Self::Rejected { .. } => PetitionAction::Reject,
            Self::Withdrawn => PetitionAction::Withdraw,
            Self::Lapsed => PetitionAction::Lapse,
            Self::Closed { .. } => PetitionAction::Close,
            Self::TakenDown { .. } => PetitionAction::TakeDown,
            Self::Restored { .. } => PetitionAction::Restore,
            Self::Archived { .. } => PetitionAction::Archive,
            Self::Begun { .. }
            | Self::Reached { .. }
            | Self::TakenBack { .. }
            | Self::ReachedAgain { .. }
            | Self::Reviewed { .. } => return None,
        })
    }
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PetitionEvent {
    /// Its number within the petition, from 1.
    pub version: u32,
    /// When, milliseconds UTC.
    pub at_ms: i64,
    /// Who.
    pub actor: Actor,
    /// What.
    pub what: PetitionWhat,
}

/// Where a petition stands after these events; `None` when one of them was not allowed.
pub fn state_after(events: &[PetitionEvent]) -> Option<PetitionState> {
    let (first, rest) = events.split_first()?;
    let PetitionWhat::Begun { .. } = first.what else { return None };
    let (mut state, mut before) = (PetitionState::Draft, PetitionState::Draft);
    for event in rest {
        let Some(action) = event.what.action() else { continue };
        match action.from_state(state)? {
            PetitionNext::To(next) => (before, state) = (state, next),
            PetitionNext::Stay => {}
            // What was published is public again only as long as it would be anyway; a calendar closes it.
            PetitionNext::Back => (before, state) = (state, before),
        }
    }
    Some(state)
}

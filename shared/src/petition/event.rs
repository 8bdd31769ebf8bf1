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

/// Where a petition stands after these events, and where it stood before its last change of state; `None` when one of them
/// was not allowed.
pub fn states_after<'e>(mut whats: impl Iterator<Item = &'e PetitionWhat>) -> Option<(PetitionState, PetitionState)> {
    let PetitionWhat::Begun { .. } = whats.next()? else { return None };
    let mut states = (PetitionState::Draft, PetitionState::Draft);
    for action in whats.filter_map(PetitionWhat::action) {
        states = step(states, action)?;
    }
    Some(states)
}

/// Where an action leads; `None` when it is not allowed there. Both with the state before.
pub fn step(states: (PetitionState, PetitionState), action: PetitionAction) -> Option<(PetitionState, PetitionState)> {
    let (state, before) = states;
    Some(match action.from_state(state)? {
        PetitionNext::To(next) => (next, state),
        PetitionNext::Stay => states,
        PetitionNext::Back => (before, state),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn event_of(action: PetitionAction) -> PetitionWhat {
        use PetitionAction as A;
        let (ground, reason) = (PetitionGround::Unclear, String::new());
        match action {
            A::Confirm => PetitionWhat::Confirmed,
            A::Submit => PetitionWhat::Submitted,
            A::Amend => PetitionWhat::Amended { words_sha256: String::new(), reason },
            A::Publish => PetitionWhat::Published { closes_ms: 1 },
            A::Reject => PetitionWhat::Rejected { ground, reason },
            A::Withdraw => PetitionWhat::Withdrawn,
            A::Lapse => PetitionWhat::Lapsed,
            A::Close => PetitionWhat::Closed { reason },
            A::TakeDown => PetitionWhat::TakenDown { ground, reason },
            A::Restore => PetitionWhat::Restored { reason },
            A::Archive => PetitionWhat::Archived { count: 0 },
        }
    }

    proptest! {
        /// Whatever is tried in whatever order: what is allowed leads to the state that the events add up to, what is not
        /// leaves everything as it is, and nothing is ever open that was not published.
        #[test]
        fn events_add_up_to_the_state(tried in prop::collection::vec(0..PetitionAction::ALL.len(), 0..40)) {
            let rules = PetitionRules::default();
            let mut events = vec![PetitionWhat::Begun { agency: AgencyId(1), rules, words_sha256: String::new() }];
            let mut states = (PetitionState::Draft, PetitionState::Draft);
            for index in tried {
                let action = PetitionAction::ALL[index];
                if let Some(next) = step(states, action) {
                    let event = event_of(action);
                    prop_assert_eq!(event.action(), Some(action));
                    events.push(event);
                    states = next;
                }
                prop_assert_eq!(states_after(events.iter()), Some(states));
                let published = events.iter().any(|event| matches!(event, PetitionWhat::Published { .. }));
                prop_assert!(published || !states.0.public());
            }
        }
    }
}

//! The state table of petitions: which action moves one from which state to which. The only definition; the server
//! enforces it, the console draws its buttons from it, and the tests walk it. That a petition was answered is no state:
//! one may be answered at its first threshold and go on gathering for the second.

use crate::coded::coded;

coded! {
    /// Where a petition stands.
    pub enum PetitionState {
        /// Written; its author has not confirmed their address yet.
        Draft = "draft",
        /// Its author looks for people who support it; only they know of it.
        Sponsoring = "sponsoring",
        /// Waits for a moderator.
        Moderation = "moderation",
        /// Anybody can sign.
        Open = "open",
        /// The period is over.
        Closed = "closed",
        /// Not admitted, with a reason that everybody reads.
        Rejected = "rejected",
        /// Taken back by its author before it was open.
        Withdrawn = "withdrawn",
        /// Not enough supporters in time.
        Lapsed = "lapsed",
        /// Hidden after it was open, with a reason that everybody reads.
        TakenDown = "taken_down",
        /// Long over; the data of those who signed are deleted, the counts stay.
        Archived = "archived",
    }
}

impl PetitionState {
    /// Everybody may read it. One in the archive as well, if it was open before and not hidden.
    pub const fn public(self) -> bool {
        matches!(self, Self::Open | Self::Closed)
    }

    /// Everybody may read that it was there, and why it is not shown; the words themselves are not.
    pub const fn refused(self) -> bool {
        matches!(self, Self::Rejected | Self::TakenDown)
    }

    /// Somebody can put their name to it.
    pub const fn signs(self) -> bool {
        matches!(self, Self::Sponsoring | Self::Open)
    }
}

coded! {
    /// What can be done to a petition. Each leaves exactly one event.
    pub enum PetitionAction {
        /// Its author confirms their address.
        Confirm = "confirm",
        /// Enough people support it.
        Submit = "submit",
        /// Change its words before it is published.
        Amend = "amend",
        /// Open it for signatures.
        Publish = "publish",
        /// Do not admit it, for a reason that everybody reads.
        Reject = "reject",
        /// Its author takes it back.
        Withdraw = "withdraw",
        /// Not enough supporters in time.
        Lapse = "lapse",
        /// End the gathering.
        Close = "close",
        /// Hide it, for a reason that everybody reads.
        TakeDown = "take-down",
        /// Take back a refusal or that it was hidden.
        Restore = "restore",
        /// Delete the data of those who signed, keep the counts.
        Archive = "archive",
    }
}

/// Where an action leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PetitionNext {
    /// To this state.
    To(PetitionState),
    /// The state stays.
    Stay,
    /// Back to the state it had before.
    Back,
}

impl PetitionAction {
    /// Where this action leads from `from`; `None` when it is not allowed there.
    pub const fn from_state(self, from: PetitionState) -> Option<PetitionNext> {
        use PetitionNext::{Back, Stay, To};
        use PetitionState as S;
        let next = match self {
            Self::Confirm if matches!(from, S::Draft) => To(S::Sponsoring),
            Self::Submit if matches!(from, S::Sponsoring) => To(S::Moderation),
            Self::Amend if matches!(from, S::Moderation) => Stay,
            Self::Publish if matches!(from, S::Moderation) => To(S::Open),
            Self::Reject if matches!(from, S::Moderation) => To(S::Rejected),
            Self::Withdraw if matches!(from, S::Draft | S::Sponsoring | S::Moderation) => To(S::Withdrawn),
            Self::Lapse if matches!(from, S::Draft | S::Sponsoring) => To(S::Lapsed),
            Self::Close if matches!(from, S::Open) => To(S::Closed),
            Self::TakeDown if matches!(from, S::Open | S::Closed) => To(S::TakenDown),
            Self::Restore if matches!(from, S::Rejected | S::TakenDown) => Back,
            Self::Archive if matches!(from, S::Closed | S::Rejected | S::Withdrawn | S::Lapsed | S::TakenDown) => {
                To(S::Archived)
            }
            _ => return None,
        };
        Some(next)
    }

    /// A moderator does it; the rest comes from the author, the signatures or the calendar.
    pub const fn moderators(self) -> bool {
        matches!(self, Self::Amend | Self::Publish | Self::Reject | Self::Close | Self::TakeDown | Self::Restore)
    }

    /// It needs a reason that everybody reads.
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Reject | Self::TakeDown | Self::Close | Self::Restore)
    }

    /// Everything a moderator can do in a state, in the order the console shows it.
    pub fn allowed(from: PetitionState) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |action| action.moderators() && action.from_state(from).is_some())
    }
}

coded! {
    /// Where a signature stands.
    pub enum SignatureState {
        /// The address is not confirmed.
        Pending = "pending",
        /// Confirmed. It counts, unless it is under suspicion.
        Confirmed = "confirmed",
        /// Taken back by whoever signed.
        Withdrawn = "withdrawn",
        /// Found not to be real, by a moderator; can be taken back.
        Invalid = "invalid",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_state_is_reached_and_only_the_archive_is_an_end() {
        let mut seen = BTreeSet::from([PetitionState::Draft]);
        loop {
            let next: BTreeSet<_> = seen
                .iter()
                .flat_map(|from| PetitionAction::ALL.iter().filter_map(|action| action.from_state(*from)))
                .filter_map(|next| match next {
                    PetitionNext::To(state) => Some(state),
                    PetitionNext::Stay | PetitionNext::Back => None,
                })
                .collect();
            let before = seen.len();
            seen.extend(next);
            if seen.len() == before {
                break;
            }
        }
        assert_eq!(seen.len(), PetitionState::ALL.len());
        for &state in PetitionState::ALL {
            let ends = PetitionAction::ALL.iter().all(|action| action.from_state(state).is_none());
            assert_eq!(ends, state == PetitionState::Archived, "{state}");
            assert!(!(state.public() && state.refused()), "{state}");
        }
    }

    #[test]
    fn nothing_is_public_that_no_moderator_has_seen() {
        for &from in PetitionState::ALL.iter().filter(|state| !state.public() && !state.refused()) {
            for &action in PetitionAction::ALL {
                if let Some(PetitionNext::To(PetitionState::Open | PetitionState::Closed)) = action.from_state(from) {
                    assert!(action.moderators(), "{from} {action}");
                }
            }
        }
    }
}

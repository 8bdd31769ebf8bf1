//! The state table: which action moves a case from which state to which. The only definition; the server
//! enforces it, the console draws its buttons from it, and the tests walk it.

use crate::coded::coded;

coded! {
    /// Where a case stands.
    pub enum CaseState {
        /// Stored, nothing decided yet.
        Received = "received",
        /// Waits for a moderator.
        Screening = "screening",
        /// With the agency held responsible, not yet taken up.
        Routed = "routed",
        /// Taken up by the agency (thụ lý).
        Accepted = "accepted",
        /// Being worked on.
        InProgress = "in_progress",
        /// The citizen was asked for something; the clock pauses if the policy says so.
        WaitingCitizen = "waiting_citizen",
        /// Another agency was asked for its opinion.
        WaitingOpinion = "waiting_opinion",
        /// A drafted answer waits for the approver.
        AnswerReview = "answer_review",
        /// The answer is out.
        Answered = "answered",
        /// Done.
        Closed = "closed",
        /// Not taken up, with the reason and the legal ground.
        Rejected = "rejected",
        /// Taken back by the citizen.
        Withdrawn = "withdrawn",
        /// Follows another case.
        Merged = "merged",
    }
}

impl CaseState {
    /// Work is still owed: the case counts in the backlog.
    pub const fn open(self) -> bool {
        !matches!(self, Self::Answered | Self::Closed | Self::Rejected | Self::Withdrawn | Self::Merged)
    }
}

coded! {
    /// What can be done to a case. Each leaves exactly one event.
    pub enum Action {
        /// A moderator lets it pass on to its agency.
        Pass = "pass",
        /// Send it to the agency responsible.
        Route = "route",
        /// Take it up (thụ lý).
        Accept = "accept",
        /// Start to work on it.
        Start = "start",
        /// Name the person who handles it.
        Assign = "assign",
        /// Pass it on to another agency, which must be named.
        Transfer = "transfer",
        /// Ask the citizen for something.
        RequestInfo = "request-info",
        /// The citizen's reply, or word of their own accord.
        Message = "message",
        /// Ask another agency for its opinion.
        AskOpinion = "ask-opinion",
        /// The opinion asked for.
        GiveOpinion = "give-opinion",
        /// Hand a drafted answer to the approver.
        SubmitAnswer = "submit-answer",
        /// The approver sends the draft back.
        ReturnAnswer = "return-answer",
        /// Publish the answer.
        Answer = "answer",
        /// End it.
        Close = "close",
        /// Refuse to take it up, with the legal ground.
        Reject = "reject",
        /// The citizen takes it back.
        Withdraw = "withdraw",
        /// Back to work, by the citizen.
        Reopen = "reopen",
        /// The citizen appeals to the agency above.
        Appeal = "appeal",
        /// The citizen says how it went.
        Rate = "rate",
        /// Give it more time, for a reason the citizen reads.
        Extend = "extend",
        /// Take notice of what its clock says, and do nothing else.
        Acknowledge = "acknowledge",
        /// Take back what one has just done.
        Undo = "undo",
        /// Write a note that only staff read.
        Note = "note",
        /// Let it follow another case.
        Merge = "merge",
        /// Let it stand by itself again.
        Unmerge = "unmerge",
        /// Let a part of it go on as a case of its own.
        Split = "split",
        /// Keep it from all but those with the right to sealed cases, for a reason among staff.
        Seal = "seal",
        /// Take that back.
        LiftSeal = "lift-seal",
        /// Let everybody read it, with what is personal hidden.
        Publish = "publish",
        /// Take that back, for a reason the citizen reads.
        Unpublish = "unpublish",
        /// The citizen says whether it may be public.
        Wish = "wish",
    }
}

/// Where an action leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// To this state.
    To(CaseState),
    /// The state stays.
    Stay,
    /// Back to the state it had before it was merged, or before what is taken back.
    Back,
}

impl Action {
    /// Where this action leads from `from`; `None` when it is not allowed there.
    pub const fn from_state(self, from: CaseState) -> Option<Next> {
        use CaseState as S;
        let at_agency = matches!(
            from,
            S::Routed | S::Accepted | S::InProgress | S::WaitingCitizen | S::WaitingOpinion | S::AnswerReview
        );
        let working =
            matches!(from, S::Accepted | S::InProgress | S::WaitingCitizen | S::WaitingOpinion | S::AnswerReview);
        let next = match self {
            Self::Pass if matches!(from, S::Received | S::Screening) => Next::To(S::Routed),
            Self::Route if matches!(from, S::Received | S::Screening) => Next::To(S::Routed),
            Self::Accept if matches!(from, S::Routed) => Next::To(S::Accepted),
            Self::Start if matches!(from, S::Routed | S::Accepted) => Next::To(S::InProgress),
            Self::Assign if at_agency => Next::Stay,
            Self::Transfer if at_agency => Next::To(S::Routed),
            Self::RequestInfo if matches!(from, S::Routed | S::Accepted | S::InProgress | S::AnswerReview) => {
                Next::To(S::WaitingCitizen)
            }
            Self::Message if matches!(from, S::WaitingCitizen) => Next::To(S::InProgress),
            Self::Message if !matches!(from, S::Merged | S::Withdrawn) => Next::Stay,
            Self::AskOpinion if matches!(from, S::Accepted | S::InProgress) => Next::To(S::WaitingOpinion),
            Self::GiveOpinion if matches!(from, S::WaitingOpinion) => Next::To(S::InProgress),
            Self::SubmitAnswer if matches!(from, S::Accepted | S::InProgress | S::WaitingOpinion) => {
                Next::To(S::AnswerReview)
            }
            Self::ReturnAnswer if matches!(from, S::AnswerReview) => Next::To(S::InProgress),
            Self::Answer if working || matches!(from, S::Routed) => Next::To(S::Answered),
            Self::Close if matches!(from, S::Answered) => Next::To(S::Closed),
            Self::Reject if from.open() => Next::To(S::Rejected),
            Self::Withdraw if from.open() => Next::To(S::Withdrawn),
            Self::Reopen if matches!(from, S::Answered | S::Closed | S::Rejected) => Next::To(S::InProgress),
            // Once, and within the term: both are in the history.
            Self::Appeal if matches!(from, S::Answered | S::Closed | S::Rejected) => Next::Stay,
            Self::Rate if matches!(from, S::Answered | S::Closed) => Next::Stay,
            Self::Extend if working => Next::Stay,
            // What can be taken back is decided by the event; it may be what ended the case.
            Self::Undo if !matches!(from, S::Received | S::Screening | S::Merged | S::Withdrawn | S::Rejected) => {
                Next::Back
            }
            Self::Acknowledge if from.open() => Next::Stay,
            Self::Note if !matches!(from, S::Merged) => Next::Stay,
            Self::Split if at_agency => Next::Stay,
            Self::Merge if from.open() => Next::To(S::Merged),
            Self::Unmerge if matches!(from, S::Merged) => Next::Back,
            Self::Publish | Self::Unpublish if matches!(from, S::Answered | S::Closed) => Next::Stay,
            // Whether it is sealed is no state.
            Self::Wish | Self::Seal | Self::LiftSeal => Next::Stay,
            _ => return None,
        };
        Some(next)
    }

    /// Everything that can be done in a state, in the order the console shows it.
    pub fn allowed(from: CaseState) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |action| action.from_state(from).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_state_is_reachable() {
        let mut seen = BTreeSet::from([CaseState::Received, CaseState::Screening]);
        loop {
            let found: BTreeSet<_> = seen
                .iter()
                .flat_map(|&from| Action::ALL.iter().filter_map(move |a| a.from_state(from)))
                .filter_map(|next| match next {
                    Next::To(state) => Some(state),
                    Next::Stay | Next::Back => None,
                })
                .collect();
            if found.is_subset(&seen) {
                break;
            }
            seen.extend(found);
        }
        assert_eq!(seen.len(), CaseState::ALL.len());
    }

    #[test]
    fn no_open_state_is_a_dead_end() {
        for &state in CaseState::ALL.iter().filter(|s| s.open()) {
            let mut reached = BTreeSet::from([state]);
            for _ in CaseState::ALL {
                let next: Vec<_> =
                    reached.iter().flat_map(|&s| Action::ALL.iter().filter_map(move |a| a.from_state(s))).collect();
                reached.extend(next.into_iter().filter_map(|n| if let Next::To(s) = n { Some(s) } else { None }));
            }
            assert!(reached.contains(&CaseState::Closed), "{state} never ends");
        }
    }

    #[test]
    fn a_finished_case_is_not_moved_by_staff() {
        for state in [CaseState::Closed, CaseState::Withdrawn, CaseState::Rejected] {
            let moves: Vec<_> =
                Action::allowed(state).filter(|a| !matches!(a.from_state(state), Some(Next::Stay))).collect();
            // Whoever ended it may take that back for some minutes.
            assert!(moves.iter().all(|a| matches!(a, Action::Reopen | Action::Undo)), "{state}: {moves:?}");
        }
    }
}

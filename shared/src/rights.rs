//! Who may do what: roles, the rights they carry, and the branch of the agency tree they hold them in.
//! The one table; the server enforces it in use-cases and inside queries, the console draws its buttons from it.

use crate::case::Action;
use crate::coded::coded;
use crate::ids::AgencyId;
use serde::{Deserialize, Serialize};

coded! {
    /// What a person is in a branch of the agency tree. A person can hold several.
    pub enum Role {
        /// Keeps spam, insults and personal data from spreading.
        Moderator = "moderator",
        /// Sees what came in and passes it on.
        Coordinator = "coordinator",
        /// Works on cases.
        Handler = "handler",
        /// Releases answers.
        Approver = "approver",
        /// Watches the figures.
        Supervisor = "supervisor",
        /// Keeps agencies, people and settings.
        Administrator = "administrator",
        /// Checks that nothing was bent.
        Auditor = "auditor",
        /// A screen on a wall: the figures of the branch and nothing behind them. Of tokens alone.
        Display = "display",
    }
}

/// A role within one branch: the agency and everything below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// The top of the branch.
    pub agency: AgencyId,
}

impl Role {
    /// May read the cases of the branch.
    pub const fn reads_cases(self) -> bool {
        !matches!(self, Self::Administrator | Self::Display)
    }

    /// A person can be it.
    pub const fn of_people(self) -> bool {
        !matches!(self, Self::Display)
    }

    /// A token can be it: nobody sits behind one who would be asked a second question, so it never administers.
    pub const fn of_tokens(self) -> bool {
        !matches!(self, Self::Administrator)
    }

    /// May show the figures of the branch on a wall.
    pub const fn reads_wall(self) -> bool {
        matches!(self, Self::Display) || self.reads_indicators()
    }

    /// May know of sealed cases: denunciations, and what somebody sealed.
    pub const fn reads_sealed(self) -> bool {
        matches!(self, Self::Coordinator | Self::Approver | Self::Auditor)
    }

    /// May open who sent a sealed case, with a reason that stays. Auditors read that it was done and do not do it.
    pub const fn unseals(self) -> bool {
        matches!(self, Self::Coordinator | Self::Approver)
    }

    /// May erase the personal data of a case that has ended, and put together what is stored about somebody. Those who
    /// answer for the agency do: neither can be taken back.
    pub const fn keeps_personal_data(self) -> bool {
        matches!(self, Self::Approver)
    }

    /// May say after how long the personal data of cases are erased. It holds for everybody, so the right counts at the top only.
    pub const fn keeps_retention(self) -> bool {
        matches!(self, Self::Administrator)
    }

    /// May see who of staff looked at which case of the branch.
    pub const fn reads_looks(self) -> bool {
        matches!(self, Self::Auditor | Self::Supervisor)
    }

    /// The same of sealed cases.
    pub const fn reads_sealed_looks(self) -> bool {
        self.reads_looks() && self.reads_sealed()
    }

    /// May see the figures of the branch. Whoever may must be able to open the cases behind them.
    pub const fn reads_indicators(self) -> bool {
        matches!(self, Self::Supervisor | Self::Coordinator | Self::Approver | Self::Auditor)
    }

    /// May sign reports of figures of the branch off; whoever sees the figures may prepare them.
    pub const fn signs_reports(self) -> bool {
        matches!(self, Self::Supervisor | Self::Approver)
    }

    /// May read the routing rules, try them on past cases, and see how the learned suggestion does.
    pub const fn reads_routing(self) -> bool {
        matches!(self, Self::Administrator | Self::Coordinator | Self::Supervisor | Self::Auditor)
    }

    /// May change routing rules and thresholds. They hold for everybody, so the right counts at the top only.
    pub const fn changes_routing(self) -> bool {
        matches!(self, Self::Administrator)
    }

    /// May see what was told to whom about the cases of the branch, and what could not be sent.
    pub const fn reads_deliveries(self) -> bool {
        matches!(self, Self::Administrator | Self::Coordinator | Self::Supervisor | Self::Auditor)
    }

    /// May send again what could not be sent.
    pub const fn sends_again(self) -> bool {
        matches!(self, Self::Administrator | Self::Coordinator)
    }

    /// May write the letters of the branch, and say which systems and who is told of what.
    pub const fn changes_notices(self) -> bool {
        matches!(self, Self::Administrator)
    }

    /// May have the end of the ledger signed and published before its time.
    pub const fn signs_ledger(self) -> bool {
        matches!(self, Self::Auditor | Self::Administrator)
    }

    /// May keep the templates of answers of the branch, and say which answers must be approved.
    pub const fn changes_answers(self) -> bool {
        matches!(self, Self::Administrator | Self::Coordinator)
    }

    /// May keep the people of the branch, say who they are where, and end their sessions.
    pub const fn keeps_people(self) -> bool {
        matches!(self, Self::Administrator)
    }

    /// May keep the agencies of the branch, and what holds for all: areas and categories.
    pub const fn keeps_agencies(self) -> bool {
        matches!(self, Self::Administrator)
    }

    /// May read who changed which setting of the branch.
    pub const fn reads_audit(self) -> bool {
        matches!(self, Self::Administrator | Self::Auditor)
    }

    /// May keep the sites of the branch: where the widget stands, how it looks, what it asks.
    pub const fn changes_sites(self) -> bool {
        matches!(self, Self::Administrator)
    }

    /// May moderate the petitions to agencies of the branch, and look at their signatures.
    pub const fn moderates_petitions(self) -> bool {
        matches!(self, Self::Moderator | Self::Coordinator)
    }

    /// May read what moderators read of petitions.
    pub const fn reads_petitions(self) -> bool {
        matches!(self, Self::Moderator | Self::Coordinator | Self::Administrator | Self::Auditor | Self::Supervisor)
    }

    /// May write the rules by which agencies of the branch take petitions; at the top, turn the switches.
    pub const fn changes_petitions(self) -> bool {
        matches!(self, Self::Administrator)
    }

    /// May take cases down for those who call, write on paper or come in person.
    pub const fn takes_down(self) -> bool {
        matches!(self, Self::Moderator | Self::Coordinator | Self::Handler)
    }

    /// May do this to a case of the branch.
    pub const fn may(self, action: Action) -> bool {
        use Action as A;
        match self {
            Self::Moderator => matches!(action, A::Pass | A::Reject | A::Note | A::Publish | A::Unpublish | A::Undo),
            Self::Coordinator => matches!(
                action,
                A::Pass
                    | A::Route
                    | A::Transfer
                    | A::Assign
                    | A::Merge
                    | A::Unmerge
                    | A::Split
                    | A::Seal
                    | A::LiftSeal
                    | A::Reject
                    | A::Note
                    | A::Accept
                    | A::Extend
                    | A::Acknowledge
                    | A::Undo
            ),
            Self::Handler => matches!(
                action,
                A::Accept
                    | A::Start
                    | A::Assign
                    | A::Transfer
                    | A::RequestInfo
                    | A::AskOpinion
                    | A::GiveOpinion
                    | A::SubmitAnswer
                    | A::Answer
                    | A::Close
                    | A::Extend
                    | A::Acknowledge
                    | A::Undo
                    | A::Note
                    | A::Merge
                    | A::Unmerge
                    | A::Split
            ),
            Self::Approver => matches!(
                action,
                A::Answer
                    | A::ReturnAnswer
                    | A::Reject
                    | A::Close
                    | A::Extend
                    | A::Acknowledge
                    | A::Undo
                    | A::Note
                    | A::Assign
                    | A::Transfer
                    | A::Seal
                    | A::LiftSeal
            ),
            Self::Supervisor => matches!(action, A::Acknowledge | A::Note | A::Undo),
            Self::Administrator | Self::Auditor | Self::Display => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::CaseState;

    #[test]
    fn staff_together_can_do_all_that_is_not_the_citizens() {
        for &action in Action::ALL {
            let citizens = matches!(
                action,
                Action::Message | Action::Withdraw | Action::Reopen | Action::Appeal | Action::Rate | Action::Wish
            );
            assert_eq!(Role::ALL.iter().any(|r| r.may(action)), !citizens, "{action}");
        }
    }

    #[test]
    fn a_handler_alone_can_bring_a_routed_case_to_its_end() {
        let path = [
            (CaseState::Routed, Action::Accept),
            (CaseState::Accepted, Action::Start),
            (CaseState::InProgress, Action::Answer),
            (CaseState::Answered, Action::Close),
        ];
        assert!(path.iter().all(|(state, action)| action.from_state(*state).is_some() && Role::Handler.may(*action)));
    }
}

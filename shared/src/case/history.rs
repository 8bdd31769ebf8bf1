//! What the events of a case add up to: the present state, and nothing that could not be said again from them.

use crate::case::appeal;
use crate::case::event::{Event, Flag, Received, RouteWhy, What};
use crate::case::kind::{CaseKind, Channel};
use crate::case::state::{Action, CaseState, Next};
use crate::ids::{AgencyId, CalendarId, CaseId, PolicyId, SiteId, UserId};
use std::borrow::Cow;

/// The present state of a case. Times are milliseconds UTC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Number of events so far; the version an editor must name to change it.
    pub version: u32,
    /// What the citizen brings.
    pub kind: CaseKind,
    /// Where it stands.
    pub state: CaseState,
    /// Through which website it came.
    pub site: SiteId,
    /// How it came.
    pub channel: Channel,
    /// Language it is written in.
    pub language: crate::Lang,
    /// Area code.
    pub area: Option<String>,
    /// Category code.
    pub category: Option<String>,
    /// Only those with the right to sealed cases see that it exists.
    pub sealed: bool,
    /// What automatic screening noticed.
    pub flags: Vec<Flag>,
    /// The deadline policy.
    pub policy: Option<PolicyId>,
    /// The calendar of the citizen's clock.
    pub calendar: CalendarId,
    /// Who holds it; `None` until it is routed.
    pub agency: Option<AgencyId>,
    /// Who had it before the last transfer.
    pub came_from: Option<AgencyId>,
    /// Why it is there.
    pub route_why: Option<RouteWhy>,
    /// Who handles it.
    pub assignee: Option<UserId>,
    /// When it was filed.
    pub received_ms: i64,
    /// When the present agency got it.
    pub routed_ms: Option<i64>,
    /// When it was taken up.
    pub accepted_ms: Option<i64>,
    /// When the answer that stands was published; taken back by a reopening.
    pub answered_ms: Option<i64>,
    /// When the first answer was published, whether or not it stands.
    pub first_answered_ms: Option<i64>,
    /// When it ended in any way (closed, refused, withdrawn, merged).
    pub ended_ms: Option<i64>,
    /// Times it was passed on.
    pub transfers: u32,
    /// Times it was sent back or passed on more than once.
    pub bounces: u32,
    /// Times the citizen reopened it.
    pub reopened: u32,
    /// The last rating, 1 to 5.
    pub rating: Option<u8>,
    /// The legal ground of a refusal.
    pub reject_ground: Option<String>,
    /// The case it follows, and its own state before that.
    pub merged: Option<(CaseId, CaseState)>,
    /// Version of the event by which it is public now.
    pub published: Option<u32>,
    /// Whether the citizen lets it be public; `None` when they did not say.
    pub wished: Option<bool>,
    /// It appeals against how another case ended.
    pub appeal: bool,
    /// Its personal data are gone: nothing more is said in it.
    pub erased: bool,
}

/// Versions of the events that were taken back.
fn taken_back<'e>(events: impl IntoIterator<Item = &'e Event>) -> Vec<u32> {
    let of = |event: &Event| if let What::Undone { of, .. } = event.what { Some(of) } else { None };
    events.into_iter().filter_map(of).collect()
}

fn stands(event: &Event, taken_back: &[u32]) -> bool {
    !matches!(event.what, What::Undone { .. }) && !taken_back.contains(&event.version)
}

/// The events that stand: all but those that were taken back, and what took them back.
pub fn standing(history: &[Event]) -> Cow<'_, [Event]> {
    let taken_back = taken_back(history);
    match taken_back.is_empty() {
        true => Cow::Borrowed(history),
        false => Cow::Owned(history.iter().filter(|event| stands(event, &taken_back)).cloned().collect()),
    }
}

/// The same for events that are only passed by; nothing is copied while nothing was taken back.
pub fn standing_of<'e>(
    events: impl IntoIterator<Item = &'e Event, IntoIter: Clone>,
) -> impl Iterator<Item = &'e Event> {
    let events = events.into_iter();
    let taken_back = taken_back(events.clone());
    events.filter(move |event| stands(event, &taken_back))
}

/// An event that the state table does not allow where it stands: a defect in the ledger or in the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAllowed {
    /// The state it stood in.
    pub state: CaseState,
    /// The event's kind.
    pub event: &'static str,
}

impl Case {
    /// Folds all events of a case, in order. `None` in `Ok` cannot happen: the first must be `received`.
    pub fn from_events<'e>(events: impl IntoIterator<Item = &'e Event>) -> Result<Self, NotAllowed> {
        let all: Vec<&Event> = events.into_iter().collect();
        let taken_back = taken_back(all.iter().copied());
        let mut events = all.iter().copied().filter(|event| stands(event, &taken_back));
        let first = events.next().ok_or(NotAllowed { state: CaseState::Received, event: "none" })?;
        let What::Received(received) = &first.what else {
            return Err(NotAllowed { state: CaseState::Received, event: first.what.kind() });
        };
        let mut case = Self::begin(received, first.at_ms);
        for event in events {
            case.apply(event)?;
            // An event keeps its number, whatever was taken back before it.
            case.version = event.version;
        }
        case.version = all.last().map_or(0, |event| event.version);
        Ok(case)
    }

    /// The case after one more event, whichever it is; `before` are all before it.
    pub fn followed_by(&mut self, before: &[Event], event: &Event) -> Result<(), NotAllowed> {
        // One appeal, and whoever has appealed does not begin the first case anew beside it.
        let twice = matches!(event.what, What::Appealed { .. } | What::Reopened {}) && appeal::made(before).is_some();
        // An appeal against an appeal there is none.
        let beyond = matches!(event.what, What::Appealed { .. }) && appeal::against(before).is_some();
        if twice || beyond {
            return Err(NotAllowed { state: self.state, event: event.what.kind() });
        }
        let What::Undone { of, .. } = event.what else { return self.apply(event) };
        let there = before.iter().any(|earlier| earlier.version == of && earlier.what.action().is_some());
        let allowed = there && Action::Undo.from_state(self.state).is_some() && !self.erased;
        if !allowed || taken_back(before).contains(&of) {
            return Err(NotAllowed { state: self.state, event: event.what.kind() });
        }
        *self = Self::from_events(before.iter().chain([event]))?;
        Ok(())
    }

    /// The case right after it was filed.
    pub fn begin(received: &Received, at_ms: i64) -> Self {
        Self {
            version: 1,
            kind: received.kind,
            state: if received.held { CaseState::Screening } else { CaseState::Received },
            site: received.site,
            channel: received.channel,
            language: received.language,
            area: received.area.clone(),
            category: received.category.clone(),
            sealed: received.kind.sealed() || received.sealed,
            flags: received.flags.clone(),
            policy: received.policy,
            calendar: received.calendar,
            agency: None,
            came_from: None,
            route_why: None,
            assignee: None,
            received_ms: at_ms,
            routed_ms: None,
            accepted_ms: None,
            answered_ms: None,
            first_answered_ms: None,
            ended_ms: None,
            transfers: 0,
            bounces: 0,
            reopened: 0,
            rating: None,
            reject_ground: None,
            merged: None,
            published: None,
            wished: received.public,
            appeal: received.appeals.is_some(),
            erased: false,
        }
    }

    /// Takes one more event into account, if the state table allows it. What takes back an earlier one needs all events:
    /// [`Self::followed_by`].
    pub fn apply(&mut self, event: &Event) -> Result<(), NotAllowed> {
        let refused = NotAllowed { state: self.state, event: event.what.kind() };
        let undone = matches!(event.what, What::Undone { .. });
        let too_early = matches!(event.what, What::Erased { .. }) && !self.erasable();
        if undone || too_early {
            return Err(refused);
        }
        if let Some(action) = event.what.action() {
            let before = self.state;
            if !self.admits(action) {
                return Err(refused);
            }
            match action.from_state(before).ok_or(refused)? {
                // Held for a moderator: it already has its agency, but stays in front of the moderator.
                Next::To(_) if action == Action::Route && before == CaseState::Screening => {}
                Next::To(state) => self.state = state,
                Next::Back => self.state = self.merged.ok_or(refused)?.1,
                Next::Stay => {}
            }
            if before.open() && !self.state.open() {
                self.ended_ms = Some(event.at_ms);
            } else if self.state.open() {
                self.ended_ms = None;
            }
            if let What::Merged { into } = event.what {
                self.merged = Some((into, before));
            }
        }
        self.note(event);
        self.version += 1;
        Ok(())
    }

    /// Whether what an action needs is there that the state table knows nothing of.
    pub fn admits(&self, action: Action) -> bool {
        match action {
            _ if self.erased => false,
            // A petition is everybody's: there is nothing to keep.
            Action::Seal => !self.sealed && self.kind != CaseKind::Petition,
            // What its kind seals stays sealed.
            Action::LiftSeal => self.sealed && !self.kind.sealed(),
            _ => true,
        }
    }

    /// Whether its personal data can be erased: nobody works on it any more, and they are still there.
    pub const fn erasable(&self) -> bool {
        !self.state.open() && !self.erased
    }

    /// Another agency has it.
    fn passed_on(&mut self, agency: AgencyId, at_ms: i64) {
        self.transfers += 1;
        self.came_from = self.agency;
        self.agency = Some(agency);
        self.route_why = Some(RouteWhy::Person);
        self.assignee = None;
        self.routed_ms = Some(at_ms);
        self.accepted_ms = None;
    }

    /// The facts an event leaves behind beside the state.
    fn note(&mut self, event: &Event) {
        let at = Some(event.at_ms);
        match &event.what {
            What::Routed { agency, why, .. } => {
                self.agency = Some(*agency);
                self.route_why = Some(why.clone());
                self.routed_ms = at;
            }
            What::Transferred { agency, back, .. } => {
                self.bounces += u32::from(*back || self.transfers > 0);
                self.passed_on(*agency, event.at_ms);
            }
            What::Referred { agency, .. } => {
                self.bounces += 1;
                self.passed_on(*agency, event.at_ms);
            }
            // Of an agency it is not with any more (a transfer taken back), it says nothing.
            What::Succeeded { from, agency } => {
                if self.agency == Some(*from) {
                    self.agency = Some(*agency);
                }
            }
            What::Accepted {} => self.accepted_ms = at,
            // Work or an answer takes it up, whether or not somebody said so first.
            What::Started {} | What::InfoRequested {} => self.accepted_ms = self.accepted_ms.or(at),
            What::Answered {} => {
                self.accepted_ms = self.accepted_ms.or(at);
                self.answered_ms = at;
                self.first_answered_ms = self.first_answered_ms.or(at);
            }
            What::Assigned { to } => self.assignee = *to,
            What::Reopened {} => {
                self.reopened += 1;
                self.answered_ms = None;
                self.rating = None;
                self.reject_ground = None;
                // The answer that was published stands no more.
                self.published = None;
            }
            What::Rated { stars } => self.rating = Some(*stars),
            What::Rejected { ground } => self.reject_ground = Some(ground.clone()),
            What::Recalculated { policy, calendar, .. } => {
                self.policy = *policy;
                self.calendar = *calendar;
            }
            What::Unmerged {} => self.merged = None,
            What::Published { .. } => self.published = Some(event.version),
            What::Unpublished { .. } => self.published = None,
            What::Sealed {} => {
                self.sealed = true;
                self.published = None;
            }
            What::SealLifted {} => self.sealed = false,
            What::Wished { public } => {
                self.wished = Some(*public);
                self.published = self.published.filter(|_| *public);
            }
            What::Erased { .. } => {
                self.erased = true;
                self.published = None;
            }
            What::Received(_)
            | What::Passed {}
            | What::Messaged {}
            | What::OpinionAsked { .. }
            | What::OpinionGiven {}
            | What::AnswerSubmitted {}
            | What::AnswerReturned {}
            | What::Closed {}
            | What::Withdrawn {}
            | What::Extended { .. }
            | What::Noted {}
            | What::Warned { .. }
            | What::Breached { .. }
            | What::Acknowledged {}
            | What::Undone { .. }
            | What::Merged { .. }
            | What::Split { .. }
            | What::Appealed { .. }
            | What::Attached { .. }
            | What::TextRead { .. }
            | What::Unsealed {} => {}
        }
    }
}

impl What {
    /// The action that leaves this event; `None` for what the clock records by itself for a recalculation, and for
    /// what follows another event.
    pub const fn action(&self) -> Option<Action> {
        Some(match self {
            Self::Received(_)
            | Self::Warned { .. }
            | Self::Breached { .. }
            | Self::Recalculated { .. }
            | Self::Succeeded { .. }
            | Self::Attached { .. }
            | Self::TextRead { .. }
            | Self::Unsealed {}
            | Self::Erased { .. } => return None,
            Self::Passed {} => Action::Pass,
            Self::Routed { .. } => Action::Route,
            Self::Accepted {} => Action::Accept,
            Self::Started {} => Action::Start,
            Self::Assigned { .. } => Action::Assign,
            Self::Transferred { .. } | Self::Referred { .. } => Action::Transfer,
            Self::InfoRequested {} => Action::RequestInfo,
            Self::Messaged {} => Action::Message,
            Self::OpinionAsked { .. } => Action::AskOpinion,
            Self::OpinionGiven {} => Action::GiveOpinion,
            Self::AnswerSubmitted {} => Action::SubmitAnswer,
            Self::AnswerReturned {} => Action::ReturnAnswer,
            Self::Answered {} => Action::Answer,
            Self::Closed {} => Action::Close,
            Self::Rejected { .. } => Action::Reject,
            Self::Withdrawn {} => Action::Withdraw,
            Self::Reopened {} => Action::Reopen,
            Self::Rated { .. } => Action::Rate,
            Self::Extended { .. } => Action::Extend,
            Self::Noted {} => Action::Note,
            Self::Acknowledged {} => Action::Acknowledge,
            Self::Undone { .. } => Action::Undo,
            Self::Merged { .. } => Action::Merge,
            Self::Unmerged {} => Action::Unmerge,
            Self::Split { .. } => Action::Split,
            Self::Sealed {} => Action::Seal,
            Self::SealLifted {} => Action::LiftSeal,
            Self::Published { .. } => Action::Publish,
            Self::Unpublished { .. } => Action::Unpublish,
            Self::Wished { .. } => Action::Wish,
            Self::Appealed { .. } => Action::Appeal,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::event::Actor;

    fn told(happened: &[What]) -> Vec<Event> {
        let received = What::Received(Received {
            kind: CaseKind::Feedback,
            site: SiteId(1),
            channel: Channel::Widget,
            language: crate::Lang::Vi,
            area: None,
            category: None,
            flags: Vec::new(),
            held: false,
            policy: None,
            calendar: CalendarId(1),
            public: None,
            by: None,
            appeals: None,
            split_from: None,
            sealed: false,
        });
        let event = |(version, what): (u32, &What)| Event {
            version,
            at_ms: i64::from(version) * 1_000,
            actor: Actor::Staff(UserId(3)),
            words_sha256: String::new(),
            what: what.clone(),
        };
        (1..).zip([received].iter().chain(happened)).map(event).collect()
    }

    fn routed(agency: i64) -> What {
        What::Routed { agency: AgencyId(agency), calendar: CalendarId(1), why: RouteWhy::Person }
    }

    fn passed_on(agency: i64) -> What {
        What::Transferred { agency: AgencyId(agency), calendar: CalendarId(1), back: false }
    }

    #[test]
    fn what_is_taken_back_has_not_been() {
        let undone = |of| What::Undone { of, public: true };
        let check = |happened: &[What], of: u32| {
            let all = told(happened);
            let mut without = all.clone();
            without.retain(|event| event.version != of);
            let mut case = Case::from_events(&all).unwrap();
            let undo = Event { version: case.version + 1, ..told(&[undone(of)])[1].clone() };
            case.followed_by(&all, &undo).unwrap();
            let expect = Case { version: undo.version, ..Case::from_events(&without).unwrap() };
            assert_eq!(case, expect, "{happened:?}");
            // Read anew, and followed by something else, it is the same.
            let mut all = all;
            all.push(undo);
            assert_eq!(Case::from_events(&all).unwrap(), expect);
            assert_eq!(standing(&all).len(), all.len() - 2);
            let note = Event { version: expect.version + 1, ..told(&[What::Noted {}])[1].clone() };
            case.followed_by(&all, &note).unwrap();
            all.push(note);
            assert_eq!(Case::from_events(&all).unwrap(), case);
            assert!(
                case.followed_by(&all, &Event { version: case.version + 1, ..all[all.len() - 2].clone() }).is_err()
            );
        };
        check(&[routed(1), What::Accepted {}], 3);
        check(&[routed(1), What::Accepted {}, What::Assigned { to: Some(UserId(4)) }], 4);
        check(&[routed(1), What::Assigned { to: Some(UserId(4)) }, passed_on(2)], 4);
        check(&[routed(1), What::Answered {}, What::Closed {}], 4);
        check(&[routed(1), passed_on(2), passed_on(1)], 4);
    }

    #[test]
    fn only_what_happened_can_be_taken_back() {
        let mut all = told(&[routed(1)]);
        let case = Case::from_events(&all).unwrap();
        for of in [1, 3, 9] {
            let undo = Event { version: 3, ..told(&[What::Undone { of, public: false }])[1].clone() };
            assert!(case.clone().followed_by(&all, &undo).is_err(), "{of}");
            assert!(case.clone().apply(&undo).is_err());
        }
        all.push(Event { version: 3, ..told(&[What::Accepted {}])[1].clone() });
        assert_eq!(Case::from_events(&all).unwrap().state, CaseState::Accepted);
    }
}

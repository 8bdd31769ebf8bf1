//! A compiled query asked of one case in memory: routing rules, deadline policies, webhook filters, alerts.
//! It must agree with the index; a property test in the backend asks both.

use super::compile::{Compiled, Step, code_key};
use super::tree::{Mark, NumberField, TimeField};
use crate::case::event::Flag;
use crate::case::{CaseKind, CaseState, Channel};
use crate::ids::{AgencyId, SiteId, UserId};
use crate::text::plan::Body;

/// What a query can ask about a case. Times are milliseconds since the epoch.
#[derive(Debug, Clone, Copy)]
pub struct CaseFacts<'f> {
    /// The tracking code.
    pub code: &'f str,
    /// What the citizen brings.
    pub kind: CaseKind,
    /// Where it stands.
    pub state: CaseState,
    /// The agency that holds it, then all above it.
    pub branch: &'f [AgencyId],
    /// Codes of the area and of all it lies in.
    pub areas: &'f [&'f str],
    /// What it is about.
    pub category: Option<&'f str>,
    /// How it came.
    pub channel: Channel,
    /// Through which website.
    pub site: SiteId,
    /// Who handles it.
    pub assignee: Option<UserId>,
    /// What screening noticed.
    pub flags: &'f [Flag],
    /// Sealed.
    pub sealed: bool,
    /// The agency that has it took it up.
    pub accepted: bool,
    /// It was answered at least once.
    pub replied: bool,
    /// It appeals against how another case ended.
    pub appeal: bool,
    /// When it was filed.
    pub received_ms: i64,
    /// When it must be answered.
    pub due_ms: Option<i64>,
    /// When the answer that stands was published.
    pub answered_ms: Option<i64>,
    /// Answered by the deadline; `None` when there is no answer or no deadline.
    pub on_time: Option<bool>,
    /// Last rating.
    pub rating: Option<u8>,
    /// Times it was passed on.
    pub transfers: u32,
    /// Times it was reopened.
    pub reopened: u32,
    /// Times it was sent back.
    pub bounces: u32,
    /// Its texts, analysed.
    pub body: &'f Body,
}

impl<'f> CaseFacts<'f> {
    /// A case as it is when it comes in: with no agency, no clock and no history yet. Where it is, what it is about
    /// and what screening noticed goes over it.
    pub const fn filed(kind: CaseKind, channel: Channel, site: SiteId, received_ms: i64, body: &'f Body) -> Self {
        Self {
            code: "",
            kind,
            state: CaseState::Received,
            branch: &[],
            areas: &[],
            category: None,
            channel,
            site,
            assignee: None,
            flags: &[],
            sealed: kind.sealed(),
            accepted: false,
            replied: false,
            appeal: false,
            received_ms,
            due_ms: None,
            answered_ms: None,
            on_time: None,
            rating: None,
            transfers: 0,
            reopened: 0,
            bounces: 0,
            body,
        }
    }

    fn late(&self, now_ms: i64) -> bool {
        self.state.open() && self.due_ms.is_some_and(|due| due < now_ms)
    }

    const fn time(&self, field: TimeField) -> Option<i64> {
        match field {
            TimeField::Received => Some(self.received_ms),
            TimeField::Due => self.due_ms,
            TimeField::Answered => self.answered_ms,
        }
    }

    const fn mark(&self, mark: Mark) -> bool {
        match mark {
            Mark::Sealed => self.sealed,
            Mark::Accepted => self.accepted,
            Mark::Replied => self.replied,
            Mark::Appeal => self.appeal,
        }
    }

    fn number(&self, field: NumberField) -> Option<u32> {
        match field {
            NumberField::Rating => self.rating.map(u32::from),
            NumberField::Transfers => Some(self.transfers),
            NumberField::Reopened => Some(self.reopened),
            NumberField::Bounces => Some(self.bounces),
        }
    }
}

impl Compiled {
    /// Whether the case is one of those the query means.
    pub fn matches(&self, facts: &CaseFacts<'_>) -> bool {
        self.ask(&self.top, facts)
    }

    fn ask(&self, step: &Step, facts: &CaseFacts<'_>) -> bool {
        match step {
            Step::All => true,
            Step::Nothing => false,
            Step::Text(plan) => plan.found_in(facts.body),
            Step::Phrase(phrase) => phrase.found_in(facts.body),
            Step::Kind(kind) => facts.kind == *kind,
            Step::States(states) => states.contains(&facts.state),
            Step::Late => facts.late(self.now_ms),
            Step::Agency(agency) => facts.branch.contains(agency),
            Step::Desk(agency) => facts.branch.first() == Some(agency),
            Step::Area(area) => facts.areas.contains(&area.as_str()),
            Step::Category(category) => facts.category == Some(category),
            Step::Channel(channel) => facts.channel == *channel,
            Step::Site(site) => facts.site == *site,
            Step::Assigned(user) => facts.assignee == *user,
            Step::Flag(flag) => facts.flags.contains(flag),
            Step::Code(code) => code_key(facts.code) == *code,
            Step::Time(field, from, to) => facts.time(*field).is_some_and(|ms| (*from..*to).contains(&ms)),
            Step::NoTime(field) => facts.time(*field).is_none(),
            Step::Number(field, from, to) => facts.number(*field).is_some_and(|n| (*from..=*to).contains(&n)),
            Step::NoNumber(field) => facts.number(*field).is_none(),
            Step::Mark(mark, is) => facts.mark(*mark) == *is,
            Step::OnTime(true) => facts.on_time == Some(true),
            Step::OnTime(false) => facts.on_time == Some(false) || facts.late(self.now_ms),
            Step::Not(step) => !self.ask(step, facts),
            Step::And(steps) => steps.iter().all(|step| self.ask(step, facts)),
            Step::Or(steps) => steps.iter().any(|step| self.ask(step, facts)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::compile::{Context, NoNames};
    use super::super::parse::parse;
    use super::super::period::{Clock, FixedOffset};
    use super::*;
    use crate::Stamp;
    use crate::text::abbr::Abbreviations;

    fn ms(text: &str) -> i64 {
        Stamp::parse(text).unwrap().ms()
    }

    #[test]
    fn asks_a_case() {
        let body = Body::new(["Đường Lê Lợi hư hỏng nặng", "Sổ đỏ chưa trả"]);
        let facts = CaseFacts {
            code: "HA-26-7KQ4M-2XD9",
            kind: CaseKind::Complaint,
            state: CaseState::InProgress,
            branch: &[AgencyId(7), AgencyId(1)],
            areas: &["26740", "79"],
            category: Some("duong-bo"),
            channel: Channel::Phone,
            site: SiteId(3),
            assignee: Some(UserId(5)),
            flags: &[Flag::Spam],
            sealed: false,
            accepted: true,
            replied: false,
            appeal: true,
            received_ms: ms("2026-10-31T18:00:00Z"),
            due_ms: Some(ms("2026-11-21T17:00:00Z")),
            answered_ms: None,
            on_time: None,
            rating: None,
            transfers: 2,
            reopened: 0,
            bounces: 1,
            body: &body,
        };
        let words = Abbreviations::builtin();
        let context = Context {
            clock: Clock { now_ms: ms("2026-11-22T01:00:00Z"), zone: &FixedOffset { minutes: 420 } },
            me: Some(UserId(5)),
            names: &NoNames,
            words: &words,
            typing: false,
        };
        let check = |query: &str, expect: bool| {
            let compiled = Compiled::new(&parse(query).unwrap(), &context);
            assert_eq!(compiled.matches(&facts), expect, "{query}");
        };
        check("", true);
        check("kind:complaint,question state:open", true);
        check("kind:question", false);
        check("state:late due:overdue on_time:no", true);
        check("state:done OR state:answered", false);
        check("on_time:yes", false);
        check("agency:1 agency:7 area:79 area:26740", true);
        check("agency:8", false);
        check("agency:khong-co", false);
        check("-agency:khong-co", true);
        check("assigned:me -assigned:none", true);
        check("flag:spam -flag:phone", true);
        check("code:ha267kq4m2xd9 code:\"HA 26 7KQ4M 2XD9\"", true);
        check("received:2026-11", true);
        check("received:2026-10", false);
        check("received:<30d received:>3d", true);
        check("due:<2d", true);
        check("due:>2d", false);
        check("answered:none rating:none -rating:any", true);
        check("transfers:>1 transfers:2 reopened:no bounces:yes", true);
        check("transfers:<2", false);
        check("accepted:yes replied:no appeal:yes -accepted:no", true);
        check("replied:yes", false);
        check("sealed:no channel:phone site:3 category:duong-bo", true);
        check("duong \"sổ đỏ\"", true);
        check("\"so do\" (xyz OR hư)", true);
        check("\"hỏng sổ\"", false);
        check("-dường -duong", false);
        check("hong nang -(rác OR nước)", true);
    }
}

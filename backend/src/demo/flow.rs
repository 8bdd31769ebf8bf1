//! What happens to a case after it was filed: who moves it, when, with which words, up to the present.
//!
//! A move that lies in the future is not made and nothing after it, which is where open cases come from. Every
//! move goes through the state table; one that is not allowed there is a defect and stops the flow.

use super::Generator;
use super::atlas::Desk;
use super::rng::Rng;
use super::story::Plot;
use super::template::{Scene, Template};
use super::texts::Texts;
use crate::words::words_digest;
use hoiam_shared::case::event::{Actor, Event, Flag, Received, RouteWhy, Target, What};
use hoiam_shared::case::{Case, CaseKind, CaseState, Channel};
use hoiam_shared::clock::{Compiled, Policy, Start, Unit, term};
use hoiam_shared::ids::{AgencyId, CaseId, UserId};

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

/// An event and the words beside it.
pub type Told = (Event, String, String);

/// A case on its way.
pub struct Flow<'g, 'w> {
    pub made: &'g Generator<'w>,
    pub calendar: &'g Compiled,
    pub policy: Option<&'g Policy>,
    pub plot: &'g Plot,
    pub scene: Scene<'g>,
    pub rng: Rng,
    pub told: Vec<Told>,
    pub case: Case,
    /// The time it is in the story.
    pub at_ms: i64,
    /// It has reached the present, or its end.
    pub over: bool,
}

impl<'g> Flow<'g, '_> {
    /// Makes a move after some time. What lies in the future is not made, nor anything after it.
    fn make(&mut self, actor: Actor, what: What, body: String) {
        if self.over || self.at_ms > self.made.now_ms {
            self.over = true;
            return;
        }
        let version = self.told.len() as u32 + 1;
        let event = Event { version, at_ms: self.at_ms, actor, words_sha256: words_digest("", &body, ""), what };
        if self.case.apply(&event).is_err() {
            self.over = true;
            return;
        }
        self.told.push((event, String::new(), body));
    }

    /// Lets time pass: between so many hours, and for staff on to when somebody works.
    fn later(&mut self, from_hours: i64, to_hours: i64, staff: bool) {
        self.at_ms += self.rng.within(from_hours * HOUR_MS, to_hours * HOUR_MS) + self.rng.within(1_000, 60_000);
        if staff {
            self.until_open();
        }
    }

    fn until_open(&mut self) {
        let open_ms = self.calendar.open_from(self.at_ms);
        if open_ms > self.at_ms {
            self.at_ms = open_ms + self.rng.within(60_000, 3 * HOUR_MS);
        }
    }

    fn until(&mut self, at_ms: i64) {
        self.at_ms = self.at_ms.max(at_ms);
        self.until_open();
    }

    fn words(&mut self, section: &str) -> String {
        let list = self.made.texts.of(section);
        let template: Option<&Template> = (!list.is_empty()).then(|| self.rng.pick(list));
        let mut out = String::with_capacity(200);
        let (year, month, day) = self.calendar.day_of(self.at_ms).civil();
        self.scene.date = (year, month, day);
        if let Some(template) = template {
            template.write(&mut out, &self.scene, &mut self.rng);
        }
        out
    }

    fn agency(&self) -> AgencyId {
        self.case.agency.unwrap_or(self.made.fallback)
    }

    fn desk(&self) -> &'g Desk {
        self.made.desk(self.agency())
    }

    fn handler(&mut self) -> UserId {
        let desk = self.desk();
        self.case.assignee.unwrap_or_else(|| *self.rng.pick(&desk.handlers))
    }

    /// When a target ends, as somebody who plans their work would look it up.
    fn end_of(&self, target: Target) -> i64 {
        let spec = self.policy.and_then(|p| p.target(target));
        spec.map_or(self.case.received_ms + 12 * DAY_MS, |spec| {
            let start_ms = match spec.start {
                Start::Receipt => self.case.received_ms,
                Start::Acceptance => self.case.accepted_ms.unwrap_or(self.at_ms),
            };
            term::ends(self.calendar, start_ms, spec.unit, spec.amount, &[])
        })
    }

    fn name(&mut self, agency: AgencyId) {
        self.scene.agency = &self.made.desk(agency).name;
        self.scene.other = self.made.other(self.plot, agency);
    }

    fn transfer(&mut self, to: AgencyId, back: bool) {
        let coordinator = Actor::Staff(self.desk().coordinator);
        self.scene.other = &self.made.desk(to).name;
        let body = self.words(if back { "transfer-back" } else { "transfer" });
        let calendar = self.made.desk(to).calendar;
        self.make(coordinator, What::Transferred { agency: to, calendar, back }, body);
        if !self.over {
            self.name(to);
        }
    }

    fn reject(&mut self, actor: UserId) {
        const GROUNDS: [&str; 3] = ["settled", "unclear", "in_court"];
        let list = self.made.texts.of("reject");
        let which = self.rng.below(GROUNDS.len().min(list.len()));
        let mut body = String::new();
        list[which].write(&mut body, &self.scene, &mut self.rng);
        self.make(Actor::Staff(actor), What::Rejected { ground: GROUNDS[which].into() }, body);
    }

    /// From the first routing to wherever it is today. `first` is where it was sent, `right` who is responsible.
    pub fn run(&mut self, first: AgencyId, why: RouteWhy, right: AgencyId, twin: Option<CaseId>) {
        let calendar = self.made.desk(first).calendar;
        self.make(Actor::System, What::Routed { agency: first, calendar, why }, String::new());
        self.name(first);
        if self.case.state == CaseState::Screening && !self.moderate() {
            return;
        }
        // A few are left lying: some for good, more of those that came of late.
        let age_days = (self.made.now_ms - self.at_ms) / DAY_MS;
        if self.rng.in_thousand(if age_days > 150 { 4 } else { 22 }) {
            return;
        }
        if let Some(into) = twin {
            self.later(1, 60, true);
            let (coordinator, body) = (Actor::Staff(self.desk().coordinator), self.words("merge"));
            self.make(coordinator, What::Merged { into }, body);
            return;
        }
        if first != right {
            self.later(2, 40, true);
            self.transfer(right, false);
            if self.rng.in_thousand(70) {
                self.later(6, 70, true);
                self.transfer(first, true);
                self.later(3, 30, true);
                self.transfer(right, false);
            }
        }
        if self.rng.in_thousand(18) {
            self.later(4, 120, false);
            let body = self.words("withdraw");
            return self.make(Actor::Citizen, What::Withdrawn {}, body);
        }
        self.take_up();
        if self.rng.in_thousand(30) {
            self.later(10, 70, true);
            let approver = self.desk().approver;
            return self.reject(approver);
        }
        self.work();
        self.answer();
        self.after();
    }

    /// In front of the moderator; false when it ends there.
    fn moderate(&mut self) -> bool {
        self.later(0, 16, true);
        let moderator = Actor::Staff(self.desk().moderator);
        if self.plot.spam {
            let body = self.words("reject-spam");
            self.make(moderator, What::Rejected { ground: "abusive".into() }, body);
            return false;
        }
        self.make(moderator, What::Passed {}, String::new());
        true
    }

    fn take_up(&mut self) {
        let begun_ms = self.at_ms;
        let end_ms = self.end_of(Target::Accept);
        let share = if self.rng.in_thousand(60) { self.rng.within(105, 170) } else { self.rng.within(4, 75) };
        let span_ms = (end_ms - begun_ms).clamp(10 * 60_000, 9 * DAY_MS);
        self.until(begun_ms + span_ms * share / 100);
        let statutory = matches!(self.plot.kind, CaseKind::Complaint | CaseKind::Denunciation);
        if statutory || self.rng.in_thousand(650) {
            let coordinator = Actor::Staff(self.desk().coordinator);
            self.make(coordinator, What::Accepted {}, String::new());
        }
        if self.rng.in_thousand(820) {
            self.at_ms += self.rng.within(60_000, HOUR_MS);
            let (to, coordinator) = (*self.rng.pick(&self.desk().handlers), self.desk().coordinator);
            self.make(Actor::Staff(coordinator), What::Assigned { to: Some(to) }, String::new());
        }
        self.later(0, 30, true);
        let handler = Actor::Staff(self.handler());
        self.make(handler, What::Started {}, String::new());
    }

    fn work(&mut self) {
        if self.rng.in_thousand(210) {
            self.later(1, 30, true);
            let (handler, body) = (Actor::Staff(self.handler()), self.words("note"));
            self.make(handler, What::Noted {}, body);
        }
        if self.rng.in_thousand(110) {
            self.later(1, 40, true);
            let (handler, body) = (Actor::Staff(self.handler()), self.words("info"));
            self.make(handler, What::InfoRequested {}, body);
            if self.rng.in_thousand(150) {
                // No answer to the question: after three weeks it ends there.
                self.later(20 * 24, 28 * 24, true);
                let approver = self.desk().approver;
                return self.reject(approver);
            }
            self.later(3, 130, false);
            let body = self.words("reply");
            self.make(Actor::Citizen, What::Messaged {}, body);
        } else if self.rng.in_thousand(45) {
            self.later(24, 120, false);
            let body = self.words("remind");
            self.make(Actor::Citizen, What::Messaged {}, body);
        }
        if self.rng.in_thousand(40) {
            self.later(2, 30, true);
            let province = &self.made.atlas.provinces[self.plot.province];
            let handler = Actor::Staff(self.handler());
            self.scene.other = &self.made.desk(province.committee).name;
            let body = self.words("opinion-ask");
            let due_ms = term::ends(self.calendar, self.at_ms, Unit::WorkingDays, 3, &[]);
            self.make(handler, What::OpinionAsked { agency: province.committee, due_ms }, body);
            self.later(10, 90, true);
            let (by, body) = (self.made.desk(province.committee).handlers[0], self.words("opinion-give"));
            self.make(Actor::Staff(by), What::OpinionGiven {}, body);
            self.name(self.agency());
        }
    }

    fn answer(&mut self) {
        if self.over || !self.case.state.open() {
            return;
        }
        let allowed = self.policy.and_then(|p| p.target(Target::Resolve)).is_some_and(|s| s.extensions_allowed > 0);
        let end_ms = self.end_of(Target::Resolve);
        let mut late = self.rng.in_thousand(130);
        if allowed && (late || self.rng.in_thousand(60)) && self.rng.in_thousand(600) {
            self.until(end_ms - self.rng.clone().within(DAY_MS, 4 * DAY_MS));
            if self.at_ms < end_ms {
                let (approver, body) = (self.desk().approver, self.words("extend"));
                self.make(Actor::Staff(approver), What::Extended { target: Target::Resolve }, body);
                late = false;
            }
        }
        let span_ms = (end_ms - self.case.received_ms).max(DAY_MS);
        let share = if late { self.rng.within(102, 190) } else { self.rng.within(18, 70) + self.rng.within(0, 28) };
        self.later(0, 7, true);
        self.until(self.case.received_ms + span_ms * share / 100);
        let matter = self.made.texts.matter(&self.made.atlas.leaves[self.plot.leaf].code);
        self.scene.did = matter.map(|m| self.rng.pick(&m.deeds));
        let body = self.words(Texts::answer(self.plot.kind));
        let (handler, approver) = (Actor::Staff(self.handler()), Actor::Staff(self.desk().approver));
        if self.case.state == CaseState::InProgress && self.rng.in_thousand(600) {
            self.make(handler, What::AnswerSubmitted {}, body.clone());
            if self.rng.in_thousand(60) {
                self.later(1, 20, true);
                let reason = self.words("return");
                self.make(approver, What::AnswerReturned {}, reason);
                self.later(2, 24, true);
                self.make(handler, What::AnswerSubmitted {}, body.clone());
            }
            self.later(0, 8, true);
            self.make(approver, What::Answered {}, body);
        } else {
            self.make(handler, What::Answered {}, body);
        }
    }

    fn after(&mut self) {
        if self.case.state != CaseState::Answered {
            return;
        }
        let met = self.case.answered_ms.is_some_and(|at| at <= self.end_of(Target::Resolve));
        if self.rng.in_thousand(320) {
            self.later(2, 90, false);
            let good = self.rng.in_thousand(if met { 820 } else { 330 });
            let stars = if good { 4 + u8::from(self.rng.in_thousand(600)) } else { 1 + self.rng.below(3) as u8 };
            let body = if self.rng.in_thousand(450) {
                self.words(if good { "rate-good" } else { "rate-bad" })
            } else {
                String::new()
            };
            self.make(Actor::Citizen, What::Rated { stars }, body);
            if stars <= 2 && self.rng.in_thousand(330) {
                self.later(0, 20, false);
                let body = self.words("reopen");
                self.make(Actor::Citizen, What::Reopened {}, body);
                self.later(10, 200, true);
                let (handler, body) = (Actor::Staff(self.handler()), self.words(Texts::answer(self.plot.kind)));
                self.make(handler, What::Answered {}, body);
            }
        }
        if self.rng.in_thousand(820) {
            self.later(3 * 24, 14 * 24, true);
            let handler = Actor::Staff(self.handler());
            self.make(handler, What::Closed {}, String::new());
        }
    }
}

/// The first event of a case.
pub fn received(
    made: &Generator<'_>,
    plot: &Plot,
    channel: Channel,
    chosen: bool,
    policy: Option<&Policy>,
    rng: &mut Rng,
) -> Received {
    let atlas = &made.atlas;
    let area = match plot.commune {
        Some(commune) => Some(&atlas.communes[commune].code),
        // Some name their province at least.
        None => rng.in_thousand(750).then(|| &atlas.provinces[plot.province].code),
    };
    let flags = match () {
        () if plot.spam => vec![Flag::Spam],
        () if rng.in_thousand(7) => vec![Flag::Insult],
        () if rng.in_thousand(25) => vec![Flag::Phone],
        () if rng.in_thousand(12) => vec![Flag::IdCard],
        () => Vec::new(),
    };
    Received {
        kind: plot.kind,
        site: made.site,
        channel,
        language: plot.language,
        area: area.cloned(),
        category: chosen.then(|| atlas.leaves[plot.leaf].code.clone()),
        held: flags.iter().any(|flag| flag.holds()),
        flags,
        policy: policy.map(|p| p.id),
        calendar: made.site_calendar,
        public: None,
        by: None,
        appeals: None,
        split_from: None,
        sealed: false,
    }
}

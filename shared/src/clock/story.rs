//! What the clocks need to know of the events of a case, read once: who held it when, when it was waited for the
//! citizen, when nothing was owed, what was extended, recorded and recalculated. Counts nothing.

use crate::case::event::{Actor, Event, Received, Target, Track, What};
use crate::case::history::standing_of;
use crate::case::kind::Channel;
use crate::clock::account::ClockError;
use crate::clock::policy::TargetSpec;
use crate::clock::term::Pause;
use crate::coded::coded;
use crate::ids::{AgencyId, CalendarId, PolicyId};

/// The events of a case as its clocks see them.
pub(crate) struct Story {
    pub(crate) policy: Option<PolicyId>,
    pub(crate) calendar: CalendarId,
    channel: Channel,
    pub(crate) citizen: Span,
    pub(crate) legs: Vec<LegStory>,
    /// Recalculations, in order.
    pub(crate) turns: Vec<Turn>,
    /// Spans in which nothing was owed (answered, refused), and those in which the citizen was waited for.
    pub(crate) stops: Vec<Pause>,
    /// Both, joined where they touch.
    pub(crate) pauses: Vec<Pause>,
    /// Every span in which the clock stood, apart and with its cause; the last may be open.
    pub(crate) stands: Vec<Stand>,
    pub(crate) waiting_since: Option<i64>,
    pub(crate) stopped_since: Option<i64>,
    pub(crate) merged_since: Option<i64>,
    waiting_when_merged: bool,
    pub(crate) ended_ms: Option<i64>,
    /// When the last event happened.
    pub(crate) last_ms: i64,
    /// Target, when, and the event's version.
    pub(crate) extensions: Vec<(Target, i64, u32)>,
    pub(crate) recorded: Vec<(Track, Target, Option<u8>, i64)>,
}

/// One run of a clock: over the whole case, or over one leg.
#[derive(Default)]
pub(crate) struct Span {
    pub(crate) from_ms: i64,
    pub(crate) to_ms: Option<i64>,
    pub(crate) acknowledged: Option<i64>,
    /// Taken up or passed on.
    pub(crate) dealt_with: Option<i64>,
    /// Taken up.
    pub(crate) accepted: Option<i64>,
    pub(crate) first_answer: Option<i64>,
    pub(crate) resolved: Option<i64>,
}

impl Span {
    /// When a target was met.
    pub(crate) const fn met(&self, target: Target) -> Option<i64> {
        match target {
            Target::Acknowledge => self.acknowledged,
            Target::Accept => self.dealt_with,
            Target::FirstAnswer => self.first_answer,
            Target::Resolve => self.resolved,
        }
    }
}

/// The time with one agency.
pub(crate) struct LegStory {
    pub(crate) agency: AgencyId,
    pub(crate) calendar: CalendarId,
    pub(crate) marks: Span,
    /// Who took its place meanwhile, and when: the clock goes on.
    pub(crate) heirs: Vec<(i64, AgencyId)>,
}

impl LegStory {
    /// Who has it in the end.
    pub(crate) fn holder(&self) -> AgencyId {
        self.heirs.last().map_or(self.agency, |(_, heir)| *heir)
    }
}

/// A recalculation: what holds from then on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Turn {
    pub(crate) at_ms: i64,
    /// The event's version: the reason is in its words.
    pub(crate) version: u32,
    pub(crate) policy: Option<PolicyId>,
    pub(crate) calendar: CalendarId,
    pub(crate) agency_calendar: Option<CalendarId>,
    /// The leg during which it was made.
    pub(crate) leg: Option<usize>,
    /// What the citizen's clock, and that of the leg, had met by then: of what happens at the same instant, only the
    /// order of the events knows what came first.
    met: [[bool; Target::ALL.len()]; 2],
}

impl Turn {
    /// Whether a target had been met when it was made.
    pub(crate) fn met(&self, track: Track, target: Target) -> bool {
        let of = &self.met[usize::from(track == Track::Agency)];
        Target::ALL.iter().zip(of).any(|(one, met)| *one == target && *met)
    }
}

coded! {
    /// Why a clock stood still.
    pub enum StandWhy {
        /// The citizen was asked for something.
        Waiting = "waiting",
        /// There was an answer or a refusal, until it was reopened.
        Answered = "answered",
        /// It followed another case.
        Merged = "merged",
    }
}

/// A span in which the clock stood still.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stand {
    pub(crate) why: StandWhy,
    pub(crate) from_ms: i64,
    pub(crate) to_ms: Option<i64>,
    /// Version of the event that stopped it: its words say why.
    pub(crate) version: u32,
}

impl Story {
    pub(crate) fn read<'e>(events: impl IntoIterator<Item = &'e Event, IntoIter: Clone>) -> Result<Self, ClockError> {
        // What was taken back has moved no clock.
        let mut events = standing_of(events);
        let Some(Event { what: What::Received(Received { calendar, channel, policy, .. }), at_ms, .. }) = events.next()
        else {
            return Err(ClockError::NoReceipt);
        };
        // A form answers at once with the tracking code: that is the acknowledgement.
        let by_form = matches!(channel, Channel::Widget | Channel::Portal | Channel::Api);
        let mut story = Self {
            policy: *policy,
            calendar: *calendar,
            channel: *channel,
            citizen: Span { from_ms: *at_ms, acknowledged: by_form.then_some(*at_ms), ..Span::default() },
            legs: Vec::new(),
            turns: Vec::new(),
            stops: Vec::new(),
            pauses: Vec::new(),
            stands: Vec::new(),
            waiting_since: None,
            stopped_since: None,
            merged_since: None,
            waiting_when_merged: false,
            ended_ms: None,
            last_ms: *at_ms,
            extensions: Vec::new(),
            recorded: Vec::new(),
        };
        for event in events {
            story.take(event);
        }
        Ok(story)
    }

    fn take(&mut self, event: &Event) {
        // That a case was erased answers nobody and takes no time: every promise stays as it was kept or broken.
        if matches!(event.what, What::Erased { .. }) {
            return;
        }
        let (at, version) = (event.at_ms, event.version);
        self.last_ms = self.last_ms.max(at);
        let by_staff = matches!(event.actor, Actor::Staff(_));
        match &event.what {
            What::Routed { agency, calendar, .. } => self.begin_leg(*agency, *calendar, at),
            What::Transferred { agency, calendar, .. } | What::Referred { agency, calendar, .. } => {
                self.go_on(at);
                self.mark(|span| span.dealt_with = span.dealt_with.or(Some(at)));
                self.begin_leg(*agency, *calendar, at);
            }
            What::Succeeded { from, agency } => {
                if let Some(leg) = self.legs.last_mut().filter(|leg| leg.holder() == *from) {
                    leg.heirs.push((at, *agency));
                }
            }
            What::Accepted {} | What::Started {} => self.accept(at),
            What::InfoRequested {} => {
                self.accept(at);
                self.waiting_since = Some(at);
                self.stop_for(StandWhy::Waiting, at, version);
            }
            What::Messaged {} => self.go_on(at),
            What::Answered {} => {
                self.go_on(at);
                self.accept(at);
                self.decide(at, version);
            }
            What::Rejected { .. } => {
                self.go_on(at);
                self.mark(|span| span.dealt_with = span.dealt_with.or(Some(at)));
                self.decide(at, version);
            }
            What::Withdrawn {} => {
                self.go_on(at);
                self.ended_ms = Some(at);
            }
            What::Reopened {} => {
                if let Some(from_ms) = self.stopped_since.take() {
                    self.stand(from_ms, at, true);
                }
                self.mark(|span| span.resolved = None);
            }
            What::Extended { target } => {
                self.extensions.push((*target, at, version));
                // The reason is published with it: an interim answer in substance.
                self.mark(|span| span.first_answer = span.first_answer.or(Some(at)));
            }
            What::Recalculated { policy, calendar, agency_calendar, .. } => {
                let met = |span: Option<&Span>| {
                    core::array::from_fn(|n| span.is_some_and(|span| span.met(Target::ALL[n]).is_some()))
                };
                self.turns.push(Turn {
                    at_ms: at,
                    version,
                    policy: *policy,
                    calendar: *calendar,
                    agency_calendar: *agency_calendar,
                    leg: self.legs.len().checked_sub(1),
                    met: [met(Some(&self.citizen)), met(self.legs.last().map(|leg| &leg.marks))],
                });
            }
            What::Warned { track, target, share, due_ms } => {
                self.recorded.push((*track, *target, Some(*share), *due_ms));
            }
            What::Breached { track, target, due_ms } => self.recorded.push((*track, *target, None, *due_ms)),
            // The main case is the one that is answered; this one's own time goes on, so that merging and
            // unmerging gains nothing, but nothing is recorded while it follows.
            What::Merged { .. } => {
                self.waiting_when_merged = self.waiting_since.is_some();
                self.go_on(at);
                self.merged_since = Some(at);
                self.stop_for(StandWhy::Merged, at, version);
            }
            What::Unmerged {} => {
                self.close_stand(at);
                self.merged_since = None;
                self.waiting_since = self.waiting_when_merged.then_some(at);
                if self.waiting_when_merged {
                    self.stop_for(StandWhy::Waiting, at, version);
                }
            }
            What::Received(_)
            | What::Passed {}
            | What::Assigned { .. }
            | What::OpinionAsked { .. }
            | What::OpinionGiven {}
            | What::AnswerSubmitted {}
            | What::AnswerReturned {}
            | What::Closed {}
            | What::Rated { .. }
            | What::Noted {}
            | What::Acknowledged {}
            | What::Undone { .. }
            | What::Attached { .. }
            | What::TextRead { .. }
            | What::Unsealed {}
            | What::Published { .. }
            | What::Unpublished { .. }
            | What::Split { .. }
            | What::Sealed {}
            | What::SealLifted {}
            | What::Appealed { .. }
            | What::Erased { .. }
            | What::Wished { .. } => {}
        }
        if by_staff && event.what.public() {
            self.citizen.acknowledged = self.citizen.acknowledged.or(Some(at));
        }
    }

    fn begin_leg(&mut self, agency: AgencyId, calendar: CalendarId, at: i64) {
        if let Some(leg) = self.legs.last_mut() {
            leg.marks.to_ms = Some(at);
        }
        self.legs.push(LegStory {
            agency,
            calendar,
            marks: Span { from_ms: at, ..Span::default() },
            heirs: Vec::new(),
        });
    }

    /// Notes something on both clocks.
    fn mark(&mut self, note: impl Fn(&mut Span)) {
        note(&mut self.citizen);
        if let Some(leg) = self.legs.last_mut() {
            note(&mut leg.marks);
        }
    }

    fn accept(&mut self, at: i64) {
        self.mark(|span| {
            span.accepted = span.accepted.or(Some(at));
            span.dealt_with = span.dealt_with.or(Some(at));
        });
    }

    fn decide(&mut self, at: i64, version: u32) {
        self.mark(|span| {
            span.first_answer = span.first_answer.or(Some(at));
            span.resolved = Some(at);
        });
        self.stopped_since = Some(at);
        self.stop_for(StandWhy::Answered, at, version);
    }

    /// The citizen is not waited for any longer.
    fn go_on(&mut self, at: i64) {
        if let Some(from_ms) = self.waiting_since.take() {
            self.stand(from_ms, at, false);
        }
    }

    fn stand(&mut self, from_ms: i64, to_ms: i64, stop: bool) {
        self.close_stand(to_ms);
        if from_ms >= to_ms {
            return;
        }
        if stop {
            self.stops.push(Pause { from_ms, to_ms });
        }
        match self.pauses.last_mut() {
            Some(last) if last.to_ms == from_ms => last.to_ms = to_ms,
            _ => self.pauses.push(Pause { from_ms, to_ms }),
        }
    }

    fn stop_for(&mut self, why: StandWhy, from_ms: i64, version: u32) {
        self.stands.push(Stand { why, from_ms, to_ms: None, version });
    }

    fn close_stand(&mut self, at: i64) {
        if let Some(stand) = self.stands.last_mut().filter(|stand| stand.to_ms.is_none()) {
            stand.to_ms = Some(at);
        }
    }

    /// A case typed in by staff at a counter was acknowledged by being there: no such promise, rather than one
    /// of zero length.
    pub(crate) fn owes(&self, target: Target) -> bool {
        target != Target::Acknowledge || !matches!(self.channel, Channel::InPerson | Channel::Phone | Channel::Paper)
    }

    /// The spans that do not count for a target.
    pub(crate) fn pauses_of(&self, spec: &TargetSpec) -> &[Pause] {
        if spec.pause_while_waiting { &self.pauses } else { &self.stops }
    }
}

//! Reads the events of a case once and works out every promise on both clocks (domain rules 1-7, 9).
//!
//! The events are the only input besides the policy and the calendars they name: no present time, no row.
//! So a due date can be computed again at any time and must come out the same.

use crate::case::event::{Actor, Event, Received, Target, Track, What};
use crate::case::kind::Channel;
use crate::clock::clocks::{Clocks, Leg, TargetClock, Warning};
use crate::clock::compiled::{Book, Compiled};
use crate::clock::policy::{Policy, Start, TargetSpec};
use crate::clock::term::{self, Pause};
use crate::ids::{AgencyId, CalendarId};

/// Why there is no account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockError {
    /// The first event is not `received`.
    NoReceipt,
    /// An event names a calendar that the book does not have.
    UnknownCalendar(CalendarId),
}

/// Works out the clocks of a case. Without a policy (praise) there is nothing owed: only the legs are listed.
pub fn account<'e>(
    policy: Option<&Policy>,
    book: &impl Book,
    events: impl IntoIterator<Item = &'e Event>,
) -> Result<Clocks, ClockError> {
    let story = Story::read(events)?;
    let find = |id| book.calendar(id).ok_or(ClockError::UnknownCalendar(id));
    let calendar = find(story.calendar)?;
    let specs = policy.map_or(&[][..], |p| p.targets.as_slice());

    let mut citizen = Vec::with_capacity(specs.len());
    for spec in specs.iter().filter(|spec| story.owes(spec.target)) {
        citizen.push(story.clock(spec, specs, calendar, &story.citizen, Track::Citizen, 0));
    }
    let mut legs = Vec::with_capacity(story.legs.len());
    for (number, leg) in story.legs.iter().enumerate() {
        let calendar = find(leg.calendar)?;
        // The acknowledgement is owed once, to the citizen; a transfer does not owe another.
        let owed = specs.iter().filter(|spec| spec.target != Target::Acknowledge);
        let targets = owed.map(|spec| story.clock(spec, specs, calendar, &leg.marks, Track::Agency, number)).collect();
        let Span { from_ms, to_ms, .. } = leg.marks;
        legs.push(Leg { agency: leg.agency, calendar: leg.calendar, from_ms, to_ms, targets });
    }
    Ok(Clocks { citizen, legs })
}

/// What the clocks need to know of the events.
pub(crate) struct Story {
    pub(crate) calendar: CalendarId,
    channel: Channel,
    pub(crate) citizen: Span,
    pub(crate) legs: Vec<LegStory>,
    /// Spans in which nothing was owed (answered, refused), and those in which the citizen was waited for.
    pub(crate) stops: Vec<Pause>,
    /// Both, joined where they touch.
    pub(crate) pauses: Vec<Pause>,
    waiting_since: Option<i64>,
    stopped_since: Option<i64>,
    merged_since: Option<i64>,
    waiting_when_merged: bool,
    ended_ms: Option<i64>,
    /// When the last event happened.
    last_ms: i64,
    pub(crate) extensions: Vec<(Target, i64)>,
    recorded: Vec<(Track, Target, Option<u8>, i64)>,
}

/// One run of a clock: over the whole case, or over one leg.
#[derive(Default)]
pub(crate) struct Span {
    pub(crate) from_ms: i64,
    pub(crate) to_ms: Option<i64>,
    acknowledged: Option<i64>,
    /// Taken up or passed on.
    dealt_with: Option<i64>,
    /// Taken up.
    pub(crate) accepted: Option<i64>,
    first_answer: Option<i64>,
    resolved: Option<i64>,
}

pub(crate) struct LegStory {
    agency: AgencyId,
    pub(crate) calendar: CalendarId,
    pub(crate) marks: Span,
}

impl Story {
    pub(crate) fn read<'e>(events: impl IntoIterator<Item = &'e Event>) -> Result<Self, ClockError> {
        let mut events = events.into_iter();
        let Some(Event { what: What::Received(Received { calendar, channel, .. }), at_ms, .. }) = events.next() else {
            return Err(ClockError::NoReceipt);
        };
        // A form answers at once with the tracking code: that is the acknowledgement.
        let by_form = matches!(channel, Channel::Widget | Channel::Portal | Channel::Api);
        let mut story = Self {
            calendar: *calendar,
            channel: *channel,
            citizen: Span { from_ms: *at_ms, acknowledged: by_form.then_some(*at_ms), ..Span::default() },
            legs: Vec::new(),
            stops: Vec::new(),
            pauses: Vec::new(),
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
        let at = event.at_ms;
        self.last_ms = self.last_ms.max(at);
        let by_staff = matches!(event.actor, Actor::Staff(_));
        match &event.what {
            What::Routed { agency, calendar, .. } => self.begin_leg(*agency, *calendar, at),
            What::Transferred { agency, calendar, .. } | What::Referred { agency, calendar, .. } => {
                self.go_on(at);
                self.mark(|span| span.dealt_with = span.dealt_with.or(Some(at)));
                self.begin_leg(*agency, *calendar, at);
            }
            What::Accepted {} | What::Started {} => self.accept(at),
            What::InfoRequested {} => {
                self.accept(at);
                self.waiting_since = Some(at);
            }
            What::Messaged {} => self.go_on(at),
            What::Answered {} => {
                self.go_on(at);
                self.accept(at);
                self.decide(at);
            }
            What::Rejected { .. } => {
                self.go_on(at);
                self.mark(|span| span.dealt_with = span.dealt_with.or(Some(at)));
                self.decide(at);
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
                self.extensions.push((*target, at));
                // The reason is published with it: an interim answer in substance.
                self.mark(|span| span.first_answer = span.first_answer.or(Some(at)));
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
            }
            What::Unmerged {} => {
                self.merged_since = None;
                self.waiting_since = self.waiting_when_merged.then_some(at);
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
            | What::Noted {} => {}
        }
        if by_staff && event.what.public() {
            self.citizen.acknowledged = self.citizen.acknowledged.or(Some(at));
        }
    }

    fn begin_leg(&mut self, agency: AgencyId, calendar: CalendarId, at: i64) {
        if let Some(leg) = self.legs.last_mut() {
            leg.marks.to_ms = Some(at);
        }
        self.legs.push(LegStory { agency, calendar, marks: Span { from_ms: at, ..Span::default() } });
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

    fn decide(&mut self, at: i64) {
        self.mark(|span| {
            span.first_answer = span.first_answer.or(Some(at));
            span.resolved = Some(at);
        });
        self.stopped_since = Some(at);
    }

    /// The citizen is not waited for any longer.
    fn go_on(&mut self, at: i64) {
        if let Some(from_ms) = self.waiting_since.take() {
            self.stand(from_ms, at, false);
        }
    }

    fn stand(&mut self, from_ms: i64, to_ms: i64, stop: bool) {
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

    /// A case typed in by staff at a counter was acknowledged by being there: no such promise, rather than one
    /// of zero length.
    fn owes(&self, target: Target) -> bool {
        target != Target::Acknowledge || !matches!(self.channel, Channel::InPerson | Channel::Phone | Channel::Paper)
    }

    /// The spans that do not count for a target.
    pub(crate) fn pauses_of(&self, spec: &TargetSpec) -> &[Pause] {
        if spec.pause_while_waiting { &self.pauses } else { &self.stops }
    }

    /// The instant a target runs from, and whether that supposes an acceptance that has not happened.
    pub(crate) fn start_of(
        &self,
        spec: &TargetSpec,
        specs: &[TargetSpec],
        calendar: &Compiled,
        span: &Span,
    ) -> Option<(i64, bool)> {
        let over = self.ended_ms.is_some() || self.stopped_since.is_some() || span.to_ms.is_some();
        match (spec.start, span.accepted) {
            (Start::Receipt, _) => Some((span.from_ms, false)),
            (Start::Acceptance, Some(at)) => Some((at, false)),
            (Start::Acceptance, None) if over => None,
            (Start::Acceptance, None) => {
                let accept = specs.iter().find(|s| s.target == Target::Accept && s.start == Start::Receipt);
                // The last instant of the term, not the day after it.
                let last = accept.map_or(span.from_ms, |s| {
                    term::ends(calendar, span.from_ms, s.unit, s.amount, self.pauses_of(s)) - 1
                });
                Some((last, true))
            }
        }
    }

    /// How many extensions count: made by then, of this target, not after its end, as many as allowed.
    fn extended(&self, spec: &TargetSpec, span: &Span, ends: impl Fn(u32) -> i64) -> (u8, i64) {
        let (mut count, mut due_ms) = (0, ends(spec.amount));
        let within = |at: i64| at >= span.from_ms && span.to_ms.is_none_or(|to| at <= to);
        for &(_, at) in self.extensions.iter().filter(|(target, at)| *target == spec.target && within(*at)) {
            if count >= spec.extensions_allowed || at > due_ms {
                break;
            }
            count += 1;
            due_ms = ends(spec.amount + u32::from(count) * spec.extension_length);
        }
        (count, due_ms)
    }

    fn clock(
        &self,
        spec: &TargetSpec,
        specs: &[TargetSpec],
        calendar: &Compiled,
        span: &Span,
        track: Track,
        leg: usize,
    ) -> TargetClock {
        let met_ms = match spec.target {
            Target::Acknowledge => span.acknowledged,
            Target::Accept => span.dealt_with,
            Target::FirstAnswer => span.first_answer,
            Target::Resolve => span.resolved,
        };
        let waiting = self.waiting_since.filter(|_| spec.pause_while_waiting);
        let owed = met_ms.is_none();
        let mut clock = TargetClock {
            target: spec.target,
            started_ms: None,
            due_ms: None,
            provisional: false,
            met_ms,
            stopped_ms: span.to_ms.into_iter().chain(self.ended_ms).chain(self.stopped_since).min().filter(|_| owed),
            standing_since_ms: waiting.into_iter().chain(self.merged_since).min().filter(|_| owed),
            extended: 0,
            warnings: Vec::new(),
            late: false,
            breached_due_ms: None,
        };
        let Some((start_ms, provisional)) = self.start_of(spec, specs, calendar, span) else { return clock };
        let pauses = self.pauses_of(spec);
        let ends = |amount| term::ends(calendar, start_ms, spec.unit, amount, pauses);
        let (extended, due_ms) = self.extended(spec, span, ends);
        clock.due_ms = Some(due_ms);
        clock.provisional = provisional;
        clock.extended = extended;
        if provisional {
            return clock;
        }
        clock.started_ms = Some(if spec.unit.by_day() { start_ms } else { calendar.open_from(start_ms) });

        // Which run of the agency's clock a recorded instant belongs to follows from the instant itself, as it
        // may have been noticed only after the next transfer.
        let same_run = |due_ms: i64| {
            track == Track::Citizen || self.legs.iter().rposition(|l| l.marks.from_ms < due_ms) == Some(leg)
        };
        let recorded = |share: Option<u8>| {
            let hit = self.recorded.iter().find(|(on, target, what, due_ms)| {
                *on == track && *target == spec.target && *what == share && same_run(*due_ms)
            });
            hit.map(|(.., due_ms)| *due_ms)
        };
        let amount = spec.amount + u32::from(extended) * spec.extension_length;
        clock.breached_due_ms = recorded(None);
        clock.late = clock.breached_due_ms.is_some() || due_ms < clock.horizon_ms().min(self.last_ms);
        clock.warnings = Vec::with_capacity(spec.warn_at.len());
        for &share in &spec.warn_at {
            let at = recorded(Some(share));
            let at_ms = at.unwrap_or_else(|| term::share_used(calendar, start_ms, spec.unit, amount, share, pauses));
            clock.warnings.push(Warning { share, at_ms, recorded: at.is_some() });
        }
        clock
    }
}

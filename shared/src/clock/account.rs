//! Reads the events of a case once and works out every promise on both clocks (domain rules 1-7, 9, 10).
//!
//! The events are the only input besides the policies and the calendars they name: no present time, no row.
//! So a due date can be computed again at any time and must come out the same. After a recalculation a promise
//! runs by the versions named then, unless it was kept or past by then, or would become past by it: nobody
//! becomes late, and nobody stops being late, by a decision taken afterwards.

use crate::case::event::{Event, Target, Track};
use crate::clock::clocks::{Clocks, Leg, TargetClock, Warning};
use crate::clock::compiled::{Book, Compiled};
use crate::clock::policy::{Policy, Start, TargetSpec};
use crate::clock::story::{Span, Story};
use crate::clock::term;
use crate::ids::{CalendarId, PolicyId};

/// Why there is no account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockError {
    /// The first event is not `received`.
    NoReceipt,
    /// An event names a calendar that the book does not have.
    UnknownCalendar(CalendarId),
    /// An event names a policy that the book does not have.
    UnknownPolicy(PolicyId),
}

/// Works out the clocks of a case. Without a policy (praise) there is nothing owed: only the legs are listed.
pub fn account<'e>(
    book: &impl Book,
    events: impl IntoIterator<Item = &'e Event, IntoIter: Clone>,
) -> Result<Clocks, ClockError> {
    let story = Story::read(events)?;
    let mut citizen = Vec::new();
    for target in story.targets(book, Track::Citizen, 0)? {
        citizen.extend(story.promise(book, target, Track::Citizen, 0)?.map(|promise| promise.clock));
    }
    let mut legs = Vec::with_capacity(story.legs.len());
    for (number, leg) in story.legs.iter().enumerate() {
        find(book, leg.calendar)?;
        let mut targets = Vec::new();
        for target in story.targets(book, Track::Agency, number)? {
            // The acknowledgement is owed once, to the citizen; a transfer does not owe another.
            if target != Target::Acknowledge {
                targets.extend(story.promise(book, target, Track::Agency, number)?.map(|promise| promise.clock));
            }
        }
        let Span { from_ms, to_ms, .. } = leg.marks;
        let calendar = story.regimes(Track::Agency, number).last().map_or(leg.calendar, |regime| regime.calendar);
        legs.push(Leg { agency: leg.agency, calendar, from_ms, to_ms, targets });
    }
    Ok(Clocks { citizen, legs })
}

fn find<B: Book>(book: &B, id: CalendarId) -> Result<&Compiled, ClockError> {
    book.calendar(id).ok_or(ClockError::UnknownCalendar(id))
}

/// A promise with what it was counted by.
pub(crate) struct Promise<'b> {
    pub(crate) clock: TargetClock,
    pub(crate) spec: &'b TargetSpec,
    pub(crate) specs: &'b [TargetSpec],
    pub(crate) calendar: &'b Compiled,
    /// The recalculation that it runs by, as a place in `turns`.
    pub(crate) turn: Option<usize>,
}

/// By what a clock ran over a stretch of time.
struct Regime {
    turn: Option<usize>,
    at_ms: i64,
    policy: Option<PolicyId>,
    calendar: CalendarId,
}

impl Story {
    /// Everything promised by any of the policies a clock ran by, each once.
    fn targets(&self, book: &impl Book, track: Track, leg: usize) -> Result<Vec<Target>, ClockError> {
        let mut targets = Vec::with_capacity(4);
        for id in self.regimes(track, leg).filter_map(|regime| regime.policy) {
            let policy = book.policy(id).ok_or(ClockError::UnknownPolicy(id))?;
            for spec in &policy.targets {
                if self.owes(spec.target) && !targets.contains(&spec.target) {
                    targets.push(spec.target);
                }
            }
        }
        Ok(targets)
    }

    /// By what a clock ran, in order: what the case began with, then each recalculation.
    fn regimes(&self, track: Track, leg: usize) -> impl Iterator<Item = Regime> + '_ {
        let (policy, calendar) = match track {
            Track::Citizen => (self.policy, self.calendar),
            Track::Agency => {
                let before = self.turns.iter().rev().find(|turn| turn.leg.is_none_or(|made| made < leg));
                (before.map_or(self.policy, |turn| turn.policy), self.legs[leg].calendar)
            }
        };
        let mut calendar_now = calendar;
        let later = self.turns.iter().enumerate().filter(move |(_, turn)| match track {
            Track::Citizen => true,
            Track::Agency => turn.leg == Some(leg),
        });
        let later = later.map(move |(n, turn)| {
            calendar_now = match track {
                Track::Citizen => turn.calendar,
                Track::Agency => turn.agency_calendar.unwrap_or(calendar_now),
            };
            Regime { turn: Some(n), at_ms: turn.at_ms, policy: turn.policy, calendar: calendar_now }
        });
        core::iter::once(Regime { turn: None, at_ms: i64::MIN, policy, calendar }).chain(later)
    }

    /// The promise of a target on the citizen's clock or on that of a leg.
    pub(crate) fn promise<'b>(
        &self,
        book: &'b impl Book,
        target: Target,
        track: Track,
        leg: usize,
    ) -> Result<Option<Promise<'b>>, ClockError> {
        let span = match track {
            Track::Citizen => &self.citizen,
            Track::Agency => &self.legs[leg].marks,
        };
        let mut present: Option<Promise<'b>> = None;
        for Regime { turn, at_ms, policy, calendar } in self.regimes(track, leg) {
            let met = turn.is_some_and(|turn| self.turns[turn].met(track, target));
            if turn.is_some() && present.as_ref().is_some_and(|promise| met || past(&promise.clock, at_ms)) {
                break;
            }
            let policy = policy.map(|id| book.policy(id).ok_or(ClockError::UnknownPolicy(id))).transpose()?;
            let calendar = find(book, calendar)?;
            let specs = policy.map_or(&[][..], |p: &Policy| p.targets.as_slice());
            let spec = specs.iter().find(|spec| spec.target == target && self.owes(target));
            let Some(spec) = spec else {
                present = None;
                continue;
            };
            let clock = self.clock(spec, specs, calendar, span, track, leg, at_ms);
            if turn.is_none() || !past(&clock, at_ms) {
                present = Some(Promise { clock, spec, specs, calendar, turn });
            }
        }
        Ok(present)
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
        for &(_, at, _) in self.extensions.iter().filter(|(target, at, _)| *target == spec.target && within(*at)) {
            if count >= spec.extensions_allowed || at > due_ms {
                break;
            }
            count += 1;
            due_ms = ends(spec.amount + u32::from(count) * spec.extension_length);
        }
        (count, due_ms)
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one promise on one clock by one regime; a struct would only rename them"
    )]
    fn clock(
        &self,
        spec: &TargetSpec,
        specs: &[TargetSpec],
        calendar: &Compiled,
        span: &Span,
        track: Track,
        leg: usize,
        since_ms: i64,
    ) -> TargetClock {
        let met_ms = span.met(spec.target);
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
            // What a recalculation makes due is due from then on, not before.
            let due = || term::share_used(calendar, start_ms, spec.unit, amount, share, pauses).max(since_ms);
            clock.warnings.push(Warning { share, at_ms: at.unwrap_or_else(due), recorded: at.is_some() });
        }
        clock
    }
}

/// The promise was broken before `at_ms`: what happens at that instant or after it does not change that.
fn past(clock: &TargetClock, at_ms: i64) -> bool {
    !clock.provisional && clock.due_ms.is_some_and(|due| due < at_ms.min(clock.horizon_ms()))
}

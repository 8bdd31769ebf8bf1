//! What the events add up to: every promise on both clocks, which instants are past, which of them are in the
//! history already and which the sweep has still to record. Made by `account`; never edited.

use crate::case::event::{Target, Track, What};
use crate::ids::{AgencyId, CalendarId};
use serde::{Deserialize, Serialize};

/// All clocks of a case. Instants are milliseconds UTC.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clocks {
    /// Since it was filed; nothing restarts it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub citizen: Vec<TargetClock>,
    /// One per agency that held it, in order; the last is the present one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub legs: Vec<Leg>,
}

/// The time a case was with one agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leg {
    /// Who held it.
    pub agency: AgencyId,
    /// On which calendar.
    pub calendar: CalendarId,
    /// Since when.
    pub from_ms: i64,
    /// Until it was passed on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_ms: Option<i64>,
    /// What this agency owed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<TargetClock>,
}

/// One promise on one clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetClock {
    /// Which.
    pub target: Target,
    /// When it began to run: for hours, the first working instant. `None` until it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_ms: Option<i64>,
    /// The last instant that is still in time. While the clock stands, as if it went on at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_ms: Option<i64>,
    /// It starts with acceptance and the case is not accepted: `due_ms` supposes that it will be on the last
    /// day for that. Nothing is warned of or broken until then, but the breach of `accept`.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub provisional: bool,
    /// When it was kept, in time or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met_ms: Option<i64>,
    /// When it stopped being owed without having been met: passed on, withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped_ms: Option<i64>,
    /// Since when the clock stands: waiting for the citizen, or merged into another case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standing_since_ms: Option<i64>,
    /// Extensions that count.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub extended: u8,
    /// When shares of the time are used up, ascending.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Warning>,
    /// See [`Self::late`].
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub(super) late: bool,
    /// The instant at which it was broken, as the history records it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breached_due_ms: Option<i64>,
}

/// A share of the time used up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// The share, in percent.
    pub share: u8,
    /// When it is used up.
    pub at_ms: i64,
    /// The history has it.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub recorded: bool,
}

fn is_zero(n: &u8) -> bool {
    *n == 0
}

impl TargetClock {
    /// Up to when instants count: it was met, stopped or stands since then.
    pub(super) fn horizon_ms(&self) -> i64 {
        [self.met_ms, self.stopped_ms, self.standing_since_ms].into_iter().flatten().min().unwrap_or(i64::MAX)
    }

    /// Owed and running.
    pub fn running(&self) -> bool {
        self.started_ms.is_some() && !self.provisional && self.horizon_ms() == i64::MAX
    }

    /// The events alone say that it was broken: recorded so, or something happened to the case after it was
    /// due and before it was met.
    pub const fn late(&self) -> bool {
        self.late
    }

    /// Broken at `now_ms`, noticed or not.
    pub fn late_at(&self, now_ms: i64) -> bool {
        self.late() || (!self.provisional && self.due_ms.is_some_and(|due| due < now_ms.min(self.horizon_ms())))
    }

    /// The instants not yet recorded: (when it can be recorded, when it became due, share; `None` is the breach).
    fn unrecorded(&self) -> impl Iterator<Item = (i64, i64, Option<u8>)> + '_ {
        let horizon_ms = self.horizon_ms();
        let warnings = self.warnings.iter().filter(move |w| !w.recorded && w.at_ms < horizon_ms);
        let breach =
            self.due_ms.filter(move |due| !self.provisional && self.breached_due_ms.is_none() && *due < horizon_ms);
        // The last instant is in time, so the breach is a fact only after it.
        warnings.map(|w| (w.at_ms, w.at_ms, Some(w.share))).chain(breach.map(|due| (due + 1, due, None)))
    }
}

impl Clocks {
    /// A target of the citizen's clock.
    pub fn citizen(&self, target: Target) -> Option<&TargetClock> {
        self.citizen.iter().find(|clock| clock.target == target)
    }

    /// A target of the present agency's clock.
    pub fn agency(&self, target: Target) -> Option<&TargetClock> {
        self.legs.last()?.targets.iter().find(|clock| clock.target == target)
    }

    /// When the citizen is due the answer. `None` for kinds without a clock, and for a case that ended before
    /// the term began.
    pub fn due_ms(&self) -> Option<i64> {
        self.citizen(Target::Resolve)?.due_ms
    }

    /// When the present agency owes the answer.
    pub fn agency_due_ms(&self) -> Option<i64> {
        self.agency(Target::Resolve)?.due_ms
    }

    /// Whether the promise of an answer was kept: `None` while that is open, and without a clock; `Some(false)` as
    /// soon as the events show it broken, answered or not. A case that
    /// ended before the term of its answer began is judged by the term for taking it up.
    pub fn on_time(&self) -> Option<bool> {
        let begun = |target| self.citizen(target).filter(|c| c.due_ms.is_some() && !c.provisional);
        let clock = begun(Target::Resolve).or_else(|| begun(Target::Accept))?;
        if clock.late() { Some(false) } else { clock.met_ms.map(|_| true) }
    }

    /// A promise of the citizen's clock is broken at `now_ms`, whoever holds the case.
    pub fn late_at(&self, now_ms: i64) -> bool {
        self.citizen.iter().any(|clock| clock.late_at(now_ms))
    }

    fn all(&self) -> impl Iterator<Item = (Track, &TargetClock)> {
        let citizen = self.citizen.iter().map(|clock| (Track::Citizen, clock));
        citizen.chain(self.legs.iter().flat_map(|leg| leg.targets.iter().map(|clock| (Track::Agency, clock))))
    }

    /// The next instant at which there is something to record; in the past when it was overlooked so far.
    /// [`Self::to_record`] at that instant is not empty.
    pub fn wake_ms(&self) -> Option<i64> {
        self.all().flat_map(|(_, clock)| clock.unrecorded()).map(|(at_ms, ..)| at_ms).min()
    }

    /// The warnings and breaches that are facts at `now_ms` and not in the history, in the order they became
    /// due. Once appended as events they are not returned again.
    pub fn to_record(&self, now_ms: i64) -> Vec<What> {
        let mut found: Vec<_> = self
            .all()
            .flat_map(|(track, clock)| clock.unrecorded().map(move |instant| (track, clock.target, instant)))
            .filter(|(_, _, (at_ms, ..))| *at_ms <= now_ms)
            .collect();
        found.sort_by_key(|(_, _, (at_ms, ..))| *at_ms);
        let what = |(track, target, (_, due_ms, share))| match share {
            Some(share) => What::Warned { track, target, share, due_ms },
            None => What::Breached { track, target, due_ms },
        };
        found.into_iter().map(what).collect()
    }
}

//! Lifelike cases, any number of them, for demonstrations and measurements: complaints that read as people
//! write them, histories that the state table allows, deadlines worked out by the real clock.
//!
//! Case number `n` follows from (seed, number of cases, months, present) alone, so cases can be made in any
//! order and on any number of threads. Nothing is stored here.

mod atlas;
mod flow;
mod noise;
mod people;
mod policies;
mod rng;
mod season;
mod story;
mod template;
mod texts;

pub use policies::Ask;

use crate::seed::{SeedError, World};
use crate::words::words_digest;
use atlas::{Atlas, Desk};
use flow::{Flow, Told};
use hoiam_shared::case::event::{Actor, Event, RouteWhy, What};
use hoiam_shared::case::{Case, CaseKind, CaseState};
use hoiam_shared::clock::{Calendars, ClockError, Clocks, Compiled, Policy, Single, account};
use hoiam_shared::ids::{AgencyId, CalendarId, CaseId, RuleId, SiteId, UserId};
use hoiam_shared::wire::intake::Contact;
use noise::Hand;
use rayon::prelude::*;
use rng::Rng;
use season::Season;
use story::Plot;
use texts::Texts;

/// Streams of random numbers, one for each purpose, so that a change in one leaves the others alone.
const PLOT: u64 = 1;
const TWIN: u64 = 2;
const TOLD: u64 = 3;

/// A finished case.
#[derive(Debug, Clone)]
pub struct DemoCase {
    /// From 1, ascending with the time of filing. Where a case is merged, `CaseId(number)` is meant.
    pub number: u64,
    /// What the events add up to.
    pub case: Case,
    /// Its deadlines, worked out from the same events.
    pub clocks: Clocks,
    /// The whole history.
    pub events: Vec<Event>,
    /// (version of the event, title, body) of every event that came with words.
    pub words: Vec<(u32, String, String)>,
    /// How to reach the citizen, if they said.
    pub contact: Option<Contact>,
    /// Who lets everybody read it, and when: whoever stores it makes the copy, with what is personal hidden.
    pub publish: Option<(UserId, i64)>,
}

/// Chooses the policy for a case; see [`Generator::choosing`].
type Chooser<'w> = Box<dyn Fn(&Ask<'_>) -> Option<&'w Policy> + Send + Sync + 'w>;

/// Makes cases.
pub struct Generator<'w> {
    seed: u64,
    count: u64,
    now_ms: i64,
    season: Season,
    category_totals: Vec<Vec<u32>>,
    atlas: Atlas,
    texts: Texts,
    /// The one of the site, and so of the citizen's clock.
    calendar: Compiled,
    site: SiteId,
    site_calendar: CalendarId,
    fallback: AgencyId,
    denunciations: Option<RuleId>,
    chooser: Chooser<'w>,
    careful: bool,
}

fn broken(problem: &str) -> SeedError {
    SeedError::new("demo", problem)
}

impl<'w> Generator<'w> {
    /// `count` cases of the `months` (30 days each) before `now_ms`, in the given world.
    pub fn new(seed: u64, count: u64, months: u32, now_ms: i64, world: &'w World) -> Result<Self, SeedError> {
        let calendars =
            Calendars::of(world.calendars.iter().cloned()).map_err(|(_, e)| broken(&format!("calendar: {e:?}")))?;
        let site = world.sites.iter().find(|s| s.key == "demo").ok_or_else(|| broken("no site demo"))?;
        let calendar = calendars.get(site.calendar).ok_or_else(|| broken("no calendar of the site"))?.clone();
        let season = Season::new(&calendar, months, now_ms);
        let atlas = Atlas::new(world).ok_or_else(|| broken("an agency has no staff or no calendar above it"))?;
        let texts = Texts::read()?;
        if let Some(leaf) = atlas.leaves.iter().find(|leaf| texts.matter(&leaf.code).is_none()) {
            return Err(broken(&format!("no sentences for {}", leaf.code)));
        }
        let denunciations = world.rules.iter().find(|r| r.matches == "kind:denunciation").map(|r| r.id);
        Ok(Self {
            seed,
            count,
            now_ms,
            season,
            category_totals: story::category_totals(&atlas),
            atlas,
            texts,
            site: site.id,
            site_calendar: site.calendar,
            fallback: site.agency,
            calendar,
            denunciations,
            chooser: Box::new(policies::presets(&world.policies)),
            careful: false,
        })
    }

    /// Chooses policies in another way than by what the presets match: with the query language itself.
    pub fn choosing(mut self, chooser: impl Fn(&Ask<'_>) -> Option<&'w Policy> + Send + Sync + 'w) -> Self {
        self.chooser = Box::new(chooser);
        self
    }

    /// Everybody writes by the style book: the same cases, as they were meant.
    pub fn carefully(mut self) -> Self {
        self.careful = true;
        self
    }

    /// All cases, one by one.
    pub fn iter(&self) -> impl Iterator<Item = Result<DemoCase, ClockError>> + '_ {
        (1..=self.count).map(|number| self.case(number))
    }

    /// The cases with these numbers, in order, made on all cores.
    pub fn batch(&self, numbers: core::ops::Range<u64>) -> Result<Vec<DemoCase>, ClockError> {
        self.each(numbers).collect()
    }

    /// The same, for whoever does something with each on the core that made it.
    pub fn each(
        &self,
        numbers: core::ops::Range<u64>,
    ) -> impl ParallelIterator<Item = Result<DemoCase, ClockError>> + '_ {
        let len = numbers.end.saturating_sub(numbers.start) as usize;
        // Pieces of some size: a case takes microseconds, handing one over almost as long.
        let pieces = (0..len).into_par_iter().with_min_len(64);
        pieces.map(move |n| self.case(numbers.start + n as u64))
    }

    fn desk(&self, agency: AgencyId) -> &Desk {
        &self.atlas.desks[&agency]
    }

    /// Whom an agency works with on a case: the committee of the province, and that one the inspectorate.
    fn other(&self, plot: &Plot, agency: AgencyId) -> &str {
        let province = &self.atlas.provinces[plot.province];
        let committee = province.committee;
        let other = if agency == committee { self.atlas.inspectorates[&province.code] } else { committee };
        &self.desk(other).name
    }

    fn received_ms(&self, number: u64) -> i64 {
        self.season.at(number - 1, self.count)
    }

    fn plot(&self, number: u64) -> Plot {
        let date = self.calendar.day_of(self.received_ms(number)).civil();
        Plot::new(&self.atlas, &self.category_totals, Rng::new(self.seed, PLOT, number), date)
    }

    /// The earlier case that this one reports again, if it does: about one in sixteen.
    fn twin_of(&self, number: u64) -> Option<u64> {
        let twin = |number: u64| {
            let mut rng = Rng::new(self.seed, TWIN, number);
            rng.in_thousand(65).then(|| rng.within(1, 30) as u64)
        };
        let head = number.checked_sub(twin(number)?)?;
        (head >= 1 && twin(head).is_none()).then_some(head)
    }

    /// Case `number`, from 1. Fails only when an agency's calendar is not among those of the world.
    pub fn case(&self, number: u64) -> Result<DemoCase, ClockError> {
        let mut rng = Rng::new(self.seed, TOLD, number);
        let received_ms = self.received_ms(number);
        let own = self.plot(number);
        let twin = self.twin_of(number).map(|head| (head, self.plot(head)));
        // What calls for no clock or is sealed is not reported twice.
        let repeatable = |p: &Plot| matches!(p.kind, CaseKind::Feedback | CaseKind::Suggestion) && !p.spam;
        let twin = twin.filter(|(_, plot)| repeatable(plot));
        let plot = twin.as_ref().map_or(own, |(_, plot)| plot.clone().retold(&mut rng));

        let right = if plot.kind == CaseKind::Denunciation {
            self.atlas.inspectorates[&self.atlas.provinces[plot.province].code]
        } else {
            self.atlas.responsible(plot.province, plot.commune, plot.leaf)
        };
        let calendar = &self.calendar;
        let channel = story::channel(&mut rng);
        let chosen = rng.in_thousand(760);
        let category = chosen.then(|| self.atlas.leaves[plot.leaf].code.as_str());
        let ask = Ask { kind: plot.kind, channel, category, day: calendar.day_of(received_ms) };
        let policy = (self.chooser)(&ask);
        let received = flow::received(self, &plot, channel, chosen, policy, &mut rng);
        let (first, why) = self.route(&plot, chosen, received.area.is_some(), right, &mut rng);

        let scene = plot.scene(&self.atlas, &self.texts, &self.desk(right).name, self.other(&plot, right));
        let hand = Hand::of(&mut rng);
        let hand = if self.careful { Hand::Careful } else { hand };
        let (title, body) = plot.write(&self.atlas, &self.texts, &scene, hand, &mut rng);
        let contact = people::contact(&self.texts, &mut rng, plot.kind.needs_identity());
        let case = Case::begin(&received, received_ms);
        let words_sha256 = words_digest(&title, &body, "");
        let what = What::Received(received);
        let filed = Event { version: 1, at_ms: received_ms, actor: Actor::Citizen, words_sha256, what };
        let mut flow = Flow {
            made: self,
            calendar,
            policy,
            plot: &plot,
            scene,
            rng,
            told: Vec::with_capacity(16),
            case,
            at_ms: received_ms,
            over: false,
        };
        flow.told.push((filed, title, body));
        // Not every repetition is recognised.
        let merged = twin.filter(|_| flow.rng.in_thousand(480)).map(|(head, _)| CaseId(head as i64));
        flow.run(first, why, right, merged);
        let Flow { told, rng, case, .. } = flow;
        self.finish(
            DemoCase { number, case, clocks: Clocks::default(), events: vec![], words: vec![], contact, publish: None },
            told,
            policy,
            rng,
        )
    }

    /// Where it is sent first, and why. Where that is wrong, somebody passes it on.
    fn route(&self, plot: &Plot, chosen: bool, placed: bool, right: AgencyId, rng: &mut Rng) -> (AgencyId, RouteWhy) {
        let leaf = &self.atlas.leaves[plot.leaf];
        if !placed || plot.spam {
            return (self.fallback, RouteWhy::Site);
        }
        match (plot.kind, self.denunciations, leaf.by_phrase) {
            (CaseKind::Denunciation, Some(rule), _) => (right, RouteWhy::Rule(rule)),
            _ if rng.in_thousand(50) => (self.atlas.provinces[plot.province].committee, RouteWhy::Chosen),
            _ if chosen => (right, RouteWhy::Rule(leaf.by_category)),
            (_, _, Some(rule)) if rng.in_thousand(550) => (right, RouteWhy::Rule(rule)),
            _ if rng.in_thousand(500) => {
                let sure = rng.within(620, 990) as u16;
                let wrong = !rng.in_thousand(usize::from(sure));
                let committee = self.atlas.provinces[plot.province].committee;
                (if wrong { committee } else { right }, RouteWhy::Suggested(sure))
            }
            _ => (self.fallback, RouteWhy::Site),
        }
    }

    /// One answer in eight becomes public, some hours after the last thing that happened.
    fn publish(&self, case: &Case, last_ms: i64, rng: &mut Rng) -> Option<(UserId, i64)> {
        let at_ms = self.calendar.open_from(last_ms + rng.within(2 * 3_600_000, 60 * 3_600_000));
        let answered = matches!(case.state, CaseState::Answered | CaseState::Closed) && case.answered_ms.is_some();
        let possible = answered && case.kind.publishable() && !case.sealed && at_ms <= self.now_ms;
        let moderator = self.desk(case.agency?).moderator;
        (possible && rng.in_thousand(120)).then_some((moderator, at_ms))
    }

    /// Puts the warnings and breaches into the history at the instants at which a sweep would have.
    fn finish(
        &self,
        mut made: DemoCase,
        mut told: Vec<Told>,
        policy: Option<&Policy>,
        mut rng: Rng,
    ) -> Result<DemoCase, ClockError> {
        let count =
            |told: &[Told]| account(&Single { policy, calendar: &self.calendar }, told.iter().map(|(event, ..)| event));
        made.clocks = count(&told)?;
        let due = made.clocks.to_record(self.now_ms);
        if !due.is_empty() {
            for what in due {
                let (What::Warned { due_ms, .. } | What::Breached { due_ms, .. }) = what else { continue };
                let at_ms = due_ms + rng.within(1_000, 40_000);
                if at_ms <= self.now_ms {
                    let event = Event { version: 0, at_ms, actor: Actor::System, words_sha256: String::new(), what };
                    told.push((event, String::new(), String::new()));
                }
            }
            // Stable: what happened at the same instant keeps its order.
            told.sort_by_key(|(event, ..)| event.at_ms);
            for (version, (event, ..)) in (1..).zip(&mut told) {
                event.version = version;
            }
            made.clocks = count(&told)?;
        }
        // What the clock records changes nothing of a case but its version.
        made.case.version = told.len() as u32;
        made.publish = self.publish(&made.case, told.last().map_or(self.now_ms, |(event, ..)| event.at_ms), &mut rng);
        made.events.reserve(told.len());
        for (event, title, body) in told {
            if !event.words_sha256.is_empty() {
                made.words.push((event.version, title, body));
            }
            made.events.push(event);
        }
        Ok(made)
    }
}

#[cfg(test)]
mod tests;

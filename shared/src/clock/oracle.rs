//! The clock again, the slow way: minute by minute, with the zone asked for every minute and the state of the
//! case folded anew for every event. Shares no counting with the real one; the two must agree.

use crate::Lang;
use crate::case::event::{Event, Target, Track, What};
use crate::case::{Case, CaseState};
use crate::clock::calendar::{Calendar, DayException, ExceptionKind};
use crate::clock::policy::{Policy, Start, TargetSpec, Unit};
use crate::clock::tests::{history, policy, received, routed, spec, transferred, viet_nam};
use crate::clock::{Book, Clocks, Compiled, Day, Hours, Single, account, explain, held};
use crate::ids::{CalendarId, PolicyId};
use jiff::tz::TimeZone;
use proptest::prelude::*;

const MINUTE: i64 = 60_000;

struct Oracle<'a> {
    calendar: &'a Calendar,
    zone: TimeZone,
    /// State from an instant on.
    states: Vec<(i64, CaseState)>,
}

impl<'a> Oracle<'a> {
    fn new(calendar: &'a Calendar, events: &[Event]) -> Self {
        let state = |n: usize| Case::from_events(&events[..=n]).unwrap().state;
        let states = events.iter().enumerate().map(|(n, event)| (event.at_ms, state(n))).collect();
        Self { calendar, zone: TimeZone::get(&calendar.zone).unwrap(), states }
    }

    /// The clock stands during this minute, in a span that came to an end.
    fn stands(&self, minute_ms: i64) -> bool {
        // 0: runs, 1: waits for the citizen, 2: nothing is owed.
        let sort = |state: CaseState| match state {
            CaseState::WaitingCitizen => 1,
            CaseState::Answered | CaseState::Closed | CaseState::Rejected => 2,
            _ => 0,
        };
        let now = self.states.iter().rposition(|(at, _)| *at <= minute_ms).unwrap();
        let sort_now = sort(self.states[now].1);
        sort_now != 0 && self.states[now..].iter().any(|(_, state)| sort(*state) != sort_now)
    }

    fn wall(&self, minute_ms: i64) -> (Day, u16) {
        let at = jiff::Timestamp::from_millisecond(minute_ms).unwrap().to_zoned(self.zone.clone());
        let day = Day::new(at.year().into(), at.month().into(), at.day().into()).unwrap();
        (day, at.hour() as u16 * 60 + at.minute() as u16)
    }

    fn hours(&self, day: Day) -> &[Hours] {
        match self.calendar.exceptions.iter().find(|e| e.date == day) {
            Some(e) if e.kind == ExceptionKind::Holiday => &[],
            Some(e) if e.kind == ExceptionKind::MakeUp && e.hours.is_empty() => &self.calendar.week[0],
            Some(e) => &e.hours,
            None => &self.calendar.week[day.weekday()],
        }
    }

    fn ends(&self, start_ms: i64, spec: &TargetSpec, amount: u32) -> i64 {
        if spec.unit.by_day() {
            self.ends_by_day(start_ms, spec, amount)
        } else {
            self.ends_by_hour(start_ms, spec, amount)
        }
    }

    fn ends_by_hour(&self, start_ms: i64, spec: &TargetSpec, amount: u32) -> i64 {
        let wanted = if spec.unit == Unit::WorkingHours { amount * 60 } else { amount };
        let (mut minute_ms, mut counted) = (start_ms, 0);
        while counted < wanted {
            let (day, minute) = self.wall(minute_ms);
            let open = self.hours(day).iter().any(|h| h.from_min() <= minute && minute < h.to_min());
            counted += u32::from(open && !self.stands(minute_ms));
            minute_ms += MINUTE;
        }
        minute_ms
    }

    fn ends_by_day(&self, start_ms: i64, spec: &TargetSpec, amount: u32) -> i64 {
        let mut minute_ms = start_ms;
        let (mut today, _) = self.wall(start_ms);
        let first = today;
        let (mut all_stood, mut counted) = (true, 0);
        loop {
            let stood = self.stands(minute_ms);
            all_stood &= stood;
            minute_ms += MINUTE;
            let (day, _) = self.wall(minute_ms);
            if day == today {
                continue;
            }
            let works = !self.hours(today).is_empty();
            if today != first && !all_stood && (works || spec.unit == Unit::CalendarDays) {
                counted += 1;
            }
            let stands_over = stood && self.stands(minute_ms);
            if counted >= amount && today != first && works && !all_stood && !stands_over {
                return minute_ms;
            }
            (today, all_stood) = (day, true);
        }
    }

    /// The end with the extensions that were made in time, within a span.
    fn due(&self, events: &[Event], start_ms: i64, until_ms: i64, spec: &TargetSpec) -> i64 {
        let mut due_ms = self.ends(start_ms, spec, spec.amount);
        let mut count = 0;
        for event in events.iter().filter(|e| e.at_ms >= start_ms && e.at_ms <= until_ms) {
            let ours = matches!(event.what, What::Extended { target } if target == spec.target);
            if ours && count < u32::from(spec.extensions_allowed) && event.at_ms <= due_ms {
                count += 1;
                due_ms = self.ends(start_ms, spec, spec.amount + count * spec.extension_length);
            }
        }
        due_ms
    }
}

/// A calendar in a zone with daylight saving on both hemispheres or none, with exceptions of all sorts.
fn calendars() -> impl Strategy<Value = Calendar> {
    let zones = prop::sample::select(vec!["Asia/Ho_Chi_Minh", "Europe/Paris", "America/Sao_Paulo", "Australia/Sydney"]);
    let odd = prop::collection::btree_map(0..120i32, 0..3u8, 0..12);
    (zones, odd, any::<bool>(), any::<bool>()).prop_map(|(zone, odd, saturdays, nights)| {
        let mut calendar = viet_nam();
        calendar.zone = zone.into();
        if nights {
            // A shift over midnight and one in the morning; the clock is changed within the first in some zones.
            let shifts = ["00:00-02:00", "07:30-09:10", "09:10-11:30", "22:00-24:00"];
            let shifts: Vec<Hours> = shifts.iter().map(|text| Hours::parse(text).unwrap()).collect();
            calendar.week = core::array::from_fn(|day| if day < 5 { shifts.clone() } else { vec![] });
        }
        if saturdays {
            calendar.week[5] = vec![Hours::parse("08:00-12:00").unwrap()];
        }
        // Around the changes of daylight saving, and of Tết and September.
        let from = Day::parse("2018-10-10").unwrap();
        calendar.exceptions = odd
            .into_iter()
            .map(|(offset, kind)| DayException {
                date: from.plus(offset),
                kind: ExceptionKind::ALL[usize::from(kind)],
                name_vi: "x".into(),
                name_en: "x".into(),
                hours: if kind == 2 { vec![Hours::parse("09:00-10:15").unwrap()] } else { vec![] },
                decision: None,
                imported: None,
            })
            .collect();
        calendar
    })
}

fn specs() -> impl Strategy<Value = TargetSpec> {
    let length = prop::sample::select(vec![
        (Unit::WorkingMinutes, 90),
        (Unit::WorkingHours, 20),
        (Unit::WorkingDays, 8),
        (Unit::CalendarDays, 14),
    ]);
    (length, 1..=100u32, any::<bool>()).prop_map(|((unit, most), share, extended)| {
        let mut spec = spec(Target::Resolve, Start::Receipt, (most * share).div_ceil(100), unit);
        spec.extension_length = 3;
        spec.extensions_allowed = u8::from(extended) * 2;
        spec
    })
}

/// Random moves that the state table allows, minutes to days apart.
fn histories() -> impl Strategy<Value = Vec<Event>> {
    let gap = prop_oneof![Just(0i64), 1..600i64, 600..7_000i64, prop::sample::select(vec![1440i64, 2880, 4320])];
    let moves = prop::collection::vec((gap, 0..14usize), 0..14);
    (0..60_000i64, moves).prop_map(|(start, moves)| {
        let mut at_ms = 1_539_363_600_000 + start * MINUTE;
        let mut events = history(vec![(at_ms, received()), (at_ms, routed(1))]);
        let mut case = Case::from_events(&events).unwrap();
        for (gap, pick) in moves {
            at_ms += gap * MINUTE;
            let what = match pick {
                0 | 1 => What::InfoRequested {},
                2..=4 => What::Messaged {},
                5 => What::Extended { target: Target::Resolve },
                6 => What::Answered {},
                7 => What::Reopened {},
                8 => transferred(2),
                9 => What::Started {},
                10 => What::Closed {},
                12 | 13 if case.state.open() => recalculated(pick - 11),
                _ => What::Rejected { ground: "g".into() },
            };
            let mut event = history(vec![(at_ms, what)]).remove(0);
            event.version = events.len() as u32 + 1;
            if case.apply(&event).is_ok() {
                events.push(event);
            }
        }
        events
    })
}

/// A recalculation to the versions with this number.
fn recalculated(version: usize) -> What {
    let (policy, calendar) = (Some(PolicyId(version as i64)), CalendarId(version as i64));
    What::Recalculated { policy, calendar, agency_calendar: Some(calendar), was_ms: None, due_ms: None }
}

/// Two versions of everything.
struct Two {
    policies: [Policy; 2],
    calendars: [Compiled; 2],
}

impl Book for Two {
    fn calendar(&self, id: CalendarId) -> Option<&Compiled> {
        self.calendars.get(usize::try_from(id.0 - 1).ok()?)
    }

    fn policy(&self, id: PolicyId) -> Option<&Policy> {
        self.policies.get(usize::try_from(id.0 - 1).ok()?)
    }
}

/// The end of a run of a clock that changes its rules on the way: each time judged by what had happened until then.
fn slow_with_turns(
    calendars: &[Calendar; 2],
    specs: &[TargetSpec; 2],
    events: &[Event],
    (from_ms, until_ms): (i64, i64),
    (first_policy, first_calendar): (usize, usize),
    turns: &[(i64, usize)],
) -> i64 {
    let due = |policy: usize, calendar: usize| {
        Oracle::new(&calendars[calendar], events).due(events, from_ms, until_ms, &specs[policy])
    };
    let oracle = Oracle::new(&calendars[0], events);
    let waits_since = match oracle.states.last() {
        Some((_, CaseState::WaitingCitizen)) => {
            let before = oracle.states.iter().rposition(|(_, state)| *state != CaseState::WaitingCitizen);
            oracle.states[before.map_or(0, |at| at + 1)].0
        }
        _ => i64::MAX,
    };
    let past = |due: i64, at_ms: i64| due < at_ms && due < waits_since;
    let mut now = due(first_policy, first_calendar);
    for &(at_ms, version) in turns {
        if past(now, at_ms) {
            break;
        }
        let next = due(version, version);
        if !past(next, at_ms) {
            now = next;
        }
    }
    now
}

fn clocks_of(policy: &Policy, calendar: &Compiled, events: &[Event]) -> Clocks {
    account(&Single { policy: Some(policy), calendar }, events).unwrap()
}

fn one(spec: &TargetSpec) -> Policy {
    policy(vec![spec.clone()])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_clocks_agree_with_the_slow_way(calendar in calendars(), spec in specs(), events in histories()) {
        let compiled = Compiled::new(&calendar).unwrap();
        let oracle = Oracle::new(&calendar, &events);
        let clocks = clocks_of(&one(&spec), &compiled, &events);
        let filed = events[0].at_ms;
        prop_assert_eq!(clocks.due_ms(), Some(oracle.due(&events, filed, i64::MAX, &spec)));
        // A past leg is judged by whether its end came before it was passed on; after that nothing counts.
        for leg in &clocks.legs {
            let due = oracle.due(&events, leg.from_ms, leg.to_ms.unwrap_or(i64::MAX), &spec);
            let until = leg.to_ms.unwrap_or(i64::MAX);
            prop_assert_eq!(leg.targets[0].due_ms.map(|d| d.min(until)), Some(due.min(until)));
        }
    }

    #[test]
    fn the_day_by_day_account_ends_on_the_same_day(calendar in calendars(), spec in specs(), events in histories()) {
        let compiled = Compiled::new(&calendar).unwrap();
        let policy = one(&spec);
        let book = Single { policy: Some(&policy), calendar: &compiled };
        let clocks = clocks_of(&one(&spec), &compiled, &events);
        let extended = u32::from(clocks.citizen(Target::Resolve).unwrap().extended);
        let amount = spec.amount + extended * spec.extension_length;
        let minutes = if spec.unit == Unit::WorkingHours { 60 } else { 1 };
        for &lang in Lang::ALL {
            let told = explain(&book, &events, Track::Citizen, Target::Resolve, lang).unwrap().unwrap();
            prop_assert_eq!(told.days.last().map(|line| line.counted), Some(amount * minutes));
            prop_assert_eq!(told.days.last().map(|line| line.date), Some(told.last_day));
        }
    }

    #[test]
    fn pausing_never_brings_a_deadline_forward(calendar in calendars(), spec in specs(), events in histories()) {
        let compiled = Compiled::new(&calendar).unwrap();
        let mut firm = spec.clone();
        firm.pause_while_waiting = false;
        let with = clocks_of(&one(&spec), &compiled, &events);
        let without = clocks_of(&one(&firm), &compiled, &events);
        prop_assert!(with.due_ms() >= without.due_ms());
    }

    #[test]
    fn each_instant_is_recorded_once(calendar in calendars(), spec in specs(), events in histories(), hops in 1..5i64) {
        let compiled = Compiled::new(&calendar).unwrap();
        let policy = one(&spec);
        let last = events.last().unwrap().at_ms;
        // Sweeps at any moments record together exactly what one sweep at the end would.
        let end = last + 90 * 86_400_000;
        let at_once = clocks_of(&policy, &compiled, &events).to_record(end);
        let mut stepwise = events.clone();
        for hop in 1..=hops {
            let now = last + (end - last) * hop / hops;
            let clocks = clocks_of(&policy, &compiled, &stepwise);
            if let Some(wake) = clocks.wake_ms() {
                prop_assert!(!clocks.to_record(wake).is_empty());
                prop_assert!(clocks.to_record(wake - 1).is_empty());
            }
            for what in clocks.to_record(now) {
                stepwise.extend(history(vec![(now, what)]));
            }
        }
        let mut recorded: Vec<_> = stepwise[events.len()..].iter().map(|e| e.what.clone()).collect();
        let key = |what: &What| format!("{what:?}");
        let mut at_once = at_once;
        recorded.sort_by_key(key);
        at_once.sort_by_key(key);
        prop_assert_eq!(recorded, at_once);
        let after = clocks_of(&policy, &compiled, &stepwise);
        prop_assert_eq!(after.due_ms(), clocks_of(&policy, &compiled, &events).due_ms());
    }

    #[test]
    fn clocks_survive_storage(spec in specs(), events in histories()) {
        let clocks = clocks_of(&one(&spec), &Compiled::new(&viet_nam()).unwrap(), &events);
        let json = serde_json::to_string(&clocks).unwrap();
        prop_assert_eq!(serde_json::from_str::<crate::clock::Clocks>(&json).unwrap(), clocks);
    }
}

proptest! {
    // Each case walks the minutes several times over.
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn recalculations_move_what_is_open_and_nothing_else(
        a in calendars(), b in calendars(), first in specs(), second in specs(), events in histories(),
    ) {
        let (calendars, specs) = ([a, b], [first, second]);
        let compiled = [Compiled::new(&calendars[0]).unwrap(), Compiled::new(&calendars[1]).unwrap()];
        let book = Two { policies: [one(&specs[0]), one(&specs[1])], calendars: compiled };
        let clocks = account(&book, &events).unwrap();
        let turn = |event: &Event| match event.what {
            What::Recalculated { calendar, .. } => Some((event.at_ms, event.version, calendar.0 as usize - 1)),
            _ => None,
        };
        let turns: Vec<_> = events.iter().filter_map(turn).collect();
        let all: Vec<_> = turns.iter().map(|(at_ms, _, version)| (*at_ms, *version)).collect();
        let filed = events[0].at_ms;
        prop_assert_eq!(clocks.due_ms(), Some(slow_with_turns(&calendars, &specs, &events, (filed, i64::MAX), (0, 0), &all)));
        // Which leg a turn belongs to follows from the order of the events.
        let starts: Vec<u32> = events
            .iter()
            .filter(|event| matches!(event.what, What::Routed { .. } | What::Transferred { .. }))
            .map(|event| event.version)
            .collect();
        for (number, leg) in clocks.legs.iter().enumerate() {
            let until = leg.to_ms.unwrap_or(i64::MAX);
            let end = starts.get(number + 1).copied().unwrap_or(u32::MAX);
            let own: Vec<_> = turns.iter().filter(|(_, at, _)| (starts[number]..end).contains(at)).map(|(at, _, v)| (*at, *v)).collect();
            let policy = turns.iter().rev().find(|(_, at, _)| *at < starts[number]).map_or(0, |(.., version)| *version);
            let due = slow_with_turns(&calendars, &specs, &events, (leg.from_ms, until), (policy, 0), &own);
            prop_assert_eq!(leg.targets[0].due_ms.map(|d| d.min(until)), Some(due.min(until)));
        }
    }

    #[test]
    fn every_working_minute_belongs_to_one_body(calendar in calendars(), events in histories(), more in 0..20_000i64) {
        let compiled = Compiled::new(&calendar).unwrap();
        let book = Single { policy: None, calendar: &compiled };
        let until = events.last().unwrap().at_ms + more * MINUTE;
        let bodies = held(&book, &events, until).unwrap();
        let oracle = Oracle::new(&calendar, &events);
        let end = match oracle.states.last().unwrap().1 {
            CaseState::Answered | CaseState::Closed | CaseState::Rejected => {
                let open = oracle.states.iter().rposition(|(_, state)| state.open()).unwrap();
                oracle.states[open + 1].0
            }
            _ => until,
        };
        let (mut worked, mut waiting, mut stopped) = (0, 0, 0);
        let mut minute = events[0].at_ms;
        while minute < end {
            let (day, wall) = oracle.wall(minute);
            if oracle.hours(day).iter().any(|h| h.from_min() <= wall && wall < h.to_min()) {
                let at = oracle.states.iter().rposition(|(at, _)| *at <= minute).unwrap();
                match oracle.states[at].1 {
                    CaseState::WaitingCitizen => waiting += 1,
                    CaseState::Answered | CaseState::Closed | CaseState::Rejected => stopped += 1,
                    _ => worked += 1,
                }
            }
            minute += MINUTE;
        }
        let sum = |of: fn(&crate::clock::Held) -> i64| bodies.iter().map(of).sum::<i64>() / MINUTE;
        prop_assert_eq!((sum(|h| h.worked_ms), sum(|h| h.waiting_ms), sum(|h| h.stopped_ms)), (worked, waiting, stopped));
        prop_assert!(bodies.windows(2).all(|pair| pair[0].to_ms == Some(pair[1].from_ms)));
    }
}

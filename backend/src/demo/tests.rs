//! Generated cases are what the real ones would be: allowed, in order, on the clock, and the same every time.

use super::*;
use hoiam_shared::case::event::Track;
use hoiam_shared::case::{CaseState, Channel};
use std::collections::{BTreeMap, HashSet};

/// 2026-11-22 10:00 in Viet Nam.
const NOW: i64 = 1_795_316_400_000;

fn with<T>(count: u64, check: impl FnOnce(&Generator<'_>) -> T) -> T {
    let world = crate::seed::world().unwrap();
    check(&Generator::new(7, count, 14, NOW, &world).unwrap())
}

#[test]
fn the_same_numbers_give_the_same_cases_in_any_order() {
    with(400, |made| {
        let one_by_one: Vec<String> = made.iter().map(|c| format!("{:?}", c.unwrap())).collect();
        let at_once: Vec<String> = made.batch(1..401).unwrap().iter().map(|c| format!("{c:?}")).collect();
        assert_eq!(one_by_one, at_once);
        assert_eq!(one_by_one.iter().collect::<HashSet<_>>().len(), 400);
    });
}

#[test]
fn histories_hold_together() {
    with(4000, |made| {
        let (mut last_ms, mut published) = (0, 0);
        for made_case in made.batch(1..4001).unwrap() {
            let DemoCase { events, words, clocks, case, contact, number, publish } = &made_case;
            assert!(events.iter().zip(1..).all(|(e, n)| e.version == n), "{number}");
            assert!(events.windows(2).all(|pair| pair[0].at_ms <= pair[1].at_ms), "{number}");
            assert!(events.iter().all(|e| e.at_ms <= NOW), "{number}");
            assert!(case.received_ms >= last_ms, "{number}");
            last_ms = case.received_ms;
            assert_eq!(Case::from_events(events).as_ref(), Ok(case));
            let with_words = events.iter().filter(|e| !e.words_sha256.is_empty()).map(|e| e.version);
            assert!(with_words.eq(words.iter().map(|(version, ..)| *version)), "{number}");
            for (version, title, body) in words {
                assert_eq!(words_digest(title, body, ""), events[*version as usize - 1].words_sha256);
                assert!(!title.contains(['{', '}']) && !body.contains(['{', '}']), "{title} {body}");
                assert!(
                    title.chars().count() <= hoiam_shared::limits::TITLE_CHARS && body.chars().count() >= 8,
                    "{body}"
                );
            }
            if let Some((_, at_ms)) = publish {
                assert!(!case.sealed && case.kind.publishable() && case.answered_ms.is_some(), "{number}");
                assert!(events.last().is_some_and(|last| last.at_ms <= *at_ms) && *at_ms <= NOW, "{number}");
                published += 1;
            }
            assert!(!case.kind.needs_identity() || contact.as_ref().is_some_and(|c| c.name.is_some()), "{number}");
            // A sweep a minute later has nothing to add that was due a minute ago.
            assert!(clocks.to_record(NOW - 60_000).is_empty(), "{number}: {:?}", clocks.to_record(NOW));
        }
        assert!((150..900).contains(&published), "{published}");
    });
}

#[test]
fn everything_a_case_can_go_through_occurs() {
    with(6000, |made| {
        let cases = made.batch(1..6001).unwrap();
        let mut kinds: BTreeMap<&str, u32> = BTreeMap::new();
        for event in cases.iter().flat_map(|c| &c.events) {
            *kinds.entry(event.what.kind()).or_default() += 1;
        }
        // All but undoing a merger and a move without words that staff make by mistake.
        for kind in [
            "received",
            "passed",
            "routed",
            "accepted",
            "started",
            "assigned",
            "transferred",
            "info_requested",
            "messaged",
            "opinion_asked",
            "opinion_given",
            "answer_submitted",
            "answer_returned",
            "answered",
            "closed",
            "rejected",
            "withdrawn",
            "reopened",
            "rated",
            "extended",
            "noted",
            "warned",
            "breached",
            "merged",
        ] {
            assert!(kinds.contains_key(kind), "{kind} never happened: {kinds:?}");
        }
        let states: HashSet<CaseState> = cases.iter().map(|c| c.case.state).collect();
        assert!(states.len() >= 10, "{states:?}");
        let share = |n: usize| n * 100 / cases.len();
        let open = cases.iter().filter(|c| c.case.state.open()).count();
        assert!((2..25).contains(&share(open)), "{} % open", share(open));
        let judged: Vec<bool> = cases.iter().filter_map(|c| c.clocks.on_time()).collect();
        let on_time = judged.iter().filter(|kept| **kept).count() * 100 / judged.len();
        assert!((70..95).contains(&on_time), "{on_time} % on time");
        let breaches = cases
            .iter()
            .flat_map(|c| &c.events)
            .filter(|e| matches!(e.what, What::Breached { track: Track::Agency, .. }));
        assert!(breaches.count() > 50);
        assert!(cases.iter().any(|c| c.case.language == hoiam_shared::Lang::En));
        assert!(Channel::ALL.iter().all(|channel| cases.iter().any(|c| c.case.channel == *channel)));
    });
}

#[test]
fn every_category_and_hand_is_met_and_texts_rarely_repeat() {
    with(8000, |made| {
        let cases = made.batch(1..8001).unwrap();
        let categories: HashSet<_> = cases.iter().filter_map(|c| c.case.category.clone()).collect();
        assert_eq!(categories.len(), 64);
        let bodies: Vec<&String> = cases.iter().map(|c| &c.words[0].2).collect();
        let distinct = bodies.iter().collect::<HashSet<_>>().len();
        assert!(distinct > bodies.len() * 96 / 100, "{distinct} of {}", bodies.len());
        let bare = bodies.iter().filter(|b| b.is_ascii()).count();
        assert!((900..2400).contains(&bare), "{bare} without marks");
        assert!(bodies.iter().any(|b| b.contains('\u{301}')), "none decomposed");
        assert!(bodies.iter().any(|b| b.contains(" ko ")), "none abbreviated");
    });
}

#[test]
fn tet_is_quiet_and_the_rains_are_not() {
    with(60_000, |made| {
        let date = |number: u64| made.calendar.day_of(made.received_ms(number)).civil();
        let mut by_day: BTreeMap<(i64, i64, i64), u32> = BTreeMap::new();
        for number in 1..=60_000 {
            *by_day.entry(date(number)).or_default() += 1;
        }
        let on = |y, m, d| by_day.get(&(y, m, d)).copied().unwrap_or_default();
        assert!(on(2026, 2, 17) * 3 < on(2026, 3, 3), "{} {}", on(2026, 2, 17), on(2026, 3, 3));
        assert!(on(2026, 7, 14) > on(2026, 3, 17));
    });
}

//! When an alert fires and when it may again: pure, a table of counts in, what to tell out. Each group (a commune, or all
//! together) is told of once. It may be told of again when it was below the threshold meanwhile, or when the whole window has
//! passed and nothing of what was counted then is counted any more. However it goes up and down, there is at least an hour
//! between two letters about one group, and an alert tells of at most twenty groups within an hour, the worst first: the others
//! are not forgotten, they come when there is room.

use super::{Counts, HOUR_MS};
use crate::store::alerts::GroupRow;
use std::collections::HashMap;

/// Groups that one alert tells of within an hour.
const AT_MOST: usize = 20;

/// What an alert asks for.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// It fires at one case more.
    pub more_than: u64,
    /// Length of its window.
    pub window_ms: i64,
}

/// What follows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decision {
    /// Groups to tell of, with their cases, most first.
    pub fire: Counts,
    /// Groups that may be told of again.
    pub rearm: Vec<GroupRow>,
}

/// What follows from the counts of now, where `groups` says what was told before.
pub fn decide(rule: Rule, groups: &[GroupRow], counts: &Counts, now_ms: i64) -> Decision {
    let told: HashMap<&str, &GroupRow> = groups.iter().map(|group| (group.value.as_str(), group)).collect();
    let quiet_ms = rule.window_ms.min(HOUR_MS);
    let may = |value: &str| {
        told.get(value).is_none_or(|group| {
            let since_ms = now_ms - group.fired_ms;
            since_ms >= if group.armed != 0 { quiet_ms } else { rule.window_ms }
        })
    };
    let over = |(value, count): &&(String, u64)| *count > rule.more_than && may(value);
    let mut fire: Counts = counts.iter().filter(over).cloned().collect();
    fire.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let of_late = groups.iter().filter(|group| now_ms - group.fired_ms < HOUR_MS).count();
    fire.truncate(AT_MOST.saturating_sub(of_late));

    let count: HashMap<&str, u64> = counts.iter().map(|(value, count)| (value.as_str(), *count)).collect();
    // Below, and not merely no longer above: one case more or less around the threshold is no news.
    let below = |group: &&GroupRow| {
        let count = count.get(group.value.as_str()).copied().unwrap_or(0);
        group.armed == 0 && (count < rule.more_than || count == 0)
    };
    let rearm = groups.iter().filter(below).map(|group| GroupRow { armed: 1, ..group.clone() }).collect();
    Decision { fire, rearm }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY_MS: i64 = 24 * HOUR_MS;
    const MINUTE_MS: i64 = 60_000;

    /// Lets an alert run over counts at times in minutes; when it fired, and where.
    fn story(more_than: u64, window_ms: i64, told: &[(i64, &[(&str, u64)])]) -> Vec<(i64, String, u64)> {
        let mut groups: Vec<GroupRow> = Vec::new();
        let mut out = Vec::new();
        for (minute, counts) in told {
            let now_ms = minute * MINUTE_MS;
            let counts: Counts = counts.iter().map(|(value, count)| ((*value).to_owned(), *count)).collect();
            let decision = decide(Rule { more_than, window_ms }, &groups, &counts, now_ms);
            for (value, count) in decision.fire {
                out.push((*minute, value.clone(), count));
                groups.retain(|group| group.value != value);
                groups.push(GroupRow { value, fired_ms: now_ms, armed: 0 });
            }
            for again in decision.rearm {
                groups.retain(|group| group.value != again.value);
                groups.push(again);
            }
        }
        out
    }

    fn all(counts: &[(i64, u64)]) -> Vec<i64> {
        let told: Vec<(i64, [(&str, u64); 1])> = counts.iter().map(|(minute, n)| (*minute, [("", *n)])).collect();
        let told: Vec<(i64, &[(&str, u64)])> =
            told.iter().map(|(minute, counts)| (*minute, counts.as_slice())).collect();
        story(20, DAY_MS, &told).into_iter().map(|(minute, ..)| minute).collect()
    }

    #[test]
    fn it_is_told_once_and_again_when_there_is_something_to_tell() {
        let check = |counts: &[(i64, u64)], expect: &[i64]| assert_eq!(all(counts), expect, "{counts:?}");
        check(&[(0, 19), (1, 20)], &[]);
        check(&[(0, 20), (1, 21), (2, 25), (600, 90)], &[1]);
        // Down to the threshold and up again is one and the same; below it is another time.
        check(&[(0, 21), (90, 20), (91, 22)], &[0]);
        check(&[(0, 21), (90, 19), (91, 21)], &[0, 91]);
        // But not within the hour, however it goes up and down.
        check(&[(0, 21), (1, 19), (2, 21), (3, 19), (30, 40), (60, 41), (61, 42)], &[0, 60]);
        // When the window has passed, all that is counted is new.
        check(&[(0, 21), (24 * 60 - 1, 30), (24 * 60, 30), (24 * 60 + 1, 30)], &[0, 24 * 60]);
        assert_eq!(story(0, HOUR_MS, &[(0, &[("", 1)]), (30, &[("", 0)]), (60, &[("", 2)])]).len(), 2, "from nothing");
    }

    #[test]
    fn each_group_is_by_itself() {
        let told = story(
            5,
            DAY_MS,
            &[
                (0, &[("a", 6), ("b", 5)]),
                (1, &[("a", 7), ("b", 9), ("c", 6)]),
                // Nothing is left of "a": a group without cases is not among the counts.
                (100, &[("b", 9), ("c", 6)]),
                (101, &[("a", 6), ("b", 9), ("c", 6)]),
            ],
        );
        let told: Vec<(i64, &str, u64)> = told.iter().map(|(at, value, n)| (*at, value.as_str(), *n)).collect();
        assert_eq!(told, [(0, "a", 6), (1, "b", 9), (1, "c", 6), (101, "a", 6)]);
    }

    #[test]
    fn a_flood_comes_worst_first_and_not_all_at_once() {
        let names: Vec<String> = (0..30).map(|n| format!("{n:02}")).collect();
        let counts: Vec<(&str, u64)> = names.iter().zip(10..).map(|(name, n)| (name.as_str(), n)).collect();
        let told = story(1, DAY_MS, &[(0, &counts), (1, &counts), (59, &counts), (60, &counts), (61, &counts)]);
        assert_eq!(told.iter().filter(|(at, ..)| *at == 0).count(), AT_MOST);
        assert_eq!((told[0].1.as_str(), told[0].2), ("29", 39));
        assert_eq!(told.iter().filter(|(at, ..)| *at == 60).count(), 10, "{told:?}");
        assert_eq!(told.len(), 30);
    }
}

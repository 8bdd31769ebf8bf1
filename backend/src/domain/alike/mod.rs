//! How alike cases are, by what was written, where and of which field of life: groups that are likely one matter. Pure; how well it
//! does is measured on a set judged by hand (`hoiam eval duplicates`).

pub mod judged;

use hoiam_shared::text::{CompactString, tokens};
use std::collections::{HashMap, HashSet};

/// From this likeness on two cases are offered as one matter. By the judged set: lower ones put neighbours together, higher
/// ones leave out who wrote half a sentence.
pub const LIKELY: f32 = 0.6;
/// How much of the measure is the shorter text of two, the rest is the longer one: whoever writes a line and whoever writes a page
/// of the same matter share the line.
const SHORTER: f32 = 0.7;
/// Cases of one group.
const GROUP_CASES: usize = 25;
/// A word in more cases than this says nothing about two of them, unless it is in less than a tenth of all.
const COMMON: usize = 60;
/// In another place it is mostly another matter, in the same one more likely the same.
const OTHER_AREA: f32 = 0.6;
const SAME_AREA: f32 = 1.25;
const SAME_CATEGORY: f32 = 1.1;

/// What is known of a case that is compared.
#[derive(Debug, Clone)]
pub struct Told<'a> {
    /// What was written, with its title.
    pub text: String,
    /// Code of the place, if one was said.
    pub area: Option<&'a str>,
    /// Code of the field of life, if one was said.
    pub category: Option<&'a str>,
}

/// Groups as places in `told`, each beginning with its first case; with every other its likeness to that one, `least` at
/// least. `parted` says which two are not one matter whatever they say. Largest groups first.
pub fn groups(told: &[Told<'_>], least: f32, parted: impl Fn(usize, usize) -> bool) -> Vec<Vec<(usize, f32)>> {
    // Words, not pairs of them: people order and cut their sentences as they like, but they name the same things.
    let said: Vec<HashSet<CompactString>> =
        told.iter().map(|one| tokens(&one.text).into_iter().map(|token| token.folded).collect()).collect();
    let mut having: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, words) in said.iter().enumerate() {
        words.iter().for_each(|word| having.entry(word).or_default().push(place));
    }
    having.retain(|_, places| places.len() <= COMMON.max(told.len() / 10));
    let worth = |places: &[usize]| (1.0 + told.len() as f32 / places.len() as f32).ln();
    let telling = |one: usize| said[one].iter().filter_map(|word| having.get(word.as_str()));
    let whole: Vec<f32> = (0..told.len()).map(|one| telling(one).map(|places| worth(places)).sum()).collect();
    let likeness = |one: usize, other: usize, shared: f32| {
        let (a, b) = (&told[one], &told[other]);
        let area = match (a.area, b.area) {
            (Some(a), Some(b)) if a == b => SAME_AREA,
            (Some(_), Some(_)) => OTHER_AREA,
            _ => 1.0,
        };
        let category = if a.category.is_some() && a.category == b.category { SAME_CATEGORY } else { 1.0 };
        let (shorter, longer) = (whole[one].min(whole[other]), whole[one].max(whole[other]));
        shared / (SHORTER * shorter + (1.0 - SHORTER) * longer).max(f32::EPSILON) * area * category
    };
    let mut placed = vec![false; told.len()];
    let mut groups = Vec::new();
    // From the first on: whoever is like it and not yet in a group joins it.
    for one in 0..told.len() {
        if placed[one] {
            continue;
        }
        let mut shared: HashMap<usize, f32> = HashMap::new();
        for places in telling(one) {
            let worth = worth(places);
            for other in places.iter().filter(|other| **other > one && !placed[**other]) {
                *shared.entry(*other).or_default() += worth;
            }
        }
        let alike = shared.into_iter().map(|(other, shared)| (other, likeness(one, other, shared)));
        let mut group: Vec<(usize, f32)> =
            alike.filter(|(other, score)| *score >= least && !parted(one, *other)).collect();
        if group.is_empty() {
            continue;
        }
        group.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        group.truncate(GROUP_CASES - 1);
        group.iter().for_each(|(other, _)| placed[*other] = true);
        group.insert(0, (one, 1.0));
        groups.push(group);
    }
    groups.sort_by_key(|group| core::cmp::Reverse(group.len()));
    groups
}

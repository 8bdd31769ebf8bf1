//! How well cases of one matter are told from their neighbours: the judged set that the product ships with.

use super::{Told, groups};
use std::collections::HashMap;

const JUDGED: &str = include_str!("../../../data/judged/duplicates.txt");

/// How well groups fit to the judged set, from a likeness on.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Fit {
    /// From this likeness on.
    pub likely: f32,
    /// Of the pairs of cases that were put together, those that are one matter.
    pub precision: f32,
    /// Of the pairs of cases that are one matter, those that were put together.
    pub recall: f32,
}

/// The cases of the judged set, and of which matter each is.
fn judged() -> Vec<(usize, Told<'static>)> {
    let (mut matter, mut place) = (0, (None, None));
    let mut cases = Vec::new();
    for line in JUDGED.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match (line.strip_prefix("= "), line.strip_prefix("~ ")) {
            (Some(named), _) => {
                matter += 1;
                place = named.split_once(' ').map_or((Some(named), None), |(area, field)| (Some(area), Some(field)));
            }
            (None, Some(text)) => cases.push((matter, Told { text: text.to_owned(), area: None, category: None })),
            (None, None) => cases.push((matter, Told { text: line.to_owned(), area: place.0, category: place.1 })),
        }
    }
    cases
}

/// How well it does from each of these likenesses on.
pub fn fits(likely: &[f32]) -> Vec<Fit> {
    let (matters, told): (Vec<usize>, Vec<Told<'_>>) = judged().into_iter().unzip();
    let pairs_of = |count: usize| count * count.saturating_sub(1) / 2;
    let mut sizes: HashMap<usize, usize> = HashMap::new();
    matters.iter().for_each(|matter| *sizes.entry(*matter).or_default() += 1);
    let wanted: usize = sizes.values().map(|size| pairs_of(*size)).sum();
    let fit = |least: f32| {
        let (mut together, mut right) = (0, 0);
        for group in groups(&told, least, |_, _| false) {
            together += pairs_of(group.len());
            let mut same: HashMap<usize, usize> = HashMap::new();
            group.iter().for_each(|(place, _)| *same.entry(matters[*place]).or_default() += 1);
            right += same.values().map(|size| pairs_of(*size)).sum::<usize>();
        }
        Fit { likely: least, precision: right as f32 / together.max(1) as f32, recall: right as f32 / wanted as f32 }
    };
    likely.iter().map(|least| fit(*least)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_judged_set_is_told_apart() {
        let fit = fits(&[crate::domain::alike::LIKELY])[0];
        assert!(fit.precision >= 0.95 && fit.recall >= 0.85, "{fit:?}");
    }
}

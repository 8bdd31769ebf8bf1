//! Columns of names as numbers.

use super::schema::column;
use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

/// The names in the columns, numbered over all segments, so that what is counted in several is added up without looking at
/// the names. A name keeps its number while the index is open: there are as many as agencies, places and people.
#[derive(Debug, Default)]
pub(super) struct Numbering([RwLock<Numbered>; column::NAMED.len()]);

/// The names of one column in the order of their numbers.
#[derive(Debug, Default)]
struct Numbered {
    names: Vec<String>,
    numbers: HashMap<String, u32>,
}

impl Numbering {
    /// Looks at the names of a column (its place in [`column::NAMED`]); each stands at its number.
    pub fn read<T>(&self, which: usize, look: impl FnOnce(&[String]) -> T) -> T {
        look(&self.0[which].read().unwrap_or_else(PoisonError::into_inner).names)
    }

    /// Numbers of names, new ones for those not seen before.
    pub(super) fn of(&self, which: usize, names: Vec<String>) -> Vec<u32> {
        let Numbered { names: known, numbers } = &mut *self.0[which].write().unwrap_or_else(PoisonError::into_inner);
        let number = |name: String| {
            *numbers.entry(name).or_insert_with_key(|name| {
                known.push(name.clone());
                // Far fewer than 2³².
                known.len() as u32 - 1
            })
        };
        names.into_iter().map(number).collect()
    }
}

/// A column of names: for each document the number of its name.
#[derive(Debug)]
pub(super) struct Names {
    of: Numbers,
    /// The first number that no document here has.
    pub end: usize,
}

/// Two bytes a document, but where there are more names than those can tell apart.
#[derive(Debug)]
enum Numbers {
    Short(Box<[u16]>),
    Long(Box<[u32]>),
}

impl Names {
    /// By the place of each document's name among the names of the column, and the numbers of these.
    pub(super) fn new(places: &[u64], numbers: &[u32]) -> Self {
        let end = numbers.iter().max().map_or(0, |last| *last as usize + 1);
        let number = |place: &u64| numbers[*place as usize];
        let of = if end <= usize::from(u16::MAX) {
            Numbers::Short(places.iter().map(|place| number(place) as u16).collect())
        } else {
            Numbers::Long(places.iter().map(number).collect())
        };
        Self { of, end }
    }

    /// The number of a document's name.
    pub(super) fn of(&self, doc: u32) -> usize {
        match &self.of {
            Numbers::Short(of) => usize::from(of[doc as usize]),
            Numbers::Long(of) => of[doc as usize] as usize,
        }
    }

    /// Counts documents by the numbers of their names.
    pub(super) fn count(&self, docs: &[u32], counts: &mut [u64]) {
        match &self.of {
            Numbers::Short(of) => docs.iter().for_each(|doc| counts[usize::from(of[*doc as usize])] += 1),
            Numbers::Long(of) => docs.iter().for_each(|doc| counts[of[*doc as usize] as usize] += 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_names_and_many_are_counted_alike() {
        let few = [7, 0, 65_534];
        let many = [7, 0, 65_535];
        for numbers in [few, many] {
            let names = Names::new(&[2, 0, 2, 1, 2], &numbers);
            let mut counts = vec![0; names.end];
            names.count(&[0, 1, 3, 4], &mut counts);
            assert_eq!((counts[7], counts[0], counts[numbers[2] as usize], counts.iter().sum()), (1, 1, 2, 4u64));
            assert_eq!(
                (0..5).map(|doc| names.of(doc)).collect::<Vec<_>>(),
                [2, 0, 2, 1, 2].map(|at| numbers[at] as usize)
            );
            assert_eq!(matches!(names.of, Numbers::Short(_)), numbers == few);
        }
    }
}

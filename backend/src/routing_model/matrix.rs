//! Texts as rows of weighted features, and the vocabulary that numbers the features.

use super::features::{features, words_of};
use rayon::prelude::*;

/// Fingerprints with their numbers, found by one look into an open table.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// Ascending.
    pub prints: Vec<u32>,
    /// (fingerprint, number); 0 is an empty place.
    slots: Vec<(u32, u32)>,
    mask: usize,
}

impl Vocabulary {
    /// Numbers them in their order. `prints` ascends and holds nothing twice.
    pub fn new(prints: Vec<u32>) -> Self {
        let size = (prints.len() * 2).next_power_of_two().max(16);
        let mut all = Self { slots: vec![(0, 0); size], mask: size - 1, prints };
        for (number, &print) in all.prints.iter().enumerate() {
            let mut at = all.place(print);
            while all.slots[at].0 != 0 {
                at = (at + 1) & all.mask;
            }
            all.slots[at] = (print, number as u32);
        }
        all
    }

    const fn place(&self, print: u32) -> usize {
        (print >> 2).wrapping_mul(0x9e37_79b1) as usize & self.mask
    }

    /// The number of a fingerprint.
    pub fn number(&self, print: u32) -> Option<u32> {
        let mut at = self.place(print);
        loop {
            match *self.slots.get(at)? {
                (0, _) => return None,
                (found, number) if found == print => return Some(number),
                _ => at = (at + 1) & self.mask,
            }
        }
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.prints.len()
    }
}

/// Each text as the fingerprints it has, ascending, with how often.
pub type Counted = Vec<(u32, u16)>;

/// Counts the features of a text.
pub fn count(text: &str) -> Counted {
    let mut prints = Vec::with_capacity(text.len() / 2);
    features(text, |found| prints.push(found.print));
    prints.sort_unstable();
    let mut out: Counted = Vec::with_capacity(prints.len());
    for print in prints {
        match out.last_mut() {
            Some((last, n)) if *last == print => *n = n.saturating_add(1),
            _ => out.push((print, 1)),
        }
    }
    out
}

/// The features worth numbering, with the number of texts that have them: rows of up to `once` words, and longer ones
/// that stand in two texts at least. Where these are more than `most`, the rarest are left out until it is enough.
pub fn frequent(texts: &[&Counted], once: usize, most: usize) -> Vec<(u32, u32)> {
    let mut all: Vec<u32> = Vec::with_capacity(texts.iter().map(|t| t.len()).sum());
    for text in texts {
        all.extend(text.iter().map(|(print, _)| *print));
    }
    all.par_sort_unstable();
    let mut found: Vec<(u32, u32)> = Vec::new();
    for same in all.chunk_by(|a, b| a == b) {
        let texts = same.len() as u32;
        if texts > 1 || words_of(same[0]) <= once {
            found.push((same[0], texts));
        }
    }
    let mut least = 2;
    while found.len() > most {
        found.retain(|(_, texts)| *texts >= least);
        least += 1;
    }
    found
}

/// Smoothed inverse document frequency, as everybody computes it: a feature in every text still counts a little.
pub fn idf(texts: usize, having: u32) -> f32 {
    ((1.0 + texts as f32) / (1.0 + having as f32)).ln() + 1.0
}

/// Rows of (feature, weight), one after the other.
#[derive(Debug, Clone, Default)]
pub struct Matrix {
    starts: Vec<usize>,
    cells: Vec<(u32, f32)>,
}

impl Matrix {
    /// Weighs counted texts: 1 + ln(count), times idf, each row of length one.
    pub fn new(texts: &[&Counted], vocabulary: &Vocabulary, idf: &[f32]) -> Self {
        let mut all = Self { starts: vec![0], cells: Vec::new() };
        for text in texts {
            let from = all.cells.len();
            all.cells.extend(text.iter().filter_map(|(print, n)| {
                let number = vocabulary.number(*print)?;
                Some((number, (1.0 + f32::from(*n).ln()) * idf[number as usize]))
            }));
            let norm = all.cells[from..].iter().map(|(_, x)| x * x).sum::<f32>().sqrt();
            if norm > 0.0 {
                all.cells[from..].iter_mut().for_each(|(_, x)| *x /= norm);
            }
            all.starts.push(all.cells.len());
        }
        all
    }

    /// Number of rows.
    pub const fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// One row.
    pub fn row(&self, n: usize) -> &[(u32, f32)] {
        &self.cells[self.starts[n]..self.starts[n + 1]]
    }
}

//! How well a model does on texts it has not seen: accuracy, macro-F1, what it covers above its threshold, whether
//! its probabilities can be believed, and what it takes for what.

use serde::{Deserialize, Serialize};

/// One text judged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    /// The right label; may be one behind those the model knows.
    pub right: usize,
    /// The label suggested.
    pub said: usize,
    /// How sure it was.
    pub probability: f32,
}

/// A bar of the calibration curve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    /// Texts in it.
    pub texts: u64,
    /// Mean of the probabilities given.
    pub said: f64,
    /// Share that was right.
    pub seen: f64,
}

/// One label.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LabelFigures {
    /// Texts that have it.
    pub texts: u64,
    /// Share of its texts that were found.
    pub recall: f64,
    /// Share of what was said to have it that has it.
    pub precision: f64,
    /// Harmonic mean of the two.
    pub f1: f64,
}

/// The figures of a model on judged texts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Texts judged.
    pub texts: u64,
    /// Share that was right.
    pub accuracy: f64,
    /// Mean of F1 over the labels that occur.
    pub macro_f1: f64,
    /// Below this it stays silent.
    pub threshold: f32,
    /// Share of texts at or above the threshold.
    pub coverage: f64,
    /// Share of those that was right.
    pub precision: f64,
    /// Mean distance between what was said and what was seen, weighted by texts.
    pub calibration_error: f64,
    /// Ten bars, from unsure to sure; those without texts are left out.
    pub calibration: Vec<Bar>,
    /// By label.
    pub labels: Vec<LabelFigures>,
    /// (right, said, texts) where there are any, most first.
    pub confusion: Vec<(usize, usize, u64)>,
}

impl Report {
    /// Counts. `labels` is the number of all that occur, those that the model does not know included.
    pub fn new(judged: &[Judged], labels: usize, threshold: f32) -> Self {
        let mut table = std::collections::BTreeMap::<(usize, usize), u64>::new();
        let (mut mine, mut said, mut hits) = (vec![0_u64; labels], vec![0_u64; labels], vec![0_u64; labels]);
        let mut bars = [(0_u64, 0.0_f64, 0_u64); 10];
        let (mut above, mut above_right) = (0_u64, 0_u64);
        for one in judged {
            let right = one.right == one.said;
            said[one.said] += 1;
            mine[one.right] += 1;
            hits[one.right] += u64::from(right);
            *table.entry((one.right, one.said)).or_default() += 1;
            let bar = &mut bars[((one.probability * 10.0) as usize).min(9)];
            *bar = (bar.0 + 1, bar.1 + f64::from(one.probability), bar.2 + u64::from(right));
            if one.probability >= threshold {
                above += 1;
                above_right += u64::from(right);
            }
        }
        let texts = judged.len() as u64;
        let share = |part: u64, all: u64| if all == 0 { 0.0 } else { part as f64 / all as f64 };
        let labels: Vec<LabelFigures> = (0..labels)
            .map(|k| LabelFigures {
                texts: mine[k],
                recall: share(hits[k], mine[k]),
                precision: share(hits[k], said[k]),
                f1: share(2 * hits[k], mine[k] + said[k]),
            })
            .collect();
        // A label counts that occurs or was suggested.
        let counted: Vec<f64> =
            labels.iter().zip(&said).filter(|(l, said)| l.texts + **said > 0).map(|(l, _)| l.f1).collect();
        let calibration: Vec<Bar> = bars
            .iter()
            .filter(|(n, ..)| *n > 0)
            .map(|&(n, sum, right)| Bar { texts: n, said: sum / n as f64, seen: share(right, n) })
            .collect();
        let mut confusion: Vec<(usize, usize, u64)> = table.into_iter().map(|((a, b), n)| (a, b, n)).collect();
        confusion.sort_by_key(|&(right, said, n)| (std::cmp::Reverse(n), right, said));
        Self {
            texts,
            accuracy: share(hits.iter().sum(), texts),
            macro_f1: counted.iter().sum::<f64>() / counted.len().max(1) as f64,
            threshold,
            coverage: share(above, texts),
            precision: share(above_right, above),
            calibration_error: calibration.iter().map(|b| (b.said - b.seen).abs() * b.texts as f64).sum::<f64>()
                / (texts.max(1)) as f64,
            calibration,
            labels,
            confusion,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_a_small_table() {
        let one = |right, said, probability| Judged { right, said, probability };
        let judged = [one(0, 0, 0.95), one(0, 0, 0.9), one(0, 1, 0.4), one(1, 1, 0.8), one(1, 0, 0.55)];
        let report = Report::new(&judged, 3, 0.7);
        assert_eq!(report.texts, 5);
        assert!((report.accuracy - 0.6).abs() < 1e-9);
        // F1 of the first 4/6, of the second 2/4; the third does not occur.
        assert!((report.macro_f1 - (2.0 / 3.0 + 0.5) / 2.0).abs() < 1e-9);
        assert!((report.coverage - 0.6).abs() < 1e-9 && (report.precision - 1.0).abs() < 1e-9);
        assert_eq!(report.confusion[0], (0, 0, 2));
        assert_eq!(report.confusion.iter().map(|c| c.2).sum::<u64>(), 5);
    }

    #[test]
    fn nothing_judged_is_no_division_by_zero() {
        let report = Report::new(&[], 2, 0.5);
        assert_eq!((report.texts, report.accuracy, report.macro_f1), (0, 0.0, 0.0));
    }
}

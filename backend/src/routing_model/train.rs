//! Learning: texts with their labels become a model. How hard the classifier holds on to each text is chosen on
//! held-out thirds, and the same thirds show how far its scores can be believed.

use super::calibrate::Calibration;
use super::matrix::{Counted, Matrix, Vocabulary, count, frequent, idf};
use super::model::Model;
use super::solver::{Plane, Random, separate};
use rayon::prelude::*;

/// A text and where it belongs.
#[derive(Debug, Clone, Copy)]
pub struct Example<'a> {
    /// The text, title and all.
    pub text: &'a str,
    /// Its label.
    pub label: &'a str,
}

/// How to learn.
#[derive(Debug, Clone, Copy)]
pub struct TrainOptions {
    /// The same seed and examples give the same model.
    pub seed: u64,
    /// The model is pruned to this many bytes.
    pub most_bytes: usize,
}

impl Default for TrainOptions {
    fn default() -> Self {
        Self { seed: 1, most_bytes: 16_000_000 }
    }
}

/// What came out.
#[derive(Debug, Clone)]
pub struct Trained {
    /// The model.
    pub model: Model,
    /// How it was learned.
    pub setup: Setup,
}

/// What is chosen for each set of texts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Setup {
    /// The price of an error.
    pub cost: f32,
    /// Rows of up to so many words count even when one text alone has them.
    pub once: usize,
}

/// What is right for most.
const USUAL: Setup = Setup { cost: 1.0, once: 1 };
/// With more texts than this a pair of words that only one of them has is chance.
const FEW_TEXTS: usize = 20_000;
/// Held-out parts.
const FOLDS: usize = 3;
/// Cells times labels that choosing may look at; beyond it a sample is enough to choose and to calibrate.
const CHOOSING: usize = 120_000_000;
/// Weights held at a time, labels times features.
const MOST_WEIGHTS: usize = 60_000_000;

/// Learns. `None` when there is no example, or more labels than fit into 16 bits.
pub fn train(examples: &[Example<'_>], options: TrainOptions) -> Option<Trained> {
    let mut labels: Vec<&str> = examples.iter().map(|e| e.label).collect();
    labels.sort_unstable();
    labels.dedup();
    if labels.is_empty() || labels.len() > usize::from(u16::MAX) {
        return None;
    }
    let right: Vec<u16> = examples.iter().map(|e| labels.binary_search(&e.label).map_or(0, |at| at as u16)).collect();
    let counted: Vec<Counted> = examples.par_iter().map(|e| count(e.text)).collect();
    let task = Task { counted: &counted, right: &right, labels: labels.len(), seed: options.seed };
    let (setup, calibration) = task.choose();
    let everything: Vec<usize> = (0..counted.len()).collect();
    let learned = task.learn(&everything, setup);
    let model =
        Model::assemble(labels.into_iter().map(str::to_owned).collect(), learned, calibration, options.most_bytes);
    Some(Trained { model, setup })
}

/// Planes over a vocabulary.
pub(super) struct Learned {
    pub vocabulary: Vocabulary,
    pub idf: Vec<f32>,
    pub planes: Vec<Plane>,
}

struct Task<'a> {
    counted: &'a [Counted],
    right: &'a [u16],
    labels: usize,
    seed: u64,
}

impl Task<'_> {
    /// The setup that does best on texts held out, and the calibration those texts give.
    fn choose(&self) -> (Setup, Calibration) {
        let sample = self.sample();
        if self.labels < 2 || sample.len() < 2 * FOLDS {
            return (USUAL, Calibration::default());
        }
        let right: Vec<u16> = sample.iter().map(|(n, _)| self.right[*n]).collect();
        let tried = |setup: Setup| {
            let scores = self.held_out(&sample, setup);
            (setup, goodness(&scores, self.labels, &right), scores)
        };
        let mut best = tried(USUAL);
        // One thing after the other, each only when it is better by more than chance would often explain.
        let margin = 0.15 / (sample.len() as f64).sqrt();
        let mut consider = |setup: Setup| {
            let other = tried(setup);
            if other.1 > best.1 + margin {
                best = other;
            }
            best.0
        };
        let mut setup = USUAL;
        if sample.len() <= FEW_TEXTS {
            setup = consider(Setup { once: 2, ..setup });
        }
        if sample.len() <= FEW_TEXTS && setup.once == 2 {
            setup = consider(Setup { once: 3, ..setup });
        }
        consider(Setup { cost: 0.5, ..setup });
        consider(Setup { cost: 2.0, ..setup });
        let (setup, _, scores) = best;
        (setup, Calibration::fit(&scores, self.labels, &right))
    }

    /// Scores of all labels for each text of the sample, by what was learned from the other parts.
    fn held_out(&self, sample: &[(usize, usize)], setup: Setup) -> Vec<f32> {
        let mut scores = vec![0.0_f32; sample.len() * self.labels];
        for fold in 0..FOLDS {
            let known: Vec<usize> = sample.iter().filter(|(_, f)| *f != fold).map(|(n, _)| *n).collect();
            let held: Vec<usize> = (0..sample.len()).filter(|at| sample[*at].1 == fold).collect();
            let learned = self.learn(&known, setup);
            let texts: Vec<&Counted> = held.iter().map(|at| &self.counted[sample[*at].0]).collect();
            let rows = Matrix::new(&texts, &learned.vocabulary, &learned.idf);
            for (row, at) in held.iter().enumerate() {
                for (label, plane) in learned.planes.iter().enumerate() {
                    let score = rows.row(row).iter().map(|(j, x)| plane.weights[*j as usize] * x).sum::<f32>();
                    scores[at * self.labels + label] = score + plane.bias;
                }
            }
        }
        scores
    }

    /// (text, fold) of the texts to choose by: all, or as many of each label as the work allows. Each label is
    /// spread evenly over the folds.
    fn sample(&self) -> Vec<(usize, usize)> {
        let cells: usize = self.counted.iter().map(Vec::len).sum();
        let share = (CHOOSING as f64 / (cells.max(1) * self.labels) as f64).min(1.0);
        let mut random = Random(self.seed ^ 0x5eed);
        let mut of_label: Vec<Vec<usize>> = vec![Vec::new(); self.labels];
        for (n, label) in self.right.iter().enumerate() {
            of_label[usize::from(*label)].push(n);
        }
        let mut out = Vec::new();
        let mut next = 0;
        for mut texts in of_label {
            for at in (1..texts.len()).rev() {
                texts.swap(at, random.below(at + 1));
            }
            texts.truncate(((texts.len() as f64 * share).ceil() as usize).max(6));
            for text in texts {
                out.push((text, next % FOLDS));
                next += 1;
            }
        }
        out.sort_unstable();
        out
    }

    /// One classifier per label. Each is the sum of two: one on the features as they are, one on the features
    /// stretched by how differently the label uses them (Wang and Manning, Baselines and Bigrams, ACL 2012), which
    /// is stronger on short texts where the other is on long ones. The sum is as linear as either.
    fn learn(&self, texts: &[usize], setup: Setup) -> Learned {
        let counted: Vec<&Counted> = texts.iter().map(|n| &self.counted[*n]).collect();
        let found = frequent(&counted, setup.once, MOST_WEIGHTS / self.labels);
        let idf: Vec<f32> = found.iter().map(|(_, having)| idf(texts.len(), *having)).collect();
        let vocabulary = Vocabulary::new(found.into_iter().map(|(print, _)| print).collect());
        let rows = Matrix::new(&counted, &vocabulary, &idf);
        let features = vocabulary.len();
        let mut total = vec![0.0_f32; features];
        for n in 0..rows.len() {
            rows.row(n).iter().for_each(|(j, x)| total[*j as usize] += x);
        }
        let planes = (0..self.labels)
            .into_par_iter()
            .map(|label| {
                let mine: Vec<bool> = texts.iter().map(|n| usize::from(self.right[*n]) == label).collect();
                if !mine.contains(&true) {
                    // Held out altogether: it cannot be suggested.
                    return Plane { weights: vec![0.0; features], bias: -2.0 };
                }
                let seed = self.seed.wrapping_mul(0x9e37).wrapping_add(label as u64);
                let mut plane = separate(&rows, &mine, features, setup.cost, &[], seed);
                if self.labels > 1 {
                    let stretch = stretch(&rows, &mine, &total);
                    let second = separate(&rows, &mine, features, setup.cost, &stretch, seed);
                    plane.bias += second.bias;
                    plane.weights.iter_mut().zip(second.weights).for_each(|(a, b)| *a += b);
                }
                plane
            })
            .collect();
        Learned { vocabulary, idf, planes }
    }
}

/// Squares of the log-count ratios of the features, their mean ratio made one.
fn stretch(rows: &Matrix, mine: &[bool], total: &[f32]) -> Vec<f32> {
    let mut inside = vec![0.0_f32; total.len()];
    for n in (0..rows.len()).filter(|n| mine[*n]) {
        rows.row(n).iter().for_each(|(j, x)| inside[*j as usize] += x);
    }
    let (mut sum_in, mut sum_out) = (0.0_f64, 0.0_f64);
    for (part, all) in inside.iter().zip(total) {
        sum_in += 1.0 + f64::from(*part);
        sum_out += 1.0 + f64::from((all - part).max(0.0));
    }
    let offset = (sum_out / sum_in).ln() as f32;
    let mut ratios: Vec<f32> = inside
        .iter()
        .zip(total)
        .map(|(part, all)| (((1.0 + part) / (1.0 + (all - part).max(0.0))).ln() + offset).abs())
        .collect();
    let mean = ratios.iter().map(|r| f64::from(*r)).sum::<f64>() / ratios.len().max(1) as f64;
    let by = 1.0 / (mean as f32).max(1e-6);
    ratios.iter_mut().for_each(|r| *r = (*r * by).powi(2));
    ratios
}

/// Accuracy and macro-F1, half and half.
fn goodness(scores: &[f32], labels: usize, right: &[u16]) -> f64 {
    let (mut hits, mut mine, mut said) = (vec![0_u32; labels], vec![0_u32; labels], vec![0_u32; labels]);
    for (row, label) in scores.chunks(labels).zip(right) {
        let top = row.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(at, _)| at);
        mine[usize::from(*label)] += 1;
        said[top] += 1;
        hits[top] += u32::from(top == usize::from(*label));
    }
    let f1: Vec<f64> = (0..labels)
        .filter(|k| mine[*k] > 0)
        .map(|k| f64::from(2 * hits[k]) / f64::from((mine[k] + said[k]).max(1)))
        .collect();
    let accuracy = f64::from(hits.iter().sum::<u32>()) / right.len().max(1) as f64;
    (accuracy + f1.iter().sum::<f64>() / f1.len().max(1) as f64) / 2.0
}

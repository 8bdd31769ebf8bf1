//! A learned model: asked for the label of a text, explained, written as bytes and read back. Weights are 16-bit
//! numbers with one scale per label; what that loses is far below what separates two labels.

use super::calibrate::Calibration;
use super::features::features;
use super::matrix::Vocabulary;
use super::train::Learned;
use serde::{Deserialize, Serialize};

/// First bytes of a written model; the last one is the version of the form and of the features.
const MAGIC: &[u8; 8] = b"HAroute\x01";
/// Steps of a written idf.
const IDF_STEPS: f32 = 2048.0;

/// A model.
#[derive(Debug, Clone)]
pub struct Model {
    /// Labels, ascending.
    pub labels: Vec<String>,
    /// How scores are read.
    pub calibration: Calibration,
    vocabulary: Vocabulary,
    idf: Vec<u16>,
    /// By feature, then by label.
    weights: Vec<i16>,
    scales: Vec<f32>,
    biases: Vec<f32>,
}

/// What a model makes of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prediction {
    /// Number of the label.
    pub label: usize,
    /// How sure, 0 to 1.
    pub probability: f32,
}

/// A stretch of a text that spoke for the label.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Deciding {
    /// First byte.
    pub start: usize,
    /// Byte after the last one.
    pub end: usize,
    /// How much of what spoke for it, 0 to 1.
    pub share: f32,
}

/// Room to work in, kept between texts.
#[derive(Debug, Default)]
pub struct Scratch {
    counts: Vec<u16>,
    touched: Vec<u32>,
    scores: Vec<f32>,
}

#[derive(Serialize, Deserialize)]
struct Head {
    labels: Vec<String>,
    calibration: Calibration,
    features: usize,
    scales: Vec<f32>,
    biases: Vec<f32>,
}

impl Model {
    /// Packs what was learned, without the least telling features if it would be more than `most_bytes`.
    pub(super) fn assemble(labels: Vec<String>, learned: Learned, calibration: Calibration, most_bytes: usize) -> Self {
        let Learned { vocabulary, idf, planes } = learned;
        let each = 6 + 2 * labels.len();
        let mut kept: Vec<usize> = (0..vocabulary.len()).collect();
        let most = most_bytes / each;
        if kept.len() > most {
            let telling = |j: usize| planes.iter().map(|p| p.weights[j].abs()).fold(0.0, f32::max) * idf[j];
            kept.sort_by(|a, b| telling(*b).total_cmp(&telling(*a)).then(a.cmp(b)));
            kept.truncate(most);
            kept.sort_unstable();
        }
        let scales: Vec<f32> = planes
            .iter()
            .map(|p| kept.iter().map(|j| p.weights[*j].abs()).fold(f32::MIN_POSITIVE, f32::max) / f32::from(i16::MAX))
            .collect();
        let mut weights = Vec::with_capacity(kept.len() * labels.len());
        for &j in &kept {
            weights.extend(planes.iter().zip(&scales).map(|(p, scale)| (p.weights[j] / scale).round() as i16));
        }
        Self {
            labels,
            calibration,
            idf: kept.iter().map(|j| (idf[*j] * IDF_STEPS).round().min(65_535.0) as u16).collect(),
            vocabulary: Vocabulary::new(kept.iter().map(|j| vocabulary.prints[*j]).collect()),
            weights,
            scales,
            biases: planes.iter().map(|p| p.bias).collect(),
        }
    }

    /// The label of a text. A text without a known word gets the label that is most common, and a low probability.
    pub fn predict(&self, text: &str, scratch: &mut Scratch) -> Prediction {
        self.score(text, scratch);
        let (label, probability) = self.calibration.top(&scratch.scores);
        Prediction { label, probability }
    }

    /// All labels, surest first.
    pub fn ranking(&self, text: &str) -> Vec<Prediction> {
        let mut scratch = Scratch::default();
        self.score(text, &mut scratch);
        let all = self.calibration.all(&scratch.scores);
        all.into_iter().map(|(label, probability)| Prediction { label, probability }).collect()
    }

    /// Scores of all labels into `scratch.scores`; returns the length by which weights were divided.
    fn score(&self, text: &str, scratch: &mut Scratch) -> f32 {
        let Scratch { counts, touched, scores } = scratch;
        counts.resize(self.vocabulary.len(), 0);
        features(text, |found| {
            if let Some(number) = self.vocabulary.number(found.print) {
                let count = &mut counts[number as usize];
                if *count == 0 {
                    touched.push(number);
                }
                *count = count.saturating_add(1);
            }
        });
        scores.clear();
        scores.resize(self.labels.len(), 0.0);
        let mut square = 0.0_f32;
        for &number in touched.iter() {
            let at = number as usize;
            let weight = self.weight(at, counts[at]);
            square += weight * weight;
            counts[at] = 0;
            let row = &self.weights[at * self.labels.len()..][..self.labels.len()];
            scores.iter_mut().zip(row).for_each(|(score, w)| *score += weight * f32::from(*w));
        }
        touched.clear();
        let norm = if square > 0.0 { square.sqrt() } else { 1.0 };
        for ((score, scale), bias) in scores.iter_mut().zip(&self.scales).zip(&self.biases) {
            *score = *score / norm * scale + bias;
        }
        norm
    }

    fn weight(&self, feature: usize, count: u16) -> f32 {
        let tf = if count == 1 { 1.0 } else { 1.0 + f32::from(count).ln() };
        tf * f32::from(self.idf[feature]) / IDF_STEPS
    }

    /// The words that spoke for `label` against the next best one, most telling first, `most` of them, none inside
    /// another. Each stands for all its occurrences and is shown where it stands first.
    pub fn explain(&self, text: &str, label: usize, most: usize) -> Vec<Deciding> {
        let mut scratch = Scratch::default();
        self.score(text, &mut scratch);
        let others = scratch.scores.iter().enumerate().filter(|(k, _)| *k != label);
        let other = others.max_by(|a, b| a.1.total_cmp(b.1)).map(|(k, _)| k);
        let mut seen: std::collections::HashMap<u32, (usize, usize, u16)> = std::collections::HashMap::new();
        features(text, |found| {
            if let Some(number) = self.vocabulary.number(found.print) {
                seen.entry(number).or_insert((found.start, found.end, 0)).2 += 1;
            }
        });
        let of = |feature: usize, k: usize| f32::from(self.weights[feature * self.labels.len() + k]) * self.scales[k];
        let mut all: Vec<(f32, usize, usize)> = seen
            .into_iter()
            .map(|(number, (start, end, count))| {
                let at = number as usize;
                let against = other.map_or(0.0, |k| of(at, k));
                (self.weight(at, count) * (of(at, label) - against), start, end)
            })
            .filter(|(gain, ..)| *gain > 0.0)
            .collect();
        all.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let total: f32 = all.iter().map(|(gain, ..)| gain).sum();
        let mut out: Vec<Deciding> = Vec::new();
        for (gain, start, end) in all {
            // What overlaps speaks of the same place: it is shown once, as wide as the widest.
            if let Some(same) = out.iter_mut().find(|d| d.start < end && start < d.end) {
                *same =
                    Deciding { start: same.start.min(start), end: same.end.max(end), share: same.share + gain / total };
            } else if out.len() < most {
                out.push(Deciding { start, end, share: gain / total });
            }
        }
        out.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.start.cmp(&b.start)));
        out
    }

    /// Number of features.
    pub const fn features(&self) -> usize {
        self.vocabulary.len()
    }

    /// As bytes: a head in JSON, then fingerprints, idf and weights, little-endian.
    pub fn encode(&self) -> Vec<u8> {
        let head = Head {
            labels: self.labels.clone(),
            calibration: self.calibration.clone(),
            features: self.features(),
            scales: self.scales.clone(),
            biases: self.biases.clone(),
        };
        let head = serde_json::to_vec(&head).unwrap_or_default();
        let mut out = Vec::with_capacity(16 + head.len() + self.features() * (6 + 2 * self.labels.len()));
        out.extend_from_slice(MAGIC);
        out.extend_from_slice(&(head.len() as u64).to_le_bytes());
        out.extend_from_slice(&head);
        self.vocabulary.prints.iter().for_each(|print| out.extend_from_slice(&print.to_le_bytes()));
        self.idf.iter().for_each(|idf| out.extend_from_slice(&idf.to_le_bytes()));
        self.weights.iter().for_each(|w| out.extend_from_slice(&w.to_le_bytes()));
        out
    }

    /// Reads it back; `None` when these are not the bytes of a model of this version, or not all of them.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let (length, rest) = rest.split_first_chunk::<8>()?;
        let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
        let head: Head = serde_json::from_slice(rest.get(..length)?).ok()?;
        let rest = rest.get(length..)?;
        let labels = head.labels.len();
        let right = labels > 0 && head.scales.len() == labels && head.biases.len() == labels;
        let wanted = head.features.checked_mul(6_usize.checked_add(labels.checked_mul(2)?)?)?;
        if !right || rest.len() != wanted {
            return None;
        }
        let (prints, rest) = rest.split_at(head.features * 4);
        let (idf, weights) = rest.split_at(head.features * 2);
        let prints: Vec<u32> = prints.as_chunks::<4>().0.iter().map(|b| u32::from_le_bytes(*b)).collect();
        if !prints.is_sorted_by(|a, b| a < b) || prints.first() == Some(&0) {
            return None;
        }
        Some(Self {
            labels: head.labels,
            calibration: head.calibration,
            vocabulary: Vocabulary::new(prints),
            idf: idf.as_chunks::<2>().0.iter().map(|b| u16::from_le_bytes(*b)).collect(),
            weights: weights.as_chunks::<2>().0.iter().map(|b| i16::from_le_bytes(*b)).collect(),
            scales: head.scales,
            biases: head.biases,
        })
    }
}

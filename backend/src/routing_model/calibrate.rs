//! From scores to a probability that can be believed: of the suggestions given with 0.8, eight in ten are right.
//! One temperature for all scores (Guo and others, On Calibration of Modern Neural Networks, 2017), then a
//! monotone curve through what held-out texts showed (pool adjacent violators). Both keep the order, so the
//! label suggested is always the one with the highest score.

use serde::{Deserialize, Serialize};

/// How scores are read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// Scores are multiplied by it before they are compared.
    pub temperature: f32,
    /// (what the scores say, what was seen), both ascending.
    pub knots: Vec<(f32, f32)>,
}

/// Points of the curve at most; more would follow chance.
const MOST_KNOTS: usize = 20;
/// Fewer texts tell nothing about a point.
const LEAST_TEXTS: usize = 15;

impl Default for Calibration {
    fn default() -> Self {
        Self { temperature: 1.0, knots: Vec::new() }
    }
}

impl Calibration {
    /// Learns from held-out texts: their scores by label, one after the other, and the right label of each.
    pub fn fit(scores: &[f32], labels: usize, right: &[u16]) -> Self {
        if right.is_empty() || labels < 2 {
            return Self::default();
        }
        let temperature = temperature(scores, labels, right);
        let mut tops: Vec<(f32, bool)> = scores
            .chunks(labels)
            .zip(right)
            .map(|(row, &label)| {
                let (top, p) = top(row, temperature);
                (p, top == usize::from(label))
            })
            .collect();
        tops.sort_by(|a, b| a.0.total_cmp(&b.0));
        Self { temperature, knots: monotone(&tops) }
    }

    /// The label with the highest score and how sure that is, 0 to 1.
    pub fn top(&self, scores: &[f32]) -> (usize, f32) {
        let (label, p) = top(scores, self.temperature);
        (label, self.seen(p))
    }

    /// The same for every label: what the first leaves is shared among the others by their scores.
    pub fn all(&self, scores: &[f32]) -> Vec<(usize, f32)> {
        let (first, raw) = top(scores, self.temperature);
        let sure = self.seen(raw);
        let rest = (1.0 - raw).max(f32::MIN_POSITIVE);
        let share = |(label, p): (usize, f32)| (label, if label == first { sure } else { p / rest * (1.0 - sure) });
        let mut all: Vec<(usize, f32)> = softmax(scores, self.temperature).enumerate().map(share).collect();
        // Where the curve is less sure than the scores, an alternative must still not stand before the first.
        all.iter_mut().for_each(|(_, p)| *p = p.min(sure));
        all.sort_by(|a, b| (b.0 == first).cmp(&(a.0 == first)).then(b.1.total_cmp(&a.1)));
        all
    }

    fn seen(&self, p: f32) -> f32 {
        let after = self.knots.partition_point(|(x, _)| *x < p);
        match (after.checked_sub(1).and_then(|n| self.knots.get(n)), self.knots.get(after)) {
            (None, None) => p,
            (Some((_, y)), None) => *y,
            // Less sure than any text that was held out: nothing was seen there, so it falls towards nothing.
            (None, Some((x, y))) => y * (p / x.max(f32::MIN_POSITIVE)),
            (Some((x0, y0)), Some((x1, y1))) => y0 + (y1 - y0) * (p - x0) / (x1 - x0).max(f32::MIN_POSITIVE),
        }
    }
}

fn softmax(scores: &[f32], temperature: f32) -> impl Iterator<Item = f32> + '_ {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let total: f32 = scores.iter().map(|s| ((s - most) * temperature).exp()).sum();
    scores.iter().map(move |s| ((s - most) * temperature).exp() / total)
}

fn top(scores: &[f32], temperature: f32) -> (usize, f32) {
    let mut first = 0;
    for (label, score) in scores.iter().enumerate() {
        if *score > scores[first] {
            first = label;
        }
    }
    let total: f32 = scores.iter().map(|s| ((s - scores[first]) * temperature).exp()).sum();
    (first, 1.0 / total)
}

/// The temperature under which the right labels are most likely: golden section on its logarithm.
fn temperature(scores: &[f32], labels: usize, right: &[u16]) -> f32 {
    let loss = |log: f32| -> f64 {
        let temperature = log.exp();
        let one = |(row, label): (&[f32], &u16)| {
            let most = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let total: f32 = row.iter().map(|s| ((s - most) * temperature).exp()).sum();
            f64::from(total.ln() - (row[usize::from(*label)] - most) * temperature)
        };
        scores.chunks(labels).zip(right).map(one).sum()
    };
    let (mut low, mut high) = (-3.0_f32, 4.0_f32);
    for _ in 0..32 {
        let (a, b) = (high - 0.618_034 * (high - low), low + 0.618_034 * (high - low));
        if loss(a) < loss(b) { high = b } else { low = a }
    }
    ((low + high) / 2.0).exp()
}

/// Pool adjacent violators over bins of equal size. `tops` ascends.
fn monotone(tops: &[(f32, bool)]) -> Vec<(f32, f32)> {
    let size = (tops.len() / MOST_KNOTS).max(LEAST_TEXTS);
    // (sum of what was said, right ones, texts)
    let mut blocks: Vec<(f32, f32, f32)> = Vec::new();
    for bin in tops.chunks(size) {
        let said = bin.iter().map(|(p, _)| p).sum::<f32>();
        let right = bin.iter().filter(|(_, right)| *right).count() as f32;
        blocks.push((said, right, bin.len() as f32));
        while let [.., (s0, r0, n0), (s1, r1, n1)] = blocks[..]
            && r0 / n0 >= r1 / n1
        {
            blocks.truncate(blocks.len() - 2);
            blocks.push((s0 + s1, r0 + r1, n0 + n1));
        }
    }
    // One right and one wrong text more: nobody is ever quite sure.
    blocks.into_iter().map(|(said, right, n)| (said / n, (right + 1.0) / (n + 2.0))).fold(
        Vec::new(),
        |mut all, (x, y)| {
            let y = all.last().map_or(y, |&(_, before): &(f32, f32)| y.max(before));
            all.push((x, y));
            all
        },
    )
}

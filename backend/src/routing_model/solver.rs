//! One label against all others: a linear classifier with a squared hinge and a quadratic penalty, solved in the
//! dual by coordinate descent with shrinking (Hsieh, Chang, Lin, Keerthi, Sundararajan: A Dual Coordinate Descent
//! Method for Large-scale Linear SVM, ICML 2008). The same problem that scikit-learn's `LinearSVC` solves.

use super::matrix::Matrix;

/// Rounds at most; the tolerance is reached long before.
const MOST_ROUNDS: usize = 60;
/// Largest violation of the optimality conditions that is let be.
const TOLERANCE: f32 = 0.05;

/// Weights of the features and the constant.
#[derive(Debug, Clone, PartialEq)]
pub struct Plane {
    /// By number of the feature.
    pub weights: Vec<f32>,
    /// Added to every score.
    pub bias: f32,
}

/// Separates the rows for which `mine` holds from the others. `scale` stretches each feature before (squares of
/// the factors; all one when empty), the weights are those of the unstretched features. The same input and
/// `seed` give the same plane.
pub fn separate(rows: &Matrix, mine: &[bool], features: usize, cost: f32, scale: &[f32], seed: u64) -> Plane {
    let slack = 0.5 / cost;
    let stretch = |j: u32| scale.get(j as usize).copied().unwrap_or(1.0);
    let curvature: Vec<f32> = (0..rows.len())
        .map(|i| rows.row(i).iter().map(|(j, x)| x * x * stretch(*j)).sum::<f32>() + 1.0 + slack)
        .collect();
    let mut plane = Plane { weights: vec![0.0; features], bias: 0.0 };
    let mut alpha = vec![0.0_f32; rows.len()];
    let mut order: Vec<u32> = (0..rows.len() as u32).collect();
    let mut active = order.len();
    let mut bound = f32::INFINITY;
    let mut random = Random(seed);
    for _ in 0..MOST_ROUNDS {
        let (mut most, mut least) = (f32::NEG_INFINITY, f32::INFINITY);
        for at in (1..active).rev() {
            order.swap(at, random.below(at + 1));
        }
        let mut at = 0;
        while at < active {
            let i = order[at] as usize;
            let row = rows.row(i);
            let sign = if mine[i] { 1.0 } else { -1.0 };
            let score = plane.bias + row.iter().map(|(j, x)| plane.weights[*j as usize] * x).sum::<f32>();
            let gradient = sign * score - 1.0 + slack * alpha[i];
            let mut projected = gradient;
            if alpha[i] == 0.0 {
                if gradient > bound {
                    active -= 1;
                    order.swap(at, active);
                    continue;
                }
                projected = gradient.min(0.0);
            }
            most = most.max(projected);
            least = least.min(projected);
            if projected.abs() > 1e-6 {
                let before = alpha[i];
                alpha[i] = (before - gradient / curvature[i]).max(0.0);
                let step = (alpha[i] - before) * sign;
                plane.bias += step;
                if scale.is_empty() {
                    row.iter().for_each(|(j, x)| plane.weights[*j as usize] += step * x);
                } else {
                    row.iter().for_each(|(j, x)| plane.weights[*j as usize] += step * x * scale[*j as usize]);
                }
            }
            at += 1;
        }
        if most - least <= TOLERANCE {
            if active == order.len() {
                break;
            }
            // Looks right among those that are left: once more with everybody.
            active = order.len();
            bound = f32::INFINITY;
        } else {
            bound = if most > 0.0 { most } else { f32::INFINITY };
        }
    }
    plane
}

/// SplitMix64: the order of a round must be the same on every machine.
pub struct Random(pub u64);

impl Random {
    /// The next number.
    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`.
    pub const fn below(&mut self, n: usize) -> usize {
        (((self.next() >> 32) * n as u64) >> 32) as usize
    }
}

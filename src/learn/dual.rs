//! One linear separator: this label against all others.
//!
//! L2-regularised squared hinge loss, solved by dual coordinate descent with shrinking (Hsieh, Chang, Lin, Keerthi and
//! Sundararajan, "A dual coordinate descent method for large-scale linear SVM", ICML 2008: algorithm 3, as LIBLINEAR's
//! solver 1). The order of the coordinates comes from a fixed sequence, so the result is the same in every run.

use super::hash::Sequence;
use super::vector::Vector;

/// Where the largest and smallest projected gradient may differ by this much, it is solved (LIBLINEAR's default).
const TOLERANCE: f32 = 0.1;
/// No more passes than this, however hard the labels are to separate.
const MAX_PASSES: usize = 60;

/// An example of the problem: its vector, which side it is on, and its own cost of an error.
pub(super) struct Point<'a> {
    pub vector: &'a Vector,
    pub positive: bool,
    pub cost: f32,
}

/// A separator under way; start from zeros, or from the solution of a similar problem.
pub(super) struct Separator {
    /// One weight a feature, then the bias.
    pub weights: Vec<f32>,
    /// One dual variable a point, zero for points that do not matter.
    pub duals: Vec<f32>,
}

impl Separator {
    /// The separator that knows nothing.
    pub(super) fn new(features: usize, points: usize) -> Separator {
        Separator { weights: vec![0.0; features + 1], duals: vec![0.0; points] }
    }

    /// The signed distance of a ticket.
    pub(super) fn margin(&self, vector: &Vector) -> f32 {
        let bias = self.weights.len() - 1;
        vector.iter().map(|(feature, value)| self.weights[feature as usize] * value).sum::<f32>() + self.weights[bias]
    }

    /// Takes a point out of the problem; solving again then only has to mend what it changed.
    pub(super) fn forget(&mut self, index: usize, point: &Point<'_>) {
        let dual = std::mem::take(&mut self.duals[index]);
        if dual > 0.0 {
            self.shift(point, if point.positive { -dual } else { dual });
        }
    }

    fn shift(&mut self, point: &Point<'_>, step: f32) {
        for (feature, value) in point.vector.iter() {
            self.weights[feature as usize] += step * value;
        }
        let bias = self.weights.len() - 1;
        self.weights[bias] += step;
    }

    /// Solves for the points at `active`.
    pub(super) fn solve(&mut self, points: &[Point<'_>], squares: &[f32], mut active: Vec<u32>) {
        let all = active.len();
        let (mut live, mut bound) = (all, f32::INFINITY);
        let mut sequence = Sequence::new(0);
        for _ in 0..MAX_PASSES {
            let (mut highest, mut lowest) = (f32::NEG_INFINITY, f32::INFINITY);
            for at in 0..live {
                let other = at + sequence.below(live - at);
                active.swap(at, other);
            }
            let mut at = 0;
            while at < live {
                let index = active[at] as usize;
                let point = &points[index];
                let side = if point.positive { 1.0 } else { -1.0 };
                let dual = self.duals[index];
                let slack = 0.5 / point.cost;
                let gradient = side * self.margin(point.vector) - 1.0 + slack * dual;
                if dual == 0.0 && gradient > bound {
                    live -= 1;
                    active.swap(at, live);
                    continue;
                }
                let projected = if dual == 0.0 { gradient.min(0.0) } else { gradient };
                highest = highest.max(projected);
                lowest = lowest.min(projected);
                if projected.abs() > 1e-12 {
                    // The bias is a feature of value 1, hence the one more.
                    let moved = (dual - gradient / (squares[index] + 1.0 + slack)).max(0.0);
                    self.duals[index] = moved;
                    self.shift(point, (moved - dual) * side);
                }
                at += 1;
            }
            if highest - lowest <= TOLERANCE {
                if live == all {
                    break;
                }
                (live, bound) = (all, f32::INFINITY);
            } else {
                bound = if highest <= 0.0 { f32::INFINITY } else { highest };
            }
        }
    }
}

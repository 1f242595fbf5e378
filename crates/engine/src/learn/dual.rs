//! One linear separator: this label against all others.
//!
//! L2-regularised squared hinge loss, solved by dual coordinate descent with shrinking (Hsieh, Chang, Lin, Keerthi and
//! Sundararajan, "A dual coordinate descent method for large-scale linear SVM", ICML 2008: algorithm 3, as LIBLINEAR's
//! solver 1). The points set aside are looked at again twice rather than until nothing moves. The order of the coordinates comes from a fixed sequence, so the result is the same in every run.

use super::hash::Sequence;

/// Where the largest and smallest projected gradient may differ by this much, it is solved (LIBLINEAR's default).
const TOLERANCE: f32 = 0.1;
/// No more passes than this, however hard the labels are to separate.
const MAX_PASSES: usize = 60;

/// Passes over every point after the shrunken problem is solved.
const LAST_PASSES: usize = 2;
/// A point with a margin above this is not a support of a problem that lacks one fold.
const CLOSE: f32 = 1.15;

/// An example of the problem: its features, which side it is on, and its own cost of an error.
pub(super) struct Point<'a> {
    /// Its features in one piece of memory.
    pub row: &'a [(u32, f32)],
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

    /// The signed distance of a point: four sums side by side, since one sum would wait for itself.
    pub(super) fn margin(&self, row: &[(u32, f32)]) -> f32 {
        let weights = self.weights.as_slice();
        let mut sums = [0.0_f32; 4];
        let chunks = row.chunks_exact(4);
        let rest: f32 = chunks.remainder().iter().map(|(feature, value)| weights[*feature as usize] * value).sum();
        for chunk in chunks {
            for (sum, (feature, value)) in sums.iter_mut().zip(chunk) {
                *sum += weights[*feature as usize] * value;
            }
        }
        (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest + weights[weights.len() - 1]
    }

    /// Takes a point out of the problem; solving again then only has to fix what it changed.
    pub(super) fn forget(&mut self, index: usize, point: &Point<'_>) {
        let dual = std::mem::take(&mut self.duals[index]);
        if dual > 0.0 {
            self.shift(point, if point.positive { -dual } else { dual });
        }
    }

    fn shift(&mut self, point: &Point<'_>, step: f32) {
        for &(feature, value) in point.row {
            self.weights[feature as usize] += step * value;
        }
        let bias = self.weights.len() - 1;
        self.weights[bias] += step;
    }

    /// Solves for all points: with shrinking until what is left is solved, then a last look at every point.
    pub(super) fn solve(&mut self, points: &[Point<'_>], squares: &[f32]) {
        let all: Vec<u32> = (0..points.len() as u32).collect();
        self.descend(points, squares, all.clone(), MAX_PASSES);
        self.descend(points, squares, all, LAST_PASSES);
    }

    /// Solves again for the points at `active`, after [`Separator::forget`] took some away.
    pub(super) fn fix(&mut self, points: &[Point<'_>], squares: &[f32], active: Vec<u32>) {
        self.descend(points, squares, active, MAX_PASSES);
    }

    /// The points that hold the separator up or might do so once others are gone. The rest lie so far on their right
    /// side that a fold's worth of change does not reach them.
    pub(super) fn close(&self, points: &[Point<'_>]) -> Vec<u32> {
        let near = |point: &Point<'_>| self.margin(point.row) * if point.positive { 1.0 } else { -1.0 } < CLOSE;
        (0..points.len() as u32).filter(|&index| self.duals[index as usize] > 0.0 || near(&points[index as usize])).collect()
    }

    fn descend(&mut self, points: &[Point<'_>], squares: &[f32], mut active: Vec<u32>, passes: usize) {
        let (mut live, mut bound) = (active.len(), f32::INFINITY);
        let mut sequence = Sequence::new(0);
        for pass in 0..passes {
            let (mut highest, mut lowest) = (f32::NEG_INFINITY, f32::INFINITY);
            // The points come in a shuffled order already; the first pass keeps it and so reads memory from end to end.
            for at in 0..if pass == 0 { 0 } else { live } {
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
                let gradient = side * self.margin(point.row) - 1.0 + slack * dual;
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
                break;
            }
            bound = if highest <= 0.0 { f32::INFINITY } else { highest };
        }
    }
}

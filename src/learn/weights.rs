//! Weights by feature and label, packed for reading.
//!
//! A ticket reads a row for each of its features. The rows lie far apart and seldom in a cache, so that fetching them takes
//! longer than adding them up. A row is therefore one small piece of memory with the weights for the labels of all tasks, in
//! steps of 1/32,767 of the largest of their kind in the row, so that none is off by more than half a step. Where a third of
//! the labels or more have a weight, these stand in the order of the labels without naming them.

use std::iter;

use super::fetch::fetch;

/// Kinds of weight, by what they are multiplied with: the feature's value, its value over the ticket's scale, its count.
pub(super) const KINDS: usize = 3;
pub(super) const PLAIN: usize = 0;
pub(super) const SCALED: usize = 1;
pub(super) const COUNTED: usize = 2;

/// Steps of the largest weight of its kind in a row.
const STEPS: f32 = i16::MAX as f32;
/// Cells before the weights of a row: of each kind the size of a step in two halves, and how many cells have its weights.
const HEAD: usize = 3 * KINDS;
/// Cells in a line of the cache.
const LINE: usize = 32;
/// Rows that are fetched at once: enough to wait for them side by side, few enough to stay in the cache until they are read.
const AT_ONCE: usize = 64;

/// A label's weights of each kind.
pub(super) type Weighed = (u32, [f32; KINDS]);

/// The weights of all features.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Weights {
    labels: usize,
    /// For each feature where its row begins, and one past the last.
    starts: Vec<u32>,
    cells: Vec<u16>,
}

/// The weights of one feature.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'a>([Side<'a>; KINDS]);

/// The weights of one feature and kind.
#[derive(Debug, Clone, Copy, Default)]
struct Side<'a> {
    step: f64,
    /// The labels in ascending order, or nothing where every label has a weight.
    labels: &'a [u16],
    steps: &'a [u16],
}

impl Weights {
    /// Packs the weights of so many features; `weights` puts those of one into the list, in the order of the labels. A label
    /// beyond the 65,536th would get no weight; a taxonomy has room for 17,000.
    pub(super) fn pack(features: u32, labels: usize, mut weights: impl FnMut(u32, &mut Vec<Weighed>)) -> Weights {
        let mut packed = Weights { labels, starts: vec![0], cells: Vec::new() };
        let mut of_feature = Vec::with_capacity(labels);
        for feature in 0..features {
            of_feature.clear();
            weights(feature, &mut of_feature);
            packed.push(&of_feature);
            packed.starts.push(packed.cells.len() as u32);
        }
        packed.cells.shrink_to_fit();
        packed
    }

    fn push(&mut self, weights: &[Weighed]) {
        let head = self.cells.len();
        self.cells.extend([0; HEAD]);
        for kind in 0..KINDS {
            let largest = weights.iter().map(|(_, weight)| weight[kind].abs()).fold(0.0, f32::max);
            if largest == 0.0 {
                continue;
            }
            let step = largest / STEPS;
            let steps =
                weights.iter().map(|(label, weight)| (u16::try_from(*label), (weight[kind] / step).round() as i16 as u16));
            let steps = steps.filter_map(|(label, step)| Some((label.ok()?, step))).filter(|(_, step)| *step != 0);
            let first = self.cells.len();
            if 3 * steps.clone().count() >= self.labels {
                self.cells.extend(iter::repeat_n(0, self.labels));
                steps.for_each(|(label, step)| self.cells[first + usize::from(label)] = step);
            } else {
                self.cells.extend(steps.clone().map(|(label, _)| label));
                self.cells.extend(steps.map(|(_, step)| step));
            }
            let bits = step.to_bits();
            let many = self.cells.len() - first;
            self.cells[head + 3 * kind..][..3].copy_from_slice(&[bits as u16, (bits >> 16) as u16, many as u16]);
        }
    }

    /// The rows of many features, each with its place among them.
    pub(super) fn rows(&self, features: &[u32], mut read: impl FnMut(usize, Row<'_>)) {
        for (nth, some) in features.chunks(AT_ONCE).enumerate() {
            fetch(some.iter().map(|feature| self.starts[*feature as usize]));
            for feature in some {
                fetch(self.cells(*feature).iter().step_by(LINE).map(|cell| u32::from(*cell)));
            }
            (nth * AT_ONCE..).zip(some).for_each(|(place, feature)| read(place, self.row(*feature)));
        }
    }

    fn cells(&self, feature: u32) -> &[u16] {
        let at = feature as usize;
        &self.cells[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    fn row(&self, feature: u32) -> Row<'_> {
        let (head, mut rest) = self.cells(feature).split_at(HEAD);
        let mut row = Row([Side::default(); KINDS]);
        for (side, head) in row.0.iter_mut().zip(head.chunks_exact(3)) {
            let (weights, after) = rest.split_at(usize::from(head[2]));
            // Named weights are fewer than a third of the labels, and so take fewer cells than there are labels.
            let (labels, steps) = weights.split_at(if weights.len() < self.labels { weights.len() / 2 } else { 0 });
            let step = f64::from(f32::from_bits(u32::from(head[0]) | u32::from(head[1]) << 16));
            (*side, rest) = (Side { step, labels, steps }, after);
        }
        row
    }
}

impl Row<'_> {
    /// Adds each weight, times the factor of its kind, to the sum of its label: plain and scaled ones together, counted ones
    /// apart.
    pub(super) fn add(&self, factors: [f64; KINDS], valued: &mut [f64], counted: &mut [f64]) {
        self.0[PLAIN].add(factors[PLAIN], valued);
        self.0[SCALED].add(factors[SCALED], valued);
        self.0[COUNTED].add(factors[COUNTED], counted);
    }

    /// The weights of a label, of each kind.
    pub(super) fn of(&self, label: u16) -> [f64; KINDS] {
        self.0.map(|side| side.of(label))
    }
}

impl Side<'_> {
    fn add(&self, factor: f64, sums: &mut [f64]) {
        let factor = factor * self.step;
        let weight = |step: &u16| factor * f64::from(*step as i16);
        if self.labels.is_empty() {
            sums.iter_mut().zip(self.steps).for_each(|(sum, step)| *sum += weight(step));
        } else {
            self.labels.iter().zip(self.steps).for_each(|(label, step)| sums[usize::from(*label)] += weight(step));
        }
    }

    fn of(&self, label: u16) -> f64 {
        if self.steps.is_empty() {
            return 0.0;
        }
        let at = if self.labels.is_empty() { Some(usize::from(label)) } else { self.labels.binary_search(&label).ok() };
        at.and_then(|at| self.steps.get(at)).map_or(0.0, |step| self.step * f64::from(*step as i16))
    }
}

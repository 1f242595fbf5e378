//! Weights by feature, task and label, packed for reading.
//!
//! A ticket reads a row for each of its features. The rows lie far apart and seldom in a cache, so that fetching them takes
//! many times as long as adding them up. A row is therefore one small piece of memory with the weights of all tasks, in
//! steps of 1/32,767 of the largest of their kind in the row, so that none is off by more than half a step. Where half of the
//! labels or more have a weight, these stand in the order of the labels without naming them.

use std::iter;

use super::fetch::fetch;

/// Kinds of weight, by what they are multiplied with: the feature's value, its value over the ticket's scale, its count.
pub(super) const KINDS: usize = 3;
pub(super) const PLAIN: usize = 0;
pub(super) const SCALED: usize = 1;
pub(super) const COUNTED: usize = 2;

/// Steps of the largest weight of its kind in a row.
const STEPS: f32 = i16::MAX as f32;
/// Cells in a line of the cache.
const LINE: usize = 32;
/// Rows that are fetched at once: enough to wait for them side by side, few enough to stay in the cache until they are read.
const AT_ONCE: usize = 64;

/// A label's weights of each kind.
pub(super) type Weighed = (u32, [f32; KINDS]);

/// The weights of every task.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Weights {
    /// For each task, its number of labels.
    labels: Vec<usize>,
    /// For each feature where its row begins, and one past the last.
    starts: Vec<u32>,
    /// Row by row and task by task: which kinds there are; then, kind by kind, the size of a step, the number of weights, the
    /// labels unless all have one, the weights.
    cells: Vec<u16>,
}

/// The weights of one feature.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'a> {
    /// For each task, its number of labels.
    labels: &'a [usize],
    cells: &'a [u16],
}

/// The weights of one kind, feature and task.
#[derive(Debug, Clone, Copy, Default)]
struct Side<'a> {
    step: f64,
    /// The labels in ascending order, or nothing where every label has a weight.
    labels: &'a [u16],
    steps: &'a [u16],
}

impl Weights {
    /// These weights and those of one more task of so many labels; `weights` puts a feature's into the list, in the order of
    /// the labels. A label beyond the 65,536th would get no weight; a taxonomy has room for 17,000.
    pub(super) fn with(&self, labels: usize, features: u32, mut weights: impl FnMut(u32, &mut Vec<Weighed>)) -> Weights {
        let all = self.labels.iter().copied().chain([labels]).collect();
        let mut joined = Weights { labels: all, starts: vec![0], cells: Vec::with_capacity(self.cells.len()) };
        let mut own = Vec::with_capacity(labels);
        for feature in 0..features {
            own.clear();
            weights(feature, &mut own);
            joined.cells.extend(self.row(feature).cells);
            write(&mut joined.cells, labels, &own);
            joined.starts.push(joined.cells.len() as u32);
        }
        joined.cells.shrink_to_fit();
        joined
    }

    /// The rows of many features, in their order, each with its place among them.
    pub(super) fn rows<'a>(&'a self, features: &'a [u32]) -> impl Iterator<Item = (usize, Row<'a>)> {
        features.chunks(AT_ONCE).enumerate().flat_map(|(nth, features)| {
            fetch(features.iter().filter_map(|feature| self.starts.get(*feature as usize)).copied());
            let lines = features.iter().flat_map(|feature| self.row(*feature).cells.chunks(LINE));
            fetch(lines.map(|line| u32::from(line[0])));
            (nth * AT_ONCE..).zip(features).map(|(place, feature)| (place, self.row(*feature)))
        })
    }

    /// The weights of a feature; none for one that is not there.
    fn row(&self, feature: u32) -> Row<'_> {
        let bounds = self.starts.get(feature as usize..feature as usize + 2);
        let cells = bounds.map_or(&[][..], |bounds| &self.cells[bounds[0] as usize..bounds[1] as usize]);
        Row { labels: &self.labels, cells }
    }
}

/// Writes one task's weights of one feature.
fn write(cells: &mut Vec<u16>, labels: usize, weights: &[Weighed]) {
    let kinds = cells.len();
    cells.push(0);
    for kind in 0..KINDS {
        let largest = weights.iter().map(|(_, weight)| weight[kind].abs()).fold(0.0, f32::max);
        let step = largest / STEPS;
        let steps = weights.iter().map(|(label, weight)| (u16::try_from(*label), (weight[kind] / step).round() as i16 as u16));
        let steps = steps.filter_map(|(label, step)| Some((label.ok()?, step))).filter(|(_, step)| *step != 0);
        let many = steps.clone().count();
        if many == 0 {
            continue;
        }
        cells[kinds] |= 1 << kind;
        cells.extend([step.to_bits() as u16, (step.to_bits() >> 16) as u16]);
        if 2 * many < labels {
            cells.push(many as u16);
            cells.extend(steps.clone().map(|(label, _)| label));
            cells.extend(steps.map(|(_, step)| step));
        } else {
            cells.push(labels as u16);
            let first = cells.len();
            cells.extend(iter::repeat_n(0, labels));
            steps.for_each(|(label, step)| cells[first + usize::from(label)] = step);
        }
    }
}

impl Row<'_> {
    /// Adds each weight, times the factor of its kind, to the sum of its label: plain and scaled ones together, counted ones
    /// apart.
    pub(super) fn add(mut self, factors: [f64; KINDS], sums: &mut [TaskSums]) {
        for (sums, labels) in sums.iter_mut().zip(self.labels) {
            let [plain, scaled, counted] = read(&mut self.cells, *labels);
            plain.add(factors[PLAIN], &mut sums.valued);
            scaled.add(factors[SCALED], &mut sums.valued);
            counted.add(factors[COUNTED], &mut sums.counted);
        }
    }

    /// The weights of the labels that are wanted of each task, each times the factors of its label and those of the feature.
    pub(super) fn weigh(mut self, wanted: &[Vec<Wanted>], factors: [f64; KINDS], mut weight: impl FnMut(usize, f64)) {
        for (wanted, many) in wanted.iter().zip(self.labels) {
            let sides = read(&mut self.cells, *many);
            for Wanted { score, label, factors: own } in wanted {
                weight(*score, (0..KINDS).map(|kind| sides[kind].of(*label) * own[kind] * factors[kind]).sum());
            }
        }
    }
}

/// Reads one task's weights off the front of a row.
fn read<'a>(cells: &mut &'a [u16], labels: usize) -> [Side<'a>; KINDS] {
    let mut sides = [Side::default(); KINDS];
    let Some((kinds, mut rest)) = cells.split_first() else { return sides };
    for (kind, side) in sides.iter_mut().enumerate() {
        if kinds >> kind & 1 == 0 {
            continue;
        }
        let [low, high, many, ref weights @ ..] = *rest else { break };
        let many = usize::from(many);
        let (names, weights) = weights.split_at(if many < labels { many } else { 0 });
        let step = f64::from(f32::from_bits(u32::from(low) | u32::from(high) << 16));
        (*side, rest) = (Side { step, labels: names, steps: &weights[..many] }, &weights[many..]);
    }
    *cells = rest;
    sides
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

    fn of(&self, label: u32) -> f64 {
        let at = match u16::try_from(label) {
            _ if self.labels.is_empty() => Some(label as usize),
            Ok(label) => self.labels.binary_search(&label).ok(),
            Err(_) => None,
        };
        at.and_then(|at| self.steps.get(at)).map_or(0.0, |step| self.step * f64::from(*step as i16))
    }
}

/// A label whose weights are wanted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    /// The number of the score it is a part of.
    pub score: usize,
    pub label: u32,
    pub factors: [f64; KINDS],
}

/// Sums of one task by label.
#[derive(Debug, Clone)]
pub(super) struct TaskSums {
    /// Of plain and scaled weights.
    pub valued: Vec<f64>,
    /// Of counted weights.
    pub counted: Vec<f64>,
}

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
    /// beyond the 65,535th would get no weight; a taxonomy has room for 17,000.
    pub(super) fn pack(features: u32, labels: usize, mut weights: impl FnMut(u32, &mut Vec<Weighed>)) -> Weights {
        let mut packed = Weights { labels: labels.min(usize::from(u16::MAX)), starts: vec![0], cells: Vec::new() };
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
            let known = weights.iter().take_while(|(label, _)| (*label as usize) < self.labels);
            let steps = known.map(|(label, weight)| (*label as u16, (weight[kind] / step).round() as i16 as u16));
            let steps = steps.filter(|(_, step)| *step != 0);
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
            fetch(some.iter().filter_map(|feature| self.starts.get(*feature as usize)).copied());
            for feature in some {
                fetch(self.cells(*feature).iter().step_by(LINE).map(|cell| u32::from(*cell)));
            }
            (nth * AT_ONCE..).zip(some).for_each(|(place, feature)| read(place, self.row(*feature)));
        }
    }

    /// The row of a feature; none where no weight was packed at all.
    fn cells(&self, feature: u32) -> &[u16] {
        let bounds = self.starts.get(feature as usize..feature as usize + 2);
        bounds.map_or(&[], |bounds| &self.cells[bounds[0] as usize..bounds[1] as usize])
    }

    fn row(&self, feature: u32) -> Row<'_> {
        let mut row = Row([Side::default(); KINDS]);
        let Some((head, mut rest)) = self.cells(feature).split_at_checked(HEAD) else { return row };
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

#[cfg(test)]
mod tests {
    use super::super::hash::Sequence;
    use super::{KINDS, Weighed, Weights};

    /// Of each label a weight of each kind with one chance in `rarely`.
    fn weights(labels: u32, rarely: usize, dice: &mut Sequence) -> Vec<Weighed> {
        let mut weight = || if dice.below(rarely) == 0 { dice.below(20_001) as f32 / 1e4 - 1.0 } else { 0.0 };
        (0..labels).map(|label| (label, std::array::from_fn(|_| weight()))).collect()
    }

    #[test]
    fn no_weight_is_off_by_more_than_half_a_step_and_sums_are_those_of_the_weights() {
        let mut dice = Sequence::new(1);
        for labels in [1, 2, 3, 7, 40, 200] {
            let rows: Vec<Vec<Weighed>> = [1, 2, 5, 50, 5_000].map(|rarely| weights(labels, rarely, &mut dice)).into();
            let packed = Weights::pack(rows.len() as u32, labels as usize, |feature, all| all.extend(&rows[feature as usize]));
            let mut seen = 0;
            packed.rows(&(0..rows.len() as u32).collect::<Vec<_>>(), |place, row| {
                let (mut valued, mut counted) = (vec![0.0; labels as usize], vec![0.0; labels as usize]);
                row.add([2.0, 3.0, 5.0], &mut valued, &mut counted);
                let largest: [f32; KINDS] =
                    std::array::from_fn(|kind| rows[place].iter().map(|(_, weight)| weight[kind].abs()).fold(0.0, f32::max));
                for (label, weight) in &rows[place] {
                    let [plain, scaled, of_count] = row.of(*label as u16);
                    for (kind, read) in [plain, scaled, of_count].into_iter().enumerate() {
                        let off = (read - f64::from(weight[kind])).abs();
                        assert!(off <= f64::from(largest[kind]) / 65_534.0 + 1e-7, "{labels} labels, row {place}: off by {off}");
                    }
                    let label = *label as usize;
                    assert!((valued[label] - 2.0 * plain - 3.0 * scaled).abs() < 1e-12);
                    assert!((counted[label] - 5.0 * of_count).abs() < 1e-12);
                }
                seen += 1;
            });
            assert_eq!(seen, rows.len());
        }
    }

    #[test]
    fn where_nothing_was_packed_nothing_is_read() {
        Weights::default().rows(&[0, 7], |_, row| assert_eq!(row.of(0), [0.0; KINDS]));
    }
}

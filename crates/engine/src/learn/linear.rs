//! The linear part: one separator a label, and what each would have said of examples it was not shown.
//!
//! Labels are solved side by side; each is solved alone, so the number of threads cannot change a weight.

use rayon::prelude::*;

use super::cases::Cases;
use super::dual::{Point, Separator};
use super::hash::extend;
use super::rows::Rows;

/// The cost of an error of an example that counts 1, of a vector of square 1.25; 2 would be LIBLINEAR's usual 1.
const COST: f32 = 1.6;
/// Weights nearer to zero than this are dropped.
const NEGLIGIBLE: f32 = 1e-3;

/// One weight a feature and label, and a bias a label.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Linear {
    pub rows: Rows,
    pub biases: Vec<f32>,
}

/// One label's separator: its weights by feature, its bias, and the held-out margins of the cases.
type Solved = (Vec<(u32, f32)>, f32, Vec<f32>);

impl Linear {
    /// Trains on all cases, and for each held-out case keeps the margins of separators that never saw its fold:
    /// `held[case * labels + label]`, zeros for cases that are never held out.
    pub(super) fn train(cases: &Cases<'_>, packed: &Packed, features: usize) -> (Linear, Vec<f32>) {
        let solved: Vec<Solved> =
            (0..cases.labels).into_par_iter().map(|label| one_label(cases, packed, features, label)).collect();
        let mut held = vec![0.0; cases.len() * cases.labels];
        let (mut columns, mut biases) = (Vec::with_capacity(cases.labels), Vec::with_capacity(cases.labels));
        for (label, (column, bias, margins)) in solved.into_iter().enumerate() {
            columns.push(column);
            biases.push(bias);
            for (case, margin) in packed.order.iter().zip(margins) {
                held[case * cases.labels + label] = margin;
            }
        }
        (Linear { rows: Rows::from_columns(features, &columns), biases }, held)
    }
}

/// The cases' features in one piece of memory, in an order shuffled once for all labels.
pub(super) struct Packed {
    /// The case at each place.
    order: Vec<usize>,
    starts: Vec<usize>,
    entries: Vec<(u32, f32)>,
    /// Squared length of each place's vector.
    squares: Vec<f32>,
}

impl Packed {
    pub(super) fn shuffled(cases: &Cases<'_>) -> Packed {
        let mut order: Vec<usize> = (0..cases.len()).collect();
        order.sort_by_key(|&case| (extend(2, case as u64), case));
        let mut packed = Packed { order, starts: vec![0], entries: Vec::new(), squares: Vec::new() };
        for &case in &packed.order {
            packed.entries.extend(cases.vectors[case].iter());
            packed.starts.push(packed.entries.len());
            packed.squares.push(cases.vectors[case].square());
        }
        packed
    }

    /// The features of the case at a place.
    fn row(&self, place: usize) -> &[(u32, f32)] {
        &self.entries[self.starts[place]..self.starts[place + 1]]
    }
}

/// The weights of one label, its bias, and its margin for each place as a separator without that case's fold gives it.
fn one_label(cases: &Cases<'_>, packed: &Packed, features: usize, label: usize) -> Solved {
    let squares = &packed.squares;
    let own = cases.label.iter().filter(|other| **other as usize == label).count();
    // A label of few examples is outnumbered: its own errors cost more, by the fourth root of the odds.
    let odds = (cases.len() as f32 / own.max(1) as f32).sqrt().sqrt();
    let points: Vec<Point<'_>> = packed
        .order
        .iter()
        .enumerate()
        .map(|(place, &case)| {
            let positive = cases.label[case] as usize == label;
            let cost = COST * cases.weight[case] * if positive { odds } else { 1.0 };
            Point { row: packed.row(place), positive, cost }
        })
        .collect();
    let mut full = Separator::new(features, points.len());
    full.solve(&points, squares);
    let close = if cases.folds == 0 { Vec::new() } else { full.close(&points) };
    let mut margins = vec![0.0; if cases.folds == 0 { 0 } else { points.len() }];
    for fold in 0..cases.folds {
        let inside: Vec<u32> =
            (0..points.len() as u32).filter(|&at| cases.fold[packed.order[at as usize]] == Some(fold)).collect();
        let outside = close.iter().copied().filter(|&at| cases.fold[packed.order[at as usize]] != Some(fold)).collect();
        let mut part = Separator { weights: full.weights.clone(), duals: full.duals.clone() };
        for &at in &inside {
            part.forget(at as usize, &points[at as usize]);
        }
        part.fix(&points, squares, outside);
        for &at in &inside {
            margins[at as usize] = part.margin(points[at as usize].row);
        }
    }
    let bias = full.weights.last().copied().unwrap_or(0.0);
    let column = full.weights[..features]
        .iter()
        .enumerate()
        .filter(|(_, weight)| weight.abs() >= NEGLIGIBLE)
        .map(|(feature, weight)| (feature as u32, *weight))
        .collect();
    (column, bias, margins)
}

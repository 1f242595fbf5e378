//! The linear part: one separator a label, and what each would have said of examples it was not shown.
//!
//! Labels are solved side by side; each is solved alone, so the number of threads cannot change a weight.

use rayon::prelude::*;

use super::cases::Cases;
use super::dual::{Point, Separator};
use super::rows::Rows;

/// The cost of an error of an example that counts 1.
const COST: f32 = 1.0;
/// Weights nearer to zero than this are dropped.
const NEGLIGIBLE: f32 = 1e-3;

/// One weight a feature and label, and a bias a label.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Linear {
    pub rows: Rows,
    pub biases: Vec<f32>,
}

impl Linear {
    /// Trains on all cases, and for each held-out case keeps the margins of separators that never saw its fold:
    /// `held[case * labels + label]`, zeros for cases that are never held out.
    pub(super) fn train(cases: &Cases<'_>, features: usize) -> (Linear, Vec<f32>) {
        let squares: Vec<f32> = cases.vectors.iter().map(|vector| vector.square()).collect();
        let solved: Vec<(Vec<(u32, f32)>, f32, Vec<f32>)> =
            (0..cases.labels).into_par_iter().map(|label| one_label(cases, features, &squares, label)).collect();
        let mut held = vec![0.0; cases.len() * cases.labels];
        let (mut columns, mut biases) = (Vec::with_capacity(cases.labels), Vec::with_capacity(cases.labels));
        for (label, (column, bias, margins)) in solved.into_iter().enumerate() {
            columns.push(column);
            biases.push(bias);
            for (case, margin) in margins.into_iter().enumerate() {
                held[case * cases.labels + label] = margin;
            }
        }
        (Linear { rows: Rows::from_columns(features, &columns), biases }, held)
    }
}

/// The weights of one label, its bias, and its margin for each case as a separator without the case's fold gives it.
fn one_label(cases: &Cases<'_>, features: usize, squares: &[f32], label: usize) -> (Vec<(u32, f32)>, f32, Vec<f32>) {
    let points: Vec<Point<'_>> = (0..cases.len())
        .map(|case| Point {
            vector: cases.vectors[case],
            positive: cases.label[case] as usize == label,
            cost: COST * cases.weight[case],
        })
        .collect();
    let mut full = Separator::new(features, points.len());
    full.solve(&points, squares, (0..points.len() as u32).collect());
    let mut margins = vec![0.0; if cases.folds == 0 { 0 } else { points.len() }];
    for fold in 0..cases.folds {
        let (outside, inside): (Vec<u32>, Vec<u32>) =
            (0..points.len() as u32).partition(|&case| cases.fold[case as usize] != Some(fold));
        let mut part = Separator { weights: full.weights.clone(), duals: full.duals.clone() };
        for &case in &inside {
            part.forget(case as usize, &points[case as usize]);
        }
        part.solve(&points, squares, outside);
        for &case in &inside {
            margins[case as usize] = part.margin(points[case as usize].vector);
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

//! Feature-major sparse weights: for each feature the labels it speaks for or against.
//!
//! Scoring a ticket costs its own features only, whatever the size of the vocabulary.

/// Weights by feature, then label.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Rows {
    starts: Vec<u32>,
    labels: Vec<u32>,
    weights: Vec<f32>,
}

impl Rows {
    /// Turns columns, one a label with its (feature, weight) pairs, into rows.
    pub(super) fn from_columns(features: usize, columns: &[Vec<(u32, f32)>]) -> Rows {
        let mut starts = vec![0; features + 1];
        for &(feature, _) in columns.iter().flatten() {
            starts[feature as usize + 1] += 1;
        }
        for feature in 0..features {
            starts[feature + 1] += starts[feature];
        }
        let total = starts[features] as usize;
        let (mut labels, mut weights) = (vec![0; total], vec![0.0; total]);
        let mut next = starts.clone();
        for (label, column) in columns.iter().enumerate() {
            for &(feature, weight) in column {
                let at = next[feature as usize] as usize;
                labels[at] = label as u32;
                weights[at] = weight;
                next[feature as usize] += 1;
            }
        }
        Rows { starts, labels, weights }
    }

    /// The labels and weights of a feature; nothing for a feature that is not there.
    pub(super) fn of(&self, feature: u32) -> impl ExactSizeIterator<Item = (u32, f32)> + '_ {
        let at = |index: usize| self.starts.get(index).map_or(0, |start| *start as usize);
        let (start, end) = (at(feature as usize), at(feature as usize + 1));
        let range = if start <= end { start..end } else { 0..0 };
        self.labels[range.clone()].iter().copied().zip(self.weights[range].iter().copied())
    }

    /// Adds the feature's weights, times `value`, to the score of each label.
    pub(super) fn add(&self, feature: u32, value: f64, scores: &mut [f64]) {
        for (label, weight) in self.of(feature) {
            scores[label as usize] += value * f64::from(weight);
        }
    }

    /// Replaces each weight by `with(feature, label, weight)`.
    pub(super) fn map(&mut self, with: impl Fn(u32, u32, f32) -> f32) {
        for feature in 0..self.starts.len().saturating_sub(1) {
            for at in self.starts[feature] as usize..self.starts[feature + 1] as usize {
                self.weights[at] = with(feature as u32, self.labels[at], self.weights[at]);
            }
        }
    }
}

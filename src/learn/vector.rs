//! Sparse vectors: the features of one ticket that the vocabulary knows.
//!
//! Plain data, in order of the feature id; words before grams.

/// A ticket's features.
#[derive(Debug, Clone, Default)]
pub(super) struct Vector {
    pub ids: Vec<u32>,
    pub values: Vec<f32>,
    pub counts: Vec<u32>,
    /// How many of the features are words; they stand first.
    pub words: usize,
    /// Share of the ticket's words that training has seen.
    pub known: f32,
}

impl Vector {
    /// Each feature with its value.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, f32)> + Clone + '_ {
        self.ids.iter().copied().zip(self.values.iter().copied())
    }

    /// Each word feature with its count.
    pub(super) fn word_counts(&self) -> impl Iterator<Item = (u32, u32)> + Clone + '_ {
        self.ids.iter().copied().zip(self.counts.iter().copied()).take(self.words)
    }

    /// Squared length.
    pub(super) fn square(&self) -> f32 {
        self.values.iter().map(|value| value * value).sum()
    }

    /// Sum of the values.
    pub(super) fn mass(&self) -> f64 {
        self.values.iter().map(|&value| f64::from(value)).sum()
    }
}

//! Sparse vectors: the features of one ticket that the vocabulary knows.
//!
//! Plain data, words before grams: an example in order of the feature id, a ticket in the order of reading.

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
    /// Adds a feature, which must come after those there are: its count, sublinear, times its rarity.
    pub(super) fn push(&mut self, id: u32, count: u32, idf: f32) {
        self.ids.push(id);
        self.counts.push(count);
        // Nearly all stand once, and the logarithm of 1 is 0.
        let sublinear = if count == 1 { 1.0 } else { 1.0 + (count as f32).ln() };
        self.values.push(sublinear * idf);
    }

    /// Scales the words to the length `words`, and the grams to 1.
    pub(super) fn scale(&mut self, words: f32) {
        let (of_words, of_grams) = self.values.split_at_mut(self.words);
        for (block, length) in [(of_words, words), (of_grams, 1.0)] {
            let square: f32 = block.iter().map(|value| value * value).sum();
            if square > 0.0 {
                let scale = length / square.sqrt();
                block.iter_mut().for_each(|value| *value *= scale);
            }
        }
    }

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

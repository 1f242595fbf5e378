//! The document part: BM25 of the ticket's words against each label's examples read as one document.
//!
//! Robertson and Zaragoza, "The probabilistic relevance framework: BM25 and beyond" (2009), with Lucene's idf; divided by
//! the best label's score, so that it lies between 0 and 1 whatever the ticket's length.

use super::cases::Cases;
use super::counts::by_label;
use super::rows::Rows;
use super::vector::Vector;

const K1: f32 = 1.5;
const B: f32 = 0.75;

/// BM25 weights by word and label.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct LabelBm25 {
    pub rows: Rows,
}

impl LabelBm25 {
    /// Reads the cases outside one fold.
    pub(super) fn learn(cases: &Cases<'_>, words: usize, without: Option<u8>) -> LabelBm25 {
        let mut rows = by_label(cases, words, without, |vector| {
            vector.word_counts().map(|(word, count)| (word, count as f32)).collect::<Vec<_>>().into_iter()
        });
        let mut length = vec![0.0_f32; cases.labels];
        for word in 0..words {
            rows.of(word as u32).for_each(|(label, count)| length[label as usize] += count);
        }
        let documents = length.iter().filter(|length| **length > 0.0).count() as f32;
        let average = length.iter().sum::<f32>() / documents.max(1.0);
        let idf: Vec<f32> = (0..words)
            .map(|word| {
                let holding = rows.of(word as u32).len() as f32;
                ((documents - holding + 0.5) / (holding + 0.5)).ln_1p()
            })
            .collect();
        rows.map(|word, label, count| {
            let fit = 1.0 - B + B * length[label as usize] / average.max(f32::MIN_POSITIVE);
            idf[word as usize] * count * (K1 + 1.0) / (count + K1 * fit)
        });
        LabelBm25 { rows }
    }

    /// The score of every label.
    pub(super) fn scores(&self, vector: &Vector, scores: &mut [f64]) {
        for (word, count) in vector.word_counts() {
            self.rows.add(word, f64::from(count), scores);
        }
        let divisor = divisor(scores);
        scores.iter_mut().for_each(|score| *score /= divisor);
    }
}

/// What brings the best of the labels' sums to 1.
pub(super) fn divisor(sums: &[f64]) -> f64 {
    let best = sums.iter().copied().fold(0.0, f64::max);
    if best > 0.0 { best } else { 1.0 }
}

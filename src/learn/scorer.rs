//! The scorer: all parts that are sums over a ticket's features, merged into one table once their weights are known.
//!
//! One visit of a feature then serves every such part. It ranks nothing and knows nothing of near cases.

use super::document::Document;
use super::language::Language;
use super::linear::Linear;
use super::parts::{DOCUMENT, LANGUAGE, LINEAR, PARTS};
use super::vector::Vector;

/// Weights by feature and label, times those of their parts.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Scorer {
    starts: Vec<u32>,
    labels: Vec<u32>,
    /// What to multiply with a feature's value, and with its value over the ticket's scale.
    weights: Vec<[f32; 2]>,
    /// For each label, what it gets in any case, and for each unit of the ticket's mass over its scale.
    constants: Vec<[f64; 2]>,
    document: Document,
    document_weight: f64,
}

/// Every label's sum over features, and what BM25 was divided by.
#[derive(Debug, Clone, Default)]
pub(super) struct Sums {
    pub scores: Vec<f64>,
    pub divisor: f64,
}

impl Scorer {
    /// Merges the parts.
    pub(super) fn merge(
        linear: &Linear,
        language: &Language,
        document: Document,
        features: usize,
        parts: &[f64; PARTS],
    ) -> Scorer {
        let many = linear.biases.len();
        let mut scorer = Scorer { starts: vec![0], document, document_weight: parts[DOCUMENT], ..Scorer::default() };
        let mut sums = vec![[0.0_f64; 2]; many];
        for feature in 0..features as u32 {
            let plain = linear.rows.of(feature).map(|(label, weight)| (label, 0, parts[LINEAR] * f64::from(weight)));
            let scaled = language.rows.of(feature).map(|(label, weight)| (label, 1, parts[LANGUAGE] * f64::from(weight)));
            plain.chain(scaled).for_each(|(label, which, weight)| sums[label as usize][which] += weight);
            for (label, sum) in sums.iter_mut().enumerate().filter(|(_, sum)| **sum != [0.0; 2]) {
                scorer.labels.push(label as u32);
                scorer.weights.push(std::mem::take(sum).map(|weight| weight as f32));
            }
            scorer.starts.push(scorer.labels.len() as u32);
        }
        let constants = linear.biases.iter().zip(&language.loss);
        scorer.constants =
            constants.map(|(bias, loss)| [parts[LINEAR] * f64::from(*bias), parts[LANGUAGE] * f64::from(*loss)]).collect();
        scorer
    }

    /// Number of labels.
    pub(super) fn labels(&self) -> usize {
        self.constants.len()
    }

    fn row(&self, feature: u32) -> (&[u32], &[[f32; 2]]) {
        let Some(bounds) = self.starts.get(feature as usize..feature as usize + 2) else { return (&[], &[]) };
        let range = bounds[0] as usize..bounds[1] as usize;
        (&self.labels[range.clone()], &self.weights[range])
    }

    /// The sums of every label.
    pub(super) fn sums(&self, vector: &Vector) -> Sums {
        let scale = 1.0 / Language::scale(vector);
        let mass = vector.mass() * scale;
        let mut document = vec![0.0; self.labels()];
        let divisor = self.document.scores(vector, &mut document);
        let mut scores: Vec<f64> = self.constants.iter().map(|[plain, scaled]| plain + mass * scaled).collect();
        scores.iter_mut().zip(document).for_each(|(score, bm25)| *score += self.document_weight * bm25);
        for (feature, value) in vector.iter() {
            let (labels, weights) = self.row(feature);
            let value = f64::from(value);
            for (label, [plain, scaled]) in labels.iter().zip(weights) {
                scores[*label as usize] += value * (f64::from(*plain) + scale * f64::from(*scaled));
            }
        }
        Sums { scores, divisor }
    }

    /// What each feature of the ticket adds to one label's score, in the vector's order, and what the label gets
    /// whatever the words.
    pub(super) fn explain(&self, vector: &Vector, label: u32, divisor: f64) -> (Vec<f64>, f64) {
        let scale = 1.0 / Language::scale(vector);
        let mut weights: Vec<f64> = vector
            .iter()
            .map(|(feature, value)| {
                let (labels, weights) = self.row(feature);
                let [plain, scaled] = labels.binary_search(&label).map_or([0.0; 2], |at| weights[at].map(f64::from));
                f64::from(value) * (plain + scale * scaled)
            })
            .collect();
        for (weight, (word, count)) in weights.iter_mut().zip(vector.word_counts()) {
            *weight += self.document_weight * f64::from(count) * self.document.rows.weight(word, label) / divisor;
        }
        let constant = self.constants.get(label as usize).map_or(0.0, |[plain, scaled]| plain + vector.mass() * scale * scaled);
        (weights, constant)
    }
}

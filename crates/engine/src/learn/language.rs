//! The language part: how much likelier the ticket's features are in a label's examples than in all examples.
//!
//! Query likelihood with Dirichlet smoothing (Zhai and Lafferty, "A study of smoothing methods for language models",
//! SIGIR 2001), over tf-idf weights in place of counts, divided by the root of the ticket's mass so that long and short
//! tickets compare.

use super::cases::Cases;
use super::counts::by_label;
use super::rows::Rows;
use super::vector::Vector;

/// Mass of the background in each label's language.
const BACKGROUND: f64 = 100.0;

/// Log-likelihood ratios by feature and label.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Language {
    pub rows: Rows,
    /// What a label loses for each unit of the ticket's mass, for its own mass.
    pub loss: Vec<f32>,
}

impl Language {
    /// Learns the labels' languages from the cases outside one fold.
    pub(super) fn learn(cases: &Cases<'_>, features: usize, without: Option<u8>) -> Language {
        let mut rows = by_label(cases, features, without, |vector| {
            vector.ids.iter().copied().zip(vector.values.iter().copied()).collect::<Vec<_>>().into_iter()
        });
        let mut of_feature = vec![0.0_f64; features];
        let mut of_label = vec![0.0_f64; cases.labels];
        for (feature, all) in of_feature.iter_mut().enumerate() {
            for (label, sum) in rows.of(feature as u32) {
                *all += f64::from(sum);
                of_label[label as usize] += f64::from(sum);
            }
        }
        let total = of_label.iter().sum::<f64>().max(f64::MIN_POSITIVE);
        rows.map(|feature, _, sum| {
            let expected = BACKGROUND * of_feature[feature as usize] / total;
            (f64::from(sum) / expected.max(f64::MIN_POSITIVE)).ln_1p() as f32
        });
        Language { rows, loss: of_label.iter().map(|mass| -(mass / BACKGROUND).ln_1p() as f32).collect() }
    }

    /// What a feature's ratio is multiplied with in the score: its value over this.
    pub(super) fn scale(vector: &Vector) -> f64 {
        vector.mass().sqrt().max(1e-6)
    }

    /// The score of every label.
    pub(super) fn scores(&self, vector: &Vector, scores: &mut [f64]) {
        let scale = Language::scale(vector);
        for (feature, value) in vector.iter() {
            self.rows.add(feature, f64::from(value) / scale, scores);
        }
        let mass = vector.mass() / scale;
        scores.iter_mut().zip(&self.loss).for_each(|(score, loss)| *score += mass * f64::from(*loss));
    }
}

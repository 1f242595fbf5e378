//! The scorer: all parts that are sums over a ticket's features, merged into one table once their weights are known.
//!
//! One visit of a feature then serves every such part of every task. It ranks nothing and knows nothing of near cases.

use super::document::Document;
use super::explain::Share;
use super::language::Language;
use super::linear::Linear;
use super::parts::{DOCUMENT, LANGUAGE, LINEAR, PARTS};
use super::vector::Vector;
use super::weights::{COUNTED, KINDS, PLAIN, SCALED, TaskSums, Wanted, Weights};

/// Weights by feature, task and label, times those of their parts.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Scorer {
    weights: Weights,
    tasks: Vec<Constants>,
}

/// What does not depend on single features.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
struct Constants {
    /// For each label, what it gets in any case, and for each unit of the ticket's mass over its scale.
    labels: Vec<[f64; 2]>,
    /// What BM25 counts.
    document: f64,
}

/// One task's sum over features for every label, and what BM25 was divided by.
#[derive(Debug, Clone, Default)]
pub(super) struct Sums {
    pub scores: Vec<f64>,
    pub divisor: f64,
}

impl Scorer {
    /// Merges the parts of one more task.
    pub(super) fn add(
        &mut self,
        linear: &Linear,
        language: &Language,
        document: &Document,
        features: usize,
        parts: &[f64; PARTS],
    ) {
        let mut sums = vec![[0.0_f64; KINDS]; linear.biases.len()];
        self.weights = self.weights.with(linear.biases.len(), features as u32, |feature, weighed| {
            let plain = linear.rows.of(feature).map(|(label, weight)| (label, PLAIN, parts[LINEAR] * f64::from(weight)));
            let scaled = language.rows.of(feature).map(|(label, weight)| (label, SCALED, parts[LANGUAGE] * f64::from(weight)));
            let counted = document.rows.of(feature).map(|(label, weight)| (label, COUNTED, f64::from(weight)));
            plain.chain(scaled).chain(counted).for_each(|(label, kind, weight)| sums[label as usize][kind] += weight);
            let those = sums.iter_mut().enumerate().filter(|(_, sum)| **sum != [0.0; KINDS]);
            weighed.extend(those.map(|(label, sum)| (label as u32, std::mem::take(sum).map(|weight| weight as f32))));
        });
        let constants = linear.biases.iter().zip(&language.loss);
        let labels = constants.map(|(bias, loss)| [parts[LINEAR] * f64::from(*bias), parts[LANGUAGE] * f64::from(*loss)]);
        self.tasks.push(Constants { labels: labels.collect(), document: parts[DOCUMENT] });
    }

    /// The sums of every task and label.
    pub(super) fn sums(&self, vector: &Vector) -> Vec<Sums> {
        let scale = 1.0 / Language::scale(vector);
        let mass = vector.mass() * scale;
        let start = |task: &Constants| TaskSums {
            valued: task.labels.iter().map(|[plain, scaled]| plain + mass * scaled).collect(),
            counted: vec![0.0; task.labels.len()],
        };
        let mut sums: Vec<TaskSums> = self.tasks.iter().map(start).collect();
        for (place, row) in self.weights.rows(&vector.ids) {
            let (value, count) = (f64::from(vector.values[place]), f64::from(vector.counts[place]));
            row.add([value, value * scale, count], &mut sums);
        }
        sums.into_iter().zip(&self.tasks).map(|(sums, task)| task.fused(sums)).collect()
    }

    /// For each of several scores that are made of shares: what each feature of the ticket adds, in the vector's order, and
    /// what is added whatever the words.
    pub(super) fn explain(&self, vector: &Vector, scores: &[&[Share]]) -> Vec<(Vec<f64>, f64)> {
        let scale = 1.0 / Language::scale(vector);
        let mut sums = vec![(vec![0.0; vector.ids.len()], 0.0); scores.len()];
        let mut wanted: Vec<Vec<Wanted>> = vec![Vec::new(); self.tasks.len()];
        for (score, shares) in scores.iter().enumerate() {
            for &Share { task, label, divisor, share } in *shares {
                let (Some(of_task), Some(wanted)) = (self.tasks.get(task), wanted.get_mut(task)) else { continue };
                wanted.push(Wanted { score, label, factors: [share, share * scale, share * of_task.document / divisor] });
                let [plain, scaled] = of_task.labels.get(label as usize).copied().unwrap_or_default();
                sums[score].1 += share * (plain + vector.mass() * scale * scaled);
            }
        }
        for (place, row) in self.weights.rows(&vector.ids) {
            let (value, count) = (f64::from(vector.values[place]), f64::from(vector.counts[place]));
            row.weigh(&wanted, [value, value, count], |score, weight| sums[score].0[place] += weight);
        }
        sums
    }
}

impl Constants {
    /// BM25 divided by the best label's, so that it lies between 0 and 1, and added to the rest.
    fn fused(&self, TaskSums { valued: mut scores, counted }: TaskSums) -> Sums {
        let best = counted.iter().copied().fold(0.0, f64::max);
        let divisor = if best > 0.0 { best } else { 1.0 };
        scores.iter_mut().zip(counted).for_each(|(score, bm25)| *score += self.document * bm25 / divisor);
        Sums { scores, divisor }
    }
}

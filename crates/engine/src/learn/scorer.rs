//! The scorer: all parts that are sums over a ticket's features, merged into one table once their weights are known.
//!
//! One visit of a feature then serves every such part of every task. It ranks nothing and knows nothing of near cases.

use super::document::{LabelBm25, divisor};
use super::language::Language;
use super::linear::Linear;
use super::parts::{DOCUMENT, LANGUAGE, LINEAR, PARTS, Share};
use super::vector::Vector;
use super::weights::{COUNTED, KINDS, PLAIN, SCALED, Weighed, Weights};

/// The parts of one task that are sums over features, before they are merged.
pub(super) struct Summed {
    pub linear: Linear,
    pub language: Language,
    pub document: LabelBm25,
    /// What each part counts.
    pub parts: [f64; PARTS],
}

/// Weights by feature and label, times those of their parts. The labels of all tasks stand in one line, task by task.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Scorer {
    weights: Weights,
    tasks: Vec<Constants>,
}

/// What does not depend on single features.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
struct Constants {
    /// Where the task's labels begin in the line.
    first: usize,
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
    /// Merges the parts of all tasks.
    pub(super) fn merge(tasks: &[Summed], features: usize) -> Scorer {
        let mut constants: Vec<Constants> = Vec::with_capacity(tasks.len());
        for task in tasks {
            let first = constants.last().map_or(0, |last| last.first + last.labels.len());
            constants.push(Constants { first, labels: task.constants(), document: task.parts[DOCUMENT] });
        }
        let labels = constants.iter().map(|task| task.labels.len()).sum();
        let mut sums = vec![[0.0_f64; KINDS]; labels];
        let weights = Weights::pack(features as u32, labels, |feature, weighed| {
            for (task, Constants { first, labels, .. }) in tasks.iter().zip(&constants) {
                task.merged(feature, &mut sums[*first..*first + labels.len()], *first as u32, weighed);
            }
        });
        Scorer { weights, tasks: constants }
    }

    /// The sums of every task and label.
    pub(super) fn sums(&self, vector: &Vector) -> Vec<Sums> {
        let scale = 1.0 / Language::scale(vector);
        let mass = vector.mass() * scale;
        let constants = self.tasks.iter().flat_map(|task| &task.labels);
        let mut valued: Vec<f64> = constants.map(|[plain, scaled]| plain + mass * scaled).collect();
        let mut counted = vec![0.0; valued.len()];
        self.weights.rows(&vector.ids, |place, row| {
            let (value, count) = (f64::from(vector.values[place]), f64::from(vector.counts[place]));
            row.add([value, value * scale, count], &mut valued, &mut counted);
        });
        self.tasks.iter().map(|task| task.fused(&valued, &counted)).collect()
    }

    /// For each of several scores that are made of shares: what each feature of the ticket adds, in the vector's order, and
    /// what is added whatever the words.
    pub(super) fn explain(&self, vector: &Vector, scores: &[&[Share]]) -> Vec<(Vec<f64>, f64)> {
        let scale = 1.0 / Language::scale(vector);
        let mass = vector.mass() * scale;
        let mut sums = vec![(vec![0.0; vector.ids.len()], 0.0); scores.len()];
        let mut wanted: Vec<ExplainedLabel> = Vec::new();
        for (score, shares) in scores.iter().enumerate() {
            for Share { task, label, divisor, share } in shares.iter().copied() {
                let Some(task) = self.tasks.get(task) else { continue };
                let Some([plain, scaled]) = task.labels.get(label as usize) else { continue };
                sums[score].1 += share * (plain + mass * scaled);
                let factors = [share, share * scale, share * task.document / divisor];
                ExplainedLabel::add(&mut wanted, task.first + label as usize, score, factors);
            }
        }
        self.weights.rows(&vector.ids, |place, row| {
            let (value, count) = (f64::from(vector.values[place]), f64::from(vector.counts[place]));
            for ExplainedLabel { label, shares } in &wanted {
                let [plain, scaled, counted] = row.of(*label);
                for (score, factors) in shares {
                    let valued = plain * factors[PLAIN] + scaled * factors[SCALED];
                    sums[*score].0[place] += value * valued + count * counted * factors[COUNTED];
                }
            }
        });
        sums
    }
}

/// A label whose weights are wanted, once for all scores that have a share of it.
struct ExplainedLabel {
    /// Its place in the line.
    label: u16,
    /// The scores, by number, with what the weights of each kind are multiplied with in them.
    shares: Vec<(usize, [f64; KINDS])>,
}

impl ExplainedLabel {
    fn add(all: &mut Vec<ExplainedLabel>, label: usize, score: usize, factors: [f64; KINDS]) {
        // One beyond the last that can have weights has none.
        let label = u16::try_from(label).unwrap_or(u16::MAX);
        match all.iter_mut().find(|known| known.label == label) {
            Some(known) => known.shares.push((score, factors)),
            None => all.push(ExplainedLabel { label, shares: vec![(score, factors)] }),
        }
    }
}

impl Summed {
    fn constants(&self) -> Vec<[f64; 2]> {
        let both = self.linear.biases.iter().zip(&self.language.loss);
        both.map(|(bias, loss)| [self.parts[LINEAR] * f64::from(*bias), self.parts[LANGUAGE] * f64::from(*loss)]).collect()
    }

    /// Puts a feature's weights into the list, `first` being the place of the first label in the line. The sums are zeros,
    /// before as after.
    fn merged(&self, feature: u32, sums: &mut [[f64; KINDS]], first: u32, weighed: &mut Vec<Weighed>) {
        let Summed { linear, language, document, parts } = self;
        let plain = linear.rows.of(feature).map(|(label, weight)| (label, PLAIN, parts[LINEAR] * f64::from(weight)));
        let scaled = language.rows.of(feature).map(|(label, weight)| (label, SCALED, parts[LANGUAGE] * f64::from(weight)));
        let counted = document.rows.of(feature).map(|(label, weight)| (label, COUNTED, f64::from(weight)));
        plain.chain(scaled).chain(counted).for_each(|(label, kind, weight)| sums[label as usize][kind] += weight);
        let those = (first..).zip(sums).filter(|(_, sum)| **sum != [0.0; KINDS]);
        weighed.extend(those.map(|(label, sum)| (label, std::mem::take(sum).map(|weight| weight as f32))));
    }
}

impl Constants {
    /// The task's scores: BM25, divided by the best label's so that it lies between 0 and 1, and the rest.
    fn fused(&self, valued: &[f64], counted: &[f64]) -> Sums {
        let own = self.first..self.first + self.labels.len();
        let (valued, counted) = (&valued[own.clone()], &counted[own]);
        let divisor = divisor(counted);
        Sums { scores: valued.iter().zip(counted).map(|(score, bm25)| score + self.document * bm25 / divisor).collect(), divisor }
    }
}

//! A head: what one task learned, and how it ranks the labels of a ticket.
//!
//! It reads vectors and near cases that all heads share; it keeps no text.

use rayon::prelude::*;

use super::cases::Cases;
use super::confidence::Confidence;
use super::document::LabelBm25;
use super::fusion::{CANDIDATES, Fusion, HeldOutCase, probabilities, softmax, strongest};
use super::input::Task;
use super::language::Language;
use super::linear::{Linear, Packed};
use super::near::{Near, Neighbour};
use super::parts::{EARLIER, NEAR, NO_LABEL, Parts, RELATED, label_of_example};
use super::related::{StrongestScores, companions};
use super::scorer::{Summed, Sums};
use super::threshold::HeldOutAnswer;
use super::vector::Vector;

/// What one task learned.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(super) struct Head {
    pub label_of: Vec<u32>,
    /// For each earlier task, the label there that goes with each label here.
    pub companions: Vec<Vec<u32>>,
    pub fusion: Fusion,
    pub confidence: Confidence,
    pub outcomes: Vec<HeldOutAnswer>,
}

/// A label with its score and probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RankedLabel {
    /// The label.
    pub label: u32,
    /// The fused score: the sum of the contributions of its explanation.
    pub score: f64,
    /// Softmax over the strongest labels; for the first label, the calibrated confidence.
    pub confidence: f64,
}

/// What a head says of one ticket.
#[derive(Debug, Clone, Default)]
pub(super) struct HeadScores {
    pub ranked: Vec<(u32, f64)>,
    pub opinion: StrongestScores,
    pub sums: Sums,
}

/// What is shared by the training of all tasks.
pub(super) struct TrainingContext<'a> {
    pub vectors: &'a [Vector],
    pub near: &'a Near,
    pub features: usize,
    pub words: usize,
}

impl Head {
    /// Trains all parts, then weighs them on held-out cases. `before` has the earlier tasks with what they say of every
    /// example without having seen it; the same comes back for this task. What is a sum over features is for the scorer.
    pub(super) fn train(
        ground: &TrainingContext<'_>,
        cases: &Cases<'_>,
        before: &[(&Task, Vec<StrongestScores>)],
    ) -> (Head, Summed, Vec<Option<StrongestScores>>) {
        let TrainingContext { features, words, .. } = *ground;
        let before = &before[..before.len().min(EARLIER)];
        let packed = Packed::shuffled(cases);
        let (linear, margins) = Linear::train(cases, &packed, features);
        let mut head = Head {
            label_of: label_of_example(cases, ground.vectors.len()),
            companions: before.iter().map(|(task, _)| companions(cases, task, cases.labels)).collect(),
            fusion: Fusion::default(),
            confidence: Confidence::default(),
            outcomes: Vec::new(),
        };
        let held = head.hold_out(ground, cases, &margins, before);
        head.calibrate(cases, &held);
        let language = Language::learn(cases, features, None);
        let document = LabelBm25::learn(cases, words, None);
        let summed = Summed { linear, language, document, parts: head.fusion.weights };
        let mut opinions = vec![None; ground.vectors.len()];
        for one in &held {
            let scores = one.labels.iter().zip(&one.candidates).map(|(label, parts)| (*label, head.fusion.score(parts)));
            opinions[cases.example[one.case as usize] as usize] = Some(StrongestScores::of(scores.collect()));
        }
        (head, summed, opinions)
    }

    /// What the parts say of each held-out case when trained without its fold.
    fn hold_out(
        &self,
        ground: &TrainingContext<'_>,
        cases: &Cases<'_>,
        margins: &[f32],
        before: &[(&Task, Vec<StrongestScores>)],
    ) -> Vec<HeldOutCase> {
        let mut fold_of = vec![None; self.label_of.len()];
        for (example, fold) in cases.example.iter().zip(&cases.fold) {
            fold_of[*example as usize] = *fold;
        }
        let mut held = Vec::new();
        for fold in 0..cases.folds {
            let language = Language::learn(cases, ground.features, Some(fold));
            let document = LabelBm25::learn(cases, ground.words, Some(fold));
            let inside: Vec<usize> = (0..cases.len()).filter(|&case| cases.fold[case] == Some(fold)).collect();
            held.par_extend(inside.par_iter().map(|&case| {
                let own = &margins[case * cases.labels..(case + 1) * cases.labels];
                let own = own.iter().map(|margin| f64::from(*margin)).collect();
                let vector = cases.vectors[case];
                let hits = ground.near.search(vector, |example| fold_of.get(example as usize) != Some(&Some(fold)));
                let mut parts = Parts::compare(vector, &hits, &self.label_of, &language, &document, own);
                let example = cases.example[case] as usize;
                for (nth, (companions, (_, opinions))) in self.companions.iter().zip(before).enumerate() {
                    let of = |companion: &u32| opinions[example].score(*companion).0;
                    parts.scores[RELATED + nth] = companions.iter().map(of).collect();
                }
                self.candidates(case as u32, cases.label[case], &parts)
            }));
        }
        held
    }

    /// The strongest labels of a held-out case by the usual weights, and the right one in any case.
    fn candidates(&self, case: u32, right: u32, parts: &Parts) -> HeldOutCase {
        let mut labels: Vec<u32> = self.fusion.rank(parts, CANDIDATES).into_iter().map(|entry| entry.0).collect();
        let place = labels.iter().position(|label| *label == right).unwrap_or_else(|| {
            labels.push(right);
            labels.len() - 1
        });
        HeldOutCase { case, candidates: labels.iter().map(|label| parts.of(*label as usize)).collect(), labels, right: place }
    }

    /// Learns the weights of the parts and the confidence from the held-out cases.
    fn calibrate(&mut self, cases: &Cases<'_>, held: &[HeldOutCase]) {
        if held.is_empty() {
            return;
        }
        self.fusion = Fusion::fit(held);
        let seen: Vec<(f64, bool)> = held
            .iter()
            .map(|case| {
                let chances = probabilities(case, &self.fusion.weights);
                let first = (0..chances.len())
                    .max_by(|&a, &b| chances[a].total_cmp(&chances[b]).then(case.labels[b].cmp(&case.labels[a])));
                let first = first.unwrap_or(case.right);
                (chances[first], case.labels[first] == cases.label[case.case as usize])
            })
            .collect();
        self.confidence = Confidence::fit(&seen);
        self.outcomes = seen
            .into_iter()
            .map(|(probability, right)| HeldOutAnswer { confidence: self.confidence.of(probability), right })
            .collect();
    }

    /// What the head says of a new ticket, given its sums over features and having heard the earlier ones.
    pub(super) fn judge(&self, mut sums: Sums, hits: &[Neighbour], before: &[HeadScores]) -> HeadScores {
        let mut nearest = vec![0.0_f64; sums.scores.len()];
        for hit in hits {
            let label = self.label_of.get(hit.example as usize).copied().unwrap_or(NO_LABEL);
            if let Some(best) = nearest.get_mut(label as usize) {
                *best = best.max(hit.similarity);
            }
        }
        sums.scores.iter_mut().zip(nearest).for_each(|(score, near)| *score += self.fusion.weights[NEAR] * near);
        for (nth, (companions, verdict)) in self.companions.iter().zip(before).enumerate() {
            let weight = self.fusion.weights[RELATED + nth];
            for (score, companion) in sums.scores.iter_mut().zip(companions) {
                *score += weight * verdict.opinion.score(*companion).0;
            }
        }
        let ranked = strongest(sums.scores.iter().enumerate().map(|(label, score)| (label as u32, *score)).collect(), CANDIDATES);
        HeadScores { opinion: StrongestScores::of(ranked.clone()), ranked, sums }
    }

    /// The strongest labels of a verdict, best first.
    pub(super) fn rank(&self, verdict: &HeadScores) -> Vec<RankedLabel> {
        let ranked = &verdict.ranked;
        let mut chances: Vec<f64> = ranked.iter().map(|entry| entry.1).collect();
        softmax(&mut chances);
        let sure = chances.first().map_or(0.0, |first| self.confidence.of(*first));
        // The others share what the first leaves, so that all of them still add up to 1.
        let rest = chances.first().map_or(0.0, |first| if *first < 1.0 { (1.0 - sure) / (1.0 - first) } else { 0.0 });
        ranked
            .iter()
            .zip(chances)
            .enumerate()
            .map(|(place, (&(label, score), chance))| RankedLabel {
                label,
                score,
                confidence: if place == 0 { sure } else { chance * rest },
            })
            .collect()
    }
}

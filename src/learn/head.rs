//! A head: what one task learned, and how it ranks the labels of a ticket.
//!
//! It reads vectors and near cases that all heads share; it keeps no text.

use rayon::prelude::*;

use super::cases::Cases;
use super::confidence::Confidence;
use super::document::Document;
use super::fusion::{CANDIDATES, Fusion, Held, probabilities, softmax};
use super::language::Language;
use super::linear::Linear;
use super::near::{Hit, Near};
use super::parts::{Parts, label_of_example};
use super::threshold::Outcome;
use super::vector::Vector;
use super::vocabulary::Vocabulary;

/// What one task learned.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(super) struct Head {
    pub linear: Linear,
    pub language: Language,
    pub document: Document,
    pub label_of: Vec<u32>,
    pub fusion: Fusion,
    pub confidence: Confidence,
    pub outcomes: Vec<Outcome>,
}

/// A label with its score and probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranked {
    /// The label.
    pub label: u32,
    /// The fused score: the sum of the contributions of its explanation.
    pub score: f64,
    /// Softmax over the strongest labels; for the first label, the calibrated confidence.
    pub confidence: f64,
}

impl Head {
    /// Trains all parts, then weighs them on held-out cases.
    pub(super) fn train(cases: &Cases<'_>, vocabulary: &Vocabulary, near: &Near, examples: usize) -> Head {
        let features = vocabulary.len();
        let words = vocabulary.words() as usize;
        let (linear, margins) = Linear::train(cases, features);
        let mut head = Head {
            linear,
            language: Language::learn(cases, features, None),
            document: Document::learn(cases, words, None),
            label_of: label_of_example(cases, examples),
            fusion: Fusion::default(),
            confidence: Confidence::default(),
            outcomes: Vec::new(),
        };
        let held = head.hold_out(cases, &margins, near, features, words);
        head.calibrate(cases, &held);
        head
    }

    /// What the parts say of each held-out case when trained without its fold.
    fn hold_out(&self, cases: &Cases<'_>, margins: &[f32], near: &Near, features: usize, words: usize) -> Vec<Held> {
        let mut fold_of = vec![None; self.label_of.len()];
        for (example, fold) in cases.example.iter().zip(&cases.fold) {
            fold_of[*example as usize] = *fold;
        }
        let mut held = Vec::new();
        for fold in 0..cases.folds {
            let language = Language::learn(cases, features, Some(fold));
            let document = Document::learn(cases, words, Some(fold));
            let inside: Vec<usize> = (0..cases.len()).filter(|&case| cases.fold[case] == Some(fold)).collect();
            held.par_extend(inside.par_iter().map(|&case| {
                let own = &margins[case * cases.labels..(case + 1) * cases.labels];
                let own = own.iter().map(|margin| f64::from(*margin)).collect();
                let vector = cases.vectors[case];
                let hits = near.search(vector, |example| fold_of.get(example as usize) != Some(&Some(fold)));
                let parts = Parts::compare(vector, &hits, &self.label_of, &language, &document, own);
                self.candidates(case as u32, cases.label[case], &parts)
            }));
        }
        held
    }

    /// The strongest labels of a held-out case by the usual weights, and the right one in any case.
    fn candidates(&self, case: u32, right: u32, parts: &Parts) -> Held {
        let mut labels: Vec<u32> = self.fusion.rank(parts, CANDIDATES).into_iter().map(|entry| entry.0).collect();
        let place = labels.iter().position(|label| *label == right).unwrap_or_else(|| {
            labels.push(right);
            labels.len() - 1
        });
        Held { case, candidates: labels.iter().map(|label| parts.of(*label as usize)).collect(), labels, right: place }
    }

    /// Learns the weights of the parts and the confidence from the held-out cases.
    fn calibrate(&mut self, cases: &Cases<'_>, held: &[Held]) {
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
        self.outcomes =
            seen.into_iter().map(|(probability, right)| Outcome { confidence: self.confidence.of(probability), right }).collect();
    }

    /// The parts of a new ticket.
    pub(super) fn parts(&self, vector: &Vector, hits: &[Hit]) -> Parts {
        let margins = Parts::margins(&self.linear, vector);
        Parts::compare(vector, hits, &self.label_of, &self.language, &self.document, margins)
    }

    /// The strongest labels of a new ticket, best first.
    pub(super) fn rank(&self, vector: &Vector, hits: &[Hit]) -> Vec<Ranked> {
        let ranked = self.fusion.rank(&self.parts(vector, hits), CANDIDATES);
        let mut chances: Vec<f64> = ranked.iter().map(|entry| entry.1).collect();
        softmax(&mut chances);
        let sure = chances.first().map_or(0.0, |first| self.confidence.of(*first));
        // The others share what the first leaves, so that all of them still add up to 1.
        let rest = chances.first().map_or(0.0, |first| if *first < 1.0 { (1.0 - sure) / (1.0 - first) } else { 0.0 });
        ranked
            .into_iter()
            .zip(chances)
            .enumerate()
            .map(|(place, ((label, score), chance))| Ranked {
                label,
                score,
                confidence: if place == 0 { sure } else { chance * rest },
            })
            .collect()
    }
}

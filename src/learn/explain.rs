//! Why a label got its score: every feature, near case and constant with its weight, adding up to the score.
//!
//! A feature that stands at several places shares its weight among them. It merges nothing: two grams over the same
//! characters are two contributions.

use std::collections::HashMap;

use super::grams::{Kind, walk};
use super::head::Head;
use super::input::{Passage, Place};
use super::language::Language;
use super::near::Hit;
use super::parts::{DOCUMENT, LANGUAGE, LINEAR, NEAR};
use super::vector::Vector;
use super::vocabulary::Vocabulary;

/// One piece of a score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contribution {
    /// What it is.
    pub reason: Reason,
    /// How much it adds to the score; below zero it speaks against the label.
    pub weight: f64,
}

/// What a contribution comes from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reason {
    /// A word, pair of words or run of characters of the ticket.
    Feature {
        /// Word or gram.
        kind: Kind,
        /// The passage it stands in.
        place: Place,
        /// Byte offset in the passage's normalised text.
        start: u32,
        /// Byte offset one past the end.
        end: u32,
    },
    /// The label's training example that is most like the ticket.
    NearCase {
        /// Number of the example.
        example: u32,
        /// Cosine similarity, 0 to 1.
        similarity: f64,
    },
    /// What the label gets whatever the words: the separator's bias and the length of the label's language.
    Bias,
}

/// Takes a label's score apart.
pub(super) fn explain(
    head: &Head,
    vocabulary: &Vocabulary,
    label: u32,
    vector: &Vector,
    hits: &[Hit],
    passages: [(&Passage<'_>, Place); 2],
) -> Vec<Contribution> {
    let weights = feature_weights(head, label, vector, hits);
    let mut found = placed(vocabulary, &weights, passages);
    let own = |hit: &&Hit| head.label_of.get(hit.example as usize) == Some(&label);
    if let Some(hit) = hits.iter().find(own) {
        let reason = Reason::NearCase { example: hit.example, similarity: hit.similarity };
        found.push(Contribution { reason, weight: head.fusion.weights[NEAR] * hit.similarity });
    }
    let constant = |values: &[f32]| values.get(label as usize).map_or(0.0, |value| f64::from(*value));
    let mass = vector.mass() / Language::scale(vector);
    let bias = head.fusion.weights[LINEAR] * constant(&head.linear.biases)
        + head.fusion.weights[LANGUAGE] * mass * constant(&head.language.loss);
    found.push(Contribution { reason: Reason::Bias, weight: bias });
    found
}

/// What each feature of the ticket adds to the label's score, by id.
fn feature_weights(head: &Head, label: u32, vector: &Vector, hits: &[Hit]) -> HashMap<u32, f64> {
    let fusion = &head.fusion.weights;
    let scale = Language::scale(vector);
    let mut weights: HashMap<u32, f64> = vector
        .iter()
        .map(|(feature, value)| {
            let value = f64::from(value);
            let linear = fusion[LINEAR] * value * head.linear.rows.weight(feature, label);
            let language = fusion[LANGUAGE] * value / scale * head.language.rows.weight(feature, label);
            (feature, linear + language)
        })
        .collect();
    let divisor = head.parts(vector, hits).divisor;
    for (word, count) in vector.word_counts() {
        let bm25 = f64::from(count) * head.document.rows.weight(word, label) / divisor;
        *weights.entry(word).or_default() += fusion[DOCUMENT] * bm25;
    }
    weights
}

/// Spreads each feature's weight over the places where it stands.
fn placed(vocabulary: &Vocabulary, weights: &HashMap<u32, f64>, passages: [(&Passage<'_>, Place); 2]) -> Vec<Contribution> {
    let mut occurrences = Vec::new();
    let mut count: HashMap<u32, u32> = HashMap::new();
    for (passage, place) in passages {
        if passage.text.is_empty() && passage.words.is_empty() {
            continue;
        }
        walk(passage, |occurrence| {
            if let Some(id) = vocabulary.id(occurrence.key) {
                *count.entry(id).or_default() += 1;
                occurrences.push((id, occurrence, place));
            }
        });
    }
    occurrences
        .into_iter()
        .filter_map(|(id, occurrence, place)| {
            let weight = weights.get(&id)? / f64::from(*count.get(&id)?);
            let reason = Reason::Feature { kind: occurrence.kind, place, start: occurrence.start, end: occurrence.end };
            (weight != 0.0).then_some(Contribution { reason, weight })
        })
        .collect()
}

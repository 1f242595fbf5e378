//! Why a label got its score: every feature, near case and constant with its weight, adding up to the score.
//!
//! A feature that stands at several places shares its weight among them. It merges nothing: two grams over the same
//! characters are two contributions.

use super::grams::{Kind, Occurrence, walk};
use super::head::{Head, Verdict};
use super::input::{Passage, Place};
use super::near::Hit;
use super::parts::{NEAR, NO_LABEL, RELATED};
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

/// What the heads said of one ticket, and of what they said it.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    pub heads: &'a [Head],
    pub vector: &'a Vector,
    pub hits: &'a [Hit],
    pub verdicts: &'a [Verdict],
}

/// A score being taken apart.
pub(super) struct Account {
    /// What each feature adds, in the order of the ticket's vector.
    features: Vec<f64>,
    near: Vec<Contribution>,
    bias: f64,
}

impl Account {
    /// Nothing yet.
    pub(super) fn of(vector: &Vector) -> Account {
        Account { features: vec![0.0; vector.ids.len()], near: Vec::new(), bias: 0.0 }
    }

    /// Adds a task's score of a label, times `share`; the earlier tasks that had a say add theirs.
    pub(super) fn add(&mut self, seen: &Seen<'_>, task: usize, label: u32, share: f64) {
        let Seen { heads, vector, hits, verdicts } = *seen;
        let (Some(head), Some(verdict)) = (heads.get(task), verdicts.get(task)) else { return };
        let (features, constant) = head.scorer.explain(vector, label, verdict.sums.divisor);
        self.features.iter_mut().zip(features).for_each(|(sum, weight)| *sum += share * weight);
        self.bias += share * constant;
        let own = |hit: &&Hit| head.label_of.get(hit.example as usize) == Some(&label);
        if let Some(hit) = hits.iter().find(own) {
            let reason = Reason::NearCase { example: hit.example, similarity: hit.similarity };
            self.near.push(Contribution { reason, weight: share * head.fusion.weights[NEAR] * hit.similarity });
        }
        for (earlier, companions) in head.companions.iter().enumerate() {
            let share = share * head.fusion.weights[RELATED + earlier];
            let companion = companions.get(label as usize).copied().unwrap_or(NO_LABEL);
            match verdicts[earlier].opinion.score(companion) {
                (_, true) => self.add(seen, earlier, companion, share),
                (floor, false) => self.bias += share * floor,
            }
        }
    }

    /// Spreads each feature's weight over the places where it stands.
    pub(super) fn spread(self, places: &Places) -> Vec<Contribution> {
        let mut found: Vec<Contribution> = Vec::with_capacity(places.all.len() + self.near.len() + 1);
        found.extend(places.all.iter().filter_map(|&(at, kind, place, start, end)| {
            let weight = self.features[at as usize] / f64::from(places.count[at as usize]);
            (weight != 0.0).then_some(Contribution { reason: Reason::Feature { kind, place, start, end }, weight })
        }));
        found.extend(self.near);
        found.push(Contribution { reason: Reason::Bias, weight: self.bias });
        found
    }
}

/// Where the features of a ticket stand. It depends on no label, so every explanation shares it.
#[derive(Debug, Clone)]
pub(super) struct Places {
    /// Each occurrence: which feature of the ticket's vector, of what kind, and where.
    all: Vec<(u32, Kind, Place, u32, u32)>,
    /// For each feature, how many occurrences it has.
    count: Vec<u32>,
}

impl Places {
    /// Finds them again in the passages the vector was made of.
    pub(super) fn of(vocabulary: &Vocabulary, vector: &Vector, passages: [(&Passage<'_>, Place); 2]) -> Places {
        let mut places = Places { all: Vec::new(), count: vec![0; vector.ids.len()] };
        for (passage, place) in passages {
            if passage.text.is_empty() && passage.words.is_empty() {
                continue;
            }
            walk(passage, |Occurrence { key, kind, start, end }| {
                let block = if kind == Kind::Word { 0..vector.words } else { vector.words..vector.ids.len() };
                let first = block.start;
                let found = vocabulary.id(key).and_then(|id| vector.ids[block].binary_search(&id).ok());
                if let Some(at) = found.map(|at| first + at) {
                    places.count[at] += 1;
                    places.all.push((at as u32, kind, place, start, end));
                }
            });
        }
        places
    }
}

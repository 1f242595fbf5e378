//! Why a label got its score: every feature, near case and constant with its weight, adding up to the score.
//!
//! A feature that stands at several places shares its weight among them. It merges nothing: two grams over the same
//! characters are two contributions.

use super::grams::Kind;
use super::head::{Head, HeadScores};
use super::input::Place;
use super::near::Neighbour;
use super::parts::{NEAR, NO_LABEL, RELATED, Share};
use super::places::{Places, Spot};
use super::vector::Vector;

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

/// What the heads said of one ticket.
#[derive(Clone, Copy)]
pub(super) struct TicketScores<'a> {
    pub heads: &'a [Head],
    pub hits: &'a [Neighbour],
    pub verdicts: &'a [HeadScores],
}

/// A score being taken apart.
pub(super) struct ScoreBreakdown {
    /// The labels whose sums over features are part of it.
    shares: Vec<Share>,
    near: Vec<Contribution>,
    bias: f64,
}

impl ScoreBreakdown {
    /// A task's score of a label.
    pub(super) fn of(seen: &TicketScores<'_>, task: usize, label: u32) -> ScoreBreakdown {
        let mut account = ScoreBreakdown { shares: Vec::new(), near: Vec::new(), bias: 0.0 };
        account.add(seen, task, label, 1.0);
        account
    }

    /// Adds a task's score of a label, times `share`; the earlier tasks that had a say add theirs.
    fn add(&mut self, seen: &TicketScores<'_>, task: usize, label: u32, share: f64) {
        let TicketScores { heads, hits, verdicts } = *seen;
        let (Some(head), Some(verdict)) = (heads.get(task), verdicts.get(task)) else { return };
        self.shares.push(Share { task, label, divisor: verdict.sums.divisor, share });
        let own = |hit: &&Neighbour| head.label_of.get(hit.example as usize) == Some(&label);
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

    /// The labels whose sums over features are part of the score.
    pub(super) fn shares(&self) -> &[Share] {
        &self.shares
    }

    /// Spreads the sum over features over the places where they stand: what each feature adds, in the order of the ticket's
    /// vector, and what is added whatever the words.
    pub(super) fn spread(self, (features, constant): (Vec<f64>, f64), vector: &Vector, places: &Places) -> Vec<Contribution> {
        let mut found: Vec<Contribution> = Vec::with_capacity(places.spots.len() + self.near.len() + 1);
        let shares: Vec<f64> = features.iter().zip(&vector.counts).map(|(sum, count)| sum / f64::from(*count)).collect();
        found.extend(places.spots.iter().filter_map(|&Spot { feature, kind, place, start, end }| {
            let weight = shares[feature as usize];
            (weight != 0.0).then_some(Contribution { reason: Reason::Feature { kind, place, start, end }, weight })
        }));
        found.extend(self.near);
        found.push(Contribution { reason: Reason::Bias, weight: self.bias + constant });
        found
    }
}

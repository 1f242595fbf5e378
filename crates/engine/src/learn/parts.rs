//! The parts of a label's score, before they are weighed against each other.
//!
//! Each part is a sum over the ticket's features or over near cases, so the score can always be taken apart again.

use super::cases::Cases;
use super::document::LabelBm25;
use super::language::Language;
use super::near::Neighbour;
use super::vector::Vector;

/// Number of parts.
pub(super) const PARTS: usize = 6;
/// Place of the separator's margin.
pub(super) const LINEAR: usize = 0;
/// Place of the nearest case's similarity.
pub(super) const NEAR: usize = 1;
/// Place of the language's likelihood ratio.
pub(super) const LANGUAGE: usize = 2;
/// Place of the document's BM25.
pub(super) const DOCUMENT: usize = 3;

/// Place of the first earlier task's score of the label's companion; the second's follows.
pub(super) const RELATED: usize = 4;
/// Earlier tasks that are listened to.
pub(super) const EARLIER: usize = 2;

/// The label no example has.
pub(super) const NO_LABEL: u32 = u32::MAX;

/// Every part's score of every label.
#[derive(Debug, Clone)]
pub(super) struct Parts {
    pub scores: [Vec<f64>; PARTS],
}

impl Parts {
    /// Scores by the comparing parts; the margins are the caller's, for a held-out case has others than a new ticket.
    pub(super) fn compare(
        vector: &Vector,
        hits: &[Neighbour],
        label_of: &[u32],
        language: &Language,
        document: &LabelBm25,
        margins: Vec<f64>,
    ) -> Parts {
        let labels = margins.len();
        let mut near = vec![0.0; labels];
        for hit in hits {
            let label = label_of.get(hit.example as usize).copied().unwrap_or(NO_LABEL);
            if let Some(best) = near.get_mut(label as usize) {
                *best = f64::max(*best, hit.similarity);
            }
        }
        let (mut likelihood, mut bm25) = (vec![0.0; labels], vec![0.0; labels]);
        language.scores(vector, &mut likelihood);
        document.scores(vector, &mut bm25);
        let none = || vec![0.0; labels];
        Parts { scores: [margins, near, likelihood, bm25, none(), none()] }
    }

    /// The parts of one label.
    pub(super) fn of(&self, label: usize) -> [f64; PARTS] {
        std::array::from_fn(|part| self.scores[part][label])
    }
}

/// A label's sum over features as a part of a score.
#[derive(Debug, Clone, Copy)]
pub(super) struct Share {
    pub task: usize,
    pub label: u32,
    /// What BM25 was divided by.
    pub divisor: f64,
    /// What the sum is multiplied with.
    pub share: f64,
}

/// For each example of the model the label the task gives it.
pub(super) fn label_of_example(cases: &Cases<'_>, examples: usize) -> Vec<u32> {
    let mut label_of = vec![NO_LABEL; examples];
    for (example, label) in cases.example.iter().zip(&cases.label) {
        label_of[*example as usize] = *label;
    }
    label_of
}

//! The related part: what an earlier task says of the label's companion.
//!
//! A department belongs to a bureau, an entry to a category: where most examples of a label have the same label in an
//! earlier task, that one's score speaks for it too. How loudly is learned, like the weight of every part.

use super::cases::Cases;
use super::input::Task;
use super::parts::NO_LABEL;

/// For each label of a task, the label of the earlier task that most of its examples have.
pub(super) fn companions(cases: &Cases<'_>, earlier: &Task, labels: usize) -> Vec<u32> {
    let mut pairs: Vec<(u32, u32)> = cases
        .example
        .iter()
        .zip(&cases.label)
        .filter_map(|(example, label)| Some((*label, (*earlier.labels.get(*example as usize)?)?)))
        .collect();
    pairs.sort_unstable();
    let mut best = vec![(0, NO_LABEL); labels];
    for same in pairs.chunk_by(|a, b| a == b) {
        let place = &mut best[same[0].0 as usize];
        if same.len() > place.0 {
            *place = (same.len(), same[0].1);
        }
    }
    best.into_iter().map(|(_, companion)| companion).collect()
}

/// An earlier task's scores of one ticket: those of its strongest labels, and what all others count as.
#[derive(Debug, Clone, Default)]
pub(super) struct StrongestScores {
    /// By label.
    pub scores: Vec<(u32, f64)>,
    pub floor: f64,
}

impl StrongestScores {
    /// The opinion that follows from the strongest labels with their scores.
    pub(super) fn of(mut strongest: Vec<(u32, f64)>) -> StrongestScores {
        let floor = strongest.iter().map(|entry| entry.1).fold(f64::INFINITY, f64::min);
        strongest.sort_unstable_by_key(|entry| entry.0);
        StrongestScores { scores: strongest, floor: if floor.is_finite() { floor } else { 0.0 } }
    }

    /// The score of a label, and whether it is the label's own.
    pub(super) fn score(&self, label: u32) -> (f64, bool) {
        match self.scores.binary_search_by_key(&label, |entry| entry.0) {
            Ok(at) => (self.scores[at].1, true),
            Err(_) => (self.floor, false),
        }
    }
}

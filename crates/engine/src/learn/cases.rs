//! The examples of one task, with the fold each is held out in.
//!
//! Folds are dealt label by label, so that each fold has its share of every label. An example that is the only one of
//! its label is never held out: nothing could be learned about it from the rest.

use super::hash::extend;
use super::input::Task;
use super::vector::Vector;

/// Fewer held-out examples than this teach nothing about confidence.
const LEAST_HELD_OUT: usize = 20;

/// The examples of a task, densely numbered.
pub(super) struct Cases<'a> {
    pub vectors: Vec<&'a Vector>,
    /// Number of the example in the model's training set.
    pub example: Vec<u32>,
    pub label: Vec<u32>,
    pub weight: Vec<f32>,
    /// The fold that holds the case out, if any does.
    pub fold: Vec<Option<u8>>,
    /// Number of folds; 0 where there is too little to hold out.
    pub folds: u8,
    /// Number of labels: one more than the greatest.
    pub labels: usize,
}

impl<'a> Cases<'a> {
    /// Gathers the labelled examples of a task and deals them into `folds`.
    pub(super) fn gather(vectors: &'a [Vector], task: &Task, folds: u8) -> Cases<'a> {
        let labelled: Vec<(usize, u32)> =
            task.labels.iter().enumerate().take(vectors.len()).filter_map(|(at, label)| Some((at, (*label)?))).collect();
        let mut cases = Cases {
            vectors: labelled.iter().map(|(at, _)| &vectors[*at]).collect(),
            example: labelled.iter().map(|(at, _)| *at as u32).collect(),
            label: labelled.iter().map(|(_, label)| *label).collect(),
            weight: labelled.iter().map(|(at, _)| task.weight(*at)).collect(),
            fold: vec![None; labelled.len()],
            folds,
            labels: labelled.iter().map(|(_, label)| *label as usize + 1).max().unwrap_or(0),
        };
        cases.deal(task);
        cases
    }

    fn deal(&mut self, task: &Task) {
        let mut examples_of = vec![0_usize; self.labels];
        self.label.iter().for_each(|label| examples_of[*label as usize] += 1);
        let mut order: Vec<usize> = (0..self.len())
            .filter(|&case| task.holdable(self.example[case] as usize) && examples_of[self.label[case] as usize] > 1)
            .collect();
        if order.len() < LEAST_HELD_OUT || self.folds < 2 {
            self.folds = 0;
            return;
        }
        order.sort_by_key(|&case| (self.label[case], extend(1, case as u64)));
        for (rank, case) in order.into_iter().enumerate() {
            self.fold[case] = Some((rank % usize::from(self.folds)) as u8);
        }
    }

    /// Number of cases.
    pub(super) fn len(&self) -> usize {
        self.vectors.len()
    }
}

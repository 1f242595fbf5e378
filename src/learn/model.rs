//! The model: one vocabulary, one index of near cases, and a head for each task.
//!
//! It is built in one go and never changes afterwards; retraining builds another. It reads no clock and no randomness.

use rayon::prelude::*;

use super::bag::Bag;
use super::cases::Cases;
use super::explain::{Contribution, explain};
use super::head::{Head, Ranked};
use super::input::{Passage, Place, Task};
use super::near::{Hit, Near};
use super::threshold::Outcome;
use super::vector::Vector;
use super::vocabulary::Vocabulary;

/// How often each task is trained without a part of its examples, to see how it does on them.
const FOLDS: u8 = 4;

/// Everything learned from the examples.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Model {
    vocabulary: Vocabulary,
    near: Near,
    heads: Vec<Head>,
}

/// A ticket as the model sees it: read once, asked by every task.
#[derive(Debug, Clone)]
pub struct Reading {
    vector: Vector,
    hits: Vec<Hit>,
}

impl Reading {
    /// The training examples most like the ticket, nearest first.
    #[must_use]
    pub fn near_cases(&self) -> &[Hit] {
        &self.hits
    }

    /// Share of the ticket's words that any training example has, 0 to 1.
    #[must_use]
    pub fn known(&self) -> f64 {
        f64::from(self.vector.known)
    }
}

impl Model {
    /// Trains every task on the examples. No example, no label, or one label only: all are fine.
    #[must_use]
    pub fn train(bags: Vec<Bag>, tasks: &[Task]) -> Model {
        let vocabulary = Vocabulary::learn(&bags);
        let vectors: Vec<Vector> = bags.into_par_iter().map(|bag| vocabulary.vector(&bag)).collect();
        let near = Near::build(&vectors, vocabulary.len());
        let heads = tasks
            .iter()
            .map(|task| Head::train(&Cases::gather(&vectors, task, FOLDS), &vocabulary, &near, vectors.len()))
            .collect();
        Model { vocabulary, near, heads }
    }

    /// Reads a ticket: finds its features and near cases.
    #[must_use]
    pub fn read(&self, bag: &Bag) -> Reading {
        let vector = self.vocabulary.vector(bag);
        let hits = self.near.search(&vector, |_| true);
        Reading { vector, hits }
    }

    /// The strongest labels of a task, best first; nothing for a task that has no label.
    #[must_use]
    pub fn rank(&self, task: usize, reading: &Reading) -> Vec<Ranked> {
        self.heads.get(task).map_or_else(Vec::new, |head| head.rank(&reading.vector, &reading.hits))
    }

    /// Why a label got its score: the weights add up to it. `title` and `text` are those the reading's bag was made of.
    #[must_use]
    pub fn explain(
        &self,
        task: usize,
        label: u32,
        reading: &Reading,
        title: &Passage<'_>,
        text: &Passage<'_>,
    ) -> Vec<Contribution> {
        let Some(head) = self.heads.get(task) else { return Vec::new() };
        let passages = [(title, Place::Title), (text, Place::Text)];
        explain(head, &self.vocabulary, label, &reading.vector, &reading.hits, passages)
    }

    /// How the task did on each held-out case; empty where there was too little to hold out.
    #[must_use]
    pub fn held_out(&self, task: usize) -> &[Outcome] {
        self.heads.get(task).map_or(&[], |head| &head.outcomes)
    }

    /// The weights of a task's parts (margin, near case, language, document) and of its confidence, for reports.
    #[must_use]
    pub fn describe(&self, task: usize) -> String {
        self.heads.get(task).map_or_else(String::new, |head| format!("{:?} {:?}", head.fusion, head.confidence))
    }
}

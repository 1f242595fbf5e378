//! The model: one vocabulary, one index of near cases, one table of weights, and a head for each task.
//!
//! It is built in one go and never changes afterwards; retraining builds another. It reads no clock and no randomness.

use rayon::prelude::*;

use super::bag::Bag;
use super::cases::Cases;
use super::explain::{Contribution, ScoreBreakdown, TicketScores};
use super::grams::walk;
use super::head::{Head, HeadScores, RankedLabel, TrainingContext};
use super::input::{Passage, Place, Task};
use super::near::{Near, Neighbour};
use super::parts::Share;
use super::places::Places;
use super::related::StrongestScores;
use super::scorer::{Scorer, Summed};
use super::threshold::HeldOutAnswer;
use super::vector::Vector;
use super::vocabulary::Vocabulary;

/// How often each task is trained without a part of its examples, to see how it does on them.
const FOLDS: u8 = 4;

/// Everything learned from the examples.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Model {
    vocabulary: Vocabulary,
    near: Near,
    scorer: Scorer,
    heads: Vec<Head>,
}

/// A ticket as the model sees it: read once, asked by every task.
#[derive(Debug, Clone)]
pub struct ScoredTicket {
    vector: Vector,
    hits: Vec<Neighbour>,
    verdicts: Vec<HeadScores>,
    places: Places,
}

impl ScoredTicket {
    /// The training examples most like the ticket, nearest first.
    #[must_use]
    pub fn near_cases(&self) -> &[Neighbour] {
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
        let mut model = Model { vocabulary, near, scorer: Scorer::default(), heads: Vec::new() };
        let mut before: Vec<(&Task, Vec<StrongestScores>)> = Vec::new();
        let mut summed: Vec<Summed> = Vec::new();
        for (nth, task) in tasks.iter().enumerate() {
            let (features, words) = (model.vocabulary.len(), model.vocabulary.words() as usize);
            let ground = TrainingContext { vectors: &vectors, near: &model.near, features, words };
            let cases = Cases::gather(&vectors, task, FOLDS);
            let (head, parts, opinions) = Head::train(&ground, &cases, &before);
            model.heads.push(head);
            summed.push(parts);
            model.scorer = Scorer::merge(&summed, features);
            if nth + 1 < tasks.len() {
                // An example the task never held out is judged as it stands.
                let opinions = opinions.into_par_iter().enumerate().map(|(example, held)| {
                    held.unwrap_or_else(|| model.verdicts(&vectors[example], &[]).pop().unwrap_or_default().opinion)
                });
                before.push((task, opinions.collect()));
            }
        }
        model
    }

    /// Reads a ticket: finds its features and near cases, and puts it to every task.
    #[must_use]
    pub fn read(&self, title: &Passage<'_>, text: &Passage<'_>) -> ScoredTicket {
        let (vector, places) = self.vocabulary.read([(title, Place::Title), (text, Place::Text)]);
        let hits = self.near.search(&vector, |_| true);
        let verdicts = self.verdicts(&vector, &hits);
        ScoredTicket { vector, hits, verdicts, places }
    }

    fn verdicts(&self, vector: &Vector, hits: &[Neighbour]) -> Vec<HeadScores> {
        let mut verdicts = Vec::with_capacity(self.heads.len());
        for (head, sums) in self.heads.iter().zip(self.scorer.sums(vector)) {
            let verdict = head.judge(sums, hits, &verdicts);
            verdicts.push(verdict);
        }
        verdicts
    }

    /// Whether training has seen the phrase, as far as its pairs of characters tell.
    #[must_use]
    pub fn knows(&self, phrase: &str) -> bool {
        let (mut pairs, mut known) = (0_u32, 0_u32);
        walk(&Passage { text: phrase, words: &[] }, |occurrence| {
            let run = phrase.get(occurrence.start as usize..occurrence.end as usize).unwrap_or_default();
            if run.chars().count() == 2 {
                pairs += 1;
                known += u32::from(self.vocabulary.id(occurrence.key).is_some());
            }
        });
        pairs > 0 && known == pairs
    }

    /// The strongest labels of a task, best first; nothing for a task that has no label.
    #[must_use]
    pub fn rank(&self, task: usize, reading: &ScoredTicket) -> Vec<RankedLabel> {
        let both = self.heads.get(task).zip(reading.verdicts.get(task));
        both.map_or_else(Vec::new, |(head, verdict)| head.rank(verdict))
    }

    /// Why labels, each of a task, got their scores: the weights of each add up to it. All that are wanted are best asked for
    /// at once.
    #[must_use]
    pub fn explain(&self, wanted: &[(usize, u32)], reading: &ScoredTicket) -> Vec<Vec<Contribution>> {
        let ScoredTicket { vector, hits, verdicts, places } = reading;
        let seen = TicketScores { heads: &self.heads, hits, verdicts };
        let accounts: Vec<ScoreBreakdown> = wanted.iter().map(|(task, label)| ScoreBreakdown::of(&seen, *task, *label)).collect();
        let shares: Vec<&[Share]> = accounts.iter().map(ScoreBreakdown::shares).collect();
        let sums = self.scorer.explain(vector, &shares);
        accounts.into_iter().zip(sums).map(|(account, sums)| account.spread(sums, vector, places)).collect()
    }

    /// How the task did on each held-out case; empty where there was too little to hold out.
    #[must_use]
    pub fn held_out(&self, task: usize) -> &[HeldOutAnswer] {
        self.heads.get(task).map_or(&[], |head| &head.outcomes)
    }

    /// The weights of a task's parts (margin, near case, language, document) and of its confidence, for reports.
    #[must_use]
    pub fn describe(&self, task: usize) -> String {
        self.heads.get(task).map_or_else(String::new, |head| format!("{:?} {:?}", head.fusion, head.confidence))
    }
}

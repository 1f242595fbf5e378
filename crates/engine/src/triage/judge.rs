//! The judge: the learned model with the names of its labels.

use std::cell::OnceCell;

use crate::kb::{Case, Library};
use crate::learn::{self, Model, Threshold};
use crate::text::{Analyzed, Analyzer, Expansion};

use super::attribute::Attribution;
use super::evidence::Evidence;
use super::lessons::{self, ExampleSource, Examples, Lessons, Question};
use super::model_cache::{self, ModelCache};
use super::query::AnalyzedTicket;
use super::suggestion::Ranked;

/// What was learned from a library and its cases.
#[derive(serde::Serialize, serde::Deserialize)]
pub struct Judge {
    model: Model,
    /// For each question, the labels by number.
    labels: Vec<Vec<String>>,
    /// For each example, where it comes from.
    origins: Vec<ExampleSource>,
    #[serde(skip)]
    recalled: bool,
}

/// A ticket as the model sees it, to be asked every question.
pub struct Assessment<'a> {
    judge: &'a Judge,
    reading: &'a AnalyzedTicket,
    seen: learn::ScoredTicket,
    attribution: OnceCell<Attribution<'a>>,
}

impl Judge {
    /// Learns from the published entries and the cases, unless `cache` has it already; `None` where there are neither.
    #[must_use]
    pub fn learn(library: &Library, cases: &[Case], analyzer: &Analyzer, cache: &dyn ModelCache) -> Option<Judge> {
        let examples = Examples::of(library, cases);
        let name = model_cache::name(&examples, analyzer.fingerprint());
        if let Some(judge) = cache.recall(&name).and_then(|bytes| postcard::from_bytes::<Judge>(&bytes).ok()) {
            return Some(Judge { recalled: true, ..judge });
        }
        let judge = Judge::train(Lessons::of(examples, analyzer))?;
        if let Ok(bytes) = postcard::to_allocvec(&judge) {
            cache.keep(&name, &bytes);
        }
        Some(judge)
    }

    fn train(lessons: Lessons) -> Option<Judge> {
        let Lessons { bags, origins, tasks } = lessons;
        if bags.is_empty() {
            return None;
        }
        let (labels, tasks): (Vec<_>, Vec<_>) = tasks.into_iter().unzip();
        Some(Judge { model: Model::train(bags, &tasks), labels, origins, recalled: false })
    }

    /// Whether this was learned at an earlier start.
    #[must_use]
    pub fn is_recalled(&self) -> bool {
        self.recalled
    }

    /// Looks at a ticket.
    #[must_use]
    pub fn assess<'a>(&'a self, reading: &'a AnalyzedTicket) -> Assessment<'a> {
        // What the model knows by the ticket's own words needs no synonym, which would only blur it.
        let further = |analyzed: &Analyzed, synonyms: &'a [Expansion]| {
            let unknown = |e: &&Expansion| !analyzed.normal.text.get(e.start..e.end).is_some_and(|p| self.model.knows(p));
            synonyms.iter().filter(unknown).collect::<Vec<_>>()
        };
        let title = lessons::words(&reading.title, further(&reading.title, &reading.title_synonyms));
        let text = lessons::words(&reading.text, further(&reading.text, &reading.text_synonyms));
        let seen = self.model.read(&lessons::passage(&reading.title, &title), &lessons::passage(&reading.text, &text));
        Assessment { judge: self, reading, seen, attribution: OnceCell::new() }
    }

    /// The least confidence at which at most the share `errors` of the answers is wrong, as held-out examples show it.
    #[must_use]
    pub fn threshold(&self, question: Question, errors: f64) -> Threshold {
        learn::threshold(self.model.held_out(question as usize), errors)
    }
}

impl Assessment<'_> {
    /// The labels of a question, likeliest first, without their evidence.
    #[must_use]
    pub fn rank(&self, question: Question) -> Vec<Ranked> {
        let names = &self.judge.labels[question as usize];
        let ranked = self.judge.model.rank(question as usize, &self.seen).into_iter();
        let named = ranked.filter_map(|r| {
            let id = names.get(r.label as usize)?.clone();
            Some(Ranked { id, score: r.score, confidence: r.confidence, evidence: Vec::new() })
        });
        named.collect()
    }

    /// Why labels got their scores: for each all the evidence, words not yet named. All that are wanted are best asked for
    /// at once.
    #[must_use]
    pub fn evidence(&self, wanted: &[(Question, String)]) -> Vec<Vec<Evidence>> {
        let labels: Vec<(usize, u32)> =
            wanted.iter().map(|(question, id)| (*question as usize, self.label(*question, id))).collect();
        let contributions = self.judge.model.explain(&labels, &self.seen);
        contributions.iter().map(|all| self.attribution().evidence(all, &self.judge.origins)).collect()
    }

    /// Evidence with its words named.
    #[must_use]
    pub fn named(&self, mut evidence: Vec<Evidence>) -> Vec<Evidence> {
        self.attribution().name(&mut evidence);
        evidence
    }

    /// The number of a label; that of none where there is no such label.
    fn label(&self, question: Question, id: &str) -> u32 {
        let names = &self.judge.labels[question as usize];
        let place = names.binary_search_by(|name| name.as_str().cmp(id));
        place.ok().and_then(|place| u32::try_from(place).ok()).unwrap_or(u32::MAX)
    }

    fn attribution(&self) -> &Attribution<'_> {
        self.attribution.get_or_init(|| Attribution::of(self.reading))
    }

    /// How alike the most similar example is, 0 to 1.
    #[must_use]
    pub fn nearest(&self) -> f64 {
        self.seen.near_cases().first().map_or(0.0, |hit| hit.similarity)
    }
}

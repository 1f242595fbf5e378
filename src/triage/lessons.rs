//! Lessons: what the model is taught, taken from the published entries and the confirmed cases.
//!
//! An entry teaches by its title, its symptoms and its keywords, each an example of its own, because a complaint looks
//! like one symptom and not like all of them together. The entry's own [[cases]] never teach: they are its test.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::kb::{Case, Entry, Library, Status};
use crate::learn::{Bag, Passage, Task, Word};
use crate::text::{Analyzed, Analyzer, Expansion};

/// Beyond this many entries the entries are ranked by BM25F alone: one separator an entry no longer trains in seconds.
const MOST_LEARNED_ENTRIES: usize = 3_000;
/// What the name of a label counts beside a confirmed case.
const NAME_WEIGHT: f32 = 0.5;

/// A question the model answers, and its place among the model's tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// Which category?
    Category,
    /// Which department?
    Department,
    /// Which entry?
    Entry,
}

impl Question {
    /// All questions, in the order of the model's tasks.
    pub const ALL: [Question; 3] = [Question::Category, Question::Department, Question::Entry];
}

/// What an example was taken from.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Origin {
    /// A text of the entry with this id.
    Entry(String),
    /// The case with this id.
    Case(String),
    /// The name of the category or department with this id.
    Label(String),
}

/// The examples, ready to be trained on.
pub struct Lessons {
    /// For each example, its features.
    pub bags: Vec<Bag>,
    /// For each example, where it comes from.
    pub origins: Vec<Origin>,
    /// For each question of [`Question::ALL`], the labels by number and which example has which.
    pub tasks: Vec<(Vec<String>, Task)>,
}

struct Example<'a> {
    origin: Origin,
    title: &'a str,
    text: &'a str,
    labels: [Option<&'a str>; 3],
    may_hold_out: bool,
    weight: f32,
}

/// The examples as they stand in the library and the cases, not analyzed yet.
pub struct Examples<'a>(Vec<Example<'a>>);

impl<'a> Examples<'a> {
    /// Gathers the examples of the published entries and the cases.
    #[must_use]
    pub fn of(library: &'a Library, cases: &'a [Case]) -> Examples<'a> {
        let published: Vec<&Entry> = library.entries.iter().filter(|e| e.status == Status::Published).collect();
        let learned = published.len() <= MOST_LEARNED_ENTRIES;
        let entries = published.iter().flat_map(|entry| of_entry(entry, learned));
        let mut examples: Vec<Example<'_>> = entries.chain(cases.iter().map(of_case)).collect();
        examples.extend(names(library, cases));
        Examples(examples)
    }

    /// Everything that decides what is learned, part by part.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flat_map(|example| {
            let (kind, id) = match &example.origin {
                Origin::Entry(id) => ("entry", id),
                Origin::Case(id) => ("case", id),
                Origin::Label(id) => ("label", id),
            };
            let labels = example.labels.map(|label| label.unwrap_or("\0"));
            let hold_out = if example.may_hold_out { "may be held out" } else { "stays in" };
            [kind, id, hold_out, example.title, example.text].into_iter().chain(labels)
        })
    }
}

impl Lessons {
    /// Analyzes the examples.
    #[must_use]
    pub fn of(examples: Examples<'_>, analyzer: &Analyzer) -> Lessons {
        let Examples(examples) = examples;
        let bags = examples.par_iter().map(|e| bag(&analyzer.analyze(e.title), &analyzer.analyze(e.text))).collect();
        let tasks = Question::ALL.map(|question| task(&examples, question)).into();
        Lessons { bags, origins: examples.into_iter().map(|e| e.origin).collect(), tasks }
    }
}

fn of_entry<'a>(entry: &'a Entry, learned: bool) -> impl Iterator<Item = Example<'a>> {
    let named = |id: &'a String| Some(id.as_str()).filter(|id| !id.is_empty());
    let labels = [named(&entry.category), named(&entry.department), named(&entry.id).filter(|_| learned)];
    // No ticket will ever come without the titles and keywords being known, so only symptoms may be held out.
    let fixed = std::iter::once(&entry.title).chain(&entry.similar).map(|text| (text, false));
    let all = fixed.chain(entry.symptoms.iter().map(|text| (text, true)));
    all.map(move |(text, may_hold_out)| Example {
        origin: Origin::Entry(entry.id.clone()),
        title: "",
        text,
        labels,
        may_hold_out,
        weight: 1.0,
    })
}

fn of_case(case: &Case) -> Example<'_> {
    let labels = [case.category.as_deref(), case.department.as_deref(), case.entry.as_deref()];
    Example {
        origin: Origin::Case(case.id.clone()),
        title: &case.title,
        text: &case.text,
        labels,
        may_hold_out: true,
        weight: 1.0,
    }
}

/// The categories and departments of the cases teach by their names: departments are called after what they do. One
/// that the library does not know goes by its id.
fn names<'a>(library: &'a Library, cases: &'a [Case]) -> Vec<Example<'a>> {
    let category = |id: &'a str| library.taxonomy.get(id).map_or(id, |c| c.names.zh_hans.as_str());
    let department = |id: &'a str| library.departments.get(id).map_or(id, |d| d.names.zh_hans.as_str());
    let categories: BTreeSet<&str> = cases.iter().filter_map(|case| case.category.as_deref()).collect();
    // The first category a department is seen with; which examples go with which is settled by majority in any case.
    let mut departments: BTreeMap<&str, Option<&str>> = BTreeMap::new();
    for case in cases {
        if let Some(id) = case.department.as_deref() {
            departments.entry(id).or_insert(case.category.as_deref());
        }
    }
    let example = |id: &str, text, labels| Example {
        origin: Origin::Label(id.to_owned()),
        title: "",
        text,
        labels,
        may_hold_out: false,
        weight: NAME_WEIGHT,
    };
    let of_categories = categories.into_iter().map(|id| example(id, category(id), [Some(id), None, None]));
    let of_departments = departments.into_iter().map(|(id, with)| example(id, department(id), [with, Some(id), None]));
    of_categories.chain(of_departments).collect()
}

fn task(examples: &[Example<'_>], question: Question) -> (Vec<String>, Task) {
    let label = |e: &Example<'_>| e.labels[question as usize].map(str::to_owned);
    let mut names: Vec<String> = examples.iter().filter_map(label).collect();
    names.sort_unstable();
    names.dedup();
    let number = |e| label(e).and_then(|l| names.binary_search(&l).ok()).and_then(|n| u32::try_from(n).ok());
    let labels = examples.iter().map(number).collect();
    let may_hold_out = examples.iter().map(|e| e.may_hold_out).collect();
    let task = Task { labels, weights: examples.iter().map(|e| e.weight).collect(), may_hold_out };
    (names, task)
}

/// The features of an analyzed example.
fn bag(title: &Analyzed, text: &Analyzed) -> Bag {
    let (title_words, text_words) = (words(title, []), words(text, []));
    Bag::of(&passage(title, &title_words), &passage(text, &text_words))
}

/// The tokens of an analyzed text as the model reads them, and what else they may be called at the same place.
#[must_use]
pub fn words<'a>(analyzed: &'a Analyzed, synonyms: impl IntoIterator<Item = &'a Expansion>) -> Vec<Word<'a>> {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let own = analyzed.terms().map(|(term, token)| (term, token.start, token.end));
    let further = synonyms.into_iter().map(|s| (&*s.term, s.start, s.end));
    own.chain(further).map(|(term, start, end)| Word { term, start: offset(start), end: offset(end) }).collect()
}

/// The text with its words.
#[must_use]
pub fn passage<'a>(analyzed: &'a Analyzed, words: &'a [Word<'a>]) -> Passage<'a> {
    Passage { text: &analyzed.normal.text, words }
}

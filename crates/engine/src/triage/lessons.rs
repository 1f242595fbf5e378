//! Lessons: what the model is taught, taken from the published entries and the confirmed cases.
//!
//! An entry teaches by its title, its symptoms and its keywords, each an example of its own, because a complaint looks
//! like one symptom and not like all of them together. The entry's own [[cases]] never teach: they are its test.
//!
//! A large library has more texts than can be learned in a reasonable time. Then the cases come first, the newest of them;
//! then titles; then as many texts of each entry as there is room for, the same number of all.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::kb::{Case, Entry, Labels, Library, Status};
use crate::learn::{Bag, Passage, Task, Word};
use crate::text::{Analyzed, Analyzer, Expansion};

/// Beyond this many entries the entries are ranked by BM25F alone: one separator an entry no longer trains in seconds.
pub(super) const MOST_LEARNED_ENTRIES: usize = 3_000;
/// The most examples of cases and entries: what trains within some ten seconds on two cores.
const MOST_EXAMPLES: usize = 30_000;
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
pub enum ExampleSource {
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
    pub origins: Vec<ExampleSource>,
    /// For each question of [`Question::ALL`], the labels by number and which example has which.
    pub tasks: Vec<(Vec<String>, Task)>,
}

struct Example<'a> {
    origin: ExampleSource,
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
        let published: Vec<&Entry> =
            library.entries.iter().map(|entry| &**entry).filter(|e| e.status == Status::Published).collect();
        let learned = published.len() <= MOST_LEARNED_ENTRIES;
        let taken = &cases[cases.len().saturating_sub(MOST_EXAMPLES)..];
        let texts: Vec<usize> = published.iter().map(|entry| entry.symptoms.len() + entry.similar.len()).collect();
        let shares = share(&texts, MOST_EXAMPLES - taken.len());
        let entries = published.iter().zip(shares).filter_map(|(entry, texts)| Some(of_entry(entry, texts?, learned)));
        let mut examples: Vec<Example<'_>> = entries.flatten().chain(taken.iter().map(|case| of_case(case, learned))).collect();
        examples.extend(names(library, cases));
        Examples(examples)
    }

    /// Everything that decides what is learned, part by part.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flat_map(|example| {
            let (kind, id) = match &example.origin {
                ExampleSource::Entry(id) => ("entry", id),
                ExampleSource::Case(id) => ("case", id),
                ExampleSource::Label(id) => ("label", id),
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

/// How many of its texts each entry may teach by beside its title, where `room` is for so many examples; `None` for
/// entries that may not even teach by their title.
fn share(texts: &[usize], room: usize) -> Vec<Option<usize>> {
    let Some(mut left) = room.checked_sub(texts.len()) else {
        return (0..texts.len()).map(|nth| evenly(nth, room, texts.len()).then_some(0)).collect();
    };
    // Round by round one more text of every entry that has one, while there is room for all of them.
    let (mut round, mut having) = (0, texts.iter().filter(|texts| **texts > 0).count());
    while having > 0 && having <= left {
        left -= having;
        round += 1;
        having = texts.iter().filter(|texts| **texts > round).count();
    }
    let mut seen = 0;
    let share = |texts: &usize| {
        let more = *texts > round && evenly(seen, left, having);
        seen += usize::from(*texts > round);
        Some((*texts).min(round) + usize::from(more))
    };
    texts.iter().map(share).collect()
}

/// Whether the `nth` of `all` is among `some`, spread evenly.
fn evenly(nth: usize, some: usize, all: usize) -> bool {
    nth * some / all != (nth + 1) * some / all
}

/// The title and as many `texts`, symptoms before keywords.
fn of_entry<'a>(entry: &'a Entry, texts: usize, learned: bool) -> impl Iterator<Item = Example<'a>> {
    let named = |id: &'a String| Some(id.as_str()).filter(|id| !id.is_empty());
    let labels = [named(&entry.category), named(&entry.department), named(&entry.id).filter(|_| learned)];
    // No ticket will ever come without the titles and keywords being known, so only symptoms may be held out.
    let symptoms = entry.symptoms.len().min(texts);
    let fixed = std::iter::once(&entry.title).chain(entry.similar.iter().take(texts - symptoms)).map(|text| (text, false));
    let all = fixed.chain(entry.symptoms.iter().take(symptoms).map(|text| (text, true)));
    all.map(move |(text, may_hold_out)| Example {
        origin: ExampleSource::Entry(entry.id.clone()),
        title: "",
        text,
        labels,
        may_hold_out,
        weight: 1.0,
    })
}

/// Where the entries are not learned, a case does not teach its entry either: a judge that knows few of many entries would
/// never name another.
fn of_case(case: &Case, learned: bool) -> Example<'_> {
    let Labels { category, department, entry } = &case.labels;
    let labels = [category.as_deref(), department.as_deref(), entry.as_deref().filter(|_| learned)];
    Example {
        origin: ExampleSource::Case(case.id.clone()),
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
    let categories: BTreeSet<&str> = cases.iter().filter_map(|case| case.labels.category.as_deref()).collect();
    // The first category a department is seen with; which examples go with which is settled by majority in any case.
    let mut departments: BTreeMap<&str, Option<&str>> = BTreeMap::new();
    for case in cases {
        if let Some(id) = case.labels.department.as_deref() {
            departments.entry(id).or_insert(case.labels.category.as_deref());
        }
    }
    let example = |id: &str, text, labels| Example {
        origin: ExampleSource::Label(id.to_owned()),
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

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn what_is_learned_of_a_library_fits_the_room_and_is_shared_out_evenly() {
        let texts: Vec<usize> = (0..40).map(|nth| nth % 7).collect();
        let all: Vec<Option<usize>> = texts.iter().copied().map(Some).collect();
        let whole = texts.len() + texts.iter().sum::<usize>();
        for room in 0..whole + 20 {
            let shares = share(&texts, room);
            let taken: usize = shares.iter().flatten().map(|texts| 1 + texts).sum();
            assert_eq!(taken, room.min(whole), "nothing is left that there is room for");
            assert!(shares.iter().zip(&texts).all(|(share, texts)| share.is_none_or(|share| share <= *texts)));
            assert!(room < whole || shares == all);
            // Whoever has more texts to give than another gives no more than one beyond it.
            let cut = shares.iter().zip(&texts).filter(|(share, texts)| share.is_some_and(|share| share < **texts));
            let least = cut.filter_map(|(share, _)| *share).min().unwrap_or(usize::MAX);
            assert!(shares.iter().flatten().all(|share| *share <= least.saturating_add(1)), "{room}: {shares:?}");
        }
        assert!(share(&[], 5).is_empty() && share(&[3], 0) == [None]);
    }
}

//! The table of named checks: each has a code, a promise it keeps about every pack that passes, and a function that
//! finds where the promise is broken. Checks only look; they never change a pack and never depend on one another.

mod baseline;
mod cases;
mod departments;
mod duplicates;
mod entries;
mod files;
mod hours;
mod lexicon;
mod reading;
mod references;
mod risk;
mod scripts;
mod similar;
mod sla;
mod slots;
mod steps;
mod synonyms;
mod taxonomy;
mod workflow;

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, LazyLock};

pub use scripts::OCCASIONS;

use super::entry::Entry;
use super::library::Library;
use super::pack::PackFiles;
use super::parsed::{Parsed, parse_entry};
use super::problem::{Problem, Severity, sort};

/// A check by name. Layers above that have checks of their own make rows of the same kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Check {
    /// The name its problems carry; it never changes its meaning.
    pub code: &'static str,
    /// What holds of a pack that passes.
    pub promise: &'static str,
}

/// A row of the table.
struct Rule {
    check: Check,
    severity: Severity,
    run: fn(&Parsed<'_>, &mut Findings),
}

impl Rule {
    /// A check whose problems keep a pack from being used.
    const fn error(code: &'static str, promise: &'static str, run: fn(&Parsed<'_>, &mut Findings)) -> Rule {
        Rule { check: Check { code, promise }, severity: Severity::Error, run }
    }

    /// A check whose problems do no harm.
    const fn warning(code: &'static str, promise: &'static str, run: fn(&Parsed<'_>, &mut Findings)) -> Rule {
        Rule { check: Check { code, promise }, severity: Severity::Warning, run }
    }

    /// A check that reading a pack makes by itself.
    const fn reading(code: &'static str, promise: &'static str) -> Rule {
        Rule::error(code, promise, |_, _| ())
    }
}

/// What one check has found so far.
struct Findings {
    check: Check,
    severity: Severity,
    problems: Vec<Problem>,
}

impl Findings {
    /// Notes that the promise is broken at a field of a file. Its line is found later, for all at once.
    fn at(&mut self, path: impl Into<String>, field: impl Into<String>, message: impl Into<String>, help: &str) -> &mut Problem {
        let mut problem = Problem::in_file(self.check.code, path, message, help);
        problem.severity = self.severity;
        problem.named.field = field.into();
        self.problems.push_mut(problem)
    }
}

/// All rows, by subject.
const RULES: &[&[Rule]] = &[
    files::RULES,
    reading::RULES,
    entries::RULES,
    references::RULES,
    duplicates::RULES,
    steps::RULES,
    scripts::RULES,
    cases::RULES,
    taxonomy::RULES,
    departments::RULES,
    slots::RULES,
    sla::RULES,
    hours::RULES,
    workflow::RULES,
    lexicon::RULES,
    synonyms::RULES,
    risk::RULES,
    baseline::RULES,
];

/// The rows about entries.
const OF_ENTRIES: &[&[Rule]] =
    &[entries::RULES, references::RULES, duplicates::RULES, steps::RULES, scripts::RULES, cases::RULES];

/// Every check there is, by subject.
#[must_use]
pub fn checks() -> &'static [Check] {
    static CHECKS: LazyLock<Vec<Check>> = LazyLock::new(|| RULES.iter().copied().flatten().map(|rule| rule.check).collect());
    &CHECKS
}

/// Everything that is wrong with a pack, in one pass: what reading it showed and what the checks find, by file and line.
#[must_use]
pub fn check(parsed: &Parsed<'_>) -> Vec<Problem> {
    run(RULES, parsed)
}

/// Reads the file of one entry, and checks it as one more of a library's; an entry that has its id already is left out.
/// Problems that only others would have with it are not told: it is the newcomer that has to give way.
#[must_use]
pub fn check_entry(path: &str, content: &str, library: &Library) -> (Option<Entry>, Vec<Problem>) {
    let (entry, noted) = parse_entry(path, content);
    let files = PackFiles::new([(path.to_owned(), content.to_owned())].into());
    let mut parsed = Parsed::of_library(library.clone(), noted, &files);
    parsed.library.entries.retain(|known| known.path() != path);
    // What stands twice is told of the later one.
    parsed.library.entries.extend(entry.clone().map(Arc::new));
    let mut problems = run(OF_ENTRIES, &parsed);
    problems.retain(|problem| problem.path == path);
    (entry, problems)
}

fn run(rules: &[&[Rule]], parsed: &Parsed<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for rule in rules.iter().copied().flatten() {
        let mut found = Findings { check: rule.check, severity: rule.severity, problems: Vec::new() };
        (rule.run)(parsed, &mut found);
        problems.append(&mut found.problems);
    }
    parsed.locate(&mut problems);
    problems.extend(parsed.problems.iter().cloned());
    sort(&mut problems);
    problems
}

/// The items whose key came before, each with the first that had it.
fn repeats<T: Copy, K: Hash + Eq>(items: impl IntoIterator<Item = (K, T)>) -> Vec<(T, T)> {
    let mut first: HashMap<K, T> = HashMap::new();
    let mut repeats = Vec::new();
    for (key, item) in items {
        match first.get(&key) {
            Some(before) => repeats.push((item, *before)),
            None => drop(first.insert(key, item)),
        }
    }
    repeats
}

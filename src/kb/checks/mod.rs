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
use std::sync::LazyLock;

use super::parsed::Parsed;
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
    run: fn(&Parsed<'_>, &mut Found),
}

impl Rule {
    /// A check whose problems keep a pack from being used.
    const fn error(code: &'static str, promise: &'static str, run: fn(&Parsed<'_>, &mut Found)) -> Rule {
        Rule { check: Check { code, promise }, severity: Severity::Error, run }
    }

    /// A check whose problems do no harm.
    const fn warning(code: &'static str, promise: &'static str, run: fn(&Parsed<'_>, &mut Found)) -> Rule {
        Rule { check: Check { code, promise }, severity: Severity::Warning, run }
    }

    /// A check that reading a pack makes by itself.
    const fn reading(code: &'static str, promise: &'static str) -> Rule {
        Rule::error(code, promise, |_, _| ())
    }
}

/// What one check has found so far.
struct Found {
    check: Check,
    severity: Severity,
    problems: Vec<(Problem, String)>,
}

impl Found {
    /// Notes that the promise is broken at a field of a file. Its line is found later, for all at once.
    fn at(&mut self, path: impl Into<String>, field: impl Into<String>, message: impl Into<String>, help: &str) {
        let problem = Problem::in_file(self.check.code, path, message, help);
        self.problems.push((Problem { severity: self.severity, ..problem }, field.into()));
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

/// Every check there is, by subject.
#[must_use]
pub fn checks() -> &'static [Check] {
    static CHECKS: LazyLock<Vec<Check>> = LazyLock::new(|| RULES.iter().copied().flatten().map(|rule| rule.check).collect());
    &CHECKS
}

/// Everything that is wrong with a pack, in one pass: what reading it showed and what the checks find, by file and line.
#[must_use]
pub fn check(parsed: &Parsed<'_>) -> Vec<Problem> {
    let mut located = Vec::new();
    for rule in RULES.iter().copied().flatten() {
        let mut found = Found { check: rule.check, severity: rule.severity, problems: Vec::new() };
        (rule.run)(parsed, &mut found);
        located.append(&mut found.problems);
    }
    parsed.locate(&mut located);
    let mut problems: Vec<Problem> = located.into_iter().map(|(problem, _)| problem).collect();
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

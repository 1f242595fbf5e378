//! The patterns of all risks: only those are run of which a text holds a necessary literal.

use std::collections::BTreeMap;

use daachorse::CharwiseDoubleArrayAhoCorasick;
use regex::{Regex, RegexBuilder};

use crate::kb::Risk;

use super::necessary::necessary;

/// Bytes a compiled risk pattern may take; more is a mistake in the pack.
const PATTERN_LIMIT: usize = 1 << 20;

/// Compiled patterns, each with the number of its risk.
#[derive(Default)]
pub(super) struct Patterns {
    patterns: Vec<(Regex, usize)>,
    /// Finds the necessary literals; a hit's value is a place in `needing`.
    literals: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    /// The patterns that each literal may belong to.
    needing: Vec<Vec<usize>>,
    /// The patterns that promise no literal.
    always: Vec<usize>,
}

impl Patterns {
    /// Compiles the patterns. Those that do not compile are passed over: `kb check` has named them.
    pub(super) fn new(risks: &[Risk]) -> Patterns {
        let all = risks.iter().enumerate().flat_map(|(number, risk)| risk.patterns.iter().map(move |pattern| (number, pattern)));
        let mut found = Patterns::default();
        let mut needing: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (risk, pattern) in all {
            let Ok(regex) = RegexBuilder::new(pattern).size_limit(PATTERN_LIMIT).build() else { continue };
            let place = found.patterns.len();
            found.patterns.push((regex, risk));
            match necessary(pattern) {
                Some(literals) => literals.into_iter().for_each(|literal| needing.entry(literal).or_default().push(place)),
                None => found.always.push(place),
            }
        }
        // An empty list is the one that cannot be built, and it finds nothing.
        found.literals = CharwiseDoubleArrayAhoCorasick::with_values(needing.keys().zip(0_u32..)).ok();
        found.needing = needing.into_values().collect();
        found
    }

    /// The first match of every pattern that has one: its risk, and its place in bytes.
    pub(super) fn find(&self, text: &str) -> Vec<(usize, usize, usize)> {
        let mut worth: Vec<usize> = self.always.clone();
        for hit in self.literals.iter().flat_map(|literals| literals.find_overlapping_iter(text)) {
            worth.extend(&self.needing[hit.value() as usize]);
        }
        worth.sort_unstable();
        worth.dedup();
        let run = |place: &usize| {
            let (pattern, risk) = &self.patterns[*place];
            pattern.find(text).map(|hit| (*risk, hit.start(), hit.end()))
        };
        worth.iter().filter_map(run).collect()
    }
}

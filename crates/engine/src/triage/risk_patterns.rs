//! The patterns of all risks: only those are run of which a text holds the necessary literals.

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
    /// For each pattern, one bit for each set of literals of which a match holds one.
    sets: Vec<u64>,
    /// Finds the necessary literals; a hit's value is a place in `needing`.
    literals: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    /// The patterns that each literal may belong to, with the bits of its sets.
    needing: Vec<Vec<(usize, u64)>>,
}

impl Patterns {
    /// Compiles the patterns. Those that do not compile are passed over: `kb check` has named them.
    pub(super) fn new(risks: &[Risk]) -> Patterns {
        let all = risks.iter().enumerate().flat_map(|(number, risk)| risk.patterns.iter().map(move |pattern| (number, pattern)));
        let mut found = Patterns::default();
        let mut needing: BTreeMap<String, Vec<(usize, u64)>> = BTreeMap::new();
        for (risk, pattern) in all {
            let Ok(regex) = RegexBuilder::new(pattern).size_limit(PATTERN_LIMIT).build() else { continue };
            let place = found.patterns.len();
            found.patterns.push((regex, risk));
            found.sets.push(0);
            for (bit, literals) in necessary(pattern).into_iter().take(u64::BITS as usize).enumerate() {
                found.sets[place] |= 1 << bit;
                literals.into_iter().for_each(|literal| needing.entry(literal).or_default().push((place, 1 << bit)));
            }
        }
        // An empty list is the one that cannot be built, and it finds nothing.
        found.literals = CharwiseDoubleArrayAhoCorasick::with_values(needing.keys().zip(0_u32..)).ok();
        found.needing = needing.into_values().collect();
        found
    }

    /// The first match of every pattern that has one: its risk, and its place in bytes.
    pub(super) fn find(&self, text: &str) -> Vec<(usize, usize, usize)> {
        let mut held = vec![0; self.patterns.len()];
        if let Some(literals) = &self.literals {
            for hit in literals.find_overlapping_iter(text) {
                self.needing[hit.value() as usize].iter().for_each(|(place, bit)| held[*place] |= bit);
            }
        }
        let worth = (0..self.patterns.len()).filter(|place| held[*place] == self.sets[*place]);
        let run = |place: usize| {
            let (pattern, risk) = &self.patterns[place];
            pattern.find(text).map(|hit| (*risk, hit.start(), hit.end()))
        };
        worth.filter_map(run).collect()
    }
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::Patterns;
    use crate::kb::{self, PackFiles};
    use crate::text::fold;

    #[test]
    fn what_is_passed_over_would_not_have_matched() {
        let library = kb::parse(&PackFiles::embedded()).library;
        let found = Patterns::new(&library.lexicon.risks);
        let patterns = library.lexicon.risks.iter().enumerate().flat_map(|(risk, r)| r.patterns.iter().map(move |p| (risk, p)));
        let all: Vec<(usize, Regex)> = patterns.map(|(risk, pattern)| (risk, Regex::new(pattern).expect("checked"))).collect();
        let texts = library.entries.iter().flat_map(|e| e.symptoms.iter().chain(e.cases.iter().map(|case| &case.text)));
        let mut hits = 0;
        for text in texts.map(|text| fold(text)) {
            let each = all.iter().filter_map(|(risk, p)| p.find(&text).map(|hit| (*risk, hit.start(), hit.end())));
            let expected: Vec<(usize, usize, usize)> = each.collect();
            hits += expected.len();
            assert_eq!(found.find(&text), expected, "{text}");
        }
        assert!(hits > 50, "the pack's texts have risks: {hits}");
    }
}

//! Urgency: what the category or entry says, raised by risk words, with the reason for every step.

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use regex::{Regex, RegexBuilder};

use crate::kb::{Risk, Urgency};
use crate::text::{Analyzed, fold};

use super::query::Reading;
use super::suggestion::UrgencyReason;

/// Bytes a compiled risk pattern may take; more is a mistake in the pack.
const PATTERN_LIMIT: usize = 1 << 20;
/// Words right before a risk word that deny it: 没有受伤.
const DENIALS: &[&str] = &["没", "没有", "未", "无", "并未", "不是", "不会", "没人", "无人"];

/// The risk words and patterns of a lexicon, ready to be looked up.
#[derive(Default)]
pub struct RiskFinder {
    words: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    patterns: Vec<(Regex, usize)>,
    risks: Vec<Risk>,
}

impl RiskFinder {
    /// Compiles the risks. Patterns that do not compile are passed over: `kb check` has named them.
    #[must_use]
    pub fn new(risks: &[Risk]) -> RiskFinder {
        let mut words: Vec<(String, u32)> = Vec::new();
        for (risk, number) in risks.iter().zip(0u32..) {
            let folded = risk.words.iter().map(|w| fold(w)).filter(|w| !w.is_empty());
            words.extend(folded.map(|w| (w, number)));
        }
        words.sort();
        words.dedup_by(|a, b| a.0 == b.0);
        let finder = CharwiseDoubleArrayAhoCorasickBuilder::new().match_kind(MatchKind::LeftmostLongest).build_with_values(words);
        let compile = |pattern: &String| RegexBuilder::new(pattern).size_limit(PATTERN_LIMIT).build().ok();
        let patterns =
            risks.iter().enumerate().flat_map(|(n, risk)| risk.patterns.iter().filter_map(compile).map(move |p| (p, n)));
        RiskFinder { words: finder.ok(), patterns: patterns.collect(), risks: risks.to_vec() }
    }

    /// The risks in a ticket: each once, at its first place, with the level it raises to.
    #[must_use]
    pub fn find(&self, reading: &Reading) -> Vec<(Urgency, UrgencyReason)> {
        let mut found: Vec<(usize, UrgencyReason)> = Vec::new();
        for (part, analyzed) in reading.parts() {
            for (risk, start, end) in self.hits(analyzed) {
                if found.iter().all(|(known, _)| *known != risk) {
                    let place = Some((part, analyzed.normal.origin_of_bytes(start, end)));
                    found.push((risk, UrgencyReason { reason: self.risks[risk].reason.clone(), place }));
                }
            }
        }
        found.sort_by_key(|(risk, _)| (std::cmp::Reverse(self.risks[*risk].raises_to), *risk));
        found.into_iter().map(|(risk, reason)| (self.risks[risk].raises_to, reason)).collect()
    }

    fn hits(&self, analyzed: &Analyzed) -> Vec<(usize, usize, usize)> {
        let text = analyzed.normal.text.as_str();
        let words = self.words.iter().flat_map(|finder| finder.leftmost_find_iter(text));
        let words = words.map(|hit| (hit.value() as usize, hit.start(), hit.end()));
        let patterns =
            self.patterns.iter().filter_map(|(pattern, risk)| pattern.find(text).map(|hit| (*risk, hit.start(), hit.end())));
        words.chain(patterns).filter(|(_, start, _)| !is_denied(&text[..*start])).collect()
    }
}

fn is_denied(before: &str) -> bool {
    DENIALS.iter().any(|denial| before.ends_with(denial))
}

/// The level and its reasons: where it starts, and what raises it.
#[must_use]
pub fn assess(base: Urgency, base_reason: String, risks: Vec<(Urgency, UrgencyReason)>) -> (Urgency, Vec<UrgencyReason>) {
    let level = risks.iter().map(|(level, _)| *level).max().unwrap_or(base).max(base);
    let mut because: Vec<UrgencyReason> =
        risks.into_iter().filter(|(raised, _)| *raised > base || *raised == level).map(|(_, reason)| reason).collect();
    if level == base || because.is_empty() {
        because.insert(0, UrgencyReason { reason: base_reason, place: None });
    }
    (level, because)
}

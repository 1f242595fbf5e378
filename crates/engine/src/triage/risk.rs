//! Risks: words and patterns of a lexicon that raise urgency, found in a ticket with their places.

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};

use crate::kb::{Risk, Urgency};
use crate::text::{Analyzed, fold};

use super::query::AnalyzedTicket;
use super::risk_patterns::Patterns;
use super::suggestion::UrgencyBasis;

/// Words right before a risk word that deny it: 没有受伤.
const DENIALS: &[&str] = &["没", "没有", "未", "无", "并未", "不是", "不会", "没人", "无人"];

/// The risk words and patterns of a lexicon, ready to be looked up.
#[derive(Default)]
pub struct RiskFinder {
    words: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    patterns: Patterns,
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
        RiskFinder { words: finder.ok(), patterns: Patterns::new(risks), risks: risks.to_vec() }
    }

    /// The risks in a ticket: each once, at its first place, with the level it raises to.
    #[must_use]
    pub fn find(&self, reading: &AnalyzedTicket) -> Vec<(Urgency, UrgencyBasis)> {
        let mut found: Vec<(usize, UrgencyBasis)> = Vec::new();
        for (part, analyzed) in reading.parts() {
            for (risk, start, end) in self.hits(analyzed) {
                if found.iter().all(|(known, _)| *known != risk) {
                    let (reason, span) = (self.risks[risk].reason.clone(), analyzed.normal.origin_of_bytes(start, end));
                    found.push((risk, UrgencyBasis::Risk { reason, part, span }));
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
        words.chain(self.patterns.find(text)).filter(|(_, start, _)| !is_denied(&text[..*start])).collect()
    }
}

fn is_denied(before: &str) -> bool {
    DENIALS.iter().any(|denial| before.ends_with(denial))
}

//! Risks that can be found and that raise something.

use regex::RegexBuilder;

use super::similar::plain;
use super::{Findings, Rule, repeats};
use crate::kb::limits;
use crate::kb::pack;
use crate::kb::parsed::Parsed;
use crate::kb::words::Urgency;

pub(super) const RULES: &[Rule] = &[
    Rule::error("duplicate-risk-id", "no two risks have the same id", duplicate_risk_id),
    Rule::error("risk-empty", "every risk has a word or a pattern that shows it", risk_empty),
    Rule::error("risk-raises-nothing", "every risk raises urgency to medium or high", raises_nothing),
    Rule::error(
        "risk-pattern-invalid",
        "every pattern is a regular expression of modest size that does not match nothing",
        pattern_invalid,
    ),
    Rule::warning("duplicate-risk-word", "no word shows two risks: only the first would count", duplicate_risk_word),
];

fn duplicate_risk_id(parsed: &Parsed<'_>, found: &mut Findings) {
    let ids = parsed.library.lexicon.risks.iter().enumerate().map(|(nth, risk)| (risk.id.as_str(), nth));
    for (nth, first) in repeats(ids.filter(|(id, _)| !id.is_empty())) {
        let message = format!("risk {} of this file has the same id", first + 1);
        found.at(pack::RISK, format!("risk[{nth}].id"), message, "rename or remove one of them").about([first + 1]);
    }
}

fn risk_empty(parsed: &Parsed<'_>, found: &mut Findings) {
    for (nth, risk) in parsed.library.lexicon.risks.iter().enumerate() {
        if risk.words.is_empty() && risk.patterns.is_empty() {
            let message = format!("nothing shows the risk {:?}", risk.id);
            found.at(pack::RISK, format!("risk[{nth}]"), message, "add words or patterns").about([&risk.id]);
        }
    }
}

fn raises_nothing(parsed: &Parsed<'_>, found: &mut Findings) {
    for (nth, risk) in parsed.library.lexicon.risks.iter().enumerate().filter(|(_, risk)| risk.raises_to == Urgency::Low) {
        let message = format!("the risk {:?} raises to low, which every ticket is", risk.id);
        let help = "raise to medium or high, or remove the risk";
        found.at(pack::RISK, format!("risk[{nth}].raises_to"), message, help).about([&risk.id]);
    }
}

fn pattern_invalid(parsed: &Parsed<'_>, found: &mut Findings) {
    for (nth, risk) in parsed.library.lexicon.risks.iter().enumerate() {
        for (at, pattern) in risk.patterns.iter().enumerate() {
            let message = match RegexBuilder::new(pattern).size_limit(limits::PATTERN_BYTES).build() {
                Err(error) => format!("{pattern:?} is not a valid pattern: {}", last_line(&error.to_string())),
                // It would be found in every ticket.
                Ok(compiled) if compiled.is_match("") => format!("{pattern:?} matches any text"),
                Ok(_) => continue,
            };
            let help = "see https://docs.rs/regex for how patterns are written";
            found.at(pack::RISK, format!("risk[{nth}].patterns[{at}]"), message, help).about([pattern]);
        }
    }
}

/// The regex crate draws the pattern first and says what is wrong last.
fn last_line(message: &str) -> &str {
    message.lines().last().unwrap_or(message).trim_start_matches("error: ")
}

fn duplicate_risk_word(parsed: &Parsed<'_>, found: &mut Findings) {
    let risks = parsed.library.lexicon.risks.iter().enumerate();
    let words = risks.flat_map(|(nth, risk)| risk.words.iter().enumerate().map(move |(at, word)| (plain(word), (nth, at, word))));
    for ((nth, at, word), (first, _, _)) in repeats(words.filter(|(plain, _)| !plain.is_empty())) {
        let message = format!("{word:?} is a word of risk {} already", first + 1);
        let help = "keep it where it belongs";
        found.at(pack::RISK, format!("risk[{nth}].words[{at}]"), message, help).about([word, &(first + 1).to_string()]);
    }
}

//! Baseline texts.

use super::similar::plain;
use super::{Findings, Rule, repeats};
use crate::kb::pack;
use crate::kb::parsed::Parsed;

pub(super) const RULES: &[Rule] = &[
    Rule::reading("baseline-malformed", "every line of baseline.jsonl has id, text and because, and nothing else"),
    Rule::error("baseline-duplicate", "no two baseline texts have the same id or say the same", baseline_duplicate),
];

fn baseline_duplicate(parsed: &Parsed<'_>, found: &mut Findings) {
    let texts = parsed.library.baseline.iter().enumerate();
    let keys = texts.flat_map(|(nth, text)| [(("id", text.id.clone()), nth), (("text", plain(&text.text)), nth)]);
    let mut repeated: Vec<(usize, usize)> = repeats(keys);
    // A line that repeats both is one slip.
    repeated.dedup_by_key(|(nth, _)| *nth);
    for (nth, first) in repeated {
        let first = parsed.library.baseline.get(first).map_or("another", |text| text.id.as_str());
        let message = format!("{first} has the same id or text");
        found.at(pack::BASELINE, format!("[{nth}]"), message, "remove one of them");
    }
}

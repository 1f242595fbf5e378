//! Cases: enough of them, and none that only repeats what the entry says.

use std::collections::HashMap;

use super::similar::{Shape, plain};
use super::{Findings, Rule, repeats};
use crate::kb::entry::Expect;
use crate::kb::parsed::Parsed;

pub(super) const RULES: &[Rule] = &[
    Rule::error(
        "too-few-cases",
        "an entry in review or published has at least 2 cases that match and 1 that does not",
        too_few_cases,
    ),
    Rule::error("case-copies-symptom", "no case copies a symptom: it would prove nothing", case_copies_symptom),
    Rule::error("duplicate-case", "no case stands twice in an entry, or is expected to match two", duplicate_case),
];

const MATCHES: usize = 2;
const NO_MATCHES: usize = 1;

fn too_few_cases(parsed: &Parsed<'_>, found: &mut Findings) {
    for entry in parsed.library.entries.iter().filter(|entry| entry.must_be_complete()) {
        let matches = entry.cases.iter().filter(|case| case.expect == Expect::Match).count();
        let others = entry.cases.len() - matches;
        if matches < MATCHES || others < NO_MATCHES {
            let message = format!(
                "it has {matches} cases that match and {others} that do not; it takes {MATCHES} and {NO_MATCHES} to prove it"
            );
            let help = "add [[cases]] with `text`, `expect` and `because`";
            found.at(entry.path(), "cases", message, help).about([matches, others, MATCHES, NO_MATCHES]);
        }
    }
}

/// Near copies are looked for in the case's own entry, equal texts in all of them.
fn case_copies_symptom(parsed: &Parsed<'_>, found: &mut Findings) {
    let mut symptoms: HashMap<String, &str> = HashMap::new();
    for entry in &parsed.library.entries {
        for symptom in &entry.symptoms {
            symptoms.entry(plain(symptom)).or_insert(&entry.id);
        }
    }
    for entry in &parsed.library.entries {
        let own: Vec<Shape> = entry.symptoms.iter().map(|symptom| Shape::of(symptom)).collect();
        for (nth, case) in entry.cases.iter().enumerate().filter(|(_, case)| !case.text.trim().is_empty()) {
            let shape = Shape::of(&case.text);
            let copied = own.iter().position(|symptom| symptom.copies(&shape));
            let (message, of) = match (copied, symptoms.get(&plain(&case.text))) {
                (Some(at), _) => (format!("the case says no more than symptom {}", at + 1), entry.id.as_str()),
                (None, Some(other)) => (format!("the case is a symptom of {other}"), *other),
                (None, None) => continue,
            };
            found.at(entry.path(), format!("cases[{nth}].text"), message, "use another customer's words").about([of]);
        }
    }
}

fn duplicate_case(parsed: &Parsed<'_>, found: &mut Findings) {
    let all =
        parsed.library.entries.iter().flat_map(|entry| entry.cases.iter().enumerate().map(move |(nth, case)| (entry, nth, case)));
    let all = all.filter(|(_, _, case)| !case.text.trim().is_empty());
    // What one entry must not match is often what another must; only within one entry is it said twice.
    let keyed = all.map(|item| {
        let (entry, _, case) = item;
        let scope = if case.expect == Expect::Match { "" } else { entry.id.as_str() };
        ((scope, plain(&case.text)), item)
    });
    for ((entry, nth, _), (first, at, _)) in repeats(keyed) {
        let message = format!("this is case {} of {} already", at + 1, first.id);
        found.at(entry.path(), format!("cases[{nth}].text"), message, "keep one of them").about([&first.id]);
    }
}

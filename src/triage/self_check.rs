//! Self-check: the pack's own cases and harmless texts, put to the engine built from it.
//!
//! These are the two checks of a pack that need the engine; the others live in [`crate::kb`].

use jiff::Timestamp;

use crate::index::IndexError;
use crate::kb::{Check, Expect, Parsed, Problem, Status};

use super::suggestion::Outcome;
use super::{Policy, Snapshot, Ticket, suggest};

/// A published entry's case comes out otherwise than it says.
const CASE_FAILS: &str = "case-fails";
/// A text of `baseline.jsonl` gets an answer.
const BASELINE_ANSWERS: &str = "baseline-answers";

/// The two checks, as rows for the table of all checks.
pub const CHECKS: &[Check] = &[
    Check { code: CASE_FAILS, promise: "every case of a published entry comes out as it says" },
    Check { code: BASELINE_ANSWERS, promise: "off-topic and harmless texts get no answer" },
];

/// Puts every case of the published entries and every baseline text to the engine.
///
/// # Errors
/// When the index cannot be read.
pub fn self_check(snapshot: &Snapshot, parsed: &Parsed<'_>) -> Result<Vec<Problem>, IndexError> {
    let mut problems = Vec::new();
    for entry in parsed.library.entries.iter().filter(|e| e.status == Status::Published) {
        for (nth, case) in entry.cases.iter().enumerate() {
            let (outcome, first) = ask(snapshot, &case.text)?;
            let found = outcome != Outcome::NoMatch && first.as_deref() == Some(&entry.id);
            if found != (case.expect == Expect::Match) {
                let got = first.filter(|_| outcome != Outcome::NoMatch).unwrap_or_else(|| "no_match".to_owned());
                let message = format!("the case {:?} expects {}, but the answer is {got}", case.text, case.expect.as_str());
                let help = "add what the customer calls it to the symptoms of the right entry, or to the synonyms";
                problems.push(parsed.problem(CASE_FAILS, &entry.path(), &format!("cases[{nth}].text"), message, help));
            }
        }
    }
    for (nth, text) in parsed.library.baseline.iter().enumerate() {
        let (outcome, first) = ask(snapshot, &text.text)?;
        if outcome != Outcome::NoMatch {
            let message = format!(
                "{:?} ({}) is answered ({}) with {}",
                text.text,
                text.because,
                outcome.as_str(),
                first.unwrap_or_default()
            );
            let help = "look for a symptom or keyword of that entry that is too general";
            problems.push(parsed.problem(BASELINE_ANSWERS, "baseline.jsonl", &format!("[{nth}]"), message, help));
        }
    }
    Ok(problems)
}

fn ask(snapshot: &Snapshot, text: &str) -> Result<(Outcome, Option<String>), IndexError> {
    let ticket = Ticket { id: None, title: String::new(), text: text.to_owned(), received_at: Timestamp::UNIX_EPOCH };
    let suggestion = suggest(snapshot, &ticket, &Policy::default())?;
    Ok((suggestion.outcome, suggestion.entries.into_iter().next().map(|e| e.id)))
}

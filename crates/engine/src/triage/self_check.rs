//! Self-check: the pack's own cases and harmless texts, put to the engine built from it.
//!
//! These are the two checks of a pack that need the engine; the others live in [`crate::kb`].

use jiff::Timestamp;
use rayon::prelude::*;

use crate::index::IndexError;
use crate::kb::{Check, Expect, Library, Parsed, Problem, Status};

use super::outcome::Outcome;
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

/// A text that comes out otherwise than the pack says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The check it fails.
    pub code: &'static str,
    /// The file it stands in.
    pub path: String,
    /// The field of the file.
    pub field: String,
    /// The text itself.
    pub text: String,
    /// What came out.
    pub message: String,
    /// What the message names.
    pub about: Vec<String>,
}

impl Failure {
    /// As a problem at its line.
    #[must_use]
    pub fn problem(&self, parsed: &Parsed<'_>) -> Problem {
        let help = match self.code {
            CASE_FAILS => "add what the customer calls it to the symptoms of the right entry, or to the synonyms",
            _ => "look for a symptom or keyword of that entry that is too general",
        };
        let mut problem = parsed.problem(self.code, &self.path, &self.field, self.message.clone(), help);
        problem.about(&self.about);
        problem
    }
}

/// Puts every case of the published entries and every baseline text to the engine, and tells what fails as problems.
///
/// # Errors
/// When the index cannot be read.
pub fn self_check(snapshot: &Snapshot, parsed: &Parsed<'_>) -> Result<Vec<Problem>, IndexError> {
    Ok(failures(snapshot, &parsed.library)?.iter().map(|failure| failure.problem(parsed)).collect())
}

/// Puts every case of the published entries and every baseline text to the engine, side by side.
///
/// # Errors
/// When the index cannot be read.
pub fn failures(snapshot: &Snapshot, library: &Library) -> Result<Vec<Failure>, IndexError> {
    let published = library.entries.iter().filter(|e| e.status == Status::Published);
    let cases: Vec<_> =
        published.flat_map(|entry| entry.cases.iter().enumerate().map(move |(nth, case)| (entry, nth, case))).collect();
    let cases = cases.into_par_iter().map(|(entry, nth, case)| {
        let (outcome, first) = ask(snapshot, &case.text)?;
        let found = outcome != Outcome::NoMatch && first.as_deref() == Some(&entry.id);
        let got = first.filter(|_| outcome != Outcome::NoMatch);
        let about = vec![case.text.clone(), case.expect.as_str().to_owned(), got.clone().unwrap_or_default()];
        let got = got.unwrap_or_else(|| "no_match".to_owned());
        let message = format!("the case {:?} expects {}, but the answer is {got}", case.text, case.expect.as_str());
        let (path, field) = (entry.path(), format!("cases[{nth}].text"));
        let failure = Failure { code: CASE_FAILS, path, field, text: case.text.clone(), message, about };
        Ok((found != (case.expect == Expect::Match)).then_some(failure))
    });
    let harmless = library.baseline.par_iter().enumerate().map(|(nth, harmless)| {
        let (outcome, first) = ask(snapshot, &harmless.text)?;
        let (name, first) = (outcome.as_str(), first.unwrap_or_default());
        let message = format!("{:?} ({}) is answered ({name}) with {first}", harmless.text, harmless.because);
        let (path, field) = ("baseline.jsonl".to_owned(), format!("[{nth}]"));
        let about = vec![harmless.text.clone(), first];
        let failure = Failure { code: BASELINE_ANSWERS, path, field, text: harmless.text.clone(), message, about };
        Ok((outcome != Outcome::NoMatch).then_some(failure))
    });
    let all: Vec<Option<Failure>> = cases.chain(harmless).collect::<Result<_, IndexError>>()?;
    Ok(all.into_iter().flatten().collect())
}

fn ask(snapshot: &Snapshot, text: &str) -> Result<(Outcome, Option<String>), IndexError> {
    let ticket = Ticket { id: None, title: String::new(), text: text.to_owned(), received_at: Timestamp::UNIX_EPOCH };
    let suggestion = suggest(snapshot, &ticket, &Policy::default())?;
    Ok((suggestion.outcome, suggestion.entries.into_iter().next().map(|e| e.id)))
}

//! The library in version 1: entries as their files say them, what is wrong with files, and how two states differ.

use fenzhen_engine::kb;
use jiff::civil::Date;
use utoipa::ToSchema;

use super::ScriptView;

/// Where an entry is on its way, in that order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EntryStatus {
    /// Being written; it may be incomplete.
    Draft,
    /// Complete, and waiting for a second pair of eyes.
    Review,
    /// In use: the only entries that answer.
    Published,
    /// No longer in use.
    Retired,
}

/// How soon a complaint has to be dealt with, the least urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum UrgencyLevel {
    /// Questions, suggestions.
    Low,
    /// Part of what the customer needs does not work.
    Medium,
    /// Core business stopped, safety, many people, media or a regulator.
    High,
}

/// What a case expects of its entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CaseExpectation {
    /// The entry is the first answer.
    Match,
    /// The entry is not the first answer.
    NoMatch,
}

/// How much a problem matters, the lesser first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProblemSeverity {
    /// It does no harm, but somebody meant something else.
    Warning,
    /// The pack must not be used like this.
    Error,
}

/// Something wrong in a file of a pack: what, where, and how to fix it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ToSchema)]
pub struct ProblemView {
    /// The check that found it; a stable name for programs.
    pub code: &'static str,
    /// The file, below the pack's folder, with `/` between its parts.
    pub path: String,
    /// The line, from 1, where there is one.
    pub line: Option<u32>,
    /// The Unicode code point in the line, or the column of a table, from 1, where it is known.
    pub column: Option<u32>,
    /// What is wrong, in a sentence.
    pub message: String,
    /// How to fix it.
    pub help: String,
    /// How much it matters.
    pub severity: ProblemSeverity,
}

/// What changed in one field.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ToSchema)]
pub struct FieldChangeView {
    /// The field, such as `title`, `symptoms` or `steps[2].within`.
    pub field: String,
    /// What stood there and does not any more.
    pub removed: Vec<String>,
    /// What stands there now and did not before.
    pub added: Vec<String>,
}

/// An entry of the library. Lengths are in characters.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct EntryFileView {
    /// `<domain>/<slug>`, from the file's place.
    pub id: String,
    /// What sets it apart, at most 80.
    pub title: String,
    /// A category, by id.
    pub category: String,
    /// The department that handles it, by id.
    pub department: String,
    /// How urgent it is unless the ticket's words raise it.
    pub urgency: UrgencyLevel,
    /// Whether it is in use; `draft` where the file does not say, so that a broken entry never answers.
    pub status: EntryStatus,
    /// Who looks after it.
    pub owner: String,
    /// When somebody last found it right; `0000-01-01` where the file does not say.
    #[schema(value_type = String, format = Date)]
    pub reviewed_on: Date,
    /// When it has to be reviewed again; `0000-01-01` where the file does not say.
    #[schema(value_type = String, format = Date)]
    pub expires_on: Date,
    /// The complaint in customers' words, each at most 500.
    pub symptoms: Vec<String>,
    /// Keywords and phrases a customer may use, each at most 80.
    pub similar: Vec<String>,
    /// What looks alike, but is not.
    pub not_for: Vec<String>,
    /// Why it happens, at most 1,000.
    pub cause: String,
    /// Slots the agent must have before acting, by id.
    pub ask: Vec<String>,
    /// What to do, in that order.
    pub steps: Vec<EntryStepView>,
    /// What to say.
    pub scripts: Vec<ScriptView>,
    /// Tickets that prove the entry right.
    pub cases: Vec<EntryCaseView>,
}

/// One thing to do. A text is blank where the file leaves it out.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ToSchema)]
pub struct EntryStepView {
    /// The task (`do` in the file).
    #[serde(rename = "do")]
    pub task: String,
    /// `坐席`, `班长`, `客户` or a department's id.
    pub who: String,
    /// The time it may take.
    #[schema(example = "15m")]
    pub within: String,
    /// What shows that it is done.
    pub done_when: String,
    /// What to do when it cannot be done.
    pub if_not: String,
}

/// A ticket with what it expects of the entry.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ToSchema)]
pub struct EntryCaseView {
    /// The complaint, at most 5,000.
    pub text: String,
    /// Whether the entry is its answer; `match` where the file does not say.
    pub expect: CaseExpectation,
    /// Why.
    pub because: String,
}

impl From<kb::Status> for EntryStatus {
    fn from(status: kb::Status) -> EntryStatus {
        match status {
            kb::Status::Draft => EntryStatus::Draft,
            kb::Status::Review => EntryStatus::Review,
            kb::Status::Published => EntryStatus::Published,
            kb::Status::Retired => EntryStatus::Retired,
        }
    }
}

impl From<kb::Urgency> for UrgencyLevel {
    fn from(urgency: kb::Urgency) -> UrgencyLevel {
        match urgency {
            kb::Urgency::Low => UrgencyLevel::Low,
            kb::Urgency::Medium => UrgencyLevel::Medium,
            kb::Urgency::High => UrgencyLevel::High,
        }
    }
}

impl From<kb::Expect> for CaseExpectation {
    fn from(expect: kb::Expect) -> CaseExpectation {
        match expect {
            kb::Expect::Match => CaseExpectation::Match,
            kb::Expect::NoMatch => CaseExpectation::NoMatch,
        }
    }
}

impl From<kb::Severity> for ProblemSeverity {
    fn from(severity: kb::Severity) -> ProblemSeverity {
        match severity {
            kb::Severity::Warning => ProblemSeverity::Warning,
            kb::Severity::Error => ProblemSeverity::Error,
        }
    }
}

impl From<kb::Problem> for ProblemView {
    fn from(problem: kb::Problem) -> ProblemView {
        let kb::Problem { code, path, line, column, message, help, severity, named: _ } = problem;
        ProblemView { code, path, line, column, message, help, severity: severity.into() }
    }
}

impl From<kb::FieldChange> for FieldChangeView {
    fn from(kb::FieldChange { field, removed, added }: kb::FieldChange) -> FieldChangeView {
        FieldChangeView { field, removed, added }
    }
}

impl From<kb::Entry> for EntryFileView {
    fn from(entry: kb::Entry) -> EntryFileView {
        EntryFileView {
            id: entry.id,
            title: entry.title,
            category: entry.category,
            department: entry.department,
            urgency: entry.urgency.into(),
            status: entry.status.into(),
            owner: entry.owner,
            reviewed_on: entry.reviewed_on,
            expires_on: entry.expires_on,
            symptoms: entry.symptoms,
            similar: entry.similar,
            not_for: entry.not_for,
            cause: entry.cause,
            ask: entry.ask,
            steps: entry.steps.into_iter().map(EntryStepView::from).collect(),
            scripts: entry.scripts.into_iter().map(|script| ScriptView { when: script.when, say: script.say }).collect(),
            cases: entry.cases.into_iter().map(EntryCaseView::from).collect(),
        }
    }
}

impl From<kb::Step> for EntryStepView {
    fn from(step: kb::Step) -> EntryStepView {
        let kb::Step { task, who, within, done_when, if_not } = step;
        EntryStepView { task, who, within: within.to_string(), done_when, if_not }
    }
}

impl From<kb::EntryCase> for EntryCaseView {
    fn from(case: kb::EntryCase) -> EntryCaseView {
        EntryCaseView { text: case.text, expect: case.expect.into(), because: case.because }
    }
}

#[cfg(test)]
mod tests {
    use fenzhen_engine::kb::{self, PackFiles};
    use serde_json::to_value;

    use super::{EntryFileView, FieldChangeView, ProblemView};

    /// Some of these are still sent as the engine has them and only described by what is here.
    #[test]
    fn what_is_described_is_what_is_sent() {
        let library = kb::parse(&PackFiles::embedded()).library;
        for entry in library.entries.iter().map(|entry| (**entry).clone()) {
            for change in kb::diff(None, Some(&entry)) {
                assert_eq!(to_value(&change).ok(), to_value(FieldChangeView::from(change)).ok());
            }
            assert_eq!(to_value(&entry).ok(), to_value(EntryFileView::from(entry)).ok());
        }
        let mut problem = kb::Problem::in_file("some-check", "sla.toml", "it is wrong", "fix it");
        for severity in kb::Severity::ALL {
            problem.severity = *severity;
            assert_eq!(to_value(&problem).ok(), to_value(ProblemView::from(problem.clone())).ok());
        }
    }
}

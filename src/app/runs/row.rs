//! The rows of a run's results: what stands in `results.jsonl`, one a ticket, in the order of the input.
//!
//! A row holds no ticket text, only a masked beginning of it, and nothing of the moment or the machine it was made on.

use fenzhen_engine::kb::Labels;
use serde::{Deserialize, Serialize};

use super::compare::change::{Changes, Why};

/// One ticket of a run: judged, or the reason why it could not be.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ResultRow {
    /// Its place in the input, from 1; rows that could not be read count too.
    pub row: u64,
    /// The line of the input it begins on, from 1.
    pub line: u64,
    /// The sender's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The beginning of its title or text, with personal data masked.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub excerpt: String,
    /// `answer`, `ambiguous` or `no_match`; empty where there is a problem.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub outcome: String,
    /// Why there is no plain answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The likeliest category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Label>,
    /// The likeliest department.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<Label>,
    /// The likeliest entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<Label>,
    /// How urgent, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urgency: Option<Urgency>,
    /// By when what is due; only where the input says when the ticket came in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
    /// The words that made it say so.
    #[serde(default, skip_serializing_if = "Evidence::is_empty")]
    pub evidence: Evidence,
    /// What it was before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Labels>,
    /// What became of that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Changes>,
    /// The evidence that changed, the strongest change first; for tickets that moved, were gained or lost.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub why: Vec<Why>,
    /// Why it could not be judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<RowProblem>,
}

/// A category, department or entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Label {
    /// Its id.
    pub id: String,
    /// Its name in Simplified Chinese; an entry's title.
    pub name: String,
    /// How likely it is right, 0 to 1, to four digits.
    pub confidence: f64,
}

/// How urgent a ticket is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Urgency {
    /// `high`, `medium` or `low`.
    pub level: String,
    /// Why, in words.
    pub because: Vec<String>,
}

/// Deadlines, RFC 3339 in the library's time zone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Due {
    /// By when the customer must have heard that we have it.
    pub acknowledge_by: String,
    /// By when the responsible department must have answered.
    pub respond_by: String,
    /// By when it must be resolved.
    pub resolve_by: String,
}

/// The strongest evidence for the first choices.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// For the category.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub category: Vec<Piece>,
    /// For the department.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub department: Vec<Piece>,
}

impl Evidence {
    fn is_empty(&self) -> bool {
        self.category.is_empty() && self.department.is_empty()
    }
}

/// A word of the ticket, or a case like it, and what it weighed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Piece {
    /// The word, or the id of the case or entry; personal numbers are masked.
    pub text: String,
    /// `word`, `synonym`, `near_case` or `near_example`.
    pub kind: String,
    /// Its weight in the score, to three digits.
    pub weight: f64,
}

/// Why a row could not be judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowProblem {
    /// A stable name for programs.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

impl RowProblem {
    pub(super) fn new(code: &str, message: impl Into<String>, help: &str) -> RowProblem {
        RowProblem { code: code.to_owned(), message: message.into(), help: help.to_owned() }
    }
}

impl ResultRow {
    /// What this row says the ticket is, for a later run to be compared with.
    #[must_use]
    pub fn labels(&self) -> Labels {
        let told = |label: &Option<Label>| {
            let adopted = label.as_ref().filter(|_| self.outcome != "no_match" && self.problem.is_none());
            Some(adopted.map_or_else(String::new, |label| label.id.clone()))
        };
        Labels { category: told(&self.category), department: told(&self.department), entry: told(&self.entry) }
    }
}

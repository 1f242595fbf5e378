//! Feedback as it is given, and what comes of it.

use fenzhen_engine::kb::Labels;

use super::summary::CaseSummary;
use super::verdict::Verdict;

/// Feedback on a suggestion. The ticket is named by `ticket`, or sent along as `text` and `title`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feedback {
    /// The id of the judged ticket.
    pub ticket: Option<String>,
    /// What the customer said, where there is no ticket id.
    pub text: Option<String>,
    /// The ticket's title, beside `text`.
    pub title: Option<String>,
    /// What is said of the suggestion.
    pub verdict: Verdict,
    /// With `corrected`, what is right. Category and department follow from the entry unless they are given.
    pub labels: Labels,
    /// Who says so.
    pub author: Option<String>,
    /// The case to revoke in favour of this one, where they contradict. Others that say the same of the same complaint
    /// go with it.
    pub replaces: Option<i64>,
}

/// What came of feedback.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taught {
    /// As it was sent.
    pub verdict: Verdict,
    /// The ticket it was about, where its id was sent.
    pub ticket: Option<String>,
    /// The case it taught; none with `rejected`.
    pub case: Option<CaseSummary>,
    /// The cases that were revoked in its favour.
    pub revoked: Vec<i64>,
}

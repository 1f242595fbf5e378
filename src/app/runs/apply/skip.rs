//! Tickets that were left as they are, with the reason.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Tickets that are listed; all are counted.
const LISTED: usize = 1_000;

/// Why a ticket was left as it is; in the order of their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SkipReason {
    /// It changed after the run began, or after it was applied.
    ChangedSince,
    /// Somebody confirmed or corrected it.
    Confirmed,
    /// It has ended.
    Ended,
    /// It is not on record any more.
    Gone,
    /// Somebody gave feedback on it.
    HasFeedback,
    /// The row has no id.
    NoId,
    /// The row could not be judged.
    NotJudged,
    /// There is no ticket of this id.
    NotOnRecord,
    /// More than one source has a ticket of this id.
    SeveralSources,
}

impl SkipReason {
    /// The name used in files and answers.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            SkipReason::ChangedSince => "changed-since",
            SkipReason::Confirmed => "confirmed",
            SkipReason::Ended => "ended",
            SkipReason::Gone => "gone",
            SkipReason::HasFeedback => "has-feedback",
            SkipReason::NoId => "no-id",
            SkipReason::NotJudged => "not-judged",
            SkipReason::NotOnRecord => "not-on-record",
            SkipReason::SeveralSources => "several-sources",
        }
    }
}

/// A ticket that was left as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// The line of the input, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// Its id.
    pub id: String,
    /// Why.
    pub reason: SkipReason,
}

/// All that were left as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skips {
    /// How many, by reason.
    pub counts: BTreeMap<SkipReason, u64>,
    /// The first thousand.
    pub first: Vec<Skipped>,
}

impl Skips {
    pub(in crate::app::runs) fn add(&mut self, line: Option<u64>, id: &str, reason: SkipReason) {
        *self.counts.entry(reason).or_default() += 1;
        if self.first.len() < LISTED {
            self.first.push(Skipped { line, id: id.to_owned(), reason });
        }
    }

    /// How many.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts.values().sum()
    }
}

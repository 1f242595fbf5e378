//! Why feedback is not taken, or a case not revoked.

use std::borrow::Cow;

use fenzhen_engine::triage::TicketError;

use crate::app::idempotency::KeyError;
use crate::app::{AppError, AuthorError, Refusal};
use crate::store::StoreError;

use super::label_conflict::LabelConflict;
use super::summary::CaseSummary;
use super::verdict::Verdict;

/// Feedback that is not taken, or a case that is not revoked.
#[derive(Debug, thiserror::Error)]
pub enum CaseError {
    /// The idempotency key cannot be used.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// Whoever says so has no name that can be shown.
    #[error(transparent)]
    Author(#[from] AuthorError),
    /// What was sent along cannot be judged.
    #[error(transparent)]
    Complaint(#[from] TicketError),
    /// A ticket is both named and sent along.
    #[error("the ticket is both named and sent along")]
    TwoTickets,
    /// No ticket is named, and none is sent along.
    #[error("no ticket is named")]
    NoTicket,
    /// A ticket that is not on record.
    #[error("there is no ticket {0} (send its `text` instead)")]
    NoSuchTicket(String),
    /// Labels with a verdict that has none.
    #[error("`{}` goes without labels", verdict.as_str())]
    LabelsNotWanted {
        /// The verdict.
        verdict: Verdict,
        /// The first label that was sent.
        field: &'static str,
    },
    /// A correction that corrects nothing.
    #[error("nothing is said of what is right")]
    NoLabel,
    /// A label that the library does not have.
    #[error("there is no {} {id:?}{}", what(field), meant(near))]
    UnknownLabel {
        /// Which label.
        field: &'static str,
        /// Its beginning, as it was sent.
        id: String,
        /// What may have been meant.
        near: Vec<String>,
    },
    /// What was suggested says two things, and accepting it does not say which is right.
    #[error("{0}")]
    AmbiguousAccepted(LabelConflict),
    /// Labels that say otherwise than the entry beside them.
    #[error("{0}")]
    LabelsContradict(LabelConflict),
    /// There was no suggestion to accept.
    #[error("there was no suggestion to accept")]
    NothingToAccept,
    /// A rejection that is to replace a case.
    #[error("a rejection teaches nothing that could replace a case")]
    RejectionReplaces,
    /// The case to replace is not an active one of this complaint.
    #[error("there is no active case {0} of this complaint")]
    NothingToReplace(i64),
    /// Active cases of the same complaint say otherwise.
    #[error("{} (send `replaces` to revoke it in favour of this)", said(.0))]
    Contradicts(Vec<CaseSummary>),
    /// A case that is not on record.
    #[error("there is no case {0}")]
    NoSuchCase(i64),
    /// What went wrong inside.
    #[error(transparent)]
    App(#[from] AppError),
}

impl From<StoreError> for CaseError {
    fn from(error: StoreError) -> CaseError {
        CaseError::App(error.into())
    }
}

impl Refusal for CaseError {
    fn code(&self) -> &'static str {
        match self {
            CaseError::Key(error) => error.code(),
            CaseError::Author(error) => error.code(),
            CaseError::Complaint(error) => error.code(),
            CaseError::TwoTickets | CaseError::NoTicket => "one-ticket",
            CaseError::NoSuchTicket(_) => "no-such-ticket",
            CaseError::LabelsNotWanted { .. } => "labels-not-wanted",
            CaseError::NoLabel => "no-label",
            CaseError::UnknownLabel { .. } => "unknown-label",
            CaseError::AmbiguousAccepted(_) | CaseError::LabelsContradict(_) => "labels-contradict",
            CaseError::NothingToAccept => "nothing-to-accept",
            CaseError::RejectionReplaces | CaseError::NothingToReplace(_) => "nothing-to-replace",
            CaseError::Contradicts(_) => "contradicts",
            CaseError::NoSuchCase(_) => "no-such-case",
            CaseError::App(_) => "internal",
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            CaseError::Key(error) => error.field(),
            CaseError::Author(_) => Some("author"),
            CaseError::Complaint(error) => error.field(),
            CaseError::TwoTickets | CaseError::NoTicket | CaseError::NoSuchTicket(_) => Some("ticket"),
            CaseError::LabelsNotWanted { field, .. } | CaseError::UnknownLabel { field, .. } => Some(field),
            CaseError::NoLabel => Some("category"),
            CaseError::LabelsContradict(conflict) => Some(conflict.field),
            CaseError::AmbiguousAccepted(_) | CaseError::NothingToAccept => Some("verdict"),
            CaseError::RejectionReplaces | CaseError::NothingToReplace(_) => Some("replaces"),
            CaseError::Contradicts(_) | CaseError::NoSuchCase(_) | CaseError::App(_) => None,
        }
    }

    fn help(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            CaseError::Key(error) => return error.help(),
            CaseError::Author(error) => return error.help(),
            CaseError::Complaint(error) => return error.help(),
            CaseError::TwoTickets => "send `ticket`, or `text` and `title`",
            CaseError::NoTicket => "send the suggestion's `ticket`, or the complaint's `text`",
            CaseError::NoSuchTicket(_) => {
                "send the complaint's `text` instead; tickets are kept only where `keep_tickets` is set"
            }
            CaseError::LabelsNotWanted { .. } | CaseError::RejectionReplaces => "send `corrected` to say what is right",
            CaseError::NoLabel => "send `category`, `department` or `entry`",
            CaseError::UnknownLabel { .. } => "send an id of the library",
            CaseError::AmbiguousAccepted(_) => "send `corrected` with the entry, or the category, that is right",
            CaseError::LabelsContradict(_) => "name the entry alone: its category and department follow from it",
            CaseError::NothingToAccept => "send `corrected` to say what is right, or `rejected`",
            CaseError::NothingToReplace(_) => "send the number that the refusal named",
            CaseError::Contradicts(_) => "send `replaces` with a case's number to revoke it in favour of this, or leave it",
            CaseError::NoSuchCase(_) => "GET /api/v1/cases lists what there is",
            CaseError::App(_) => "try again, then tell the operator",
        })
    }
}

fn what(field: &str) -> &str {
    if field == "entry" { "published entry" } else { field }
}

fn meant(near: &[String]) -> String {
    if near.is_empty() { String::new() } else { format!("; near it: {}", near.join(", ")) }
}

/// Who taught what when, of each.
fn said(cases: &[CaseSummary]) -> String {
    let said = |case: &CaseSummary| {
        let labels =
            [("category", &case.labels.category), ("department", &case.labels.department), ("entry", &case.labels.entry)];
        let labels: Vec<String> = labels.iter().filter_map(|(name, id)| Some(format!("{name} {}", id.as_ref()?))).collect();
        format!("case/{} ({}, taught by {} at {:.3})", case.id, labels.join(", "), case.taught_by, case.taught_at)
    };
    let cases: Vec<String> = cases.iter().map(said).collect();
    format!("this contradicts {} of the same complaint", cases.join(" and "))
}

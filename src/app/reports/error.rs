//! What can go wrong with reports and measures.

use std::borrow::Cow;

use crate::app::{AppError, Refusal};
use crate::store::StoreError;

/// Why there is no such report, or a measure is not taken.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The last day lies before the first, or too far behind it.
    #[error("this is not a valid date range")]
    NotDays,
    /// More tickets than a report takes.
    #[error("more than 200000 tickets")]
    TooManyTickets,
    /// An entry that is not in the library.
    #[error("there is no such entry")]
    NoSuchEntry,
    /// A text that is blank.
    #[error("it says nothing")]
    Blank(&'static str),
    /// A text that is too long.
    #[error("`{field}` has more than {limit} characters")]
    TooLong {
        /// The field.
        field: &'static str,
        /// The most characters it may have.
        limit: usize,
    },
    /// A measure that is not there, or was done before.
    #[error("there is no open measure {0}")]
    NoSuchMeasure(i64),
    /// What went wrong inside.
    #[error(transparent)]
    App(#[from] AppError),
}

impl From<StoreError> for ReportError {
    fn from(error: StoreError) -> ReportError {
        ReportError::App(error.into())
    }
}

impl Refusal for ReportError {
    fn code(&self) -> &'static str {
        match self {
            ReportError::NotDays => "no-days",
            ReportError::TooManyTickets => "too-many-tickets",
            ReportError::NoSuchEntry => "no-such-entry",
            ReportError::Blank(_) => "no-word",
            ReportError::TooLong { .. } => "text-too-long",
            ReportError::NoSuchMeasure(_) => "not-there",
            ReportError::App(_) => "internal",
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            ReportError::NotDays => Some("to"),
            ReportError::TooManyTickets => Some("from"),
            ReportError::NoSuchEntry => Some("entry"),
            ReportError::Blank(field) | ReportError::TooLong { field, .. } => Some(field),
            ReportError::NoSuchMeasure(_) => Some("id"),
            ReportError::App(_) => None,
        }
    }

    fn help(&self) -> Cow<'static, str> {
        let help = match self {
            ReportError::NotDays => "send a `to` not before `from`, within ten years",
            ReportError::TooManyTickets => "ask for fewer days",
            ReportError::NoSuchEntry => "name one of the library by its id",
            ReportError::Blank(_) => "say why, what and who",
            ReportError::TooLong { .. } => "send the complaint itself, without attachments or history",
            ReportError::NoSuchMeasure(_) => "look at what there is",
            ReportError::App(_) => "try again, then tell the operator",
        };
        help.into()
    }
}

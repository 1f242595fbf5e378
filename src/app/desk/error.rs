//! Why there is no suggestion.

use std::borrow::Cow;

use fenzhen_engine::triage::TicketError;

use crate::app::{AppError, Refusal};

/// A complaint that got no suggestion.
#[derive(Debug, thiserror::Error)]
pub enum SuggestError {
    /// It cannot be judged.
    #[error(transparent)]
    Complaint(#[from] TicketError),
    /// What went wrong inside, or a revision that was never made.
    #[error(transparent)]
    App(#[from] AppError),
}

impl Refusal for SuggestError {
    fn code(&self) -> &'static str {
        match self {
            SuggestError::Complaint(error) => error.code(),
            SuggestError::App(AppError::NoSuchRevision(_)) => "no-such-revision",
            SuggestError::App(AppError::Busy) => "busy",
            SuggestError::App(_) => "internal",
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            SuggestError::Complaint(error) => error.field(),
            SuggestError::App(_) => None,
        }
    }

    fn help(&self) -> Cow<'static, str> {
        match self {
            SuggestError::Complaint(error) => error.help(),
            SuggestError::App(AppError::NoSuchRevision(_)) => Cow::Borrowed("GET /api/v1/revisions lists what there is"),
            SuggestError::App(AppError::Busy) => Cow::Borrowed("wait a few seconds, then try again"),
            SuggestError::App(_) => Cow::Borrowed("try again, then tell the operator"),
        }
    }
}

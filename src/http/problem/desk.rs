//! Refusals of complaints that cannot be judged, as problems.

use axum::http::StatusCode;
use fenzhen_engine::triage::TicketError;

use crate::app::SuggestError;

use super::ProblemDocument;

impl From<SuggestError> for ProblemDocument {
    fn from(error: SuggestError) -> ProblemDocument {
        match error {
            SuggestError::Complaint(error) => error.into(),
            SuggestError::App(error) => error.into(),
        }
    }
}

impl From<TicketError> for ProblemDocument {
    fn from(error: TicketError) -> ProblemDocument {
        ProblemDocument::of_refusal(StatusCode::UNPROCESSABLE_ENTITY, &error)
    }
}

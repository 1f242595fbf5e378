//! Refusals about reports and measures, as problems.

use axum::http::StatusCode;

use crate::app::reports::ReportError;

use super::ProblemDocument;

impl From<ReportError> for ProblemDocument {
    fn from(error: ReportError) -> ProblemDocument {
        let status = match error {
            ReportError::App(error) => return error.into(),
            ReportError::NoSuchMeasure(_) => StatusCode::NOT_FOUND,
            ReportError::NotDays
            | ReportError::TooManyTickets
            | ReportError::NoSuchEntry
            | ReportError::Blank(_)
            | ReportError::TooLong { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        };
        ProblemDocument::of_refusal(status, &error)
    }
}

//! Refusals about alarms, as problems.

use axum::http::StatusCode;

use crate::app::alarms::AlarmError;

use super::ProblemDocument;

impl From<AlarmError> for ProblemDocument {
    fn from(error: AlarmError) -> ProblemDocument {
        let status = match error {
            AlarmError::App(error) => return error.into(),
            AlarmError::NoSuchAlarm(_) => StatusCode::NOT_FOUND,
            AlarmError::TooLong { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        };
        ProblemDocument::of_refusal(status, &error)
    }
}

//! Refusals about runs, as problems.

use axum::http::StatusCode;

use crate::app::runs::RunError;

use super::ProblemDocument;

impl From<RunError> for ProblemDocument {
    fn from(error: RunError) -> ProblemDocument {
        let status = match error {
            RunError::App(error) => return error.into(),
            RunError::NoSuchRun(_) | RunError::NoSuchFile(_) => StatusCode::NOT_FOUND,
            // Right in themselves, but not now.
            RunError::NotNow(_)
            | RunError::StillApplied(_)
            | RunError::Awaited(_)
            | RunError::InUse
            | RunError::FolderBusy { .. }
            | RunError::AppliedAlready { .. }
            | RunError::NothingToUndo => StatusCode::CONFLICT,
            RunError::TooManyRuns { .. }
            | RunError::BadName
            | RunError::BadSource
            | RunError::FolderNotEmpty { .. }
            | RunError::NoRunInFolder { .. }
            | RunError::OtherVersion { .. }
            | RunError::InputChanged { .. }
            | RunError::InputGone { .. }
            | RunError::InputTooLarge { .. }
            | RunError::KnowledgeChanged { .. }
            | RunError::NoSuchRevision(_)
            | RunError::BrokenResults { .. }
            | RunError::BrokenComparison { .. }
            | RunError::NothingToCompare { .. }
            | RunError::NoResults { .. }
            | RunError::NotDone { .. }
            | RunError::TicketsNotKept
            | RunError::Read(_)
            | RunError::Author(_) => StatusCode::UNPROCESSABLE_ENTITY,
        };
        ProblemDocument::of_refusal(status, &error)
    }
}

//! What programs are told when a request about a run cannot be answered.

use axum::http::StatusCode;

use crate::app::AppError;
use crate::app::runs::RunsError;
use crate::http::problem::ProblemDocument;

/// Requests that are right in themselves, but not now.
const NOT_NOW: [&str; 3] = ["applied-already", "nothing-to-undo", "run-busy"];

impl From<RunsError> for ProblemDocument {
    fn from(error: RunsError) -> ProblemDocument {
        let detail = error.to_string();
        match error {
            RunsError::NoSuchRun(_) => {
                ProblemDocument::new(StatusCode::NOT_FOUND, "no-such-run", detail).help("GET /api/v1/runs lists what there is")
            }
            RunsError::NoSuchFile(_) => ProblemDocument::new(StatusCode::NOT_FOUND, "no-such-file", detail)
                .help("`files` of GET /api/v1/runs/{id} lists what is ready"),
            RunsError::NotNow(_) => {
                ProblemDocument::new(StatusCode::CONFLICT, "not-now", detail).help("GET /api/v1/runs/{id} says what it is doing")
            }
            RunsError::Applied(_) => ProblemDocument::new(StatusCode::CONFLICT, "still-applied", detail)
                .help("take it back first: POST /api/v1/runs/{id}/undo"),
            RunsError::Awaited(_) => ProblemDocument::new(StatusCode::CONFLICT, "awaited", detail)
                .help("wait until that one has begun and ended, or cancel it"),
            RunsError::App(AppError::Request(request)) if NOT_NOW.contains(&request.code) => {
                ProblemDocument::new(StatusCode::CONFLICT, request.code, request.message).help(request.help)
            }
            RunsError::App(error) => error.into(),
        }
    }
}

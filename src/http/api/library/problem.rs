//! What maintainers are told when something is not done: a problem document with what it takes to fix it.

use axum::Json;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use fenzhen_engine::kb::Problem;
use utoipa::ToSchema;

use crate::api::v1::library::{ProblemView, Rehearsal};
use crate::app::Refusal;
use crate::app::library::{Conflict, LibraryError};
use crate::http::problem::ProblemDocument;

/// A problem document; on a conflict with both versions, on faulty content with what is wrong with it.
#[derive(Debug, serde::Serialize, ToSchema)]
#[schema(as = Refusal)]
pub struct LibraryProblem {
    #[serde(flatten)]
    problem: ProblemDocument,
    /// The file in conflict.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    /// The revision you started from; `null` if you thought the file new.
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<Option<i64>>,
    /// The revision that last changed it; `null` if it is not there.
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Option<Option<i64>>,
    /// What you sent; `null` for a removal.
    #[serde(skip_serializing_if = "Option::is_none")]
    yours: Option<Option<String>>,
    /// What stands there; `null` if nothing does.
    #[serde(skip_serializing_if = "Option::is_none")]
    theirs: Option<Option<String>>,
    /// What is wrong with the content.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<ProblemView>>)]
    problems: Option<Vec<Problem>>,
    /// What the rehearsal of a blocked publication showed.
    #[serde(skip_serializing_if = "Option::is_none")]
    rehearsal: Option<Box<Rehearsal>>,
}

impl From<ProblemDocument> for LibraryProblem {
    fn from(problem: ProblemDocument) -> LibraryProblem {
        LibraryProblem {
            problem,
            path: None,
            expected: None,
            found: None,
            yours: None,
            theirs: None,
            problems: None,
            rehearsal: None,
        }
    }
}

impl From<LibraryError> for LibraryProblem {
    fn from(error: LibraryError) -> LibraryProblem {
        let status = match &error {
            LibraryError::NotFound(_) => StatusCode::NOT_FOUND,
            LibraryError::Conflict(_) | LibraryError::IsPublished(_) | LibraryError::Overtaken => StatusCode::CONFLICT,
            LibraryError::Problems(_)
            | LibraryError::Blocked(_)
            | LibraryError::WouldPublish(_)
            | LibraryError::BadId(_)
            | LibraryError::BadPath(_)
            | LibraryError::NamedTwice(_)
            | LibraryError::NoStatus(_)
            | LibraryError::NothingToPublish => StatusCode::UNPROCESSABLE_ENTITY,
            LibraryError::App(_) => StatusCode::INTERNAL_SERVER_ERROR,
        };
        let plain = LibraryProblem::from(ProblemDocument::new(status, error.code(), error.to_string()).help(error.help()));
        match error {
            LibraryError::App(error) => ProblemDocument::from(error).into(),
            LibraryError::Conflict(conflict) => plain.in_conflict(*conflict),
            LibraryError::Problems(problems) => LibraryProblem { problems: Some(problems), ..plain },
            LibraryError::Blocked(rehearsal) => LibraryProblem { rehearsal: Some(Box::new((*rehearsal).into())), ..plain },
            _ => plain,
        }
    }
}

impl LibraryProblem {
    fn in_conflict(self, conflict: Conflict) -> LibraryProblem {
        let Conflict { path, expected, found, yours, theirs } = conflict;
        let (expected, found, yours, theirs) = (Some(expected), Some(found), Some(yours), Some(theirs));
        LibraryProblem { path: Some(path), expected, found, yours, theirs, ..self }
    }
}

impl From<QueryRejection> for LibraryProblem {
    fn from(rejection: QueryRejection) -> LibraryProblem {
        let problem = ProblemDocument::new(StatusCode::UNPROCESSABLE_ENTITY, "unknown-option", rejection.body_text());
        problem.help("/openapi.json lists the options").into()
    }
}

impl From<PathRejection> for LibraryProblem {
    fn from(rejection: PathRejection) -> LibraryProblem {
        let problem = ProblemDocument::new(StatusCode::UNPROCESSABLE_ENTITY, "bad-id", rejection.body_text());
        problem.help("such as telecom/broadband-slow").into()
    }
}

impl IntoResponse for LibraryProblem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(self)).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response
    }
}

//! What maintainers are told when something is not done: a problem document with what it takes to mend it.

use axum::Json;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use utoipa::ToSchema;

use crate::api::v1::ProblemView;
use crate::app::library::{Conflict, CurateError, Rehearsal};
use crate::http::problem::ProblemDocument;

/// A problem document; on a conflict with both versions, on faulty content with what is wrong with it.
#[derive(Debug, serde::Serialize, ToSchema)]
pub struct Refusal {
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
    problems: Option<Vec<ProblemView>>,
    /// What the rehearsal of a blocked publication showed.
    #[serde(skip_serializing_if = "Option::is_none")]
    rehearsal: Option<Box<Rehearsal>>,
}

impl From<ProblemDocument> for Refusal {
    fn from(problem: ProblemDocument) -> Refusal {
        Refusal { problem, path: None, expected: None, found: None, yours: None, theirs: None, problems: None, rehearsal: None }
    }
}

impl From<CurateError> for Refusal {
    fn from(error: CurateError) -> Refusal {
        let said = error.to_string();
        let plain = |status, code, help: &str| Refusal::from(ProblemDocument::new(status, code, said.clone()).help(help));
        match error {
            CurateError::Conflict(conflict) => {
                let refusal =
                    plain(StatusCode::CONFLICT, "conflict", "bring `yours` and `theirs` together, then send it with `found`");
                in_conflict(refusal, *conflict)
            }
            CurateError::Problems(problems) => {
                let refusal = plain(StatusCode::UNPROCESSABLE_ENTITY, "has-problems", "mend what `problems` lists");
                Refusal { problems: Some(problems.into_iter().map(ProblemView::from).collect()), ..refusal }
            }
            CurateError::Blocked(rehearsal) => {
                let (code, help) = match rehearsal.problems.is_empty() {
                    false => ("has-problems", "mend what `rehearsal.problems` lists"),
                    true => ("breaks-cases", "mend what `rehearsal.broken_cases` lists, or send `waive` with a reason"),
                };
                Refusal { rehearsal: Some(rehearsal), ..plain(StatusCode::UNPROCESSABLE_ENTITY, code, help) }
            }
            CurateError::IsPublished(_) => {
                plain(StatusCode::CONFLICT, "is-published", "POST /api/v1/publish with the edited file in `files`")
            }
            CurateError::WouldPublish(_) => plain(
                StatusCode::UNPROCESSABLE_ENTITY,
                "would-publish",
                "set status to draft or review; POST /api/v1/publish publishes",
            ),
            CurateError::NotFound(_) => plain(StatusCode::NOT_FOUND, "not-found", "GET /api/v1/entries lists what there is"),
            CurateError::BadId(_) => plain(StatusCode::UNPROCESSABLE_ENTITY, "bad-id", "such as telecom/broadband-slow"),
            CurateError::BadPath(_) => {
                let help = "write entries/<domain>/<slug>.toml, taxonomy.toml, departments.toml, slots.toml, sla.toml, \
                            workflow.toml, baseline.jsonl, lexicon/words.txt, lexicon/synonyms.txt or lexicon/risk.toml";
                plain(StatusCode::UNPROCESSABLE_ENTITY, "bad-path", help)
            }
            CurateError::Twice(_) => plain(StatusCode::UNPROCESSABLE_ENTITY, "named-twice", "name each entry and file once"),
            CurateError::NoStatus(_) => {
                plain(StatusCode::UNPROCESSABLE_ENTITY, "no-status", "send the whole file in `files` with its status set")
            }
            CurateError::Nothing => {
                plain(StatusCode::UNPROCESSABLE_ENTITY, "nothing-to-publish", "name `entries`, `retire` or `files`")
            }
            CurateError::Unsettled => plain(StatusCode::CONFLICT, "overtaken", "try again"),
            CurateError::App(error) => ProblemDocument::from(error).into(),
        }
    }
}

fn in_conflict(refusal: Refusal, conflict: Conflict) -> Refusal {
    let Conflict { path, expected, found, yours, theirs } = conflict;
    let (expected, found, yours, theirs) = (Some(expected), Some(found), Some(yours), Some(theirs));
    Refusal { path: Some(path), expected, found, yours, theirs, ..refusal }
}

impl From<QueryRejection> for Refusal {
    fn from(rejection: QueryRejection) -> Refusal {
        let problem = ProblemDocument::new(StatusCode::UNPROCESSABLE_ENTITY, "unknown-option", rejection.body_text());
        problem.help("/openapi.json lists the options").into()
    }
}

impl From<PathRejection> for Refusal {
    fn from(rejection: PathRejection) -> Refusal {
        let problem = ProblemDocument::new(StatusCode::UNPROCESSABLE_ENTITY, "bad-id", rejection.body_text());
        problem.help("such as telecom/broadband-slow").into()
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(self)).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response
    }
}

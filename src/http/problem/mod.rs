//! Problem documents (RFC 9457): the one shape of "this request cannot be answered", and, in one file a feature, what each
//! of its refusals is as a problem.

mod alarms;
mod cases;
mod desk;
mod reports;
mod runs;
mod tickets;
mod webhooks;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use utoipa::ToSchema;

use crate::api::v1::CaseView;
use crate::app::{AppError, Refusal};

/// Why a request cannot be answered, and how to fix it.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct ProblemDocument {
    /// Always `about:blank`: `code` tells problems apart.
    #[serde(rename = "type")]
    #[schema(example = "about:blank")]
    pub kind: &'static str,
    /// The status in words.
    pub title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// What is wrong.
    #[schema(value_type = String)]
    pub detail: Box<str>,
    /// A stable name for programs.
    pub code: &'static str,
    /// The field at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<&'static str>,
    /// How to fix it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub help: Option<Box<str>>,
    /// The cases that feedback contradicts.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schema(value_type = Option<Vec<CaseView>>)]
    pub cases: Box<[CaseView]>,
}

impl ProblemDocument {
    /// A problem with a status, a code and what is wrong.
    #[must_use]
    pub fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> ProblemDocument {
        let title = status.canonical_reason().unwrap_or("Problem");
        let (status, detail) = (status.as_u16(), detail.into().into());
        ProblemDocument { kind: "about:blank", title, status, detail, code, field: None, help: None, cases: Box::default() }
    }

    /// A refusal, as it says of itself.
    #[must_use]
    pub fn of_refusal(status: StatusCode, refusal: &impl Refusal) -> ProblemDocument {
        let problem = ProblemDocument::new(status, refusal.code(), refusal.to_string()).help(refusal.help());
        ProblemDocument { field: refusal.field(), ..problem }
    }

    /// The same with a way to fix it.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> ProblemDocument {
        ProblemDocument { help: Some(help.into().into()), ..self }
    }

    /// The same with the field at fault.
    #[must_use]
    pub fn field(self, field: &'static str) -> ProblemDocument {
        ProblemDocument { field: Some(field), ..self }
    }

    /// The same with the cases that stand against it.
    #[must_use]
    pub fn cases(self, cases: Vec<CaseView>) -> ProblemDocument {
        ProblemDocument { cases: cases.into(), ..self }
    }

    /// What to say of a status that the framework gave without words.
    #[must_use]
    pub fn of_status(status: StatusCode, limit: usize) -> ProblemDocument {
        match status {
            StatusCode::NOT_FOUND => ProblemDocument::new(status, "no-such-page", "there is nothing at this address")
                .help("/openapi.json lists what there is"),
            StatusCode::METHOD_NOT_ALLOWED => {
                ProblemDocument::new(status, "wrong-method", "this address does not take this method")
                    .help("/openapi.json lists the methods; `Allow` names them")
            }
            StatusCode::PAYLOAD_TOO_LARGE => {
                ProblemDocument::new(status, "too-large", format!("the request is larger than {limit} bytes"))
                    .help("send one complaint without attachments; a backlog goes through `fenzhen batch`")
            }
            StatusCode::GATEWAY_TIMEOUT => {
                ProblemDocument::new(status, "too-slow", "the answer took too long").help("try again; a shorter text is faster")
            }
            _ => ProblemDocument::new(status, "failed", "the request could not be answered"),
        }
    }
}

impl IntoResponse for ProblemDocument {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(self)).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response
    }
}

impl From<AppError> for ProblemDocument {
    fn from(error: AppError) -> ProblemDocument {
        match error {
            AppError::NoSuchRevision(_) => ProblemDocument::new(StatusCode::NOT_FOUND, "no-such-revision", error.to_string())
                .help("GET /api/v1/revisions lists what there is"),
            AppError::Busy => ProblemDocument::new(StatusCode::SERVICE_UNAVAILABLE, "busy", error.to_string())
                .help("wait a few seconds, then try again"),
            other => {
                // What went wrong inside is for the log; a caller can only try again.
                tracing::error!(error = %other, "a journey failed");
                ProblemDocument::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "fenzhen failed to answer; the log says why")
                    .help("try again, then tell the operator")
            }
        }
    }
}

//! `POST /api/v1/feedback`: what an agent says of a suggestion.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::{Extension, Json};
use tokio::task::JoinError;

use crate::api::v1::{CaseView, FeedbackAnswer, FeedbackRequest};
use crate::app::access::Caller;
use crate::app::idempotency::KeyError;
use crate::app::{App, CaseError, Refusal};
use crate::http::blocking::spawn_blocking;
use crate::http::body::JsonBody;
use crate::http::problem::ProblemDocument;

/// The header that tells a repeat from a new request.
const KEY: &str = "idempotency-key";

/// Say whether a suggestion was right
///
/// What is accepted or corrected becomes a case, and the model learns it within seconds, without interrupting anybody.
/// The same request under the same `Idempotency-Key` is taken once and answered the same. Feedback that contradicts an
/// active case of the same complaint is refused with the cases it contradicts; `replaces` revokes one in its favour.
#[utoipa::path(
    post, path = "/api/v1/feedback", tag = "feedback", request_body = FeedbackRequest,
    params(("Idempotency-Key" = Option<String>, Header, description = "1 to 200 visible ASCII characters of the sender's choice")),
    responses(
        (status = 200, description = "Taken", body = FeedbackAnswer),
        (status = 400, description = "No JSON, or not UTF-8", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "No such ticket", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "It contradicts a case, or the key was used for another request", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "An unknown label, or nothing to teach", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub async fn give(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    JsonBody(mut request): JsonBody<FeedbackRequest>,
) -> Result<Json<FeedbackAnswer>, ProblemDocument> {
    request.author = caller.author(request.author);
    // What is not ASCII is no key; the app says so.
    let key = headers.get(KEY).map(|value| value.to_str().unwrap_or_default().to_owned());
    let given = spawn_blocking(move || {
        let key = key.map(|key| request.under(&key)).transpose()?;
        let answered = app.cases().submit(&request.into(), key.as_ref())?;
        Ok::<_, CaseError>(FeedbackAnswer::try_from(answered)?)
    });
    Ok(Json(given.await?))
}

impl From<JoinError> for CaseError {
    fn from(error: JoinError) -> CaseError {
        CaseError::App(error.into())
    }
}

impl From<CaseError> for ProblemDocument {
    fn from(error: CaseError) -> ProblemDocument {
        let status = match &error {
            CaseError::App(_) => StatusCode::INTERNAL_SERVER_ERROR,
            CaseError::Contradicts(_) | CaseError::Key(KeyError::KeyReused) => StatusCode::CONFLICT,
            CaseError::NoSuchTicket(_) | CaseError::NoSuchCase(_) => StatusCode::NOT_FOUND,
            CaseError::Key(KeyError::NoKey)
            | CaseError::Author(_)
            | CaseError::Complaint(_)
            | CaseError::TwoTickets
            | CaseError::NoTicket
            | CaseError::LabelsNotWanted { .. }
            | CaseError::NoLabel
            | CaseError::UnknownLabel { .. }
            | CaseError::AmbiguousAccepted(_)
            | CaseError::LabelsContradict(_)
            | CaseError::NothingToAccept
            | CaseError::RejectionReplaces
            | CaseError::NothingToReplace(_) => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let mut problem = ProblemDocument::new(status, error.code(), error.to_string()).help(error.help());
        problem.field = error.field();
        match error {
            CaseError::App(error) => error.into(),
            CaseError::Contradicts(cases) => problem.cases(cases.into_iter().map(CaseView::from).collect()),
            _ => problem,
        }
    }
}

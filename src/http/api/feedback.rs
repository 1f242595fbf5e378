//! `POST /api/v1/feedback`: what an agent says of a suggestion.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::{Extension, Json};

use crate::api::v1::{FeedbackAnswer, FeedbackRequest};
use crate::app::access::Caller;
use crate::app::{App, FeedbackRefusal};
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
    let given = spawn_blocking(move || app.feedback(&request, key.as_deref())).await;
    Ok(Json(given?))
}

/// The problem that tells a refusal.
pub(in crate::http) fn refused(refusal: FeedbackRefusal) -> ProblemDocument {
    let detail = refusal.to_string();
    let problem = |status, code| ProblemDocument::new(status, code, detail);
    match refusal {
        FeedbackRefusal::KeyReused => {
            problem(StatusCode::CONFLICT, "key-reused").field("Idempotency-Key").help("send a new key with a new request")
        }
        FeedbackRefusal::Contradicts(cases) => problem(StatusCode::CONFLICT, "contradicts")
            .cases(cases)
            .help("send `replaces` with a case's number to revoke it in favour of this, or leave it"),
        FeedbackRefusal::NoSuchTicket(_) => problem(StatusCode::NOT_FOUND, "no-such-ticket")
            .field("ticket")
            .help("send the complaint's `text` instead; tickets are kept only where `keep_tickets` is set"),
        FeedbackRefusal::NoSuchCase(_) => {
            problem(StatusCode::NOT_FOUND, "no-such-case").help("GET /api/v1/cases lists what there is")
        }
    }
}

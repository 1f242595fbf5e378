//! Refusals of feedback and cases, as problems.

use axum::http::StatusCode;

use crate::app::FeedbackRefusal;

use super::ProblemDocument;

impl From<FeedbackRefusal> for ProblemDocument {
    fn from(refusal: FeedbackRefusal) -> ProblemDocument {
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
}

//! Refusals about tickets, as problems.

use axum::http::StatusCode;

use crate::app::TicketRefusal;

use super::ProblemDocument;

impl From<TicketRefusal> for ProblemDocument {
    fn from(refusal: TicketRefusal) -> ProblemDocument {
        let problem = |status, code| ProblemDocument::new(status, code, refusal.to_string());
        match &refusal {
            TicketRefusal::NoSuchTicket(_) => {
                problem(StatusCode::NOT_FOUND, "no-such-ticket").field("id").help("GET /api/v1/tickets lists open ones")
            }
            TicketRefusal::Registered { .. } => problem(StatusCode::CONFLICT, "registered-before")
                .field("external_id")
                .help("act on that ticket, or send another `external_id`"),
            TicketRefusal::KeyReused => {
                problem(StatusCode::CONFLICT, "key-reused").field("Idempotency-Key").help("send a new key with a new request")
            }
            TicketRefusal::ChangedMeanwhile { .. } => {
                problem(StatusCode::CONFLICT, "changed-meanwhile").field("expect").help("look at the ticket again")
            }
            TicketRefusal::PartTooHigh => {
                problem(StatusCode::FORBIDDEN, "part-too-high").field("as").help("let somebody with that role do it")
            }
            TicketRefusal::Flow(flow) => {
                ProblemDocument::new(StatusCode::CONFLICT, flow.code, flow.message.clone()).help(flow.help.clone())
            }
        }
    }
}

//! Refusals about tickets, as problems.

use axum::http::StatusCode;

use crate::app::TicketError;
use crate::app::idempotency::KeyError;

use super::ProblemDocument;

impl From<TicketError> for ProblemDocument {
    fn from(error: TicketError) -> ProblemDocument {
        let status = match error {
            TicketError::NoSuchTicket(_) => StatusCode::NOT_FOUND,
            TicketError::PartTooHigh => StatusCode::FORBIDDEN,
            TicketError::Registered { .. }
            | TicketError::ChangedMeanwhile { .. }
            | TicketError::Flow(_)
            | TicketError::Key(KeyError::KeyReused) => StatusCode::CONFLICT,
            TicketError::Key(KeyError::NoKey)
            | TicketError::Complaint(_)
            | TicketError::SaysNothing { .. }
            | TicketError::NotAWord { .. }
            | TicketError::TooLong { .. }
            | TicketError::TooMany(_)
            | TicketError::NobodyNamed
            | TicketError::EmptyNote
            | TicketError::InTheFuture
            | TicketError::FrontComplainedAbout(_)
            | TicketError::NoSuchSlot(_)
            | TicketError::NoSuchClass { .. }
            | TicketError::NoSuchPlace
            | TicketError::NoHistory => StatusCode::UNPROCESSABLE_ENTITY,
            TicketError::App(error) => return error.into(),
        };
        ProblemDocument::of_refusal(status, &error)
    }
}

//! Refusals of feedback and cases, as problems.

use axum::http::StatusCode;

use crate::api::v1::CaseView;
use crate::app::CaseError;
use crate::app::idempotency::KeyError;

use super::ProblemDocument;

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
        let problem = ProblemDocument::of_refusal(status, &error);
        match error {
            CaseError::App(error) => error.into(),
            CaseError::Contradicts(cases) => problem.cases(cases.into_iter().map(CaseView::from).collect()),
            _ => problem,
        }
    }
}

//! Refusals about webhooks and their deliveries, as problems.

use axum::http::StatusCode;

use crate::app::webhooks::WebhookError;

use super::ProblemDocument;

impl From<WebhookError> for ProblemDocument {
    fn from(error: WebhookError) -> ProblemDocument {
        let status = match error {
            WebhookError::App(error) => return error.into(),
            WebhookError::NoSuchWebhook(_) | WebhookError::NoSuchDelivery(_) => StatusCode::NOT_FOUND,
            WebhookError::NotAnAddress | WebhookError::NotASecret | WebhookError::TooMany => StatusCode::UNPROCESSABLE_ENTITY,
        };
        ProblemDocument::of_refusal(status, &error)
    }
}

//! What can go wrong with webhooks.

use std::borrow::Cow;

use crate::app::{AppError, Refusal};
use crate::store::StoreError;

/// Why something about a webhook cannot be done.
#[derive(Debug, thiserror::Error)]
pub enum WebhookError {
    /// Nothing can be sent there, or the address carries a password about.
    #[error("`url` is not a valid address to send to")]
    NotAnAddress,
    /// The secret cannot be one.
    #[error("the secret is not valid")]
    NotASecret,
    /// There are as many as there may be.
    #[error("there are 50 webhooks already")]
    TooMany,
    /// A webhook that is not there.
    #[error("there is no webhook {0}")]
    NoSuchWebhook(i64),
    /// A delivery that is not there, or not dead.
    #[error("there is no dead delivery {0}")]
    NoSuchDelivery(i64),
    /// What went wrong inside.
    #[error(transparent)]
    App(#[from] AppError),
}

impl From<StoreError> for WebhookError {
    fn from(error: StoreError) -> WebhookError {
        WebhookError::App(error.into())
    }
}

impl Refusal for WebhookError {
    fn code(&self) -> &'static str {
        match self {
            WebhookError::NotAnAddress => "no-address",
            WebhookError::NotASecret => "no-secret",
            WebhookError::TooMany => "too-many-webhooks",
            WebhookError::NoSuchWebhook(_) | WebhookError::NoSuchDelivery(_) => "not-there",
            WebhookError::App(_) => "internal",
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            WebhookError::NotAnAddress | WebhookError::TooMany => Some("url"),
            WebhookError::NotASecret => Some("secret"),
            WebhookError::NoSuchWebhook(_) | WebhookError::NoSuchDelivery(_) => Some("id"),
            WebhookError::App(_) => None,
        }
    }

    fn help(&self) -> Cow<'static, str> {
        let help = match self {
            WebhookError::NotAnAddress => "send https://host/path, without a password",
            WebhookError::NotASecret => "send `whsec_` and 24 to 64 bytes in base64, or leave it out",
            WebhookError::TooMany => "remove those nobody listens to",
            WebhookError::NoSuchWebhook(_) | WebhookError::NoSuchDelivery(_) => "look at what there is",
            WebhookError::App(_) => "try again, then tell the operator",
        };
        help.into()
    }
}

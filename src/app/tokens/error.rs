//! What can go wrong with tokens.

use std::borrow::Cow;

use crate::app::{AppError, Refusal};
use crate::store::StoreError;

use super::MOST_ACTIVE;

/// Why a token is not made, or cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// It has no name.
    #[error("a token needs a name")]
    NoName,
    /// Its name does not fit beside a change.
    #[error("the name is too long")]
    NameTooLong,
    /// Its name could look like another.
    #[error("the name has a character that cannot be seen")]
    InvisibleName,
    /// There are as many as there may be.
    #[error("there are {MOST_ACTIVE} tokens already")]
    TooMany,
    /// What went wrong inside.
    #[error(transparent)]
    App(#[from] AppError),
}

impl From<StoreError> for TokenError {
    fn from(error: StoreError) -> TokenError {
        TokenError::App(error.into())
    }
}

impl Refusal for TokenError {
    fn code(&self) -> &'static str {
        match self {
            TokenError::NoName | TokenError::NameTooLong | TokenError::InvisibleName => "bad-name",
            TokenError::TooMany => "too-many-tokens",
            TokenError::App(_) => "internal",
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            TokenError::App(_) => None,
            _ => Some("name"),
        }
    }

    fn help(&self) -> Cow<'static, str> {
        let help = match self {
            TokenError::NoName | TokenError::NameTooLong | TokenError::InvisibleName => {
                "say who or what will use the token, in at most 64 characters"
            }
            TokenError::TooMany => "revoke those that are not used any more",
            TokenError::App(_) => "try again, then tell the operator",
        };
        help.into()
    }
}

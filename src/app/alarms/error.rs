//! What can go wrong with alarms.

use std::borrow::Cow;

use crate::app::{AppError, Refusal};
use crate::store::StoreError;

/// Why something about an alarm cannot be done.
#[derive(Debug, thiserror::Error)]
pub enum AlarmError {
    /// An alarm that was never raised.
    #[error("there is no alarm {0}")]
    NoSuchAlarm(i64),
    /// A text that is too long.
    #[error("`{field}` has more than {limit} characters")]
    TooLong {
        /// The field.
        field: &'static str,
        /// The most characters it may have.
        limit: usize,
    },
    /// What went wrong inside.
    #[error(transparent)]
    App(#[from] AppError),
}

impl From<StoreError> for AlarmError {
    fn from(error: StoreError) -> AlarmError {
        AlarmError::App(error.into())
    }
}

impl Refusal for AlarmError {
    fn code(&self) -> &'static str {
        match self {
            AlarmError::NoSuchAlarm(_) => "no-such-alarm",
            AlarmError::TooLong { .. } => "text-too-long",
            AlarmError::App(_) => "internal",
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            AlarmError::NoSuchAlarm(_) => Some("id"),
            AlarmError::TooLong { field, .. } => Some(field),
            AlarmError::App(_) => None,
        }
    }

    fn help(&self) -> Cow<'static, str> {
        let help = match self {
            AlarmError::NoSuchAlarm(_) => "GET /api/v1/alarms lists what there is",
            AlarmError::TooLong { .. } => "send the complaint itself, without attachments or history",
            AlarmError::App(_) => "try again, then tell the operator",
        };
        help.into()
    }
}

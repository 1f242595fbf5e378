//! Journeys read the database and some compute for seconds: they run on threads of their own, off the async runtime.

use tokio::sync::Semaphore;
use tokio::task::JoinError;

use crate::app::access::Denied;
use crate::app::alarms::AlarmError;
use crate::app::library::LibraryError;
use crate::app::reports::ReportError;
use crate::app::runs::RunError;
use crate::app::webhooks::WebhookError;
use crate::app::{AppError, CaseError, SuggestError, TicketError};

/// Comparisons at once: each reads the results of two runs from end to end.
static COMPARING: Semaphore = Semaphore::const_new(2);

/// Runs a journey on the blocking pool. One that panics is an error of its own kind; the panic hook has logged where.
///
/// # Errors
/// The journey's, or what its error type makes of a panic.
pub async fn spawn_blocking<T, E>(journey: impl FnOnce() -> Result<T, E> + Send + 'static) -> Result<T, E>
where
    T: Send + 'static,
    E: From<JoinError> + Send + 'static,
{
    tokio::task::spawn_blocking(journey).await?
}

/// The same for what reads two runs from end to end: a few at a time, the others wait.
///
/// # Errors
/// The comparison's, or a panic.
pub async fn compare_runs<T: Send + 'static>(
    compare: impl FnOnce() -> Result<T, RunError> + Send + 'static,
) -> Result<T, RunError> {
    let _turn = COMPARING.acquire().await;
    spawn_blocking(compare).await
}

impl From<JoinError> for AppError {
    fn from(_: JoinError) -> AppError {
        AppError::Panicked
    }
}

impl From<JoinError> for Denied {
    fn from(error: JoinError) -> Denied {
        Denied::App(error.into())
    }
}

impl From<JoinError> for LibraryError {
    fn from(error: JoinError) -> LibraryError {
        LibraryError::App(error.into())
    }
}

impl From<JoinError> for RunError {
    fn from(error: JoinError) -> RunError {
        RunError::App(error.into())
    }
}

impl From<JoinError> for SuggestError {
    fn from(error: JoinError) -> SuggestError {
        SuggestError::App(error.into())
    }
}

impl From<JoinError> for CaseError {
    fn from(error: JoinError) -> CaseError {
        CaseError::App(error.into())
    }
}

impl From<JoinError> for TicketError {
    fn from(error: JoinError) -> TicketError {
        TicketError::App(error.into())
    }
}

impl From<JoinError> for AlarmError {
    fn from(error: JoinError) -> AlarmError {
        AlarmError::App(error.into())
    }
}

impl From<JoinError> for ReportError {
    fn from(error: JoinError) -> ReportError {
        ReportError::App(error.into())
    }
}

impl From<JoinError> for WebhookError {
    fn from(error: JoinError) -> WebhookError {
        WebhookError::App(error.into())
    }
}

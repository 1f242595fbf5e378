//! What can go wrong on a journey.

use crate::store::{BackupError, StoreError};
use fenzhen_engine::index::IndexError;
use fenzhen_engine::kb::Problem;
use fenzhen_engine::triage::SnapshotError;

/// A journey that could not be finished.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The database.
    #[error(transparent)]
    Store(StoreError),
    /// A revision that was never made.
    #[error("there is no revision {0}")]
    NoSuchRevision(i64),
    /// Too many ask for what takes seconds.
    #[error("too many requests of this kind are waiting already")]
    Busy,
    /// A backup, or its restore.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// A journey that panicked; the log says where.
    #[error("fenzhen failed to answer; the log says why")]
    Panicked,
    /// The searchable state.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    /// The index.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The request.
    #[error(transparent)]
    Request(#[from] RequestError),
    /// Something that comes of tickets and is not there.
    #[error(transparent)]
    Ticket(#[from] TicketRefusal),
    /// A pack that cannot be used.
    #[error("the pack has {} problems; `fenzhen kb check` lists them", .0.len())]
    Pack(Vec<Problem>),
    /// A spreadsheet that cannot be read or written.
    #[error("{0}")]
    Table(Problem),
    /// A file or folder.
    #[error("{path}: {source}")]
    Io {
        /// Which.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> AppError {
        match error {
            StoreError::NoSuchRevision(revision) => AppError::NoSuchRevision(revision),
            other => AppError::Store(other),
        }
    }
}

/// An alarm, webhook, delivery or measure that is not there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TicketRefusal {
    /// An alarm that was never raised.
    #[error("there is no alarm {0}")]
    NoSuchAlarm(i64),
    /// A webhook, delivery or measure that is not there.
    #[error("there is no {what} {id}")]
    NoSuch {
        /// What.
        what: &'static str,
        /// Its number.
        id: i64,
    },
}

/// A request that cannot be answered, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message} ({help})")]
pub struct RequestError {
    /// A stable name for programs.
    pub code: &'static str,
    /// The field at fault.
    pub field: &'static str,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: &'static str,
}

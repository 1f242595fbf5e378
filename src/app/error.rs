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

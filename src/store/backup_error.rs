//! What can go wrong when a database is copied away or brought back, in words that say what to do.

use std::path::PathBuf;

/// A backup that was not made, or a restore that changed nothing.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// There is nothing to copy.
    #[error("there is no database {path}; name it with --db", path = path.display())]
    NoDatabase {
        /// Where it should be.
        path: PathBuf,
    },
    /// The backup would overwrite something.
    #[error("{path} is there already; choose another name, or --force to replace it", path = path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The backup would overwrite the database it comes from, or the other way round.
    #[error("{path} is the database itself, or a file beside it that belongs to it; choose another file", path = path.display())]
    Itself {
        /// The file.
        path: PathBuf,
    },
    /// The file is nothing that can be brought back.
    #[error("{path} cannot be restored: {why}; nothing was changed", path = path.display())]
    Unfit {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// Somebody else has the database open.
    #[error("{path} is in use by another process; stop the service and try again; nothing was changed", path = path.display())]
    InUse {
        /// The database.
        path: PathBuf,
    },
    /// The disk refused.
    #[error("{path}: {source}", path = path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// SQLite refused.
    #[error("{path}: the database refused: {source}", path = path.display())]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
}

impl BackupError {
    /// The system's refusal about a file.
    pub(super) fn io(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> BackupError {
        move |source| BackupError::Io { path: path.to_owned(), source }
    }

    /// SQLite's refusal about a file.
    pub(super) fn sqlite(path: &std::path::Path) -> impl FnOnce(rusqlite::Error) -> BackupError {
        move |source| BackupError::Sqlite { path: path.to_owned(), source }
    }
}

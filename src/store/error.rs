//! What can go wrong with the database, in words that say what to do.

use std::path::PathBuf;

/// An error of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite refused.
    #[error("the database refused: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The file cannot be opened at all.
    #[error("the database {path} cannot be opened: {source}; check the path and its permissions, or choose another with --db", path = path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The file is a database of another program.
    #[error("{path} is a database of another program; choose another file with --db", path = path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The schema is newer than this program knows.
    #[error("{path} was made by a newer version of fenzhen (schema {found}, this one knows up to {known}); install that version, or choose another file with --db", path = path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema version.
        found: i64,
        /// The newest this program knows.
        known: i64,
    },
    /// A revision that was never made.
    #[error("there is no revision {0}")]
    NoSuchRevision(i64),
    /// A group of changes that could not be kept; none of them was.
    #[error("the change was not kept: {0}")]
    NotKept(String),
}

impl StoreError {
    /// Whether another program holds the database: it may be worth asking again.
    pub(super) fn is_busy(&self) -> bool {
        let code = |error: &rusqlite::Error| error.sqlite_error_code();
        matches!(self, StoreError::Sqlite(error) if code(error) == Some(rusqlite::ErrorCode::DatabaseBusy))
    }
}

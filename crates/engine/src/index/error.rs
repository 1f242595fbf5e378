//! Index errors.

use std::path::PathBuf;

/// What can go wrong with an index.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// tantivy could not build or read it.
    #[error("the index cannot be used: {0}")]
    Engine(#[from] tantivy::TantivyError),
    /// The cache directory could not be prepared.
    #[error("the index cache {path} cannot be written: {source}", path = path.display())]
    Cache {
        /// The directory.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

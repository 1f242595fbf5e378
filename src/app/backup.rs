//! Backup and restore: the whole database as one file. The index cache is not part of either: it is built again.

use std::path::Path;

use crate::store::{self, Restored};

use super::engine::snapshot::index_directory;
use super::{AppError, Settings};

/// Copies the database to `file`, while others read and write, and gives its size in bytes.
///
/// # Errors
/// When there is no database, the file is there already and not `force`, or the disk refuses.
pub fn backup(settings: &Settings, file: &Path, force: bool) -> Result<u64, AppError> {
    Ok(store::backup(&settings.db, file, force)?)
}

/// Makes the backup `file` the database, after verifying it; the replaced one is kept beside.
///
/// # Errors
/// When the file is not a whole backup, another process holds the database, or the disk refuses. Nothing is changed then.
pub fn restore(settings: &Settings, file: &Path) -> Result<Restored, AppError> {
    // The cache goes by the number of the revision, and after a restore a number may mean another library.
    let forget_index = || match std::fs::remove_dir_all(index_directory(&settings.db)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    };
    Ok(store::restore(file, &settings.db, forget_index)?)
}

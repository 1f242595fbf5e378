//! What comes on a stream, kept as the input of a run.

use std::io;
use std::path::{Path, PathBuf};

use crate::app::runs::error::RunError;
use crate::app::runs::file_names;
use crate::app::runs::folder::{self, Folder};

/// Copies what comes on a stream into a run's folder, so that the run can be resumed.
///
/// # Errors
/// When there is more than `limit` bytes of it, or the disk refuses.
pub fn spool(from: impl io::Read, out: &Path, limit: u64) -> Result<PathBuf, RunError> {
    let folder = Folder::make(out)?;
    let path = folder.file(file_names::INPUT);
    // What was asked for of another input.
    folder.remove(file_names::REQUEST)?;
    // Under its name only when it is whole: half a backlog must not be taken for all of it.
    folder.put(file_names::INPUT, |file| {
        let copied = io::copy(&mut from.take(limit + 1), file).map_err(folder::failed(&path))?;
        if copied > limit { Err(RunError::InputTooLarge { limit }) } else { Ok(()) }
    })?;
    Ok(path)
}

//! What a run leaves in its folder when it ends before it has a plan: nothing was judged yet, so that all of it may be
//! replaced, and nothing of it stands in the way of the next run.

use std::fs;
use std::path::Path;

use crate::app::AppError;

use super::file_names::{BEFORE, LOCK, REQUEST, is_leftover};
use super::folder::{Folder, is_busy, names};

impl Folder {
    /// Takes away what a run left that ended before it had a plan, all but the input that is now to be judged.
    pub(super) fn clear(&self, input: &Path) -> Result<(), AppError> {
        let is_input = |name: &str| match (fs::canonicalize(self.file(name)), fs::canonicalize(input)) {
            (Ok(left), Ok(input)) => left == input,
            // What cannot be told from the input is left where it is.
            _ => true,
        };
        let left = names(&self.path)?.into_iter().filter_map(|name| name.into_string().ok());
        left.filter(|name| is_leftover(name.as_ref()) && !is_input(name)).try_for_each(|name| self.remove(&name))
    }

    /// Takes away what was asked for and refused; what came on standard input stays.
    pub(super) fn forget(&self) {
        for name in [REQUEST, BEFORE] {
            if let Err(error) = self.remove(name) {
                tracing::warn!(%error, "what a refused run left");
            }
        }
    }
}

/// Whether a run may be begun in a folder: it is not there, or nothing but what a refused run left.
#[must_use]
pub fn is_free(path: &Path) -> bool {
    !path.exists() || (!is_busy(path) && names(path).is_ok_and(|names| names == [LOCK]))
}

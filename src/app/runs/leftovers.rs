//! What a run leaves in its folder when it ends before it has a plan: nothing was judged yet, so that all of it may be
//! replaced, and nothing of it stands in the way of the next run.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use crate::app::{AppError, RequestError};

use super::folder::{BEFORE, Folder, INPUT, LOCK, NEW, PLAN, REQUEST, is_busy, names};

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

/// Whether a file is what may be in a folder of ours before there is a plan.
pub(super) fn is_leftover(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let whole = name.strip_suffix(NEW).unwrap_or(&name);
    [INPUT, REQUEST, BEFORE].contains(&whole) || (whole == PLAN && whole != name)
}

/// The refusal to go on in a folder without a run.
pub(super) fn no_run(path: &Path) -> AppError {
    let message = format!("{} is no folder of a run: there is no {PLAN} in it", path.display());
    let help = if path.join(INPUT).is_file() {
        "it ended before it began; begin it again with `fenzhen batch run DIR/input --out DIR`"
    } else if path.join(LOCK).is_file() {
        "it ended before it began; begin it again with `fenzhen batch run FILE --out DIR`"
    } else {
        "name the folder that `batch run` made"
    };
    RequestError { code: "no-run", field: "dir", message, help }.into()
}

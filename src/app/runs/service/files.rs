//! The files of a run of the service, for whoever asks for one.

use std::path::{Path, PathBuf};

use crate::app::runs::error::RunError;
use crate::app::runs::state::RunState;
use crate::app::runs::{Runs, file_names};

/// Files that may be had, with their content types.
const FILES: [(&str, &str); 5] = [
    (file_names::PAGE, "text/html; charset=utf-8"),
    (file_names::REPORT, "application/json"),
    (file_names::RESULTS, "application/x-ndjson"),
    (file_names::RESULTS_CSV, "text/csv; charset=utf-8"),
    (file_names::RESULTS_XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
];

/// A file of a run.
#[derive(Debug)]
pub struct Attachment {
    /// Where it is.
    pub path: PathBuf,
    /// Its content type.
    pub kind: &'static str,
}

/// Which of them are ready.
pub(super) fn ready(folder: &Path) -> Vec<String> {
    FILES.iter().filter(|(name, _)| folder.join(name).is_file()).map(|(name, _)| (*name).to_owned()).collect()
}

impl Runs {
    /// A file of a run that has ended.
    ///
    /// # Errors
    /// When there is no such run or file.
    pub fn attachment(&self, key: &str, name: &str) -> Result<Attachment, RunError> {
        let record = self.on_record(key)?;
        let known = FILES.iter().find(|(known, _)| *known == name && RunState::on_record(&record.state) == RunState::Done);
        let found = known.map(|(name, kind)| Attachment { path: self.folder_of(&record.key).join(name), kind });
        let missing = || RunError::NoSuchFile(name.chars().take(80).collect());
        found.filter(|found| found.path.is_file()).ok_or_else(missing)
    }
}

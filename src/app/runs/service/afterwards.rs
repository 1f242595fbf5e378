//! What the service does with a run that has ended: apply it, take that back, compare it with another.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::app::runs::apply::options::ApplyOptions;
use crate::app::runs::apply::undo::{UndoWhat, Undone};
use crate::app::runs::apply::write_over::Applied;
use crate::app::runs::error::RunError;
use crate::app::runs::folder::{self, Folder};
use crate::app::runs::report::{self, RunReport};
use crate::app::runs::{Runs, file_names};

/// What was last done with a run's suggestions, for whoever looks at it later.
const WRITTEN_OVER: &str = "written-over.json";

/// What was last done with a run's suggestions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WrittenOver {
    /// They were written over tickets.
    Applied(Applied),
    /// That was taken back.
    Undone(Undone),
}

/// A file to work in, which goes when it is no longer needed.
pub(in crate::app::runs) struct ScratchFile(pub PathBuf);

impl Drop for ScratchFile {
    fn drop(&mut self) {
        // It may not have come to be.
        let _ = fs::remove_file(&self.0);
    }
}

impl Runs {
    /// Writes the suggestions of a run of the service over the tickets on record.
    ///
    /// # Errors
    /// When there is no such run, it has not ended, and those of [`Runs::apply_folder`].
    pub fn apply(&self, key: &str, options: &ApplyOptions) -> Result<Applied, RunError> {
        let folder = self.folder_of_done(key)?;
        let applied = self.apply_folder(&folder, options)?;
        remember(&folder, &WrittenOver::Applied(applied.clone()));
        Ok(applied)
    }

    /// What applying a run of the service would do.
    ///
    /// # Errors
    /// Those of [`Runs::apply`].
    pub fn foretell(&self, key: &str, options: &ApplyOptions) -> Result<Applied, RunError> {
        self.foretell_folder(&self.folder_of_done(key)?, options)
    }

    /// Takes back what applying a run of the service wrote.
    ///
    /// # Errors
    /// When there is no such run, it has not ended, and those of [`Runs::undo_application`].
    pub fn undo(&self, key: &str, author: &str) -> Result<Undone, RunError> {
        let folder = self.folder_of_done(key)?;
        let undone = self.undo_application(&UndoWhat::Run(folder.clone()), author)?;
        remember(&folder, &WrittenOver::Undone(undone.clone()));
        Ok(undone)
    }

    /// What was last done with a run's suggestions, where that is known.
    ///
    /// # Errors
    /// When there is no such run, or it has not ended.
    pub fn written_over(&self, key: &str) -> Result<Option<WrittenOver>, RunError> {
        let text = fs::read(self.folder_of_done(key)?.join(WRITTEN_OVER));
        Ok(text.ok().and_then(|text| serde_json::from_slice(&text).ok()))
    }

    /// The figures of a run of the service.
    ///
    /// # Errors
    /// When there is no such run, it has not ended, or its figures cannot be read.
    pub fn report(&self, key: &str) -> Result<RunReport, RunError> {
        let path = self.attachment(key, file_names::REPORT)?.path;
        let text = fs::read(&path).map_err(folder::failed(&path))?;
        let broken = |error| folder::failed(&path)(std::io::Error::other(error));
        Ok(serde_json::from_slice(&text).map_err(broken)?)
    }

    /// Compares two runs of the service that have ended.
    ///
    /// # Errors
    /// When there is no such run, one has not ended, or their results cannot be read.
    pub fn diff(&self, before: &str, after: &str) -> Result<RunReport, RunError> {
        let (from, to) = (self.folder_of_done(before)?, self.folder_of_done(after)?);
        let mut report = report::diff(&from, &to, &self.scratch(&to).0)?;
        let with = report.compared.as_mut().and_then(|compared| compared.with.as_mut());
        if let Some(with) = with {
            // Folders of the service are called by ids.
            with.name = self.on_record(before)?.name;
        }
        Ok(report)
    }

    /// A name for a file in a run's folder that nobody else uses.
    pub(in crate::app::runs) fn scratch(&self, folder: &Path) -> ScratchFile {
        ScratchFile(folder.join(format!(".diff-{}", self.ids.next(self.clock.now()))))
    }
}

/// Keeps what was done beside the run. It is done, whether or not that succeeds.
fn remember(folder: &Path, written: &WrittenOver) {
    let text = serde_json::to_string(written).unwrap_or_default();
    if let Err(error) = Folder::open(folder).and_then(|folder| folder.put_text(WRITTEN_OVER, &text)) {
        tracing::warn!(%error, "what was done with a run could not be kept beside it");
    }
}

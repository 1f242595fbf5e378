//! What is to be run. It is kept in the run's folder until there is a plan: a run that is killed while the library is
//! still being read goes on with what was asked for.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::error::RunError;
use super::file_names;
use super::folder::{self, Folder};
use super::judge::previous;
use super::read::{Backlog, BacklogShape, Mapping};

/// What is to be run.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RunRequest {
    /// The backlog.
    pub input: PathBuf,
    /// What to call it in reports; the file's own name if `None`.
    pub name: Option<String>,
    /// The folder for results: new, empty, or of a run that ended before it had a plan.
    pub out: PathBuf,
    /// What to compare with: results of a run, or a file with labels. The input's own labels if `None`.
    pub before: Option<PathBuf>,
    /// What to call that in reports; the folder or file itself if `None`.
    pub before_name: Option<String>,
    /// The library revision to judge by; the newest if `None`.
    pub as_of: Option<i64>,
    /// Which column is what.
    pub map: Mapping,
    /// Write results as CSV, too.
    pub with_csv: bool,
    /// Write results as a workbook, too.
    pub with_xlsx: bool,
}

impl RunRequest {
    /// The same, wherever the process that goes on with it is started.
    pub(super) fn absolute(&self) -> Result<RunRequest, RunError> {
        let absolute = |path: &Path| std::path::absolute(path).map_err(folder::failed(path));
        let before = self.before.as_deref().map(absolute).transpose()?;
        Ok(RunRequest { input: absolute(&self.input)?, out: absolute(&self.out)?, before, ..self.clone() })
    }

    /// What the input is. Refused at once, before there is a folder: files that are not there or are not a backlog.
    pub(super) fn shape(&self) -> Result<Arc<BacklogShape>, RunError> {
        let backlog = Backlog::open(&self.input, &self.map)?;
        if let Some(before) = self.before.as_deref().map(previous::results_of)
            && !previous::is_results(&before).map_err(folder::failed(&before))?
        {
            Backlog::open(&before, &self.map)?;
        }
        Ok(backlog.shape())
    }

    /// Writes it down, until there is a plan.
    pub(super) fn keep(&self, folder: &Folder) -> Result<(), RunError> {
        folder.put_json(file_names::REQUEST, self)
    }

    /// What was asked for in a folder that has no plan yet.
    pub(super) fn read(dir: &Path) -> Result<RunRequest, RunError> {
        let path = dir.join(file_names::REQUEST);
        let text = fs::read(&path).map_err(folder::failed(&path))?;
        serde_json::from_slice(&text).map_err(|error| RunError::OtherVersion { path, reason: Some(error.to_string()) })
    }
}

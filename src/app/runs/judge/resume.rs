//! Resuming a run that was stopped or cut off: with the input, the library and the cases it began with, or not at all.

use std::path::Path;

use crate::app::runs::error::RunError;
use crate::app::runs::folder::{self, Folder};
use crate::app::runs::plan::RunPlan;
use crate::app::runs::request::RunRequest;
use crate::app::runs::{Runs, digest, file_names};

use super::control::{Control, Ended};
use super::knowledge;

impl Runs {
    /// Goes on with the run of a folder that was stopped or cut off. One that has ended is reported on again.
    ///
    /// # Errors
    /// When the input, the library or the cases are not those the run began with, or the disk refuses.
    pub fn resume_folder(&self, dir: &Path, control: &Control<'_>) -> Result<Ended, RunError> {
        let folder = Folder::resume(dir)?;
        if !folder.file(file_names::PLAN).is_file() {
            let request = RunRequest::read(dir)?;
            let (plan, snapshot) = self.plan(&request, &*request.shape()?, &folder)?;
            return self.judge(&folder, &plan, &snapshot, control);
        }
        let plan = RunPlan::read(dir)?;
        let (sha256, _) = digest::of_file(&plan.input).map_err(folder::failed(&plan.input))?;
        if sha256 != plan.source.sha256 {
            return Err(RunError::InputChanged { input: plan.input });
        }
        let snapshot = knowledge::as_planned(self, &plan.knowledge)?;
        self.judge(&folder, &plan, &snapshot, control)
    }
}

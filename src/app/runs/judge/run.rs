//! Running a backlog: plan it, judge every row, report on it.
//!
//! One snapshot answers the whole run. A run that is stopped, killed or cut off by a power failure is resumed from the
//! rows that are whole.

use fenzhen_engine::triage::Snapshot;

use crate::app::runs::error::RunError;
use crate::app::runs::folder::Folder;
use crate::app::runs::plan::RunPlan;
use crate::app::runs::request::RunRequest;
use crate::app::runs::{Runs, file_names, report};

use super::control::{Control, Ended};
use super::outputs;

impl Runs {
    /// Runs a backlog into a new folder, or into one whose run ended before it had a plan.
    ///
    /// # Errors
    /// When the input or what it is compared with cannot be read, the folder is not empty, or the disk refuses.
    pub fn run(&self, request: &RunRequest, control: &Control<'_>) -> Result<Ended, RunError> {
        let request = request.absolute()?;
        let shape = request.shape()?;
        let folder = Folder::make(&request.out)?;
        folder.clear(&request.input)?;
        request.keep(&folder)?;
        // What is refused is not to be resumed.
        let planned = self.plan(&request, &shape, &folder).inspect_err(|_| folder.forget());
        let (plan, snapshot) = planned?;
        self.judge(&folder, &plan, &snapshot, control)
    }

    /// Judges what is left of a run that has a plan, and reports on it once all is judged.
    pub(in crate::app::runs) fn judge(
        &self,
        folder: &Folder,
        plan: &RunPlan,
        snapshot: &Snapshot,
        control: &Control<'_>,
    ) -> Result<Ended, RunError> {
        // The plan says all that was asked for.
        folder.remove(file_names::REQUEST)?;
        if !folder.file(file_names::RESULTS).is_file() {
            let stopped = self.judge_rows(folder, plan, snapshot, control)?;
            if let Some(progress) = stopped {
                return Ok(Ended::Stopped(progress));
            }
        }
        let report = report::of_run(folder, plan, &snapshot.library)?;
        outputs::write(folder, plan)?;
        Ok(Ended::Done(Box::new(report)))
    }
}

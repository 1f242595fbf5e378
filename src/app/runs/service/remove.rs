//! Removing a run of the service with all its files, the backlog that was sent among them.

use std::fs;
use std::path::Path;

use crate::app::AppError;
use crate::app::runs::Runs;
use crate::app::runs::error::RunError;
use crate::app::runs::folder::{self, is_busy};
use crate::app::runs::state::RunState;
use crate::store::RunRecord;

use super::queued_request::QueuedRequest;

/// States in which a run may be removed.
const ENDED: [RunState; 4] = [RunState::Done, RunState::Stopped, RunState::Cancelled, RunState::Failed];

impl Runs {
    /// Removes a run with all its files, the backlog that was sent among them. Tickets stay as they are.
    ///
    /// # Errors
    /// When there is no such run, it waits or is under way, what it wrote over tickets stands, another run is to be
    /// compared with it, or the disk refuses.
    pub fn remove(&self, key: &str) -> Result<(), RunError> {
        let record = self.on_record(key)?;
        let folder = self.folder_of(&record.key);
        if let Some(standing) = self.standing(&folder) {
            return Err(RunError::StillApplied(standing.application));
        }
        if is_busy(&folder) && !RunState::on_record(&record.state).is_under_way() {
            return Err(RunError::InUse);
        }
        let needs = |run: &RunRecord| QueuedRequest::on_record(&run.request).before.as_deref() == Some(key);
        let mut runs = self.store.read(|dao| dao.runs(usize::MAX))?.into_iter();
        if let Some(awaiting) = runs.find(|run| RunState::on_record(&run.state).is_under_way() && needs(run)) {
            return Err(RunError::Awaited(awaiting.key));
        }
        // The record goes only if the files did; what was left of them by a power cut is removed the next time.
        let removed = self.store.write_or(|dao| {
            let removed = dao.remove_run(key, &ENDED.map(RunState::as_str))?;
            if removed {
                remove_files(&folder)?;
            }
            Ok::<bool, AppError>(removed)
        });
        if removed? { Ok(()) } else { Err(RunError::NotNow(RunState::on_record(&self.on_record(key)?.state))) }
    }
}

fn remove_files(folder: &Path) -> Result<(), AppError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(folder::failed(folder)(error)),
        _ => Ok(()),
    }
}

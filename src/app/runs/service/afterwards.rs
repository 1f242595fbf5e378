//! What the service does with a run that has ended: apply it, take that back, compare it with another, remove it.

use std::fs;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::app::runs::folder::{self, Folder, is_busy};
use crate::app::runs::report::{Report, diff};
use crate::app::runs::{Applied, ApplyOptions, UndoWhat, Undone};
use crate::app::{App, AppError, RequestError};

use super::queue::Kept;
use super::status::RunsError;

/// What was last done with a run's suggestions, for whoever looks at it later.
const WRITTEN_OVER: &str = "written-over.json";
/// States in which a run may be removed.
const ENDED: [&str; 4] = ["done", "stopped", "cancelled", "failed"];

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
pub(in crate::app::runs) struct Scratch(pub PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        // It may not have come to be.
        let _ = fs::remove_file(&self.0);
    }
}

impl App {
    /// Writes the suggestions of a run of the service over the tickets on record, or says what that would do.
    ///
    /// # Errors
    /// When there is no such run, it has not ended, and those of [`App::batch_apply`].
    pub fn apply_run(&self, key: &str, options: &ApplyOptions) -> Result<Applied, RunsError> {
        let folder = self.folder_of_done(key)?;
        let applied = self.batch_apply(&folder, options)?;
        if !options.dry_run {
            remember(&folder, &WrittenOver::Applied(applied.clone()));
        }
        Ok(applied)
    }

    /// Takes back what applying a run of the service wrote.
    ///
    /// # Errors
    /// When there is no such run, it has not ended, and those of [`App::batch_undo`].
    pub fn undo_run(&self, key: &str, author: &str) -> Result<Undone, RunsError> {
        let folder = self.folder_of_done(key)?;
        let undone = self.batch_undo(&UndoWhat::Run(folder.clone()), author)?;
        remember(&folder, &WrittenOver::Undone(undone.clone()));
        Ok(undone)
    }

    /// What was last done with a run's suggestions, where that is known.
    ///
    /// # Errors
    /// When there is no such run, or it has not ended.
    pub fn written_over(&self, key: &str) -> Result<Option<WrittenOver>, RunsError> {
        let text = fs::read(self.folder_of_done(key)?.join(WRITTEN_OVER));
        Ok(text.ok().and_then(|text| serde_json::from_slice(&text).ok()))
    }

    /// The figures of a run of the service.
    ///
    /// # Errors
    /// When there is no such run, it has not ended, or its figures cannot be read.
    pub fn run_report(&self, key: &str) -> Result<Report, RunsError> {
        let path = self.attachment(key, folder::REPORT)?.path;
        let text = fs::read(&path).map_err(folder::failed(&path))?;
        let broken = |error| folder::failed(&path)(std::io::Error::other(error));
        Ok(serde_json::from_slice(&text).map_err(broken)?)
    }

    /// Compares two runs of the service that have ended.
    ///
    /// # Errors
    /// When there is no such run, one has not ended, or their results cannot be read.
    pub fn diff_runs(&self, before: &str, after: &str) -> Result<Report, RunsError> {
        let (from, to) = (self.folder_of_done(before)?, self.folder_of_done(after)?);
        let mut report = diff(&from, &to, &self.scratch(&to).0)?;
        let with = report.compared.as_mut().and_then(|compared| compared.with.as_mut());
        if let Some(with) = with {
            // Folders of the service are called by ids.
            with.name = self.run_on_record(before)?.name;
        }
        Ok(report)
    }

    /// A name for a file in a run's folder that nobody else uses.
    pub(in crate::app::runs) fn scratch(&self, folder: &std::path::Path) -> Scratch {
        Scratch(folder.join(format!(".diff-{}", self.ticket_ids.next(self.clock.now()))))
    }

    /// Removes a run with all its files, the backlog that was sent among them. Tickets stay as they are.
    ///
    /// # Errors
    /// When there is no such run, it waits or is under way, what it wrote over tickets stands, another run is to be
    /// compared with it, or the disk refuses.
    pub fn remove_run(&self, key: &str) -> Result<(), RunsError> {
        let record = self.run_on_record(key)?;
        let folder = self.folder_of(&record.key);
        if let Some(standing) = self.standing(&folder) {
            return Err(RunsError::Applied(standing.application));
        }
        if is_busy(&folder) && ENDED.contains(&record.state.as_str()) {
            let message = "somebody is working in the run's folder".to_owned();
            let help = "wait until that has ended";
            return Err(AppError::from(RequestError { code: "run-busy", field: "id", message, help }).into());
        }
        let runs = self.store.read(|dao| dao.runs(usize::MAX)).map_err(AppError::from)?;
        let needs = |request: &str| serde_json::from_str::<Kept>(request).is_ok_and(|kept| kept.before.as_deref() == Some(key));
        let under_way = |state: &str| ["waiting", "running"].contains(&state);
        if let Some(awaiting) = runs.into_iter().find(|run| under_way(&run.state) && needs(&run.request)) {
            return Err(RunsError::Awaited(awaiting.key));
        }
        // The record goes only if the files did; what was left of them by a power cut is removed the next time.
        let removed = self.store.write_or(|dao| {
            let removed = dao.remove_run(key, &ENDED)?;
            if removed {
                remove(&folder)?;
            }
            Ok::<bool, AppError>(removed)
        });
        if removed? { Ok(()) } else { Err(RunsError::NotNow(self.run_on_record(key)?.state)) }
    }
}

fn remove(folder: &std::path::Path) -> Result<(), AppError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(folder::failed(folder)(error)),
        _ => Ok(()),
    }
}

/// Keeps what was done beside the run. It is done, whether or not that succeeds.
fn remember(folder: &std::path::Path, written: &WrittenOver) {
    let text = serde_json::to_string(written).unwrap_or_default();
    if let Err(error) = Folder::open(folder).and_then(|folder| folder.put_text(WRITTEN_OVER, &text)) {
        tracing::warn!(%error, "what was done with a run could not be kept beside it");
    }
}

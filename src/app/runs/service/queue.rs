//! Runs of the service: backlogs that were sent, judged one after the other in the background, each in a folder beside the
//! database. What they are and how far they are is on record; a service that ended in the middle leaves them resumable.

use std::fs::File;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use crate::app::runs::folder::{self, is_busy};
use crate::app::runs::judge::run::Progress;
use crate::app::runs::read::Backlog;
use crate::app::runs::request::RunRequest;
use crate::app::{App, AppError, RequestError};
use crate::store::{RunRecord, beside};

use super::status::{Pace, RunStatus, RunsError};

/// Runs that may wait.
const WAITING: usize = 100;
/// Characters of a run's name.
const LONGEST_NAME: usize = 200;
/// A backlog that is being received.
pub struct Uploaded {
    /// The id of the run it will be.
    pub key: String,
    /// Where its bytes go.
    pub file: File,
    /// The run's folder.
    folder: PathBuf,
    kept: bool,
}

impl Drop for Uploaded {
    /// What was not submitted is not kept.
    fn drop(&mut self) {
        if !self.kept {
            let _ = std::fs::remove_dir_all(&self.folder);
        }
    }
}

/// What is kept of a request.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(in crate::app::runs) struct Kept {
    pub before: Option<String>,
    pub as_of: Option<i64>,
    pub map: Vec<String>,
    pub csv: bool,
    pub xlsx: bool,
}

/// The run under way, and whether there is a thread for it.
#[derive(Default)]
pub(in crate::app) struct Runs {
    state: Mutex<Working>,
    pub(in crate::app::runs) idle: Condvar,
}

#[derive(Default)]
pub(in crate::app::runs) struct Working {
    pub thread: bool,
    pub stopping: bool,
    pub current: Option<Current>,
}

pub(in crate::app::runs) struct Current {
    pub key: String,
    pub stop: Arc<AtomicBool>,
    pub cancelled: bool,
    pub progress: Progress,
    /// Known from the first chunk on.
    pub pace: Option<Pace>,
}

impl Runs {
    pub(in crate::app::runs) fn state(&self) -> MutexGuard<'_, Working> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl App {
    /// Opens a place for a backlog that is being sent.
    ///
    /// # Errors
    /// When too many runs wait, or the disk refuses.
    pub fn receive_run(&self) -> Result<Uploaded, AppError> {
        let waiting = self.store.read(|dao| dao.runs(usize::MAX))?.iter().filter(|run| run.state == "waiting").count();
        if waiting >= WAITING {
            let message = format!("{waiting} runs are waiting already");
            return Err(RequestError { code: "too-many-runs", field: "body", message, help: "wait, or cancel some" }.into());
        }
        let key = self.ticket_ids.next(self.clock.now());
        let folder = self.folder_of(&key);
        let locked = folder::Folder::make(&folder)?;
        let file = folder::create(&locked.file(folder::INPUT))?;
        Ok(Uploaded { key, file, folder, kept: false })
    }

    /// Puts a backlog that was received in line.
    ///
    /// # Errors
    /// When it is no backlog, what it is to be compared with is not there, or the database refuses.
    pub fn submit_run(
        self: &Arc<App>,
        mut sent: Uploaded,
        request: &RunRequest,
        before: Option<&str>,
        author: Option<&str>,
    ) -> Result<RunStatus, RunsError> {
        sent.file.sync_all().map_err(folder::failed(&sent.folder)).map_err(RunsError::App)?;
        let author = crate::app::cases::author(author).map_err(AppError::from)?;
        let name = request.name.as_deref().map(str::trim).filter(|name| !name.is_empty()).unwrap_or("backlog").to_owned();
        if name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
            let message = "this is no name for a backlog".to_owned();
            let help = "send a name of at most 200 characters";
            return Err(AppError::from(RequestError { code: "no-name", field: "name", message, help }).into());
        }
        if let Some(before) = before {
            self.attachment(before, folder::RESULTS)?;
        }
        // Said at once rather than after a wait: a file that is no backlog, a column that is not there.
        Backlog::open(&sent.folder.join(folder::INPUT), &request.map)?;
        let before = before.map(str::to_owned);
        let kept =
            Kept { before, as_of: request.as_of, map: request.map.pairs(), csv: request.with_csv, xlsx: request.with_xlsx };
        let kept = serde_json::to_string(&kept).unwrap_or_default();
        let at = self.clock.now().to_string();
        self.store.write(|dao| dao.append_run(&sent.key, &name, &kept, &author, &at)).map_err(AppError::from)?;
        sent.kept = true;
        self.work();
        self.run_status(&sent.key)
    }

    /// Where a run is.
    ///
    /// # Errors
    /// When there is none of this id, or the database refuses.
    pub fn run_status(&self, key: &str) -> Result<RunStatus, RunsError> {
        self.run_on_record(key).map(|record| self.status(record))
    }

    /// The newest runs, at most `limit`.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn run_list(&self, limit: usize) -> Result<Vec<RunStatus>, AppError> {
        Ok(self.store.read(|dao| dao.runs(limit))?.into_iter().map(|record| self.status(record)).collect())
    }

    /// Stops a run that waits or is under way; what is judged stays, and it can be resumed.
    ///
    /// # Errors
    /// When there is none of this id, it has ended, or the database refuses.
    pub fn cancel_run(&self, key: &str) -> Result<RunStatus, RunsError> {
        let record = self.run_on_record(key)?;
        {
            let mut working = self.runs.state();
            if let Some(current) = working.current.as_mut().filter(|current| current.key == key) {
                current.cancelled = true;
                current.stop.store(true, Ordering::Relaxed);
                drop(working);
                return Ok(self.status(record));
            }
        }
        self.moved(key, &["waiting"], "cancelled", None)?;
        self.run_status(key)
    }

    /// Puts a run that was stopped, cancelled or failed in line again.
    ///
    /// # Errors
    /// When there is none of this id, it is in another state, or the database refuses.
    pub fn resume_run(self: &Arc<App>, key: &str) -> Result<RunStatus, RunsError> {
        self.run_on_record(key)?;
        self.moved(key, &["stopped", "cancelled", "failed"], "waiting", None)?;
        self.work();
        self.run_status(key)
    }

    /// The folder of a run that has ended, to be applied or compared.
    ///
    /// # Errors
    /// When there is no such run, or it has not ended.
    pub fn folder_of_done(&self, key: &str) -> Result<PathBuf, RunsError> {
        let record = self.run_on_record(key)?;
        if record.state == "done" { Ok(self.folder_of(&record.key)) } else { Err(RunsError::NotNow(record.state)) }
    }

    /// To be called when a service begins: runs that an earlier one left in the middle can be resumed, and those that
    /// waited go on.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn begin_runs(self: &Arc<App>) -> Result<(), AppError> {
        for run in self.store.read(|dao| dao.runs(usize::MAX))? {
            // Another service on the same database may be at it.
            if run.state == "running" && !is_busy(&self.folder_of(&run.key)) {
                let at = self.clock.now().to_string();
                self.store.write(|dao| dao.move_run(&run.key, &["running"], "stopped", None, &at))?;
            }
        }
        self.work();
        Ok(())
    }

    /// To be called when a service is told to end: stops the run under way, so that it can be resumed, and begins none.
    pub fn stop_runs(&self) {
        let mut working = self.runs.state();
        working.stopping = true;
        if let Some(current) = &working.current {
            current.stop.store(true, Ordering::Relaxed);
        }
    }

    /// Whether the service is about to end: nobody should wait for a run any longer.
    #[must_use]
    pub fn runs_are_stopping(&self) -> bool {
        self.runs.state().stopping
    }

    /// To be called when a service ends: stops the run under way and waits for that.
    pub fn end_runs(&self) {
        self.stop_runs();
        let mut working = self.runs.state();
        while working.thread {
            working = self.runs.idle.wait(working).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Waits until no run is under way and none waits.
    pub fn runs_settled(&self) {
        let mut working = self.runs.state();
        while working.thread {
            working = self.runs.idle.wait(working).unwrap_or_else(PoisonError::into_inner);
        }
    }

    pub(in crate::app::runs) fn folder_of(&self, key: &str) -> PathBuf {
        beside(&self.settings.db, ".runs").join(key)
    }

    pub(in crate::app::runs) fn run_on_record(&self, key: &str) -> Result<RunRecord, RunsError> {
        let found = self.store.read(|dao| dao.run(key)).map_err(AppError::from)?;
        found.ok_or_else(|| RunsError::NoSuchRun(key.chars().take(80).collect()))
    }

    fn moved(&self, key: &str, from: &[&str], to: &str, message: Option<&str>) -> Result<(), RunsError> {
        let at = self.clock.now().to_string();
        let moved = self.store.write(|dao| dao.move_run(key, from, to, message, &at)).map_err(AppError::from)?;
        if moved { Ok(()) } else { Err(RunsError::NotNow(self.run_on_record(key)?.state)) }
    }
}

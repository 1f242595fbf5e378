//! Runs of the service: backlogs that were sent, judged one after the other in the background, each in a folder beside the
//! database. What they are and how far they are is on record; a service that ended in the middle leaves them resumable.

use std::fs::File;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::folder::{self, is_busy};
use super::read::Backlog;
use super::run::{Progress, RunRequest};
use crate::app::{App, AppError, RequestError};
use crate::store::{RunRecord, beside};

/// Runs that may wait.
const WAITING: usize = 100;
/// Characters of a run's name.
const LONGEST_NAME: usize = 200;
/// Files that may be had, with their content types.
const FILES: [(&str, &str); 5] = [
    (folder::PAGE, "text/html; charset=utf-8"),
    (folder::REPORT, "application/json"),
    (folder::RESULTS, "application/x-ndjson"),
    (folder::RESULTS_CSV, "text/csv; charset=utf-8"),
    (folder::RESULTS_XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
];

/// Where a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    /// Others are before it.
    Waiting,
    /// It is being judged.
    Running,
    /// The service ended in the middle; it can be resumed.
    Stopped,
    /// Somebody stopped it; it can be resumed.
    Cancelled,
    /// It could not go on; `message` says why.
    Failed,
    /// Its files are ready.
    Done,
}

/// A run of the service.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct RunStatus {
    /// Its id.
    pub id: String,
    /// What the sender called the backlog.
    pub name: String,
    /// Where it is.
    pub state: RunState,
    /// Rows judged so far.
    pub rows: u64,
    /// Those of them that could not be judged.
    pub problems: u64,
    /// The share of the backlog that is read, 0 to 1; while it runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
    /// Who sent it.
    pub author: String,
    /// When it was sent, RFC 3339.
    pub created_at: String,
    /// When its state last changed, RFC 3339.
    pub changed_at: String,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Files that are ready: `GET /api/v1/runs/{id}/files/{name}`.
    pub files: Vec<String>,
}

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

/// A file of a run.
#[derive(Debug)]
pub struct Attachment {
    /// Where it is.
    pub path: PathBuf,
    /// Its content type.
    pub kind: &'static str,
}

/// Why a request about a run cannot be answered.
#[derive(Debug, thiserror::Error)]
pub enum RunsError {
    /// There is none of this id.
    #[error("there is no run {0}")]
    NoSuchRun(String),
    /// The run has no such file, or not yet.
    #[error("the run has no file {0}, or not yet")]
    NoSuchFile(String),
    /// It is in a state that does not allow it.
    #[error("the run is {0}")]
    NotNow(String),
    /// Something else.
    #[error(transparent)]
    App(#[from] AppError),
}

/// What is kept of a request.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Kept {
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
    pub(super) idle: Condvar,
}

#[derive(Default)]
pub(super) struct Working {
    pub thread: bool,
    pub stopping: bool,
    pub current: Option<Current>,
}

pub(super) struct Current {
    pub key: String,
    pub stop: Arc<AtomicBool>,
    pub cancelled: bool,
    pub progress: Progress,
}

impl Runs {
    pub(super) fn state(&self) -> MutexGuard<'_, Working> {
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
        let author = crate::app::feedback::author(author).map_err(AppError::from)?;
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
                return Ok(self.status_with(record, Some((RunState::Running, current.progress))));
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

    /// A file of a run that has ended.
    ///
    /// # Errors
    /// When there is no such run or file.
    pub fn attachment(&self, key: &str, name: &str) -> Result<Attachment, RunsError> {
        let record = self.run_on_record(key)?;
        let known = FILES.iter().find(|(known, _)| *known == name && record.state == "done");
        let found = known.map(|(name, kind)| Attachment { path: self.folder_of(&record.key).join(name), kind });
        let shown = || RunsError::NoSuchFile(name.chars().take(80).collect());
        found.filter(|found| found.path.is_file()).ok_or_else(shown)
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

    /// To be called when a service ends: stops the run under way, so that it can be resumed, and waits for that.
    pub fn end_runs(&self) {
        let mut working = self.runs.state();
        working.stopping = true;
        if let Some(current) = &working.current {
            current.stop.store(true, Ordering::Relaxed);
        }
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

    pub(super) fn folder_of(&self, key: &str) -> PathBuf {
        beside(&self.settings.db, ".runs").join(key)
    }

    fn run_on_record(&self, key: &str) -> Result<RunRecord, RunsError> {
        let found = self.store.read(|dao| dao.run(key)).map_err(AppError::from)?;
        found.ok_or_else(|| RunsError::NoSuchRun(key.chars().take(80).collect()))
    }

    fn moved(&self, key: &str, from: &[&str], to: &str, message: Option<&str>) -> Result<(), RunsError> {
        let at = self.clock.now().to_string();
        let moved = self.store.write(|dao| dao.move_run(key, from, to, message, &at)).map_err(AppError::from)?;
        if moved { Ok(()) } else { Err(RunsError::NotNow(self.run_on_record(key)?.state)) }
    }

    fn status(&self, record: RunRecord) -> RunStatus {
        let working = self.runs.state();
        let current = working.current.as_ref().filter(|current| current.key == record.key);
        let now = current.map(|current| (RunState::Running, current.progress));
        drop(working);
        self.status_with(record, now)
    }

    fn status_with(&self, record: RunRecord, now: Option<(RunState, Progress)>) -> RunStatus {
        let state = match record.state.as_str() {
            "waiting" => RunState::Waiting,
            "running" => RunState::Running,
            "stopped" => RunState::Stopped,
            "cancelled" => RunState::Cancelled,
            "done" => RunState::Done,
            _ => RunState::Failed,
        };
        let folder = self.folder_of(&record.key);
        let ready = FILES.iter().filter(|(name, _)| state == RunState::Done && folder.join(name).is_file());
        let files = ready.map(|(name, _)| (*name).to_owned()).collect();
        let count = |count: i64| u64::try_from(count).unwrap_or(0);
        let mut status = RunStatus {
            id: record.key,
            name: record.name,
            state,
            rows: count(record.rows),
            problems: count(record.problems),
            share: None,
            author: record.author,
            created_at: record.created_at,
            changed_at: record.changed_at,
            message: record.message,
            files,
        };
        if let Some((state, progress)) = now {
            (status.state, status.rows, status.problems) = (state, progress.rows, progress.problems);
            status.share = Some(progress.share);
        }
        status
    }
}

//! What the service says of its runs: where each is, how fast it goes, and whether it stands applied.

use std::path::{Path, PathBuf};
use std::time::Instant;

use serde::Serialize;
use utoipa::ToSchema;

use crate::app::runs::folder;
use crate::app::runs::judge::run::Progress;
use crate::app::runs::plan::Plan;
use crate::app::{App, AppError};
use crate::store::RunRecord;

use super::queue::Kept;

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
    /// Rows judged a second; while it runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows_per_second: Option<f64>,
    /// How long it is likely to take yet; while it runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seconds_left: Option<u64>,
    /// The id of the run it is compared with; otherwise the backlog's own labels are the measure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// Who sent it.
    pub author: String,
    /// When it was sent, RFC 3339.
    pub created_at: String,
    /// When its state last changed, RFC 3339.
    pub changed_at: String,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Since when what it says stands on the tickets; absent unless it was applied and not taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applied: Option<Standing>,
    /// Files that are ready: `GET /api/v1/runs/{id}/files/{name}`.
    pub files: Vec<String>,
}

/// A run that was applied and not taken back. Equal runs (equal input, knowledge and settings) share it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Standing {
    /// The number of the application.
    pub application: i64,
    /// Who applied it.
    pub author: String,
    /// When, RFC 3339.
    pub at: String,
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
    /// What it wrote over tickets stands.
    #[error("what the run wrote over tickets still stands (application {0})")]
    Applied(i64),
    /// Another run is to be compared with it.
    #[error("the run {0} is to be compared with it")]
    Awaited(String),
    /// Something else.
    #[error(transparent)]
    App(#[from] AppError),
}

/// How fast a run goes: measured from its first chunk on, because what comes before is no judging.
#[derive(Debug, Clone, Copy)]
pub(in crate::app::runs) struct Pace {
    since: Instant,
    first: Progress,
}

impl Pace {
    pub(in crate::app::runs) fn from(first: Progress) -> Pace {
        Pace { since: Instant::now(), first }
    }

    /// Rows a second, and the seconds that are left at that pace.
    fn at(&self, now: Progress) -> Option<(f64, u64)> {
        let took = self.since.elapsed().as_secs_f64();
        let (rows, share) = ((now.rows - self.first.rows.min(now.rows)) as f64, now.share - self.first.share);
        let left = if share > 0.0 { took / share * (1.0 - now.share).max(0.0) } else { return None };
        // More than a few years is a pace that is not known yet; the cast keeps to its bounds.
        (took > 0.0).then(|| ((rows / took * 10.0).round() / 10.0, left.ceil() as u64))
    }
}

impl App {
    pub(in crate::app::runs) fn status(&self, record: RunRecord) -> RunStatus {
        let working = self.runs.state();
        let current = working.current.as_ref().filter(|current| current.key == record.key);
        let now = current.map(|current| (current.progress, current.pace));
        drop(working);
        let folder = self.folder_of(&record.key);
        let state = match record.state.as_str() {
            _ if now.is_some() => RunState::Running,
            "waiting" => RunState::Waiting,
            "running" => RunState::Running,
            "stopped" => RunState::Stopped,
            "cancelled" => RunState::Cancelled,
            "done" => RunState::Done,
            _ => RunState::Failed,
        };
        let ready = FILES.iter().filter(|(name, _)| state == RunState::Done && folder.join(name).is_file());
        let files = ready.map(|(name, _)| (*name).to_owned()).collect();
        let count = |count: i64| u64::try_from(count).unwrap_or(0);
        let kept: Kept = serde_json::from_str(&record.request).unwrap_or_default();
        let mut status = RunStatus {
            id: record.key,
            name: record.name,
            state,
            rows: count(record.rows),
            problems: count(record.problems),
            share: None,
            rows_per_second: None,
            seconds_left: None,
            before: kept.before,
            author: record.author,
            created_at: record.created_at,
            changed_at: record.changed_at,
            message: record.message,
            applied: if state == RunState::Done { self.standing(&folder) } else { None },
            files,
        };
        if let Some((progress, pace)) = now {
            (status.rows, status.problems, status.share) = (progress.rows, progress.problems, Some(progress.share));
            let pace = pace.and_then(|pace| pace.at(progress));
            (status.rows_per_second, status.seconds_left) = pace.unzip();
        }
        status
    }

    /// Whether what the run of a folder says stands on the tickets.
    pub(in crate::app::runs) fn standing(&self, folder: &Path) -> Option<Standing> {
        let plan = Plan::read(folder).ok()?;
        match self.store.read(|dao| dao.standing_application(&plan.id)) {
            Ok(found) => found.map(|found| Standing { application: found.id, author: found.author, at: found.at }),
            Err(error) => {
                tracing::error!(%error, "whether a run stands applied could not be read");
                None
            }
        }
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
}

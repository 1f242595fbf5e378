//! What the service says of its runs: where each is, how fast it goes, and whether it stands applied.

use std::path::Path;

use jiff::Timestamp;

use crate::app::runs::Runs;
use crate::app::runs::plan::RunPlan;
use crate::app::runs::state::RunState;
use crate::store::RunRecord;

use super::files;
use super::queued_request::QueuedRequest;

/// A run of the service.
#[derive(Debug, Clone, PartialEq)]
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
    pub share: Option<f64>,
    /// Rows judged a second; while it runs.
    pub rows_per_second: Option<f64>,
    /// How long it is likely to take yet; while it runs.
    pub seconds_left: Option<u64>,
    /// The id of the run it is compared with; otherwise the backlog's own labels are the measure.
    pub before: Option<String>,
    /// Who sent it.
    pub author: String,
    /// When it was sent.
    pub created_at: Timestamp,
    /// When its state last changed.
    pub changed_at: Timestamp,
    /// Why it failed.
    pub message: Option<String>,
    /// Since when what it says stands on the tickets; absent unless it was applied and not taken back.
    pub applied: Option<StandingApplication>,
    /// Files that are ready: `GET /api/v1/runs/{id}/files/{name}`.
    pub files: Vec<String>,
}

/// A run that was applied and not taken back. Equal runs (equal input, knowledge and settings) share it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingApplication {
    /// The number of the application.
    pub application: i64,
    /// Who applied it.
    pub author: String,
    /// When.
    pub at: Timestamp,
}

impl Runs {
    pub(in crate::app::runs) fn status_of_record(&self, record: RunRecord) -> RunStatus {
        let working = self.worker.state();
        let current = working.current.as_ref().filter(|current| current.key == record.key);
        let now = current.map(|current| (current.progress, current.pace));
        drop(working);
        let folder = self.folder_of(&record.key);
        let state = if now.is_some() { RunState::Running } else { RunState::on_record(&record.state) };
        let files = if state == RunState::Done { files::ready(&folder) } else { Vec::new() };
        let count = |count: i64| u64::try_from(count).unwrap_or(0);
        let request = QueuedRequest::on_record(&record.request);
        let mut status = RunStatus {
            id: record.key,
            name: record.name,
            state,
            rows: count(record.rows),
            problems: count(record.problems),
            share: None,
            rows_per_second: None,
            seconds_left: None,
            before: request.before,
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
    pub(in crate::app::runs) fn standing(&self, folder: &Path) -> Option<StandingApplication> {
        let plan = RunPlan::read(folder).ok()?;
        match self.store.read(|dao| dao.standing_application(&plan.id)) {
            Ok(found) => found.map(|found| StandingApplication { application: found.id, author: found.author, at: found.at }),
            Err(error) => {
                tracing::error!(%error, "whether a run stands applied could not be read");
                None
            }
        }
    }
}

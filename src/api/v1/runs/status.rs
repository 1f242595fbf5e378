//! Where runs are: those of the service, and those in a folder.

use utoipa::ToSchema;

use crate::app::runs;

/// Where a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, ToSchema)]
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

impl From<runs::RunState> for RunState {
    fn from(state: runs::RunState) -> RunState {
        match state {
            runs::RunState::Waiting => RunState::Waiting,
            runs::RunState::Running => RunState::Running,
            runs::RunState::Stopped => RunState::Stopped,
            runs::RunState::Cancelled => RunState::Cancelled,
            runs::RunState::Failed => RunState::Failed,
            runs::RunState::Done => RunState::Done,
        }
    }
}

/// A run of the service.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
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

impl From<runs::RunStatus> for RunStatus {
    fn from(status: runs::RunStatus) -> RunStatus {
        RunStatus {
            id: status.id,
            name: status.name,
            state: status.state.into(),
            rows: status.rows,
            problems: status.problems,
            share: status.share,
            rows_per_second: status.rows_per_second,
            seconds_left: status.seconds_left,
            before: status.before,
            author: status.author,
            created_at: status.created_at,
            changed_at: status.changed_at,
            message: status.message,
            applied: status.applied.map(Into::into),
            files: status.files,
        }
    }
}

/// A run that was applied and not taken back. Equal runs (equal input, knowledge and settings) share it.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct Standing {
    /// The number of the application.
    pub application: i64,
    /// Who applied it.
    pub author: String,
    /// When, RFC 3339.
    pub at: String,
}

impl From<runs::Standing> for Standing {
    fn from(standing: runs::Standing) -> Standing {
        Standing { application: standing.application, author: standing.author, at: standing.at }
    }
}

/// How far a run is.
#[derive(Debug, Clone, serde::Serialize)]
pub struct FolderStatus {
    /// The run's name; empty before it has a plan.
    pub run: String,
    /// `running`, `stopped` or `done`.
    pub state: RunState,
    /// What is judged.
    pub input: String,
    /// Rows judged.
    pub rows: u64,
    /// Those of them that could not be judged.
    pub problems: u64,
}

impl From<runs::FolderStatus> for FolderStatus {
    fn from(status: runs::FolderStatus) -> FolderStatus {
        FolderStatus {
            run: status.run,
            state: RunState::from(status.state),
            input: status.input,
            rows: status.rows,
            problems: status.problems,
        }
    }
}

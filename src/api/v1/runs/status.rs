//! Where runs are: those of the service, and those in a folder.

use utoipa::ToSchema;

use crate::app::runs;

/// Where a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = RunState)]
pub enum RunStateView {
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

impl From<runs::RunState> for RunStateView {
    fn from(state: runs::RunState) -> RunStateView {
        match state {
            runs::RunState::Waiting => RunStateView::Waiting,
            runs::RunState::Running => RunStateView::Running,
            runs::RunState::Stopped => RunStateView::Stopped,
            runs::RunState::Cancelled => RunStateView::Cancelled,
            runs::RunState::Failed => RunStateView::Failed,
            runs::RunState::Done => RunStateView::Done,
        }
    }
}

/// A run of the service.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
#[schema(as = RunStatus)]
pub struct RunStatusView {
    /// Its id.
    pub id: String,
    /// What the sender called the backlog.
    pub name: String,
    /// Where it is.
    pub state: RunStateView,
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
    pub applied: Option<StandingView>,
    /// Files that are ready: `GET /api/v1/runs/{id}/files/{name}`.
    pub files: Vec<String>,
}

impl From<runs::RunStatus> for RunStatusView {
    fn from(status: runs::RunStatus) -> RunStatusView {
        RunStatusView {
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
            created_at: status.created_at.to_string(),
            changed_at: status.changed_at.to_string(),
            message: status.message,
            applied: status.applied.map(Into::into),
            files: status.files,
        }
    }
}

/// A run that was applied and not taken back. Equal runs (equal input, knowledge and settings) share it.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
#[schema(as = Standing)]
pub struct StandingView {
    /// The number of the application.
    pub application: i64,
    /// Who applied it.
    pub author: String,
    /// When, RFC 3339.
    pub at: String,
}

impl From<runs::StandingApplication> for StandingView {
    fn from(standing: runs::StandingApplication) -> StandingView {
        StandingView { application: standing.application, author: standing.author, at: format!("{:.3}", standing.at) }
    }
}

/// How far a run is.
#[derive(Debug, Clone, serde::Serialize)]
pub struct FolderStatusView {
    /// The run's name; empty before it has a plan.
    pub run: String,
    /// `running`, `stopped` or `done`.
    pub state: RunStateView,
    /// What is judged.
    pub input: String,
    /// Rows judged.
    pub rows: u64,
    /// Those of them that could not be judged.
    pub problems: u64,
}

impl From<runs::FolderStatus> for FolderStatusView {
    fn from(status: runs::FolderStatus) -> FolderStatusView {
        FolderStatusView {
            run: status.run,
            state: RunStateView::from(status.state),
            input: status.input,
            rows: status.rows,
            problems: status.problems,
        }
    }
}

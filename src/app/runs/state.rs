//! Where a run of the service is.

/// Where a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunState {
    /// Others are before it.
    Waiting,
    /// It is being judged.
    Running,
    /// The service ended in the middle; it can be resumed.
    Stopped,
    /// Somebody stopped it; it can be resumed.
    Cancelled,
    /// It could not go on; the run's message says why.
    Failed,
    /// Its files are ready.
    Done,
}

impl RunState {
    /// The name it has on record.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            RunState::Waiting => "waiting",
            RunState::Running => "running",
            RunState::Stopped => "stopped",
            RunState::Cancelled => "cancelled",
            RunState::Failed => "failed",
            RunState::Done => "done",
        }
    }

    /// The state with a name on record; what nobody knows could not go on.
    pub(super) fn on_record(name: &str) -> RunState {
        let known = [RunState::Waiting, RunState::Running, RunState::Stopped, RunState::Cancelled, RunState::Done];
        known.into_iter().find(|state| state.as_str() == name).unwrap_or(RunState::Failed)
    }

    /// Whether it will be, or is being, judged.
    #[must_use]
    pub fn is_under_way(self) -> bool {
        matches!(self, RunState::Waiting | RunState::Running)
    }
}

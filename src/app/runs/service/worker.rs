//! The one that judges what was sent to the service: which run is under way, and whether there is a thread for it.

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use crate::app::runs::judge::control::RunProgress;

use super::pace::Pace;

/// Who judges for the service.
#[derive(Default)]
pub(in crate::app::runs) struct RunWorker {
    state: Mutex<WorkerState>,
    /// Told when there is nothing left to do.
    pub idle: Condvar,
}

/// What it is doing.
#[derive(Default)]
pub(in crate::app::runs) struct WorkerState {
    /// Whether there is a thread.
    pub thread: bool,
    pub stopping: bool,
    pub current: Option<CurrentRun>,
}

/// The run under way.
pub(in crate::app::runs) struct CurrentRun {
    pub key: String,
    pub stop: Arc<AtomicBool>,
    pub cancelled: bool,
    pub progress: RunProgress,
    /// Known from the first chunk on.
    pub pace: Option<Pace>,
}

impl RunWorker {
    pub(in crate::app::runs) fn state(&self) -> MutexGuard<'_, WorkerState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until no run is under way and none waits.
    pub(in crate::app::runs) fn settled(&self) {
        let mut state = self.state();
        while state.thread {
            state = self.idle.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

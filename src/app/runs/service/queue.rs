//! Runs of the service: each in a folder beside the database, judged one after the other. What they are and how far they
//! are is on record; a service that ended in the middle leaves them resumable.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::app::runs::Runs;
use crate::app::runs::error::RunError;
use crate::app::runs::folder::is_busy;
use crate::app::runs::state::RunState;
use crate::store::{RunRecord, beside};

use super::status::RunStatus;

impl Runs {
    /// Where a run is.
    ///
    /// # Errors
    /// When there is none of this id, or the database refuses.
    pub fn status(&self, key: &str) -> Result<RunStatus, RunError> {
        self.on_record(key).map(|record| self.status_of_record(record))
    }

    /// The newest runs, at most `limit`.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn list(&self, limit: usize) -> Result<Vec<RunStatus>, RunError> {
        Ok(self.store.read(|dao| dao.runs(limit))?.into_iter().map(|record| self.status_of_record(record)).collect())
    }

    /// Stops a run that waits or is under way; what is judged stays, and it can be resumed.
    ///
    /// # Errors
    /// When there is none of this id, it has ended, or the database refuses.
    pub fn cancel(&self, key: &str) -> Result<RunStatus, RunError> {
        let record = self.on_record(key)?;
        {
            let mut working = self.worker.state();
            if let Some(current) = working.current.as_mut().filter(|current| current.key == key) {
                current.cancelled = true;
                current.stop.store(true, Ordering::Relaxed);
                drop(working);
                return Ok(self.status_of_record(record));
            }
        }
        self.turn(key, &[RunState::Waiting], RunState::Cancelled)?;
        self.status(key)
    }

    /// Puts a run that was stopped, cancelled or failed in line again.
    ///
    /// # Errors
    /// When there is none of this id, it is in another state, or the database refuses.
    pub fn resume(self: &Arc<Runs>, key: &str) -> Result<RunStatus, RunError> {
        self.on_record(key)?;
        self.turn(key, &[RunState::Stopped, RunState::Cancelled, RunState::Failed], RunState::Waiting)?;
        self.work();
        self.status(key)
    }

    /// The folder of a run that has ended, to be applied or compared.
    ///
    /// # Errors
    /// When there is no such run, or it has not ended.
    pub(in crate::app::runs) fn folder_of_done(&self, key: &str) -> Result<PathBuf, RunError> {
        let record = self.on_record(key)?;
        match RunState::on_record(&record.state) {
            RunState::Done => Ok(self.folder_of(&record.key)),
            state => Err(RunError::NotNow(state)),
        }
    }

    /// To be called when a service begins: runs that an earlier one left in the middle can be resumed, and those that
    /// waited go on.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn begin(self: &Arc<Runs>) -> Result<(), RunError> {
        for run in self.store.read(|dao| dao.runs(usize::MAX))? {
            // Another service on the same database may be at it.
            if run.state == RunState::Running.as_str() && !is_busy(&self.folder_of(&run.key)) {
                let at = self.clock.now();
                self.store
                    .write(|dao| dao.move_run(&run.key, &[RunState::Running.as_str()], RunState::Stopped.as_str(), None, at))?;
            }
        }
        self.work();
        Ok(())
    }

    /// To be called when a service is told to end: stops the run under way, so that it can be resumed, and begins none.
    pub fn stop(&self) {
        let mut working = self.worker.state();
        working.stopping = true;
        if let Some(current) = &working.current {
            current.stop.store(true, Ordering::Relaxed);
        }
    }

    /// Whether the service is about to end: nobody should wait for a run any longer.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.worker.state().stopping
    }

    /// To be called when a service ends: stops the run under way and waits for that.
    pub fn end(&self) {
        self.stop();
        self.worker.settled();
    }

    /// Waits until no run is under way and none waits.
    pub fn settled(&self) {
        self.worker.settled();
    }

    pub(in crate::app::runs) fn folder_of(&self, key: &str) -> PathBuf {
        beside(&self.settings.db, ".runs").join(key)
    }

    pub(in crate::app::runs) fn on_record(&self, key: &str) -> Result<RunRecord, RunError> {
        let found = self.store.read(|dao| dao.run(key))?;
        found.ok_or_else(|| RunError::NoSuchRun(key.chars().take(80).collect()))
    }

    /// Takes a run from one of the states `from` to another.
    fn turn(&self, key: &str, from: &[RunState], to: RunState) -> Result<(), RunError> {
        let at = self.clock.now();
        let from: Vec<&str> = from.iter().map(|state| state.as_str()).collect();
        let turned = self.store.write(|dao| dao.move_run(key, &from, to.as_str(), None, at))?;
        if turned { Ok(()) } else { Err(RunError::NotNow(RunState::on_record(&self.on_record(key)?.state))) }
    }
}

//! The one thread that judges what was sent to the service, run after run, and records how each ended.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::app::runs::error::RunError;
use crate::app::runs::judge::control::{Control, Ended, RunProgress};
use crate::app::runs::read::Mapping;
use crate::app::runs::request::RunRequest;
use crate::app::runs::state::RunState;
use crate::app::runs::{Runs, file_names};
use crate::store::RunRecord;

use super::pace::Pace;
use super::queued_request::QueuedRequest;
use super::worker::CurrentRun;

impl Runs {
    /// Sees to it that somebody works on what waits.
    pub(in crate::app::runs) fn work(self: &Arc<Runs>) {
        let mut working = self.worker.state();
        if working.thread || working.stopping {
            return;
        }
        let runs = Arc::clone(self);
        let thread = std::thread::Builder::new().name("runs".to_owned()).spawn(move || runs.work_off());
        match thread {
            Ok(_) => working.thread = true,
            // They wait; the next one that is sent tries again.
            Err(error) => tracing::error!(%error, "no thread for runs"),
        }
    }

    fn work_off(&self) {
        loop {
            // Looked for under the lock, so that what is sent now either is seen here or finds no thread.
            let mut working = self.worker.state();
            let next = if working.stopping { None } else { self.store.read(|dao| dao.next_run()).ok().flatten() };
            let Some(run) = next else {
                working.thread = false;
                self.worker.idle.notify_all();
                return;
            };
            let stop = Arc::new(AtomicBool::new(false));
            let progress = RunProgress::default();
            working.current =
                Some(CurrentRun { key: run.key.clone(), stop: Arc::clone(&stop), cancelled: false, progress, pace: None });
            drop(working);
            let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.work_on(&run, &stop)));
            let current = self.worker.state().current.take();
            let cancelled = current.as_ref().is_some_and(|current| current.cancelled);
            let progress = current.map_or_else(RunProgress::default, |current| current.progress);
            let (state, message) = match ended {
                Ok(Ok(Ended::Done(_))) => (RunState::Done, None),
                Ok(Ok(Ended::Stopped(_))) => (if cancelled { RunState::Cancelled } else { RunState::Stopped }, None),
                Ok(Err(error)) => (RunState::Failed, Some(error.in_full())),
                Err(_) => (RunState::Failed, Some("judging failed; the log says why".to_owned())),
            };
            if let Some(message) = &message {
                tracing::error!(run = run.key, message, "a run failed");
            }
            self.record_end(&run.key, state, message.as_deref(), progress);
        }
    }

    /// Records how a run ended.
    fn record_end(&self, key: &str, state: RunState, message: Option<&str>, progress: RunProgress) {
        let at = self.clock.now();
        let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let written = self.store.write(|dao| {
            if progress.rows > 0 {
                dao.count_run(key, count(progress.rows), count(progress.problems), at)?;
            }
            dao.move_run(key, &[RunState::Waiting.as_str(), RunState::Running.as_str()], state.as_str(), message, at)
        });
        if let Err(error) = written {
            tracing::error!(%error, run = key, "how a run ended could not be recorded");
        }
    }

    fn work_on(&self, run: &RunRecord, stop: &AtomicBool) -> Result<Ended, RunError> {
        let at = self.clock.now();
        self.store.write(|dao| dao.move_run(&run.key, &[RunState::Waiting.as_str()], RunState::Running.as_str(), None, at))?;
        let folder = self.folder_of(&run.key);
        let told = |progress: RunProgress| {
            if let Some(current) = &mut self.worker.state().current {
                current.progress = progress;
                current.pace.get_or_insert_with(|| Pace::from(progress));
            }
        };
        let control = Control { stop, progress: &told, beside_service: true };
        if folder.join(file_names::PLAN).is_file() {
            return self.resume_folder(&folder, &control);
        }
        let queued = QueuedRequest::on_record(&run.request);
        let request = RunRequest {
            input: folder.join(file_names::INPUT),
            name: Some(run.name.clone()),
            out: folder,
            before: queued.before.as_deref().map(|before| self.folder_of(before)),
            before_name: queued.before.as_deref().and_then(|before| Some(self.on_record(before).ok()?.name)),
            as_of: queued.as_of,
            map: Mapping::parse(queued.map.iter().map(String::as_str))?,
            with_csv: queued.csv,
            with_xlsx: queued.xlsx,
        };
        self.run(&request, &control)
    }
}

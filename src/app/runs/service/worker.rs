//! The one thread that judges what was sent to the service, run after run, and records how each ended.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::app::runs::folder;
use crate::app::runs::judge::run::{Control, Ended, Progress};
use crate::app::runs::read::Mapping;
use crate::app::runs::request::RunRequest;
use crate::app::{App, AppError};
use crate::store::RunRecord;

use super::queue::{Current, Kept};
use super::status::Pace;

impl App {
    /// Sees to it that somebody works on what waits.
    pub(in crate::app::runs) fn work(self: &Arc<App>) {
        let mut working = self.runs.state();
        if working.thread || working.stopping {
            return;
        }
        let app = Arc::clone(self);
        let thread = std::thread::Builder::new().name("runs".to_owned()).spawn(move || app.work_off());
        match thread {
            Ok(_) => working.thread = true,
            // They wait; the next one that is sent tries again.
            Err(error) => tracing::error!(%error, "no thread for runs"),
        }
    }

    fn work_off(&self) {
        loop {
            // Looked for under the lock, so that what is sent now either is seen here or finds no thread.
            let mut working = self.runs.state();
            let next = if working.stopping { None } else { self.store.read(|dao| dao.next_run()).ok().flatten() };
            let Some(run) = next else {
                working.thread = false;
                self.runs.idle.notify_all();
                return;
            };
            let stop = Arc::new(AtomicBool::new(false));
            let progress = Progress::default();
            working.current =
                Some(Current { key: run.key.clone(), stop: Arc::clone(&stop), cancelled: false, progress, pace: None });
            drop(working);
            let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.work_on(&run, &stop)));
            let current = self.runs.state().current.take();
            let cancelled = current.as_ref().is_some_and(|current| current.cancelled);
            let progress = current.map_or_else(Progress::default, |current| current.progress);
            let (state, message) = match ended {
                Ok(Ok(Ended::Done(_))) => ("done", None),
                Ok(Ok(Ended::Stopped(_))) => (if cancelled { "cancelled" } else { "stopped" }, None),
                Ok(Err(error)) => ("failed", Some(error.to_string())),
                Err(_) => ("failed", Some("judging failed; the log says why".to_owned())),
            };
            if let Some(message) = &message {
                tracing::error!(run = run.key, message, "a run failed");
            }
            self.put_down(&run.key, state, message.as_deref(), progress);
        }
    }

    /// Records how a run ended.
    fn put_down(&self, key: &str, state: &str, message: Option<&str>, progress: Progress) {
        let at = self.clock.now().to_string();
        let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let written = self.store.write(|dao| {
            if progress.rows > 0 {
                dao.count_run(key, count(progress.rows), count(progress.problems), &at)?;
            }
            dao.move_run(key, &["waiting", "running"], state, message, &at)
        });
        if let Err(error) = written {
            tracing::error!(%error, run = key, "how a run ended could not be recorded");
        }
    }

    fn work_on(&self, run: &RunRecord, stop: &AtomicBool) -> Result<Ended, AppError> {
        let at = self.clock.now().to_string();
        self.store.write(|dao| dao.move_run(&run.key, &["waiting"], "running", None, &at))?;
        let folder = self.folder_of(&run.key);
        let told = |progress: Progress| {
            if let Some(current) = &mut self.runs.state().current {
                current.progress = progress;
                current.pace.get_or_insert_with(|| Pace::from(progress));
            }
        };
        let control = Control { stop, progress: &told, beside_service: true };
        if folder.join(folder::PLAN).is_file() {
            return self.batch_resume(&folder, &control);
        }
        let kept: Kept = serde_json::from_str(&run.request).unwrap_or_default();
        let request = RunRequest {
            input: folder.join(folder::INPUT),
            name: Some(run.name.clone()),
            out: folder,
            before: kept.before.as_deref().map(|before| self.folder_of(before)),
            before_name: kept.before.as_deref().and_then(|before| Some(self.run_on_record(before).ok()?.name)),
            as_of: kept.as_of,
            map: Mapping::parse(kept.map.iter().map(String::as_str))?,
            with_csv: kept.csv,
            with_xlsx: kept.xlsx,
        };
        self.batch_run(&request, &control)
    }
}

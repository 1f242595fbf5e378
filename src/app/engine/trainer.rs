//! The trainer: learns in the background what was taught or revoked, and swaps the new snapshot in.
//!
//! One thread for each [`App`](crate::app::App). Requests that come while it trains are answered by one more training, however
//! many they are. Readers never wait for it, and it leaves half of the cores to them. It looks for what other processes
//! taught every few seconds. It never changes the library revision, and a training that fails leaves the old snapshot.
//! It holds the store only while it reads, so that a program that ends while it trains still closes its database.
//!
//! A small library waits with publications while it trains, so that none learns from an older state. A large one trains
//! beside them and then brings what it learned to the revision that answers by then; where much was edited, it builds
//! the index again on that occasion.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use fenzhen_engine::triage::Snapshot;

use crate::app::{AppError, Settings};
use crate::store::{CaseMark, Store};

use super::model_cache::LearnedFile;
use super::snapshot::{Current, active_cases};

/// How often to look for cases that another process taught.
const LOOK: Duration = Duration::from_secs(3);

/// The trainer's door.
pub(in crate::app) struct Trainer {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    /// Held while the store is read.
    reading: Mutex<()>,
}

#[derive(Default)]
struct State {
    /// How often training was asked for.
    wanted: u64,
    /// Up to which request it is done.
    done: u64,
    stopped: bool,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn reading(&self) -> MutexGuard<'_, ()> {
        self.reading.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Trainer {
    /// Starts the thread. `mark` is that of the cases the current snapshot was trained on.
    pub(in crate::app) fn start(
        store: &Arc<Store>,
        current: &Arc<Current>,
        settings: &Settings,
        mark: CaseMark,
    ) -> Result<Trainer, AppError> {
        let shared = Arc::new(Shared::default());
        let (store, current, settings) = (Arc::downgrade(store), Arc::clone(current), settings.clone());
        let mut school = School { store, current, settings, mark, shared: Arc::clone(&shared) };
        let thread = std::thread::Builder::new().name("trainer".to_owned()).spawn(move || school.run());
        thread.map_err(|source| AppError::Io { path: "the trainer's thread".to_owned(), source })?;
        Ok(Trainer { shared })
    }

    /// Asks for a training.
    pub(in crate::app) fn request(&self) {
        self.shared.state().wanted += 1;
        self.shared.changed.notify_all();
    }

    /// Waits until every training asked for so far is done.
    pub(in crate::app) fn settled(&self) {
        let mut state = self.shared.state();
        let wanted = state.wanted;
        while state.done < wanted {
            state = self.shared.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Drop for Trainer {
    /// Waits until the store is not read any more, but not for a training under way: what was taught is in the database.
    fn drop(&mut self) {
        self.shared.state().stopped = true;
        self.shared.changed.notify_all();
        drop(self.shared.reading());
    }
}

struct School {
    store: Weak<Store>,
    current: Arc<Current>,
    settings: Settings,
    mark: CaseMark,
    shared: Arc<Shared>,
}

impl School {
    fn run(&mut self) {
        while let Some(wanted) = self.next() {
            match catch_unwind(AssertUnwindSafe(|| self.train())) {
                Ok(Ok(())) => {}
                Ok(Err(error)) => tracing::error!(%error, "training failed; the model stays as it was"),
                Err(_) => tracing::error!("training panicked; the model stays as it was"),
            }
            self.shared.state().done = wanted;
            self.shared.changed.notify_all();
        }
    }

    /// Waits for something to learn; gives the number of the last request, or `None` to stop.
    fn next(&self) -> Option<u64> {
        let mut state = self.shared.state();
        loop {
            if state.stopped {
                return None;
            }
            if state.wanted > state.done {
                return Some(state.wanted);
            }
            let (woken, waited) = self.shared.changed.wait_timeout(state, LOOK).unwrap_or_else(PoisonError::into_inner);
            state = woken;
            if waited.timed_out() {
                let wanted = state.wanted;
                drop(state);
                // A database that does not answer now may answer next time.
                if self.look().is_ok_and(|mark| mark.is_some_and(|mark| mark != self.mark)) {
                    return Some(wanted);
                }
                state = self.shared.state();
            }
        }
    }

    /// Reads from the store; `None` once the app is gone.
    fn read<T>(&self, ask: impl FnOnce(&Store) -> Result<T, AppError>) -> Result<Option<T>, AppError> {
        let _reading = self.shared.reading();
        if self.shared.state().stopped {
            return Ok(None);
        }
        self.store.upgrade().map(|store| ask(&store)).transpose()
    }

    fn look(&self) -> Result<Option<CaseMark>, AppError> {
        self.read(|store| Ok(store.read(|dao| dao.case_mark())?))
    }

    fn train(&mut self) -> Result<(), AppError> {
        // Looked at first: what is taught meanwhile is learned next time, never missed.
        let Some(mark) = self.look()? else { return Ok(()) };
        let train = || {
            loop {
                let now = self.current.load_full();
                if now.learns_entries() {
                    return self.current.replace(|now| self.taught(now));
                }
                if self.train_beside(&now)? {
                    return Ok(());
                }
            }
        };
        match half_of_the_cores() {
            Some(pool) => pool.install(train)?,
            None => train()?,
        }
        self.mark = mark;
        tracing::info!(cases = self.current.load_full().cases.len(), "learned what was taught");
        Ok(())
    }

    /// The snapshot with what was taught until now; `None` once the app is gone.
    fn taught(&self, now: &Snapshot) -> Result<Option<Snapshot>, AppError> {
        let cases = self.read(|store| active_cases(store, &now.library))?;
        let cache = LearnedFile::beside(&self.settings.db);
        Ok(cases.map(|cases| now.taught(cases, self.settings.error_target, &cache)))
    }

    /// Trains while others publish entries. Says no where something else was published meanwhile, which what was learned
    /// does not fit.
    fn train_beside(&self, now: &Arc<Snapshot>) -> Result<bool, AppError> {
        let Some(mut taught) = self.taught(now)? else { return Ok(true) };
        if taught.index.is_worn() {
            taught = taught.reindexed()?;
        }
        let mut fits = false;
        self.current.replace(|latest| {
            let shown = if std::ptr::eq(latest, Arc::as_ptr(now)) { Some(taught) } else { taught.overtaking(latest) };
            fits = shown.is_some();
            Ok(shown)
        })?;
        Ok(fits)
    }
}

/// Threads for training that leave the others to whoever asks; `None` where the system gives none.
fn half_of_the_cores() -> Option<rayon::ThreadPool> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    rayon::ThreadPoolBuilder::new().num_threads(cores.div_ceil(2)).build().ok()
}

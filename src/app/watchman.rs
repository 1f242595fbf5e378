//! The watchman: one thread beside a served app that looks at the clocks, delivers events and looks for alarms.
//!
//! It does nothing that a caller could not ask for; it only asks in time. When a round fails it says so and goes on.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Weak};
use std::thread::JoinHandle;
use std::time::Duration;

use super::{App, AppError};

/// How often clocks and outbox are looked at.
const ROUND: Duration = Duration::from_secs(1);
/// In how many rounds alarms are looked for once.
const ALARMS: u64 = 60;

/// Keeps the watchman awake; he goes home when it is dropped.
pub struct Watchman {
    stop: Option<Sender<()>>,
    stopping: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl App {
    /// Looks at clocks, outbox and alarms from now on, until the answer is dropped.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn watch(self: &Arc<App>) -> Result<Watchman, AppError> {
        let (stop, stopped) = channel::<()>();
        let app = Arc::downgrade(self);
        let stopping = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&stopping);
        let rounds = move || {
            let mut round = 0_u64;
            while matches!(stopped.recv_timeout(ROUND), Err(RecvTimeoutError::Timeout)) {
                if !walk(&app, round, &told) {
                    break;
                }
                round += 1;
            }
        };
        let no_thread = |source| AppError::Io { path: "the watchman's thread".to_owned(), source };
        let thread = std::thread::Builder::new().name("watchman".to_owned()).spawn(rounds).map_err(no_thread)?;
        Ok(Watchman { stop: Some(stop), stopping, threads: vec![thread] })
    }
}

/// One round; whether there will be another.
fn walk(app: &Weak<App>, round: u64, stopping: &AtomicBool) -> bool {
    let Some(app) = app.upgrade() else { return false };
    let said = |what: &str, error: AppError| tracing::error!(%error, "{what} failed; it is tried again");
    if let Err(error) = app.look_at_clocks() {
        said("looking at the clocks", error);
    }
    if let Err(error) = app.deliver_while(&|| !stopping.load(Ordering::Relaxed)) {
        said("delivering events", error);
    }
    if round.is_multiple_of(ALARMS)
        && let Err(error) = app.look_for_alarms()
    {
        said("looking for alarms", error);
    }
    true
}

impl Drop for Watchman {
    fn drop(&mut self) {
        // The delivery under way is finished, so that its outcome is written down; no other is begun.
        self.stopping.store(true, Ordering::Relaxed);
        self.stop = None;
        for thread in self.threads.drain(..) {
            if thread.join().is_err() {
                tracing::error!("the watchman failed");
            }
        }
    }
}

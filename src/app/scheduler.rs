//! The scheduler: a thread beside a served app that looks at the clocks and for alarms, and one that sends out couriers with
//! events, so that neither waits for the other.
//!
//! They do nothing that a caller could not ask for; they only ask in time. When a round fails they say so and go on.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Weak};
use std::thread::JoinHandle;
use std::time::Duration;

use super::webhooks::Couriers;
use super::{App, AppError};

/// How often clocks and outbox are looked at.
const ROUND: Duration = Duration::from_secs(1);
/// In how many rounds alarms are looked for once.
const ALARMS: u64 = 60;

/// Keeps the scheduler going; it stops when it is dropped.
pub struct Scheduler {
    stops: Vec<Sender<()>>,
    stopping: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl App {
    /// Looks at clocks, outbox and alarms from now on, until the answer is dropped.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn watch(self: &Arc<App>) -> Result<Scheduler, AppError> {
        let stopping = Arc::new(AtomicBool::new(false));
        let mut scheduler = Scheduler { stops: Vec::new(), stopping: Arc::clone(&stopping), threads: Vec::new() };
        let mut round = 0_u64;
        scheduler.every_round("scheduler", self, move |app| {
            look(app, round);
            round += 1;
        })?;
        let mut couriers = Couriers::new(stopping);
        scheduler.every_round("outbox", self, move |app| {
            if let Err(error) = couriers.set_out(app) {
                said("delivering events", &error);
            }
        })?;
        Ok(scheduler)
    }
}

impl Scheduler {
    /// Does something every round, on a thread of its own, until the scheduler or the app is gone.
    fn every_round(
        &mut self,
        name: &str,
        app: &Arc<App>,
        mut act: impl FnMut(&Arc<App>) + Send + 'static,
    ) -> Result<(), AppError> {
        let (stop, stopped): (Sender<()>, Receiver<()>) = channel();
        let app: Weak<App> = Arc::downgrade(app);
        let rounds = move || {
            while matches!(stopped.recv_timeout(ROUND), Err(RecvTimeoutError::Timeout)) {
                let Some(app) = app.upgrade() else { break };
                act(&app);
            }
        };
        let no_thread = |source| AppError::Io { path: format!("the thread {name}"), source };
        let thread = std::thread::Builder::new().name(name.to_owned()).spawn(rounds).map_err(no_thread)?;
        self.stops.push(stop);
        self.threads.push(thread);
        Ok(())
    }
}

fn look(app: &App, round: u64) {
    if let Err(error) = app.tickets().look_at_clocks() {
        said("looking at the clocks", &error);
    }
    if round.is_multiple_of(ALARMS)
        && let Err(error) = app.alarms().look()
    {
        said("looking for alarms", &error);
    }
}

fn said(what: &str, error: &dyn std::fmt::Display) {
    tracing::error!(%error, "{what} failed; it is tried again");
}

impl Drop for Scheduler {
    fn drop(&mut self) {
        // Deliveries under way are finished, so that their outcome is written down; no other is begun.
        self.stopping.store(true, Ordering::Relaxed);
        self.stops.clear();
        for thread in self.threads.drain(..) {
            if thread.join().is_err() {
                tracing::error!("the scheduler failed");
            }
        }
    }
}

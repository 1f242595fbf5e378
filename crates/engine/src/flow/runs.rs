//! Runs of clocks: starting them, and stopping them either because what they time has happened, or because it will not.

use jiff::Timestamp;

use crate::kb::{ClockName, Urgency};

use super::life::Life;

/// One run of a clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Which clock.
    pub clock: ClockName,
    /// The how-manieth time it runs, from 0.
    pub nth: u32,
    /// Since when.
    pub from: Timestamp,
    /// When and how it was stopped.
    pub stopped: Option<RunEnd>,
    /// Its own deadline, where one was agreed.
    pub agreed: Option<Timestamp>,
    /// Whether it was called to mind.
    pub reminded: bool,
    /// How far it went up.
    pub level: u32,
}

/// The end of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunEnd {
    /// When.
    pub at: Timestamp,
    /// How urgent the ticket was then: a later change makes nothing late that was in time.
    pub urgency: Urgency,
    /// Whether what it timed had not happened, and was given up.
    pub dropped: bool,
}

impl Life {
    pub(super) fn start(&mut self, clock: ClockName, from: Timestamp, agreed: Option<Timestamp>) {
        let nth = u32::try_from(self.runs.iter().filter(|run| run.clock == clock).count()).unwrap_or(u32::MAX);
        self.runs.push(Run { clock, nth, from, stopped: None, agreed, reminded: false, level: 0 });
    }

    /// What a clock times has happened: every open run of it stops.
    pub(super) fn stop(&mut self, clock: ClockName, at: Timestamp) {
        self.end(at, false, |run| run.clock == clock);
    }

    /// The same of one run.
    pub(super) fn stop_run(&mut self, clock: ClockName, nth: u32, at: Timestamp) {
        self.end(at, false, |run| run.clock == clock && run.nth == nth);
    }

    /// What a clock times will not happen any more: every open run of it is given up.
    pub(super) fn give_up(&mut self, clock: ClockName, at: Timestamp) {
        self.end(at, true, |run| run.clock == clock);
    }

    /// Nothing is timed any more, but what was promised.
    pub(super) fn give_up_all(&mut self, at: Timestamp) {
        self.end(at, true, |run| run.clock != ClockName::Promise);
    }

    fn end(&mut self, at: Timestamp, dropped: bool, which: impl Fn(&Run) -> bool) {
        let stopped = RunEnd { at, urgency: self.urgency, dropped };
        for run in self.runs.iter_mut().filter(|run| which(run)) {
            run.stopped.get_or_insert(stopped);
        }
    }

    /// A clock is stopped by a step of the workflow.
    pub(super) fn stop_by_step(&mut self, clock: ClockName, at: Timestamp) {
        match clock {
            // A step tells the customer nothing; hearing of the result, they hear of this, too.
            ClockName::Progress => self.give_up(clock, at),
            _ => self.stop(clock, at),
        }
    }

    /// The customer heard something.
    pub(super) fn heard(&mut self, at: Timestamp) {
        self.stop(ClockName::Answer, at);
        if !self.is_stopped(ClockName::Progress) {
            self.stop(ClockName::Progress, at);
            self.start(ClockName::Progress, at, None);
            return;
        }
        // What ran when it was carried out is settled by telling the result.
        let carried_out_at = self.carried_out_at;
        let last = self.runs.iter_mut().rfind(|run| run.clock == ClockName::Progress);
        if let Some(stopped) = last.and_then(|run| run.stopped.as_mut()).filter(|stopped| Some(stopped.at) == carried_out_at) {
            stopped.dropped = false;
        }
    }

    /// Whether a clock has run and runs no more.
    pub(super) fn is_stopped(&self, clock: ClockName) -> bool {
        self.runs.iter().filter(|run| run.clock == clock).all(|run| run.stopped.is_some())
    }
}

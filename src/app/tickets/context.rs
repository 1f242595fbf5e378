//! With what a ticket is read or changed: the snapshot and the instant.

use std::sync::Arc;

use fenzhen_engine::flow::{ActionRules, Levels};
use fenzhen_engine::text::fold;
use fenzhen_engine::triage::Snapshot;
use jiff::Timestamp;

/// The snapshot and the instant that a ticket is read or changed with.
pub(super) struct Context {
    pub snapshot: Arc<Snapshot>,
    pub now: Timestamp,
}

impl Context {
    /// What may be done, by the library of the moment.
    pub fn rules(&self) -> ActionRules<'_> {
        ActionRules { library: &self.snapshot.library, now: self.now, plain }
    }

    /// Against what tickets are measured.
    pub fn levels(&self) -> Levels<'_> {
        levels(&self.snapshot)
    }

    /// The same, not before an instant: a clock that jumped back must not show a ticket before its last event.
    pub fn not_before(&self, at: Timestamp) -> Context {
        Context { snapshot: Arc::clone(&self.snapshot), now: self.now.max(at) }
    }
}

/// Against what tickets are measured under a snapshot.
pub(in crate::app) fn levels(snapshot: &Snapshot) -> Levels<'_> {
    let library = &snapshot.library;
    Levels { sla: &library.sla, calendar: &snapshot.calendar, departments: &library.departments }
}

/// Names folded, so that width and script do not tell a person apart from themselves.
pub(super) fn plain(name: &str) -> String {
    fold(name.trim())
}

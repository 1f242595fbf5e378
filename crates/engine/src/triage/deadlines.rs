//! Deadlines: by when what is due, from the urgency and the moment a ticket came in.

use jiff::Timestamp;

use crate::kb::Urgency;

use super::snapshot::Snapshot;

/// By when what is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadlines {
    /// By when the customer must have heard that we have it.
    pub acknowledge_by: Timestamp,
    /// By when the responsible department must have answered.
    pub respond_by: Timestamp,
    /// How often the customer hears of progress, as the pack words it.
    pub progress_every: String,
    /// By when it must be resolved.
    pub resolve_by: Timestamp,
}

impl Deadlines {
    /// The deadlines of a ticket that came in at a moment, by the library's service levels and calendar.
    #[must_use]
    pub fn of(snapshot: &Snapshot, level: Urgency, received_at: Timestamp) -> Deadlines {
        let terms = snapshot.library.sla.terms(level);
        let due = |within| snapshot.calendar.due(received_at, terms.clock, within);
        Deadlines {
            acknowledge_by: due(terms.acknowledge),
            respond_by: due(terms.respond),
            progress_every: terms.progress.to_string(),
            resolve_by: due(terms.resolve),
        }
    }
}

//! What rewriting means to a registered ticket: it is its events, so that what it is about changes by one, and clocks,
//! queue, webhooks and reports see that as they see any other.

use std::sync::Arc;

use jiff::Timestamp;

use crate::app::tickets::{entry, levels};
use crate::store::{ReadDao, RewriteEvent, StoreError};
use fenzhen_engine::flow::event::{Event, LoggedEvent, Retriaged};
use fenzhen_engine::flow::{Levels, Life};
use fenzhen_engine::kb::Urgency;
use fenzhen_engine::triage::Snapshot;

/// A registered ticket.
pub(in crate::app::runs) struct RegisteredTicket {
    pub history: Vec<LoggedEvent>,
    pub life: Life,
}

impl RegisteredTicket {
    /// Reads it by its row; `None` where its history has no beginning.
    pub(in crate::app::runs) fn read(dao: &ReadDao<'_>, row: i64) -> Result<Option<RegisteredTicket>, StoreError> {
        let history: Vec<LoggedEvent> = dao.history_of(row)?.iter().filter_map(entry).collect();
        Ok(Life::of(&history).map(|life| RegisteredTicket { history, life }))
    }

    /// Whether somebody said what it is about since it came in.
    pub(in crate::app::runs) fn is_corrected(&self) -> bool {
        self.history.iter().any(|entry| matches!(entry.event, Event::Noted(_)) && entry.event.classifies())
    }

    /// What stands in its history of a run that was not taken back: where, if anywhere.
    pub(in crate::app::runs) fn retriaged_by(&self, run: &str) -> Option<usize> {
        let by_it = |entry: &LoggedEvent| matches!(&entry.event, Event::Retriaged(retriaged) if retriaged.run == run && !retriaged.undone);
        self.history.iter().rposition(by_it)
    }
}

/// What a ticket's history says it is, as a run would say it.
pub(in crate::app::runs) fn judgement(life: &Life, run: &str, undone: bool) -> Retriaged {
    Retriaged {
        run: run.to_owned(),
        undone,
        outcome: life.registered.outcome.clone(),
        category: life.category.clone(),
        department: life.registered.department.clone(),
        entry: life.entry.clone(),
        urgency: life.urgency,
    }
}

/// With what deadlines are counted, and when.
pub(in crate::app::runs) struct EventContext {
    pub snapshot: Arc<Snapshot>,
    pub now: Timestamp,
}

impl EventContext {
    /// The event that changes what a ticket is about, with what lists and clocks ask for then.
    pub(in crate::app::runs) fn event(&self, ticket: RegisteredTicket, retriaged: Retriaged) -> RewriteEvent {
        let mut life = ticket.life;
        // A clock that jumps back must not turn a history round.
        let at = self.now.max(life.last_at);
        let event = Event::Retriaged(Box::new(retriaged));
        // Structs of strings, numbers and maps by words always have a JSON form.
        let (kind, body) = (format!("ticket.{}", event.kind()), serde_json::to_string(&event).unwrap_or_default());
        // Clocks do not ask who did it.
        life.take(&LoggedEvent { seq: life.seq + 1, at, author: String::new(), event });
        let levels: Levels<'_> = levels(&self.snapshot);
        RewriteEvent {
            at,
            kind,
            body,
            urgency: match life.urgency {
                Urgency::Low => 0,
                Urgency::Medium => 1,
                Urgency::High => 2,
            },
            due_at: levels.next_due(&life),
            fires_at: levels.next_firing(&life),
            category: life.category,
            entry: life.entry,
            revision: self.snapshot.revision,
        }
    }
}

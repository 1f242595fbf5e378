//! App: the journeys. Opens the store, keeps the current [`Snapshot`] behind an atomic swap, and answers.
//!
//! The command and the service are two doors to what is here; neither knows the store or the index.

pub mod access;
mod admission_limit;
pub mod alarms;
mod author;
mod backup;
pub mod cases;
mod clock;
pub mod desk;
pub(crate) mod engine;
mod error;
pub mod evaluate;
mod excerpt;
pub(crate) mod figures;
pub mod idempotency;
pub mod library;
mod refusal;
pub mod reports;
pub mod runs;
mod scheduler;
pub(crate) mod sentences;
mod settings;
mod tickets;
pub(crate) mod time;
mod tokens;
pub mod webhooks;
pub(crate) mod wording;

use std::sync::Arc;

use fenzhen_engine::triage::Snapshot;

use crate::store::{GroupWriter, Store};

use engine::recorder::Recorder;
use engine::snapshot::Current;
use engine::trainer::Trainer;
use tickets::ids::TicketIds;

pub use author::AuthorError;
pub use backup::{backup, restore};
pub use cases::{CaseError, CaseQuery, Contradiction};
pub use clock::Clock;
pub use desk::{Complaint, Judged, SuggestError, SuggestKind, SuggestOptions};
pub use error::AppError;
pub use refusal::Refusal;
pub use scheduler::Scheduler;
pub use settings::{Settings, SettingsError};
pub use tickets::{
    Act, ActedTicket, ActingRole, Action, Advice, ClocksLookedAt, Customer, FilledSlot, FoundTicket, HandOver, Many, NewTicket,
    OpenStep, QueueOptions, QueuedTicket, RegisteredTicket, Repeat, RepeatReason, Step, TicketError, TicketFile, TicketQueue,
    TicketSearch, TicketState, Tickets, TicketsFound,
};
pub use tokens::{NewToken, TokenError, TokenRow, Tokens};

/// A running fenzhen: one database, one current snapshot.
pub struct App {
    store: Arc<Store>,
    snapshot: Arc<Current>,
    settings: Settings,
    clock: Clock,
    /// Snapshots of earlier revisions.
    past: desk::as_of::Past,
    /// What the library's journeys share.
    library: library::LibraryState,
    ticket_ids: TicketIds,
    recorder: Option<Arc<Recorder>>,
    writer: GroupWriter,
    trainer: Trainer,
    runs: Arc<runs::Runs>,
}

impl App {
    /// The snapshot that answers now. A reader keeps the one it got, whatever is published meanwhile.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshot.load_full()
    }

    /// Waits until the background has nothing left to do: every judged ticket is written, and what was taught or
    /// revoked so far is in the snapshot (or training failed, which the log says).
    pub fn settled(&self) {
        self.flush_tickets();
        self.trainer.settled();
    }

    /// Waits until every judged ticket is written.
    fn flush_tickets(&self) {
        if let Some(recorder) = &self.recorder {
            recorder.flush();
        }
    }

    /// How it was set up.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Whether the database answers.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.store.read(|dao| dao.newest_revision()).is_ok_and(|revision| revision.is_some())
    }
}

//! The life of a ticket: registering it, acting on it, looking at it, and what its clocks do by themselves.
//!
//! Everything that happens is an event, appended together with the row that lists ask for and the outbox of webhooks, in
//! one transaction that is on disk before anybody is told. What a ticket is now is always the fold of its events.

mod act;
mod action;
mod context;
mod error;
mod file;
pub(crate) mod ids;
mod new_ticket;
mod queue;
mod record;
mod register;
mod reminders;
mod repeats;
mod reply;
mod slots;
mod state;
mod words;

use crate::store::{GroupWriter, Store, StoreError};

use super::engine::snapshot::Current;
use super::{App, AppError, Clock, Settings};

use context::Context;
use ids::TicketIds;

pub use act::{ActedTicket, ActingRole};
pub use action::{Act, Action, HandOver, Step};
pub(in crate::app) use context::levels;
pub use error::{Many, TicketError};
pub use file::TicketFile;
pub use new_ticket::{Customer, NewTicket};
pub use queue::search::{FoundTicket, TicketSearch, TicketsFound};
pub use queue::{QueueOptions, QueuedTicket, TicketQueue};
pub(in crate::app) use record::entry;
pub use register::RegisteredTicket;
pub use reminders::ClocksLookedAt;
pub use repeats::{Repeat, RepeatReason};
pub use slots::FilledSlot;
pub use state::{Advice, OpenStep, TicketState};

/// The life of tickets: [`Tickets::register`], [`Tickets::act`], [`Tickets::queue`] and so on.
pub struct Tickets<'a> {
    store: &'a Store,
    writer: &'a GroupWriter,
    snapshot: &'a Current,
    settings: &'a Settings,
    clock: Clock,
    ids: &'a TicketIds,
}

impl App {
    /// Registering tickets, acting on them, looking at them.
    #[must_use]
    pub fn tickets(&self) -> Tickets<'_> {
        Tickets {
            store: &self.store,
            writer: &self.writer,
            snapshot: &self.snapshot,
            settings: &self.settings,
            clock: self.clock,
            ids: &self.ticket_ids,
        }
    }
}

impl Tickets<'_> {
    fn context(&self) -> Context {
        Context { snapshot: self.snapshot.load_full(), now: self.clock.now() }
    }
}

/// An outcome inside a transaction that must be undone, as the store knows it; other outcomes pass.
fn inside<T>(error: TicketError) -> Result<Result<T, TicketError>, StoreError> {
    match error {
        TicketError::App(AppError::Store(error)) => Err(error),
        other => Ok(Err(other)),
    }
}

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

use fenzhen_engine::triage::Snapshot;
use jiff::Timestamp;
use jiff::fmt::temporal::DateTimePrinter;

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

/// Milliseconds since 1970 as an instant; what lies beyond the calendar as its end.
pub(super) fn instant(milliseconds: i64) -> Timestamp {
    Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::MAX)
}

/// An instant in the library's time zone, to the second.
pub(super) fn shown(snapshot: &Snapshot, at: Timestamp) -> String {
    let zoned = at.to_zoned(snapshot.calendar.zone().clone());
    DateTimePrinter::new().precision(Some(0)).timestamp_with_offset_to_string(&at, zoned.offset())
}

/// The day of an instant in the library's time zone, counted from 1970.
pub(super) fn day_of(snapshot: &Snapshot, at: Timestamp) -> i64 {
    day_number(at.to_zoned(snapshot.calendar.zone().clone()).date())
}

/// A date, counted in days from 1970.
pub(super) fn day_number(date: jiff::civil::Date) -> i64 {
    let since = jiff::civil::date(1970, 1, 1).duration_until(date);
    since.as_secs().div_euclid(24 * 60 * 60)
}

/// The date of a day that is counted from 1970; none beyond the calendar.
pub(super) fn day_date(day: i64) -> Option<jiff::civil::Date> {
    jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().try_days(day).ok()?).ok()
}

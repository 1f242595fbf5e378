//! The life of a ticket: registering it, acting on it, looking at it, and what its clocks do by themselves.
//!
//! Everything that happens is an event, appended together with the row that lists ask for and the outbox of webhooks, in
//! one transaction that is on disk before anybody is told. What a ticket is now is always the fold of its events.

mod act;
pub(crate) mod counts;
mod file;
pub(crate) mod ids;
mod queue;
mod register;
mod reminders;
mod reply;
mod search;
mod slots;
mod view;

use std::sync::Arc;

use fenzhen_engine::flow::{Event, Levels, Life, LoggedEvent};
use fenzhen_engine::kb::Urgency;
use fenzhen_engine::text::fold;
use fenzhen_engine::triage::Snapshot;
use jiff::Timestamp;
use jiff::fmt::temporal::DateTimePrinter;

use crate::store::{LifeRow, NewEvent, ReadDao, StoreError, StoredEvent, WriteDao};

pub use act::As;
pub use file::TicketFile;
pub use queue::QueueOptions;
pub use reminders::Looked;
pub use search::{FoundTicket, TicketSearch, TicketsFound};

/// Why something about a ticket is refused, beyond a request that is malformed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TicketRefusal {
    /// A ticket that was never registered.
    #[error("there is no registered ticket {0}")]
    NoSuchTicket(String),
    /// The sender registered it before.
    #[error("{system} registered {external_id:?} before, as ticket {ticket}")]
    Registered {
        /// The sender's system.
        system: String,
        /// Its id there.
        external_id: String,
        /// Its id here.
        ticket: String,
    },
    /// The key was used for another request.
    #[error("the idempotency key was used for another request (send a new key with a new request)")]
    KeyReused,
    /// Something happened to it meanwhile.
    #[error("the ticket is at event {found}, not {expected}: something happened meanwhile (look again)")]
    ChangedMeanwhile {
        /// The number of its last event.
        found: u32,
        /// The number the caller knows.
        expected: u32,
    },
    /// An alarm that was never raised.
    #[error("there is no alarm {0}")]
    NoSuchAlarm(i64),
    /// A webhook, delivery or measure that is not there.
    #[error("there is no {what} {id}")]
    NoSuch {
        /// What.
        what: &'static str,
        /// Its number.
        id: i64,
    },
    /// The part is not the caller's.
    #[error("acting as supervisor takes at least the role maintainer")]
    PartTooHigh,
    /// The workflow, or the rules of handling, are in the way.
    #[error(transparent)]
    Flow(#[from] fenzhen_engine::flow::Refusal),
}

/// An answer given now, or what was answered to the same request before.
#[derive(Debug, Clone, serde::Serialize)]
#[serde(untagged)]
pub enum Taken<T> {
    /// It was done now.
    Now(Box<T>),
    /// It was done before, under the same key.
    Before(serde_json::Value),
}

/// What a change inside a transaction came to.
type Outcome<T> = Result<T, super::AppError>;

/// A ticket as it is read inside a transaction.
struct Ticket {
    row: i64,
    life: Life,
}

/// Reads a ticket by its id.
fn find(dao: &ReadDao<'_>, id: &str) -> Result<Option<Ticket>, StoreError> {
    let Some(row) = dao.registered(id)? else { return Ok(None) };
    read(dao, row)
}

/// Reads a ticket by its row.
fn read(dao: &ReadDao<'_>, row: i64) -> Result<Option<Ticket>, StoreError> {
    let history: Vec<LoggedEvent> = dao.history_of(row)?.iter().filter_map(entry).collect();
    Ok(Life::of(&history).map(|life| Ticket { row, life }))
}

/// An event of the store as one of a history; `None` where a newer version wrote it.
pub(super) fn entry(stored: &StoredEvent) -> Option<LoggedEvent> {
    let event: Event = serde_json::from_str(&stored.body).ok()?;
    Some(LoggedEvent { seq: stored.seq, at: instant(stored.at), author: stored.author.clone(), event })
}

/// Appends events to a ticket and brings its row up to date; gives the numbers of the events.
fn append(
    dao: &WriteDao<'_>,
    snapshot: &Snapshot,
    ticket: &mut Ticket,
    events: Vec<Event>,
    author: &str,
    now: Timestamp,
) -> Result<Vec<StoredEvent>, StoreError> {
    let mut appended = Vec::new();
    for event in events {
        // A clock that jumps back must not turn a history round.
        let at = now.max(ticket.life.last_at);
        let entry = LoggedEvent { seq: ticket.life.seq + 1, at, author: author.to_owned(), event };
        appended.push(append_one(dao, ticket.row, &entry)?);
        ticket.life.take(&entry);
    }
    dao.set_life(ticket.row, &row_of(snapshot, &ticket.life))?;
    Ok(appended)
}

fn append_one(dao: &WriteDao<'_>, ticket: i64, entry: &LoggedEvent) -> Result<StoredEvent, StoreError> {
    let kind = format!("ticket.{}", entry.event.kind());
    // Structs of strings, numbers and maps by words always have a JSON form.
    let body = serde_json::to_string(&entry.event).unwrap_or_default();
    let (seq, at) = (entry.seq, entry.at.as_millisecond());
    let new = NewEvent { ticket: Some(ticket), seq, at, author: &entry.author, kind: &kind, body: &body };
    let id = dao.append_event(&new)?;
    Ok(StoredEvent { id, ticket: None, seq, at, author: entry.author.clone(), kind, body })
}

/// What lists and clocks ask of a life.
fn row_of(snapshot: &Snapshot, life: &Life) -> LifeRow {
    let levels = levels(snapshot);
    let ended = life.ended_at.is_some();
    LifeRow {
        seq: life.seq,
        state: life.state(),
        urgency: match life.urgency {
            Urgency::Low => 0,
            Urgency::Medium => 1,
            Urgency::High => 2,
        },
        level: life.level,
        category: life.category.clone(),
        entry: life.entry.clone(),
        department: life.department.clone(),
        front: life.front.clone(),
        ended_at: life.ended_at.map(Timestamp::as_millisecond),
        due_at: levels.next_due(life).filter(|_| !ended).map(Timestamp::as_millisecond),
        fires_at: levels.next_firing(life).map(Timestamp::as_millisecond),
        revision: snapshot.revision,
    }
}

/// Against what tickets are measured under a snapshot.
pub(super) fn levels(snapshot: &Snapshot) -> Levels<'_> {
    let library = &snapshot.library;
    Levels { sla: &library.sla, calendar: &snapshot.calendar, departments: &library.departments }
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

/// Names folded, so that width and script do not tell a person apart from themselves.
fn plain(name: &str) -> String {
    fold(name.trim())
}

/// The snapshot and the instant that a change is made with.
struct Desk {
    snapshot: Arc<Snapshot>,
    now: Timestamp,
}

//! The record of a ticket: its events in the store, the life that is folded from them, and the row that lists ask for.

use fenzhen_engine::flow::Life;
use fenzhen_engine::flow::event::{Event, LoggedEvent};
use fenzhen_engine::kb::Urgency;

use crate::store::{NewEvent, ReadDao, StoreError, StoredEvent, TicketProjection, WriteDao};

use super::context::{Context, levels};

/// A ticket as it is read inside a transaction.
pub(super) struct Ticket {
    pub row: i64,
    pub life: Life,
}

/// Reads a ticket by its id.
pub(super) fn find(dao: &ReadDao<'_>, id: &str) -> Result<Option<Ticket>, StoreError> {
    let Some(row) = dao.registered(id)? else { return Ok(None) };
    read(dao, row)
}

/// Reads a ticket by its row.
pub(super) fn read(dao: &ReadDao<'_>, row: i64) -> Result<Option<Ticket>, StoreError> {
    Ok(Life::of(&history(dao, row)?).map(|life| Ticket { row, life }))
}

/// Everything that happened to a ticket, by its row, oldest first, as far as it can be read.
pub(super) fn history(dao: &ReadDao<'_>, row: i64) -> Result<Vec<LoggedEvent>, StoreError> {
    Ok(dao.history_of(row)?.iter().filter_map(entry).collect())
}

/// An event of the store as one of a history; `None` where a newer version wrote it.
pub(in crate::app) fn entry(stored: &StoredEvent) -> Option<LoggedEvent> {
    let event: Event = serde_json::from_str(&stored.body).ok()?;
    Some(LoggedEvent { seq: stored.seq, at: stored.at, author: stored.author.clone(), event })
}

/// Appends events to a ticket and brings its row up to date; gives the numbers of the events.
pub(super) fn append(
    dao: &WriteDao<'_>,
    context: &Context,
    ticket: &mut Ticket,
    events: Vec<Event>,
    author: &str,
) -> Result<Vec<StoredEvent>, StoreError> {
    let mut appended = Vec::new();
    for event in events {
        // A clock that jumps back must not turn a history round.
        let at = context.now.max(ticket.life.last_at);
        let entry = LoggedEvent { seq: ticket.life.seq + 1, at, author: author.to_owned(), event };
        appended.push(append_one(dao, ticket.row, &entry)?);
        ticket.life.take(&entry);
    }
    dao.set_projection(ticket.row, &projection(context, &ticket.life))?;
    Ok(appended)
}

pub(super) fn append_one(dao: &WriteDao<'_>, ticket: i64, entry: &LoggedEvent) -> Result<StoredEvent, StoreError> {
    let kind = format!("ticket.{}", entry.event.kind());
    // Structs of strings, numbers and maps by words always have a JSON form.
    let body = serde_json::to_string(&entry.event).unwrap_or_default();
    let (seq, at) = (entry.seq, entry.at);
    dao.append_event(&NewEvent { ticket: Some(ticket), seq, at, author: &entry.author, kind: &kind, body: &body })
}

/// What lists and clocks ask of a life.
pub(super) fn projection(context: &Context, life: &Life) -> TicketProjection {
    let levels = levels(&context.snapshot);
    let ended = life.ended_at.is_some();
    TicketProjection {
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
        ended_at: life.ended_at,
        due_at: levels.next_due(life).filter(|_| !ended),
        fires_at: levels.next_firing(life),
        revision: context.snapshot.revision,
    }
}

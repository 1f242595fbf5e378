//! The ticket queue: open tickets, the earliest deadline first, page by page. Searching it and counting it stand beside.

mod counts;
pub(super) mod search;

use std::sync::Arc;

use fenzhen_engine::kb::Urgency;
use fenzhen_engine::text::signals::mask_personal;
use fenzhen_engine::triage::Snapshot;
use jiff::Timestamp;

use crate::store::{MOST_QUEUED, QueueFilter, Queued};

use super::{TicketError, Tickets};

/// Tickets of a page unless the caller says otherwise.
const PAGE: usize = 50;
/// Characters of a ticket shown in the queue.
const EXCERPT: usize = 80;

/// Which open tickets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueueOptions {
    /// Of this department, by id.
    pub department: Option<String>,
    /// In this state, by id.
    pub state: Option<String>,
    /// Only those with a deadline that has passed.
    pub overdue: bool,
    /// At most so many, 1 to 200; 50 if absent.
    pub limit: Option<usize>,
    /// Only those after this place: the `next` of the page before.
    pub after: Option<String>,
}

/// A page of the queue.
#[derive(Clone)]
pub struct TicketQueue {
    /// Open tickets, the earliest deadline first.
    pub tickets: Vec<QueuedTicket>,
    /// What to send as `after` for the next page; none on the last.
    pub next: Option<String>,
    /// The library it was read with.
    pub snapshot: Arc<Snapshot>,
}

/// A ticket of the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueuedTicket {
    /// Its id.
    pub id: String,
    /// The sender's id.
    pub external_id: Option<String>,
    /// How it begins, personal data masked.
    pub text: String,
    /// The states it is in, as one text.
    pub state: String,
    /// How urgent it is.
    pub urgency: Urgency,
    /// The level it is handled at.
    pub level: u32,
    /// By id.
    pub category: Option<String>,
    /// By id.
    pub department: Option<String>,
    /// Who faces the customer.
    pub front: Option<String>,
    /// When it was registered.
    pub registered_at: Timestamp,
    /// Its earliest deadline.
    pub due: Option<Timestamp>,
    /// Whether that has passed.
    pub overdue: bool,
}

impl Tickets<'_> {
    /// A page of open tickets, the earliest deadline first.
    ///
    /// # Errors
    /// When the place is not valid, or the database refuses.
    pub fn queue(&self, options: &QueueOptions) -> Result<TicketQueue, TicketError> {
        let (snapshot, now) = (self.snapshot.load_full(), self.clock.now());
        let limit = options.limit.unwrap_or(PAGE).clamp(1, MOST_QUEUED - 1);
        let filter = QueueFilter {
            department: options.department.clone(),
            state: options.state.clone(),
            due_before: options.overdue.then_some(now),
            after: options.after.as_deref().map(place).transpose()?,
            ..QueueFilter::default()
        };
        let mut queued = self.store.read(|dao| dao.queue(&filter, limit + 1))?;
        let more = queued.len() > limit;
        queued.truncate(limit);
        let next = queued.last().filter(|_| more).map(|last| named(last.place));
        let ticket = |queued: Queued| QueuedTicket {
            text: excerpt(&queued),
            id: queued.id,
            external_id: queued.external_id,
            state: queued.state,
            urgency: urgency(queued.urgency),
            level: queued.level,
            category: queued.category,
            department: queued.department,
            front: queued.front,
            registered_at: queued.registered_at,
            due: queued.due_at,
            overdue: queued.due_at.is_some_and(|due| due < now),
        };
        Ok(TicketQueue { tickets: queued.into_iter().map(ticket).collect(), next, snapshot })
    }
}

/// A place in the order, as it is named to whoever goes on from there.
fn named((due, row): (i64, i64)) -> String {
    format!("{due}-{row}")
}

/// A place in the order, as `next` gave it.
fn place(text: &str) -> Result<(i64, i64), TicketError> {
    let parts = text.rsplit_once('-').and_then(|(due, row)| Some((due.parse().ok()?, row.parse().ok()?)));
    parts.ok_or(TicketError::NoSuchPlace)
}

/// A ticket's title, or how its text begins; personal numbers masked.
fn excerpt(queued: &Queued) -> String {
    let text = if queued.title.is_empty() { &queued.text } else { &queued.title };
    mask_personal(text).chars().take(EXCERPT).collect()
}

fn urgency(number: u8) -> Urgency {
    match number {
        0 => Urgency::Low,
        1 => Urgency::Medium,
        _ => Urgency::High,
    }
}

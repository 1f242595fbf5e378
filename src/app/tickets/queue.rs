//! Looking: one ticket whole, and the queue page by page.

use fenzhen_engine::kb::Urgency;
use fenzhen_engine::text::signals::mask_personal;

use crate::api::v1::{QueueView, QueuedView, TicketView};
use crate::app::{App, AppError, RequestError};
use crate::store::{MOST_QUEUED, QueueFilter, Queued};

use super::{Desk, TicketRefusal, find, instant, shown, slots, view};

/// Tickets of a page unless the caller says otherwise.
pub(super) const PAGE: usize = 50;
/// Characters of a ticket shown in the queue.
pub(super) const EXCERPT: usize = 80;

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

impl App {
    /// A registered ticket as it is now.
    ///
    /// # Errors
    /// When there is none, or the database refuses.
    pub fn ticket_view(&self, id: &str) -> Result<TicketView, AppError> {
        let desk = Desk { snapshot: self.snapshot(), now: self.clock.now() };
        let found = self.store.read(|dao| Ok((find(dao, id)?, dao.judged_ticket(id)?)))?;
        let (Some(ticket), Some((_, kept))) = found else {
            return Err(TicketRefusal::NoSuchTicket(id.chars().take(100).collect()).into());
        };
        let facts = slots::facts(&kept.title, &kept.text);
        Ok(view::ticket(&desk, &kept, kept.external_id.as_deref(), &ticket.life, &facts))
    }

    /// A page of open tickets, what is due first first.
    ///
    /// # Errors
    /// When the place is none, or the database refuses.
    pub fn queue(&self, options: &QueueOptions) -> Result<QueueView, AppError> {
        let (snapshot, now) = (self.snapshot(), self.clock.now());
        let limit = options.limit.unwrap_or(PAGE).clamp(1, MOST_QUEUED - 1);
        let filter = QueueFilter {
            department: options.department.clone(),
            state: options.state.clone(),
            due_before: options.overdue.then(|| now.as_millisecond()),
            after: options.after.as_deref().map(place).transpose()?,
            ..QueueFilter::default()
        };
        let mut queued = self.store.read(|dao| dao.queue(&filter, limit + 1))?;
        let more = queued.len() > limit;
        queued.truncate(limit);
        let next = queued.last().filter(|_| more).map(|last| format!("{}-{}", last.place.0, last.place.1));
        let view = |queued: Queued| {
            let said = if queued.title.is_empty() { &queued.text } else { &queued.title };
            QueuedView {
                text: mask_personal(said).chars().take(EXCERPT).collect(),
                id: queued.id,
                external_id: queued.external_id,
                state: queued.state,
                urgency: urgency(queued.urgency),
                level: queued.level,
                category: queued.category,
                department: queued.department,
                front: queued.front,
                registered_at: shown(&snapshot, instant(queued.registered_at)),
                due: queued.due_at.map(|at| shown(&snapshot, instant(at))),
                overdue: queued.due_at.is_some_and(|due| due < now.as_millisecond()),
            }
        };
        Ok(QueueView { tickets: queued.into_iter().map(view).collect(), next })
    }
}

/// A place in the order, as `next` gave it.
pub(super) fn place(text: &str) -> Result<(i64, i64), RequestError> {
    let parts = text.rsplit_once('-').and_then(|(due, row)| Some((due.parse().ok()?, row.parse().ok()?)));
    let refused =
        || super::register::bad("no-place", "after", "`after` is no place in the queue", "send the `next` of the page before");
    parts.ok_or_else(refused)
}

pub(super) fn urgency(number: u8) -> Urgency {
    match number {
        0 => Urgency::Low,
        1 => Urgency::Medium,
        _ => Urgency::High,
    }
}

/// What an urgency is called.
pub(super) fn urgency_name(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Low => "低",
        Urgency::Medium => "中",
        Urgency::High => "高",
    }
}

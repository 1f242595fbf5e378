//! The ticket queue, in the shape of version 1.

use fenzhen_engine::kb::Urgency;
use fenzhen_engine::triage::Snapshot;
use utoipa::ToSchema;

use crate::app::time::moment;
use crate::app::{QueuedTicket, TicketQueue};

/// A page of the queue.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct QueueView {
    /// Open tickets, the earliest deadline first.
    pub tickets: Vec<QueuedView>,
    /// What to send as `after` for the next page; none on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A ticket of the queue.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct QueuedView {
    /// Its id.
    pub id: String,
    /// The sender's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// How it begins, personal data masked.
    pub text: String,
    /// The states it is in.
    pub state: String,
    /// How urgent it is.
    #[schema(value_type = String)]
    pub urgency: Urgency,
    /// The level it is handled at.
    pub level: u32,
    /// The category's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// The department's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// Who faces the customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub front: Option<String>,
    /// When it was registered.
    pub registered_at: String,
    /// The earliest deadline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// Whether that has passed.
    pub overdue: bool,
}

impl From<TicketQueue> for QueueView {
    fn from(queue: TicketQueue) -> QueueView {
        let TicketQueue { tickets, next, snapshot } = queue;
        QueueView { tickets: tickets.into_iter().map(|ticket| QueuedView::new(ticket, &snapshot)).collect(), next }
    }
}

impl QueuedView {
    fn new(ticket: QueuedTicket, snapshot: &Snapshot) -> QueuedView {
        QueuedView {
            id: ticket.id,
            external_id: ticket.external_id,
            text: ticket.text,
            state: ticket.state,
            urgency: ticket.urgency,
            level: ticket.level,
            category: ticket.category,
            department: ticket.department,
            front: ticket.front,
            registered_at: moment(snapshot, ticket.registered_at),
            due: ticket.due.map(|due| moment(snapshot, due)),
            overdue: ticket.overdue,
        }
    }
}

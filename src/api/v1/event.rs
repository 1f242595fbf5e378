//! Events, in the shape of version 1.

use utoipa::ToSchema;

use crate::app::webhooks::{EventPage, OutgoingEvent};

/// Something that happened. Personal data in it is masked.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ToSchema)]
pub struct EventView {
    /// Its number, the feed's cursor.
    pub id: i64,
    /// `ticket.moved`, `alarm.raised` …
    #[serde(rename = "type")]
    #[schema(example = "ticket.moved")]
    pub kind: String,
    /// The ticket's id; absent for what is about many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// The number in the ticket's history, from 1, without gaps.
    pub seq: u32,
    /// When (RFC 3339, UTC).
    pub at: String,
    /// Who; `fenzhen` for what the clocks do.
    pub author: String,
    /// What, by the kind's own fields.
    #[schema(value_type = Object)]
    pub data: serde_json::Value,
}

/// A page of the feed, oldest first.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct EventList {
    /// The events.
    pub events: Vec<EventView>,
    /// What to send as `after` next time: the number of the last event, or what was sent where there is nothing new.
    pub next: i64,
}

impl From<OutgoingEvent> for EventView {
    fn from(event: OutgoingEvent) -> EventView {
        let OutgoingEvent { id, kind, ticket, seq, at, author, data } = event;
        EventView { id, kind, ticket, seq, at: at.to_string(), author, data }
    }
}

impl From<EventPage> for EventList {
    fn from(page: EventPage) -> EventList {
        EventList { events: page.events.into_iter().map(EventView::from).collect(), next: page.next }
    }
}

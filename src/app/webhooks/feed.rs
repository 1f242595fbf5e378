//! Events as they go out: the feed, with personal data masked.

use fenzhen_engine::text::signals::mask_personal;
use jiff::Timestamp;
use serde_json::Value;

use crate::store::StoredEvent;

use super::{WebhookError, Webhooks};

/// The most events of a page.
const MOST: usize = 1_000;

/// Something that happened, as others are told of it: its personal data is masked. Its JSON is what receivers are sent.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct OutgoingEvent {
    /// Its number, the feed's cursor.
    pub id: i64,
    /// `ticket.moved`, `alarm.raised` …
    #[serde(rename = "type")]
    pub kind: String,
    /// The ticket's id; `None` for what is about many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// The number in the ticket's history, from 1, without gaps.
    pub seq: u32,
    /// When.
    pub at: Timestamp,
    /// Who; `fenzhen` for what the clocks do.
    pub author: String,
    /// What, by the kind's own fields.
    pub data: Value,
}

/// A page of the feed, oldest first.
#[derive(Debug, Clone, PartialEq)]
pub struct EventPage {
    /// The events.
    pub events: Vec<OutgoingEvent>,
    /// After which one the next page begins.
    pub next: i64,
}

impl Webhooks<'_> {
    /// A page of at most `limit` events (1,000 at the most) after the one numbered `after`, oldest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn events(&self, after: i64, limit: usize) -> Result<EventPage, WebhookError> {
        let events = self.store.read(|dao| dao.events_after(after, limit.clamp(1, MOST)))?;
        let next = events.last().map_or(after, |event| event.id);
        Ok(EventPage { events: events.into_iter().map(OutgoingEvent::from).collect(), next })
    }
}

impl From<StoredEvent> for OutgoingEvent {
    fn from(event: StoredEvent) -> OutgoingEvent {
        let mut data = serde_json::from_str(&event.body).unwrap_or_default();
        if let Value::Object(fields) = &mut data {
            // Said by the type already.
            fields.remove("kind");
        }
        OutgoingEvent {
            id: event.id,
            kind: event.kind,
            ticket: event.ticket,
            seq: event.seq,
            at: event.at,
            author: event.author,
            data: masked(data),
        }
    }
}

/// A value with the personal data in all its texts masked.
fn masked(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(mask_personal(&text)),
        Value::Array(items) => items.into_iter().map(masked).collect(),
        Value::Object(fields) => fields.into_iter().map(|(name, value)| (name, masked(value))).collect(),
        other => other,
    }
}

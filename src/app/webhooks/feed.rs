//! Events as they go out: the feed, with personal data masked.

use fenzhen_engine::text::signals::mask_personal;
use serde_json::Value;

use crate::api::v1::{EventList, EventView};
use crate::app::tickets::instant;
use crate::app::{App, AppError};
use crate::store::StoredEvent;

/// The most events of a page.
const MOST: usize = 1_000;

impl App {
    /// A page of at most `limit` events (1,000 at the most) after the one numbered `after`, oldest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn events(&self, after: i64, limit: usize) -> Result<EventList, AppError> {
        let events = self.store.read(|dao| dao.events_after(after, limit.clamp(1, MOST)))?;
        let next = events.last().map_or(after, |event| event.id);
        Ok(EventList { events: events.into_iter().map(EventView::from).collect(), next })
    }
}

impl From<StoredEvent> for EventView {
    fn from(event: StoredEvent) -> EventView {
        let mut data = serde_json::from_str(&event.body).unwrap_or_default();
        if let Value::Object(fields) = &mut data {
            // Said by the type already.
            fields.remove("kind");
        }
        EventView {
            id: event.id,
            kind: event.kind,
            ticket: event.ticket,
            seq: event.seq,
            at: instant(event.at).to_string(),
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

//! Events and webhooks, in the shape of version 1.

use utoipa::ToSchema;

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

/// A webhook to make.
#[derive(Debug, Clone, serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WebhookRequest {
    /// Where events are sent: https, or http.
    #[schema(example = "https://crm.example.com/fenzhen")]
    pub url: String,
    /// `whsec_` and 24 to 64 bytes in base64; made up, if absent.
    #[serde(default)]
    pub secret: Option<String>,
}

/// A webhook.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct WebhookView {
    /// Its number.
    pub id: i64,
    /// Where events are sent.
    pub url: String,
    /// What signs them (Standard Webhooks); shown once, when it is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
    /// How often in a row it could not be reached.
    pub failures: u32,
    /// Until when it is left alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resting_until: Option<String>,
    /// Events that wait to be sent.
    pub pending: u32,
    /// Events that were refused too often.
    pub dead: u32,
}

/// All webhooks, and what could not be delivered.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct WebhookList {
    /// The webhooks.
    pub webhooks: Vec<WebhookView>,
}

/// What could not be delivered, oldest first, at most 100.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct DeadList {
    /// The deliveries.
    pub deliveries: Vec<DeadView>,
}

/// An event that a receiver refused too often. It holds back what comes after it of the same ticket.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct DeadView {
    /// Its number.
    pub id: i64,
    /// The webhook's.
    pub webhook: i64,
    /// How often it was tried.
    pub attempts: u32,
    /// What went wrong the last time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The event.
    pub event: EventView,
}

/// What to do with a dead delivery.
#[derive(Debug, Clone, serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SettleRequest {
    /// `true`: send it again; `false`: drop it, so that what waits behind it goes on.
    pub retry: bool,
}

/// What became of it.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct Settled {
    /// The number it had.
    pub id: i64,
    /// Whether something changed.
    pub done: bool,
}

/// Alarms, newest first.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct AlarmList {
    /// The alarms.
    pub alarms: Vec<AlarmView>,
}

/// A rise in tickets that chance does not explain.
#[derive(Debug, Clone, serde::Serialize, ToSchema)]
pub struct AlarmView {
    /// Its number.
    pub id: i64,
    /// What tickets were counted by: `category`, `entry`, `product` or `region`.
    pub dimension: String,
    /// Which of them.
    pub subject: String,
    /// When it was raised (RFC 3339, UTC).
    pub raised_at: String,
    /// Days of the window, 1 or 7.
    pub days: i64,
    /// Tickets in it.
    pub observed: i64,
    /// Tickets the eight weeks before would let one expect.
    pub expected: f64,
    /// The chance of so many or more, were nothing new.
    pub chance: f64,
    /// The tickets, by id, at most 200.
    pub witnesses: Vec<String>,
    /// When it was closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<String>,
    /// Who closed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_by: Option<String>,
    /// What it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Closing an alarm.
#[derive(Debug, Clone, Default, serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseAlarm {
    /// What it was.
    #[serde(default)]
    pub note: Option<String>,
    /// Who says so. Where tokens are used, the token's name counts.
    #[serde(default)]
    pub author: Option<String>,
}

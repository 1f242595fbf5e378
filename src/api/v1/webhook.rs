//! Webhooks, in the shape of version 1.

use utoipa::ToSchema;

use crate::app::webhooks::{DeadDelivery, NewWebhook, WebhookStatus};

use super::EventView;

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

impl From<WebhookStatus> for WebhookView {
    fn from(webhook: WebhookStatus) -> WebhookView {
        let WebhookStatus { id, url, failures, resting_until, pending, dead } = webhook;
        let resting_until = resting_until.map(|until| until.to_string());
        WebhookView { id, url, secret: None, failures, resting_until, pending, dead }
    }
}

impl From<NewWebhook> for WebhookView {
    fn from(made: NewWebhook) -> WebhookView {
        WebhookView { secret: Some(made.secret), ..WebhookView::from(made.webhook) }
    }
}

impl From<DeadDelivery> for DeadView {
    fn from(dead: DeadDelivery) -> DeadView {
        let DeadDelivery { id, webhook, attempts, error, event } = dead;
        DeadView { id, webhook, attempts, error, event: event.into() }
    }
}

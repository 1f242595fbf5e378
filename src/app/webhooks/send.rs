//! Sending one event to one receiver, and what the receiver made of it.

use std::time::Duration;

use jiff::Timestamp;

use crate::store::{Delivery, Webhook};

use super::OutgoingEvent;
use super::sign::signature;

/// How long a receiver may take, all in all, and to be connected to.
const PATIENCE: Duration = Duration::from_secs(10);
const CONNECT: Duration = Duration::from_secs(5);
/// What is kept of a refusal, in characters.
const SAID: usize = 200;

/// What a receiver made of an event.
pub(super) enum Outcome {
    Taken,
    /// It answered, and will not have it.
    Refused(String),
    /// It could not be reached, or is not itself.
    Unreachable(String),
}

/// Sends events over HTTP. Redirects are not followed and no proxy is asked: what was signed goes where it was meant to.
pub(super) struct Sender(ureq::Agent);

impl Sender {
    pub(super) fn new() -> Sender {
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .timeout_connect(Some(CONNECT))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .proxy(None)
            .user_agent(concat!("fenzhen/", env!("CARGO_PKG_VERSION")))
            .build();
        Sender(ureq::Agent::new_with_config(config))
    }

    /// Signs an event as sent at `now`, and sends it.
    pub(super) fn send(&self, webhook: &Webhook, delivery: &Delivery, now: Timestamp) -> Outcome {
        let body = serde_json::to_vec(&OutgoingEvent::from(delivery.event.clone())).unwrap_or_default();
        let (id, timestamp) = (format!("evt_{}", delivery.event.id), now.as_second());
        let Some(signed) = signature(&webhook.secret, &id, timestamp, &body) else {
            return Outcome::Refused("its secret is not valid".to_owned());
        };
        let request = self.0.post(&webhook.url).header("content-type", "application/json");
        let request = request.header("webhook-id", &id).header("webhook-timestamp", timestamp.to_string());
        match request.header("webhook-signature", signed).send(body.as_slice()) {
            Ok(answer) => match answer.status().as_u16() {
                200..=299 => Outcome::Taken,
                // It is overloaded, or what stands before it cannot reach it.
                status @ (408 | 429 | 502..=504) => Outcome::Unreachable(format!("it answers {status}")),
                status => Outcome::Refused(format!("it answers {status}")),
            },
            Err(error) => Outcome::Unreachable(error.to_string().chars().take(SAID).collect()),
        }
    }
}

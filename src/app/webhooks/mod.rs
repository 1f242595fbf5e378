//! Webhooks: who is told of events, and what became of what could not be delivered.
//!
//! Events go out signed after Standard Webhooks, at least once each, and in order for each ticket. A receiver that cannot
//! be reached is left alone for a while and loses nothing; an event that is refused again and again is put aside as dead,
//! and what follows it of the same ticket waits until somebody sends it again or drops it.

mod couriers;
mod deliver;
mod error;
mod feed;
mod send;
mod sign;

use jiff::Timestamp;

use crate::store::{Delivery, GroupWriter, MOST_WEBHOOKS, Store, Webhook};

use super::{App, Clock};

pub use deliver::Delivered;
pub use error::WebhookError;
pub use feed::{EventPage, OutgoingEvent};
pub use sign::signature;

pub(in crate::app) use couriers::Couriers;

/// The longest address, in bytes.
const LONGEST_URL: usize = 2_000;
/// Dead deliveries listed at once.
const DEAD: usize = 100;

/// A webhook, and how it stands with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookStatus {
    /// Its number.
    pub id: i64,
    /// Where events are sent.
    pub url: String,
    /// How often in a row it could not be reached.
    pub failures: u32,
    /// Until when it is left alone.
    pub resting_until: Option<Timestamp>,
    /// Events that wait to be sent.
    pub pending: u32,
    /// Events that were refused too often.
    pub dead: u32,
}

/// A webhook just made: the only time its secret is seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewWebhook {
    /// The webhook.
    pub webhook: WebhookStatus,
    /// What signs its events.
    pub secret: String,
}

/// An event that a receiver refused too often.
#[derive(Debug, Clone, PartialEq)]
pub struct DeadDelivery {
    /// Its number.
    pub id: i64,
    /// The webhook's.
    pub webhook: i64,
    /// How often it was tried.
    pub attempts: u32,
    /// What went wrong the last time.
    pub error: Option<String>,
    /// The event.
    pub event: OutgoingEvent,
}

/// The webhooks of an app, and the events they are told of.
#[derive(Clone, Copy)]
pub struct Webhooks<'a> {
    store: &'a Store,
    writer: &'a GroupWriter,
    clock: Clock,
}

impl App {
    /// Its webhooks.
    #[must_use]
    pub fn webhooks(&self) -> Webhooks<'_> {
        Webhooks { store: &self.store, writer: &self.writer, clock: self.clock }
    }
}

impl Webhooks<'_> {
    /// Makes a webhook; it is told of events from now on. The answer alone holds its secret, which is made up where none is
    /// given.
    ///
    /// # Errors
    /// When the address or the secret is not valid, there are too many, or the database refuses.
    pub fn add(&self, url: &str, secret: Option<&str>) -> Result<NewWebhook, WebhookError> {
        if !is_address(url) {
            return Err(WebhookError::NotAnAddress);
        }
        let secret = match secret {
            Some(secret) => sign::checked(secret)?.to_owned(),
            None => sign::new_secret()?,
        };
        let at = self.clock.now();
        let added = self.store.write(|dao| {
            if dao.read().webhooks()?.len() >= MOST_WEBHOOKS {
                return Ok(None);
            }
            let id = dao.add_webhook(url, &secret, at)?;
            dao.read().webhook(id)
        })?;
        let webhook = added.ok_or(WebhookError::TooMany)?;
        Ok(NewWebhook { webhook: status(webhook, (0, 0)), secret })
    }

    /// All webhooks.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn list(&self) -> Result<Vec<WebhookStatus>, WebhookError> {
        Ok(self.store.read(|dao| {
            let webhooks = dao.webhooks()?;
            webhooks.into_iter().map(|webhook| Ok(status(webhook.clone(), dao.open_deliveries(webhook.id)?))).collect()
        })?)
    }

    /// Removes a webhook with what waits for it.
    ///
    /// # Errors
    /// When there is none of this number, or the database refuses.
    pub fn remove(&self, id: i64) -> Result<(), WebhookError> {
        let at = self.clock.now();
        let done = self.store.write(|dao| dao.remove_webhook(id, at))?;
        if done { Ok(()) } else { Err(WebhookError::NoSuchWebhook(id)) }
    }

    /// What could not be delivered, oldest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn dead(&self) -> Result<Vec<DeadDelivery>, WebhookError> {
        let dead = self.store.read(|dao| dao.dead_deliveries(DEAD))?;
        Ok(dead.into_iter().map(DeadDelivery::from).collect())
    }

    /// Sends a dead delivery again, or drops it.
    ///
    /// # Errors
    /// When it is not there or not dead, or the database refuses.
    pub fn settle(&self, id: i64, retry: bool) -> Result<(), WebhookError> {
        let at = self.clock.now();
        let done = self.store.write(|dao| dao.settle_dead(id, retry.then_some(at)))?;
        if done { Ok(()) } else { Err(WebhookError::NoSuchDelivery(id)) }
    }
}

impl From<Delivery> for DeadDelivery {
    fn from(delivery: Delivery) -> DeadDelivery {
        let Delivery { id, webhook, attempts, error, event } = delivery;
        DeadDelivery { id, webhook, attempts, error, event: event.into() }
    }
}

fn status(webhook: Webhook, (pending, dead): (u32, u32)) -> WebhookStatus {
    let resting_until = (webhook.failures > 0).then_some(webhook.resting_until);
    WebhookStatus { id: webhook.id, url: webhook.url, failures: webhook.failures, resting_until, pending, dead }
}

/// Whether something can be sent there; addresses that carry a password about are refused.
fn is_address(url: &str) -> bool {
    let address: Option<ureq::http::Uri> = Some(url).filter(|url| url.len() <= LONGEST_URL).and_then(|url| url.parse().ok());
    address.is_some_and(|address| {
        let known = matches!(address.scheme_str(), Some("http" | "https"));
        known
            && address.host().is_some_and(|host| !host.is_empty())
            && address.authority().is_some_and(|a| !a.as_str().contains('@'))
    })
}

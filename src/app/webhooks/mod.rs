//! Webhooks: who is told of events, and what became of what could not be delivered.
//!
//! Events go out signed after Standard Webhooks, at least once each, and in order for each ticket. A receiver that cannot
//! be reached is left alone for a while and loses nothing; an event that is refused again and again is put aside as dead,
//! and what follows it of the same ticket waits until somebody sends it again or drops it.

mod couriers;
mod deliver;
pub(crate) mod feed;
mod send;
mod sign;

use crate::api::v1::{DeadList, DeadView, EventView, Settled, WebhookList, WebhookRequest, WebhookView};
use crate::store::{Delivery, MOST_WEBHOOKS, Webhook};

use super::tickets::instant;
use super::{App, AppError, RequestError, TicketRefusal};

pub use deliver::Delivered;
pub use sign::signature;

pub(in crate::app) use couriers::Couriers;

/// The longest address, in bytes.
const LONGEST_URL: usize = 2_000;
/// Dead deliveries listed at once.
const DEAD: usize = 100;

impl App {
    /// Makes a webhook; it is told of events from now on. The answer alone holds its secret.
    ///
    /// # Errors
    /// When the address or the secret is none, there are too many, or the database refuses.
    pub fn add_webhook(&self, request: &WebhookRequest) -> Result<WebhookView, AppError> {
        is_address(&request.url)?;
        let secret = match &request.secret {
            Some(secret) => sign::checked(secret)?.to_owned(),
            None => sign::new_secret()?,
        };
        let at = self.clock.now().as_millisecond();
        let added = self.store.write(|dao| {
            if dao.read().webhooks()?.len() >= MOST_WEBHOOKS {
                return Ok(None);
            }
            let id = dao.add_webhook(&request.url, &secret, at)?;
            dao.read().webhook(id)
        })?;
        let too_many = || refused("too-many-webhooks", "url", "there are 50 webhooks already", "remove those nobody listens to");
        let webhook = added.ok_or_else(too_many)?;
        Ok(WebhookView { secret: Some(secret), ..view(webhook, (0, 0)) })
    }

    /// All webhooks, without their secrets.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn webhooks(&self) -> Result<WebhookList, AppError> {
        let webhooks = self.store.read(|dao| {
            let webhooks = dao.webhooks()?;
            webhooks.into_iter().map(|webhook| Ok(view(webhook.clone(), dao.open_deliveries(webhook.id)?))).collect()
        })?;
        Ok(WebhookList { webhooks })
    }

    /// Removes a webhook with what waits for it.
    ///
    /// # Errors
    /// When there is none of this number, or the database refuses.
    pub fn remove_webhook(&self, id: i64) -> Result<Settled, AppError> {
        let at = self.clock.now().as_millisecond();
        let done = self.store.write(|dao| dao.remove_webhook(id, at))?;
        if done { Ok(Settled { id, done }) } else { Err(TicketRefusal::NoSuch { what: "webhook", id }.into()) }
    }

    /// What could not be delivered, oldest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn dead_deliveries(&self) -> Result<DeadList, AppError> {
        let dead = self.store.read(|dao| dao.dead_deliveries(DEAD))?;
        let view = |dead: Delivery| DeadView {
            id: dead.id,
            webhook: dead.webhook,
            attempts: dead.attempts,
            error: dead.error,
            event: EventView::from(dead.event),
        };
        Ok(DeadList { deliveries: dead.into_iter().map(view).collect() })
    }

    /// Sends a dead delivery again, or drops it.
    ///
    /// # Errors
    /// When it is not there or not dead, or the database refuses.
    pub fn settle_delivery(&self, id: i64, retry: bool) -> Result<Settled, AppError> {
        let at = self.clock.now().as_millisecond();
        let done = self.store.write(|dao| dao.settle_dead(id, retry.then_some(at)))?;
        if done { Ok(Settled { id, done }) } else { Err(TicketRefusal::NoSuch { what: "dead delivery", id }.into()) }
    }
}

fn view(webhook: Webhook, (pending, dead): (u32, u32)) -> WebhookView {
    WebhookView {
        id: webhook.id,
        url: webhook.url,
        secret: None,
        failures: webhook.failures,
        resting_until: (webhook.failures > 0).then(|| instant(webhook.resting_until).to_string()),
        pending,
        dead,
    }
}

/// Refuses what nothing can be sent to, and addresses that carry a password about.
fn is_address(url: &str) -> Result<(), RequestError> {
    let address: Option<ureq::http::Uri> = Some(url).filter(|url| url.len() <= LONGEST_URL).and_then(|url| url.parse().ok());
    let fit = |address: &ureq::http::Uri| {
        let known = matches!(address.scheme_str(), Some("http" | "https"));
        known
            && address.host().is_some_and(|host| !host.is_empty())
            && address.authority().is_some_and(|a| !a.as_str().contains('@'))
    };
    match address.filter(fit) {
        Some(_) => Ok(()),
        None => Err(refused("no-address", "url", "`url` is no address to send to", "send https://host/path, without a password")),
    }
}

fn refused(code: &'static str, field: &'static str, message: &str, help: &'static str) -> RequestError {
    RequestError { code, field, message: message.to_owned(), help }
}

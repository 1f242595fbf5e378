//! Couriers: threads that deliver, one for each receiver something waits for. A receiver that takes its time keeps nobody
//! waiting but itself, and what is sent to it stays in order because nobody else sends to it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

use crate::app::{App, AppError};
use crate::store::{MOST_WEBHOOKS, Webhook};

use super::{Delivered, WebhookError};

/// The couriers that are on their way. Dropping them waits until each has written down what it did.
pub(in crate::app) struct Couriers {
    /// By the receiver's number.
    under_way: BTreeMap<i64, JoinHandle<()>>,
    stopping: Arc<AtomicBool>,
}

impl Couriers {
    /// None yet. They begin no other delivery once `stopping` says so.
    pub(in crate::app) fn new(stopping: Arc<AtomicBool>) -> Couriers {
        Couriers { under_way: BTreeMap::new(), stopping }
    }

    /// Sends a courier to every receiver that something waits for and that has none.
    ///
    /// # Errors
    /// When the database refuses, or the system gives no thread.
    pub(in crate::app) fn set_out(&mut self, app: &Arc<App>) -> Result<(), WebhookError> {
        let back: Vec<i64> = self.under_way.iter().filter(|(_, courier)| courier.is_finished()).map(|(id, _)| *id).collect();
        back.into_iter().filter_map(|id| self.under_way.remove(&id)).for_each(join);
        for webhook in app.webhooks().awake_receivers()? {
            let free = !self.under_way.contains_key(&webhook.id) && self.under_way.len() < MOST_WEBHOOKS;
            if free && !self.stopping.load(Ordering::Relaxed) && app.webhooks().is_awaited(&webhook)? {
                let id = webhook.id;
                self.under_way.insert(id, courier(Arc::clone(app), webhook, Arc::clone(&self.stopping))?);
            }
        }
        Ok(())
    }
}

impl Drop for Couriers {
    fn drop(&mut self) {
        self.stopping.store(true, Ordering::Relaxed);
        std::mem::take(&mut self.under_way).into_values().for_each(join);
    }
}

fn courier(app: Arc<App>, webhook: Webhook, stopping: Arc<AtomicBool>) -> Result<JoinHandle<()>, AppError> {
    let go_on = move || !stopping.load(Ordering::Relaxed);
    let deliver = move || {
        if let Err(error) = app.webhooks().deliver_to(&webhook, &mut Delivered::default(), &go_on) {
            tracing::error!(%error, webhook = webhook.id, "delivering events failed; it is tried again");
        }
    };
    let no_thread = |source| AppError::Io { path: "a courier's thread".to_owned(), source };
    std::thread::Builder::new().name("courier".to_owned()).spawn(deliver).map_err(no_thread)
}

fn join(courier: JoinHandle<()>) {
    if courier.join().is_err() {
        tracing::error!("a courier failed; its receiver gets another");
    }
}

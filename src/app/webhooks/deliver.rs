//! Delivering: what is in the outbox of a receiver and due, in order, without holding the database meanwhile.

use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};

use crate::store::{Delivery, StoreError, Webhook, WriteDao};

use super::send::{Outcome, Sender};
use super::{WebhookError, Webhooks};

/// Deliveries to one receiver before their outcome is written down.
const AT_ONCE: usize = 100;
/// How long an outcome may be known and not written down: what a kill loses is sent twice.
const UNWRITTEN: Duration = Duration::from_secs(1);
/// Seconds before the next attempt, after each that failed; the last counts for all that follow.
const AGAIN: [i64; 9] = [5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 28_800];
/// The longest a receiver that cannot be reached is left alone, in seconds.
const LONGEST_REST: i64 = 600;
/// Refusals after which an event is dead: by then some thirty hours have passed.
const MOST_ATTEMPTS: u32 = 12;

/// What a round of deliveries did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Delivered {
    /// Events that were taken.
    pub sent: usize,
    /// Events that were refused.
    pub refused: usize,
    /// Receivers that could not be reached.
    pub unreachable: usize,
}

impl Delivered {
    fn count(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Taken => self.sent += 1,
            Outcome::Refused(_) => self.refused += 1,
            Outcome::Unreachable(_) => self.unreachable += 1,
        }
    }
}

/// A delivery that was tried.
struct Tried {
    delivery: Delivery,
    outcome: Outcome,
    at: Timestamp,
}

impl Webhooks<'_> {
    /// Sends everything that is due by now, until nothing is or the receivers rest, to one receiver after the other.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn deliver(&self) -> Result<Delivered, WebhookError> {
        let mut done = Delivered::default();
        for webhook in self.awake_receivers()? {
            self.deliver_to(&webhook, &mut done, &|| true)?;
        }
        Ok(done)
    }

    /// The receivers that are not left alone at the moment.
    pub(super) fn awake_receivers(&self) -> Result<Vec<Webhook>, WebhookError> {
        let now = self.clock.now();
        let mut webhooks = self.store.read(|dao| dao.webhooks())?;
        // No rest is that long: what seems so was counted before the system's clock was set back.
        let awake = |until: Timestamp| until <= now || until > after(now, LONGEST_REST);
        webhooks.retain(|webhook| awake(webhook.resting_until));
        Ok(webhooks)
    }

    /// Whether something is to be sent to a receiver now.
    pub(super) fn is_awaited(&self, webhook: &Webhook) -> Result<bool, WebhookError> {
        Ok(!self.due_to(webhook, 1)?.is_empty())
    }

    fn due_to(&self, webhook: &Webhook, limit: usize) -> Result<Vec<Delivery>, WebhookError> {
        let now = self.clock.now();
        let latest = after(now, pause(u32::MAX));
        Ok(self.store.read(|dao| dao.due_deliveries(webhook.id, now, latest, limit))?)
    }

    /// Sends a receiver what is due, until nothing is, it rests, or `go_on` says no: what is left is sent the next time.
    pub(super) fn deliver_to(
        &self,
        webhook: &Webhook,
        done: &mut Delivered,
        go_on: &dyn Fn() -> bool,
    ) -> Result<(), WebhookError> {
        let sender = Sender::new();
        let mut failures = webhook.failures;
        loop {
            let due = self.due_to(webhook, AT_ONCE)?;
            if due.is_empty() || !go_on() {
                return Ok(());
            }
            let (begun, mut tried, mut rests) = (Instant::now(), Vec::new(), false);
            for delivery in due {
                // A receiver may take its time, and refuses what seems to have been sent long ago.
                let outcome = sender.send(webhook, &delivery, self.clock.now());
                done.count(&outcome);
                rests = matches!(outcome, Outcome::Unreachable(_));
                failures = if matches!(outcome, Outcome::Taken) { 0 } else { failures };
                tried.push(Tried { delivery, outcome, at: self.clock.now() });
                if rests || begun.elapsed() > UNWRITTEN || !go_on() {
                    break;
                }
            }
            self.writer.write(move |dao| tried.iter().try_for_each(|tried| write_down(dao, tried, failures)))?;
            if rests {
                return Ok(());
            }
        }
    }
}

/// Writes down what became of a delivery to a receiver that could not be reached so many times before.
fn write_down(dao: &WriteDao<'_>, tried: &Tried, failures: u32) -> Result<(), StoreError> {
    let Tried { delivery, outcome, at } = tried;
    match outcome {
        Outcome::Taken => dao.delivered(delivery),
        Outcome::Refused(why) => {
            let again = (delivery.attempts + 1 < MOST_ATTEMPTS).then(|| after(*at, pause(delivery.attempts)));
            dao.not_delivered(delivery.id, why, again)
        }
        Outcome::Unreachable(why) => {
            tracing::warn!(webhook = delivery.webhook, why, "a receiver of events cannot be reached");
            dao.rest(delivery.webhook, after(*at, pause(failures).min(LONGEST_REST)))
        }
    }
}

fn after(now: Timestamp, seconds: i64) -> Timestamp {
    now.checked_add(SignedDuration::from_secs(seconds)).unwrap_or(Timestamp::MAX)
}

/// Seconds to wait after so many failures before this one.
fn pause(failures: u32) -> i64 {
    AGAIN.get(failures as usize).or(AGAIN.last()).copied().unwrap_or(0)
}

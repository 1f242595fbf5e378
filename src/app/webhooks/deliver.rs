//! Delivering: what is in the outbox and due, to each receiver in turn, without holding the database meanwhile.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::app::v1::EventView;
use crate::app::{App, AppError};
use crate::store::{Delivery, Webhook};

use super::sign::signature;

/// Deliveries to one receiver before their outcome is written down.
const AT_ONCE: usize = 100;
/// How long a receiver may take, all in all, and to be connected to.
const PATIENCE: Duration = Duration::from_secs(10);
const CONNECT: Duration = Duration::from_secs(5);
/// What is kept of a refusal, in characters.
const SAID: usize = 200;
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

/// What a receiver made of an event.
enum Outcome {
    Taken,
    /// It answered, and will not have it.
    Refused(String),
    /// It could not be reached, or is not itself.
    Unreachable(String),
}

impl App {
    /// Sends everything that is due by now, until nothing is or the receivers rest.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn deliver(&self) -> Result<Delivered, AppError> {
        self.deliver_while(&|| true)
    }

    /// The same, until `go_on` says no: what is left is sent the next time.
    pub(in crate::app) fn deliver_while(&self, go_on: &dyn Fn() -> bool) -> Result<Delivered, AppError> {
        let mut done = Delivered::default();
        for webhook in self.store.read(|dao| dao.webhooks())? {
            if webhook.resting_until <= self.clock.now().as_millisecond() {
                self.deliver_to(&webhook, &mut done, go_on)?;
            }
        }
        Ok(done)
    }

    fn deliver_to(&self, webhook: &Webhook, done: &mut Delivered, go_on: &dyn Fn() -> bool) -> Result<(), AppError> {
        let sender = Sender::new();
        loop {
            let now = self.clock.now();
            let due = self.store.read(|dao| dao.due_deliveries(webhook.id, now.as_millisecond(), AT_ONCE))?;
            if due.is_empty() || !go_on() {
                return Ok(());
            }
            let (mut outcomes, mut rests) = (Vec::new(), false);
            for delivery in due {
                let outcome = sender.send(webhook, &delivery, now);
                match &outcome {
                    Outcome::Taken => done.sent += 1,
                    Outcome::Refused(_) => done.refused += 1,
                    Outcome::Unreachable(_) => {
                        done.unreachable += 1;
                        rests = true;
                    }
                }
                outcomes.push((delivery, outcome));
                if rests || !go_on() {
                    break;
                }
            }
            let rest = after(now, pause(webhook.failures).min(LONGEST_REST));
            self.writer.write(move |dao| {
                for (delivery, outcome) in &outcomes {
                    match outcome {
                        Outcome::Taken => dao.delivered(delivery)?,
                        Outcome::Refused(why) => {
                            let again = (delivery.attempts + 1 < MOST_ATTEMPTS).then(|| after(now, pause(delivery.attempts)));
                            dao.not_delivered(delivery.id, why, again)?;
                        }
                        Outcome::Unreachable(why) => {
                            tracing::warn!(webhook = delivery.webhook, why, "a receiver of events cannot be reached");
                            dao.rest(delivery.webhook, rest)?;
                        }
                    }
                }
                Ok(())
            })?;
            if rests {
                return Ok(());
            }
        }
    }
}

fn after(now: Timestamp, seconds: i64) -> i64 {
    now.checked_add(SignedDuration::from_secs(seconds)).unwrap_or(Timestamp::MAX).as_millisecond()
}

/// Seconds to wait after so many failures before this one.
fn pause(failures: u32) -> i64 {
    AGAIN.get(failures as usize).or(AGAIN.last()).copied().unwrap_or(0)
}

/// Sends events over HTTP. Redirects are not followed and no proxy is asked: what was signed goes where it was meant to.
struct Sender(ureq::Agent);

impl Sender {
    fn new() -> Sender {
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

    fn send(&self, webhook: &Webhook, delivery: &Delivery, now: Timestamp) -> Outcome {
        let body = serde_json::to_vec(&EventView::from(delivery.event.clone())).unwrap_or_default();
        let (id, timestamp) = (format!("evt_{}", delivery.event.id), now.as_second());
        let Some(signed) = signature(&webhook.secret, &id, timestamp, &body) else {
            return Outcome::Refused("its secret is none".to_owned());
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

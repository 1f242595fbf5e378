//! The one place that knows what time it is, so that tests can say so instead.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;

/// Where "now" comes from.
#[derive(Debug, Clone, Copy, Default)]
pub enum Clock {
    /// The system's clock.
    #[default]
    System,
    /// Always the same instant.
    Fixed(Timestamp),
    /// Whatever instant stands there, in milliseconds since 1970: for rehearsals and tests that move time by hand.
    ByHand(&'static AtomicI64),
}

impl Clock {
    /// The current instant.
    #[must_use]
    pub fn now(self) -> Timestamp {
        match self {
            Clock::System => Timestamp::now(),
            Clock::Fixed(instant) => instant,
            Clock::ByHand(milliseconds) => {
                Timestamp::from_millisecond(milliseconds.load(Ordering::SeqCst)).unwrap_or(Timestamp::MAX)
            }
        }
    }
}

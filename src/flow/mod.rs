//! Flow: the ticket's life as pure functions. Today: the business calendar that deadlines are counted on.
//!
//! It reads no clock: every function is told the instants it works with.

mod calendar;

pub use calendar::{Calendar, CalendarError};

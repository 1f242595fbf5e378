//! The ticket's life as pure functions.

mod alarm;
mod clocks;
mod net;

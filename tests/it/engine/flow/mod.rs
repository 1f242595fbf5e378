//! The ticket's life as pure functions.

mod alarm;
mod clocks;
mod net;
mod people;
mod routes;
mod standings;
